"""A reader's own keys are checked: unknown commands, empty keys, keys that run two commands or none."""

from collections.abc import Mapping, Sequence

import pytest

from reader.commands.keymap import KeymapProblem, apply_keymap, check_keymap, choose_keys, is_key
from reader.commands.model import Command, Scope
from reader.commands.table import COMMANDS, chord_table


@pytest.mark.parametrize(
    ("keymap", "id_", "reason"),
    [
        pytest.param(
            {"article.next-blok": ["x"]},
            "article.next-blok",
            "no such command; did you mean article.next-block?",
            id="misspelt",
        ),
        pytest.param(
            {"bookmark": ["x"]}, "bookmark", "no such command; did you mean annotate.bookmark?", id="half an id"
        ),
        pytest.param({"zzz": ["x"]}, "zzz", "no such command", id="like none"),
        pytest.param({"": ["x"]}, "", "no such command", id="no id"),
        pytest.param({"move.down": [""]}, "move.down", "a key is empty", id="an empty key"),
        pytest.param({"move.down": ["j", "  "]}, "move.down", "a key is empty", id="a blank key among others"),
        pytest.param({"move.up": ["Ctrl+K"]}, "move.up", "Ctrl+K is no key; did you mean Ctrl-K?", id="a plus"),
        pytest.param({"move.up": ["ctrl-k"]}, "move.up", "ctrl-k is no key; did you mean Ctrl-K?", id="small letters"),
        pytest.param({"move.up": ["Esc"]}, "move.up", "Esc is no key; did you mean Escape?", id="another name"),
        pytest.param({"move.up": ["Dwon"]}, "move.up", "Dwon is no key; did you mean Down?", id="a misspelt key"),
        pytest.param(
            {"move.up": ["gg"]},
            "move.up",
            "gg is no key; keys pressed one after the other stand apart: g g",
            id="keys without a space",
        ),
        pytest.param(
            {"move.up": ["g Escape"]}, "move.up", "Escape drops what is half typed: it can only come first", id="Escape"
        ),
        pytest.param({"move.up": ["Ctrl-C"]}, "move.up", "Ctrl-C leaves the program at once, always", id="the way out"),
        pytest.param(
            {"move.up": ["Ctrl-I"]}, "move.up", "a terminal cannot tell Ctrl-I from Tab", id="a key like another"
        ),
        pytest.param(
            {"list.toggle-read": ["Enter"]},
            "list.toggle-read",
            '"Enter" runs both list.read and list.toggle-read',
            id="one key twice in a pane",
        ),
        pytest.param(
            {"move.down": ["k"]}, "move.down", '"k" runs both move.down and move.up', id="one key twice everywhere"
        ),
        pytest.param(
            {"move.first": ["g  g"], "move.last": ["g g"]},
            "move.first",
            '"gg" runs both move.first and move.last',
            id="one chord twice",
        ),
        pytest.param(
            {"move.up": ["w"], "move.half-up": ["w w"]},
            "move.up",
            '"w" of move.up is how move.half-up begins',
            id="a key that begins a chord",
        ),
        pytest.param(
            {"move.last": ["g g x"]},
            "move.last",
            '"gg" of move.first is how move.last begins',
            id="a chord that begins with another",
        ),
        pytest.param(
            {"list.read": ["? x"]},
            "list.read",
            '"?" of help.open is how list.read begins',
            id="a pane's chord that a key of everywhere cuts off",
        ),
    ],
)
def test_faults_are_named(keymap: Mapping[str, Sequence[str]], id_: str, reason: str) -> None:
    assert check_keymap(keymap) == (KeymapProblem(id_, reason),)


@pytest.mark.parametrize(
    "keymap",
    [
        pytest.param({}, id="none"),
        pytest.param({"move.down": ["x"]}, id="a free key"),
        pytest.param({"move.down": ["j", "j"]}, id="the same key twice for one command"),
        pytest.param({"move.down": []}, id="no key: by the palette only"),
        pytest.param({"move.down": ["k"], "move.up": ["j"]}, id="two keys exchanged"),
        pytest.param({"list.toggle-read": ["}"]}, id="a key that another pane has"),
        pytest.param({"list.toggle-read": ["?"]}, id="a pane may hide a key of everywhere"),
        pytest.param({"list.toggle-read": ["g r"]}, id="a chord beside another"),
    ],
)
def test_what_works_is_let_pass(keymap: Mapping[str, Sequence[str]]) -> None:
    assert check_keymap(keymap) == ()


def test_every_unknown_id_is_named() -> None:
    ids = [problem.id for problem in check_keymap({"zzz": ["x"], "move.down": ["y"], "yyy": ["x"]})]
    assert ids == ["zzz", "yyy"]


def test_a_clash_is_laid_to_the_line_of_the_key_map() -> None:
    (problem,) = check_keymap({"find.next": ["N"]})
    assert problem == KeymapProblem("find.next", '"N" runs both find.next and find.previous')
    (problem,) = check_keymap({"find.previous": ["n"]})
    assert problem == KeymapProblem("find.previous", '"n" runs both find.next and find.previous')


def test_applied_keys_take_the_place_of_the_tables_own() -> None:
    applied = apply_keymap({"move.down": ["X", "g X"], "zzz": ["y"]})
    assert [command.id for command in applied] == [command.id for command in COMMANDS]
    changed = [command for command, before in zip(applied, COMMANDS, strict=True) if command != before]
    assert [(command.id, command.keys) for command in changed] == [("move.down", ("X", "g X"))]
    chords = chord_table(Scope.LIST, applied)
    assert chords["X",].id == chords["g", "X"].id == "move.down"
    assert ("j",) not in chords


def test_commands_of_different_panes_may_share_a_key() -> None:
    def make(name: str, scope: Scope) -> Command:
        return Command(name, ("x",), name, f"{name}.", (scope,), name)

    apart = (make("one", Scope.LIST), make("two", Scope.ARTICLE))
    together = (make("one", Scope.LIST), make("two", Scope.LIST))
    assert check_keymap({}, apart) == ()
    assert [problem.reason for problem in check_keymap({}, together)] == ['"x" runs both one and two']


def test_every_key_of_the_table_is_a_key() -> None:
    assert [key for command in COMMANDS for chord in command.chords for key in chord if not is_key(key)] == []


def test_lines_that_are_wrong_count_for_nothing_and_the_others_do() -> None:
    keymap = {"zzz": ["x"], "find.previous": ["n"], "move.down": ["k"], "move.up": ["j"], "view.zen": ["F9"]}
    chosen = {command.id: command.keys for command in choose_keys(keymap)}
    table = {command.id: command.keys for command in COMMANDS}
    assert chosen == table | {"move.down": ("k",), "move.up": ("j",), "view.zen": ("F9",)}
