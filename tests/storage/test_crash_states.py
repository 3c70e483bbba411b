"""After a loss of power at any moment, every acknowledged write is there; and no step of the program is superfluous."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tinydb.storages import Storage

from reader.storage.base import encode_base
from reader.storage.changes import Put, Remove
from reader.storage.errors import StoreError
from reader.storage.files import Files
from reader.storage.journaled import JournaledTables
from tests.storage.disk import ModelDisk, State

TABLE = "t"


class InPlaceStorage(Storage):
    """The operations of TinyDB's own JSONStorage, in its order, on the modelled disk."""

    def __init__(self, path: Path, files: Files) -> None:
        self._path, self._files = path, files
        files.make_folder(path.parent)
        self._descriptor = files.open_to_write(path) if files.stamp(path) else files.create(path)

    def read(self) -> dict[str, dict[str, Any]] | None:
        content = self._files.read(self._descriptor)
        return dict(json.loads(content)) if content else None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        content = json.dumps(data).encode()
        self._files.write(self._descriptor, content, 0)
        self._files.sync(self._descriptor)
        self._files.truncate(self._descriptor, len(content))

    def put(self, number: str, document: dict[str, Any] | None) -> None:
        rows = dict((self.read() or {}).get(TABLE, {}))
        rows.pop(number, None)
        self.write({TABLE: rows if document is None else {**rows, number: document}})


class OurStorage(JournaledTables):
    """With the same small face."""

    def __init__(self, path: Path, files: Files) -> None:
        super().__init__(path, files, checkpoint_bytes=1 << 30)

    def read(self) -> dict[str, dict[str, Any]] | None:
        return self.refresh().copy()

    def put(self, number: str, document: dict[str, Any] | None) -> None:
        self.commit([Remove(TABLE, number) if document is None else Put(TABLE, number, document)])


Factory = Callable[[Path, Files], OurStorage | InPlaceStorage]


class Noticed(Exception):
    """The first fault was found where one was expected: looking for more takes time."""


@dataclass
class Trial:
    """A course of writes, and what is wrong with what may be found after each operation of it."""

    path: Path
    disk: ModelDisk
    make: Factory = OurStorage
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    in_flight: tuple[str, dict[str, Any] | None] | None = None
    faults: list[str] = field(default_factory=list)
    seen: set[object] = field(default_factory=set)
    may_tell: bool = False
    """Whether something is wrong with the files, or was until a moment ago, so that a notice is right."""
    evidence: bytes = b""
    """What must be in one of the files whatever happens."""

    def __post_init__(self) -> None:
        self.disk.on_operation = self.check_all

    def put(self, storage: OurStorage | InPlaceStorage, number: int, document: dict[str, Any] | None) -> None:
        """Write, and count it as acknowledged when that returns."""
        self.in_flight = (str(number), document)
        storage.put(str(number), document)
        self._acknowledge(self.acknowledged, self.in_flight)
        self.in_flight = None
        self.may_tell = False
        self.check_all()

    def find(self, fault: str) -> None:
        """Something is wrong."""
        self.faults.append(fault)
        if self.disk.left_out:
            raise Noticed

    @staticmethod
    def _acknowledge(rows: dict[str, Any], write: tuple[str, dict[str, Any] | None]) -> None:
        number, document = write
        if document is None:
            rows.pop(number, None)
        else:
            rows[number] = document

    def allowed(self) -> list[dict[str, Any]]:
        """The states that keep the promise."""
        allowed = [self.acknowledged]
        if self.in_flight is not None:
            allowed.append(dict(self.acknowledged))
            self._acknowledge(allowed[1], self.in_flight)
        return allowed

    def check_all(self) -> None:
        """Open every state that a loss of power may leave now."""
        for state in self.disk.states_after_power_loss():
            files = {path: content for path, content in state.items() if path.name != "."}
            key = (frozenset(files.items()), json.dumps(self.allowed(), sort_keys=True), self.may_tell)
            if key not in self.seen:
                self.seen.add(key)
                self.check(files)

    def check(self, state: State) -> None:
        """Open one, write to it, and open it again: in another folder, because the lock of this one is held."""
        moment = self.disk.labels[-1] if self.disk.labels else "start"
        path = self.path.parent.with_name("after") / self.path.name
        try:
            disk = ModelDisk.holding({path.with_name(known.name): content for known, content in state.items()})
            storage = self.make(path, disk)
            rows = dict((storage.read() or {}).get(TABLE, {}))
            if rows not in self.allowed():
                self.find(f"after {moment}: {rows}")
            if self.evidence and not any(self.evidence in content for content in state.values()):
                self.find(f"after {moment}: no copy of the damaged file")
            if isinstance(storage, OurStorage) and storage.notices and not self.may_tell:
                self.find(f"after {moment}: {storage.notices}")
            storage.put("99", {"v": "after"})
            again = self.make(path, disk).read() or {}
            if again.get(TABLE) != {**rows, "99": {"v": "after"}}:
                self.find(f"after {moment}, and a write: {again.get(TABLE)}")
        except (StoreError, ValueError) as error:
            self.find(f"after {moment}: {error}")

    def check_backup(self) -> None:
        """Whether the second way to the state leads there: the backup and both journals."""
        state = {path: inode.content for path, inode in self.disk.names.items() if path.name != "."}
        state[self.path] = b"{damaged"
        storage = OurStorage(self.path, ModelDisk.holding(state))
        rows = (storage.read() or {}).get(TABLE)
        if rows != self.acknowledged or any("not complete" in notice for notice in storage.notices):
            self.find(f"from the backup: {rows} {storage.notices}")


@dataclass(frozen=True)
class Begin:
    """What a course finds on the disk."""

    files: State
    acknowledged: dict[str, dict[str, Any]]
    evidence: bytes = b""
    """The file that is damaged, edited or old."""


Course = Callable[[Trial], None]


def run(path: Path, begin: Begin, course: Course, left_out: str = "") -> Trial:
    """A course, as if an operation had been forgotten in the program."""
    disk = ModelDisk.holding(begin.files)
    disk.left_out = left_out
    trial = Trial(path, disk, acknowledged=dict(begin.acknowledged), evidence=begin.evidence)
    trial.may_tell = bool(begin.evidence)
    with suppress(Noticed):
        try:
            course(trial)
        except (StoreError, OSError, KeyError) as error:
            trial.find(str(error))
    return trial


def write_and_checkpoint(trial: Trial) -> None:
    """Checkpoints with a write meanwhile, a second process, a removed document."""
    path, disk = trial.path, trial.disk
    storage, other = OurStorage(path, disk), OurStorage(path, disk)
    for step in range(3):
        trial.put(storage, step, {"v": f"first {step}"})
    for turn in range(3):
        number = 10 * (turn + 1)
        disk.on_fresh = partial(trial.put, other, 1, {"v": f"meanwhile {turn}"})
        storage.checkpoint()
        disk.on_fresh = lambda: None
        size = len(disk.names[path.with_name("store.json-journal")].content)
        if size > 250:
            trial.find(f"the journal was not begun anew: {size} bytes")
        trial.put(other, number, {"v": "long " * 20})
        trial.put(storage, number + 1, {"v": "x"})
        trial.put(storage, number, None)
        trial.check_backup()


def write_once(trial: Trial) -> None:
    """A write: what comes before it is a recovery or a migration."""
    trial.put(OurStorage(trial.path, trial.disk), 50, {"v": "first"})
    trial.check_backup()


def checkpoint_and_write(trial: Trial) -> None:
    """A recovery or a migration by itself, then a checkpoint on top of it."""
    storage = OurStorage(trial.path, trial.disk)
    storage.checkpoint()
    trial.may_tell = False
    trial.check_all()
    trial.put(storage, 50, {"v": "first"})
    storage.checkpoint()
    trial.put(storage, 51, {"v": "after the checkpoint"})
    trial.check_backup()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    # The lock is a real file: its folder is one, too.
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "store.json"


NOTHING = Begin({}, {})


Damage = Callable[[bytes], bytes]

DAMAGES: dict[str, tuple[str, Damage]] = {
    "half a base file": ("store.json", lambda content: content[: len(content) // 2]),
    "an edited base file": ("store.json", lambda content: content.replace(b"}\n", b"} \n")),
    "a line in the journal": ("store.json-journal", lambda content: b"damaged\n" + content),
}


def begin_damaged(path: Path, file: str, damage: Damage) -> Begin:
    """A store with a past, one of its files damaged."""
    used = run(path, NOTHING, write_and_checkpoint)
    files = {name: inode.content for name, inode in used.disk.names.items() if name.name != "."}
    damaged = files[path.with_name(file)] = damage(files[path.with_name(file)])
    return Begin(files, used.acknowledged, damaged)


OLD_ROWS = {"1": {"v": "old"}, "2": {"v": "older"}}
OLD_FILE = json.dumps({"meta": {"1": {"schema": 1}}, TABLE: OLD_ROWS}).encode()


def test_every_state_after_a_loss_of_power_has_what_was_acknowledged(path: Path) -> None:
    trial = run(path, NOTHING, write_and_checkpoint)
    assert trial.faults == []
    assert len(trial.seen) > 200


def begin_old(path: Path) -> Begin:
    """A store of schema 1, which knows no journal."""
    return Begin({path: OLD_FILE}, OLD_ROWS, OLD_FILE)


COURSES = [write_once, checkpoint_and_write]


@pytest.mark.parametrize("course", COURSES)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_loss_of_power_within_recovery_loses_nothing(path: Path, damage: str, course: Course) -> None:
    trial = run(path, begin_damaged(path, *DAMAGES[damage]), course)
    assert trial.faults == []
    assert len(trial.seen) > 50


@pytest.mark.parametrize("course", COURSES)
def test_a_loss_of_power_within_a_migration_loses_nothing(path: Path, course: Course) -> None:
    trial = run(path, begin_old(path), course)
    assert trial.faults == []
    assert len(trial.seen) > 20
    assert OLD_FILE in [inode.content for name, inode in trial.disk.names.items() if ".schema1-" in name.name]


STEPS = ("sync", "rename", "link")


def list_steps(path: Path, begin: Begin, course: Course) -> set[str]:
    return {label for label in run(path, begin, course).disk.labels if label.startswith(STEPS)}


def test_no_sync_rename_or_link_can_be_left_out(path: Path) -> None:
    steps = list_steps(path, NOTHING, write_and_checkpoint)
    assert len(steps) == 12
    for step in steps:
        assert run(path, NOTHING, write_and_checkpoint, left_out=step).faults, step


def test_no_step_of_a_recovery_or_migration_can_be_left_out(path: Path) -> None:
    """Each is needed in some course: the sync of the backup where the base is damaged, and so on."""
    begins = [*(begin_damaged(path, file, damage) for file, damage in DAMAGES.values()), begin_old(path)]
    steps = set().union(*(list_steps(path, begin, write_once) for begin in begins))
    assert len(steps) == 12
    for step in steps:
        courses = ((begin, course) for begin in begins for course in COURSES)
        assert any(run(path, begin, course, left_out=step).faults for begin, course in courses), step


def test_the_storage_that_tinydb_brings_fails_this(path: Path) -> None:
    trial = Trial(path, ModelDisk(), make=InPlaceStorage)
    storage = InPlaceStorage(path, trial.disk)
    for step in range(3):
        trial.put(storage, step, {"v": f"first {step}"})
    assert trial.faults != []


def test_the_first_base_file_is_known_without_being_read(path: Path) -> None:
    disk = ModelDisk()
    OurStorage(path, disk).put("1", {"v": 1})
    assert disk.names[path].content == b"".join(encode_base({}, 1))
    del disk.names[path]
    assert (OurStorage(path, disk).read() or {})[TABLE] == {"1": {"v": 1}}
