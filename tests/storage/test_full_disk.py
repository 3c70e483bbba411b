"""A disk without room, and a disk that fails: what was saved stays, what was not is said not to be, and it goes on."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB

from reader.domain.annotation import Annotation
from reader.storage.changes import Put
from reader.storage.errors import StoreError
from reader.storage.files import Files
from reader.storage.journaled import JournaledTables
from reader.storage.store import Store
from tests.conftest import ROOT
from tests.storage.making import make, read_files

_FILLING = """
import resource, sys
from pathlib import Path
from reader.storage.store import Store, StoreError
from tests.storage.making import make
store, saved = Store(Path(sys.argv[1])), []
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    while True:
        annotation = make(len(saved), note="x" * (len(saved) * 7 % 50))
        store.save_annotation(annotation)
        saved.append(annotation)
except StoreError as error:
    assert set(store.list_annotations()) == set(saved)
    print(len(saved), error.reason)
"""


@pytest.mark.parametrize("limit", [1000, 1013, 8000, 8191])
def test_a_file_that_may_not_grow(tmp_path: Path, limit: int) -> None:
    path = tmp_path / "store.json"
    command = [sys.executable, "-c", _FILLING, str(path), str(limit)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=30)
    count, _, reason = done.stdout.partition(" ")
    assert reason == f"not saved: {path}: file too large\n"
    store = Store(path)
    assert {annotation.id for annotation in store.list_annotations()} == {make(n).id for n in range(int(count))}
    assert int(count) > 2
    assert store.problems == ()
    json.loads(path.read_bytes())
    store.save_annotation(make(9999))
    store.close()
    assert len(Store(path).list_annotations()) == int(count) + 1
    assert {name.removeprefix("store.json") for name in read_files(tmp_path)} == {
        *("", ".bak", ".lock", "-journal", "-journal.end", "-journal.old"),
    }


_FILLING_STOCK = """
import resource, sys
from tinydb import TinyDB
database = TinyDB(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    for number in range(1000):
        database.insert({"v": number})
except OSError:
    print("full")
"""


def test_the_storage_that_tinydb_brings_is_destroyed_by_that(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    done = subprocess.run(
        [sys.executable, "-c", _FILLING_STOCK, str(path), "8000"], check=True, capture_output=True, text=True
    )
    assert done.stdout == "full\n"
    with pytest.raises(ValueError, match=r"char \d+"):
        TinyDB(path).all()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 128 kB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=128k", "none", str(folder)]
    try:
        done = subprocess.run(mounting, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if done.returncode != 0:
        pytest.skip(f"a small file system cannot be mounted: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path, leave: int) -> Path:
    """Use up the room of a small file system but for some bytes, in whole pages."""
    status = os.statvfs(folder)
    filler = folder / "filler"
    filler.write_bytes(b"x" * max(0, status.f_bavail * status.f_frsize - leave))
    return filler


def save_until_refused(store: Store, saved: list[Annotation]) -> str:
    """Why it was."""
    for number in range(len(saved), 2000):
        annotation = make(number, note="a longer note")
        try:
            store.save_annotation(annotation)
        except StoreError as error:
            return error.reason
        saved.append(annotation)
    return "not refused"


@pytest.mark.parametrize("leave", [0, 4096, 8192])
def test_a_file_system_without_room(small_disk: Path, leave: int) -> None:
    path = small_disk / "store.json"
    store, saved = Store(path), []
    for number in range(20):
        store.save_annotation(make(number))
        saved.append(make(number))
    filler = fill(small_disk, leave)
    assert "no space left on device" in save_until_refused(store, saved)
    assert set(store.list_annotations()) == set(Store(path).list_annotations()) == set(saved)
    store.close()
    assert set(store.list_annotations()) == set(Store(path).list_annotations()) == set(saved)
    filler.unlink()
    store.save_annotation(make(5000))
    store.close()
    assert set(Store(path).list_annotations()) == {*saved, make(5000)}
    assert Store(path).problems == ()


def test_a_first_write_without_room_leaves_no_store(small_disk: Path) -> None:
    path = small_disk / "data" / "store.json"
    path.parent.mkdir()
    filler = fill(small_disk, 0)
    store = Store(path)
    with pytest.raises(StoreError, match="not saved"):
        store.save_annotation(make(1))
    assert store.list_annotations() == ()
    filler.unlink()
    store.save_annotation(make(1))
    assert Store(path).list_annotations() == (make(1),)


class FailingFiles(Files):
    """A disk of which some operations fail, as told."""

    def __init__(self) -> None:
        self.failing: set[str] = set()
        self.syncs = 0

    def _fail(self, operation: str, number: int) -> None:
        if operation in self.failing:
            raise OSError(number, os.strerror(number))

    def write(self, descriptor: int, content: bytes, offset: int) -> None:
        if "write" in self.failing:
            super().write(descriptor, content[: len(content) // 2], offset)
        self._fail("write", errno.ENOSPC)
        super().write(descriptor, content, offset)

    def sync(self, descriptor: int) -> None:
        self.syncs += 1
        self._fail("sync", errno.EIO)
        super().sync(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        self._fail("truncate", errno.EIO)
        super().truncate(descriptor, size)

    def rename(self, source: Path, target: Path) -> None:
        self._fail("rename", errno.EIO)
        super().rename(source, target)

    def link(self, source: Path, target: Path) -> None:
        self._fail("link", errno.EPERM)
        super().link(source, target)


TABLE = "t"


def put(tables: JournaledTables, number: int) -> None:
    tables.commit([Put(TABLE, str(number), {"v": number})])


def numbers(tables: JournaledTables) -> set[int]:
    return set(map(int, tables.refresh().rows(TABLE)))


@pytest.fixture
def files() -> FailingFiles:
    return FailingFiles()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.json"


@pytest.fixture
def tables(path: Path, files: FailingFiles) -> JournaledTables:
    """A store with one document, whose disk can be made to fail."""
    tables = JournaledTables(path, files)
    put(tables, 1)
    return tables


def test_a_sync_that_failed_is_never_asked_for_again(path: Path, tables: JournaledTables, files: FailingFiles) -> None:
    files.failing = {"sync"}
    with pytest.raises(StoreError, match="not saved: .*input/output error"):
        put(tables, 2)
    syncs = files.syncs
    files.failing = set()
    with pytest.raises(StoreError, match="nothing more is saved until the program is started again"):
        put(tables, 3)
    assert files.syncs == syncs
    assert numbers(tables) == {1}
    fresh = JournaledTables(path)
    assert numbers(fresh) == {1}
    put(fresh, 4)
    assert numbers(tables) == numbers(fresh) == {1, 4}


def test_half_a_line_that_cannot_be_cut_is_cut_by_the_next_writer(
    path: Path, tables: JournaledTables, files: FailingFiles
) -> None:
    files.failing = {"write", "truncate"}
    with pytest.raises(StoreError, match="not saved: .*no space left on device"):
        put(tables, 2)
    assert not path.with_name("store.json-journal").read_bytes().endswith(b"\n")
    other = JournaledTables(path)
    assert numbers(other) == {1}
    put(other, 3)
    files.failing = set()
    put(tables, 4)
    assert numbers(tables) == numbers(other) == numbers(JournaledTables(path)) == {1, 3, 4}
    assert JournaledTables(path).notices == ()


@pytest.mark.parametrize("operation", ["write", "sync", "rename"])
def test_a_checkpoint_that_fails_loses_nothing(
    path: Path, tables: JournaledTables, files: FailingFiles, operation: str
) -> None:
    files.failing = {operation}
    assert not tables.checkpoint()
    assert numbers(tables) == numbers(JournaledTables(path)) == {1}
    files.failing = set()
    put(tables, 2)
    assert tables.checkpoint()
    assert list(json.loads(path.read_bytes())[TABLE]) == ["1", "2"]
    assert numbers(tables) == numbers(JournaledTables(path)) == {1, 2}


class InterruptedFiles(Files):
    """Something else happens while a fresh base file waits to be given its name."""

    def __init__(self, happen: Callable[[], None]) -> None:
        self._happen = happen

    def sync(self, descriptor: int) -> None:
        super().sync(descriptor)
        happen, self._happen = self._happen, lambda: None
        happen()


def test_a_checkpoint_that_fails_leaves_the_file_of_another_one(
    path: Path, tables: JournaledTables, files: FailingFiles
) -> None:
    """Two stores of one program have one process number."""
    outcomes = []

    def fail_beside() -> None:
        files.failing = {"write"}
        outcomes.append(tables.checkpoint())
        files.failing = set()

    outcomes.append(JournaledTables(path, InterruptedFiles(fail_beside)).checkpoint())
    assert outcomes == [False, True]
    assert numbers(tables) == numbers(JournaledTables(path)) == {1}


def test_a_file_system_without_second_names_has_a_backup_as_well(
    path: Path, tables: JournaledTables, files: FailingFiles
) -> None:
    files.failing = {"link"}
    for number in range(2, 5):
        assert tables.checkpoint()
        put(tables, number)
    path.write_bytes(b"damaged")
    restored = JournaledTables(path)
    assert numbers(restored) == {1, 2, 3, 4}
    assert "restored from its backup" in restored.notices[0]


def test_a_line_that_another_writer_added_without_the_lock_is_not_cut(path: Path, tables: JournaledTables) -> None:
    with tables.hold():
        lock = path.with_name("store.json.lock")
        lock.unlink()
        put(JournaledTables(path), 2)
        with pytest.raises(StoreError, match="another process that did not lock it"):
            put(tables, 3)
    assert numbers(tables) == numbers(JournaledTables(path)) == {1, 2}
