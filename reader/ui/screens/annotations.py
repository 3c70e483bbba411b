"""Every bookmark and tag of the library, to jump back to their words."""

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual.app import ComposeResult
from textual.reactive import reactive

from reader.commands.model import Command, Scope
from reader.domain.annotation import Annotation, Motivation
from reader.domain.scrub import SafeText
from reader.domain.selector import AnchorState
from reader.services.annotations import PlacedAnnotation
from reader.services.errors import FilterError, StoreError
from reader.services.services import Services
from reader.ui.annotating import Annotating, Host, Target
from reader.ui.jumps import Place
from reader.ui.screens.base import CommandScreen
from reader.ui.widgets.bars import KeyBar, PaneHeading, StatusLine
from reader.ui.widgets.inkwell import Inkwell
from reader.ui.widgets.prompt import Question
from reader.ui.widgets.rows import RowsView

_MARKS = {
    Motivation.BOOKMARKING: "◆",
    Motivation.TAGGING: "#",
    Motivation.HIGHLIGHTING: "▒",
    Motivation.COMMENTING: "›",
}
_ROWS_OF_AN_ANNOTATION = 2
_SURE = (AnchorState.EXACT, AnchorState.MOVED)


def print_subject(annotation: Annotation) -> str:
    """What an annotation is about: its words, its name, or the whole briefing."""
    if annotation.quote is not None:
        return f"“{' '.join(annotation.quote.exact.split())}”"
    return annotation.entity or "the whole briefing"


def _print_source(placed: PlacedAnnotation) -> str:
    annotation = placed.annotation
    issue = annotation.briefing.label or ""
    parts = [
        annotation.created[:10],
        annotation.briefing.title,
        issue if issue not in annotation.briefing.title else "",
    ]
    if placed.anchor.state not in _SURE:
        parts.append(f"({placed.anchor.state})")
    return " · ".join(part for part in parts if part)


class AnnotationList(RowsView):
    """Annotations, newest first: what was added, the words, where they stand."""

    placed: reactive[Sequence[PlacedAnnotation]] = reactive(())

    @property
    def current(self) -> PlacedAnnotation | None:
        """The annotation under the cursor."""
        return self.placed[self.cursor] if 0 <= self.cursor < len(self.placed) else None

    def watch_placed(self) -> None:
        """Show others."""
        self.set_items([_ROWS_OF_AN_ANNOTATION] * len(self.placed), [True] * len(self.placed), max(0, self.cursor))

    def empty_message(self) -> SafeText:
        """Say how annotations are made."""
        return SafeText(
            "No bookmarks or tags to show. In an article, B bookmarks the block under the cursor and t tags it."
        )

    def draw_item(self, index: int, line: int, width: int) -> list[Segment]:
        """Tags and words, then the source."""
        placed = self.placed[index]
        annotation = placed.annotation
        if line == 0:
            tags = "".join(f" #{tag}" for tag in annotation.tags)
            mark = "" if annotation.motivation is Motivation.TAGGING else f" {_MARKS[annotation.motivation]}"
            head = f"{mark}{tags} "
            size = min(len(head), width // 2)
            return [
                self.set_text(head, size, "tag"),
                self.set_text(f" {print_subject(annotation)}", max(1, width - size)),
            ]
        name = "quiet" if placed.anchor.state in _SURE else "warning"
        return [self.set_text(f"   {_print_source(placed)}", width, name)]


class AnnotationsScreen(CommandScreen):
    """All annotations of the library."""

    def __init__(
        self, services: Services, annotating: Annotating, commands: Sequence[Command], jump: Callable[[Place], None]
    ) -> None:
        super().__init__(commands)
        self._services = services
        self._annotating = annotating
        self._jump = jump
        self._all: Sequence[PlacedAnnotation] = ()
        self._needle = ""
        self._served: Host | None = None

    @property
    def scope(self) -> Scope:
        """The annotations'."""
        return Scope.ANNOTATIONS

    def receivers(self) -> Sequence[object]:
        """The list, this screen, then the annotating commands, for undo."""
        return (*([self.focused] if self.focused else []), self, self._annotating)

    def compose(self) -> ComposeResult:
        """A heading, the list, the prompt, and the instruments."""
        yield PaneHeading("ANNOTATIONS", is_focused=True)
        yield AnnotationList()
        yield StatusLine()
        keys = KeyBar(self.commands)
        keys.scope = Scope.ANNOTATIONS
        yield keys
        yield Inkwell()

    def on_mount(self) -> None:
        """Read them."""
        self.query_one(AnnotationList).focus()
        self._served = self._annotating.serve(self)
        self.annotations_changed()

    def on_unmount(self) -> None:
        """Give the annotating commands back to the screen below."""
        if self._served is not None:
            self._annotating.serve(self._served)
            self._served.annotations_changed()

    def annotation_target(self) -> Target | None:
        """Nothing is annotated here."""
        return None

    def annotation_targets(self) -> Sequence[Target]:
        """Nothing, as well."""
        return ()

    def listed_ids(self, part: str) -> Sequence[str]:
        """No briefings are listed here."""
        return ()

    def annotations_changed(self) -> None:
        """Read all annotations, in a worker."""

        def work() -> None:
            try:
                placed = self._services.annotations.all_placed()
            except StoreError as error:
                reason = error.reason
                self.call_on_screen(lambda: self.say(reason, is_warning=True))
                return
            self.call_on_screen(lambda: self._show(placed))

        self.run_worker(work, group="annotations", description="reading annotations", thread=True, exclusive=True)

    def _show(self, placed: Sequence[PlacedAnnotation]) -> None:
        self._all = sorted(placed, key=lambda item: item.annotation.created, reverse=True)
        self._filter(self._needle)

    def _filter(self, query: str) -> None:
        """Show what fits a query: in a worker, since a query about names may have to look for them first."""
        self._needle = needle = query.strip()
        everything = self._all

        def work() -> None:
            try:
                shown = self._services.filter_annotations(everything, needle)
            except (FilterError, StoreError) as error:
                reason = error.reason
                self.call_on_screen(lambda: self.say(reason, is_warning=True))
                return
            self.call_on_screen(lambda: self._show_filtered(needle, shown))

        self.run_worker(work, group="filtering", description="filtering annotations", thread=True, exclusive=True)

    def _show_filtered(self, needle: str, shown: Sequence[PlacedAnnotation]) -> None:
        if needle != self._needle:
            return
        self.query_one(AnnotationList).placed = shown
        total = len(self._all)
        self.query_one(PaneHeading).detail = f"{len(shown)} of {total} · {needle}" if needle else str(total)

    def do_find(self, count: int) -> None:
        """Filter by words, while they are typed."""
        before = self._needle
        self.ask(Question("find", self._filter, self._filter, lambda: self._filter(before), before))

    def do_cancel(self, count: int) -> None:
        """Show all again, or close."""
        if self._needle:
            self._filter("")
        else:
            self.app.pop_screen()

    def do_jump(self, count: int) -> None:
        """To the words."""
        current = self.query_one(AnnotationList).current
        if current is None:
            return
        if current.entry is None:
            self.say("Its briefing is not in the library now.", is_warning=True)
            return
        if current.anchor.span is None and current.annotation.quote is not None:
            self.say("Its words are not in the briefing any more; they are kept here.", is_warning=True)
            return
        start = current.anchor.span.start if current.anchor.span is not None else 0
        self.app.pop_screen()
        self._jump(Place(current.entry.id, start))

    def do_delete(self, count: int) -> None:
        """Remove the annotation under the cursor; u brings it back."""
        current = self.query_one(AnnotationList).current
        if current is not None:
            self._annotating.remove(current.annotation.id)
