"""What can happen to the tables: a document is set, a key in one of its fields is, a document or a table goes.

Owns the form of a change in the journal, and its effect. Every change says what is there afterwards, never what is
added: replaying changes that the tables have already seen leaves them as they are. Knows nothing of files.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

Rows = dict[str, dict[str, Any]]
"""The documents of a table by their decimal number. A document is replaced, never changed in place."""
Tables = dict[str, Rows]


class ChangeError(ValueError):
    """A line of the journal that is not as this module wrote it."""


@dataclass(frozen=True, slots=True)
class Put:
    """A document is there, with these fields and no others."""

    table: str
    number: str
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PutKey:
    """A key of a field that is a mapping has this value; None takes the key away.

    The read state of a library is one document: without this, a turned page would write all of it.
    """

    table: str
    number: str
    field: str
    key: str
    value: Any


@dataclass(frozen=True, slots=True)
class Remove:
    """A document is not there."""

    table: str
    number: str


@dataclass(frozen=True, slots=True)
class Drop:
    """A table is not there."""

    table: str


Change = Put | PutKey | Remove | Drop


def apply_changes(tables: Tables, changes: Iterable[Change]) -> None:
    """Let changes happen to the tables, one after the other."""
    for place, some in groupby(changes, _place_of_key):
        if place is None:
            for change in some:
                _apply(tables, change)
        else:
            _put_keys(tables, *place, some)


def _place_of_key(change: Change) -> tuple[str, str, str] | None:
    """Where a key is set; None for other changes."""
    return (change.table, change.number, change.field) if isinstance(change, PutKey) else None


def _put_keys(tables: Tables, table: str, number: str, field: str, changes: Iterable[Change]) -> None:
    """Set keys of one field: documents are replaced, and a large one is copied once, not for each key."""
    rows = tables.setdefault(table, {})
    document = dict(rows.get(number, {}))
    before = document.get(field)
    mapping = dict(before) if isinstance(before, dict) else {}
    for change in changes:
        assert isinstance(change, PutKey)
        mapping.pop(change.key, None)
        if change.value is not None:
            mapping[change.key] = change.value
    document[field] = mapping
    rows[number] = document


def _apply(tables: Tables, change: Change) -> None:
    match change:
        case Put(table, number, document):
            tables.setdefault(table, {})[number] = dict(document)
        case PutKey():
            _put_keys(tables, change.table, change.number, change.field, [change])
        case Remove(table, number):
            tables.setdefault(table, {}).pop(number, None)
        case Drop(table):
            tables.pop(table, None)


def pack_change(change: Change) -> list[Any]:
    """A change as a list that JSON can carry."""
    match change:
        case Put(table, number, document):
            return ["put", table, number, document]
        case PutKey(table, number, field, key, value):
            return ["key", table, number, field, key, value]
        case Remove(table, number):
            return ["remove", table, number]
        case Drop(table):
            return ["drop", table]


def unpack_change(packed: object) -> Change:
    """The change of a list.

    Raises:
        ChangeError: if it is none.
    """
    match packed:
        case ["put", str(table), str(number), dict(document)] if is_number(number):
            return Put(table, number, document)
        case ["key", str(table), str(number), str(field), str(key), value] if is_number(number):
            return PutKey(table, number, field, key, value)
        case ["remove", str(table), str(number)] if is_number(number):
            return Remove(table, number)
        case ["drop", str(table)]:
            return Drop(table)
    raise ChangeError("not a change of the store")


def is_number(key: str) -> bool:
    """Whether TinyDB would take this for the number of a document."""
    return key.isascii() and key.isdecimal()
