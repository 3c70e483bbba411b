"""The toolkit's names of keys become the table's, and a command is run by the first who has a handler for it."""

import pytest
from textual.events import Key
from textual.keys import _character_to_key

from reader.commands.model import Command, Scope
from reader.commands.table import COMMANDS
from reader.ui.router import Invocation, KeyRouter, key_name


@pytest.mark.parametrize(
    ("key", "character", "name"),
    [
        ("j", "j", "j"),
        ("J", "J", "J"),
        ("5", "5", "5"),
        ("left_curly_bracket", "{", "{"),
        ("slash", "/", "/"),
        ("question_mark", "?", "?"),
        ("less_than_sign", "<", "<"),
        ("full_stop", ".", "."),
        ("colon", ":", ":"),
        ("space", " ", "Space"),
        ("enter", "\r", "Enter"),
        ("tab", "\t", "Tab"),
        ("shift+tab", None, "Shift-Tab"),
        ("escape", "\x1b", "Escape"),
        ("backspace", "\x7f", "Backspace"),
        ("delete", None, "Delete"),
        ("up", None, "Up"),
        ("pagedown", None, "PageDown"),
        ("home", None, "Home"),
        ("ctrl+d", "\x04", "Ctrl-D"),
        ("ctrl+o", "\x0f", "Ctrl-O"),
        ("ctrl+c", "\x03", "Ctrl-C"),
        ("alt+left", None, "Alt-Left"),
        ("ctrl+right", None, "Ctrl-Right"),
        ("f1", None, "F1"),
        ("f12", None, "F12"),
        ("é", "é", "é"),
    ],
)
def test_keys_are_named_as_in_the_table(key: str, character: str | None, name: str) -> None:
    assert key_name(Key(key, character)) == name


def test_every_key_of_the_table_can_be_pressed() -> None:
    named = {
        "Enter", "Space", "PageDown", "PageUp", "Down", "Up", "Left", "Right", "Home", "End", "Delete", "Tab",
        "Shift-Tab", "Shift-Left", "Shift-Right", "Escape", "Alt-Left", "Alt-Right", "F1",
    }  # fmt: skip
    for command in COMMANDS:
        for key in (key for chord in command.chords for key in chord):
            if len(key) == 1:
                assert key_name(Key(_character_to_key(key), key)) == key
            elif key.startswith("Ctrl-"):
                assert key_name(Key(f"ctrl+{key[5:].lower()}", None)) == key
            else:
                assert key in named, key


class _First:
    def __init__(self) -> None:
        self.calls: list[tuple[str, int]] = []

    def do_both(self, count: int) -> None:
        self.calls.append(("first both", count))


class _Second(_First):
    def do_both(self, count: int) -> None:
        self.calls.append(("second both", count))

    def do_own(self, count: int) -> None:
        self.calls.append(("second own", count))


def _command(action: str, *keys: str, takes_count: bool = False) -> Command:
    return Command(action, keys, action, f"{action}.", (Scope.LIST,), action, takes_count=takes_count)


def test_the_first_receiver_with_a_handler_runs_a_command() -> None:
    first, second = _First(), _Second()
    router = KeyRouter((), lambda: (first, second))
    assert router.run(Invocation(_command("both"), 3))
    assert router.run(Invocation(_command("own")))
    assert not router.run(Invocation(_command("none")))
    assert (first.calls, second.calls) == ([("first both", 3)], [("second own", 1)])


def test_keys_are_held_until_a_command_is_whole() -> None:
    commands = (_command("both", "g g"), _command("own", "x", takes_count=True))
    router = KeyRouter(commands, lambda: ())
    assert router.press(Key("g", "g"), Scope.LIST) is None
    assert str(router.pending) == "g"
    assert router.press(Key("g", "g"), Scope.LIST) == Invocation(commands[0])
    assert str(router.pending) == ""
    assert [router.press(Key(key, key), Scope.LIST) for key in "12x"] == [None, None, Invocation(commands[1], 12)]
    assert router.press(Key("x", "x"), Scope.ARTICLE) is None, "not live there"


def test_commands_are_found_by_id() -> None:
    assert KeyRouter.find("app.back").command.id == "app.back"
    with pytest.raises(KeyError):
        KeyRouter.find("app.nothing")
