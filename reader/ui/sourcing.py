"""The key that opens the screen of the sources, and what that screen does to the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from reader.commands.model import Command
from reader.domain.source import Source
from reader.services.services import Services
from reader.ui.bringing import Bringing

if TYPE_CHECKING:
    from textual.app import App

    from reader.ui.router import Invocation


class Host(Protocol):
    """What the main screen gives."""

    @property
    def commands(self) -> Sequence[Command]:
        """The table."""

    @property
    def app(self) -> App[object]:
        """The application, which holds the screens."""

    def run_line(self, invocation: Invocation, answer: str) -> None:
        """Run a command, with the words that it would ask for."""


class Sourcing:
    """The command that opens the sources."""

    def __init__(self, host: Host, services: Services, bringing: Bringing) -> None:
        self._host = host
        self._bringing = bringing
        self._services = services

    def do_sources(self, count: int) -> None:
        """The feeds and mailboxes, over the panes."""
        from reader.ui.screens.sources import SourcesScreen

        self._host.app.push_screen(SourcesScreen(self._host.commands, self._bringing, self._show))

    def _show(self, source: Source) -> None:
        """Only the briefings of a source in the list."""
        from reader.ui.router import Invocation

        words = (source.series or source.name).replace('"', " ")
        command = next(command for command in self._host.commands if command.action == "filter_library")
        self._host.run_line(Invocation(command), f'series:"{words}"')
