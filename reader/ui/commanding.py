"""The line for commands by name: what it offers, what it runs, and what it remembers.

Owns which commands can be meant: those that are live where the line was opened.
"""

from __future__ import annotations

from functools import partial

from reader.commands.model import Command
from reader.commands.naming import list_names, rank_commands, read_line
from reader.commands.table import live_commands, print_scopes
from reader.domain.scrub import phrase, scrub_line
from reader.services.services import Services
from reader.ui.router import Invocation
from reader.ui.screens.base import CommandScreen
from reader.ui.widgets.command_prompt import CommandPrompt
from reader.ui.widgets.prompt import Question

_LINE = "command.line"


def ask_for_command(screen: CommandScreen, services: Services) -> None:
    """Open the line on a screen.

    Args:
        screen: where the command is to run.
        services: who keep what was typed before; the line that is typed now is added to it.
    """
    history = services.history
    live = [command for command in live_commands(screen.scope, screen.commands) if command.id != _LINE]

    def submitted(text: str) -> None:
        if text.strip():
            screen.run_worker(partial(history.add, text), group="history", description="keeping the line", thread=True)
            _run(screen, live, text)

    def make(question: Question, before: object) -> CommandPrompt:
        return CommandPrompt(question, screen.focused, lambda line: rank_commands(line, live), history.read())

    screen.ask(Question(":", submitted, make=make))


def _run(screen: CommandScreen, live: list[Command], text: str) -> None:
    line = read_line(text, live)
    if line.command is not None:
        screen.run_line(Invocation(line.command, line.count), line.words)
        return
    elsewhere = next((one for one in screen.commands if text.strip().casefold() in list_names(one)), None)
    if elsewhere is not None:
        screen.say(phrase("{} works here: {}.", elsewhere.title, print_scopes(elsewhere)), is_warning=True)
    else:
        screen.say(scrub_line(line.reason), is_warning=True)
