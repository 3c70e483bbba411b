"""Annotations for other programs and for people: JSON, W3C Web Annotations, Markdown, CSV.

Owns how each form looks. Writes no file.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from io import StringIO
from types import MappingProxyType

from reader.domain.annotation import Motivation
from reader.domain.entry import Entry
from reader.domain.scrub import scrub, scrub_line
from reader.services.exchange_rows import FORMAT, VERSION, describe_row
from reader.services.exchange_w3c import describe_collection
from reader.services.placing import PlacedAnnotation


class Form(StrEnum):
    """What annotations can be written as."""

    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    W3C = "w3c"


_COLUMNS = (
    "id", "motivation", "created", "modified", "tags", "note", "entity", "quote", "start", "end", "state",
    "briefing", "path", "title", "series", "label", "date",
)  # fmt: skip
_FORMULAS = ("=", "+", "-", "@", "\t")
"""What a table calculation takes for the beginning of a formula."""
_MARKS = re.compile(r"([\\`*_\[\]<>#|])")
_LONGEST_NAME = 60


def write_export(
    placed: Sequence[PlacedAnnotation], form: Form, deleted: Mapping[str, str] = MappingProxyType({})
) -> str:
    """All annotations as one text.

    Args:
        placed: the annotations.
        form: of the text.
        deleted: when others were deleted, by their ids; only this program's JSON has a place for it.
    """
    return _write_json(placed, deleted) if form is Form.JSON else _WRITERS[form](placed)


def _write_json(placed: Sequence[PlacedAnnotation], deleted: Mapping[str, str] = MappingProxyType({})) -> str:
    rows = [describe_row(one.annotation) for one in placed]
    gone = [{"id": one, "deleted": moment} for one, moment in sorted(deleted.items())]
    document = {"format": FORMAT, "version": VERSION, "annotations": rows}
    return _print_json(document | ({"deleted": gone} if gone else {}))


def _write_w3c(placed: Sequence[PlacedAnnotation]) -> str:
    return _print_json(describe_collection([one.annotation for one in placed]))


def _print_json(document: object) -> str:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    # What is no character, as a path may have, or means something to a terminal, is written as an escape.
    if text.isprintable() or text == scrub(text):
        return text + "\n"
    return json.dumps(document, indent=1) + "\n"


def _write_csv(placed: Sequence[PlacedAnnotation]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([_guard(cell) for cell in _list_cells(one)] for one in placed)
    return out.getvalue()


def _list_cells(placed: PlacedAnnotation) -> tuple[object, ...]:
    one, entry, span = placed.annotation, placed.entry, placed.anchor.span
    ref, quote = one.briefing, one.quote.exact if one.quote else ""
    return (
        one.id, one.motivation.value, one.created, one.modified, " ".join(f"#{tag}" for tag in one.tags), one.note,
        one.entity or "", quote, span.start if span else "", span.end if span else "", placed.anchor.state.value,
        entry.id if entry else ref.id, scrub_line(entry.path if entry else ref.path), ref.title, ref.series or "",
        ref.label or "", _date(entry),
    )  # fmt: skip


def _guard(cell: object) -> str:
    """A cell that no table calculation takes for a formula: an apostrophe stands before what looks like one."""
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _date(entry: Entry | None) -> str:
    return entry.start.isoformat() if entry and entry.start else ""


# Markdown.


def _write_markdown(placed: Sequence[PlacedAnnotation]) -> str:
    parts = ["# Annotations\n"]
    for group in _group(placed):
        parts += [f"## {_title(group[0])}\n", f"{_source(group[0])}\n", *map(_write_one, group)]
    return "\n".join(parts)


def write_markdown_files(placed: Sequence[PlacedAnnotation]) -> Mapping[str, str]:
    """A Markdown file for each briefing, with its facts as front matter; by the names of the files."""
    files = {}
    for group in _group(placed):
        first = group[0]
        ref, entry = first.annotation.briefing, first.entry
        facts = {"title": ref.title, "series": ref.series, "label": ref.label, "date": _date(entry)}
        facts |= {"source": scrub_line(entry.path if entry else ref.path), "briefing": entry.id if entry else ref.id}
        # A JSON text is a YAML text.
        head = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items() if value]
        tags = dict.fromkeys(tag for one in group for tag in one.annotation.tags)
        head += [f"tags: {json.dumps(list(tags), ensure_ascii=False)}"] if tags else []
        body = [f"# {_title(first)}\n", *map(_write_one, group)]
        files[_name_file(first)] = "\n".join(["---", *head, "---\n", *body])
    return files


def _group(placed: Iterable[PlacedAnnotation]) -> list[list[PlacedAnnotation]]:
    """Those of each briefing, in the order of its text."""
    groups: dict[str, list[PlacedAnnotation]] = {}
    for one in placed:
        groups.setdefault(one.entry.id if one.entry else one.annotation.briefing.id, []).append(one)
    return [sorted(group, key=_place) for group in groups.values()]


def _place(placed: PlacedAnnotation) -> tuple[int, str]:
    span, position = placed.anchor.span, placed.annotation.position
    start = span.start if span else position.start if position else -1
    return start, placed.annotation.created


def _title(placed: PlacedAnnotation) -> str:
    ref = placed.annotation.briefing
    title = placed.entry.title if placed.entry else ref.title
    return _escape(f"{title} ({ref.label})" if ref.label and ref.label not in title else title)


def _source(placed: PlacedAnnotation) -> str:
    entry, ref = placed.entry, placed.annotation.briefing
    path = scrub_line(entry.path if entry else ref.path)
    return ", ".join(part for part in (_date(entry), f"`{path.replace('`', chr(39))}`") if part)


def _write_one(placed: PlacedAnnotation) -> str:
    one = placed.annotation
    lines = [f"> {_escape(line)}".rstrip() for line in one.quote.exact.split("\n")] if one.quote else []
    facts = [] if one.motivation is Motivation.TAGGING else [one.motivation.value]
    facts += [f"**{_escape(one.entity)}**"] if one.entity else []
    facts += [f"#{_escape(tag)}" for tag in one.tags]
    facts += ["the whole briefing"] if one.quote is None and one.entity is None else []
    facts += [placed.anchor.state.value] if placed.anchor.state != "exact" else []
    lines += [""] if lines else []
    lines.append(f"{' · '.join([*facts, one.created[:10]])}")
    lines += ["", _escape(one.note)] if one.note.strip() else []
    return "\n".join([*lines, ""])


def _escape(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)


def _name_file(placed: PlacedAnnotation) -> str:
    """A file name that says which briefing it is, and is that of no other."""
    ref = placed.annotation.briefing
    number = placed.entry.id if placed.entry else ref.id
    words = re.findall(r"[a-z0-9]+", f"{ref.title} {ref.label or ''}".casefold())
    digits = "".join(re.findall(r"[a-zA-Z0-9]", number))[:12]
    return f"{'-'.join(['-'.join(words)[:_LONGEST_NAME].strip('-') or 'briefing', digits])}.md"


_WRITERS: Mapping[Form, Callable[[Sequence[PlacedAnnotation]], str]] = {
    Form.JSON: _write_json,
    Form.CSV: _write_csv,
    Form.MARKDOWN: _write_markdown,
    Form.W3C: _write_w3c,
}
