"""Putting annotations on words as they are now: for sure, or where the reader says."""

from collections.abc import Callable, Sequence
from typing import Protocol

from textual.app import App

from reader.commands.model import Command
from reader.domain.annotation import Annotation
from reader.domain.span import Span
from reader.services.annotations import Change, PlacedAnnotation
from reader.services.reviewing import re_anchor_all
from reader.services.services import Services
from reader.ui.annotating import Annotating


class Host(Protocol):
    """What the screen gives."""

    commands: Sequence[Command]

    @property
    def app(self) -> App[object]:
        """The application, which holds the screens."""


def count_annotations(count: int) -> str:
    """For a notice: "an annotation", "3 annotations"."""
    return "an annotation" if count == 1 else f"{count:,} annotations"


class Anchoring:
    """Shows the places that an annotation may mean, and moves anchors."""

    def __init__(self, host: Host, services: Services, annotating: Annotating) -> None:
        self._host = host
        self._services = services
        self._annotating = annotating

    def re_anchor(self, pairs: Sequence[tuple[Annotation, Span]]) -> None:
        """Put annotations on words."""

        def work() -> tuple[str, Sequence[Change]]:
            changes, refused = re_anchor_all(self._services.annotations, pairs)
            rest = f"; {len(refused):,} not: {refused[0]}" if refused else ""
            return f"Put {count_annotations(len(changes))} on the words as they are now{rest}.", changes

        self._annotating.record(work)

    def open_places(self, placed: PlacedAnnotation, look: Callable[[Span], None]) -> None:
        """Show the places that an annotation may mean.

        Args:
            placed: the annotation; its briefing is there.
            look: goes to words, and changes nothing.
        """
        from reader.ui.screens.places import PlacesScreen

        def choose(span: Span) -> None:
            self.re_anchor([(placed.annotation, span)])

        self._host.app.push_screen(PlacesScreen(self._services, placed, self._host.commands, choose, look))
