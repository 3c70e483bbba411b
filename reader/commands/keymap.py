"""A reader's own keys: applied to the table, and checked, because nobody else checks them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import combinations

from reader.commands.model import Command, Scope, parse_chord, print_chord
from reader.commands.table import COMMANDS


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


def check_keymap(
    keymap: Mapping[str, Sequence[str]], commands: Sequence[Command] = COMMANDS
) -> tuple[KeymapProblem, ...]:
    """Find unknown ids (the nearest known one is offered), empty keys, and keys that run two commands."""
    known = [command.id for command in commands]
    problems = []
    for name, keys in keymap.items():
        if name not in known:
            near = get_close_matches(name, known, n=1)
            offer = f"; did you mean {near[0]}?" if near else ""
            problems.append(KeymapProblem(name, f"no such command{offer}"))
        elif any(not key.split() for key in keys):
            problems.append(KeymapProblem(name, "a key is empty"))
    if problems:
        return tuple(problems)
    applied = apply_keymap({name: [key for key in keys if parse_chord(key)] for name, keys in keymap.items()}, commands)
    for one, other in combinations(applied, 2):
        reason = _clash(one, other) if _share_a_scope(one, other) else _cut_off(one, other)
        if reason:
            problems.append(KeymapProblem(one.id if one.id in keymap else other.id, reason))
    return tuple(problems)
