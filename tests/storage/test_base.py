"""The form of the base file: what is a store, its versions, and how an old one becomes a new one."""

import json
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from reader.storage.base import (
    MIGRATIONS,
    SCHEMA,
    DamagedBase,
    NewerBase,
    decode_base,
    encode_base,
    mark_content,
    migrate,
)
from reader.storage.changes import Tables
from reader.storage.errors import StoreError
from reader.storage.journaled import JournaledTables
from reader.storage.store import Store
from tests.storage.making import make

TABLES: Tables = {
    "empty": {},
    "one": {"1": {"text": "é\n\u2028😀", "n": 1.5, "deep": [{"a": None}]}},
    "many": {str(number): {"v": number} for number in range(1234)},
    'a "name"': {"7": {}},
    "paths": {"1": {"path": "/x/\udce9.md"}},
}


@pytest.mark.parametrize("names", [(), *((name,) for name in TABLES), tuple(TABLES)], ids=str)
def test_what_is_encoded_is_decoded(names: tuple[str, ...]) -> None:
    tables = {name: TABLES[name] for name in names}
    content = b"".join(encode_base(tables, 7))
    base = decode_base(content)
    assert {name: rows for name, rows in base.tables.items() if name != "meta"} == tables
    assert (base.schema, base.generation, base.mark, base.is_chosen) == (SCHEMA, 7, mark_content(content), False)
    assert json.loads(content) == base.tables


def test_a_file_whose_lines_are_not_as_they_were_written_says_what_its_json_says() -> None:
    lines = b"".join(encode_base({"a": TABLES["many"], "b": TABLES["one"]}, 7)).splitlines(keepends=True)
    odd = [lines[:at] + [extra] + lines[at:] for at in (0, 1, 2, 3, 4, 6, 600, -2, -1) for extra in (b"\n", b"}\n")]
    odd += [lines[:at] + [line] + lines[at + 1 :] for at, line in ((506, lines[506][:-2] + b"\n"), (1, b"7:{\n"))]
    odd += [lines[:at] + lines[at + 1 :] for at in range(0, len(lines), 50)]
    odd += [lines[:at] + [b" ".join([lines[at].rstrip(), lines[at + 1]])] + lines[at + 2 :] for at in (0, 3, 505, -3)]
    outcomes = set()
    for content in map(b"".join, odd):
        try:
            expected = json.loads(content)
        except ValueError:
            outcomes.add("refused")
            with pytest.raises(DamagedBase):
                decode_base(content)
        else:
            outcomes.add("taken")
            assert decode_base(content).tables == expected
    assert outcomes == {"refused", "taken"}


def test_one_document_stands_on_one_line() -> None:
    lines = b"".join(encode_base({"t": TABLES["many"]}, 1)).splitlines()
    assert sum(line.startswith(b'"1') for line in lines) == 1 + 1 + 10 + 100 + 234
    assert max(map(len, lines)) < 40


def test_what_plain_tinydb_wrote_is_a_store(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    with TinyDB(path) as database:
        database.table("t").insert({"v": 1})
    assert decode_base(path.read_bytes()).tables == {"t": {"1": {"v": 1}}}
    assert decode_base(path.read_bytes()).generation is None


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"1", b"{} x", b'{"t": []}', b'{"t": {"x": {}}}', b'{"t": {"1": []}}', b"\xff{}", b"[" * 99999],
    ids=["empty", "cut", "list", "number", "more", "table", "number of a document", "document", "not UTF-8", "nested"],
)
def test_what_is_no_store(content: bytes) -> None:
    with pytest.raises(DamagedBase):
        decode_base(content)


@pytest.mark.parametrize("schema", [SCHEMA + 1, 99, "2", None, 2.0])
def test_a_schema_that_is_not_known_is_a_newer_one(schema: object) -> None:
    with pytest.raises(NewerBase):
        decode_base(json.dumps({"meta": {"1": {"schema": schema}}}).encode())


def test_migrations_lead_from_every_schema_to_this_one() -> None:
    assert sorted(MIGRATIONS) == list(range(1, SCHEMA))


def test_migrations_are_done_in_their_order() -> None:
    def rename(tables: Tables) -> Tables:
        return {"new": tables["old"]}

    def extend(tables: Tables) -> Tables:
        return {"new": {number: {**row, "y": 1} for number, row in tables["new"].items()}}

    old: Tables = {"old": {"1": {"x": 1}}}
    assert migrate(old, 5, {5: rename, 6: extend}) == {"new": {"1": {"x": 1, "y": 1}}}
    assert migrate({"new": {}}, 6, {5: rename, 6: extend}) == {"new": {}}


OLD: dict[str, Any] = {
    "meta": {"1": {"schema": 1}},
    "annotations": {
        "1": {
            "id": "0000000000000001",
            "why": "tagging",
            "made": "2026-05-09T08:00:00.000001+00:00",
            "in": ["b" * 16, "/briefings/w19.md", "W19", None, None],
            "tags": ["old"],
        }
    },
    "reading": {"1": {"states": {"x": [1, 5, 9]}}},
}


def test_a_store_of_the_first_schema_is_taken_over_at_the_first_write(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    path.write_text(json.dumps(OLD))
    before = path.read_bytes()
    store = Store(path)
    assert store.list_annotations() == (make(1, "old"),)
    assert path.read_bytes() == before
    store.save_annotation(make(2))
    store.close()
    tables = json.loads(path.read_bytes())
    assert tables["meta"]["1"]["schema"] == SCHEMA
    assert tables["reading"] == OLD["reading"]
    assert Store(path).list_annotations() == (make(1, "old"), make(2))
    assert Store(path).problems == ()
    (kept,) = tmp_path.glob("store.json.schema1-*")
    assert kept.read_bytes() == before


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    content = json.dumps({**OLD, "meta": {"1": {"schema": SCHEMA + 1}}})
    path.write_text(content)
    store = Store(path)
    reason = rf"{path} cannot be used: it was written by a newer version of this program \(format {SCHEMA + 1}\)"
    with pytest.raises(StoreError, match=reason):
        store.list_annotations()
    with pytest.raises(StoreError, match=reason):
        store.save_annotation(make(1))
    store.close()
    assert path.read_text() == content
    assert {file.name for file in tmp_path.iterdir()} <= {"store.json", "store.json.lock"}


def test_a_newer_version_that_takes_over_while_this_one_runs_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    tables = JournaledTables(path)
    store = Store(path)
    store.save_annotation(make(1))
    tables.refresh()
    content = b"".join(encode_base({}, 9)).replace(b'"schema":%d' % SCHEMA, b'"schema":%d' % (SCHEMA + 1))
    path.write_bytes(content)
    with pytest.raises(StoreError, match="newer version"):
        store.save_annotation(make(2))
    store.close()
    assert not tables.checkpoint()
    assert path.read_bytes() == content
