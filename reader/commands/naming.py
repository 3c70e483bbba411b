"""From words that are typed to a command: by its id, the end of its id, or its title, whole or in part.

Owns what counts as a name, and which commands a few letters may mean, the likeliest first. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.commands.model import Command
from reader.commands.resolver import MAX_COUNT

_MOST_WORDS = 4
"""Of a command's name."""
_FEW = 3
"""Commands that are offered in a sentence."""
_COUNT = re.compile(r"\s*(\d{1,6})\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Line:
    """What a typed line asks for."""

    command: Command | None
    count: int | None = None
    """The number before the name; None where there was none, or the command takes none."""
    words: str = ""
    """What stands behind the name."""
    reason: str = ""
    """Why there is no command, for a person; it may hold what was typed."""


def list_names(command: Command) -> tuple[str, ...]:
    """What a command can be called: "view.mute-bold", "mute-bold", "mute bold"."""
    tail = command.id.partition(".")[2]
    return tuple(dict.fromkeys((command.id, tail, command.title.casefold())))


def split_count(text: str) -> tuple[int | None, str]:
    """The number that a line begins with, and the rest of it."""
    match = _COUNT.match(text)
    return (min(int(match[1]), MAX_COUNT), text[match.end() :]) if match else (None, text.lstrip())


def read_line(text: str, commands: Sequence[Command]) -> Line:
    """Find out which command a line means.

    A whole name counts before the beginning of one; where several commands are meant equally well, none is taken.

    Args:
        text: what was typed: "zen", "5 down", "filter is:unread".
        commands: those that can be run here.
    """
    count, rest = split_count(text)
    words = rest.split(" ")
    for size in range(min(_MOST_WORDS, len(words)), 0, -1):
        name = " ".join(words[:size]).strip().casefold()
        found = [command for command in commands if name in list_names(command)]
        if found and name:
            return _choose(found, count, " ".join(words[size:]).strip(), name)
    first, tail = words[0].casefold(), " ".join(words[1:]).strip()
    begun = [command for command in commands if any(name.startswith(first) for name in list_names(command))]
    if len(begun) == 1 and first:
        return _choose(begun, count, tail, first)
    return Line(None, reason=f"{words[0]}: {_explain(begun or rank_commands(rest, commands))}")


def _choose(found: Sequence[Command], count: int | None, words: str, name: str) -> Line:
    if len(found) > 1:
        return Line(None, reason=f"{name}: {_explain(found)}")
    return Line(found[0], count if found[0].takes_count else None, words)


def _explain(likely: Sequence[Command]) -> str:
    names = [command.id for command in likely[:_FEW]]
    return f"no such command; did you mean {' or '.join(names)}?" if names else "no such command"


def rank_commands(text: str, commands: Sequence[Command]) -> tuple[Command, ...]:
    """The commands that a beginning of a line may mean, the likeliest first; all for an empty one.

    Letters may be left out: "mtb" means "mute bold" too.
    """
    wanted = split_count(text)[1].casefold()
    ranked = [(rank, at) for at, command in enumerate(commands) if (rank := _rank(wanted, command)) is not None]
    return tuple(commands[at] for _, at in sorted(ranked))


def _rank(wanted: str, command: Command) -> int | None:
    """How far a command is from what was typed; None where it cannot be meant."""
    names = list_names(command)
    whole = wanted.strip()
    if any(name == whole or wanted.startswith(f"{name} ") for name in names):
        return 0
    if any(name.startswith(whole) for name in names):
        return 1
    if any(word.startswith(whole) for name in names for word in re.split(r"[ .-]", name)):
        return 2
    if any(whole in name for name in names):
        return 3
    letters = [letter for letter in whole if letter.isalnum()]
    return 4 if any(_has_letters(letters, name) for name in names) else None


def _has_letters(letters: Sequence[str], name: str) -> bool:
    """Whether the letters stand in a name in their order, the first of them at the beginning of a word."""
    starts = (at for at in range(len(name)) if at == 0 or not name[at - 1].isalnum())
    for start in starts:
        rest = iter(name[start:])
        if letters and name[start] == letters[0] and all(letter in rest for letter in letters):
            return True
    return not letters
