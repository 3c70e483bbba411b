"""Keys become commands: counts, chords, Escape, keys that mean nothing; whatever is typed, nothing is left hanging."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.commands.model import Chord, Command, Scope
from reader.commands.resolver import IDLE, MAX_COUNT, Pending, resolve_key
from reader.commands.table import chord_table


def _command(name: str, *keys: str, takes_count: bool = False) -> Command:
    return Command(name, keys, name, f"{name}.", (Scope.EVERYWHERE,), name, takes_count=takes_count)


COMMANDS = (
    _command("down", "j", "Down", takes_count=True),
    _command("first", "g g", "Home"),
    _command("names", "g e t", takes_count=True),
    _command("half", "Ctrl-D", takes_count=True),
    _command("cancel", "Escape"),
    _command("back", "q"),
)
CHORDS = {chord: command for command in COMMANDS for chord in command.chords}

Run = tuple[str, int | None]
"""A command's id and the number before it."""


def _type(keys: str, chords: dict[Chord, Command] | None = None) -> tuple[list[Run], list[str], str]:
    """Press keys, apart by spaces: the commands run, the keys that meant nothing, and what is still pending."""
    pending, ran, unknown = IDLE, [], []
    for key in keys.split():
        resolved = resolve_key(CHORDS if chords is None else chords, pending, key)
        pending = resolved.pending
        if resolved.command is not None:
            ran.append((resolved.command.id, resolved.count))
        if resolved.unknown:
            unknown.append(resolved.unknown)
    return ran, unknown, str(pending)


@pytest.mark.parametrize(
    ("keys", "ran"),
    [
        pytest.param("j", [("down", None)], id="one key"),
        pytest.param("Down", [("down", None)], id="its other key"),
        pytest.param("5 j", [("down", 5)], id="a count"),
        pytest.param("1 0 j", [("down", 10)], id="a nought within a count"),
        pytest.param("1 2 3 4 j", [("down", 1234)], id="a long count"),
        pytest.param("9 9 9 9 j", [("down", 9999)], id="the largest count"),
        pytest.param("1 0 0 0 0 j", [("down", 9999)], id="a larger one is held"),
        pytest.param("9 9 9 9 9 9 9 9 9 9 9 9 j", [("down", 9999)], id="a much larger one too"),
        pytest.param("5 j j", [("down", 5), ("down", None)], id="a count serves once"),
        pytest.param("5 q", [("back", None)], id="a command that takes no count drops it"),
        pytest.param("g g", [("first", None)], id="a chord"),
        pytest.param("5 g g", [("first", None)], id="a chord that takes no count"),
        pytest.param("g e t", [("names", None)], id="three keys"),
        pytest.param("2 g e t", [("names", 2)], id="a count before a chord"),
        pytest.param("g g g g", [("first", None), ("first", None)], id="a chord twice"),
        pytest.param("3 Ctrl-D", [("half", 3)], id="a count before a modified key"),
        pytest.param("Escape", [("cancel", None)], id="Escape with nothing pending is a key like others"),
    ],
)
def test_keys_run_commands(keys: str, ran: list[Run]) -> None:
    assert _type(keys) == (ran, [], "")


@pytest.mark.parametrize(
    ("keys", "pending"),
    [
        pytest.param("5", "5", id="a count"),
        pytest.param("5 0", "50", id="a longer count"),
        pytest.param("8 8 8 8 8", "9999", id="a count that is held"),
        pytest.param("g", "g", id="the first key of a chord"),
        pytest.param("g e", "ge", id="two of three"),
        pytest.param("1 2 g", "12g", id="both"),
    ],
)
def test_what_is_half_typed_is_pending(keys: str, pending: str) -> None:
    assert _type(keys) == ([], [], pending)


@pytest.mark.parametrize(
    ("keys", "unknown"),
    [
        pytest.param("x", ["x"], id="a key"),
        pytest.param("0", ["0"], id="a count does not begin with nought"),
        pytest.param("g x", ["gx"], id="after half a chord"),
        pytest.param("g j", ["gj"], id="half a chord, then a key that means something alone"),
        pytest.param("g 5", ["g5"], id="a digit within a chord is no count"),
        pytest.param("g e e", ["gee"], id="after two of three"),
        pytest.param("5 x", ["x"], id="the count goes with it"),
        pytest.param("²", ["²"], id="a digit that is no number"),
        pytest.param("٣", ["٣"], id="a digit of another script"),
        pytest.param("Up", ["↑"], id="arrows are written as such"),
        pytest.param("x x", ["x", "x"], id="twice"),
    ],
)
def test_keys_that_mean_nothing_are_named_and_dropped(keys: str, unknown: list[str]) -> None:
    assert _type(keys) == ([], unknown, "")
    assert _type(f"{keys} j")[0] == [("down", None)]


@pytest.mark.parametrize("half", ["5", "g", "5 g", "g e", "5 0 g e"])
def test_escape_drops_what_is_half_typed_and_nothing_else(half: str) -> None:
    assert _type(f"{half} Escape") == ([], [], "")
    assert _type(f"{half} Escape j") == ([("down", None)], [], "")
    assert _type(f"{half} Escape Escape") == ([("cancel", None)], [], "")


def test_a_digit_with_a_command_of_its_own_is_no_count() -> None:
    chords: dict[Chord, Command] = CHORDS | {("5",): _command("five", "5", takes_count=True)}
    assert _type("5", chords) == ([("five", None)], [], "")
    assert _type("1 5", chords) == ([("five", 1)], [], "")
    assert _type("1 6 j", chords) == ([("down", 16)], [], "")


def test_without_commands_every_key_is_unknown() -> None:
    assert _type("j q", {}) == ([], ["j", "q"], "")


def _is_sound(chords: dict[Chord, Command], pending: Pending) -> bool:
    """Whether what is pending can still become something."""
    counts = pending.count is None or 0 < pending.count <= MAX_COUNT
    keys = pending.keys
    return counts and (not keys or any(chord[: len(keys)] == keys and chord != keys for chord in chords))


KEYS = st.sampled_from(
    ["j", "k", "g", "e", "t", "q", "5", "0", "9", "Escape", "Enter", "Ctrl-D", "Up", "Space", "é", "5g"]
)
TABLES = st.dictionaries(
    st.lists(KEYS, min_size=1, max_size=3).map(tuple), st.sampled_from(COMMANDS), max_size=6
) | st.sampled_from([dict(chord_table(scope)) for scope in Scope])


@given(TABLES, st.lists(KEYS, max_size=12))
def test_any_keys_resolve_or_clear(chords: dict[Chord, Command], keys: list[str]) -> None:
    pending = IDLE
    longest = max((len(chord) for chord in chords), default=0)
    for key in keys:
        before = pending
        resolved = resolve_key(chords, pending, key)
        pending = resolved.pending
        assert _is_sound(chords, pending)
        assert len(pending.keys) < max(longest, 1)
        if resolved.command is not None:
            assert chords[(*before.keys, key)] is resolved.command
            assert resolved.count in (None, before.count)
        assert (resolved.command is None) or not resolved.unknown
        if resolved.command is not None or resolved.unknown:
            assert pending == IDLE
        if pending == before != IDLE:
            assert before.count == MAX_COUNT, "only a count that is full can stay the same"
    if pending != IDLE:
        assert resolve_key(chords, pending, "Escape").pending == IDLE


@given(st.sampled_from(list(Scope)), st.integers(1, MAX_COUNT))
def test_every_command_of_the_table_can_be_typed(scope: Scope, count: int) -> None:
    chords = chord_table(scope)
    for chord, command in chords.items():
        pending = IDLE
        for key in (*str(count), *chord[:-1]):
            resolved = resolve_key(chords, pending, key)
            assert (resolved.command, resolved.unknown) == (None, "")
            pending = resolved.pending
        if chord == ("Escape",):
            continue
        resolved = resolve_key(chords, pending, chord[-1])
        assert (resolved.command, resolved.count) == (command, count if command.takes_count else None)
