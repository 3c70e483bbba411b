"""An error that nobody expected: the terminal is as it was, nothing acknowledged is lost, no text is in the report.

The program is the real one in a real terminal; only one of its functions is made to fail, with words of a briefing and
terminal sequences in the message, as messages of real errors have them.
"""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli_arguments import CRASHED
from tests.conftest import ROOT
from tests.terminal import Terminal

SECRET = "zirconium quota"
HOSTILE = f"{SECRET} \x1b]2;owned\x07\x9b31m\u202e"
ALTERNATE, PASTE, MOUSE = 1049, 2004, 1000

BREAK = """
import importlib, os, sys, threading
from reader.cli import main

def fail(*_, **__):
    local = os.environ["MESSAGE"]
    raise RuntimeError(local) from KeyError(local)

def fail_in_thread(*_, **__):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

def recurse(*_, **__):
    deepen()

def deepen():
    deepen()

module, owner, name, how = os.environ["BREAK"].split(":")
place = importlib.import_module(module)
if owner:
    place = getattr(place, owner)
setattr(place, name, {"fail": fail, "thread": fail_in_thread, "recurse": recurse}[how])
sys.argv[0] = "reader"
sys.exit(main())
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder with one briefing."""
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "memo.md").write_text(f"# A memo\n\nThe {SECRET} is gone.\n\nAnother paragraph.\n")
    return folder


def start(library: Path, broken: str, **more: str) -> Terminal:
    """The screen, with one function that fails: module:class:function:how."""
    home = library.parent / "home"
    env = {"BREAK": broken, "MESSAGE": HOSTILE, "BRIEFING_READER_HOME": str(home), "PYTHONPATH": str(ROOT), **more}
    return Terminal([sys.executable, "-c", BREAK, str(library)], env=env, cwd=library)


def run(library: Path, broken: str, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A subcommand, with one function that fails."""
    home = library.parent / "home"
    env = {**os.environ, "BREAK": broken, "MESSAGE": HOSTILE, "BRIEFING_READER_HOME": str(home), **more}
    command = [sys.executable, "-c", BREAK, "--library", str(library), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=env, cwd=ROOT)


def reports(library: Path) -> list[Path]:
    return sorted((library.parent / "home" / "data").glob("crash-*.txt"))


def check_report(library: Path) -> str:
    """The only report: its owner's alone, with the place of the fault and no word of a text."""
    (report,) = reports(library)
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    text = report.read_text()
    assert SECRET not in text
    assert "memo" not in text
    assert str(ROOT) not in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)
    return text


SCREEN_FAULTS = {
    # Where it fails, and the keys that lead there.
    "a key": ("reader.ui.annotating:Annotating:do_bookmark:fail", ["Enter", "B"]),
    "drawing": ("reader.ui.widgets.ink:Ink:draw_row:fail", []),
    "a worker thread": ("reader.ui.loading::open_briefing:fail", ["j"]),
    "a write": ("reader.services.annotations:Annotations:mark_opened:fail", ["Enter"]),
    "the start": ("reader.ui.screens.main:MainScreen:compose:fail", []),
    "before the screen": ("reader.ui.app::run:fail", []),
}


@pytest.mark.parametrize("name", SCREEN_FAULTS)
def test_the_terminal_is_as_it_was_and_the_report_says_where(name: str, library: Path) -> None:
    broken, keys = SCREEN_FAULTS[name]
    (library / "other.md").write_text("# Another\n\nText.\n")
    with start(library, broken) as terminal:
        if keys:
            terminal.wait_for("2 briefings")
            terminal.settle()
            terminal.press(*keys)
        assert terminal.exit_status() == CRASHED
        assert not terminal.modes & {ALTERNATE, PASTE, MOUSE}
        assert not terminal.is_raw
        assert terminal.title != "owned"
        told = terminal.screen_text()
    assert SECRET not in told
    assert "RuntimeError" in told
    assert "".join(str(reports(library)[0]).split()) in "".join(told.split())
    assert len(told.strip().split("\n")) <= 3, "one line, folded by the terminal"
    assert "RuntimeError" in check_report(library)
    assert "KeyError" in check_report(library)


def test_what_was_acknowledged_is_kept(library: Path) -> None:
    with start(library, "reader.ui.annotating:Annotating:do_copy:fail") as terminal:
        terminal.wait_for("A memo")
        terminal.settle()
        terminal.press("Enter", "}", "B")
        terminal.wait_for("Bookmarked")
        terminal.press("y")
        assert terminal.exit_status() == CRASHED
    done = run(library, "reader.output::nothing:fail", "annotations", "--json")
    assert [row["motivation"] for row in json.loads(done.stdout)] == ["bookmarking"]


@pytest.mark.parametrize("how", ["fail", "thread"])
def test_a_subcommand_says_where_its_report_is(library: Path, how: str) -> None:
    done = run(library, f"reader.services.services:Services:filter_entries:{how}", "list", "is:unread")
    assert done.returncode == CRASHED
    assert done.stderr.count("\n") == 1 or how == "thread"
    assert str(reports(library)[0]) in done.stderr
    assert SECRET not in done.stderr + done.stdout
    assert "what: list" in check_report(library)
    assert "RuntimeError" in check_report(library)


def test_a_thread_that_fails_beside_the_screen_is_told_at_its_end(library: Path) -> None:
    with start(library, "reader.ui.annotating:Annotating:do_copy:thread") as terminal:
        terminal.wait_for("A memo")
        terminal.settle()
        terminal.press("Enter", "y")
        terminal.settle()
        terminal.press("Ctrl-C")
        assert terminal.exit_status() == CRASHED
    assert "RuntimeError" in check_report(library)


def test_text_is_in_the_report_for_those_who_ask(library: Path) -> None:
    broken = "reader.services.services:Services:filter_entries:fail"
    run(library, broken, "list", "is:unread", BRIEFING_READER_CRASH_TEXT="1")
    (report,) = reports(library)
    text = report.read_text()
    assert "local = " in text
    assert f"RuntimeError: {SECRET} ␛]2;owned␇" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)


def test_a_thousand_frames_are_a_short_report(library: Path) -> None:
    run(library, "reader.services.services:Services:filter_entries:recurse", "list", "is:unread")
    text = check_report(library)
    assert "RecursionError" in text
    assert len(text.split("\n")) < 80


def test_old_reports_make_room(library: Path) -> None:
    for _ in range(3):
        run(library, "reader.services.services:Services:filter_entries:fail", "list", "is:unread")
    kept = reports(library)
    assert len(kept) == 3
    for number in range(10):
        (kept[0].parent / f"crash-19990101-00000{number}-0.txt").touch()
    run(library, "reader.services.services:Services:filter_entries:fail", "list", "is:unread")
    assert set(kept) < set(reports(library))
    assert len(reports(library)) == 10


def test_where_no_report_can_be_written_that_is_said(library: Path) -> None:
    home = library.parent / "home"
    home.mkdir()
    (home / "data").write_text("not a folder")
    done = run(library, "reader.services.services:Services:filter_entries:fail", "list", "hbm")
    assert done.returncode == CRASHED
    assert "no report could be written" in done.stderr
    assert SECRET not in done.stderr
