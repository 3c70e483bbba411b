"""The pane in the middle: how the reading cursor moves through the text, by keys and by the mouse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.message import Message

from reader.domain.span import Span
from reader.ui.layout.moves import move_blocks, move_rows, next_sentence, previous_sentence
from reader.ui.layout.page import RowRole
from reader.ui.widgets.page_view import View
from reader.ui.widgets.selecting_view import SelectingView

if TYPE_CHECKING:
    from reader.ui.jumps import Place
    from reader.ui.layout.page import Page

_WHEEL_ROWS = 3
_SIDEWAYS = 12
"""Cells of a step through a wide table."""


class Article(SelectingView):
    """The text, and the commands that move through it."""

    @dataclass(eq=False, repr=False)
    class Leaping(Message):
        """The cursor leaves a place for one far away."""

        origin: Place

    @dataclass(eq=False, repr=False)
    class Stuck(Message):
        """There is no more of a wide table on one side, or no wide table."""

        is_right: bool

    @property
    def view(self) -> View:
        """What is in sight now."""
        return View(self._place, self._target, self.scroll_offset.y)

    def restore(self, view: View) -> None:
        """Bring back what was in sight."""
        self.go_to(view.place, view.target)
        if self._page is not None:
            self._scroll_rows(view.top)

    @property
    def sight(self) -> Span | None:
        """The part of the text that is on the screen; None where there is none."""
        page, top = self._text, self.scroll_offset.y
        if page is None:
            return None
        rows = (page.row(y) for y in range(top, top + self.size.height))
        spans = [row.span for row in rows if row.span is not None and row.role is not RowRole.FOLDED]
        return Span(spans[0].start, max(span.end for span in spans)) if spans else None

    def go_to(self, place: int, target: Span | None = None, *, margin: int | None = None) -> None:
        """Put the reading cursor on an offset; in a wide table, that column comes into sight too."""
        super().go_to(place, target, margin=margin)
        page = self._text
        if page is None or not self._is_wide(page, self._place):
            return
        x = page.x_of(self._place)
        if not self._ink.shift < x < self._ink.shift + page.width - _SIDEWAYS:
            self._shift_to(page, x - page.width // 3)

    @staticmethod
    def _is_wide(page: Page, place: int) -> bool:
        return page.block_width(page.briefing.block_index(place)) > page.width

    def _shift_to(self, page: Page, shift: int) -> bool:
        """Scroll wide tables sideways, as far as the widest in sight goes; whether any moved."""
        rows = range(self.scroll_offset.y, self.scroll_offset.y + self.size.height)
        widest = max((page.block_width(page.row(y).block) for y in rows if page.row(y).pieces), default=page.width)
        before, self._ink.shift = self._ink.shift, max(0, min(shift, widest - page.width))
        if self._ink.shift != before:
            self._redraw()
        return self._ink.shift != before

    def do_sideways_right(self, count: int) -> None:
        """Wide tables further to the right."""
        self._go_sideways(count * _SIDEWAYS)

    def do_sideways_left(self, count: int) -> None:
        """Wide tables back to the left."""
        self._go_sideways(-count * _SIDEWAYS)

    def _go_sideways(self, cells: int) -> None:
        page = self._text
        if page is not None and not self._shift_to(page, self._ink.shift + cells):
            self.post_message(self.Stuck(cells > 0))

    def show_letters(self, letters: Mapping[int, str]) -> None:
        """Put letters over the signs at some offsets; an empty mapping takes them away again."""
        self._ink.put_letters(letters)
        self._redraw()

    def _move_rows(self, distance: int) -> None:
        if self._text is not None and self._selection is not None:
            self.select(self._selection.move_rows(self._text, distance))
        elif self._text is not None:
            place = move_rows(self._text, self._place, distance)
            if place == self._place and distance < 0:
                self._scroll_rows(0)
            self.go_to(place)

    def _move_page(self, rows: int) -> None:
        """Scroll by `rows`, the cursor with it."""
        page = self._text
        if page is not None:
            row = page.row_of(self._place) + rows
            page.measure_rows(row + self.size.height)
            self._sync_height()
            self._scroll_rows(self.scroll_offset.y + rows)
            self.go_to(page.offset_at(max(0, min(row, page.height - 1))), margin=0)

    def _move_blocks(self, distance: int) -> None:
        if self._text is not None and self._selection is not None:
            self.select(self._selection.move_blocks(self._text.briefing, distance))
        elif self._text is not None:
            self.go_to(move_blocks(self._text, self._place, distance))

    def _move_sentences(self, distance: int) -> None:
        page = self._text
        if page is not None and self._selection is not None:
            self.select(self._selection.move_sentences(page.briefing, distance))
            return
        for _ in range(abs(distance) if page is not None else 0):
            assert page is not None
            chosen = self._target is not None
            ahead = distance > 0
            found = next_sentence(page, self._place, chosen) if ahead else previous_sentence(page, self._place)
            if found is None:
                return
            self.go_to(found.start, None if page.hides(found.start) else found)

    def do_move_down(self, count: int) -> None:
        """A row on."""
        self._move_rows(count)

    def do_move_up(self, count: int) -> None:
        """A row back."""
        self._move_rows(-count)

    def do_move_first(self, count: int) -> None:
        """To the top of the page."""
        self._leap()
        self.go_to(0)
        if self._page is not None:
            self._scroll_rows(0)

    def do_move_last(self, count: int) -> None:
        """To the last words."""
        if self._text is not None:
            self._leap()
            self._text.measure_all()
            is_selecting = self._selection is not None
            self.go_to(len(self._text.briefing.text) if is_selecting else self._text.offset_at(self._text.height - 1))

    def _leap(self) -> None:
        from reader.ui.jumps import Place

        if self.opened is not None and self._text is not None:
            self.post_message(self.Leaping(Place(self.opened.entry.id, self._place)))

    def do_half_down(self, count: int) -> None:
        """Half a page on."""
        self._move_page(count * max(1, self.size.height // 2))

    def do_half_up(self, count: int) -> None:
        """Half a page back."""
        self._move_page(-count * max(1, self.size.height // 2))

    def do_page_down(self, count: int) -> None:
        """A page on, with two rows of it kept."""
        self._move_page(count * max(1, self.size.height - 2))

    def do_page_up(self, count: int) -> None:
        """A page back."""
        self._move_page(-count * max(1, self.size.height - 2))

    def do_next_block(self, count: int) -> None:
        """The next block."""
        self._move_blocks(count)

    def do_previous_block(self, count: int) -> None:
        """The block before, or the beginning of this one."""
        self._move_blocks(-count)

    def do_next_sentence(self, count: int) -> None:
        """The next sentence."""
        self._move_sentences(count)

    def do_previous_sentence(self, count: int) -> None:
        """The sentence before."""
        self._move_sentences(-count)

    def on_click(self, event: Click) -> None:
        """Put the cursor where the mouse is; a second click selects the word, a third the sentence."""
        place = self._find_offset(event) if event.get_content_offset(self) is not None else None
        if place is None or self._selection is not None:
            return
        if event.chain == 1 and self.is_fold(event.get_content_offset_capture(self).y + self.scroll_offset.y):
            self.turn_footer()
        elif event.chain == 1:
            self.go_to(place)
        else:
            self.begin_selection(place)
            if event.chain == 3:
                self.widen_selection()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Some rows on; the toolkit would glide there and leave the cursor behind."""
        event.stop()
        event.prevent_default()
        self._wheel(_WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Some rows back."""
        event.stop()
        event.prevent_default()
        self._wheel(-_WHEEL_ROWS)

    def _wheel(self, rows: int) -> None:
        page = self._text
        if page is not None:
            page.measure_rows(self.scroll_offset.y + rows + 2 * self.size.height)
            self._sync_height()
            self._scroll_rows(self.scroll_offset.y + rows)
            self._bring_cursor()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Bring the cursor along when the scroll bar is dragged."""
        super().watch_scroll_y(old_value, new_value)
        if self.app.mouse_captured is self.vertical_scrollbar and self.vertical_scrollbar.is_attached:
            self._bring_cursor()

    def _bring_cursor(self) -> None:
        """Put the cursor on the nearest words in sight, when it is out of it."""
        page, top = self._text, self.scroll_offset.y
        if page is None:
            return
        bottom = top + self.size.height - 1
        row = page.row_of(self._place)
        if top <= row <= bottom:
            self._tell()
            return
        rows = range(top, bottom + 1) if row < top else range(bottom, top - 1, -1)
        for near in rows:
            if page.row(near).pieces:
                self.go_to(page.offset_at(near), margin=0)
                break
