"""Showing less: a filter over the library, over the sidebar, or words in the text; and showing all again."""

from collections.abc import Callable
from typing import Protocol

from reader.ui.searching import Searching
from reader.ui.state import Shelf, Trail
from reader.ui.trailing import Trailing
from reader.ui.widgets.prompt import Question
from reader.ui.widgets.sidebar import Sidebar


class Host(Protocol):
    """What the screen gives."""

    shelf: Shelf
    trail: Trail

    @property
    def pane(self) -> str:
        """The focused pane."""

    @property
    def sidebar(self) -> Sidebar:
        """The outline, the names or the tags."""

    def ask(self, question: Question) -> None:
        """Ask for a line of text."""

    def filter_shelf(self, query: str) -> None:
        """Show only the briefings that fit a query; all for an empty one."""

    def stop_busy(self) -> bool:
        """Give up what takes long in the background; whether there was any such thing."""

    def drop_selection(self) -> bool:
        """Let all selected rows go; whether there were any."""


class Narrowing:
    """The commands that filter."""

    def __init__(
        self, host: Host, trailing: Trailing, searching: Searching, stop: Callable[[], bool] = lambda: False
    ) -> None:
        """Args: stop: ends what is done in the background; whether there was anything."""
        self._host = host
        self._trailing = trailing
        self._stop = stop
        self._searching = searching

    def do_find(self, count: int) -> None:
        """Find words in the text, or filter the list or the sidebar."""
        match self._host.pane:
            case "article":
                self._searching.find_in_text()
            case "sidebar":
                self._filter_sidebar()
            case _:
                self.do_filter_library(1)

    def do_filter_library(self, count: int) -> None:
        """Show only some briefings, while the query is typed; Escape brings the filter before back."""
        before = self._host.shelf.filter
        filter_shelf = self._host.filter_shelf
        self._host.ask(Question("filter", filter_shelf, filter_shelf, lambda: filter_shelf(before), before))

    def _filter_sidebar(self) -> None:
        sidebar = self._host.sidebar
        before = sidebar.needle

        def show(text: str) -> None:
            sidebar.needle = text.strip()

        self._host.ask(Question(str(sidebar.kind), show, show, lambda: show(before), before))

    def do_cancel(self, count: int) -> None:
        """End or clear one thing: what is done in the background, the trail, the selection, a filter."""
        if self._stop() or self._host.stop_busy():
            return
        # What a search marked goes with the search.
        if (not self._host.trail.is_search and self._trailing.clear()) or self._host.drop_selection():
            return
        if self._host.sidebar.needle:
            self._host.sidebar.needle = ""
        elif self._host.shelf.filter:
            self._host.filter_shelf("")
