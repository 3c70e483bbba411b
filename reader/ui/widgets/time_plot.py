"""How often something is named over time, drawn in text."""

from collections.abc import Mapping
from datetime import date

from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.domain.scrub import scrub_line
from reader.domain.timeline import Plot, plan_plot
from reader.ui.layout.width import fit
from reader.ui.safety import draw_text
from reader.ui.widgets.inkwell import StyleBook

_MARGIN = 1
_LEGENDS = ((130, 38), (60, 27))
"""From which width on, how many cells right of the columns are for words: as many as the pane below has."""


class TimePlot(Widget):
    """Columns over an axis of years, and in words how high they are."""

    days: reactive[Mapping[date | None, int]] = reactive({})
    """How often on each day; None: unknown."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._book = StyleBook(self)
        self._drawn: tuple[object, list[tuple[str, str]]] = (None, [])

    def _draw(self) -> list[tuple[str, str]]:
        """Each row: its columns, and the words beside them."""
        key = (self.size, id(self.days))
        if self._drawn[0] != key:
            self._drawn = key, self._draw_rows()
        return self._drawn[1]

    def _draw_rows(self) -> list[tuple[str, str]]:
        width, height = self.size
        legend = next((cells for least, cells in _LEGENDS if width >= least), 0)
        room = width - 2 * _MARGIN - legend
        known = {day: count for day, count in self.days.items() if day is not None}
        plot = plan_plot(known, max(1, room))
        words = _describe(plot, self.days.get(None, 0)) if legend else []
        rows = [*plot.draw(max(1, height - 1)), plot.draw_axis()] if known else [""] * height
        words += [""] * (len(rows) - len(words))
        return list(zip((row.ljust(room) for row in rows), words, strict=False))

    def render_line(self, y: int) -> Strip:
        """Draw a row."""
        width, rows = self.size.width, self._draw()
        if y >= len(rows):
            return Strip.blank(width, self._book.base)
        columns, words = rows[y]
        is_axis = y == len(rows) - 1
        left = draw_text(scrub_line(" " * _MARGIN + columns), self._book.named("quiet" if is_axis else "accent"))
        room = max(1, width - _MARGIN - len(columns) - 2)
        right = draw_text(scrub_line("  " + fit(words, room)), self._book.named("quiet"))
        return Strip([left, right]).adjust_cell_length(width).apply_style(self._book.base)

    def notify_style_update(self) -> None:
        """Forget the colours of the theme before."""
        super().notify_style_update()
        self._book.clear()


def _describe(plot: Plot, undated: int) -> list[str]:
    lines = [f"mentions by {plot.step}", f"most: {plot.peak:,}, {plot.name_peak()}"] if plot.counts else []
    return [*lines, *([f"{undated:,} of unknown date"] if undated else [])]
