"""A reader's own keys are checked: unknown commands, empty keys, keys that run two commands or none."""

from collections.abc import Mapping, Sequence

import pytest

from reader.commands.keymap import KeymapProblem, apply_keymap, check_keymap
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
