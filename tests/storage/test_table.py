"""TinyDB on the journaled tables: its own methods do what they do on its own storage, and cost what they change."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.operations import add, delete, increment
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from reader.storage.errors import StoreError
from reader.storage.table import JournaledDB, JournaledStorage

Step = Callable[[TinyDB], Any]

STEPS: dict[str, Step] = {
    "insert": lambda db: db.insert({"v": 1}),
    "insert with a number": lambda db: db.insert(Document({"v": 2}, doc_id=40)),
    "insert after it": lambda db: db.insert({"v": 3}),
    "insert many": lambda db: db.insert_multiple([{"v": n, "w": [n]} for n in range(5)]),
    "insert many with numbers": lambda db: db.insert_multiple([Document({"v": n}, doc_id=n) for n in (30, 20)]),
    "get": lambda db: db.get(doc_id=40),
    "get many": lambda db: db.get(doc_ids=[40, 1]),
    "get none": lambda db: db.get(doc_id=999),
    "search": lambda db: db.search(where("v") >= 2),
    "contains": lambda db: (db.contains(doc_id=40), db.contains(where("v") == 77)),
    "count": lambda db: db.count(where("v") == 3),
    "update": lambda db: db.update({"u": True}, where("v") > 2),
    "update by number": lambda db: db.update(increment("v"), doc_ids=[1, 40]),
    "update all": lambda db: db.update(add("v", 10)),
    "update many": lambda db: db.update_multiple([({"s": 1}, where("v") == 12), (delete("u"), where("u").exists())]),
    "upsert one that is there": lambda db: db.upsert({"v": 12, "x": 1}, where("v") == 12),
    "upsert one that is not": lambda db: db.upsert({"v": 500}, where("v") == 500),
    "upsert by number": lambda db: db.upsert(Document({"z": 1}, doc_id=40)),
    "upsert a new number": lambda db: db.upsert(Document({"z": 1}, doc_id=90)),
    "remove": lambda db: db.remove(where("v") == 11),
    "remove by number": lambda db: db.remove(doc_ids=[40]),
    "insert after a removal": lambda db: db.insert({"v": "x"}),
    "other table": lambda db: db.table("other").insert_multiple([{"a": 1}, {"a": 2}]),
    "tables": lambda db: db.tables(),
    "drop a table": lambda db: db.drop_table("other"),
    "iterate": lambda db: [(document.doc_id, dict(document)) for document in db],
    "length": lambda db: len(db),
    "truncate": lambda db: db.truncate(),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.json"


def say(result: object) -> object:
    """What a step gave, fit to be compared."""
    return sorted(result) if isinstance(result, set) else result


def list_rows(database: TinyDB) -> list[tuple[int, dict[str, Any]]]:
    return sorted((document.doc_id, dict(document)) for document in database.table("_default").all())


@pytest.mark.parametrize(
    "open_", [JournaledDB, lambda path: TinyDB(path, storage=JournaledStorage)], ids=["own", "plain"]
)
def test_every_method_does_what_it_does_on_another_storage(path: Path, open_: Callable[[Path], TinyDB]) -> None:
    ours, theirs = open_(path), TinyDB(storage=MemoryStorage)
    for name, step in STEPS.items():
        assert say(step(ours)) == say(step(theirs)), name
        assert list_rows(ours) == list_rows(theirs) == list_rows(open_(path)), name


@pytest.mark.parametrize("number", [1, 40])
def test_a_number_that_is_there_cannot_be_inserted(path: Path, number: int) -> None:
    database = JournaledDB(path)
    database.insert(Document({}, doc_id=number))
    with pytest.raises(ValueError, match="already exists"):
        database.insert(Document({}, doc_id=number))
    with pytest.raises(ValueError, match="already exists"):
        database.insert_multiple([Document({}, doc_id=99), Document({}, doc_id=number)])
    assert not database.contains(doc_id=99)


def test_what_was_asked_for_is_a_copy(path: Path) -> None:
    database = JournaledDB(path)
    database.insert({"list": [1]})
    for document in (database.get(doc_id=1), database.all()[0], database.search(where("list").exists())[0]):
        assert isinstance(document, Document)
        document["list"].append(2)
        document["x"] = 1
    assert database.all() == [{"list": [1]}]
    given = {"list": [1]}
    database.insert(given)
    given["list"].append(2)
    assert database.get(doc_id=2) == {"list": [1]}


def test_a_change_that_raises_changes_nothing(path: Path) -> None:
    def spoil(document: dict[str, Any]) -> None:
        document["list"].append("spoilt")
        raise RuntimeError

    database = JournaledDB(path)
    database.insert_multiple([{"list": []}, {"list": []}])
    with pytest.raises(RuntimeError):
        database.update(spoil)
    assert database.all() == JournaledDB(path).all() == [{"list": []}, {"list": []}]


def test_what_is_no_json_is_refused_and_changes_nothing(path: Path) -> None:
    database = JournaledDB(path)
    database.insert({"v": 1})
    with pytest.raises(TypeError, match="not JSON serializable"):
        database.insert({"v": {1, 2}})
    database.insert({"v": 2})
    assert database.all() == JournaledDB(path).all() == [{"v": 1}, {"v": 2}]


def test_a_new_number_is_higher_than_all_there_were(path: Path) -> None:
    database = JournaledDB(path)
    database.insert_multiple([Document({}, doc_id=70), Document({}, doc_id=60)])
    assert database.insert({}) == 71
    database.remove(doc_ids=[71])
    assert database.insert({}) == 72


def test_two_programs_never_give_out_one_number_twice(path: Path) -> None:
    one, two = JournaledDB(path), JournaledDB(path)
    given = [database.insert({}) for _ in range(5) for database in (one, two)]
    assert given == list(range(1, 11))


def test_a_change_writes_what_it_changes(path: Path) -> None:
    database = JournaledDB(path)
    database.insert_multiple([{"text": "x" * 100, "n": 0} for _ in range(1000)])
    journal = path.with_name("store.json-journal")
    before = journal.stat().st_size
    database.update(increment("n"), doc_ids=[500])
    assert journal.stat().st_size - before < 200
    database.update({"n": 0}, doc_ids=[1])
    assert journal.stat().st_size - before < 200


def test_all_or_nothing_within_a_block(path: Path) -> None:
    database, other = JournaledDB(path), JournaledDB(path)
    with database.journaled.hold():
        (number,) = database.upsert({"n": 1}, where("n").exists())
        database.update(increment("n"), doc_ids=[number])
    assert other.all() == [{"n": 2}]


def test_a_write_that_fails_leaves_the_tables_as_they_were(path: Path) -> None:
    database = JournaledDB(path)
    database.insert({"v": 1})
    journal = path.with_name("store.json-journal")
    journal.rename(path.with_name("away"))
    journal.mkdir()
    with pytest.raises(StoreError):
        database.insert({"v": 2})
    journal.rmdir()
    path.with_name("away").rename(journal)
    assert database.all() == [{"v": 1}]
    assert database.insert({"v": 3}) == 2
