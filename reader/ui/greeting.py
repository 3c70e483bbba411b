"""A line of keys for who starts the program for the first time."""

from collections.abc import Sequence
from dataclasses import replace

from reader.commands.model import Command, print_chord
from reader.domain.scrub import scrub_line
from reader.services.services import Services
from reader.ui.screens.base import CommandScreen
from reader.ui.widgets.bars import StatusLine

_WORDS = (
    (("move.down", "move.up"), "move"),
    (("list.read",), "reads"),
    (("find.open",), "finds"),
    (("annotate.tag",), "tags"),
    (("help.open",), "help"),
)
"""Commands, and what their keys do in a word; few enough for 60 columns."""


def is_first_start(services: Services) -> bool:
    """Whether nothing was ever kept: no briefing read, nothing tagged, no command typed, no settings written."""
    paths = services.paths
    return not any(file.exists() for file in (paths.store_file, paths.history_file, paths.settings_file))


def print_greeting(commands: Sequence[Command]) -> str:
    """The line, with the keys that hold: "New here?  j k move  Enter reads ..."."""
    keys = {command.id: print_chord(command.chords[0]) for command in commands if command.keys}
    parts = [(" ".join(keys[name] for name in names if name in keys), word) for names, word in _WORDS]
    return "  ".join(["New here?", *(f"{pressed} {word}" for pressed, word in parts if pressed)])


def greet(screen: CommandScreen, services: Services) -> None:
    """Show the line until the first command, where this is the first start and nothing else is being said."""
    line = screen.query_one(StatusLine)
    if is_first_start(services) and not line.status.notice:
        line.status = replace(line.status, notice=scrub_line(print_greeting(screen.commands)))
