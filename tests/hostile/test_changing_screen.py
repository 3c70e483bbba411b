"""Files that vanish, change or turn into something else while the screen shows them: each key still has its effect."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal import Terminal

SECONDS = 20.0
"""For any change to show itself, with two such programs at once."""
BODY = "".join(f"Paragraph {number:03} has words of its own.\n\n" for number in range(200))
NEW = "# Newer\n\n" + BODY.replace("Paragraph", "Passage")


def remove(path: Path) -> None:
    path.unlink()


def swap_for_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def swap_for_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def swap_for_link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def swap_for_zeros(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def swap_for_picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))


def truncate(path: Path) -> None:
    os.truncate(path, 0)


def grow_beyond_all(path: Path) -> None:
    os.truncate(path, 5 << 30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two briefings; the second one is to change."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "2026-02-02-steady.md").write_text("# Steady\n\nIt stays.\n")
    (folder / "2026-02-01-changing.md").write_text("# Changing\n\n" + BODY)
    return folder


@pytest.fixture
def terminal(folder: Path, tmp_path: Path) -> Iterator[Terminal]:
    """The program, with the second briefing open and read a page far."""
    env = {"BRIEFING_READER_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "reader", str(folder)]
    with Terminal(command, columns=100, rows=30, env=env, cwd=ROOT) as terminal:
        terminal.wait_for("2 briefings", timeout=SECONDS)
        terminal.wait_for("It stays.", timeout=SECONDS)
        terminal.press("j", "Enter")
        terminal.wait_for("Paragraph 000", timeout=SECONDS)
        terminal.press("Space")
        terminal.wait_gone("Paragraph 000", timeout=SECONDS)
        yield terminal


def go_around(terminal: Terminal) -> None:
    """Go through whatever is open, and to the other briefing: nothing waits for a file that says nothing."""
    terminal.press("G", "k", "g", "g", "Space", "h", "g", "g")
    terminal.wait_for("It stays.", timeout=SECONDS)


def leave(terminal: Terminal) -> None:
    terminal.press("Ctrl-C")
    assert terminal.exit_status(timeout=SECONDS) == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(remove, "1 briefing,", id="vanishes"),
        pytest.param(swap_for_pipe, "named pipe", id="becomes a pipe"),
        pytest.param(swap_for_folder, "1 briefing,", id="becomes a folder"),
        pytest.param(swap_for_link_to_itself, "too many levels", id="becomes a link to itself"),
        pytest.param(swap_for_zeros, "is a device", id="becomes a device"),
        pytest.param(swap_for_picture, "not a text file", id="becomes a picture"),
        pytest.param(truncate, "0 words", id="is emptied"),
        pytest.param(grow_beyond_all, "larger than", id="grows beyond all"),
    ],
)
def test_the_open_file_turns_into_something_else(
    terminal: Terminal, folder: Path, change: Callable[[Path], None], reason: str
) -> None:
    path = folder / "2026-02-01-changing.md"
    change(path)
    terminal.wait_for(reason, timeout=SECONDS)
    go_around(terminal)
    if path.is_dir():
        path.rmdir()
    path.unlink(missing_ok=True)
    path.write_text(NEW)
    terminal.wait_for("Newer", timeout=SECONDS)
    terminal.press("]")
    terminal.wait_for("Passage 000", timeout=SECONDS)
    leave(terminal)


def test_the_open_file_is_written_anew_again_and_again(terminal: Terminal, folder: Path) -> None:
    path = folder / "2026-02-01-changing.md"
    for length in (100, 5_000, 3, len(NEW)):
        path.write_text(NEW[:length])
        terminal.press("G", "k", "g", "g", "Space")
    terminal.wait_for("Newer", timeout=SECONDS)
    go_around(terminal)
    terminal.press("]")
    terminal.wait_for("Passage 000", timeout=SECONDS)
    leave(terminal)


def test_a_file_that_is_gone_when_its_row_is_opened(folder: Path, tmp_path: Path) -> None:
    env = {"BRIEFING_READER_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "reader", str(folder)]
    with Terminal(command, columns=100, rows=30, env=env, cwd=ROOT) as terminal:
        terminal.wait_for("2 briefings", timeout=SECONDS)
        terminal.wait_for("It stays.", timeout=SECONDS)
        swap_for_pipe(folder / "2026-02-01-changing.md")
        terminal.press("]")
        terminal.wait_for("named pipe", timeout=SECONDS)
        terminal.press("[")
        terminal.wait_for("It stays.", timeout=SECONDS)
        leave(terminal)
