"""The process that keeps the index: what it tells, and when it ends."""

import json
import os
import queue
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.paths import find_paths
from reader.services.indexing import Event, EventKind, Indexer, forget_unused, parse_event, print_event
from reader.services.services import Services, open_services
from tests.services.test_ingest import fill

SOON = 2.0
"""Seconds within which a change is to be told."""
PATIENCE = 30.0


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFING_READER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def services(home: Path, folder: Path) -> Services:
    return open_services(find_paths({"BRIEFING_READER_HOME": str(home)}), [folder])


class Told:
    """What the process has told."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.put = self._events.put

    def wait(self, kind: EventKind, seconds: float = PATIENCE) -> Event:
        """The next event of a kind."""
        end = time.monotonic() + seconds
        while True:
            event = self._events.get(timeout=max(0.01, end - time.monotonic()))
            if event.kind is kind:
                return event


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def start(told: Told) -> Iterator[Callable[[Path], Indexer]]:
    started: list[Indexer] = []

    def begin(root: Path) -> Indexer:
        started.append(Indexer([root], told.put))
        return started[-1]

    yield begin
    for indexer in started:
        indexer.stop()


def wait_until(holds: Callable[[], bool], seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return holds()


def titles(services: Services) -> list[str]:
    return sorted(row.title for row in services.library.rows())


@pytest.mark.parametrize(
    "event", [Event(EventKind.READING, 3, 9), Event(EventKind.CURRENT, total=2), Event(EventKind.FAILED)]
)
def test_an_event_comes_back_from_its_line(event: Event) -> None:
    line = print_event(event)
    assert "\n" not in line
    assert parse_event(line) == parse_event(line.encode()) == event


def test_what_a_line_says_is_scrubbed() -> None:
    line = json.dumps({"kind": "failed", "done": 0, "total": 0, "reason": "\x1b[2J"})
    assert parse_event(line).reason == "␛[2J"


def test_changes_are_told_and_in_the_index_within_two_seconds(
    services: Services, folder: Path, told: Told, start: Callable[[Path], Indexer]
) -> None:
    start(folder)
    assert told.wait(EventKind.CURRENT).total == 2
    assert titles(services) == ["Memory Weekly", "Notes on packaging"]

    def check(act: Callable[[], object], expected: list[str]) -> None:
        time.sleep(0.5)
        begun = time.monotonic()
        act()
        event = told.wait(EventKind.CURRENT, PATIENCE)
        assert time.monotonic() - begun < SOON
        assert event.total == 1
        assert titles(services) == expected

    check(
        lambda: (folder / "new.md").write_text("# New one\n\nTSMC.\n"),
        ["Memory Weekly", "New one", "Notes on packaging"],
    )
    assert services.library.find_entity("TSMC") is not None
    check(
        lambda: (folder / "new.md").write_text("# Changed\n\nNo name.\n"),
        ["Changed", "Memory Weekly", "Notes on packaging"],
    )
    check((folder / "new.md").unlink, ["Memory Weekly", "Notes on packaging"])


def test_progress_is_told_while_files_are_read(
    home: Path, tmp_path: Path, told: Told, start: Callable[[Path], Indexer]
) -> None:
    fill(tmp_path / "many", 150)
    start(tmp_path / "many")
    event = told.wait(EventKind.READING)
    assert 0 < event.done <= event.total == 150
    assert told.wait(EventKind.CURRENT).total == 150


def test_what_changes_while_the_folders_are_read_for_the_first_time_is_not_missed(
    services: Services, folder: Path, told: Told, start: Callable[[Path], Indexer]
) -> None:
    fill(folder, 200)
    start(folder)
    told.wait(EventKind.READING)
    (folder / "late.md").write_text("# Late\n\nWritten while others are read.\n")
    assert wait_until(lambda: "Late" in titles(services))


def test_a_list_of_names_that_cannot_be_used_stops_nothing(
    services: Services, home: Path, folder: Path, told: Told, start: Callable[[Path], Indexer]
) -> None:
    (home / "config" / "packs").mkdir(parents=True)
    (home / "config" / "packs" / "broken.yaml").write_text("entities: 3")
    start(folder)
    told.wait(EventKind.CURRENT)
    assert services.library.is_named(services.lists.word)


def test_a_process_that_is_killed_is_told_and_one_that_is_stopped_is_not(
    services: Services, folder: Path, told: Told, start: Callable[[Path], Indexer]
) -> None:
    killed = start(folder)
    told.wait(EventKind.CURRENT)
    os.kill(killed._process.pid, signal.SIGKILL)
    assert told.wait(EventKind.FAILED).reason == "the process that keeps the index has ended"
    stopped = start(folder)
    told.wait(EventKind.CURRENT)
    stopped.stop()
    assert wait_until(lambda: stopped._process.poll() is not None)
    with pytest.raises(queue.Empty):
        told.wait(EventKind.FAILED, 0.3)


_PARENT = """
import sys, time
from pathlib import Path
from reader.services.indexing import Indexer
def tell(event):
    print(event.kind.value, flush=True)
indexer = Indexer([Path(sys.argv[1])], tell)
print(indexer._process.pid, flush=True)
time.sleep(100)
"""


def is_running(number: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def list_workers(number: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == number:
                found.append(int(folder.name))
        except (OSError, ValueError):
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks up processes as Linux lists them")
@pytest.mark.parametrize("moment", ["reading", "current"])
def test_it_ends_with_its_workers_when_its_parent_is_killed(home: Path, tmp_path: Path, moment: str) -> None:
    fill(tmp_path / "many", 1_500)
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT, str(tmp_path / "many")], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        indexer = int(parent.stdout.readline())
        for line in parent.stdout:
            if line.strip() == moment:
                break
        workers = list_workers(indexer)
        assert is_running(indexer)
        assert bool(workers) or moment == "current"
        parent.kill()
    assert wait_until(lambda: not any(map(is_running, [indexer, *workers])))


@pytest.mark.skipif(os.name != "posix", reason="other systems know neither groups nor sessions")
def test_it_lets_the_screen_go_first_and_hears_none_of_its_keys(
    folder: Path, told: Told, start: Callable[[Path], Indexer]
) -> None:
    number = start(folder)._process.pid
    told.wait(EventKind.CURRENT)
    assert os.getpriority(os.PRIO_PROCESS, number) > os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getsid(number) == os.getsid(0), "in a session of its own it has as much time as the screen"
    assert os.getpgid(number) != os.getpgrp(), "Ctrl-Z stops it too"


def test_indexes_that_nobody_used_for_months_are_removed(tmp_path: Path) -> None:
    old, young, used = (tmp_path / f"index-{name}.sqlite3" for name in ("old", "young", "used"))
    others = [tmp_path / "packs.pickle", tmp_path / "index.sqlite3"]
    left = tmp_path / "index-left.sqlite3.77.new-wal"
    for path in (old, young, used, *others, Path(f"{old}-wal"), left):
        path.write_bytes(b"x")
    for path in (old, used, *others, left):
        os.utime(path, (0, 0))
    forget_unused(tmp_path, used)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(p.name for p in (young, used, *others))
    forget_unused(tmp_path, None)
    assert used.exists()
    forget_unused(tmp_path / "nowhere", None)


def test_a_decision_about_a_name_is_noticed(
    services: Services, folder: Path, start: Callable[[Path], Indexer], told: Told
) -> None:
    services.paths.config.mkdir(parents=True)
    start(folder)
    told.wait(EventKind.CURRENT)
    services.decisions.rename("Nvidia", "The green one")
    assert told.wait(EventKind.NAMING).total == 1
    told.wait(EventKind.CURRENT)
    assert services.library.is_named(services.lists.word)
    assert services.dossiers.find("The green one").total == 1
