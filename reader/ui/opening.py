"""The screens that open on top of the panes: the annotations, and the dossier of a name."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from textual.app import App

from reader.commands.model import Command
from reader.domain.dossier import Statement
from reader.domain.entity import Entity
from reader.services.services import Services
from reader.ui.annotating import Annotating
from reader.ui.dossier_state import DossierState
from reader.ui.jumps import Place
from reader.ui.screens.annotations import AnnotationsScreen
from reader.ui.screens.dossier import DossierScreen


class Host(Protocol):
    """What the screen gives."""

    commands: Sequence[Command]

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

    def say(self, text: str, *, is_warning: bool = False) -> None:
        """Show a notice."""


class Opening:
    """The commands that open a screen."""

    def __init__(self, host: Host, services: Services, annotating: Annotating) -> None:
        self._host = host
        self._services = services
        self._annotating = annotating
        self._left: DossierState | None = None
        """The dossier that was last left for one of its sentences."""

    def do_annotations(self, count: int) -> None:
        """Every tag and bookmark."""
        screen = AnnotationsScreen(self._services, self._annotating, self._host.commands, self._jump)
        self._host.app.push_screen(screen)

    def do_dossier(self, count: int) -> None:
        """Everything the library says about the name under the cursor."""
        entity = self._host.entity_under_cursor()
        if entity is None:
            self._host.say("No name under the cursor: Tab leads to the list of the names.", is_warning=True)
            return
        self._open_dossier(DossierState(entity))

    def _open_dossier(self, state: DossierState) -> None:
        self._host.app.push_screen(DossierScreen(self._services, self._annotating, state, self._host.commands, self))

    def leave_dossier(self, state: DossierState, place: Place) -> None:
        """Close a dossier, go to a place, and let Ctrl-O come back to the dossier."""
        self._host.app.pop_screen()
        self._left = state
        here = self._host.here()
        if here is not None:
            self._host.remember(replace(here, uncover=partial(self._reopen_dossier, state.entity)))
        self._host.go_to(place)

    def _reopen_dossier(self, entity: Entity) -> None:
        """The dossier as it was left; of others than the last one, which takes memory, only the name is kept."""
        left = self._left
        self._open_dossier(left if left is not None and left.entity == entity else DossierState(entity))

    def change_dossier(self, entity: Entity) -> None:
        """Another dossier instead of the one on top."""
        self._host.app.pop_screen()
        self._open_dossier(DossierState(entity))

    def open_dossier_figures(self, state: DossierState, statements: Sequence[Statement]) -> None:
        """The figures in sentences of a dossier, over it; from there a jump closes both."""
        from reader.ui.figuring import find_in_statements
        from reader.ui.screens.figures import FiguresScreen

        screen = FiguresScreen(
            state.entity.name,
            partial(find_in_statements, self._services, statements),
            self._host.commands,
            partial(self.leave_dossier, state),
            has_sources=True,
        )
        self._host.app.push_screen(screen)

    def _jump(self, place: Place) -> None:
        self._host.remember(self._host.here())
        self._host.go_to(place)
