"""The briefing list's part of the main screen: which rows there are, in what order, and what is chosen among them.

Owns the shelf: what the index, the store and the filter say about it becomes the snapshot that the list shows. What
becomes of the briefing under the cursor is the subclass's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.worker import Worker

from reader.commands.model import Command
from reader.domain.entry import Entry
from reader.domain.order import Order
from reader.domain.scrub import SafeText, scrub_line
from reader.services.grouping import Grouping
from reader.services.services import Services
from reader.ui.loading import (
    FindingsLoaded,
    IndexAdvanced,
    LibraryLoaded,
    Loader,
    LoadFailed,
    MarksLoaded,
    ShelfFiltered,
)
from reader.ui.screens.base import Choice
from reader.ui.screens.panes import PaneScreen
from reader.ui.state import OpenBriefing, Saved
from reader.ui.widgets.bars import PaneHeading, StatusLine, TitleBar
from reader.ui.widgets.briefing_list import BriefingList

if TYPE_CHECKING:
    from reader.ui.busy import Busy
    from reader.ui.counting import SavedCounted
    from reader.ui.widgets.saved_queries import SavedQueries

_LARGE = 10_000
_COUNT_PAUSE = 0.3
"""Seconds between a change and counting the saved queries anew, with what else has changed until then."""
_COUNT_SHARE = 10
"""How many times as long as counting takes that is at least: in a large library it can take a second."""
_PREVIEW_PAUSE = 0.12
"""Seconds for which the list's cursor rests before the briefing under it is shown."""


class ShelfScreen(PaneScreen):
    """Three panes, of which the first is looked after."""

    def __init__(self, services: Services, commands: Sequence[Command], *, watches: bool) -> None:
        super().__init__(commands)
        self._services = services
        self._watches = watches
        self._loader = Loader(self, services)
        self._preview_timer: Timer | None = None
        self._is_current = False
        self._progress = ""
        self._objection = SafeText("")
        """What was wrong with the query while it was typed."""
        self._query = ""
        self._count_timer: Timer | None = None
        self._count_pause = _COUNT_PAUSE
        self.set_reactive(PaneScreen.saved, Saved(services.settings.queries))
        self.tag_colours = services.settings.tag_colours

    def on_mount(self) -> None:
        """Tell what is wrong with the settings, once the screen stands."""
        self.call_after_refresh(self._tell_problems)

    def _tell_problems(self) -> None:
        from reader.ui.counting import tell_problems

        tell_problems(self, self._services)

    @cached_property
    def _busy(self) -> Busy:
        from reader.ui.busy import Busy

        return Busy(self, self.set_timer)

    @property
    def busy(self) -> str:
        """What the status line says is going on."""
        return self.query_one(StatusLine).status.busy

    def on_worker_state_changed(self, message: Worker.StateChanged) -> None:
        """Say what takes long."""
        self._busy.follow(message.worker, message.state)

    def stop_busy(self) -> bool:
        """Give up what takes long; whether there was any such thing."""
        return self._busy.stop()

    # What a subclass gives.

    def show_opened(self, opened: OpenBriefing) -> None:
        """Show a briefing."""
        raise NotImplementedError

    def open_entry(self, entry: Entry) -> None:
        """Have a briefing shown; that alone marks nothing."""
        raise NotImplementedError

    def reopen(self, entry: Entry) -> None:
        """Have the later version of the open briefing shown, at the place where its reader is."""
        raise NotImplementedError

    def read_entry(self, entry: Entry) -> None:
        """Open a briefing for reading."""
        raise NotImplementedError

    def names_current(self) -> None:
        """Called when the index has all names."""

    def search_changed(self) -> None:
        """Called when other words are sought."""

    def marks_changed(self) -> None:
        """Called when read state, tags and bookmarks were read."""

    # What the services answer.

    def on_library_loaded(self, message: LibraryLoaded) -> None:
        """Fill the list and show its first briefing; only then look up what was added to them."""
        if message.first is not None:
            self.show_opened(message.first)
        self.shelf = replace(
            self.shelf,
            entries=message.rows,
            groups=message.groups,
            total=message.total,
            found=message.total,
            is_loading=not message.is_complete,
        )
        if message.first is not None:
            self.list_.show_entry(message.first.entry.id)
        self._show_summary()
        if len(message.rows) < message.total:
            self.call_after_refresh(self._loader.filter_entries, self._query)
        self.call_after_refresh(self.read_marks)
        self.call_after_refresh(self._loader.watch_library, stays=self._watches)

    def on_marks_loaded(self, message: MarksLoaded) -> None:
        """Show read state, tags and bookmarks in the list."""
        self.shelf = replace(self.shelf, marks=message.marks, read=message.read, unread=message.unread)
        self.tags = message.tags
        self._show_summary()
        self._count_soon()
        self.marks_changed()

    def on_shelf_filtered(self, message: ShelfFiltered) -> None:
        """Show only the briefings that fit."""
        self.withdraw(self._objection)
        arranged = message.arranged
        self.shelf = replace(
            self.shelf,
            entries=arranged.rows,
            groups=arranged.groups,
            total=arranged.total,
            found=arranged.found,
            filter=message.query,
            is_search=message.is_search,
            findings=self.shelf.findings if message.query == self.shelf.filter else {},
            reissued=message.reissued,
            arrangement=str(self._loader.arrangement),
        )
        if self.opened is not None and self.opened.entry.id in message.reissued:
            self.reopen(message.reissued[self.opened.entry.id])
        self._show_summary()
        self._find_words()
        if arranged.found == len(arranged.rows):
            self.search_changed()

    def on_findings_loaded(self, message: FindingsLoaded) -> None:
        """Show where the words stand."""
        if message.query == self.shelf.filter:
            self.shelf = replace(self.shelf, findings={**self.shelf.findings, **message.findings})

    def _find_words(self) -> None:
        """Look up where the words stand in the rows in sight."""
        shelf = self.shelf
        if shelf.is_search:
            missing = [entry for entry in self.list_.visible_entries() if entry.id not in shelf.findings]
            if missing:
                self._loader.load_findings(missing, shelf.filter)

    def on_index_advanced(self, message: IndexAdvanced) -> None:
        """Show what was read meanwhile."""
        from reader.services.indexing import EventKind

        event = message.event
        is_busy = event.kind in (EventKind.READING, EventKind.NAMING)
        if event.kind is EventKind.FAILED:
            self.say(event.reason, is_warning=True)
        self._progress = f"{event.kind} {event.done:,} of {event.total:,}" if is_busy else ""
        was_current, self._is_current = self._is_current, event.kind is EventKind.CURRENT
        if self.shelf.is_loading and event.kind is EventKind.CURRENT:
            self.shelf = replace(self.shelf, is_loading=False)
        if event.kind is EventKind.READING or (event.kind is EventKind.CURRENT and event.total):
            opened = [self.opened.entry] if self.opened is not None else []
            current = [self.list_.current] if self.list_.current is not None else []
            self._loader.filter_entries(self._query, [*opened, *current])
            self.read_marks()
        if self._is_current and (event.total or not was_current):
            self.names_current()
            self._count_soon()
        self._show_summary()

    def on_load_failed(self, message: LoadFailed) -> None:
        """Say it; everything else goes on."""
        self.say(message.reason, is_warning=True)
        if message.is_of_query:
            self._objection = message.reason

    def read_marks(self) -> None:
        """Read tags, bookmarks and read state again."""
        self._loader.load_marks()

    def queries_changed(self) -> None:
        """Count other saved queries, and list anew what one of them filters."""
        self._count_soon()
        if "@" in self._query:
            self._loader.filter_entries(self._query)

    def _count_soon(self) -> None:
        """Count what fits the saved queries, when the list has what it needs."""
        if self.saved.queries and self._count_timer is None:
            self._count_timer = self.set_timer(self._count_pause, self._count_saved)

    def _count_saved(self) -> None:
        from reader.ui.counting import count_saved

        self._count_timer = None
        count_saved(self, self._services, is_named=self._is_current)

    def on_saved_counted(self, message: SavedCounted) -> None:
        """Show how many briefings fit the saved queries."""
        self.saved = replace(self.saved, counts=message.counts)
        self._count_pause = max(_COUNT_PAUSE, _COUNT_SHARE * message.seconds)

    def on_saved_queries_applied(self, message: SavedQueries.Applied) -> None:
        """Filter the list with a saved query, or no longer."""
        is_active = message.query.is_meant_by(self.shelf.filter)
        self.filter_shelf("" if is_active else message.query.reference)

    def describe_filter(self, query: str) -> str:
        """A query for a person: the name of a saved one, else as it was typed."""
        return next((saved.name for saved in self.saved.queries if saved.is_meant_by(query)), query)

    def filter_shelf(self, query: str) -> None:
        """Show only the briefings that fit; all for an empty query."""
        self._query = query
        self._loader.filter_entries(query)

    def _show_summary(self) -> None:
        shelf = self.shelf
        count = f"{shelf.total:,} briefing{'s' if shelf.total != 1 else ''}"
        known = count if shelf.unread is None else f"{count}, {shelf.unread:,} unread"
        self.query_one(TitleBar).summary = scrub_line(f"{self._progress} · {known}" if self._progress else known)
        # The title bar says the total of a large library, for which there is no room here.
        total = f" of {shelf.total:,}" if shelf.total < _LARGE else ""
        # The row of a saved query says which it is.
        query = f" · {shelf.filter}" if self.describe_filter(shelf.filter) == shelf.filter else ""
        shown = f"{shelf.found:,}{total}{query}" if shelf.filter else shelf.arrangement
        chosen = f"{len(shelf.selected):,} selected" if shelf.selected else shown
        self.query_one("#list-heading", PaneHeading).detail = scrub_line(chosen)

    # What the list reports.

    def on_briefing_list_highlighted(self, message: BriefingList.Highlighted) -> None:
        """Show the briefing under the cursor when the cursor rests; the first one at once."""
        self.stop_preview()
        self._find_words()
        earlier = self.opened.entry.id if self.opened is not None else ""
        if message.entry.id not in (earlier, getattr(self.shelf.reissued.get(earlier), "id", "")):
            self._preview_timer = self.set_timer(_PREVIEW_PAUSE, lambda: self.open_entry(message.entry))

    def stop_preview(self) -> None:
        """Show nothing by itself that the cursor only passed over."""
        if self._preview_timer is not None:
            self._preview_timer.stop()

    # Commands of the list.

    def do_open(self, count: int) -> None:
        """Read the briefing under the cursor."""
        if self.list_.current is not None:
            self.read_entry(self.list_.current)

    def do_arrange(self, count: int) -> None:
        """Ask for an order."""
        kinds = (
            ("d", "date", Order.DATE, Grouping.MONTH),
            ("w", "week", Order.DATE, Grouping.WEEK),
            ("s", "series", Order.SERIES, Grouping.SERIES),
            ("t", "title", Order.TITLE, Grouping.NOTHING),
            ("u", "unread", Order.UNREAD, Grouping.NOTHING),
            ("l", "length", Order.LENGTH, Grouping.NOTHING),
            ("r", "relevance", Order.RELEVANCE, Grouping.NOTHING),
        )
        choices = [Choice(key, text, self._sort(order, grouping)) for key, text, order, grouping in kinds]
        self.choose("Sort by", choices)

    def _sort(self, order: Order, grouping: Grouping) -> Callable[[], None]:
        def take() -> None:
            self._loader.arrange(order, grouping)
            self._loader.filter_entries(self._query)

        return take

    def do_select(self, count: int) -> None:
        """Select the row under the cursor, or let it go, and move on."""
        current = self.list_.current
        if current is not None:
            self.shelf = replace(self.shelf, selected=self.shelf.selected ^ {current.id})
            self._show_summary()
            self.list_.do_move_down(1)

    def drop_selection(self) -> bool:
        """Let all rows go; whether there were any."""
        had_any = bool(self.shelf.selected)
        if had_any:
            self.shelf = replace(self.shelf, selected=frozenset())
            self._show_summary()
        return had_any
