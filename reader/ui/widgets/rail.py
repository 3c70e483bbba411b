"""The scroll bar of the article, on which the hits or mentions of the whole text are marked at their heights."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import Protocol, cast

from rich.style import Style
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.ui.layout.page import Page
from reader.ui.safety import draw_text
from reader.ui.state import Trail
from reader.ui.widgets.inkwell import StyleBook

HIT = "•"
CURRENT = "◆"
"""Told apart by their shapes, for whoever sees no colours."""


class Marked(Protocol):
    """What the article says of itself."""

    trail: Trail

    @property
    def page(self) -> Page | None:
        """The text as it is set now."""


def locate(page: Page, spans: Sequence[Span], current: Span | None, height: int) -> list[str]:
    """What stands on each row of a bar that is `height` rows high and means the whole page.

    Until a long page has been measured to its end, places count by their offsets instead of by their rows.
    """
    edges = _find_edges(page, height)
    starts = [span.start for span in spans]
    counts = [bisect_left(starts, edge) for edge in edges]
    signs = [HIT if end > start else "" for start, end in zip(counts, counts[1:], strict=False)]
    if current is not None and signs:
        at = next((row for row, edge in enumerate(edges[1:]) if current.start < edge), len(signs) - 1)
        signs[at] = CURRENT
    return signs


def _find_edges(page: Page, height: int) -> list[int]:
    """The offset at which each row of the bar begins, and the end of the text."""
    length = len(page.briefing.text)
    if not page.briefing.blocks or not height:
        return []
    if not page.is_complete:
        return [length * row // height for row in range(height)] + [length + 1]
    rows = max(page.height, height)
    edges = [_find_start(page, row * rows // height) for row in range(1, height)]
    return list(accumulate([0, *edges, length + 1], max))


def _find_start(page: Page, y: int) -> int:
    """The offset at which the text goes on from row `y`."""
    for row in range(y, page.height):
        span = page.row(row).span
        if span is not None:
            return span.start
    return len(page.briefing.text) + 1


class Rail(ScrollBar):
    """A scroll bar with marks on it."""

    def __init__(self, *, thickness: int) -> None:
        super().__init__(vertical=True, name="vertical", thickness=thickness)
        self._book = StyleBook(self)
        self._signs: list[str] = []
        self._key: tuple[object, ...] = ()

    def render_line(self, y: int) -> Strip:
        """The bar, with a mark on it where something stands."""
        strip = super().render_line(y)
        signs = self._list_signs()
        if y >= len(signs) or not signs[y]:
            return strip
        ground = next((segment.style for segment in strip if segment.style is not None), self._book.base)
        if ground.reverse:
            ground = Style(bgcolor=ground.color)
        return Strip([draw_text(SafeText(signs[y]), ground + self._book.named("rail"))]).adjust_cell_length(
            strip.cell_length
        )

    def _list_signs(self) -> list[str]:
        article = cast("Marked", self.parent)
        page, trail = article.page, article.trail
        if page is None or not trail.spans:
            return []
        key = (page, page.height, page.is_complete, trail, self.size.height)
        if key != self._key:
            self._signs = locate(page, trail.spans, trail.current, self.size.height)
            self._key = key
        return self._signs

    def notify_style_update(self) -> None:
        """Forget the colours of the theme before."""
        super().notify_style_update()
        self._book.clear()
