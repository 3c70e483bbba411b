"""Putting annotations on words as they are now: for sure, or where the reader says."""

from collections.abc import Callable, Sequence
from typing import Protocol

from textual.app import App

from reader.commands.model import Command
from reader.domain.annotation import Annotation
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.services.annotations import Change, PlacedAnnotation
from reader.services.reviewing import Described, describe_all, re_anchor_all
from reader.services.services import Services
from reader.ui.annotating import Annotating
from reader.ui.progressing import Progress


class Host(Protocol):
    """What the screen gives."""

    commands: Sequence[Command]

    @property
    def app(self) -> App[object]:
        """The application, which holds the screens."""

    def set_status(
        self, *, trail: SafeText | None = None, pending: SafeText | None = None, busy: SafeText | None = None
    ) -> None:
        """Say what is going on."""

    def call_on_screen(self, callback: Callable[[], None]) -> None:
        """Run `callback` on the interface's thread."""


def count_annotations(count: int) -> str:
    """For a notice: "an annotation", "3 annotations"."""
    return "an annotation" if count == 1 else f"{count:,} annotations"


class Anchoring:
    """Shows the places that an annotation may mean, and moves anchors."""

    def __init__(self, host: Host, services: Services, annotating: Annotating) -> None:
        self._host = host
        self._services = services
        self._annotating = annotating
        self._progress: Progress | None = None
        """Of what is being put on words."""

    def re_anchor(self, pairs: Sequence[tuple[Annotation, Span]]) -> None:
        """Put annotations on words: describing these takes long, and may be given up; then all is one step."""
        self.stop()
        annotations, progress = self._services.annotations, Progress(self._host, "re-anchoring", len(pairs))
        self._progress = progress

        def prepare() -> Described:
            try:
                return describe_all(annotations, pairs, progress.tell, lambda: progress.is_stopped)
            finally:
                progress.end()
                self._progress = None if self._progress is progress else self._progress

        def work(described: Described) -> tuple[str, Sequence[Change]]:
            changes, refused = re_anchor_all(annotations, described)
            rest = f"; {len(refused):,} not: {refused[0]}" if refused else ""
            return f"Put {count_annotations(len(changes))} on the words as they are now{rest}.", changes

        self._annotating.record_prepared(prepare, work)

    def stop(self) -> bool:
        """Give up what is being put on words; whether anything was."""
        progress, self._progress = self._progress, None
        if progress is not None:
            progress.stop()
        return progress is not None

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
