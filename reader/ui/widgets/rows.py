"""A virtual list: nothing is mounted per row, only the rows in sight are drawn.

Owns the cursor, scrolling and hit testing. What an item is, how tall it is and how it is drawn is the subclass's.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from rich.segment import Segment
from rich.style import Style
from textual.events import Click, Resize
from textual.geometry import Region
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.domain.scrub import SafeText, scrub_line
from reader.ui.layout.width import cells, fit
from reader.ui.safety import draw_text
from reader.ui.widgets.extent import set_extent
from reader.ui.widgets.inkwell import StyleBook

_MARGIN = 2
"""Rows that stay in sight above and below the cursor."""


class RowsView(ScrollView, can_focus=True, inherit_bindings=False):
    """A list of items of a few rows each, some of which can be under the cursor."""

    class Chosen(Message):
        """The item under the cursor was clicked twice."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._tops: array[int] = array("l", [0])
        self._selectable = b""
        self._cursor = -1
        self._book = StyleBook(self)

    # What a subclass gives.

    def draw_item(self, index: int, line: int, width: int) -> list[Segment]:
        """Draw one row of an item, at most `width` cells, without the cursor's background."""
        raise NotImplementedError

    def is_lit(self, index: int, line: int) -> bool:
        """Whether a row of the item under the cursor shows that; one that is only air does not."""
        return True

    def empty_message(self) -> SafeText:
        """What to say where there is no item at all."""
        return SafeText("")

    def cursor_moved(self) -> None:
        """Called after the cursor came to another item."""

    # What a subclass calls.

    def set_items(self, heights: Sequence[int], selectable: Sequence[bool], cursor: int) -> None:
        """Show other items: `heights` in rows, and which of them the cursor may stand on."""
        self.set_stack(array("l", accumulate(heights, initial=0)), bytes(selectable), cursor)

    def set_stack(self, tops: array[int], selectable: bytes, cursor: int) -> None:
        """Show other items.

        Args:
            tops: the row in which each begins, and the one after the last.
            selectable: 1 for each that the cursor may stand on, else 0.
            cursor: where it shall stand, or near it.
        """
        self._tops = tops
        self._selectable = selectable
        self._cursor = self._nearest(cursor)
        set_extent(self, self._tops[-1])
        self.reveal_cursor()
        self.refresh()

    def set_text(self, text: str, width: int, name: str = "") -> Segment:
        """`text` fitted and filled to `width` cells."""
        fitted = fit(scrub_line(text), width)
        return draw_text(SafeText(fitted + " " * (width - cells(fitted))), self._book.named(name))

    @property
    def row_width(self) -> int:
        """The cells of a row: the toolkit counts those under the scroll bar among the widget's own."""
        return max(0, self.size.width - self.scrollbar_size_vertical)

    # The cursor.

    @property
    def cursor(self) -> int:
        """The index of the item under the cursor, -1 for none."""
        return self._cursor

    @property
    def item_count(self) -> int:
        """Items of any kind."""
        return len(self._tops) - 1

    def move_cursor(self, index: int) -> None:
        """Put the cursor on an item; nothing happens where it cannot stand."""
        if 0 <= index < self.item_count and self._selectable[index] and index != self._cursor:
            self._cursor = index
            self.reveal_cursor()
            self.refresh()
            self.cursor_moved()

    def reveal_cursor(self) -> None:
        """Scroll so that the cursor and, at the top, the heading over it are in sight."""
        if self._cursor < 0 or not self.size.height:
            return
        top, bottom = self._tops[self._cursor], self._tops[self._cursor + 1]
        if self._selectable.find(1, 0, self._cursor) < 0:
            top = 0
        margin = min(_MARGIN, max(0, (self.size.height - (bottom - top)) // 2))
        first = round(self.scroll_target_y)
        if top - margin < first:
            self._scroll_rows(top - margin)
        elif bottom + margin > first + self.size.height:
            self._scroll_rows(bottom + margin - self.size.height)

    def _scroll_rows(self, y: int) -> None:
        # The toolkit's own limit is that of the rows before until it has laid out the new ones.
        last = max(0, self._tops[-1] - self.size.height)
        self.scroll_to(y=max(0, min(y, last)), animate=False, immediate=True)

    def _nearest(self, index: int) -> int:
        after = self._selectable.find(1, max(0, index))
        return after if after >= 0 else self._selectable.rfind(1, 0, max(0, index))

    def _step(self, distance: int) -> None:
        step = 1 if distance > 0 else -1
        at, target = self._cursor, self._cursor
        while distance:
            at += step
            if not 0 <= at < self.item_count:
                break
            if self._selectable[at]:
                target = at
                distance -= step
        self.move_cursor(target)

    def _page(self, rows: int) -> None:
        """Move the cursor about `rows` rows."""
        if self._cursor < 0:
            return
        y = self._tops[self._cursor] + rows
        index = min(max(0, bisect_right(self._tops, max(0, y)) - 1), self.item_count - 1)
        if rows < 0:
            before = self._selectable.rfind(1, 0, index + 1)
            index = before if before >= 0 else self._nearest(0)
        self.move_cursor(self._nearest(index))

    def do_move_down(self, count: int) -> None:
        """The next item."""
        self._step(count)

    def do_move_up(self, count: int) -> None:
        """The item before."""
        self._step(-count)

    def do_move_first(self, count: int) -> None:
        """The first item."""
        self.move_cursor(self._nearest(0))

    def do_move_last(self, count: int) -> None:
        """The last item."""
        self.move_cursor(self._nearest(self.item_count - 1))

    def do_half_down(self, count: int) -> None:
        """Half a page on."""
        self._page(count * max(1, self.size.height // 2))

    def do_half_up(self, count: int) -> None:
        """Half a page back."""
        self._page(-count * max(1, self.size.height // 2))

    def do_page_down(self, count: int) -> None:
        """A page on."""
        self._page(count * max(1, self.size.height - _MARGIN))

    def do_page_up(self, count: int) -> None:
        """A page back."""
        self._page(-count * max(1, self.size.height - _MARGIN))

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """Draw the row `y` of the widget."""
        width = self.row_width
        row = y + self.scroll_offset.y
        if row >= self._tops[-1]:
            return self._blank_line(y, width)
        index = bisect_right(self._tops, row) - 1
        segments = self.draw_item(index, row - self._tops[index], width)
        strip = Strip(segments).adjust_cell_length(width)
        return strip.apply_style(self._row_style(index, row - self._tops[index])).simplify()

    def _row_style(self, index: int, line: int) -> Style:
        if index != self._cursor or not self.is_lit(index, line):
            return self._book.base
        return self._book.base + self._book.named("cursor" if self.has_focus else "cursor-far")

    def _blank_line(self, y: int, width: int) -> Strip:
        if self.item_count or y == 0:
            return Strip.blank(width, self._book.base)
        lines = _fold(self.empty_message(), max(1, width - 2))
        if y - 1 < len(lines):
            return Strip([Segment(" "), self.set_text(lines[y - 1], width - 1, "quiet")]).apply_style(self._book.base)
        return Strip.blank(width, self._book.base)

    def on_resize(self, event: Resize) -> None:
        """Keep the cursor in sight."""
        self.reveal_cursor()

    def on_click(self, event: Click) -> None:
        """Put the cursor where the mouse is; a second click chooses."""
        row = event.y + self.scroll_offset.y
        if row < self._tops[-1]:
            index = bisect_right(self._tops, row) - 1
            self.move_cursor(index)
            if event.chain == 2 and index == self._cursor:
                self.post_message(self.Chosen())

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        super().notify_style_update()
        self._book.clear()

    def on_focus(self) -> None:
        """The cursor's row is brighter in the focused pane."""
        self.refresh(Region(0, 0, self.size.width, self.size.height))

    def on_blur(self) -> None:
        """The cursor's row is fainter in the other panes."""
        self.refresh(Region(0, 0, self.size.width, self.size.height))


def _fold(text: str, width: int) -> list[str]:
    """Break a message into lines, at spaces."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and cells(lines[-1]) + 1 + cells(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
