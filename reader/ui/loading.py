"""Asking the services for what takes time, in worker threads, and posting what they say to the screen.

Owns the rule that a late answer is dropped: every answer names the briefing it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from time import sleep
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from reader.domain.entity import Entity
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText, scrub_line
from reader.domain.span import Span
from reader.services.errors import FilterError, IndexUnusable, NamesUnavailable, StoreError, UnreadableFile
from reader.services.grouping import Group, Grouping, group_by_date
from reader.services.preload import Preload, Preloaded, list_rows
from reader.services.rows import Rows
from reader.services.services import Services
from reader.ui.snapshots import count_tags, make_marks, print_dates, print_facts
from reader.ui.state import Annotated, Marks, Names, OpenBriefing, TagCount

if TYPE_CHECKING:
    from reader.domain.order import Order
    from reader.services.arranging import Arranged, Arrangement
    from reader.services.filtering import Finding
    from reader.services.indexing import Event, Indexer

_PAUSE = 0.1
"""Seconds between the first rows that were found and all of them."""


@dataclass(eq=False, repr=False)
class LibraryLoaded(Message):
    """The rows of the list, and the first briefing of it."""

    rows: Rows
    groups: tuple[Group, ...]
    first: OpenBriefing | None
    total: int
    """How many rows there are; more than there are in `rows` where these are only the first."""
    is_complete: bool = True
    """Whether the rows are all that the folders hold."""


@dataclass(eq=False, repr=False)
class MarksLoaded(Message):
    """Read state, tags and bookmarks of the whole library."""

    marks: Mapping[str, Marks]
    read: frozenset[int]
    """What the rows that are not unread are called in the index."""
    unread: int
    tags: tuple[TagCount, ...]


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
    """How often each entity of the open briefing is named in the whole library."""

    briefing_id: str
    totals: Mapping[Entity, int]


@dataclass(eq=False, repr=False)
class ShelfFiltered(Message):
    """The briefings that fit a query, or all for an empty one."""

    query: str
    arranged: Arranged
    is_search: bool
    """Whether the query looks for words."""
    reissued: Mapping[str, Entry]
    """Of what was in hand: the rows that have taken its place, by the earlier ids."""


@dataclass(eq=False, repr=False)
class FindingsLoaded(Message):
    """Where the words of a query stand in some briefings, by their ids."""

    query: str
    findings: Mapping[str, Finding]


@dataclass(eq=False, repr=False)
class HitsLoaded(Message):
    """Every place of a briefing where something stands that a query asks for."""

    briefing_id: str
    query: str
    spans: tuple[Span, ...]
    is_new: bool
    """Whether the briefing has just been opened."""


@dataclass(eq=False, repr=False)
class IndexAdvanced(Message):
    """The process that keeps the index has done something."""

    event: Event


@dataclass(eq=False, repr=False)
class LoadFailed(Message):
    """The store or the library could not be read, or a query not be understood."""

    reason: SafeText
    is_of_query: bool = False


def open_briefing(services: Services, entry: Entry) -> OpenBriefing:
    """Read the text of a row, or say why it cannot be read."""
    if entry.failure:
        return OpenBriefing(entry, failure=entry.failure)
    try:
        briefing = services.library.briefing(entry.id)
    except UnreadableFile as error:
        return OpenBriefing(entry, failure=error.reason)
    return OpenBriefing(entry, briefing, facts=print_facts(entry))


def show_preloaded(services: Services, loaded: Preloaded) -> tuple[LibraryLoaded | None, OpenBriefing | None]:
    """What a preload means for the panes: the list with its first briefing, or a glimpse, or nothing yet."""
    if loaded.glimpse is not None:
        row, beginning = loaded.glimpse
        facts = SafeText(" · ".join(part for part in (print_dates(row), "reading the rest …") if part))
        return None, OpenBriefing(row, beginning, facts=facts, is_glimpse=True)
    first = loaded.first
    entry = next((entry for entry in loaded.entries if first is not None and entry.id == first.id), None)
    opened = OpenBriefing(entry, first, facts=print_facts(entry)) if entry is not None else None
    rows = list_rows(services.library, loaded)
    groups = group_by_date(rows.numbers, Grouping.MONTH)
    return LibraryLoaded(rows, groups, opened, loaded.total, loaded.is_complete), None


class Loader:
    """Runs the slow questions of one screen.

    Args:
        widget: whose workers these are, and who gets the messages.
        services: who is asked.
    """

    def __init__(self, widget: Widget, services: Services) -> None:
        self._widget = widget
        self._services = services
        self._indexer: Indexer | None = None
        self._arrangement: Arrangement | None = None
        self._told: set[SafeText] = set()

    def _start(self, work: Callable[[], object], group: str, *, exclusive: bool = False) -> None:
        self._widget.run_worker(work, group=group, description=group, thread=True, exclusive=exclusive)

    def await_library(self, preload: Preload) -> None:
        """Post the library when it has been read."""

        def work() -> None:
            try:
                loaded = preload.finish()
                library, _ = show_preloaded(self._services, loaded if loaded.glimpse is None else preload.finish())
            except IndexUnusable as error:
                self._widget.post_message(LoadFailed(error.reason))
                return
            if library is not None:
                self._widget.post_message(library)

        self._start(work, "reading the library")

    def load_marks(self) -> None:
        """Read tags, bookmarks and read state."""

        def work() -> None:
            is_stale = _ask_worker()
            notes, library = self._services.annotations, self._services.library
            try:
                tagged = notes.tags_by_briefing()
                marks = make_marks(notes.read_states(), tagged, notes.bookmark_counts())
                read = frozenset(
                    library.find_numbers(number for number, mark in marks.items() if not mark.is_unread).values()
                )
                unread = library.count_readable() - len(read)
            except (StoreError, IndexUnusable) as error:
                self._widget.post_message(LoadFailed(error.reason))
                return
            if not is_stale():
                self._widget.post_message(MarksLoaded(marks, read, unread, count_tags(tagged.values())))
            self._tell_new(notes.problems)

        self._start(work, "reading the marks", exclusive=True)

    def _tell_new(self, problems: Sequence[SafeText]) -> None:
        """Say what is wrong with the store, once."""
        for problem in problems:
            if problem not in self._told:
                self._told.add(problem)
                self._widget.post_message(LoadFailed(problem))

    def load_briefing(self, entry: Entry, width: int) -> None:
        """Read one briefing, to be shown in rows of so many cells."""

        def work() -> None:
            from reader.ui.ahead import read_ahead

            opened = read_ahead(entry, width, partial(open_briefing, self._services), _ask_worker())
            if opened is not None:
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

    def count_totals(self, names: Names) -> None:
        """Look up how often the names of a briefing stand in the whole library."""

        def work() -> None:
            try:
                totals = self._services.library.totals(row.entity for row in names.counts)
            except IndexUnusable as error:
                self._widget.post_message(LoadFailed(error.reason))
                return
            self._widget.post_message(TotalsLoaded(names.briefing_id, totals))

        self._start(work, "counting names", exclusive=True)

    @property
    def arrangement(self) -> Arrangement | str:
        """The order of the list, as it can be printed."""
        return self._arrangement or "by date"

    def arrange(self, order: Order, grouping: Grouping) -> None:
        """List in another order from now on."""
        from reader.services.arranging import Arrangement

        self._arrangement = Arrangement(order, grouping)

    def filter_entries(self, query: str, in_hand: Sequence[Entry] = ()) -> None:
        """Find the briefings that fit a query, all of them for an empty one, and what became of those in hand."""

        def work() -> None:
            from reader.services.arranging import Arrangement, arrange, begin
            from reader.services.filtering import seeks_words
            from reader.services.reissues import find_reissues

            is_stale, arrangement = _ask_worker(), self._arrangement or Arrangement()

            def show(arranged: Arranged | None) -> None:
                if arranged is not None and not is_stale():
                    is_search = seeks_words(self._services.read_query(query))
                    reissued = find_reissues(self._services.library, in_hand)
                    self._widget.post_message(ShelfFiltered(query.strip(), arranged, is_search, reissued))

            try:
                first = begin(self._services, query, arrangement)
                show(first)
                # What is to be painted, and the next letter, come before the rows that nobody sees yet.
                if first is not None:
                    sleep(_PAUSE)
                if not is_stale():
                    show(arrange(self._services, query, arrangement))
            except (FilterError, StoreError, IndexUnusable) as error:
                self._widget.post_message(LoadFailed(error.reason, isinstance(error, FilterError)))

        self._start(work, "filtering", exclusive=True)

    def load_findings(self, entries: Sequence[Entry], query: str) -> None:
        """Find out where in some briefings the words of a query stand."""

        def work() -> None:
            from reader.services.filtering import describe_findings

            is_stale, findings = _ask_worker(), {}
            try:
                wanted = self._services.read_query(query)
                for finding in describe_findings(entries, wanted, self._services):
                    if is_stale():
                        return
                    findings[finding.entry.id] = finding
            except (FilterError, IndexUnusable) as error:
                self._widget.post_message(LoadFailed(error.reason))
            self._widget.post_message(FindingsLoaded(query, findings))

        self._start(work, "finding words", exclusive=True)

    def load_hits(self, opened: OpenBriefing, query: str, *, is_new: bool) -> None:
        """Find every place of a briefing where something stands that a query asks for."""
        briefing = opened.briefing
        if briefing is None:
            return

        def work() -> None:
            from reader.services.filtering import find_hits

            try:
                spans = find_hits(briefing, self._services.read_query(query), self._services)
            except (FilterError, IndexUnusable) as error:
                self._widget.post_message(LoadFailed(error.reason))
                return
            self._widget.post_message(HitsLoaded(briefing.id, query, spans, is_new))

        self._start(work, "finding places", exclusive=True)

    def watch_library(self, *, stays: bool) -> None:
        """Tell whether the index is complete; if `stays`, keep it so in another process, and post what that tells."""

        def work() -> None:
            from reader.services.indexing import Event, EventKind, Indexer
            from reader.ui.gathering import gather_events

            services = self._services
            tell = gather_events(lambda event: self._widget.post_message(IndexAdvanced(event)))
            try:
                if services.library.is_named(services.lists.word):
                    tell(Event(EventKind.CURRENT))
                if stays:
                    self._indexer = Indexer(services.library.roots, tell)
            except (IndexUnusable, NamesUnavailable) as error:
                self._widget.post_message(LoadFailed(error.reason))
            except OSError as error:
                self._widget.post_message(LoadFailed(scrub_line(f"new files are not noticed: {error.strerror}")))

        self._start(work, "watching the library")

    def close(self) -> None:
        """End the other process."""
        if self._indexer is not None:
            self._indexer.stop()

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
