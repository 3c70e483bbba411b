"""A slip of paper under the text: an address in full, or a footnote. The next command takes it away."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from reader.domain.scrub import SafeText
from reader.ui.layout.width import cells, fit
from reader.ui.layout.wrap import wrap_lines, wrap_words
from reader.ui.safety import draw_text
from reader.ui.widgets.inkwell import StyleBook

_MOST_ROWS = 12
_AIR = 4
"""Cells left and right of the words."""


class Slip(Widget):
    """Some paragraphs, each under its name.

    Args:
        parts: names and what they stand for.
        is_exact: whether each sign counts, as in an address: then lines are cut where they are full.
    """

    def __init__(self, parts: Sequence[tuple[SafeText, SafeText]], *, is_exact: bool = False) -> None:
        super().__init__()
        self._parts = parts
        self._is_exact = is_exact
        self._book = StyleBook(self)

    def _rows(self, width: int) -> list[tuple[str, str]]:
        """Each row with its ink; what has no room is told by an ellipsis."""
        room = max(1, width - 2 * _AIR)
        rows: list[tuple[str, str]] = []
        for name, text in self._parts:
            rows += [(name, "accent")] if name else []
            wrap = wrap_lines if self._is_exact else wrap_words
            rows += [(text[start:end].replace("\n", " "), "") for start, end in wrap(text, 0, len(text), room)]
        if len(rows) > _MOST_ROWS:
            rows[_MOST_ROWS - 1 :] = [(f"{fit(rows[_MOST_ROWS - 1][0], room - 2)} …", "")]
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as it takes."""
        return len(self._rows(width))

    def render_line(self, y: int) -> Strip:
        """One row."""
        width = self.size.width
        rows = self._rows(width)
        text, ink = rows[y] if y < len(rows) else ("", "")
        text = fit(text, max(0, width - _AIR))
        strip = Strip(
            [
                Segment(" " * _AIR),
                draw_text(SafeText(text), self._book.named(ink)),
                Segment(" " * (width - cells(text))),
            ]
        )
        return strip.adjust_cell_length(width).apply_style(self._book.base)
