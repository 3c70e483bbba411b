"""The screens that open on top of the panes: the annotations, and the dossier of a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from textual.app import App

from reader.commands.model import Command
from reader.domain.dossier import Statement
from reader.domain.entity import Entity
from reader.domain.scrub import SafeText
from reader.services.errors import IndexUnusable, StoreError, UnknownName
from reader.services.services import Services
from reader.ui.annotating import Annotating
from reader.ui.completing import NameStock
from reader.ui.dossier_state import DossierState
from reader.ui.jumps import Place
from reader.ui.screens.annotations import AnnotationsScreen
from reader.ui.screens.dossier import DossierScreen
from reader.ui.widgets.prompt import Question

if TYPE_CHECKING:
    from textual.worker import Worker


class Host(Protocol):
    """What the screen gives."""

    commands: Sequence[Command]

    @property
    def app(self) -> App[object]:
        """The application, which holds the screens."""

    def entity_under_cursor(self) -> Entity | None:
        """The name in the sidebar, or in the text, that the cursor stands on."""

    @property
    def is_answered(self) -> bool:
        """Whether words were typed behind the command's name."""

    def list_names(self) -> Sequence[str]:
        """The names in the open briefing."""

    def ask(self, question: Question) -> None:
        """Ask for a line of text."""

    def call_on_screen(self, callback: Callable[[], None]) -> None:
        """Run `callback` on the interface's thread."""

    def run_worker(
        self, work: Callable[[], object], *, group: str, description: str, thread: bool, exclusive: bool = False
    ) -> Worker[object]:
        """Run `work` in a thread."""

    def here(self) -> Place | None:
        """Where the reading cursor is."""

    def remember(self, place: Place | None) -> None:
        """Keep a place for Ctrl-O."""

    def go_to(self, place: Place) -> None:
        """Put the reading cursor on a place, in this briefing or another."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
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
        entity = None if self._host.is_answered else self._host.entity_under_cursor()
        if entity is None:
            self.do_ask_dossier(count)
        else:
            self._open_dossier(DossierState(entity))

    def do_ask_dossier(self, count: int) -> None:
        """Everything the library says about a name that is typed."""
        stock = NameStock(self._services)
        complete = stock.open(self._host.list_names(), "")
        self._host.ask(Question("dossier of", partial(self._open_called, stock), complete=complete))

    def _open_called(self, stock: NameStock, typed: str) -> None:
        name = " ".join(typed.split())

        def work() -> None:
            try:
                entity = self._services.dossiers.identify(stock.find(name))
            except (UnknownName, IndexUnusable, StoreError) as error:
                self._host.call_on_screen(partial(self._host.say, error.reason, is_warning=True))
            else:
                self._host.call_on_screen(partial(self._open_dossier, DossierState(entity)))

        if name:
            self._host.run_worker(work, group="dossier", description="looking a name up", thread=True, exclusive=True)

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
