"""The pane in the middle: how the reading cursor moves through the text, by keys and by the mouse."""

from textual.events import Click

from reader.ui.layout.moves import move_blocks, move_rows, next_sentence, previous_sentence
from reader.ui.widgets.page_view import View
from reader.ui.widgets.selecting_view import SelectingView


class Article(SelectingView):
    """The text, and the commands that move through it."""

    @property
    def view(self) -> View:
        """What is in sight now."""
        return View(self._place, self._target, self.scroll_offset.y)

    def restore(self, view: View) -> None:
        """Bring back what was in sight."""
        self.go_to(view.place, view.target)
        if self._page is not None:
            self._scroll_rows(view.top)

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
            self.go_to(found.start, found)

    def do_move_down(self, count: int) -> None:
        """A row on."""
        self._move_rows(count)

    def do_move_up(self, count: int) -> None:
        """A row back."""
        self._move_rows(-count)

    def do_move_first(self, count: int) -> None:
        """To the top of the page."""
        self.go_to(0)
        if self._page is not None:
            self._scroll_rows(0)

    def do_move_last(self, count: int) -> None:
        """To the last words."""
        if self._text is not None:
            self._text.measure_all()
            is_selecting = self._selection is not None
            self.go_to(len(self._text.briefing.text) if is_selecting else self._text.offset_at(self._text.height - 1))

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
        if event.chain == 1:
            self.go_to(place)
        else:
            self.begin_selection(place)
            if event.chain == 3:
                self.widen_selection()
