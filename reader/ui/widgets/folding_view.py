"""The page with the footer of a newsletter on it, closed to one row until it is asked for.

Owns whether it is open. Whatever leads to its words opens it: nothing that is found stands on a row that cannot be
seen. What a footer is, the domain knows; where its rows stand, the layout.
"""

from __future__ import annotations

from reader.domain.span import Span
from reader.ui.layout.page import Page, RowRole
from reader.ui.state import OpenBriefing
from reader.ui.widgets.page_view import PageView

_FOLDS = frozenset({RowRole.FOLDED, RowRole.UNFOLDED})


class FoldingView(PageView):
    """A page whose footer opens and closes."""

    _is_footer_open = False

    @property
    def has_footer(self) -> bool:
        """Whether the text has a footer that can be closed."""
        return self._text is not None and self._text.footer is not None

    @property
    def is_on_footer(self) -> bool:
        """Whether the reading cursor stands on the closed footer, or on the first row of the open one."""
        page = self._text
        if page is None or page.footer is None or self._target is not None:
            return False
        return page.row_of(self._place) == page.row_of(page.footer.span.start)

    @property
    def target(self) -> Span | None:
        """The words that the next annotation is about; on a closed footer, all of its words."""
        page = self._text
        if self._target is None and page is not None and page.footer is not None and page.hides(self._place):
            return page.footer.span
        return super().target

    def watch_opened(self, before: OpenBriefing | None, opened: OpenBriefing | None) -> None:
        """Show another briefing; the footer is closed unless the text is the same."""
        if before is None or opened is None or before.briefing is not opened.briefing:
            self._is_footer_open = False
        super().watch_opened(before, opened)

    def _make_page(self) -> Page | None:
        page = super()._make_page()
        if page is not None and page.is_folded:
            self._is_footer_open = self._is_footer_open or _leads_in(page, self._place, self._target)
            page.open_footer(self._is_footer_open)
            page.measure_rows(self.size.height + 1)
        return page

    def go_to(self, place: int, target: Span | None = None, *, margin: int | None = None) -> None:
        """Put the reading cursor on an offset; a closed footer that hides it is opened."""
        if self._text is not None and _leads_in(self._text, place, target):
            self._set_footer(self._text, is_open=True)
        super().go_to(place, target, margin=margin)

    def turn_footer(self) -> bool:
        """Open the footer and go to it, or close it; whether it is open now."""
        page = self._text
        if page is None or page.footer is None:
            return False
        was_open, start = not page.is_folded, page.footer.span.start
        if was_open and self._place > start:
            self.go_to(start)
        self._set_footer(page, is_open=not was_open)
        if not was_open or self._place >= start:
            self.go_to(start)
        return not was_open

    def _set_footer(self, page: Page, *, is_open: bool) -> None:
        self._is_footer_open = is_open
        page.open_footer(is_open)
        self._sync_height()
        self._redraw()

    def is_fold(self, row: int) -> bool:
        """Whether a row of the page is the one that opens or closes the footer."""
        return self._text is not None and self._text.row(row).role in _FOLDS


def _leads_in(page: Page, place: int, target: Span | None) -> bool:
    """Whether a place or words are among what a closed footer hides; its beginning is where its row stands."""
    if page.footer is None or not page.is_folded:
        return False
    return place > page.footer.span.start or (target is not None and target.overlaps(page.footer.span))
