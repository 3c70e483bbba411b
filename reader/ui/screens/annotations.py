"""Every annotation of the library, to jump back to their words and to look after them."""

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.worker import get_current_worker

from reader.commands.model import Command, Scope
from reader.domain.scrub import SafeText, phrase, scrub_line
from reader.services.annotations import PlacedAnnotation
from reader.services.errors import FilterError, StoreError
from reader.services.reviewing import stream_placed
from reader.services.services import Services
from reader.ui.annotating import Annotating, Host, Target
from reader.ui.contents.collection import By, Collection, choose_by_words, collect
from reader.ui.jumps import Place
from reader.ui.reviewing import Reviewing
from reader.ui.screens.base import CommandScreen
from reader.ui.widgets.annotation_list import AnnotationList
from reader.ui.widgets.bars import KeyBar, PaneHeading, StatusLine
from reader.ui.widgets.inkwell import Inkwell
from reader.ui.widgets.prompt import Question

_SHOWN_AT_GROWTH = 4
"""While annotations are read, the list is made anew when there are so many times as many: making it takes time too."""


class AnnotationsScreen(CommandScreen):
    """All annotations of the library. Reading, filtering and grouping are a worker's."""

    def __init__(
        self, services: Services, annotating: Annotating, commands: Sequence[Command], jump: Callable[[Place], None]
    ) -> None:
        super().__init__(commands)
        self._services = services
        self._annotating = annotating
        self._jump = jump
        self._reviewing = Reviewing(self, services, annotating)
        self._all: tuple[PlacedAnnotation, ...] = ()
        self._is_current = False
        """Whether all have been read since something changed."""
        self._asked = 0
        """How often something was asked: only the last answer is shown."""
        self._by = By.DATE
        self._words = self._query = ""
        self._served: Host | None = None

    @property
    def scope(self) -> Scope:
        """The annotations'."""
        return Scope.ANNOTATIONS

    @property
    def list_(self) -> AnnotationList:
        """The rows."""
        return self.query_one(AnnotationList)

    def receivers(self) -> Sequence[object]:
        """The list, this screen, what changes annotations, then the annotating commands, for undo."""
        return (*([self.focused] if self.focused else []), self, self._reviewing, self._annotating)

    def compose(self) -> ComposeResult:
        """A heading, the list, the prompt, and the instruments."""
        yield PaneHeading(SafeText("ANNOTATIONS"), is_focused=True)
        yield AnnotationList()
        yield StatusLine()
        keys = KeyBar(self.commands)
        keys.scope = Scope.ANNOTATIONS
        yield keys
        yield Inkwell(self._services.settings.tag_colours)

    def on_mount(self) -> None:
        """Read them."""
        self.list_.focus()
        self._served = self._annotating.serve(self)
        self.list_.collection = Collection(is_complete=False)
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

    # Reading.

    def annotations_changed(self) -> None:
        """Read all annotations."""
        self._is_current = False
        self._collect()

    def _collect(self) -> None:
        """Show what fits, in a worker; what was begun before is given up."""
        by, words, query = self._by, self._words, self._query
        known, is_current = self._all, self._is_current
        self._asked += 1
        asked = self._asked

        def fit(placed: Sequence[PlacedAnnotation]) -> Sequence[PlacedAnnotation]:
            chosen = choose_by_words(placed, words)
            return self._services.filter_annotations(chosen, query) if query else chosen

        def work() -> None:
            worker = get_current_worker()

            def show(placed: tuple[PlacedAnnotation, ...], *, is_complete: bool) -> None:
                collection = collect(fit(placed), by, len(placed), is_complete=is_complete)
                if not worker.is_cancelled:
                    self.call_on_screen(lambda: self._show(collection, placed, asked))

            try:
                if is_current:
                    show(known, is_complete=True)
                else:
                    self._read(known, show, lambda: worker.is_cancelled)
            except (FilterError, StoreError) as error:
                reason = error.reason
                self.call_on_screen(lambda: self.say(reason, is_warning=True))

        self.run_worker(work, group="annotations", description="reading annotations", thread=True, exclusive=True)

    def _read(
        self,
        known: tuple[PlacedAnnotation, ...],
        show: Callable[..., None],
        is_stale: Callable[[], bool],
    ) -> None:
        """Show what there is: the newest at once, the others as they are found."""
        found: list[PlacedAnnotation] = []
        # The screen may be closed by now.
        shown, is_empty = 0, not any(rows.collection.rows for rows in self.query(AnnotationList))
        for part in stream_placed(self._services.annotations, known):
            if is_stale():
                return
            found += part
            if is_empty and len(found) >= _SHOWN_AT_GROWTH * shown:
                shown = len(found)
                show(tuple(found), is_complete=False)
        show(tuple(found), is_complete=True)

    def _show(self, collection: Collection, placed: tuple[PlacedAnnotation, ...], asked: int) -> None:
        if asked != self._asked:
            return
        if collection.is_complete:
            self._all, self._is_current = placed, True
        self.list_.collection = collection
        self.show_summary()

    def show_summary(self) -> None:
        """Say over the list how many there are, in what order, and what is filtered or selected."""
        collection, chosen = self.list_.collection, len(self.list_.selected)
        count = f"{collection.shown:,} of {collection.total:,}" if self._filter else f"{collection.total:,}"
        busy = "" if collection.is_complete else "reading …"
        selected = f"{chosen:,} selected" if chosen else ""
        parts = (selected, busy, count, self._filter, f"by {self._by}")
        self.query_one(PaneHeading).detail = scrub_line(" · ".join(part for part in parts if part))

    @property
    def _filter(self) -> str:
        return " · ".join(part for part in (self._words, self._query) if part)

    # Commands.

    def _set_words(self, words: str) -> None:
        self._words = words.strip()
        self._collect()

    def _set_query(self, query: str) -> None:
        self._query = query.strip()
        self._collect()

    def do_find(self, count: int) -> None:
        """Show only those with some words in their words and notes, while they are typed."""
        before = self._words
        self.ask(Question("find", self._set_words, self._set_words, lambda: self._set_words(before), before))

    def do_filter_library(self, count: int) -> None:
        """Show only those that fit a query."""
        before = self._query
        self.ask(Question("filter", self._set_query, self._set_query, lambda: self._set_query(before), before))

    def do_group(self, count: int) -> None:
        """Group by something else."""
        self._by = self._by.following()
        self.say(phrase("Grouped by {}.", self._by))
        self._collect()

    def do_cancel(self, count: int) -> None:
        """Stop what takes long, let the selection go, show all again, or close."""
        if self._reviewing.stop():
            return
        if self.list_.selected:
            self.list_.selected = frozenset()
            self.show_summary()
        elif self._filter:
            self._words = self._query = ""
            self._collect()
        else:
            self.app.pop_screen()

    def do_jump(self, count: int) -> None:
        """To the words; where it is not sure which they are, to the places that may be meant."""
        current = self.list_.current
        if current is None:
            return
        if current.entry is None:
            self.say(phrase("Its briefing is not in the library now."), is_warning=True)
        elif self._reviewing.has_to_be_compared(current):
            self._reviewing.open_places(current)
        else:
            self.leave_for(current, current.anchor.span.start if current.anchor.span is not None else 0)

    def leave_for(self, placed: PlacedAnnotation, start: int) -> None:
        """Close, and go to a place in the briefing of an annotation."""
        if placed.entry is not None:
            self.app.pop_screen()
            self._jump(Place(placed.entry.id, start))
