"""The store: what it keeps, and what it does when its file cannot be used."""

import errno
import json
import os
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
from reader.storage.atomic import AtomicStorage
from reader.storage.errors import StoreError
from reader.storage.lock import WriteLock
from reader.storage.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "store.json"


def make(number: int, *tags: str, note: str = "") -> Annotation:
    return Annotation(
        id=f"{number:016x}",
        motivation=Motivation.TAGGING,
        briefing=BriefingRef("b" * 16, "/briefings/w19.md", SafeText("W19")),
        created=f"2026-05-09T08:00:00.{number:03}+00:00",
        tags=tuple(SafeText(tag) for tag in tags),
        note=SafeText(note),
    )


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
    assert len(json.loads(path.read_text())["reading"]) == 1


def test_the_file_is_private_and_plain_tinydb_opens_it(path: Path) -> None:
    Store(path).save_annotation(make(1, "a"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [row["tags"] for row in TinyDB(path).table("annotations").all()] == [["a"]]
    assert json.loads(path.read_text())["meta"] == {"1": {"schema": 1}}


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
    tables = json.loads(path.read_text())
    tables["annotations"]["2"] = {"id": "nonsense"}
    path.write_text(json.dumps(tables))
    assert store.list_annotations() == (make(1),)
    assert len(store.problems) == 1
    assert "annotation 2" in store.problems[0]
    store.save_annotation(make(3))
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


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_loses_nothing_and_says_so(path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    store = Store(path)
    store.save_annotation(make(1, "kept"))
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, call, fail)
        with pytest.raises(StoreError, match="not saved: .*no space left on device"):
            store.save_annotation(make(1, "lost"))
        assert store.list_annotations() == (make(1, "kept"),)
    assert path.read_bytes() == before
    assert sorted(os.listdir(path.parent)) == ["store.json", "store.json.lock"]
    store.save_annotation(make(1, "saved"))
    assert Store(path).list_annotations() == (make(1, "saved"),)


def test_what_a_killed_writer_left_is_no_obstacle(path: Path) -> None:
    store = Store(path)
    store.save_annotation(make(1))
    path.with_name("store.json.new").write_text('{"half')
    store.save_annotation(make(2))
    assert len(Store(path).list_annotations()) == 2
    assert not path.with_name("store.json.new").exists()


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


def test_a_write_without_the_lock_is_refused(path: Path) -> None:
    with pytest.raises(StoreError, match="without its lock"):
        AtomicStorage(path).write({})


def test_a_lock_that_another_process_holds_is_not_waited_for_forever(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from reader.storage.lock import WriteLock\n"
        "with WriteLock(Path(sys.argv[1])).hold():\n    print('held', flush=True); sys.stdin.read()"
    )
    lock = path.with_name("lock")
    with subprocess.Popen(
        [sys.executable, "-c", code, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match="another process"), WriteLock(lock, patience=0.05).hold():
            pass
        other.kill()
        other.wait()
        with WriteLock(lock, patience=5).hold():
            pass


def test_the_lock_is_entered_again_by_its_own_thread_only(path: Path) -> None:
    lock = WriteLock(path)
    entered = threading.Event()

    def enter() -> None:
        with lock.hold():
            entered.set()

    with lock.hold(), lock.hold():
        other = threading.Thread(target=enter)
        other.start()
        assert not entered.wait(0.05)
        assert lock.is_held
    other.join(5)
    assert entered.is_set()
    assert not lock.is_held


_WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from reader.domain.reading import ReadState
from reader.storage.store import Store
sys.path.insert(0, sys.argv[3])
from tests.storage.test_store import make
store, first = Store(Path(sys.argv[1])), int(sys.argv[2])
for step in range(40):
    store.save_annotation(make(first + step))
    with store.change():
        state = store.read_states().get("shared", ReadState())
        store.save_read_state("shared", replace(state, place=state.place + 1))
"""


def test_processes_never_lose_each_others_changes(path: Path) -> None:
    root = str(Path(__file__).parents[2])
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(path), str(first), root]) for first in (0, 1000, 2000)
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    store = Store(path)
    assert len(store.list_annotations()) == 120
    assert store.read_states()["shared"].place == 120


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


def test_tinydb_is_loaded_with_the_first_question_only() -> None:
    code = (
        "import sys; from pathlib import Path; from reader.storage.store import Store\n"
        "store = Store(Path('/nowhere/store.json')); assert 'tinydb' not in sys.modules\n"
        "store.list_annotations(); assert 'tinydb' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
