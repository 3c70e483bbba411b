"""From key presses to commands: counts ("5j"), chords ("gg") and keys that are no command.

Pure: the state is a value, time plays no part. A half-typed chord waits until the next key.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reader.commands.model import Chord, Command, print_chord

MAX_COUNT = 9999
"""A larger number is a slip of the finger; it is held here so that no command repeats for minutes."""


@dataclass(frozen=True, slots=True)
class Pending:
    """What has been typed of a command so far."""

    count: int | None = None
    keys: Chord = ()

    def __str__(self) -> str:
        """For the status line: "5g"."""
        return f"{'' if self.count is None else self.count}{print_chord(self.keys)}"


IDLE = Pending()


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a key press came to: a command to run, or none, and what is still pending."""

    pending: Pending = IDLE
    command: Command | None = None
    count: int | None = None
    """The number typed before the command; None when there was none."""
    unknown: str = ""
    """The keys that mean nothing here, for a person; empty otherwise."""


def _is_count(key: str, pending: Pending) -> bool:
    starts = "1" <= key <= "9" if pending.count is None else key.isdecimal()
    return len(key) == 1 and key.isascii() and starts and not pending.keys


def resolve_key(chords: Mapping[Chord, Command], pending: Pending, key: str) -> Resolved:
    """Take one more key. Escape drops what is half typed, and then does nothing else.

    Args:
        chords: what each chord runs in the focused scope.
        pending: what was typed before.
        key: the key's name as the table writes it: "j", "Ctrl-D", "Space".
    """
    if key == "Escape" and pending != IDLE:
        return Resolved()
    if _is_count(key, pending) and (key,) not in chords:
        return Resolved(Pending(min((pending.count or 0) * 10 + int(key), MAX_COUNT)))
    keys = (*pending.keys, key)
    command = chords.get(keys)
    if command is not None:
        return Resolved(command=command, count=pending.count if command.takes_count else None)
    if any(chord[: len(keys)] == keys for chord in chords):
        return Resolved(Pending(pending.count, keys))
    return Resolved(unknown=print_chord(keys))
