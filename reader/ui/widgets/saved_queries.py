"""The saved queries over the briefing list, a row each, with how many briefings fit."""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from reader.domain.query_saved import SavedQuery
from reader.ui.layout.width import cells, fit
from reader.ui.state import Saved, Shelf
from reader.ui.widgets.rows import RowsView

_ACTIVE = "▸"
_UNANSWERED = "!"


class SavedQueries(RowsView):
    """Queries to choose from. Their rows are there from the start, only the counts come later."""

    saved: reactive[Saved] = reactive(Saved, repaint=False)
    shelf: reactive[Shelf] = reactive(Shelf, repaint=False)

    @dataclass(eq=False, repr=False)
    class Applied(Message):
        """The list is to be filtered with a query, or no longer."""

        query: SavedQuery

    @dataclass(eq=False, repr=False)
    class Left(Message):
        """The cursor goes on below the last query."""

    @property
    def current(self) -> SavedQuery | None:
        """The query under the cursor."""
        return self.saved.queries[self.cursor] if 0 <= self.cursor < len(self.saved.queries) else None

    def watch_saved(self, before: Saved, saved: Saved) -> None:
        """Show other queries, or other counts."""
        if before.queries is saved.queries:
            self.refresh()
        else:
            self.set_items([1] * len(saved.queries), [True] * len(saved.queries), max(0, self.cursor))

    def watch_shelf(self, before: Shelf, shelf: Shelf) -> None:
        """Show which query the list is filtered with."""
        if before.filter != shelf.filter:
            active = next((at for at, query in enumerate(self.saved.queries) if self._is_active(query)), None)
            if active is not None:
                self.move_cursor(active)
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A row for each query; the sheet gives the limit."""
        return len(self.saved.queries)

    def _is_active(self, query: SavedQuery) -> bool:
        return query.is_meant_by(self.shelf.filter)

    # Commands.

    def do_apply(self, count: int) -> None:
        """Filter the list with the query under the cursor, or no longer."""
        if self.current is not None:
            self.post_message(self.Applied(self.current))

    def do_move_down(self, count: int) -> None:
        """The next query; below the last one comes the list."""
        if self.cursor == self.item_count - 1:
            self.post_message(self.Left())
        super().do_move_down(count)

    def on_click(self, event: Click) -> None:
        """Filter the list with what is clicked."""
        event.prevent_default()
        row = event.y + self.scroll_offset.y
        if row < self.item_count:
            self.move_cursor(row)
            self.do_apply(1)

    # Drawing.

    def is_lit(self, index: int, line: int) -> bool:
        """Only while it has the focus: the row that is lit faintly is the briefing's."""
        return self.has_focus

    def draw_item(self, index: int, line: int, width: int) -> list[Segment]:
        """A name and a count; where there is one row for all of them, that says which it is of how many."""
        query = self.saved.queries[index]
        is_active = self._is_active(query)
        count = self.saved.counts.get(query.name, 0)
        number = _UNANSWERED if count is None else f"{count:,}" if query.name in self.saved.counts else ""
        place = f" {index + 1} of {self.item_count}" if self.size.height < self.item_count else ""
        room = max(0, width - 3 - len(number) - 2)
        name = fit(query.name, max(0, room - len(place)))
        taken = cells(name) if place else room
        return [
            self.set_text(f" {_ACTIVE if is_active else ' '} ", 3, "accent"),
            self.set_text(name, taken, "accent" if is_active else ""),
            self.set_text(place, room - taken, "quiet"),
            self.set_text(f" {number} ", width - 3 - room, "failure" if count is None else "quiet"),
        ]
