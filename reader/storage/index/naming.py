"""What the index knows of one name: when it is named, and the texts that name it, a page at a time.

Owns the order of these pages: rows are numbered by their last day, so that the oldest come first without sorting, and
without looking at any but those asked for.
"""

import json
from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple

from reader.domain.briefing import Section
from reader.domain.entity import Entity, Mention
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.storage.errors import IndexDamaged
from reader.storage.index.database import Database
from reader.storage.index.packing import DAY_SHIFT, split_word, unpack_mentions, unpack_numbers
from reader.storage.index.reading import STALE, Reader, take_numbers

_FIRST_DATED = 1 << DAY_SHIFT
_SAME_DAY = 512
"""Rows of the last day of a page that still come with it, so that they can be put in order among each other."""


class Naming(NamedTuple):
    """How often something is named."""

    mentions: int
    briefings: int


class NamedDay(NamedTuple):
    """How often something is named in the briefings that end on a day."""

    day: int
    """The day's ordinal; 0 for those of unknown date."""
    mentions: int
    briefings: int


class NamedText(NamedTuple):
    """A briefing that names something, without what nobody asks for who looks for names."""

    text: SafeText
    blocks: Sequence[Span]
    sections: Sequence[Section]
    mentions: tuple[Mention, ...] | None
    """None where names have not been looked for with these lists."""


class NamingReader:
    """Asks an index about one entity. Methods raise IndexUnusable when it cannot be read."""

    def __init__(self, reader: Reader, database: Database) -> None:
        self._reader = reader
        self._database = database

    def count(self, entity: Entity) -> Naming:
        """How often it is named in the whole library."""
        sql = "SELECT total, briefings FROM entities WHERE name = ? AND type = ?"
        rows = self._database.ask(sql, (entity.name, entity.type or ""))
        return Naming(*rows[0]) if rows else Naming(0, 0)

    def list_days(self, entity: Entity) -> list[NamedDay]:
        """When it is named, oldest day first; that of unknown dates is 0."""
        sql = (
            f"SELECT number >> {DAY_SHIFT}, sum(count), count(*) FROM named"
            " WHERE entity = (SELECT number FROM entities WHERE name = ? AND type = ?) GROUP BY 1"
        )
        return [NamedDay(*row) for row in self._database.ask(sql, (entity.name, entity.type or ""))]

    def turn_page(self, entity: Entity, after: int | None, size: int) -> "array[int]":
        """The numbers of the next briefings that name it: by their last day, oldest first, unknown dates last.

        Args:
            entity: what is named.
            after: the last number of the page before; None for the first page.
            size: about how many; a page ends with its day where that has not many more.
        """
        is_dated = after is None or after >= _FIRST_DATED
        if is_dated:
            page = self._list(entity, _FIRST_DATED - 1 if after is None else after, 1 << 62, size)
            if page:
                return self._fill_day(entity, page)
        return self._list(entity, -1 if is_dated else after or 0, _FIRST_DATED, size)

    def _fill_day(self, entity: Entity, page: "array[int]") -> "array[int]":
        end = ((page[-1] >> DAY_SHIFT) + 1) << DAY_SHIFT
        return page + self._list(entity, page[-1], end, _SAME_DAY)

    def _list(self, entity: Entity, after: int, before: int, size: int) -> "array[int]":
        sql = (
            "SELECT number FROM named WHERE entity = (SELECT number FROM entities WHERE name = ? AND type = ?)"
            " AND number > ? AND number < ? ORDER BY number LIMIT ?"
        )
        return take_numbers(self._database.ask(sql, (entity.name, entity.type or "", after, before, size)))

    def describe(self, numbers: Sequence[int]) -> dict[int, Entry]:
        """The rows with these numbers that are there."""
        return dict(self._reader.describe(numbers))

    def read_texts(self, numbers: Sequence[int], lists: str) -> dict[int, NamedText]:
        """The texts of these rows, with the mentions that were found with some lists."""
        marks = ",".join(map(str, numbers))
        sql = (
            f"SELECT number, t.body, t.layout, CASE WHEN {STALE} THEN NULL ELSE t.mentions END, t.named"
            f" FROM texts t JOIN briefings b USING (number) WHERE number IN ({marks}) AND t.layout <> ''"
        )
        rows = self._database.ask(sql, split_word(lists))
        try:
            named = {row[0]: unpack_numbers(row[4]) if row[4] else () for row in rows}
            wanted = sorted({entity for some in named.values() for entity in some})
            known = dict(zip(wanted, self._reader.entities(wanted), strict=True))
            return {row[0]: _unpack(row, [known[entity] for entity in named[row[0]]]) for row in rows}
        except (ValueError, TypeError, LookupError, OverflowError) as error:
            raise IndexDamaged(f"the index is damaged: {error}") from error


def _unpack(row: Sequence[Any], entities: Sequence[Entity]) -> NamedText:
    _, body, layout, mentions, _ = row
    blocks, sections, *_ = json.loads(layout)
    return NamedText(
        SafeText(body),
        [Span(block[1], block[2]) for block in blocks],
        [Section(level, title, Span(start, end)) for level, title, start, end in sections],
        None if mentions is None else unpack_mentions(mentions, entities),
    )
