"""The page with words selected on it, by keys or by the mouse.

Owns what is selected; what that means in the text is `reader.ui.layout.selecting`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.events import MouseDown, MouseEvent, MouseMove, MouseUp
from textual.message import Message

from reader.domain.span import Span
from reader.ui.state import OpenBriefing
from reader.ui.widgets.folding_view import FoldingView

if TYPE_CHECKING:
    from reader.ui.layout.selecting import Selection


class SelectingView(FoldingView):
    """A page on which words can be selected. While some are, the cursor moves one end of them."""

    ALLOW_SELECT = False
    """The toolkit's own selection knows cells, not words."""

    _selection: Selection | None = None
    _pressed_at: int | None = None
    """Where the mouse went down, while it is down."""

    @dataclass(eq=False, repr=False)
    class Selected(Message):
        """Something else is selected, or nothing."""

        words: str
        """What and how much, for a person; empty for nothing."""

    @property
    def selection(self) -> Selection | None:
        """What is selected."""
        return self._selection

    def watch_opened(self, before: OpenBriefing | None, opened: OpenBriefing | None) -> None:
        """Show another briefing; what was selected in the one before is not."""
        if self._selection is not None:
            self.drop_selection()
        super().watch_opened(before, opened)

    def select(self, selection: Selection | None, *, margin: int | None = None) -> None:
        """Select words, or none; the cursor goes to the end that moves."""
        page = self._text
        if selection is None or page is None:
            return
        self._selection = selection
        self._ink.mark_target(selection.span, is_selected=True)
        self._redraw()
        self._target = selection.span
        super().go_to(selection.place, selection.span, margin=margin)
        self.post_message(self.Selected(selection.describe(page.briefing)))

    def begin_selection(self, place: int) -> None:
        """Select the word at a place."""
        if self._text is not None:
            from reader.ui.layout.selecting import start_selection

            self.select(start_selection(self._text.briefing.text, place))

    def widen_selection(self) -> None:
        """Sentence, block, section."""
        if self._text is not None and self._selection is not None:
            self.select(self._selection.widen(self._text.briefing))

    def use_selection(self) -> None:
        """Select nothing; the cursor goes to the beginning of the words that were selected."""
        if self._selection is not None:
            start = self._selection.span.start
            self.drop_selection()
            self.go_to(start)

    def drop_selection(self) -> None:
        """Select nothing; the cursor stays."""
        self._selection = self._target = None
        self._ink.mark_target(None)
        self._redraw()
        self.post_message(self.Selected(""))

    def go_to(self, place: int, target: Span | None = None, *, margin: int | None = None) -> None:
        """Put the cursor on a place; while words are selected, select as far as that."""
        if self._selection is None or self._text is None:
            super().go_to(place, target, margin=margin)
            return
        from reader.ui.layout.selecting import find_word

        text = self._text.briefing.text
        edge = target or find_word(text, place)
        if edge is not None:
            self.select(self._selection.reach(text, edge), margin=margin)

    # The mouse.

    def _find_offset(self, event: MouseEvent) -> int | None:
        """The place in the text under the mouse, or nearest to it."""
        if self._text is None:
            return None
        at = event.get_content_offset_capture(self)
        left = self.margin_left
        row = max(0, min(at.y + self.scroll_offset.y, self._text.height - 1))
        is_wide = self._text.block_width(self._text.block_at(row)) > self._text.width
        return self._text.offset_at(row, max(0, at.x - left) + (self._ink.shift if is_wide else 0))

    def on_mouse_down(self, event: MouseDown) -> None:
        """Let the selection go; moving from here on selects."""
        if event.button == 1 and event.get_content_offset(self) is not None:
            if self._selection is not None:
                self.drop_selection()
            self._pressed_at = self._find_offset(event)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Select from where the mouse went down to where it is."""
        place = self._find_offset(event) if self._pressed_at is not None and event.button else None
        if place is None or self._pressed_at is None or (place == self._pressed_at and self._selection is None):
            return
        if self._selection is None:
            self.capture_mouse()
            self.begin_selection(self._pressed_at)
        self.go_to(place, margin=0)

    def on_mouse_up(self, event: MouseUp) -> None:
        """Select no further."""
        self._pressed_at = None
        self.release_mouse()
