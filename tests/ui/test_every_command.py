"""Every command of the table, in a real terminal: by its keys and by its name, in a view where it is live.

Generated from the table: a command that is added is tried here without a word. None may end the program, leave a
traceback, or find nobody to run it.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from reader.cli import main
from reader.commands.model import Command, Scope
from reader.commands.table import COMMANDS
from tests.terminal import Terminal, encode_key
from tests.ui.conftest import APRIL, LETTER, WEEKLY

pytestmark = pytest.mark.slow

# What a terminal with the newer key protocol sends: nobody need wait whether more follows, as after a lone Escape.
ESCAPE = b"\x1b[27u"

LEAVING = ("app.quit", "app.leave")
LINE = "command.line"
"""With which everything else is asked for by name; it can be everywhere but in itself."""
ELSEWHERE = ("suspend",)
"""Actions that stop the process, so that nothing can be looked at."""

ALONE = ("palette", "edit")
"""Actions after which a person waits: what is typed behind the key that closes the palette is still its own, and what
is typed while an editor has the terminal is the editor's."""

TO_THE_LIST = "l l l h h h h"
"""From any pane; more steps than there are panes."""

WAYS: dict[Scope, tuple[str, str]] = {
    Scope.LIST: ("", "BRIEFINGS"),
    Scope.QUERIES: ("g q", "Enter filter"),
    Scope.ARTICLE: ("Enter", "d dossier"),
    Scope.SIDEBAR: ("Enter l g e", "Enter walk"),
    Scope.OUTLINE: ("Enter l g o", "Enter go"),
    Scope.TAGS: ("Enter l g t", "Enter filter"),
    Scope.ANNOTATIONS: ("A", "Enter jump"),
    Scope.DOSSIER: ("Enter l g e d", "Enter go"),
    Scope.OUTPUT: ("Enter | c a t Enter", "the text | cat"),
    Scope.FIGURES: ("Enter F", "Enter go"),
    Scope.SOURCES: ("g s", "No sources yet"),
    Scope.HELP: ("?", "KEYS in the list"),
}
"""The keys that lead from the list to each view, and what is then on the screen."""


def _choose_scope(command: Command, at: int) -> Scope:
    """One of the views where a command is live: another one by name than by keys, where there are several."""
    scopes = [scope for scope in command.scopes if scope in WAYS]
    return scopes[at] if scopes else (Scope.LIST, Scope.ARTICLE)[at]


def _list_cases(at: int, scope: Scope) -> list[Command]:
    return [
        command
        for command in COMMANDS
        if _choose_scope(command, at) is scope
        and command.id not in (*LEAVING, LINE)
        and command.action not in ELSEWHERE
    ]


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """The program with three briefings, a saved query, an annotation, an editor that does nothing."""
    home, folder = tmp_path / "home", tmp_path / "briefings"
    (home / "config").mkdir(parents=True)
    folder.mkdir()
    for name, text in {"weekly": WEEKLY, "letter": LETTER, "april": APRIL}.items():
        (folder / f"{name}.md").write_text(text)
    (home / "config" / "config.yaml").write_text("queries: {new: is:unread}\n")
    monkeypatch.setenv("BRIEFING_READER_HOME", str(home))
    main(["tag", str(folder / "letter.md"), "--quote", "TSMC and Nvidia meet", "+memory"])
    env = {"BRIEFING_READER_HOME": str(home), "EDITOR": "true", "PATH": "/usr/bin:/bin"}
    with Terminal([sys.executable, "-m", "reader", folder], env=env, columns=120, rows=40) as running:
        running.wait_for("COMPANY", 30)
        yield running


def _send(terminal: Terminal, keys: Sequence[str]) -> None:
    terminal.send(b"".join(ESCAPE if key == "Escape" else encode_key(key) for key in keys))


def _go_to(terminal: Terminal, scope: Scope, attempt: str) -> None:
    """From wherever a command has led, to a view; everything typed before has been done then.

    Args:
        terminal: the program.
        scope: the view.
        attempt: a word that is no command, and was not typed before: the program says so when it comes to it.
    """
    keys, sign = WAYS[scope]
    for number in range(5):
        _send(terminal, [*["Escape"] * 4, *TO_THE_LIST.split(), *keys.split()])
        terminal.type_text(f":{attempt}{number}\r")
        terminal.wait_for(f"{attempt}{number}: no such command", 20)
        if sign in terminal.screen_text():
            return
    raise AssertionError(f"no way to {scope}; the screen:\n{terminal.screen_text()}")


def _run_each(terminal: Terminal, scope: Scope, commands: Sequence[Command], keys: Sequence[bytes]) -> None:
    """Run commands in a view; the program must know each, find somebody who runs it, and go on."""
    _go_to(terminal, scope, "yy")
    for at, command in enumerate(commands):
        before = len(terminal.raw)
        terminal.send(keys[at])
        if command.action in ALONE:
            terminal.settle(0.3)
            terminal.send(ESCAPE)
            terminal.settle(0.3)
        _go_to(terminal, scope, f"zz{at}x")
        told = bytes(terminal.raw[before:]).decode("utf-8", "replace")
        for sentence in ("Traceback", f"{command.title}: nothing to do here", f"{command.id}: no such"):
            assert sentence not in told, f"{command.id}:\n{terminal.screen_text()}"
        if any(one in WAYS for one in command.scopes):
            assert "works here:" not in told, f"{command.id}:\n{terminal.screen_text()}"
    terminal.press("Ctrl-C")
    assert terminal.exit_status() == 0
    assert b"Traceback" not in terminal.raw


@pytest.mark.parametrize("scope", [scope for scope in WAYS if _list_cases(0, scope)])
def test_every_command_by_its_keys(terminal: Terminal, scope: Scope) -> None:
    commands = [command for command in _list_cases(0, scope) if command.keys]
    pressed = [
        b"".join(ESCAPE if key == "Escape" else encode_key(key) for key in command.chords[0]) for command in commands
    ]
    _run_each(terminal, scope, commands, pressed)


@pytest.mark.parametrize("scope", [scope for scope in WAYS if _list_cases(-1, scope)])
def test_every_command_by_its_name(terminal: Terminal, scope: Scope) -> None:
    commands = _list_cases(-1, scope)
    _run_each(terminal, scope, commands, [f":{command.id}\r".encode() for command in commands])


@pytest.mark.parametrize("line", ["app.leave", "quit", ""])
def test_the_ways_out_by_name_and_by_key(terminal: Terminal, line: str) -> None:
    if line:
        terminal.type_text(f":{line}\r")
    else:
        terminal.press("q")
    assert terminal.exit_status() == 0
    assert b"Traceback" not in terminal.raw


def test_every_command_is_tried() -> None:
    tried = {command.id for scope in WAYS for command in _list_cases(-1, scope)} | {*LEAVING, LINE}
    assert {command.id for command in COMMANDS if command.action not in ELSEWHERE} == tried
    by_keys = {command.id for scope in WAYS for command in _list_cases(0, scope) if command.keys} | {*LEAVING, LINE}
    assert {command.id for command in COMMANDS if command.keys and command.action not in ELSEWHERE} == by_keys
