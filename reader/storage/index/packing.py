"""Briefings and mentions in the form that the index keeps, and back.

Owns that form. What comes back equals what went in.
"""

import json
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import Any, overload

from reader.domain.briefing import (
    Block,
    BlockKind,
    Briefing,
    InlineKind,
    InlineStyle,
    Metadata,
    Provenance,
    Section,
)
from reader.domain.entity import Entity, EntityType, Mention, MentionStatus
from reader.domain.period import Period
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.storage.collecting import making_many
from reader.storage.index.schema import NO_DAY

_AT_ONCE = 200_000
"""Characters of a layout that are decoded in a few milliseconds."""
_PART = 40
"""Characters of a layout that a block takes, or a section or style."""
_LISTS = 3
"""Blocks, sections and styles, which stand first: there are as many as a text has parts."""
_DECODER = json.JSONDecoder()
_BLOCKS = tuple(BlockKind)
_STYLES = tuple(InlineKind)
_STATUSES = tuple(MentionStatus)
_TYPES = tuple(kind.value for kind in EntityType)
DAY_SHIFT = 32
"""How much lower than the day the rest of a row's number is."""

_BETWEEN = "/"
"""In the word of lists of names, between packs and decisions."""

_MENTION = 4
"""Numbers that a mention takes: start, end, which of the briefing's entities, status."""


def count_day(day: date | None) -> int:
    """A day as the index counts them."""
    return NO_DAY if day is None else day.toordinal()


def read_day(number: int) -> date | None:
    """The day with a number."""
    return None if number == NO_DAY else date.fromordinal(number)


def day_of_number(number: int) -> int:
    """The last day that a row speaks for, told by what the row is called."""
    return number >> DAY_SHIFT


def pack_layout(briefing: Briefing) -> str:
    """All of a briefing but its text and id."""
    metadata, period = briefing.metadata, briefing.metadata.period
    packed = [
        [
            [_BLOCKS.index(b.kind), b.span.start, b.span.end, b.level, b.line, b.marker, b.quoted, b.aligns]
            for b in briefing.blocks
        ],
        [[section.level, section.title, section.span.start, section.span.end] for section in briefing.sections],
        [[_STYLES.index(s.kind), s.span.start, s.span.end, s.target] for s in briefing.styles],
        [
            metadata.title,
            metadata.creator,
            metadata.publisher,
            count_day(metadata.issued),
            None if period is None else [count_day(period.start), count_day(period.end), period.label],
            metadata.series,
            metadata.number,
            metadata.label,
            metadata.language,
            metadata.subjects,
            metadata.source,
            metadata.identifier,
            metadata.origins,
        ],
        briefing.words,
        briefing.warnings,
    ]
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


class LaidText:
    """A text with its blocks, made when they are asked for; all else of its layout is left packed.

    Raises:
        ValueError, TypeError, LookupError: if that is no layout.
    """

    def __init__(self, text: str, layout: str) -> None:
        """Args: layout: as `pack_layout` makes it."""
        self.text = SafeText(text)
        # The blocks stand first.
        packed = _DECODER.raw_decode(layout, 1)[0]
        self._starts = [Span(start, end).start for _, start, end, *_ in packed]
        if any(not 0 <= row[0] < len(_BLOCKS) for row in packed):
            raise LookupError("a kind of block that is none")
        self.blocks: Sequence[Block] = _Blocks(packed)

    def block_index(self, offset: int) -> int:
        """The index of the block that holds `offset`, or of the nearest one before it.

        Raises:
            IndexError: if there are no blocks.
        """
        if not self._starts:
            raise IndexError("a text without blocks")
        return max(0, bisect_right(self._starts, offset) - 1)


class _Blocks(Sequence[Block]):
    """Blocks that are unpacked one by one."""

    def __init__(self, packed: Sequence[Any]) -> None:
        self._packed = packed

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, index: int) -> Block: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Block]: ...

    def __getitem__(self, index: int | slice) -> Block | Sequence[Block]:
        found = self._packed[index]
        return _Blocks(found) if isinstance(index, slice) else _unpack_block(*found)


def unpack_briefing(briefing_id: str, text: str, layout: str) -> Briefing:
    """The briefing with a text and a layout."""
    with making_many(len(layout) // _PART):
        return _unpack_briefing(briefing_id, text, layout)


def _unpack_briefing(briefing_id: str, text: str, layout: str) -> Briefing:
    blocks, sections, styles, metadata, words, warnings = _decode(layout)
    return Briefing(
        id=briefing_id,
        text=SafeText(text),
        blocks=tuple(_unpack_block(*block) for block in blocks),
        sections=tuple(Section(level, title, Span(start, end)) for level, title, start, end in sections),
        styles=tuple(InlineStyle(_STYLES[kind], Span(start, end), target) for kind, start, end, target in styles),
        metadata=_unpack_metadata(metadata),
        words=words,
        warnings=tuple(warnings),
    )


def _decode(layout: str) -> list[Any]:
    """What a layout says. A long one is decoded row by row: at once, no other thread could go on for half a second."""
    if len(layout) <= _AT_ONCE:
        decoded: list[Any] = json.loads(layout)
        return decoded
    parts: list[Any] = []
    at = 1
    for _ in range(_LISTS):
        rows, at = _decode_rows(layout, at)
        parts.append(rows)
    parts += json.loads(f"[{layout[at:]}")
    return parts


def _decode_rows(layout: str, at: int) -> tuple[list[Any], int]:
    """The list that begins at a place, and where what follows it begins."""
    rows: list[Any] = []
    while layout[at + 1] != "]":
        row, at = _DECODER.raw_decode(layout, at + 1)
        rows.append(row)
        if layout[at] == "]":
            return rows, at + 2
    return rows, at + 3


def _unpack_block(
    kind: int, start: int, end: int, level: int, line: int, marker: str, quoted: int, aligns: Sequence[str]
) -> Block:
    return Block(_BLOCKS[kind], Span(start, end), level, line, SafeText(marker), quoted, tuple(aligns))


def _unpack_metadata(packed: Sequence[Any]) -> Metadata:
    title, creator, publisher, issued, period, series, number, label, language, subjects, source, identifier, o = packed
    return Metadata(
        title=title,
        creator=creator,
        publisher=publisher,
        issued=read_day(issued),
        period=None if period is None else Period(date.fromordinal(period[0]), date.fromordinal(period[1]), period[2]),
        series=series,
        number=number,
        label=label,
        language=language,
        subjects=tuple(subjects),
        source=source,
        identifier=identifier,
        origins={name: Provenance(value) for name, value in o.items()},
    )


def pack_mentions(mentions: Sequence[Mention], entities: Sequence[Entity]) -> bytes:
    """The mentions of a briefing; `entities` are those that they name, in the order that their numbers are kept in."""
    places = {entity: at for at, entity in enumerate(entities)}
    statuses = {status: at for at, status in enumerate(_STATUSES)}
    rows = ((m.span.start, m.span.end, places[m.entity], statuses[m.status]) for m in mentions)
    return array("I", chain.from_iterable(rows)).tobytes()


def unpack_mentions(packed: bytes, entities: Sequence[Entity]) -> tuple[Mention, ...]:
    """The mentions again."""
    numbers = array("I")
    numbers.frombytes(packed)
    return tuple(
        Mention(Span(numbers[at], numbers[at + 1]), entities[numbers[at + 2]], _STATUSES[numbers[at + 3]])
        for at in range(0, len(numbers), _MENTION)
    )


def list_forms(text: str, packed: bytes, entities: Sequence[int]) -> set[tuple[str, int]]:
    """Under which names, as they are looked up, a text names which entity.

    Args:
        text: the text.
        packed: its mentions.
        entities: the numbers of what they name.
    """
    numbers = unpack_numbers(packed)
    return {
        (fold_name(text[numbers[at] : numbers[at + 1]]), entities[numbers[at + 2]])
        for at in range(0, len(numbers), _MENTION)
    }


def pack_numbers(numbers: Sequence[int]) -> bytes:
    """Numbers of entities."""
    return array("I", numbers).tobytes()


def unpack_numbers(packed: bytes) -> Sequence[int]:
    """The numbers again."""
    numbers = array("I")
    numbers.frombytes(packed)
    return numbers


def type_bit(kind: str) -> int:
    """The bit that stands for a type of entity; "" is the unknown one."""
    return 1 << (_TYPES.index(kind) if kind else len(_TYPES))


def fold_name(name: str) -> str:
    """A name as it is looked up."""
    return " ".join(name.split()).casefold()


def join_word(packs: str, decisions: str) -> str:
    """One word for lists of names, out of one for the packs and one, empty for none, for the decisions."""
    return f"{packs}{_BETWEEN}{decisions}" if decisions else packs


def split_word(lists: str) -> tuple[str, str]:
    """The two words again."""
    packs, _, decisions = lists.partition(_BETWEEN)
    return packs, decisions
