"""The three panes. Owns the state: the list, the open briefing, its names and annotations, the trail.

Handlers are short: services do the work in worker threads, what they return becomes a frozen snapshot, and snapshots
flow down to the panes. A result that comes too late, for a briefing that is no longer open, is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from textual.timer import Timer

from reader.commands.model import Command
from reader.domain.entity import Entity, Mention
from reader.domain.entry import Entry
from reader.domain.scrub import scrub_line
from reader.services.preload import Preload
from reader.services.services import Services
from reader.ui.loading import (
    AnnotatedLoaded,
    BriefingLoaded,
    LibraryLoaded,
    Loader,
    LoadFailed,
    MarksLoaded,
    NamesLoaded,
    ShelfFiltered,
    TotalsLoaded,
    show_preloaded,
)
from reader.ui.place_keeper import PlaceKeeper
from reader.ui.screens.panes import PaneScreen
from reader.ui.snapshots import make_status, mention_at
from reader.ui.state import Annotated, Names, OpenBriefing, Trail
from reader.ui.widgets.bars import PaneHeading, StatusLine, TitleBar
from reader.ui.widgets.briefing_list import BriefingList
from reader.ui.widgets.page_view import PageView
from reader.ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from reader.ui.annotating import Target
    from reader.ui.handlers import Handlers
    from reader.ui.jumps import Place

_PREVIEW_PAUSE = 0.12
"""Seconds for which the list's cursor rests before the briefing under it is shown."""
_WAITED_FOR_LIBRARY = 0.05
"""Seconds for which the first paint waits, so that it shows a small library at once."""


class MainScreen(PaneScreen):
    """The reader's working place: what the services answer and the panes report becomes what the panes show."""

    def __init__(self, services: Services, preload: Preload, commands: Sequence[Command]) -> None:
        super().__init__(commands)
        self._preload = preload
        self._services = services
        self._loader = Loader(self, services)
        self._entries: tuple[Entry, ...] = ()
        self._totals: Mapping[Entity, int] | None = None
        self._goal: Place | None = None
        self._is_fresh = False
        self._keeper = PlaceKeeper(self.set_timer, self._keep_place)
        self.set_reactive(PaneScreen.measure, services.settings.measure)
        self._preview_timer: Timer | None = None

    def on_mount(self) -> None:
        """Show the library, at once if it has been read already."""
        self.query_one(TitleBar).library = scrub_line(self._services.library.name)
        self.focus_pane("list")
        ready = self._preload.wait(_WAITED_FOR_LIBRARY)
        loaded, glimpse = show_preloaded(ready) if ready is not None else (None, None)
        if loaded is not None:
            self.on_library_loaded(loaded)
        else:
            self.opened = glimpse
            self.call_after_refresh(self._loader.await_library, self._preload)

    def on_unmount(self) -> None:
        """Write what is not yet written."""
        self._keeper.keep()
        self.handlers.annotating.close()

    @cached_property
    def handlers(self) -> Handlers:
        """Who answers most commands. They take 15 ms to import: that waits until the first screen stands."""
        from reader.ui.handlers import Handlers

        return Handlers(self, self._services)

    def receivers(self) -> Sequence[object]:
        """The focused pane, then who can do the rest."""
        pane = [self.focused] if self.focused is not None else []
        return (*pane, *self.handlers, self)

    # What the services answer.

    def on_library_loaded(self, message: LibraryLoaded) -> None:
        """Fill the list and show its first briefing; only then look up what was added to them."""
        self._entries = message.entries
        if message.first is not None:
            self._show(message.first)
        self.shelf = replace(self.shelf, entries=message.entries, total=len(message.entries), is_loading=False)
        if message.first is not None:
            self.list_.show_entry(message.first.entry.id)
        self._show_summary()
        self.call_after_refresh(self._read_marks)

    def on_marks_loaded(self, message: MarksLoaded) -> None:
        """Show read state, tags and bookmarks in the list."""
        unread = sum(mark.unread for mark in message.marks.values())
        self.shelf = replace(self.shelf, marks=message.marks, unread=unread)
        self._show_summary()
        self._show_status()

    def on_shelf_filtered(self, message: ShelfFiltered) -> None:
        """Show only the briefings that fit."""
        self.shelf = replace(self.shelf, entries=message.entries, filter=message.query)
        self._show_summary()

    def on_briefing_loaded(self, message: BriefingLoaded) -> None:
        """Show the text."""
        self._show(message.opened)

    def _show(self, opened: OpenBriefing) -> None:
        """Show a briefing; its annotations and names follow when the text is on the screen."""
        self._keeper.show(opened.entry.id)
        self._is_fresh = True
        self.trail = Trail()
        self.set_status(trail="")
        self.names = Names(opened.entry.id, is_loading=opened.briefing is not None)
        self.query_one("#sidebar-heading", PaneHeading).detail = ""
        self.annotated = Annotated(opened.entry.id)
        self.opened = opened
        if self._goal is not None and self._is_goal(opened.entry.id):
            self.article.go_to(self._goal.offset)
        self._show_status()
        self.call_after_refresh(self._load_annotated)

    def _load_annotated(self) -> None:
        if self.opened is None or self.opened.briefing is None or self.opened.is_glimpse:
            return
        self._loader.load_annotated(self.opened)
        if self.names.is_loading:
            self._loader.load_names(self.opened)

    def on_annotated_loaded(self, message: AnnotatedLoaded) -> None:
        """Show the marks; when the briefing has just been opened, go where its reader was."""
        if not self._is_open(message.annotated.briefing_id):
            return
        self.annotated = message.annotated
        if self._is_fresh and message.place and not self._is_goal(message.annotated.briefing_id):
            self.article.go_to(message.place)
        self._is_fresh = False
        if self._is_goal(message.annotated.briefing_id):
            self._goal = None
        self._show_status()

    def _is_goal(self, briefing_id: str) -> bool:
        return self._goal is not None and self._goal.briefing_id == briefing_id

    def on_names_loaded(self, message: NamesLoaded) -> None:
        """Fill the sidebar and mark the mentions; once, count the whole library too."""
        if self._is_open(message.names.briefing_id):
            self.names = replace(message.names, totals=self._totals)
            self.query_one("#sidebar-heading", PaneHeading).detail = str(len(message.names.counts))
            self._show_status()
            if self._totals is None:
                self._loader.count_totals(self._entries)

    def on_totals_loaded(self, message: TotalsLoaded) -> None:
        """Show how often each name stands in the whole library."""
        self._totals = message.totals
        self.names = replace(self.names, totals=message.totals)

    def on_load_failed(self, message: LoadFailed) -> None:
        """Say it; everything else goes on."""
        self.say(message.reason, is_warning=True)

    def _is_open(self, briefing_id: str) -> bool:
        return self.opened is not None and self.opened.entry.id == briefing_id

    # What the panes report.

    def on_briefing_list_highlighted(self, message: BriefingList.Highlighted) -> None:
        """Show the briefing under the cursor when the cursor rests; the first one at once."""
        if self._preview_timer is not None:
            self._preview_timer.stop()
        if not self._is_open(message.entry.id):
            self._preview_timer = self.set_timer(_PREVIEW_PAUSE, lambda: self._open(message.entry))

    def on_briefing_list_opened(self, message: BriefingList.Opened) -> None:
        """Read it."""
        self._read(message.entry)

    def on_page_view_moved(self, message: PageView.Moved) -> None:
        """Follow the reading place."""
        self._keeper.move(message.place, message.seen)
        self._show_status()

    def on_sidebar_walked(self, message: Sidebar.Walked) -> None:
        """Step through the mentions."""
        self.handlers.trailing.walk(message.entity)

    def _open(self, entry: Entry) -> None:
        """Show a briefing; that alone marks nothing."""
        if not self._is_open(entry.id):
            self._loader.load_briefing(entry)

    def _read(self, entry: Entry) -> None:
        """Open a briefing for reading."""
        if self._preview_timer is not None:
            self._preview_timer.stop()
        self._open(entry)
        self.focus_pane("article")
        if entry.failure is None:
            self._keeper.begin(entry.id)
            self._write_state(lambda: self._services.annotations.mark_opened(entry.id))

    def _read_marks(self) -> None:
        self._loader.load_marks(self._entries)

    def _keep_place(self, briefing_id: str, place: int, seen: int) -> None:
        self._write_state(lambda: self._services.annotations.keep_place(briefing_id, place, seen))

    def _write_state(self, change: Callable[[], object]) -> None:
        """Write read state in its turn, then show it in the list."""

        def work() -> None:
            change()
            self.call_on_screen(self._read_marks)

        self.handlers.annotating.write(work)

    # What the handlers ask of the screen.

    def annotation_target(self) -> Target | None:
        """What the next annotation is about: the listed briefing, the words under the cursor, or a name."""
        from reader.ui.annotating import Target

        if self.pane == "list":
            return Target(self.list_.current) if self.list_.current is not None else None
        if self.opened is None or self.opened.briefing is None:
            return None
        briefing = self.opened.briefing
        if self.pane == "sidebar":
            row = self.sidebar.current
            return Target(self.opened.entry, briefing, entity=row.entity.name) if row else None
        span = self.article.target
        return Target(self.opened.entry, briefing, span) if span is not None else None

    def annotations_changed(self) -> None:
        """Read annotations and marks again."""
        self._load_annotated()
        self._read_marks()

    def here(self) -> Place | None:
        """Where the reading cursor is."""
        from reader.ui.jumps import Place

        return Place(self.opened.entry.id, self.article.place) if self.opened is not None else None

    def remember(self, place: Place | None) -> None:
        """Keep a place for Ctrl-O."""
        self.handlers.travelling.remember(place)

    def turn_to(self, entry: Entry) -> None:
        """Show a briefing: read it when the article has the focus, else only preview it."""
        if self.pane == "article":
            self._read(entry)

    def filter_shelf(self, query: str) -> None:
        """Show only the briefings that fit; all for an empty query."""
        self._loader.filter_entries(self._entries, query)

    def go_to(self, place: Place) -> None:
        """Put the reading cursor on a place, in this briefing or another."""
        if self._is_open(place.briefing_id):
            self.article.go_to(place.offset)
            return
        entry = next((entry for entry in self._entries if entry.id == place.briefing_id), None)
        if entry is not None:
            self._goal = place
            self.list_.show_entry(entry.id)
            self._read(entry)

    def entity_under_cursor(self) -> Entity | None:
        """The name in the sidebar, or in the text, that the cursor stands on."""
        if self.pane == "sidebar":
            return self.sidebar.current.entity if self.sidebar.current is not None else None
        mention = self._mention_under_cursor()
        return mention.entity if mention is not None else None

    def _mention_under_cursor(self) -> Mention | None:
        page, place = self.article.page, self.article.place
        row = page.row(page.row_of(place)).span if page is not None else None
        return mention_at(self.names.mentions, row, place)

    def _show_summary(self) -> None:
        shelf = self.shelf
        count = f"{shelf.total:,} briefing{'s' if shelf.total != 1 else ''}"
        self.query_one(TitleBar).summary = f"{count}, {shelf.unread:,} unread" if shelf.marks else count
        shown = f"{len(shelf.entries):,} of {shelf.total:,} · {shelf.filter}" if shelf.filter else "by date"
        self.query_one("#list-heading", PaneHeading).detail = shown

    def _show_status(self) -> None:
        opened, article = self.opened, self.article
        if opened is None:
            return
        mention = self._mention_under_cursor()
        length = len(opened.briefing.text) if opened.briefing is not None else 0
        progress = min(1.0, article.place / length) if length else 0.0
        parts = make_status(opened, article.place, mention, self.annotated.placed, progress)
        line = self.query_one(StatusLine)
        line.status = replace(line.status, parts=parts)

    # Commands of the whole screen.

    def do_article_page_down(self, count: int) -> None:
        """A page of the article on, from the list too."""
        self.article.do_page_down(count)

    def do_article_page_up(self, count: int) -> None:
        """A page of the article back."""
        self.article.do_page_up(count)

    def do_article_down(self, count: int) -> None:
        """Scroll the article, whichever pane has the focus."""
        self.article.do_move_down(count)

    def do_article_up(self, count: int) -> None:
        """Scroll the article back."""
        self.article.do_move_up(count)

    def do_back(self, count: int) -> None:
        """From the text back to the list, then out."""
        if self.pane == "list":
            self.app.exit()
        else:
            self.focus_pane("list")
