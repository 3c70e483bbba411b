"""Several processes with one store: killed, stopped, quicker than one another."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from reader.storage.errors import StoreError
from reader.storage.lock import WriteLock
from reader.storage.store import Store
from tests.conftest import ROOT
from tests.storage.making import ask, make

KILL_ROUNDS = int(os.environ.get("BRIEFING_READER_KILL_ROUNDS", "100"))
"""`make torture` asks for a thousand."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.json"


def run_contest(*words: object) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.storage.contest", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=KILL_ROUNDS + 60)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert isinstance(report, dict)
    return report


def test_two_writers_that_are_killed_lose_nothing(tmp_path: Path) -> None:
    report = run_contest("kill", "ours", tmp_path, KILL_ROUNDS)
    sys.stdout.write(f"{report}\n")
    faults = {name: report[name] for name in ("lost", "invalid", "unreadable", "notices")}
    assert faults == {"lost": 0, "invalid": 0, "unreadable": 0, "notices": []}
    assert report["acknowledged"] > 5 * KILL_ROUNDS
    assert report["checkpoints"] > KILL_ROUNDS / 10


def test_the_storage_that_tinydb_brings_is_destroyed_by_that(tmp_path: Path) -> None:
    report = run_contest("kill", "stock", tmp_path, 20)
    assert report["lost"] + report["invalid"] + report["unreadable"] > 0


def test_four_processes_lose_no_insert_and_no_increment(tmp_path: Path) -> None:
    assert run_contest("count", "ours", tmp_path) == {"inserted": 1200, "counted": 1200}


def test_the_storage_that_tinydb_brings_loses_them(tmp_path: Path) -> None:
    report = run_contest("count", "stock", tmp_path)
    assert report["inserted"] < 1200
    assert report["counted"] < 1200


_WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from reader.domain.reading import ReadState
from reader.storage.store import Store
from tests.storage.making import make
store, first = Store(Path(sys.argv[1])), int(sys.argv[2])
for step in range(300):
    store.save_annotation(make(first + step))
    with store.change():
        state = store.read_states().get("shared", ReadState())
        store.save_read_state("shared", replace(state, place=state.place + 1))
"""


def test_four_programs_lose_no_annotation_and_no_change_of_a_state(path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(path), str(first)], cwd=ROOT)
        for first in (0, 1000, 2000, 3000)
    ]
    beside = Store(path)
    while any(writer.poll() is None for writer in writers):
        before = len(beside.list_annotations())
        assert before <= len(beside.list_annotations())
    assert [writer.returncode for writer in writers] == [0, 0, 0, 0]
    for store in (beside, Store(path)):
        assert len(store.list_annotations()) == 1200
        assert store.read_states()["shared"].place == 1200


_HOLDER = """
import os, signal, sys
from pathlib import Path
from reader.storage.store import Store
with Store(Path(sys.argv[1])).change():
    print("held", flush=True)
    if sys.argv[2] == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)
    else:
        sys.stdin.read()
"""


@contextmanager
def held(path: Path, how: str) -> Iterator[subprocess.Popen[str]]:
    """While another process holds the store's lock."""
    command = [sys.executable, "-c", _HOLDER, str(path), how]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield other
        finally:
            other.kill()


def test_a_lock_that_a_stopped_process_holds(path: Path) -> None:
    Store(path).save_annotation(make(1))
    store = Store(path, patience=0.2)
    with held(path, "stop") as other:
        os.waitid(os.P_PID, other.pid, os.WSTOPPED | os.WNOWAIT)
        assert store.list_annotations() == (make(1),)
        with pytest.raises(StoreError) as raised:
            store.save_annotation(make(2))
        assert raised.value.reason == (
            f"not saved: another process (number {other.pid}) has held {path}.lock for 0.2 s; "
            "it is stopped or hangs: continue or end it, and try again"
        )
        assert store.list_annotations() == (make(1),)
        other.send_signal(signal.SIGCONT)
        assert other.wait(10) == 0
        store.save_annotation(make(2))
    assert Store(path).list_annotations() == (make(1), make(2))


def test_a_lock_is_free_when_its_holder_was_killed(path: Path) -> None:
    store = Store(path, patience=5)
    with held(path, "wait") as other:
        other.kill()
        other.wait()
        store.save_annotation(make(1))
    assert store.list_annotations() == (make(1),)


def test_a_lock_file_that_was_deleted_locks_nobody_out(path: Path) -> None:
    one, two = Store(path, patience=1), Store(path, patience=1)
    one.save_annotation(make(1))
    with held(path, "wait"):
        path.with_name("store.json.lock").unlink()
        one.save_annotation(make(2))
    two.save_annotation(make(3))
    assert ask(one) == ask(two) == (frozenset(map(make, (1, 2, 3))), ())


def test_the_lock_is_entered_again_by_its_own_thread_only(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path / "lock")
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


_ENDING = """
import sys
from pathlib import Path
from reader.domain.reading import ReadState
from reader.storage.store import Store
from tests.storage.making import make
store = Store(Path(sys.argv[1]))
store.save_annotation(make(1))
store.save_read_state("x", ReadState(opened=True))
"""


def test_a_program_that_ends_leaves_one_file_for_other_tools(path: Path) -> None:
    subprocess.run([sys.executable, "-c", _ENDING, str(path)], cwd=ROOT, check=True)
    tables = json.loads(path.read_text())
    assert list(tables["annotations"]) == ["1"]
    assert tables["reading"]["1"]["states"] == {"x": [1, 0, 0]}
