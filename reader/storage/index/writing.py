"""Putting files into the index and taking them out.

Owns what becomes of the rows of briefings, texts, words and entities when files come, change, move and go, and the
sums that are kept of them. Knows nothing of where files come from.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reader.storage.index.database import Database
from reader.storage.index.deciding import read_decided
from reader.storage.index.packing import (
    day_of_number,
    fold_name,
    list_forms,
    pack_numbers,
    split_word,
    type_bit,
    unpack_numbers,
)
from reader.storage.index.parcels import Names, Parcel, Source, sort_naturally

_LOOKED_UP = 5_000
"""Entities that are looked up together."""

_STALE = b""
"""The stamp of a file that is to be read again."""


class Writer:
    """Changes an index. Several processes may have one each."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, parcels: Sequence[Parcel]) -> None:
        """Take in files, new or changed.

        Raises:
            IndexUnusable: if that cannot be done; then nothing was.
        """
        with self._database.writing() as connection:
            batch = _Batch(connection)
            batch.expect({(one.name, one.type) for parcel in parcels if parcel.names for one in parcel.names.named})
            # Ascending numbers: the full-text index would write all it has at each that is lower than the last.
            for parcel in sorted(parcels, key=_number):
                batch.put(parcel)
            batch.finish()

    def remove(self, paths: Iterable[bytes]) -> None:
        """Forget files that are gone."""
        with self._database.writing() as connection:
            batch = _Batch(connection)
            for path in paths:
                batch.remove(path)
            batch.finish()

    def put_names(self, found: Iterable[tuple[str, Names]]) -> None:
        """Take in what is named in briefings, by their ids, that have been there before."""
        with self._database.writing() as connection:
            batch = _Batch(connection)
            for briefing_id, names in found:
                batch.put_names(briefing_id, names)
            batch.finish()

    def keep_digests(self, folders: Iterable[tuple[bytes, bytes, Mapping[bytes, bytes]]]) -> None:
        """Remember what folders held, of those from which just this has been taken in.

        Of the others something is still to be read, or another process has read something else.

        Args:
            folders: each with its digest, and the stamps of its files by their paths.
        """
        with self._database.writing() as connection:
            for folder, digest, stamps in folders:
                rows = connection.execute("SELECT path, stamp FROM files WHERE folder = ?", (folder,))
                if dict(rows.fetchall()) == stamps:
                    connection.execute("INSERT OR REPLACE INTO folders VALUES (?, ?)", (folder, digest))

    def forget_digests(self, folders: Iterable[bytes]) -> None:
        """Look into folders the next time, whatever they hold."""
        with self._database.writing() as connection:
            connection.executemany("DELETE FROM folders WHERE path = ?", ((folder,) for folder in folders))

    def keep_width(self, version: int, width: int) -> None:
        """Remember how many characters of an id tell all rows of a version apart."""
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO facts VALUES ('width', ?)", (f"{version} {width}",))

    def outnumber(self, version: int) -> None:
        """Have a higher version than the index that this one replaces, so that its rows are asked for again."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO facts VALUES ('version', ?1 + 1)"
                " ON CONFLICT(name) DO UPDATE SET value = CAST(value AS INTEGER) + ?1",
                (version,),
            )

    def restamp(self, sources: Iterable[Source]) -> None:
        """Remember another stamp for files of which the content has not changed."""
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE files SET stamp = ? WHERE path = ?", ((source.stamp, source.path) for source in sources)
            )


class _Named(NamedTuple):
    """What the rows of a briefing hold of its names."""

    mentions: bytes | None
    keys: bytes | None
    lists: str | None
    types: int


_NOT_NAMED = _Named(None, None, None, 0)


class _Batch:
    """Changes within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._execute = connection.execute
        self._entities: dict[tuple[str, str], int] = {}
        self._unknown: set[tuple[str, str]] = set()
        """Entities that are known to be in no row."""
        self._new: dict[int, tuple[str, str]] = {}
        """Entities that are not in their table yet."""
        self._named: list[tuple[int, int, int]] = []
        """Rows that are not in their table yet: entity, briefing, mentions."""
        self._next: int | None = None
        """The number of the next new entity; None until it is looked up."""
        self._sums: dict[int, list[int]] = {}
        self._forms: Counter[tuple[str, int, bool]] = Counter()
        self._decided = read_decided(connection)[0]

    def expect(self, keys: Iterable[tuple[str, str]]) -> None:
        """Look up together what will be named: in the order of their table, where neighbours are near."""
        wanted = sorted(keys)
        for at in range(0, len(wanted), _LOOKED_UP):
            rows = self._execute(
                "SELECT e.name, e.type, e.number FROM json_each(?) one JOIN entities e"
                " ON e.name = one.value ->> 0 AND e.type = one.value ->> 1",
                (json.dumps(wanted[at : at + _LOOKED_UP]),),
            )
            self._entities.update({(name, kind): number for name, kind, number in rows})
        self._unknown = {key for key in wanted if key not in self._entities}

    def put(self, parcel: Parcel) -> None:
        source = parcel.source
        before = self._execute("SELECT number FROM files WHERE path = ?", (source.path,)).fetchone()
        number, is_owner = self._place(parcel)
        if is_owner:
            self._write(number, parcel)
        self._execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", (*source[:3], number))
        if before is not None and before[0] != number:
            self._let_go(before[0])

    def remove(self, path: bytes) -> None:
        before = self._execute("SELECT number, folder FROM files WHERE path = ?", (path,)).fetchone()
        if before is not None:
            # A folder that went may come back just as it was.
            self._execute("DELETE FROM folders WHERE path = ?", (before[1],))
            self._execute("DELETE FROM files WHERE path = ?", (path,))
            self._let_go(before[0])

    def _place(self, parcel: Parcel) -> tuple[int, bool]:
        """The number of the row for a parcel, and whether the row is to say what the parcel says.

        Of several files with one text the first by name tells title and date.
        """
        row = self._execute("SELECT number FROM briefings WHERE id = ?", (parcel.id,)).fetchone()
        if row is None:
            return self._find_free(parcel.number), True
        number: int = row[0]
        (first,) = self._execute("SELECT min(path) FROM files WHERE number = ?", (number,)).fetchone()
        if first is not None and first < parcel.source.path:
            return number, False
        if day_of_number(number) == parcel.last:
            return number, True
        # Another day: another place in the order.
        moved = self._find_free(parcel.number)
        self._execute("UPDATE files SET number = ? WHERE number = ?", (moved, number))
        self._erase(number)
        return moved, True

    def _find_free(self, number: int) -> int:
        while self._execute("SELECT 1 FROM briefings WHERE number = ?", (number,)).fetchone():
            number += 1
        return number

    def _let_go(self, number: int) -> None:
        """A row has lost a file: without any it goes; else the next one tells what the row says."""
        (path,) = self._execute("SELECT min(path) FROM files WHERE number = ?", (number,)).fetchone()
        if path is None:
            self._erase(number)
        else:
            self._execute("UPDATE files SET stamp = ? WHERE path = ?", (_STALE, path))
            self._execute("DELETE FROM folders WHERE path = (SELECT folder FROM files WHERE path = ?)", (path,))

    def _write(self, number: int, parcel: Parcel) -> None:
        if self._execute("SELECT 1 FROM briefings WHERE number = ?", (number,)).fetchone():
            self._erase(number)
        named = _NOT_NAMED if parcel.names is None else self._name(number, parcel.names)
        self._execute(
            "INSERT INTO briefings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                parcel.id,
                parcel.title,
                parcel.series,
                parcel.label,
                parcel.first,
                parcel.last,
                parcel.date_source,
                parcel.words,
                len(parcel.body),
                json.dumps(parcel.subjects, ensure_ascii=False) if parcel.subjects else "[]",
                json.dumps(parcel.warnings, ensure_ascii=False) if parcel.warnings else "[]",
                parcel.failure,
                parcel.sorting,
                sort_naturally(parcel.series or ""),
                named.lists,
                named.types,
            ),
        )
        texts = (number, parcel.title, parcel.series or "", parcel.body, parcel.layout, named.mentions, named.keys)
        self._execute("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?, ?)", texts)
        self._execute("INSERT INTO terms(rowid, title, series, body) VALUES (?, ?, ?, ?)", (number, *parcel.spread))

    def _erase(self, number: int) -> None:
        self._unname(number)
        self._execute(
            "INSERT INTO terms(terms, rowid, title, series, body)"
            " SELECT 'delete', number, title, series, body FROM spread WHERE number = ?",
            (number,),
        )
        self._execute("DELETE FROM texts WHERE number = ?", (number,))
        self._execute("DELETE FROM briefings WHERE number = ?", (number,))

    def put_names(self, briefing_id: str, names: Names) -> None:
        row = self._execute("SELECT number FROM briefings WHERE id = ? AND failure IS NULL", (briefing_id,)).fetchone()
        if row is not None:
            self._unname(row[0])
            named = self._name(row[0], names)
            self._execute("UPDATE texts SET mentions = ?, named = ? WHERE number = ?", (*named[:2], row[0]))
            self._execute("UPDATE briefings SET lists = ?, types = ? WHERE number = ?", (*named[2:], row[0]))

    def _name(self, number: int, names: Names) -> _Named:
        """Count what is named in a briefing, and say what its rows are to hold of it."""
        keys: list[int] = []
        for name, kind, mentions, forms in names.named:
            key = self._find_entity(name, kind)
            keys.append(key)
            self._named.append((key, number, mentions))
            self._add(key, mentions, 1)
            for form in {fold_name(form) for form in forms} if len(forms) > 1 else map(fold_name, forms):
                self._forms[form, key, False] += 1
        types = sum({type_bit(entity.type) for entity in names.named})
        packs, decided = split_word(names.lists)
        # With other decisions than all else, it is to be done again.
        return _Named(names.mentions, pack_numbers(keys), packs if decided == self._decided else None, types)

    def _unname(self, number: int) -> None:
        row = self._execute("SELECT body, mentions, named FROM texts WHERE number = ?", (number,)).fetchone()
        if row is None or row[1] is None:
            return
        self._write_named()
        body, mentions, keys = row[0], row[1], unpack_numbers(row[2])
        self._forms.subtract((form, key, False) for form, key in list_forms(body, mentions, keys))
        for key in keys:
            sql = "DELETE FROM named WHERE entity = ? AND number = ? RETURNING count"
            for (count,) in self._execute(sql, (key, number)).fetchall():
                self._add(key, -count, -1)

    def _find_entity(self, name: str, kind: str) -> int:
        key = self._entities.get((name, kind))
        if key is None:
            row = None
            if (name, kind) not in self._unknown:
                sql = "SELECT number FROM entities WHERE name = ? AND type = ?"
                row = self._execute(sql, (name, kind)).fetchone()
            key = self._entities[name, kind] = self._add_entity(name, kind) if row is None else row[0]
        return key

    def _add_entity(self, name: str, kind: str) -> int:
        """The number of an entity that is new. A row for each at once would take longer than all words of its text."""
        if self._next is None:
            (highest,) = self._execute("SELECT max(number) FROM entities").fetchone()
            self._next = (highest or 0) + 1
        key = self._next
        self._next += 1
        self._new[key] = (name, kind)
        self._forms[fold_name(name), key, True] = 1
        return key

    def _write_named(self) -> None:
        """Put new rows into the order of their table first: that is where they are to go."""
        self._connection.executemany("INSERT INTO named VALUES (?, ?, ?)", sorted(self._named))
        self._named.clear()

    def _add(self, key: int, count: int, briefings: int) -> None:
        sums = self._sums.setdefault(key, [0, 0])
        sums[0] += count
        sums[1] += briefings

    def finish(self) -> None:
        """Write what was summed up."""
        self._write_named()
        new = sorted((name, kind, key) for key, (name, kind) in self._new.items())
        self._connection.executemany("INSERT INTO entities(name, type, number) VALUES (?, ?, ?)", new)
        self._connection.executemany(
            "UPDATE entities SET total = total + ?, briefings = briefings + ? WHERE number = ?",
            ((total, count, key) for key, (total, count) in self._sums.items()),
        )
        self._connection.executemany(
            "INSERT INTO forms VALUES (?, ?, ?, ?)"
            " ON CONFLICT(folded, entity, is_own) DO UPDATE SET briefings = briefings + excluded.briefings",
            sorted((*form, count) for form, count in self._forms.items() if count),
        )
        self._connection.executemany(
            "DELETE FROM forms WHERE folded = ? AND entity = ? AND is_own = ? AND briefings < 1",
            (form for form, count in self._forms.items() if count < 0),
        )
        self._execute(
            "INSERT INTO facts VALUES ('version', '1')"
            " ON CONFLICT(name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
        )


def _number(parcel: Parcel) -> int:
    return parcel.number
