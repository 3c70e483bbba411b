"""The form of the base file: plain TinyDB JSON, one document a line, with the schema number in a table of its own.

Owns that form, its checks, its mark and its migrations. Knows nothing of files, and nothing of what the tables mean.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from reader.storage.changes import Rows, Tables, is_number
from reader.storage.journal import encode_json

SCHEMA = 2
"""The number of the form. A file with a higher one was written by a newer program, and is left alone."""

META = "meta"
_META_NUMBER = "1"
_ROWS = 500
"""Documents encoded and decoded at a time: other threads get their turn between."""
_TABLE_ENDS = (b"}", b"},")


class DamagedBase(ValueError):
    """The file is not a store."""


class NewerBase(ValueError):
    """The file was written by a newer version of the program; the argument is its schema number."""


@dataclass(frozen=True, slots=True)
class Base:
    """What a base file holds."""

    tables: Tables
    """As of the current schema."""
    schema: int
    """What the file is written in."""
    generation: int | None
    """That of the journal which continues it; None for a file that never had one."""
    mark: str
    is_chosen: bool = False
    """Whether it is what could be read of a damaged store, which its reader put in place to go on with."""


Migration = Callable[[Tables], Tables]


def _keep_all(tables: Tables) -> Tables:
    """Schema 2 has the tables of schema 1. It is another number because who knows no journal must not write it."""
    return tables


MIGRATIONS: Mapping[int, Migration] = {1: _keep_all}
"""From each schema to the next."""


def mark_content(content: bytes) -> str:
    """Tells one base file from another: its size and CRC-32."""
    return f"{len(content)}-{crc32(content):08x}"


def migrate(tables: Tables, schema: int, migrations: Mapping[int, Migration] = MIGRATIONS) -> Tables:
    """The tables as of the current schema."""
    while schema in migrations:
        tables, schema = migrations[schema](tables), schema + 1
    return tables


def decode_base(content: bytes) -> Base:
    """Read a base file.

    Raises:
        DamagedBase: if it is none.
        NewerBase: if only a newer program can read it.
    """
    tables = _load_lines(content)
    if tables is None:
        try:
            # TinyDB on Windows, or an editor, may have put a byte order mark in front.
            tables = json.loads(content.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise DamagedBase("not JSON") from error
    if not _is_tables(tables):
        raise DamagedBase("not tables")
    meta = tables.get(META, {}).get(_META_NUMBER, {})
    schema, generation = meta.get("schema", 1), meta.get("generation")
    if not isinstance(schema, int) or schema > SCHEMA:
        raise NewerBase(schema)
    known = generation if isinstance(generation, int) else None
    return Base(migrate(tables, schema), schema, known, mark_content(content), meta.get("chosen") is True)


def _load_lines(content: bytes) -> Tables | None:
    """The JSON of a file that has one document on a line; None for any other.

    Decoding holds up every other thread of the program: half a second for 30 MB at once, 2 ms for some lines of it.
    """
    lines = content.split(b"\n")
    if lines[0] != b"{" or lines[-2:] != [b"}", b""]:
        return None
    tables: Tables = {}
    index, last = 1, len(lines) - 2
    try:
        while index < last:
            if not lines[index].endswith(b":{"):
                return None
            name = json.loads(lines[index][:-2])
            rows, index = _load_rows(lines, index + 1)
            is_last = index == last - 1
            if not isinstance(name, str) or lines[index] != (b"}" if is_last else b"},"):
                return None
            tables[name] = rows
            index += 1
    except (ValueError, IndexError, RecursionError):
        return None
    return tables


def _load_rows(lines: Sequence[bytes], index: int) -> tuple[Rows, int]:
    """The documents of a table from a line on, and the line after them."""
    rows: Rows = {}
    while lines[index] not in _TABLE_ENDS:
        stop = index
        while stop - index < _ROWS and lines[stop] not in _TABLE_ENDS:
            stop += 1
        text = b"".join(lines[index:stop]).decode("utf-8")
        if lines[stop] not in _TABLE_ENDS:
            if not text.endswith(","):
                raise ValueError("no comma")
            text = text[:-1]
        rows |= json.loads("{" + text + "}")
        index = stop
    return rows, index


def _is_tables(value: object) -> bool:
    """Whether this is what TinyDB writes: tables of documents under decimal numbers."""
    return isinstance(value, dict) and all(
        isinstance(rows, dict) and all(is_number(key) and isinstance(row, dict) for key, row in rows.items())
        for rows in value.values()
    )


def encode_base(tables: Tables, generation: int, is_chosen: bool = False) -> Iterator[bytes]:
    """The bytes of a base file, piece by piece."""
    meta: dict[str, Any] = {"schema": SCHEMA, "generation": generation}
    if is_chosen:
        meta["chosen"] = True
    everything = {META: {**tables.get(META, {}), _META_NUMBER: meta}, **{n: r for n, r in tables.items() if n != META}}
    before = b"{"
    for name, rows in everything.items():
        yield before + b"\n" + encode_json(name) + b":{"
        before = b"\n},"
        numbers = list(rows)
        for start in range(0, len(numbers), _ROWS):
            yield _encode_rows(rows, numbers[start : start + _ROWS], first=start == 0)
    yield b"\n}\n}\n"


def _encode_rows(rows: Mapping[str, Any], numbers: list[str], first: bool) -> bytes:
    pieces = (b'\n"%s":%s' % (number.encode(), encode_json(rows[number])) for number in numbers)
    return (b"" if first else b",") + b",".join(pieces)
