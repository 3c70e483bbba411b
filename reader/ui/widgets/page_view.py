"""The text of the open briefing as a page, with the reading cursor on it.

Owns the place of the cursor, which is an offset in the text, and the scrolling that keeps it in sight. Where things
stand is the layout's knowledge, what they look like the ink's, where the cursor goes the article's.
"""

from dataclasses import dataclass
from typing import NamedTuple

from textual.events import Resize
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from reader.config import DEFAULT_MEASURE
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.ui.layout.page import Page
from reader.ui.state import Annotated, Names, OpenBriefing, Trail
from reader.ui.widgets.extent import set_extent
from reader.ui.widgets.ink import Bar, Ink
from reader.ui.widgets.inkwell import StyleBook
from reader.ui.widgets.rail import Rail

GUTTER = 4
"""Cells left of the text: a mark, the cursor's bar, and air."""
_AIR_AT_THE_RIGHT = 2
_MEASURED_AT_ONCE = 150_000
"""Code points set in one go in the background: about 10 ms."""
_BACKGROUND_PAUSE = 0.02
_KEPT_IN_SIGHT = 3
"""The cursor stays within the middle part of the view: a view's height over this is the margin at each edge."""


class View(NamedTuple):
    """What of the text is in sight, so that it can be brought back."""

    place: int
    target: Span | None
    top: int
    """The row at the upper edge."""


class PageView(ScrollView, can_focus=True, inherit_bindings=False):
    """The text, with its mentions, annotations and the reading cursor."""

    opened: reactive[OpenBriefing | None] = reactive(None, repaint=False)
    names: reactive[Names] = reactive(Names, repaint=False)
    annotated: reactive[Annotated] = reactive(Annotated, repaint=False)
    trail: reactive[Trail] = reactive(Trail, repaint=False)
    measure: reactive[int] = reactive(DEFAULT_MEASURE, repaint=False)
    is_bold_muted: reactive[bool] = reactive(False, repaint=False)
    is_numbered: reactive[bool] = reactive(False, repaint=False, init=False)

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """The reading place changed."""

        place: int
        seen: int

        def can_replace(self, message: Message) -> bool:
            """Only the last of a burst matters."""
            return isinstance(message, PageView.Moved)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._page: Page | None = None
        self._book = StyleBook(self)
        self._ink = Ink(self._book)
        self._place = 0
        self._target: Span | None = None
        self._drawn: dict[tuple[int, Bar], Strip] = {}

    # What is shown.

    @property
    def page(self) -> Page | None:
        """The briefing as it is set now; None when there is none."""
        return self._page

    @property
    def place(self) -> int:
        """The reading place: an offset in code points."""
        return self._place

    @property
    def top_place(self) -> int:
        """What stands on the first row of the view: an offset in code points."""
        return self._top_place() or 0

    @property
    def target(self) -> Span | None:
        """The words that the next annotation is about: a sentence or a hit, else the block under the cursor."""
        if self._target is not None or self._text is None:
            return self._target
        briefing = self._text.briefing
        return briefing.blocks[briefing.block_index(self._place)].span

    @property
    def chosen(self) -> Span | None:
        """The words that were chosen: a sentence or a hit; None where none were."""
        return self._target

    def watch_opened(self, before: OpenBriefing | None, opened: OpenBriefing | None) -> None:
        """Show another briefing, from its top."""
        briefing = opened.briefing if opened else None
        self._ink.show(briefing)
        self._page = None
        if _continues(before, opened):
            self._set_page(anchor=None)
            return
        self._place, self._target = 0, None
        self._set_page(anchor=None)
        self.scroll_to(y=0, animate=False, immediate=True)

    def watch_names(self) -> None:
        """Mark the mentions, when they are this briefing's."""
        self._ink.mark_mentions(self.names)
        self._redraw()

    def watch_annotated(self) -> None:
        """Mark the annotations."""
        self._ink.mark_annotations(self.annotated)
        self._redraw()

    def watch_trail(self, before: Trail, trail: Trail) -> None:
        """Mark the hits, and go to the current one."""
        self._ink.mark_trail(trail)
        self._redraw()
        self.vertical_scrollbar.refresh()
        if trail.current is not None:
            self.go_to(trail.current.start, trail.current)

    def watch_measure(self) -> None:
        """Set the text again; the words in sight stay in sight."""
        self._set_page(anchor=self._top_place())

    def watch_is_bold_muted(self, before: bool, muted: bool) -> None:
        """Draw bold words like the rest, or bold."""
        self._ink.mute_bold(muted)
        self._redraw()

    def watch_is_numbered(self) -> None:
        """Show the lines of the file beside the text, or no longer; the words in sight stay in sight."""
        self._set_page(anchor=self._top_place())

    @property
    def left_cells(self) -> int:
        """The cells left of the text that are kept for marks and numbers."""
        briefing = self.opened.briefing if self.opened is not None and self.is_numbered else None
        return GUTTER + (self._ink.measure_numbers(briefing) if briefing is not None else 0)

    @property
    def margin_left(self) -> int:
        """The cells left of the text, with the air that centres it."""
        return (
            max(self.left_cells, (self.size.width - self._page.width) // 2)
            if self._page is not None
            else self.left_cells
        )

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """A scroll bar that shows where in the whole text the hits stand."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = Rail(thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)
        return self._vertical_scrollbar

    def _top_place(self) -> int | None:
        return None if self._page is None or self.scroll_offset.y == 0 else self._page.offset_at(self.scroll_offset.y)

    def _set_page(self, anchor: int | None) -> None:
        """Set the briefing at the pane's width, with `anchor` on the first row."""
        self._redraw()
        page = self._page = self._make_page()
        if page is None:
            set_extent(self, 0)
            return
        self._sync_height()
        if anchor is not None:
            self._scroll_rows(page.row_of(anchor))
        if page.briefing.blocks and (self._place or anchor is not None):
            self._reveal(page.row_of(self._place), None if anchor is None else 0)
        self._tell()
        if not page.is_complete:
            self.set_timer(_BACKGROUND_PAUSE, self._measure_more)

    @property
    def page_width(self) -> int:
        """The cells of a row of text."""
        return max(1, min(self.measure, self.size.width - self.left_cells - _AIR_AT_THE_RIGHT))

    def _make_page(self) -> Page | None:
        """The briefing set at the pane's width, measured as far as the screen shows; None while there is no width."""
        opened = self.opened
        if opened is None or opened.briefing is None or not self.size.width:
            return None
        width, page = self.page_width, self._page
        if page is None or page.width != width or page.briefing is not opened.briefing:
            page = self._ink.set_page(opened, width)
        page.measure_rows(self.size.height + 1)
        return page

    def _measure_more(self) -> None:
        page = self._page
        if page is None or page.is_complete:
            return
        if page.measure_more(_MEASURED_AT_ONCE):
            self._sync_height()
        else:
            self.set_timer(_BACKGROUND_PAUSE, self._measure_more)

    def _sync_height(self) -> None:
        if self._page is not None:
            set_extent(self, self._page.height)

    def _redraw(self) -> None:
        self._drawn.clear()
        self.refresh()

    # The cursor.

    def go_to(self, place: int, target: Span | None = None, *, margin: int | None = None) -> None:
        """Put the reading cursor on an offset.

        Args:
            place: the offset, in code points; its row is scrolled into sight.
            target: the words that a next annotation is about; None for the block.
            margin: rows kept between the cursor and the edges of the view; a third of its height where None.
        """
        if self._page is None:
            # Not in sight: it will stand there when it is.
            self._place, self._target = place, target
            return
        if not self._page.briefing.blocks:
            return
        before = self._ink.find_cursor(self._page, self._place)[:2]
        self._place = max(0, min(place, len(self._page.briefing.text)))
        if target != self._target:
            self._target = target
            self._ink.mark_target(target)
            self._redraw()
        row = self._page.row_of(self._place)
        self._reveal(row, margin)
        for top, bottom in (before, self._ink.find_cursor(self._page, self._place)[:2]):
            self.refresh_lines(top, max(1, bottom - top))
        self._tell()

    def show_from(self, place: int) -> None:
        """Put the reading cursor on an offset, in the upper part of the view whatever was in sight."""
        if self._text is not None:
            row = self._text.row_of(place)
            self._text.measure_rows(row + self.size.height)
            self._sync_height()
            self._scroll_rows(row)
        self.go_to(place)

    def resume(self, place: int, top: int) -> None:
        """Put the reading cursor on an offset, with another on the first row of the view, whatever is in sight then."""
        if self._text is not None:
            row = self._text.row_of(top)
            self._text.measure_rows(row + self.size.height)
            self._sync_height()
            self._scroll_rows(row)
        self.go_to(place, margin=-self.size.height)

    def _reveal(self, row: int, margin: int | None = None) -> None:
        assert self._page is not None
        height = self.size.height
        if margin is None:
            margin = max(0, min(height // _KEPT_IN_SIGHT, (height - 1) // 2))
        top = self.scroll_offset.y
        self._page.measure_rows(row + height)
        self._sync_height()
        if row - margin < top:
            self._scroll_rows(0 if row <= margin else row - margin)
        elif row + margin >= top + height:
            self._scroll_rows(row + margin - height + 1)

    def _scroll_rows(self, y: int) -> None:
        assert self._page is not None
        limit = max(0, self._page.height - self.size.height)
        self.scroll_to(y=max(0, min(y, limit)), animate=False, immediate=True, force=True)

    def _tell(self) -> None:
        if self._page is None:
            return
        bottom = min(self.scroll_offset.y + self.size.height, self._page.height) - 1
        span = self._page.row(bottom).span
        self.post_message(self.Moved(self._place, span.end if span else self._page.offset_at(bottom)))

    @property
    def _text(self) -> Page | None:
        """The page, if there are words on it."""
        return self._page if self._page is not None and self._page.briefing.blocks else None

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """Draw the row `y` of the pane."""
        width = self.size.width
        if self._page is None:
            # The first paint comes before the pane is told its size.
            self._page = self._make_page()
        if self._page is None:
            return self._ink.draw_notice(y, width, self._notice()).apply_style(self._book.base)
        row_y = y + self.scroll_offset.y
        bar = self._ink.bar_at(self._page, row_y, self._place, self.has_focus)
        strip = self._drawn.get((row_y, bar))
        if strip is None:
            left = self._ink.draw_number(self._page, row_y, self.margin_left - GUTTER, is_shown=self.is_numbered)
            words = self._ink.draw_row(self._page, row_y)
            segments = [left, *self._ink.draw_gutter(self._page, row_y, bar), *words]
            strip = Strip(segments).adjust_cell_length(width).apply_style(self._book.base).simplify()
            self._drawn[row_y, bar] = strip
        return strip

    def _notice(self) -> SafeText:
        if self.opened is None:
            return SafeText("Choose a briefing in the list: j and k move, Enter reads.")
        return self.opened.failure or SafeText("This briefing is empty.")

    def on_resize(self, event: Resize) -> None:
        """Set the text at the new width; the words in sight stay in sight."""
        self._set_page(anchor=self._top_place())

    def notify_style_update(self) -> None:
        """Forget the colours of the theme before."""
        super().notify_style_update()
        self._book.clear()
        self._drawn.clear()


def _continues(before: OpenBriefing | None, opened: OpenBriefing | None) -> bool:
    """Whether this is the whole of what was a glimpse, so that the reading place holds."""
    if before is None or not before.is_glimpse or before.briefing is None:
        return False
    return opened is not None and opened.briefing is not None and opened.briefing.text.startswith(before.briefing.text)
