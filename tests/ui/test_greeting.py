"""Who starts for the first time is told the first keys, until the first of them is pressed, and never again."""

import sys
from pathlib import Path

from reader.commands.keymap import apply_keymap
from reader.commands.table import COMMANDS
from reader.ui.greeting import print_greeting
from tests.terminal import Terminal


def test_the_first_start_shows_the_first_keys_and_the_second_does_not(folder: Path, tmp_path: Path) -> None:
    command: list[str | Path] = [sys.executable, "-m", "reader", folder]
    env = {"BRIEFING_READER_HOME": str(tmp_path / "home")}
    with Terminal(command, env=env, columns=60, rows=20) as terminal:
        terminal.wait_for("New here?  j k move  Enter reads  / finds  t tags  ? help", 30)
        terminal.press("j")
        terminal.wait_gone("New here?")
        terminal.press("Enter")
        terminal.settle()
        terminal.press("q", "q")
        assert terminal.exit_status() == 0
    with Terminal(command, env=env, columns=60, rows=20) as terminal:
        terminal.wait_for("4 briefings", 30)
        terminal.settle(0.5)
        assert "New here?" not in terminal.screen_text()


def test_the_keys_are_those_that_hold() -> None:
    commands = apply_keymap({"move.down": ["n"], "move.up": [], "annotate.tag": []}, COMMANDS)
    assert print_greeting(commands) == "New here?  n move  Enter reads  / finds  ? help"
