"""All commands, in the order in which help shows them.

Bindings, footer, help, palette and the README's key table are made from this and from nothing else.
"""

from collections.abc import Iterable, Mapping

from reader.commands import annotating, everywhere, names, outside, panes, sources
from reader.commands.model import FIELDS, PANES, Chord, Command, Scope

COMMANDS: tuple[Command, ...] = (
    *panes.COMMANDS,
    *annotating.COMMANDS,
    *names.COMMANDS,
    *outside.COMMANDS,
    *sources.COMMANDS,
    *everywhere.COMMANDS,
)


def live_commands(scope: Scope, commands: Iterable[Command] = COMMANDS) -> tuple[Command, ...]:
    """The commands whose keys are live in `scope`, its own before those of everywhere."""
    own = [command for command in commands if scope in command.scopes and scope is not Scope.EVERYWHERE]
    if scope in FIELDS:
        return tuple(own)
    return (*own, *(command for command in commands if Scope.EVERYWHERE in command.scopes))


def chord_table(scope: Scope, commands: Iterable[Command] = COMMANDS) -> Mapping[Chord, Command]:
    """Which command each chord runs in `scope`; a pane's own key hides the same key of everywhere."""
    table: dict[Chord, Command] = {}
    for command in live_commands(scope, commands):
        for chord in command.chords:
            table.setdefault(chord, command)
    return table


def print_scopes(command: Command) -> str:
    """Where a command is live, for a person: "everywhere", "list, article"."""
    if command.scopes == PANES:
        return "all panes"
    return ", ".join(str(scope) for scope in command.scopes)


def describe_keys(commands: Iterable[Command] = COMMANDS) -> str:
    """The key table of the README, as Markdown."""
    lines = ["| keys | where | does |", "|---|---|---|"]
    for command in commands:
        if command.keys:
            # A bar would end the cell, also within the code.
            keys = " ".join(f"`{key}`" for key in command.printed_keys.replace("|", r"\|").split(" "))
            lines.append(f"| {keys} | {print_scopes(command)} | {command.help} |")
    return "\n".join(lines) + "\n"
