"""Between text and the terminal: a piece of a row takes scrubbed text only, and a filter looks at every row."""

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from reader.domain.scrub import SafeText, cap_marks, scrub_line


class ScrubFilter(LineFilter):
    """Scrubs the text of every segment after layout. Segments that are terminal controls of the toolkit's pass."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Scrub one line; a line that is clean, as nearly all are, is returned as it is."""
        if not any(_is_unsafe(segment) for segment in segments):
            return segments
        return [Segment(_tame(segment.text), segment.style) if _is_unsafe(segment) else segment for segment in segments]


def _is_unsafe(segment: Segment) -> bool:
    if segment.control:
        return False
    text = segment.text
    return not (text.isascii() and text.isprintable()) and _tame(text) != text


def _tame(text: str) -> str:
    return cap_marks(scrub_line(text))


def draw_text(text: SafeText, style: Style | None = None) -> Segment:
    """Text of a briefing, or of its reader, as a piece of a row: the one place that makes such a piece."""
    return Segment(cap_marks(text), style)
