"""The names' part of the main screen: which the open briefing has, how often the library names them, which is meant.

Owns the names: what the services say about them becomes the snapshot that text and sidebar show.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.domain.entity import Entity, Mention
from reader.domain.scrub import SafeText
from reader.domain.sighting import History
from reader.ui.contents.entities import describe_name
from reader.ui.loading import NamesLoaded, TotalsLoaded
from reader.ui.screens.shelf import ShelfScreen
from reader.ui.snapshots import keep_totals, mention_at

if TYPE_CHECKING:
    from reader.ui.recalling import HistoryLoaded
    from reader.ui.triage import ChosenName


class NamingScreen(ShelfScreen):
    """Three panes, of which the names are looked after in all."""

    _is_unsure = False
    """Whether a decision is not known to be followed everywhere: then nothing is counted in the library."""

    # What a subclass gives.

    def names_changed(self) -> None:
        """Called when other names are shown, or other marks on them."""

    # What the services answer.

    def on_names_loaded(self, message: NamesLoaded) -> None:
        """Fill the sidebar and mark the mentions; once, count the whole library too."""
        if self.is_open(message.names.briefing_id):
            if self.names.is_loading or self.names.mentions != message.names.mentions:
                self.names = keep_totals(self.names, message.names)
                self.names_changed()
            self._count_totals()

    def on_totals_loaded(self, message: TotalsLoaded) -> None:
        """Show how often each name stands in the whole library."""
        if message.briefing_id == self.names.briefing_id:
            from reader.ui.recalling import load_history

            self.names = replace(self.names, totals=message.totals)
            load_history(self, self._services, self.names)

    def on_history_loaded(self, message: HistoryLoaded) -> None:
        """Show when each name was met before."""
        if message.briefing_id == self.names.briefing_id:
            self.names = replace(self.names, history=message.history)
            self.names_changed()

    def on_sidebar_moved(self) -> None:
        """The status line tells more of the name under the sidebar's cursor."""
        self.names_changed()

    def _show_focus(self, name: str) -> None:
        super()._show_focus(name)
        self.names_changed()

    def names_current(self) -> None:
        """Look at the names again, which another process may have learned to know otherwise, and count them."""
        if self._is_unsure:
            from reader.ui.recalling import check_names

            # What another process calls current may be so with the decisions before.
            self._is_current = False
            check_names(self, self._services, lambda: self.call_on_screen(self.names_decided))
        else:
            self._is_current = True
            self.reload_names()

    def names_decided(self) -> None:
        """Show what the library says after a decision: in the sidebar, in the list, in the saved queries."""
        self._is_unsure = False
        self.names_current()
        self._count_soon()
        if self._query:
            self._loader.filter_entries(self._query)

    def reload_names(self) -> None:
        """Look for the names of the open briefing again; those that are shown stay until then."""
        if self.opened is not None and not self.opened.is_glimpse and not self.names.is_loading:
            self._loader.load_names(self.opened)

    def forget_totals(self, *, keep: bool) -> None:
        """Count nothing in the library until its names are current again.

        Args:
            keep: whether the counts that are shown stay, for the moment that it takes.
        """
        self._is_current = False
        self._is_unsure = True
        if not keep:
            self.names = replace(self.names, totals=None, history=History())

    def _count_totals(self) -> None:
        if self._is_current and not self.names.is_loading:
            self._loader.count_totals(self.names)

    def is_open(self, briefing_id: str) -> bool:
        """Whether a briefing is the open one."""
        return self.opened is not None and self.opened.entry.id == briefing_id

    # Which is meant.

    def entity_under_cursor(self) -> Entity | None:
        """The name in the sidebar, or in the text, that the cursor stands on."""
        if self.pane == "sidebar":
            return self.sidebar.current.entity if self.sidebar.current is not None else None
        mention = self.mention_under_cursor()
        return mention.entity if mention is not None else None

    def mention_under_cursor(self) -> Mention | None:
        """The mention in the text that the reading cursor stands on, or that begins on its row."""
        page, place = self.article.page, self.article.place
        if page is None or page.hides(place):
            return None
        return mention_at(self.names.mentions, page.row(page.row_of(place)).span, place)

    def describe_chosen(self) -> tuple[SafeText, ...]:
        """For the status line: the name in the sidebar, where that has the focus and shows names."""
        row = self.sidebar.current if self.pane == "sidebar" else None
        return () if row is None else describe_name(self.names, row)

    def name_under_cursor(self) -> ChosenName | None:
        """The same with the forms that are meant: the words under the cursor, or all forms of a name in the sidebar."""
        from reader.ui.triage import ChosenName

        if self.pane == "sidebar":
            row = self.sidebar.current
            return None if row is None else ChosenName.of(row.entity, row.status, row.aliases)
        mention = self.mention_under_cursor()
        if mention is None or self.opened is None or self.opened.briefing is None:
            return None
        return ChosenName.of(mention.entity, mention.status, [mention.span.of(self.opened.briefing.text)])

    def follow_name(self, name: str) -> None:
        """Let the sidebar's cursor follow a thing to its new name."""
        self.sidebar.follow_name(name)

    def list_names(self) -> list[str]:
        """The names in the open briefing, most mentioned first."""
        return [row.entity.name for row in self.names.counts]
