"""TinyDB on the journaled tables: a change costs what it changes, and numbers are given out under the lock.

Owns the bridge between TinyDB's functions, which read and write all tables at once, and single changes. It overrides
names that TinyDB begins with an underscore (`_read_table`, `_update_table`, `_get_next_id`): they are as in TinyDB 4.8
and 4.9. Knows nothing of files. Imports TinyDB: import this module late.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from reader.storage.changes import Change, Drop, Put, PutKey, Remove, Rows, Tables
from reader.storage.journaled import JournaledTables


class JournaledStorage(Storage):
    """The tables as TinyDB asks for them: `TinyDB(path, storage=JournaledStorage)`."""

    def __init__(self, source: Path | str | JournaledTables) -> None:
        """Args: source: the file, or the tables of one that is open already."""
        self.tables = source if isinstance(source, JournaledTables) else JournaledTables(source)
        self._seen = threading.local()

    def read(self) -> Tables | None:
        """A deep copy of all tables; None where there is no file yet."""
        tables = self.tables.refresh().copy()
        self._seen.tables = tables
        return deepcopy(tables) if self.tables.exists or tables else None

    def write(self, data: Tables) -> None:
        """Save what differs between `data` and what this thread read last.

        Raises:
            StoreError: if it was not saved.
        """
        before: Tables = getattr(self._seen, "tables", {})
        changes: list[Change] = [Drop(name) for name in before if name not in data]
        for name, rows in data.items():
            known = before.get(name, {})
            changes += [Remove(name, number) for number in known if number not in rows]
            changes += [Put(name, number, row) for number, row in rows.items() if known.get(number) != row]
        self.tables.commit(changes)

    def close(self) -> None:
        """Write everything into the one file."""
        self.tables.close()


class CopiedDocument(Document):
    """A document that shares nothing with the tables: whoever changes it changes only it."""

    def __init__(self, value: Mapping[str, Any], doc_id: int) -> None:
        super().__init__(deepcopy(dict(value)), doc_id)


class _Rows(Mapping[str, Any]):
    """The documents of a table to read: one is looked up in no time, walking through them sees them as they were."""

    def __init__(self, tables: JournaledTables, table: str) -> None:
        self._memory = tables.refresh()
        self._table = table

    def __getitem__(self, number: str) -> Any:
        return self._memory.rows(self._table)[number]

    def __iter__(self) -> Iterator[str]:
        return iter(self._memory.copy_rows(self._table))

    def __len__(self) -> int:
        return len(self._memory.rows(self._table))

    def items(self) -> Any:
        return self._memory.copy_rows(self._table).items()


class _Draft(MutableMapping[int, Any]):
    """A table while TinyDB changes it; remembers which documents were touched. Only the lock's holder has one."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._touched: dict[int, Any] = {}
        """Documents as they are now; None for one that is removed."""

    def __getitem__(self, number: int) -> Any:
        if number not in self._touched:
            self._touched[number] = deepcopy(self._rows[str(number)])
        if self._touched[number] is None:
            raise KeyError(number)
        return self._touched[number]

    def __setitem__(self, number: int, document: Any) -> None:
        self._touched[number] = document

    def __delitem__(self, number: int) -> None:
        if number not in self:
            raise KeyError(number)
        self._touched[number] = None

    def __contains__(self, number: object) -> bool:
        if number in self._touched:
            return self._touched[number] is not None
        return str(number) in self._rows

    def __iter__(self) -> Iterator[int]:
        numbers = [int(number) for number in self._rows if int(number) not in self._touched]
        return iter(numbers + [number for number, document in self._touched.items() if document is not None])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def list_changes(self, table: str) -> list[Change]:
        """What differs from the table."""
        changes: list[Change] = []
        for number, document in self._touched.items():
            known = self._rows.get(str(number))
            if document is None and known is not None:
                changes.append(Remove(table, str(number)))
            elif document is not None and document != known:
                changes.append(Put(table, str(number), document))
        return changes


class JournaledTable(Table):
    """A table of a store. Every change is saved, and seen by every process, when its method returns."""

    document_class = CopiedDocument

    def __init__(self, storage: JournaledStorage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        """Args: cache_size: of results of queries; other processes change tables, so that none can be kept."""
        self._journaled = storage.tables
        self._numbered: tuple[int, int] = (-1, 0)
        super().__init__(storage, name, 0, persist_empty)

    # Setting documents whole, which TinyDB's own update and upsert do not do.

    def put(self, number: int, document: Mapping[str, Any]) -> None:
        """Set a document: these fields and no others."""
        self._journaled.commit([Put(self.name, str(number), document)])

    def put_all(self, documents: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
        """Set documents, all or none, at the cost of one write."""
        self._journaled.commit([Put(self.name, str(number), document) for number, document in documents])

    def put_key(self, number: int, field: str, key: str, value: Any) -> None:
        """Set a key of a field that is a mapping; None takes it away."""
        self.put_keys(number, field, {key: value})

    def put_keys(self, number: int, field: str, values: Mapping[str, Any]) -> None:
        """Set keys of a field that is a mapping, all or none; None takes one away."""
        self._journaled.commit([PutKey(self.name, str(number), field, key, value) for key, value in values.items()])

    def discard(self, number: int) -> None:
        """Remove a document, if it is there."""
        with self._journaled.hold():
            if str(number) in self._journaled.refresh().rows(self.name):
                self._journaled.commit([Remove(self.name, str(number))])

    def commit(self, changes: Sequence[Change]) -> None:
        """Make changes, also of other tables, all or none, at the cost of one write."""
        self._journaled.commit(changes)

    # TinyDB's own methods, under the lock from the reading on which they are based.

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document; one that has a number keeps it."""
        with self._journaled.hold():
            return super().insert(_own(document))

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert documents, all or none."""
        with self._journaled.hold():
            return super().insert_multiple([_own(document) for document in documents])

    def upsert(self, document: Mapping[str, Any], cond: Any = None) -> list[int]:
        """Update the documents that fit, or insert one."""
        with self._journaled.hold():
            return super().upsert(_own(document), cond)

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return cast("dict[str, Mapping[str, Any]]", _Rows(self._journaled, self.name))

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._journaled.hold():
            draft = _Draft(self._journaled.refresh().rows(self.name))
            updater(cast("dict[int, Mapping[str, Any]]", draft))
            self._journaled.commit(draft.list_changes(self.name))

    def _get_next_id(self) -> int:
        """The next free number: within one change one after another, else one more than any that a process gave out."""
        memory = self._journaled.refresh()
        version, number = self._numbered
        if version != memory.version:
            number = memory.highest_number(self.name)
        self._numbered = (memory.version, number + 1)
        return number + 1


def _own(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """TinyDB knows a document that has a number by the table's own class."""
    if isinstance(document, Document) and not isinstance(document, CopiedDocument):
        return CopiedDocument(document, document.doc_id)
    return document


class JournaledDB(TinyDB):
    """A TinyDB with such tables: `JournaledDB(path)` is `TinyDB(path, storage=JournaledStorage)` at less cost."""

    table_class = JournaledTable  # type: ignore[assignment]
    default_storage_class = JournaledStorage  # type: ignore[assignment]

    @property
    def journaled(self) -> JournaledTables:
        """The tables."""
        return cast(JournaledStorage, self.storage).tables

    def open_table(self, name: str) -> JournaledTable:
        """A table; it need not exist."""
        return cast(JournaledTable, self.table(name))
