"""Figures, each over the sentence that it stands in."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.segment import Segment

from reader.domain.entry import Entry
from reader.domain.figure import print_value
from reader.domain.scrub import SafeText, scrub_line
from reader.services.figures import StatedFigure
from reader.ui.layout.width import cells
from reader.ui.snapshots import print_dates
from reader.ui.widgets.rows import RowsView

_ROWS = 2
_KIND = 10
_WORDS = 28
"""Cells for a figure as it is written."""
_MARGIN = 3
_LEAD = 40
"""Code points of the sentence that are shown before the figure, where it does not fit whole."""


class FigureRow(NamedTuple):
    """A figure and its briefing."""

    entry: Entry
    stated: StatedFigure


class FigureList(RowsView):
    """A list of figures."""

    def __init__(self, *, has_sources: bool) -> None:
        """Args: has_sources: whether they come from several briefings, and each says from which."""
        super().__init__()
        self._has_sources = has_sources
        self._figures: Sequence[FigureRow] = ()
        self._notice = SafeText("Looking for figures …")

    @property
    def current(self) -> FigureRow | None:
        """The figure under the cursor."""
        return self._figures[self.cursor] if 0 <= self.cursor < len(self._figures) else None

    def show(self, rows: Sequence[FigureRow], notice: str) -> None:
        """Show others; the cursor stays on the figure it stood on, and else goes to the first.

        Args:
            rows: in their order.
            notice: what to say where there are none.
        """
        current = self.current
        self._figures, self._notice = rows, scrub_line(notice)
        at = next((at for at, row in enumerate(rows) if row is current), 0)
        self.set_items([_ROWS] * len(rows), [True] * len(rows), at)

    def empty_message(self) -> SafeText:
        """Why there is none."""
        return self._notice

    def draw_item(self, index: int, line: int, width: int) -> list[Segment]:
        """The kind, the words, what they amount to; below the sentence."""
        entry, stated = self._figures[index]
        if line == 0:
            value = f" {print_value(stated.figure)}"
            room = max(1, width - _KIND - 1)
            size = min(_WORDS, room // 2)
            return [
                self.set_text(f" {stated.figure.kind}", _KIND + 1, "quiet"),
                self.set_text(stated.surface, size, "strong"),
                self.set_text(value, room - size),
            ]
        source = f"{print_dates(entry) or 'no date'} · {entry.series or entry.title} · " if self._has_sources else ""
        lead = f"{' ' * _MARGIN}{source}"
        words = _cut(stated, max(1, width - cells(lead)))
        before, surface, after = words.partition(" ".join(stated.surface.split()))
        parts = ((f"{lead}{before}", "quiet"), (surface, "accent"), (after, "quiet"))
        return list(self._set_parts(parts, width))

    def _set_parts(self, parts: Sequence[tuple[str, str]], width: int) -> Iterator[Segment]:
        """Texts one after the other, in their inks; what is left is air."""
        for text, name in parts:
            room = min(width, cells(scrub_line(text)))
            width -= room
            yield self.set_text(text, room, name)
        yield self.set_text("", width)


def _cut(stated: StatedFigure, room: int) -> str:
    """The sentence, or so much of it that the figure is in sight."""
    sentence = " ".join(stated.sentence.split())
    if cells(sentence) <= room:
        return sentence
    at = sentence.find(" ".join(stated.surface.split()))
    start = max(0, at - min(_LEAD, room // 2))
    return f"…{sentence[start:]}" if start and at + len(stated.surface) > room - 1 else sentence
