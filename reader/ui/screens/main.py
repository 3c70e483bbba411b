"""The three panes. Owns the state: the list, the open briefing, its names and annotations, the trail.

Handlers are short: services do the work in worker threads, what they return becomes a frozen snapshot, and snapshots
flow down to the panes. A result that comes too late, for a briefing that is no longer open, is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from reader.commands.model import Command
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText, phrase, scrub_line
from reader.services.preload import Preload
from reader.services.services import Services
from reader.ui.loading import (
    AnnotatedLoaded,
    BriefingLoaded,
    HitsLoaded,
    show_preloaded,
)
from reader.ui.place_keeper import PlaceKeeper
from reader.ui.screens.naming import NamingScreen
from reader.ui.screens.panes import PaneScreen
from reader.ui.snapshots import make_status
from reader.ui.state import Annotated, Names, OpenBriefing, Trail
from reader.ui.widgets.bars import StatusLine, TitleBar
from reader.ui.widgets.page_view import PageView
from reader.ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from reader.ui.annotating import Target
    from reader.ui.handlers import Handlers
    from reader.ui.jumps import Place

_WAITED_FOR_LIBRARY = 0.05
"""Seconds for which the first paint waits, so that it shows a small library at once."""


class MainScreen(NamingScreen):
    """The reader's working place: what the services answer and the panes report becomes what the panes show."""

    def __init__(
        self, services: Services, preload: Preload, commands: Sequence[Command], *, watches: bool = True
    ) -> None:
        super().__init__(services, commands, watches=watches)
        self._preload = preload
        self._goal: Place | None = None
        self._is_fresh = False
        self._comes_from_behind = False
        self._keeper = PlaceKeeper(self.set_timer, self._keep_place)
        self.set_reactive(PaneScreen.measure, services.settings.measure)

    def on_mount(self) -> None:
        """Show the library, at once if it has been read already."""
        self.query_one(TitleBar).library = scrub_line(self._services.library.name)
        self.focus_pane("list")
        ready = self._preload.wait(_WAITED_FOR_LIBRARY)
        loaded, glimpse = show_preloaded(self._services, ready) if ready is not None else (None, None)
        if loaded is not None:
            self.on_library_loaded(loaded)
        else:
            self.opened = glimpse
            self.call_after_refresh(self._loader.await_library, self._preload)

    def on_unmount(self) -> None:
        """Write what is not yet written."""
        self._keeper.keep()
        self._loader.close()
        if "handlers" in self.__dict__:
            self.handlers.annotating.close()
            self.handlers.bringing.close()

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

    def on_briefing_loaded(self, message: BriefingLoaded) -> None:
        """Show the text."""
        self.show_opened(message.opened)

    def show_opened(self, opened: OpenBriefing) -> None:
        """Show a briefing; its annotations and names follow when the text is on the screen."""
        self._keeper.show(opened.entry.id)
        self._is_fresh = True
        self.trail = Trail()
        self.set_status(trail=SafeText(""))
        self.names = Names(opened.entry.id, is_loading=opened.briefing is not None)
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
        if self.shelf.is_search and not self._is_goal(self.opened.entry.id):
            self._loader.load_hits(self.opened, self.shelf.filter, is_new=True)
        if self.names.is_loading:
            self._loader.load_names(self.opened)

    def reopen(self, entry: Entry) -> None:
        """Show the later version of the open briefing, at the place where its reader is."""
        from reader.ui.reopening import reopen

        reopen(self, self._services, entry)

    def resume_in(self, opened: OpenBriefing, place: int, top: int) -> None:
        """Show a later version of what is open, with the reading cursor and the first row where they belong."""
        if self.opened is not None:
            self._keeper.follow(self.opened.entry.id, opened.entry.id)
        self.show_opened(opened)
        self._is_fresh = False
        self.article.resume(place, top)

    def on_annotated_loaded(self, message: AnnotatedLoaded) -> None:
        """Show the marks; when the briefing has just been opened, go where its reader was."""
        if not self.is_open(message.annotated.briefing_id):
            return
        self.annotated = message.annotated
        is_bound_for = self.shelf.is_search or self._is_goal(message.annotated.briefing_id)
        if self._is_fresh and message.place and not is_bound_for:
            self.article.go_to(message.place)
        self._is_fresh = False
        if self._is_goal(message.annotated.briefing_id):
            self._goal = None
        self._show_status()

    def on_hits_loaded(self, message: HitsLoaded) -> None:
        """Mark what was searched for, and go to the first place, or to the last when coming from behind."""
        if self.is_open(message.briefing_id) and message.query == self.shelf.filter and message.spans:
            index = len(message.spans) - 1 if self._comes_from_behind else 0 if message.is_new else -1
            self.handlers.trailing.set_trail(
                Trail(self.describe_filter(message.query), message.spans, index, is_search=True)
            )
        self._comes_from_behind = False

    def search_changed(self) -> None:
        """Mark in the open briefing what is sought now, without leaving the place."""
        if self.shelf.is_search and self.opened is not None:
            self._loader.load_hits(self.opened, self.shelf.filter, is_new=False)
        elif self.trail.is_search:
            self.handlers.trailing.clear()

    def turn_result(self, direction: int) -> bool:
        """Go on to the next briefing that was found, or to the one before; whether there is one."""
        entry = self.list_.step_entry(direction)
        if entry is None:
            return False
        self._comes_from_behind = direction < 0
        self.read_entry(entry)
        return True

    def _is_goal(self, briefing_id: str) -> bool:
        return self._goal is not None and self._goal.briefing_id == briefing_id

    def names_changed(self) -> None:
        """The status line shows the name under the cursor."""
        self._show_status()

    def marks_changed(self) -> None:
        """The status line shows tags too."""
        self._show_status()

    # What the panes report.

    def on_page_view_moved(self, message: PageView.Moved) -> None:
        """Follow the reading place."""
        self._keeper.move(message.place, message.seen)
        self._show_status()

    def on_sidebar_walked(self, message: Sidebar.Walked) -> None:
        """Step through the mentions."""
        self.handlers.trailing.walk(message.entity)

    def open_entry(self, entry: Entry) -> None:
        """Show a briefing; that alone marks nothing."""
        if not self.is_open(entry.id):
            self._loader.load_briefing(entry, self.article.page_width)

    def read_entry(self, entry: Entry) -> None:
        """Open a briefing for reading."""
        self.stop_preview()
        self.open_entry(entry)
        if self.trail.is_search and self.trail.index < 0:
            self.handlers.trailing.set_trail(self.trail.step(1))
        self.focus_pane("article")
        if entry.failure is None:
            self._keeper.begin(entry.id)
            self._write_state(lambda: self._services.annotations.mark_opened(entry.id))

    def _keep_place(self, briefing_id: str, place: int, seen: int) -> None:
        self._write_state(lambda: self._services.annotations.keep_place(briefing_id, place, seen))

    def _write_state(self, change: Callable[[], object]) -> None:
        """Write read state in its turn, then show it in the list."""

        def work() -> None:
            change()
            self.call_on_screen(self.read_marks)

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

    def annotation_targets(self) -> Sequence[Target]:
        """The selected briefings, where the list has the focus; else what is under the cursor."""
        from reader.ui.annotating import Target

        if self.pane == "list" and self.shelf.selected:
            entries = (self._services.library.entry(number) for number in self.shelf.selected)
            return [Target(entry) for entry in entries if entry is not None]
        target = self.annotation_target()
        return [target] if target is not None else []

    def listed_ids(self, part: str) -> Sequence[str]:
        """The ids of the rows above or below the cursor (with its own), or of all in the list."""
        rows, at = self.shelf.entries, self.list_.position
        if len(rows) < self.shelf.found:
            self.say(phrase("The list is still being filled. Try again in a moment."), is_warning=True)
            return ()
        chosen = {"above": slice(0, at + 1), "below": slice(at, None)}.get(part, slice(None))
        return [entry.id for entry in rows[chosen] if entry.failure is None]

    def annotations_changed(self) -> None:
        """Read annotations and marks again."""
        self._load_annotated()
        self.read_marks()

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
            self.read_entry(entry)

    def go_to(self, place: Place) -> None:
        """Put the reading cursor on a place, in this briefing or another."""
        if self.is_open(place.briefing_id):
            self.article.go_to(place.offset)
            return
        entry = self._services.library.entry(place.briefing_id)
        if entry is not None:
            self._goal = place
            self.list_.show_entry(entry.id)
            self.read_entry(entry)

    def _show_status(self) -> None:
        opened, article = self.opened, self.article
        if opened is None:
            return
        mention = self.mention_under_cursor()
        length = len(opened.briefing.text) if opened.briefing is not None else 0
        progress = min(1.0, article.place / length) if length else 0.0
        parts = self.describe_chosen() or make_status(opened, article.place, mention, self.annotated.placed, progress)
        line = self.query_one(StatusLine)
        line.status = replace(line.status, parts=parts)

    # Commands of the whole screen.

    def do_back(self, count: int) -> None:
        """From the text back to the list, then out."""
        if self.pane == "list" and not self.is_in_queries:
            self.app.exit()
        else:
            self.focus_pane("list")
