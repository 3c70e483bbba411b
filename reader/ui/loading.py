"""Asking the services for what takes time, in worker threads, and posting what they say to the screen.

Owns the rule that a late answer is dropped: every answer names the briefing it is about.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from reader.domain.entity import Entity
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText
from reader.services.errors import FilterError, NamesUnavailable, StoreError, UnreadableFile
from reader.services.preload import Preload, Preloaded
from reader.services.services import Services
from reader.ui.snapshots import make_marks, print_dates, print_facts
from reader.ui.state import Annotated, Marks, Names, OpenBriefing


@dataclass(eq=False, repr=False)
class LibraryLoaded(Message):
    """The rows of the list, and the first briefing of it."""

    entries: tuple[Entry, ...]
    first: OpenBriefing | None


@dataclass(eq=False, repr=False)
class MarksLoaded(Message):
    """Read state, tags and bookmarks of the whole library."""

    marks: Mapping[str, Marks]


@dataclass(eq=False, repr=False)
class BriefingLoaded(Message):
    """A briefing, or why it cannot be read."""

    opened: OpenBriefing


@dataclass(eq=False, repr=False)
class AnnotatedLoaded(Message):
    """The annotations of one briefing, and where its reader was."""

    annotated: Annotated
    place: int


@dataclass(eq=False, repr=False)
class NamesLoaded(Message):
    """The names in one briefing."""

    names: Names


@dataclass(eq=False, repr=False)
class TotalsLoaded(Message):
    """How often each entity is named in the whole library."""

    totals: Mapping[Entity, int]


@dataclass(eq=False, repr=False)
class ShelfFiltered(Message):
    """The briefings that fit a query."""

    query: str
    entries: tuple[Entry, ...]


@dataclass(eq=False, repr=False)
class LoadFailed(Message):
    """The store or the library could not be read."""

    reason: SafeText


def open_briefing(services: Services, entry: Entry) -> OpenBriefing:
    """Read the text of a row, or say why it cannot be read."""
    if entry.failure:
        return OpenBriefing(entry, failure=entry.failure)
    try:
        briefing = services.library.briefing(entry.id)
    except UnreadableFile as error:
        return OpenBriefing(entry, failure=error.reason)
    return OpenBriefing(entry, briefing, facts=print_facts(entry))


def show_preloaded(loaded: Preloaded) -> tuple[LibraryLoaded | None, OpenBriefing | None]:
    """What a preload means for the panes: the list with its first briefing, or a glimpse, or nothing yet."""
    if loaded.glimpse is not None:
        row, beginning = loaded.glimpse
        facts = SafeText(" · ".join(part for part in (print_dates(row), "reading the rest …") if part))
        return None, OpenBriefing(row, beginning, facts=facts, is_glimpse=True)
    first = loaded.first
    entry = next((entry for entry in loaded.entries if first is not None and entry.id == first.id), None)
    opened = OpenBriefing(entry, first, facts=print_facts(entry)) if entry is not None else None
    return LibraryLoaded(loaded.entries, opened), None


class Loader:
    """Runs the slow questions of one screen.

    Args:
        widget: whose workers these are, and who gets the messages.
        services: who is asked.
    """

    def __init__(self, widget: Widget, services: Services) -> None:
        self._widget = widget
        self._services = services

    def _start(self, work: Callable[[], object], group: str, *, exclusive: bool = False) -> None:
        self._widget.run_worker(work, group=group, description=group, thread=True, exclusive=exclusive)

    def await_library(self, preload: Preload) -> None:
        """Post the library when it has been read."""

        def work() -> None:
            loaded = preload.finish()
            library, _ = show_preloaded(loaded if loaded.glimpse is None else preload.finish())
            if library is not None:
                self._widget.post_message(library)

        self._start(work, "reading the library")

    def load_marks(self, entries: tuple[Entry, ...]) -> None:
        """Read tags, bookmarks and read state."""

        def work() -> None:
            is_stale = _ask_worker()
            notes = self._services.annotations
            try:
                marks = make_marks(entries, notes.read_states(), notes.tags_by_briefing(), notes.bookmark_counts())
            except StoreError as error:
                self._widget.post_message(LoadFailed(error.reason))
                return
            if not is_stale():
                self._widget.post_message(MarksLoaded(marks))

        self._start(work, "reading the marks", exclusive=True)

    def load_briefing(self, entry: Entry) -> None:
        """Read one briefing."""

        def work() -> None:
            is_stale = _ask_worker()
            opened = open_briefing(self._services, entry)
            if not is_stale():
                self._widget.post_message(BriefingLoaded(opened))

        self._start(work, "opening a briefing", exclusive=True)

    def load_annotated(self, opened: OpenBriefing) -> None:
        """Read the annotations of a briefing, and where its reader was."""
        self._start(lambda: self._read_annotations(opened), "reading annotations", exclusive=True)

    def load_names(self, opened: OpenBriefing) -> None:
        """Find the names in a briefing."""
        briefing = opened.briefing
        if briefing is None:
            return

        def work() -> None:
            is_stale = _ask_worker()
            try:
                recognition = self._services.recognitions.of(briefing)
            except NamesUnavailable as error:
                self._widget.post_message(NamesLoaded(Names(briefing.id, is_loading=False)))
                self._widget.post_message(LoadFailed(error.reason))
                return
            if not is_stale():
                names = Names(briefing.id, recognition.mentions, recognition.counts, is_loading=False)
                self._widget.post_message(NamesLoaded(names))

        self._start(work, "finding names", exclusive=True)

    def count_totals(self, entries: tuple[Entry, ...]) -> None:
        """Count every entity in the whole library."""

        def work() -> None:
            is_stale = _ask_worker()
            totals = self._services.recognitions.totals(entries, self._services.library, is_stale)
            if not is_stale():
                self._widget.post_message(TotalsLoaded(totals))

        self._start(work, "counting names", exclusive=True)

    def filter_entries(self, entries: tuple[Entry, ...], query: str) -> None:
        """Find the briefings that fit a query."""

        def work() -> None:
            is_stale = _ask_worker()
            try:
                found = self._services.filter_entries(entries, query, is_stale)
            except (FilterError, StoreError) as error:
                self._widget.post_message(LoadFailed(error.reason))
                return
            if not is_stale():
                self._widget.post_message(ShelfFiltered(query.strip(), found))

        self._start(work, "filtering", exclusive=True)

    def _read_annotations(self, opened: OpenBriefing) -> None:
        assert opened.briefing is not None
        is_stale = _ask_worker()
        annotations = self._services.annotations
        try:
            placed = annotations.placed(opened.briefing)
            state = annotations.read_states().get(opened.entry.id)
        except StoreError as error:
            self._widget.post_message(LoadFailed(error.reason))
            return
        if not is_stale():
            annotated = Annotated(opened.entry.id, placed)
            self._widget.post_message(AnnotatedLoaded(annotated, state.place if state else 0))


def _ask_worker() -> Callable[[], bool]:
    """A question for the current worker: whether its answer is no longer wanted."""
    worker = get_current_worker()
    return lambda: worker.is_cancelled
