"""What the subcommands say in JSON: the names and order of the fields.

Pure: rows in, dictionaries out. Every text that comes from a file name is scrubbed here.
"""

from typing import Any

from reader.cli_library import Listed
from reader.domain.briefing import Block, Briefing, Section
from reader.domain.entity import EntityCount, Mention
from reader.domain.entry import Entry
from reader.domain.scrub import scrub_line
from reader.services.annotations import PlacedAnnotation
from reader.services.filtering import Finding
from reader.services.recognition import Recognition

Row = dict[str, Any]


def describe_entry(listed: Listed) -> Row:
    """A briefing without its text. One that cannot be read has the reason among its warnings."""
    entry, state = listed.entry, listed.state
    return {
        "id": entry.id,
        "path": scrub_line(entry.path),
        "paths": [scrub_line(path) for path in entry.paths],
        "title": entry.title,
        "series": entry.series,
        "label": entry.label,
        "date_start": entry.start and entry.start.isoformat(),
        "date_end": entry.end and entry.end.isoformat(),
        "date_source": entry.date_source.value,
        "words": entry.words,
        "read": state.read,
        "progress": round(state.progress(entry.length), 3),
        "subjects": list(entry.subjects),
        "tags": list(listed.tags),
        "bookmarks": listed.bookmarks,
        "warnings": [*entry.warnings, *([entry.failure] if entry.failure else [])],
    }


def describe_text(briefing: Briefing) -> Row:
    """The text of a briefing and its parts."""
    return {
        "text": briefing.text,
        "sections": [_describe_section(section) for section in briefing.sections],
        "blocks": [_describe_block(block) for block in briefing.blocks],
    }


def _describe_section(section: Section) -> Row:
    return {
        "level": section.level,
        "title": section.title,
        "start": section.span.start,
        "end": section.span.end,
    }


def _describe_block(block: Block) -> Row:
    return {
        "kind": block.kind.value,
        "level": block.level or None,
        "start": block.span.start,
        "end": block.span.end,
        "line": block.line,
    }


def describe_names(entry: Entry, briefing: Briefing, recognition: Recognition) -> Row:
    """The names in a briefing: every mention, and every entity with its count."""
    return {
        "id": entry.id,
        "path": scrub_line(entry.path),
        "text": briefing.text,
        "mentions": [_describe_mention(briefing.text, mention) for mention in recognition.mentions],
        "entities": [_describe_count(row) for row in recognition.counts],
    }


def _describe_mention(text: str, mention: Mention) -> Row:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "surface": mention.span.of(text),
        "entity": mention.entity.name,
        "type": mention.entity.type and mention.entity.type.value,
        "status": mention.status.value,
    }


def _describe_count(row: EntityCount) -> Row:
    return {
        "name": row.entity.name,
        "type": row.entity.type and row.entity.type.value,
        "count": row.count,
        "status": row.status.value,
        "aliases": list(row.aliases),
    }


def describe_search(finding: Finding) -> Row:
    """A briefing that a query found, in how many places, and a sentence that shows it."""
    entry = finding.entry
    return {
        "id": entry.id,
        "path": scrub_line(entry.path),
        "title": entry.title,
        "date_start": entry.start and entry.start.isoformat(),
        "hits": finding.hits,
        "snippet": [{"text": part.text, "hit": part.is_hit} for part in finding.snippet],
    }


def describe_annotation(placed: PlacedAnnotation) -> Row:
    """An annotation; start and end are null where its words have no sure place."""
    annotation, entry, span = placed.annotation, placed.entry, placed.anchor.span
    return {
        "id": annotation.id,
        "motivation": annotation.motivation.value,
        "tags": list(annotation.tags),
        "note": annotation.note,
        "briefing": entry.id if entry else annotation.briefing.id,
        "path": scrub_line(entry.path if entry else annotation.briefing.path),
        "entity": annotation.entity,
        "quote": annotation.quote.exact if annotation.quote else None,
        "start": span and span.start,
        "end": span and span.end,
        "state": placed.anchor.state.value,
    }
