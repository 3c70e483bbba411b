"""Nothing that lies in the folder where the program is started is ever taken for a part of it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.services.indexing import Event, EventKind, Indexer

TRAP = "from pathlib import Path\nPath(__file__).with_suffix('.ran').touch()\n"
MODULES = ("multiprocessing", "concurrent", "watchfiles", "reader", "sqlite3", "json")
ENOUGH_FOR_WORKERS = 61


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Briefings, and among them files that are named like modules."""
    for number in range(ENOUGH_FOR_WORKERS):
        (tmp_path / f"{number}.md").write_text(f"# Briefing {number}\n\nHBM is scarce.\n")
    for name in MODULES:
        (tmp_path / f"{name}.py").write_text(TRAP)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRIEFING_READER_HOME", str(tmp_path / ".home"))
    return tmp_path


def list_sprung(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("*.ran")]


def test_a_command_runs_nothing_from_the_folder(folder: Path) -> None:
    program = Path(sys.executable).with_name("reader")
    done = subprocess.run([program, "--library", folder, "index"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"{ENOUGH_FOR_WORKERS} briefings: {ENOUGH_FOR_WORKERS} added")
    assert list_sprung(folder) == []


def test_the_process_behind_the_screen_runs_nothing_from_the_folder(folder: Path) -> None:
    events: list[Event] = []
    indexer = Indexer([folder], events.append)
    deadline = time.monotonic() + 60
    while not any(event.kind is EventKind.CURRENT for event in events) and time.monotonic() < deadline:
        time.sleep(0.05)
    indexer.stop()
    assert any(event.kind is EventKind.CURRENT for event in events), events
    assert list_sprung(folder) == []


def test_the_traps_work(folder: Path) -> None:
    environ = {**os.environ, "PYTHONSAFEPATH": ""}
    subprocess.run([sys.executable, "-c", "import watchfiles"], env=environ, check=True)
    assert list_sprung(folder) == ["watchfiles.ran"]
