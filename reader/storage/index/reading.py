"""What the index knows, asked for.

Owns the questions about rows, texts, files and names. Which rows fit a query is `selecting`'s.
"""

import json
import os
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from reader.domain.briefing import Briefing, Provenance
from reader.domain.entity import Entity, EntityType, Mention
from reader.domain.entry import Entry
from reader.domain.order import Order
from reader.domain.scrub import SafeText
from reader.storage.errors import IndexDamaged
from reader.storage.index.database import Database
from reader.storage.index.packing import (
    LaidText,
    fold_name,
    read_day,
    split_word,
    unpack_briefing,
    unpack_mentions,
    unpack_numbers,
)

_COLUMNS = (
    "b.number, b.id, b.title, b.series, b.label, b.first, b.last, b.date_source, b.words, b.length, b.subjects,"
    " b.warnings, b.failure"
)

STALE = "(b.lists IS NOT ? OR coalesce((SELECT value FROM facts WHERE name = 'decided'), '') IS NOT ?)"
"""A row whose names were not looked for with some packs, or an index in which not with some decisions (`deciding`)."""

ORDERS: Mapping[Order, str] = {
    Order.DATE: "b.last DESC, b.first DESC, b.sorting, b.id",
    Order.TITLE: "b.sorting, b.last DESC, b.id",
    Order.SERIES: "b.series_sorting = '', b.series_sorting, b.last DESC, b.first DESC, b.sorting, b.id",
    Order.LENGTH: "b.words DESC, b.last DESC, b.sorting, b.id",
}
"""What stands after ORDER BY; orders that are not here are made of the one by date."""


@contextmanager
def _decoding() -> Iterator[None]:
    """Rows that do not hold what was written there are damage, too: SQLite keeps no checksums."""
    try:
        yield
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        raise IndexDamaged(f"the index is damaged: {error}") from error


class Reader:
    """Asks an index. Every method may be called from any thread.

    Methods raise IndexUnusable when the index cannot be read.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def _ask(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        return self._database.ask(sql, values)

    def _ask_one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        return next(iter(self._database.ask(sql, values)), None)

    @property
    def version(self) -> int:
        """Grows with every change of the rows."""
        row = self._ask_one("SELECT value FROM facts WHERE name = 'version'")
        return int(row[0]) if row else 0

    def count(self) -> int:
        """How many rows there are."""
        count: int = self._ask_one("SELECT count(*) FROM briefings")[0]
        return count

    def count_readable(self) -> int:
        """How many of them are briefings."""
        failed: int = self._ask_one("SELECT count(*) FROM briefings WHERE failure IS NOT NULL")[0]
        return self.count() - failed

    # Rows.

    def list_series(self) -> dict[int, str]:
        """The series of each row that has one."""
        return dict(self._ask("SELECT number, series FROM briefings WHERE series IS NOT NULL"))

    def list_numbers(self, order: Order = Order.DATE, at_most: int = -1) -> "array[int]":
        """The numbers of all rows, in order, or of the first."""
        by = ORDERS.get(order, ORDERS[Order.DATE])
        rows = f"SELECT b.number FROM briefings b ORDER BY {by} LIMIT ?"
        # One long answer: other threads may go on while SQLite puts it together.
        return array("q", json.loads(self._ask_one(f"SELECT json_group_array(number) FROM ({rows})", (at_most,))[0]))

    def list_first(self, count: int) -> list[Entry]:
        """The first rows, newest first."""
        sql = f"SELECT {_COLUMNS} FROM briefings b ORDER BY {ORDERS[Order.DATE]} LIMIT ?"
        return self._describe(self._ask(sql, (count,)))

    def describe(self, numbers: Sequence[int]) -> list[tuple[int, Entry]]:
        """The rows with these numbers that are there."""
        marks = ",".join(map(str, numbers))
        rows = self._ask(f"SELECT {_COLUMNS} FROM briefings b WHERE number IN ({marks})")
        return list(zip((row[0] for row in rows), self._describe(rows), strict=True))

    def list_paths(self, numbers: Sequence[int]) -> list[str]:
        """The files of some rows, in the order of the rows."""
        sql = "SELECT f.path FROM json_each(?) row JOIN files f ON f.number = row.value ORDER BY row.id, f.path"
        return [os.fsdecode(path) for (path,) in self._ask(sql, (json.dumps(list(numbers)),))]

    def _describe(self, rows: Sequence[Sequence[Any]]) -> list[Entry]:
        numbers = [row[0] for row in rows]
        marks = ",".join("?" * len(numbers))
        paths: dict[int, list[str]] = {number: [] for number in numbers}
        for number, path in self._ask(
            f"SELECT number, path FROM files WHERE number IN ({marks}) ORDER BY path", numbers
        ):
            paths[number].append(os.fsdecode(path))
        with _decoding():
            return [_make_entry(row, tuple(paths[row[0]]) or ("",)) for row in rows]

    def find(self, briefing_id: str) -> Entry | None:
        """The row with an id."""
        return self._find("b.id = ?", briefing_id)

    def find_path(self, path: str) -> Entry | None:
        """The row of a file."""
        return self._find("b.number = (SELECT number FROM files WHERE path = ?)", os.fsencode(path))

    def find_stamp(self, stamp: bytes) -> Entry | None:
        """The row of a file of which this very version was taken in."""
        return self._find("b.number = (SELECT number FROM files WHERE stamp = ?)", stamp)

    def _find(self, condition: str, value: object) -> Entry | None:
        rows = self._ask(f"SELECT {_COLUMNS} FROM briefings b WHERE {condition}", (value,))
        return self._describe(rows)[0] if rows else None

    def find_prefix(self, prefix: str, count: int = 2) -> list[str]:
        """Ids that begin so, at most `count`."""
        sql = "SELECT id FROM briefings WHERE id >= ? AND id < ? LIMIT ?"
        return [row[0] for row in self._ask(sql, (prefix, prefix + "~", count))]

    def find_issue(self, series: str | None, label: str | None, title: str | None) -> list[str]:
        """The ids of briefings of a series, label and title; of any title where that is None."""
        if title is None:
            from reader.storage.index.parcels import sort_naturally

            sql = "SELECT id FROM briefings WHERE series_sorting = ? AND series IS ? AND label IS ? AND failure IS NULL"
            return [row[0] for row in self._ask(sql, (sort_naturally(series or ""), series, label))]
        sql = "SELECT id FROM briefings WHERE title = ? AND series IS ? AND label IS ? AND failure IS NULL"
        return [row[0] for row in self._ask(sql, (title, series, label))]

    def find_numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """The numbers of the rows with these ids, where they are there."""
        wanted = json.dumps(list(ids))
        sql = "SELECT id, number FROM briefings WHERE id IN (SELECT value FROM json_each(?))"
        return dict(self._ask(sql, (wanted,)))

    def id_width(self) -> int:
        """How many characters of an id tell all rows apart."""
        return self.kept_width() or self.count_width()

    def kept_width(self) -> int | None:
        """The same, as it was counted when the rows came to be what they are; None where it was not."""
        row = self._ask_one("SELECT value FROM facts WHERE name = 'width'")
        version, _, width = (row[0] if row else "").partition(" ")
        return int(width) if version == str(self.version) else None

    def count_width(self) -> int:
        """The same, counted; takes a tenth of a second for 100,000 rows."""
        count = self.count()
        width = 4
        while width < 16:
            (distinct,) = self._ask_one("SELECT count(DISTINCT substr(id, 1, ?)) FROM briefings", (width,))
            if distinct == count:
                return width
            width += 1
        return width

    # Texts.

    def read_text(self, briefing_id: str) -> Briefing | None:
        """A briefing as it was when its file was last read; None where there is none, or it could not be read."""
        sql = "SELECT body, layout FROM texts WHERE number = (SELECT number FROM briefings WHERE id = ?)"
        row = self._ask_one(sql, (briefing_id,))
        with _decoding():
            return unpack_briefing(briefing_id, *row) if row and row[1] else None

    def read_laid(self, ids: Iterable[str]) -> dict[str, LaidText]:
        """The texts of these briefings and how they are laid out, of those that could be read."""
        sql = (
            "SELECT b.id, t.body, t.layout FROM briefings b JOIN texts t USING (number)"
            " WHERE b.id IN (SELECT value FROM json_each(?))"
        )
        rows = self._ask(sql, (json.dumps(list(ids)),))
        with _decoding():
            return {briefing_id: LaidText(body, layout) for briefing_id, body, layout in rows if layout}

    # Files.

    def stamps(self, folder: bytes) -> dict[bytes, bytes]:
        """The files of a folder that were taken in, and which version of each."""
        return dict(self._ask("SELECT path, stamp FROM files WHERE folder = ?", (folder,)))

    def stamp(self, path: bytes) -> bytes | None:
        """Which version of a file was taken in; None where none was."""
        row = self._ask_one("SELECT stamp FROM files WHERE path = ?", (path,))
        return None if row is None else bytes(row[0])

    def digests(self) -> dict[bytes, bytes]:
        """What each folder held when it was last taken in whole."""
        return dict(self._ask("SELECT path, digest FROM folders"))

    def folders(self) -> list[bytes]:
        """Every folder of which files were taken in."""
        return [row[0] for row in self._ask("SELECT DISTINCT folder FROM files")]

    # Names.

    def mentions(self, briefing_id: str, lists: str) -> tuple[Mention, ...] | None:
        """What is named in a briefing; None where that was not looked for with these lists."""
        sql = f"SELECT t.mentions, t.named FROM texts t JOIN briefings b USING (number) WHERE b.id = ? AND NOT {STALE}"
        row = self._ask_one(sql, (briefing_id, *split_word(lists)))
        if row is None or row[0] is None:
            return None
        with _decoding():
            return unpack_mentions(row[0], self.entities(unpack_numbers(row[1])))

    def entities(self, numbers: Sequence[int]) -> list[Entity]:
        """The entities with these numbers."""
        marks = ",".join(map(str, set(numbers)))
        known = {
            number: Entity(SafeText(name), EntityType(kind) if kind else None)
            for number, name, kind in self._ask(f"SELECT number, name, type FROM entities WHERE number IN ({marks})")
        }
        return [known[number] for number in numbers]

    def totals(self, entities: Iterable[Entity]) -> dict[Entity, int]:
        """How often each is named in all briefings."""
        sql = "SELECT total FROM entities WHERE name = ? AND type = ?"
        found = ((entity, self._ask_one(sql, _key(entity))) for entity in entities)
        return {entity: row[0] for entity, row in found if row}

    def find_entity(self, name: str) -> Entity | None:
        """The entity that is called so: by its own name, else by a form in the texts; the most named of several."""
        sql = (
            "SELECT e.name, e.type FROM forms f JOIN entities e ON e.number = f.entity"
            " WHERE f.folded = ? AND e.total > 0 ORDER BY f.is_own DESC, e.total DESC, e.name, e.type LIMIT 1"
        )
        row = self._ask_one(sql, (fold_name(name),))
        return None if row is None else Entity(SafeText(row[0]), EntityType(row[1]) if row[1] else None)

    def count_stale(self, lists: str) -> int:
        """How many briefings wait for their names to be looked for with these lists."""
        sql = f"SELECT count(*) FROM briefings b WHERE failure IS NULL AND {STALE}"
        count: int = self._ask_one(sql, split_word(lists))[0]
        return count

    def list_stale(self, lists: str) -> "array[int]":
        """The numbers of these, newest first."""
        sql = f"SELECT number FROM briefings b WHERE failure IS NULL AND {STALE} ORDER BY number DESC"
        return take_numbers(self._ask(sql, split_word(lists)))

    def pack_texts(self, numbers: Sequence[int], lists: str) -> list[tuple[str, str, str]]:
        """Id, text and layout of briefings, for another process.

        Args:
            numbers: of the rows.
            lists: those are left out whose names have been looked for with these lists, by whoever else does that too.
        """
        marks = ",".join(map(str, numbers))
        sql = (
            "SELECT b.id, t.body, t.layout FROM texts t JOIN briefings b USING (number)"
            f" WHERE number IN ({marks}) AND {STALE}"
        )
        return [row for row in self._ask(sql, split_word(lists)) if row[2]]


def take_numbers(rows: Iterable[Any]) -> "array[int]":
    """The only column of rows."""
    return array("q", [row[0] for row in rows])


def _key(entity: Entity) -> tuple[str, str]:
    return entity.name, entity.type.value if entity.type else ""


def _make_entry(row: Sequence[Any], paths: tuple[str, ...]) -> Entry:
    _, briefing_id, title, series, label, first, last, source, words, length, subjects, warnings, failure = row
    return Entry(
        id=briefing_id,
        paths=paths,
        title=title,
        series=series,
        label=label,
        start=read_day(first),
        end=read_day(last),
        date_source=Provenance(source),
        words=words,
        length=length,
        subjects=() if subjects == "[]" else tuple(json.loads(subjects)),
        warnings=() if warnings == "[]" else tuple(json.loads(warnings)),
        failure=failure,
    )
