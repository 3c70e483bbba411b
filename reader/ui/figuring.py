"""The key that opens the figures of a briefing, of a name in it, or of a dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Protocol

from textual.app import App

from reader.commands.model import Command
from reader.domain.briefing import Briefing
from reader.domain.dossier import Statement
from reader.domain.entity import Entity
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText, phrase
from reader.services.services import Services
from reader.ui.jumps import Place
from reader.ui.state import OpenBriefing
from reader.ui.widgets.figure_list import FigureRow


class Host(Protocol):
    """What the screen gives."""

    commands: Sequence[Command]
    opened: OpenBriefing | None

    @property
    def pane(self) -> str:
        """The focused pane."""

    @property
    def app(self) -> App[object]:
        """The application, which holds the screens."""

    def entity_under_cursor(self) -> Entity | None:
        """The name in the sidebar, or in the text, that the cursor stands on."""

    def here(self) -> Place | None:
        """Where the reading cursor is."""

    def remember(self, place: Place | None) -> None:
        """Keep a place for Ctrl-O."""

    def go_to(self, place: Place) -> None:
        """Put the reading cursor on a place, in this briefing or another."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""


class Figuring:
    """The command that opens the figures from the panes."""

    def __init__(self, host: Host, services: Services) -> None:
        self._host = host
        self._services = services

    def do_figures(self, count: int) -> None:
        """The figures of the open briefing; in the sidebar those in sentences with the name under the cursor."""
        from reader.ui.screens.figures import FiguresScreen

        opened = self._host.opened
        if opened is None or opened.briefing is None:
            self._host.say(phrase("No briefing is open: Enter reads the one under the cursor."), is_warning=True)
            return
        entity = self._host.entity_under_cursor() if self._host.pane == "sidebar" else None
        entry, briefing = opened.entry, opened.briefing
        title = SafeText(f"{entity.name} in {entry.title}") if entity is not None else entry.title

        def find(should_stop: Callable[[], bool]) -> Iterator[FigureRow]:
            return find_in_briefing(self._services, entry, briefing, entity, should_stop)

        self._host.app.push_screen(FiguresScreen(title, find, self._host.commands, self._jump))

    def _jump(self, place: Place) -> None:
        self._host.remember(self._host.here())
        self._host.go_to(place)


def find_in_briefing(
    services: Services, entry: Entry, briefing: Briefing, entity: Entity | None, should_stop: Callable[[], bool]
) -> Iterator[FigureRow]:
    """The figures of a briefing, or those in sentences with an entity.

    Raises:
        NamesUnavailable: if the lists of names cannot be read.
    """
    for stated in services.figures.of(briefing, should_stop=should_stop):
        if entity is None or entity in stated.entities:
            yield FigureRow(entry, stated)


def find_in_statements(
    services: Services, statements: Sequence[Statement], should_stop: Callable[[], bool]
) -> Iterator[FigureRow]:
    """The figures in sentences of a dossier, in their order.

    Raises:
        IndexUnusable: if the index cannot be read.
        NamesUnavailable: if the lists of names cannot be read.
    """
    for entry, group in groupby(statements, key=lambda statement: statement.entry):
        if should_stop():
            return
        briefing = services.library.remembered(entry)
        if briefing is not None:
            sentences = [statement.span for statement in group]
            for stated in services.figures.of(briefing, should_stop=should_stop):
                if any(stated.figure.span.start in sentence for sentence in sentences):
                    yield FigureRow(entry, stated)
