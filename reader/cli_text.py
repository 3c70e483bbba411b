"""What the subcommands say to people: tables, and texts that a screen reader can read out from top to bottom.

Pure: rows in, lines out; nothing is coloured.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from reader.cli_library import Listed
from reader.domain.annotation import Motivation
from reader.domain.briefing import Block, BlockKind, Briefing
from reader.domain.entity import EntityCount, EntityType
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText, scrub_line
from reader.output import align
from reader.services.annotations import PlacedAnnotation
from reader.services.filtering import Finding

_SHORTEST_ID = 6
_HEADER = ("ID", "DATE", "WORDS", "READ", "TITLE")
_LEAST = (0, len("2026-05-03"), len("WORDS"), len("READ"))
_ALIGNED = 500
"""Rows that have their columns in common."""
_GAP = "  "


def write_list(rows: Iterable[Listed], digits: int, width: int | None) -> Iterator[str]:
    """The briefings as a table, some hundred at a time: a long one begins at once.

    Args:
        rows: at least one.
        digits: how much of an id tells it from all others.
        width: columns of the terminal; None cuts nothing.
    """
    lines = chain([_HEADER], (_write_row(row, max(digits, _SHORTEST_ID)) for row in rows))
    while some := tuple(islice(lines, _ALIGNED)):
        yield from align(some, right=(2, 3), width=width, least=_LEAST)


def _write_row(row: Listed, digits: int) -> tuple[str, ...]:
    entry = row.entry
    title = f"{entry.title}: {entry.failure}" if entry.failure else entry.title
    marks = [f"#{tag}" for tag in row.tags] + ([f"◆{row.bookmarks}"] if row.bookmarks else [])
    words = "" if entry.failure else f"{entry.words:,}"
    return entry.id[:digits], write_days(entry), words, write_state(row), _GAP.join([title, *marks])


def write_days(entry: Entry) -> str:
    """The days that a briefing speaks for: "2026-05-03..09", "2026-04-28..05-04", "unknown"."""
    if entry.start is None or entry.end is None:
        return "unknown"
    start, end = entry.start.isoformat(), entry.end.isoformat()
    if start == end:
        return start
    if start[:7] == end[:7]:
        return f"{start}..{end[8:]}"
    return f"{start}..{end[5:]}" if start[:4] == end[:4] else f"{start}..{end}"


def write_state(row: Listed) -> str:
    """ "read", "47 %" or "new"; nothing for a file that cannot be read."""
    if row.entry.failure:
        return ""
    if row.state.read:
        return "read"
    return f"{row.state.progress(row.entry.length):.0%}" if row.state.opened else "new"


def write_briefing(entry: Entry, briefing: Briefing, tags: Sequence[SafeText]) -> Iterator[str]:
    """A briefing from its title to its last block: one line for a paragraph, an empty line between two."""
    blocks = briefing.blocks
    has_title = bool(blocks) and blocks[0].kind is BlockKind.TITLE
    yield _join_lines(blocks[0].span.of(briefing.text)) if has_title else briefing.metadata.title
    yield "; ".join(_write_facts(entry, briefing, tags))
    yield from (f"Notice: {warning}" for warning in briefing.warnings)
    before: BlockKind | None = None
    for block in blocks[has_title:]:
        if block.kind is BlockKind.RULE:
            continue
        if not (before is block.kind is BlockKind.BULLET):
            yield ""
        yield from _write_block(briefing, block)
        before = block.kind


def _write_facts(entry: Entry, briefing: Briefing, tags: Sequence[SafeText]) -> Iterator[str]:
    yield f"{entry.words:,} words"
    yield _write_dates(entry)
    names = [name for name in (briefing.metadata.creator, briefing.metadata.publisher) if name]
    if names:
        yield f"by {', '.join(dict.fromkeys(names))}"
    if entry.subjects:
        yield f"subjects: {', '.join(entry.subjects)}"
    if tags:
        yield f"tags: {', '.join(tags)}"


def _write_dates(entry: Entry) -> str:
    if entry.start is None or entry.end is None:
        return "date unknown"
    start, end = entry.start.isoformat(), entry.end.isoformat()
    return start if start == end else f"{start} to {end}"


def _write_block(briefing: Briefing, block: Block) -> Iterator[str]:
    text = block.span.of(briefing.text)
    match block.kind:
        case BlockKind.TABLE:
            yield from _write_table(text)
        case BlockKind.CODE:
            yield from text.split("\n")
        case BlockKind.BULLET:
            yield f"{_GAP * max(0, block.level - 1)}{block.marker or '-'} {_join_lines(text)}"
        case _:
            yield _join_lines(text)


def _write_table(text: str) -> Iterator[str]:
    """Each row with the names of its columns: read aloud, "60 %" alone says nothing."""
    header, *rows = (line.split("\t") for line in text.split("\n"))
    if not rows:
        yield "; ".join(header)
    for row in rows:
        named = zip(header + [""] * (len(row) - len(header)), row, strict=False)
        yield "; ".join(f"{name}: {cell}" if name else cell for name, cell in named)


def _join_lines(text: str) -> str:
    return " ".join(text.split("\n"))


def write_names(entry: Entry, counts: Sequence[EntityCount]) -> list[str]:
    """The entities of a briefing under their types, with how often each is named and in which forms."""
    lines: list[str] = [entry.title]
    for kind in (*EntityType, None):
        group = [row for row in counts if row.entity.type is kind]
        if group:
            lines += ["", f"{kind.value if kind else 'unknown'}: {len(group)}"]
            rows = [(f"{row.count:,}", row.entity.name, _write_forms(row)) for row in group]
            lines += [f"{_GAP}{line}" for line in align(rows, right=(0,))]
    return lines if counts else [*lines, "No names were found."]


def _write_forms(row: EntityCount) -> str:
    others = [form for form in row.aliases if form != row.entity.name]
    return f"as {', '.join(others)}" if others else ""


def write_finding(finding: Finding, digits: int) -> list[str]:
    """A briefing that a query found, and a sentence of it in which what was sought stands between asterisks.

    Args:
        finding: what was found.
        digits: how much of an id tells it from all others.
    """
    entry, count = finding.entry, finding.hits
    hits = f"{count:,} {'hit' if count == 1 else 'hits'}"
    sentence = "".join(f"*{part.text}*" if part.is_hit else part.text for part in finding.snippet)
    head = _GAP.join((entry.title, write_days(entry), entry.id[: max(digits, _SHORTEST_ID)], hits))
    return [head, f"{_GAP}{sentence}"] if sentence else [head]


def write_annotation(placed: PlacedAnnotation) -> list[str]:
    """An annotation: what was done, to which words, where, and how surely they are still meant."""
    annotation, entry = placed.annotation, placed.entry
    what = " ".join(f"#{tag}" for tag in annotation.tags)
    if annotation.motivation is not Motivation.TAGGING:
        what = f"{annotation.motivation.value} {what}".strip()
    about: list[str] = [annotation.entity] if annotation.entity else []
    about += [f"“{_join_lines(annotation.quote.exact)}”"] if annotation.quote else []
    title = entry.title if entry else annotation.briefing.title
    path = scrub_line(entry.path if entry else annotation.briefing.path)
    lines = [f"{annotation.id}{_GAP}{what or 'untagged'}{_GAP}{': '.join(about) or 'the whole briefing'}"]
    lines += [f"{_GAP}note: {_join_lines(annotation.note)}"] if annotation.note else []
    return [*lines, f"{_GAP}{placed.anchor.state.value} in {title}, {path}"]


def write_tags(tags: Sequence[tuple[SafeText, int]]) -> list[str]:
    """The tags and how often each is used."""
    return align([(f"{count:,}", tag) for tag, count in tags], right=(0,)) if tags else []
