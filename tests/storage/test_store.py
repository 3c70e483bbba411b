"""The store: what it keeps, and what it does when its file cannot be used."""

import json
import os
import re
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tinydb import TinyDB

from reader.domain.annotation import Annotation, BriefingRef, Motivation
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText
from reader.storage.changes import Put
from reader.storage.errors import StoreError
from reader.storage.journaled import JournaledTables
from reader.storage.store import Store
from tests.conftest import ROOT
from tests.storage.making import make


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "store.json"


def test_asking_an_absent_store_makes_no_file(path: Path) -> None:
    store = Store(path)
    assert store.list_annotations() == ()
    assert store.read_states() == {}
    assert not path.parent.exists()


def test_saving_twice_replaces_and_leaves_no_field_of_before(path: Path) -> None:
    store = Store(path)
    store.save_annotation(make(1, "a", note="old"))
    store.save_annotation(make(2))
    store.save_annotation(make(1, "b"))
    assert store.list_annotations() == (make(1, "b"), make(2))


def test_removing_what_is_not_there_changes_nothing(path: Path) -> None:
    store = Store(path)
    store.save_annotation(make(1))
    store.remove_annotation(make(2).id)
    store.remove_annotation(make(1).id)
    store.remove_annotation(make(1).id)
    assert store.list_annotations() == ()


def test_the_default_state_is_not_kept(path: Path) -> None:
    store = Store(path)
    store.save_read_state("one", ReadState(opened=True))
    store.save_read_state("two", ReadState(opened=True, place=7))
    store.save_read_state("one", ReadState())
    assert Store(path).read_states() == {"two": ReadState(opened=True, place=7)}


def test_all_read_states_are_one_document(path: Path) -> None:
    store = Store(path)
    for number in range(5):
        store.save_read_state(str(number), ReadState(opened=True))
    store.close()
    assert len(json.loads(path.read_text())["reading"]) == 1


def test_a_closed_store_is_one_file_that_plain_tinydb_opens(path: Path) -> None:
    store = Store(path)
    store.save_annotation(make(1, "a"))
    store.close()
    with TinyDB(path) as database:
        assert [row["tags"] for row in database.table("annotations").all()] == [["a"]]
    assert json.loads(path.read_text())["meta"] == {"1": {"schema": 2, "generation": 2}}


def test_only_their_owner_may_read_the_files(path: Path) -> None:
    before = os.umask(0)
    try:
        for number in range(3):
            store = Store(path)
            store.save_annotation(make(number))
            store.close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    files = list(path.parent.iterdir())
    endings = {file.name.removeprefix("store.json") for file in files}
    assert endings == {"", ".bak", ".lock", "-journal", "-journal.end", "-journal.old"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_another_store_on_the_same_file_sees_every_change(path: Path) -> None:
    one, two = Store(path), Store(path)
    for number in range(20):
        (one, two)[number % 2].save_annotation(make(number))
        assert len(one.list_annotations()) == len(two.list_annotations()) == number + 1
    two.save_read_state("x", ReadState(read=True))
    assert one.read_states() == {"x": ReadState(read=True)}


def test_reading_again_costs_nothing_while_the_file_stays(path: Path) -> None:
    store = Store(path)
    store.save_annotation(make(1))
    assert store.list_annotations() is store.list_annotations()


def test_a_change_sees_what_it_has_written_itself(path: Path) -> None:
    store = Store(path)
    with store.change():
        for number in range(3):
            store.save_annotation(make(number))
            store.save_read_state(str(number), ReadState(opened=True))
            assert len(store.list_annotations()) == len(store.read_states()) == number + 1


def test_a_path_that_is_no_text_is_kept(path: Path) -> None:
    annotation = Annotation(
        "0" * 16, Motivation.BOOKMARKING, BriefingRef("b", "/x/\udce9.md", SafeText("é")), "2026-05-09T08:00:00+00:00"
    )
    Store(path).save_annotation(annotation)
    assert Store(path).list_annotations() == (annotation,)


def test_a_symbolic_link_to_the_store_stays_one(tmp_path: Path, path: Path) -> None:
    real = tmp_path / "elsewhere.json"
    Store(real).save_annotation(make(1))
    path.parent.mkdir()
    path.symlink_to(real)
    Store(path).save_annotation(make(2))
    assert path.is_symlink()
    assert len(Store(real).list_annotations()) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"annotations":',
        b"[]",
        b'{"annotations": []}',
        b'{"annotations": {"x": {}}}',
        b"\xff\xfe{}",
        b"[" * 99999,
    ],
    ids=["empty", "cut off", "a list", "no table", "a foreign key", "not UTF-8", "nested"],
)
def test_a_damaged_file_is_kept_and_never_written(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    for _ in range(2):
        store = Store(path)
        with pytest.raises(StoreError, match="damaged; a copy is kept"):
            store.list_annotations()
        with pytest.raises(StoreError, match="damaged; a copy is kept"):
            store.save_annotation(make(1))
    assert path.read_bytes() == content
    copies = list(path.parent.glob("store.json.corrupt-*"))
    assert [copy.read_bytes() for copy in copies] == [content]


def test_a_damaged_record_is_told_and_stays(path: Path) -> None:
    store = Store(path)
    store.save_annotation(make(1))
    store.close()
    tables = json.loads(path.read_text())
    tables["annotations"]["2"] = {"id": "nonsense"}
    path.write_text(json.dumps(tables))
    assert store.list_annotations() == (make(1),)
    assert any("annotation 2 is passed over" in problem for problem in store.problems)
    store.save_annotation(make(3))
    store.close()
    assert json.loads(path.read_text())["annotations"]["2"] == {"id": "nonsense"}


def test_a_newer_format_is_refused(path: Path) -> None:
    path.parent.mkdir()
    content = '{"meta":{"1":{"schema":99}},"annotations":{}}'
    path.write_text(content)
    with pytest.raises(StoreError, match="newer version"):
        Store(path).list_annotations()
    with pytest.raises(StoreError, match="newer version"):
        Store(path).save_annotation(make(1))
    assert path.read_text() == content


def test_what_a_killed_writer_left_is_no_obstacle(path: Path) -> None:
    store = Store(path)
    store.save_annotation(make(1))
    left = [path.with_name(f"store.json{end}") for end in (".new-99999999", ".bak.new", "-journal.new")]
    for file in left:
        file.write_text('{"half')
        os.utime(file, (1, 1))
    store.save_annotation(make(2))
    store.close()
    assert len(Store(path).list_annotations()) == 2
    assert not any(file.exists() for file in left)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "store.json")
    with pytest.raises(StoreError, match="not a directory"):
        store.list_annotations()
    with pytest.raises(StoreError, match="not saved"):
        store.save_annotation(make(1))


@pytest.mark.parametrize("make_odd", [os.mkfifo, os.mkdir])
def test_something_else_in_the_files_place_is_said(path: Path, make_odd: object) -> None:
    path.parent.mkdir()
    assert callable(make_odd)
    make_odd(path)
    with pytest.raises(StoreError, match="cannot be used"):
        Store(path).list_annotations()


def test_threads_never_lose_each_others_changes(path: Path) -> None:
    store = Store(path)

    def write(first: int) -> None:
        for step in range(20):
            store.save_annotation(make(first + step))
            store.list_annotations()

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.list_annotations()) == 60


def test_two_stores_of_one_program_may_rewrite_the_file_at_once(path: Path) -> None:
    tables = [JournaledTables(path, checkpoint_bytes=1) for _ in range(2)]

    def write(one: JournaledTables, first: int) -> None:
        for number in range(first, first + 100):
            one.commit([Put("t", str(number), {"text": "x" * 2000})])
            one.checkpoint()

    threads = [threading.Thread(target=write, args=(tables[turn % 2], turn * 1000)) for turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for known in (*tables, JournaledTables(path)):
        assert len(known.refresh().rows("t")) == 400
        assert known.notices == ()


def test_reading_never_loads_tinydb(path: Path) -> None:
    Store(path).save_annotation(make(1))
    code = (
        "import sys; from pathlib import Path; from reader.storage.store import Store\n"
        "store = Store(Path(sys.argv[1])); print(len(store.list_annotations()), 'tinydb' in sys.modules)\n"
        "store.remove_annotation('0' * 16); print(len(store.list_annotations()), 'tinydb' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["1", "False", "1", "True"]


def test_each_promise_names_a_test_that_is_there() -> None:
    text = (ROOT / "docs" / "annotations.md").read_text("utf-8")
    section = text.partition("## The file and its promises")[2].partition("\n## ")[0]
    named = set(re.findall(r"`(test_\w+)`", section))
    folders = (ROOT / "tests" / "storage", ROOT / "tests" / "benchmarks")
    source = "".join(path.read_text("utf-8") for folder in folders for path in folder.glob("test_*.py"))
    assert len(named) > 20
    assert named - set(re.findall(r"^def (test_\w+)\(", source, re.MULTILINE)) == set()
