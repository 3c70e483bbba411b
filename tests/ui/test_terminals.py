"""The program in terminals of several kinds: few colours, none, ASCII, tmux, small; to the shell and back."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal import Terminal

READER = [sys.executable, "-m", "reader"]
FIRST = "Alpha In Asia"


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param({"TERM": "linux", "COLORTERM": ""}, id="the console's sixteen colours"),
        pytest.param({"TERM": "xterm", "COLORTERM": ""}, id="sixteen colours"),
        pytest.param({"NO_COLOR": "1"}, id="no colours"),
        pytest.param({"LC_ALL": "C", "LANG": "C"}, id="ASCII"),
    ],
)
@pytest.mark.parametrize("size", [(60, 20), (80, 24)], ids=str)
def test_a_phrase_is_found_in_each(
    environment: dict[str, str], size: tuple[int, int], seeds: tuple[Path, ...], tmp_path: Path
) -> None:
    env = {"BRIEFING_READER_HOME": str(tmp_path), **environment}
    columns, rows = size
    with Terminal([*READER, *seeds], columns=columns, rows=rows, env=env, cwd=ROOT) as terminal:
        terminal.wait_for(FIRST, timeout=30)
        terminal.press("Enter", "/", *"hbm", "Enter")
        terminal.wait_for("1/")
        terminal.press("n")
        terminal.wait_for("2/")
        screen = terminal.screen_text()
        assert "HBM" in screen
        assert screen.isascii() is ("LC_ALL" in environment)


@pytest.mark.skipif(shutil.which("bash") is None, reason="no shell with jobs")
def test_to_the_shell_and_back(seeds: tuple[Path, ...], tmp_path: Path) -> None:
    env = {"BRIEFING_READER_HOME": str(tmp_path), "PS1": "ready> ", "HISTFILE": ""}
    with Terminal(["bash", "--norc", "--noprofile", "-i"], columns=80, rows=24, env=env, cwd=ROOT) as terminal:
        terminal.wait_for("ready>")
        terminal.type_text(" ".join([*READER, *(str(path) for path in seeds)]) + "\n")
        terminal.wait_for(lambda screen: "BRIEFINGS" in screen, timeout=30)
        terminal.settle()
        terminal.press("Enter")
        terminal.settle()
        terminal.press("Ctrl-Z")
        terminal.wait_for("Stopped")
        assert "BRIEFINGS" not in terminal.screen_text()
        terminal.type_text("fg\n")
        terminal.wait_for("BRIEFINGS")
        terminal.press("G")
        terminal.wait_for("17/17")
        terminal.press("Ctrl-C")
        terminal.wait_for("ready>")


@pytest.mark.skipif(shutil.which("tmux") is None, reason="no tmux")
def test_in_tmux(seeds: tuple[Path, ...], tmp_path: Path, request: pytest.FixtureRequest) -> None:
    env = {"BRIEFING_READER_HOME": str(tmp_path), "TMUX_TMPDIR": str(tmp_path), "TMUX": ""}
    request.addfinalizer(lambda: subprocess.run(["tmux", "-L", "reader-test", "kill-server"], env=os.environ | env))
    command = ["tmux", "-f", "/dev/null", "-L", "reader-test", "new-session", *READER, *(str(path) for path in seeds)]
    with Terminal(command, columns=90, rows=30, env=env, cwd=ROOT) as terminal:
        terminal.wait_for(FIRST, timeout=30)
        terminal.settle()
        terminal.press("Enter", "/", *"hbm")
        terminal.wait_for("1/")
        terminal.press("Enter")
        terminal.settle()
        terminal.press("G")
        terminal.wait_for("17/17")
        terminal.press("Ctrl-C")
