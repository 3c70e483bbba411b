"""A reader's own keys: applied to the table, and checked, because nobody else checks them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from reader.commands.model import Command, Scope, parse_chord, print_chord
from reader.commands.table import COMMANDS

NAMED_KEYS = (
    "Escape", "Enter", "Tab", "Shift-Tab", "Space", "Up", "Down", "Left", "Right", "Home", "End", "PageUp", "PageDown",
    "Delete", "Backspace", "Insert", *(f"F{number}" for number in range(1, 13)),
)  # fmt: skip
"""Keys with a name; every other is the character that it types."""

_MODIFIERS = ("Ctrl-", "Alt-", "Shift-")
_TAKEN = {"Ctrl-C": "leaves the program at once, always", "Ctrl-Q": "leaves the program at once, always"}
_SAME_BYTES = {"Ctrl-I": "Tab", "Ctrl-M": "Enter", "Ctrl-J": "Enter", "Ctrl-[": "Escape"}
"""What a terminal sends for a key that it cannot tell from another."""
_OTHER_NAMES = {"esc": "Escape", "return": "Enter", "del": "Delete", "ins": "Insert", "pgup": "PageUp",
                "pgdn": "PageDown", "spacebar": "Space", "bs": "Backspace"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeymapProblem:
    """What is wrong with one line of a key map."""

    id: str
    """The command's id as written."""
    reason: str


def apply_keymap(keymap: Mapping[str, Sequence[str]], commands: Sequence[Command] = COMMANDS) -> tuple[Command, ...]:
    """The table with the keys of `keymap` in place of its own; unknown ids are passed over."""
    return tuple(
        replace(command, keys=tuple(keymap[command.id])) if command.id in keymap else command for command in commands
    )


def choose_keys(keymap: Mapping[str, Sequence[str]], commands: Sequence[Command] = COMMANDS) -> tuple[Command, ...]:
    """The table with those keys of `keymap` that can be used: a line with a fault or a clash counts for nothing."""
    usable = dict(keymap)
    while problems := check_keymap(usable, commands):
        for problem in problems:
            usable.pop(problem.id, None)
    return apply_keymap(usable, commands)


def check_keymap(
    keymap: Mapping[str, Sequence[str]], commands: Sequence[Command] = COMMANDS
) -> tuple[KeymapProblem, ...]:
    """Find unknown ids (the nearest known one is offered), keys that nobody can press, and keys that run two commands.

    The problems of single lines come first. Clashes are looked for among the lines that are without fault.
    """
    known = {command.id for command in commands}
    problems = []
    for name, keys in keymap.items():
        reason = _find_fault(name, keys, known)
        if reason:
            problems.append(KeymapProblem(name, reason))
    faulty = {problem.id for problem in problems}
    sound = {name: keys for name, keys in keymap.items() if name not in faulty}
    return (*problems, *_list_clashes(sound, commands))


def _find_fault(name: str, keys: Sequence[str], known: set[str]) -> str:
    """What is wrong with a line by itself; empty where nothing is."""
    if name not in known:
        return f"no such command{_offer(name, sorted(known))}"
    if any(not chord.split() for chord in keys):
        return "a key is empty"
    return next((fault for chord in keys for fault in _find_key_faults(parse_chord(chord))), "")


def _find_key_faults(chord: Sequence[str]) -> Iterator[str]:
    for key in chord:
        if key in _TAKEN:
            yield f"{key} {_TAKEN[key]}"
        elif key in _SAME_BYTES:
            yield f"a terminal cannot tell {key} from {_SAME_BYTES[key]}"
        elif not is_key(key):
            yield f"{key} is no key{_explain(key)}"
    if "Escape" in chord[1:]:
        yield "Escape drops what is half typed: it can only come first"


def is_key(name: str) -> bool:
    """Whether there is a key of this name: "j", "Ctrl-D", "Alt-Left", "F5"."""
    if len(name) == 1:
        return name.isprintable() and not name.isspace()
    for modifier in _MODIFIERS:
        base = name.removeprefix(modifier)
        if base != name and (base in NAMED_KEYS or (modifier != "Shift-" and len(base) == 1 and not base.islower())):
            return True
    return name in NAMED_KEYS


def _explain(key: str) -> str:
    """What may have been meant by a key that is none."""
    named = {name.casefold(): name for name in NAMED_KEYS} | _OTHER_NAMES
    if key.casefold() in named:
        return f"; did you mean {named[key.casefold()]}?"
    *modifiers, last = key.replace("+", "-").split("-")
    likely = "-".join([*(word.capitalize() for word in modifiers), last.upper() if len(last) == 1 else last])
    if is_key(likely):
        return f"; did you mean {likely}?"
    if key.isalpha() and len(key) < 4:
        return f"; keys pressed one after the other stand apart: {' '.join(key)}"
    return _offer(key, NAMED_KEYS)


def _offer(word: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _list_clashes(keymap: Mapping[str, Sequence[str]], commands: Sequence[Command]) -> Iterator[KeymapProblem]:
    for one, other in combinations(apply_keymap(keymap, commands), 2):
        reason = _clash(one, other) if _share_a_scope(one, other) else _cut_off(one, other)
        if reason:
            yield KeymapProblem(one.id if one.id in keymap else other.id, reason)


def _share_a_scope(one: Command, other: Command) -> bool:
    """Whether both are live in one pane on equal terms: a pane may hide a key of everywhere, not its own."""
    return bool(set(one.scopes) & set(other.scopes))


def _clash(one: Command, other: Command) -> str | None:
    for first in one.chords:
        for second in other.chords:
            if first == second:
                return f'"{print_chord(first)}" runs both {one.id} and {other.id}'
            size = min(len(first), len(second))
            if first[:size] == second[:size]:
                longer, shorter = (one, other) if len(first) > size else (other, one)
                return f'"{print_chord(first[:size])}" of {shorter.id} is how {longer.id} begins'
    return None


def _cut_off(one: Command, other: Command) -> str | None:
    """Why a chord of one pane cannot be typed whole there: its first keys already run a command of everywhere."""
    general, own = (one, other) if Scope.EVERYWHERE in one.scopes else (other, one)
    if Scope.EVERYWHERE not in general.scopes or Scope.EVERYWHERE in own.scopes:
        return None
    for chord in own.chords:
        for shorter in general.chords:
            if len(shorter) < len(chord) and chord[: len(shorter)] == shorter:
                return f'"{print_chord(shorter)}" of {general.id} is how {own.id} begins'
    return None
