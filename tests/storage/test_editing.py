"""The file is edited by hand, or by another tool, while the program runs."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where

from reader.storage.changes import Put
from reader.storage.files import Files
from reader.storage.journaled import JournaledTables
from reader.storage.store import Store
from tests.storage.making import ask, make


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.json"


@pytest.fixture
def store(path: Path) -> Store:
    """Two annotations in the file, a third in the journal, all of them known to the program."""
    store = Store(path)
    store.save_annotations([make(1, "one"), make(2, "two")])
    store.close()
    store.save_annotation(make(3, "three"))
    store.list_annotations()
    return store


def edit(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """As an editor saves: another text in the same file."""
    tables = json.loads(path.read_text("utf-8"))
    change(tables["annotations"])
    path.write_text(json.dumps(tables, indent=2), "utf-8")


def edit_with_tinydb(path: Path) -> None:
    with TinyDB(path) as database:
        database.table("annotations").update({"tags": ["edited"]}, where("id") == make(1).id)


def edit_by_rename(path: Path) -> None:
    """As careful editors do."""
    fresh = path.with_name("fresh")
    fresh.write_bytes(path.read_bytes())
    edit(fresh, lambda rows: rows["1"].update(tags=["edited"]))
    fresh.replace(path)


def edit_by_hand(path: Path) -> None:
    edit(path, lambda rows: rows["1"].update(tags=["edited"]))


@pytest.mark.parametrize("edit_it", [edit_by_hand, edit_by_rename, edit_with_tinydb])
def test_an_edit_is_taken_over_and_nothing_is_lost(path: Path, store: Store, edit_it: Callable[[Path], None]) -> None:
    before = ask(store)
    edit_it(path)
    edited = path.read_bytes()
    expected = (make(1, "edited"), make(2, "two"), make(3, "three"))
    assert store.list_annotations() == expected
    assert any("another program changed the file" in problem for problem in store.problems)
    store.save_annotation(make(4))
    for known in (store, Store(path)):
        assert known.list_annotations() == (*expected, make(4))
    (kept,) = path.parent.glob("store.json.edited-*")
    assert kept.read_bytes() == edited
    (unedited,) = path.parent.glob("store.json.unedited-*")
    assert ask(Store(unedited)) == before
    assert Store(path).problems == ()


def test_added_and_removed_annotations_are_taken_over(path: Path, store: Store) -> None:
    def change(rows: dict[str, Any]) -> None:
        rows["9"] = {**rows["1"], "id": make(9).id, "made": make(9).created, "tags": ["nine"]}
        del rows["2"]

    edit(path, change)
    store.save_annotation(make(4))
    assert store.list_annotations() == (make(1, "one"), make(3, "three"), make(4), make(9, "nine"))


def test_a_file_that_was_only_formatted_says_the_same(path: Path, store: Store) -> None:
    before = ask(store)
    edit(path, lambda rows: None)
    assert ask(store) == ask(Store(path)) == before
    store.save_annotation(make(4))
    assert len(Store(path).list_annotations()) == 4


class EditedMeanwhile(Files):
    """Somebody edits the file while a checkpoint writes its own."""

    def __init__(self, edit_it: Callable[[], None]) -> None:
        self.edit_it = edit_it

    def create(self, path: Path) -> int:
        if ".new-" in path.name:
            self.edit_it()
        return super().create(path)


def test_an_edit_within_a_checkpoint_is_not_overwritten(path: Path) -> None:
    files = EditedMeanwhile(lambda: None)
    tables = JournaledTables(path, files)
    tables.commit([Put("annotations", "1", {"tags": ["one"]})])
    assert tables.checkpoint()
    tables.commit([Put("annotations", "2", {"tags": ["two"]})])
    files.edit_it = lambda: edit(path, lambda rows: rows["1"].update(tags=["edited"]))
    assert not tables.checkpoint()
    files.edit_it = lambda: None
    tables.commit([Put("annotations", "3", {"tags": ["three"]})])
    for known in (tables, JournaledTables(path)):
        tags = {number: row["tags"] for number, row in known.refresh().rows("annotations").items()}
        assert tags == {"1": ["edited"], "2": ["two"], "3": ["three"]}


@pytest.mark.parametrize("name", ["store.json", "store.json-journal", "store.json.bak", "store.json-journal.old"])
def test_a_file_that_is_deleted_while_the_program_runs(path: Path, store: Store, name: str) -> None:
    before = ask(store)
    path.with_name(name).unlink()
    assert ask(store) == before
    store.save_annotation(make(4))
    assert ask(Store(path)) == ask(store) == (before[0] | {make(4)}, before[1])


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_folder_that_is_deleted_while_the_program_runs(tmp_path: Path, is_closed: bool) -> None:
    path = tmp_path / "data" / "store.json"
    store = Store(path)
    store.save_annotation(make(1))
    if is_closed:
        store.close()
        store.list_annotations()
    shutil.rmtree(path.parent)
    assert store.list_annotations() == (make(1),)
    assert any("taken away" in problem for problem in store.problems)
    assert not path.parent.exists()
    store.save_annotation(make(2))
    assert Store(path).list_annotations() == store.list_annotations() == (make(1), make(2))
