"""From the toolkit's key events to the `do_` handlers: the only place that knows both spellings of a key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.events import Key

from reader.commands.model import Command, Scope
from reader.commands.resolver import IDLE, Pending, resolve_key
from reader.commands.table import COMMANDS, chord_table

_NAMES = {
    "escape": "Escape",
    "enter": "Enter",
    "tab": "Tab",
    "shift+tab": "Shift-Tab",
    "space": "Space",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "home": "Home",
    "end": "End",
    "pageup": "PageUp",
    "pagedown": "PageDown",
    "delete": "Delete",
    "backspace": "Backspace",
}
_MODIFIERS = {"ctrl": "Ctrl-{}", "alt": "Alt-{}", "shift": "Shift-{}"}


def key_name(event: Key) -> str:
    """The name under which the table of commands knows a key: "j", "Ctrl-D", "Alt-Left", "F1"."""
    if event.key in _NAMES:
        return _NAMES[event.key]
    if event.is_printable and event.character:
        return event.character
    *modifiers, key = event.key.split("+")
    name = _NAMES.get(key, key.upper() if len(key) == 1 or key[0] == "f" else key.capitalize())
    for modifier in modifiers:
        name = _MODIFIERS.get(modifier, "{}").format(name)
    return name


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command that is to run, and the number typed before it."""

    command: Command
    count: int | None = None


class KeyRouter:
    """Holds what has been typed of a command, and runs it when it is whole.

    Args:
        commands: the table, with the reader's own keys applied.
        receivers: gives the objects to ask for a handler, in order: the focused pane first.
    """

    def __init__(self, commands: Sequence[Command], receivers: Callable[[], Sequence[object]]) -> None:
        self._receivers = receivers
        self._chords = {scope: chord_table(scope, commands) for scope in Scope}
        self.pending: Pending = IDLE
        self.stray = ""
        """What was pressed last and means nothing there, for a person; empty where it meant something."""

    def press(self, event: Key, scope: Scope) -> Invocation | None:
        """Take one key; the command that it completes, if any, is returned and not yet run."""
        resolved = resolve_key(self._chords[scope], self.pending, key_name(event))
        self.pending, self.stray = resolved.pending, resolved.unknown
        return Invocation(resolved.command, resolved.count) if resolved.command else None

    def run(self, invocation: Invocation) -> bool:
        """Call `do_<action>` of the first receiver that has it; whether one had."""
        name = f"do_{invocation.command.action}"
        for receiver in self._receivers():
            handler: Callable[[int], None] | None = getattr(receiver, name, None)
            if handler is not None:
                handler(1 if invocation.count is None else invocation.count)
                return True
        return False

    @staticmethod
    def find(name: str) -> Invocation:
        """The invocation of a command by its id.

        Raises:
            KeyError: if there is no such command.
        """
        for command in COMMANDS:
            if command.id == name:
                return Invocation(command)
        raise KeyError(name)
