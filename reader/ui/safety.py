"""The terminal's last line of defence: no control character leaves the screen, whoever forgot to scrub it."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from reader.domain.scrub import scrub_line


class ScrubFilter(LineFilter):
    """Scrubs the text of every segment after layout. Segments that are terminal controls of the toolkit's pass."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Scrub one line; a line that is clean, as nearly all are, is returned as it is."""
        if not any(_is_unsafe(segment) for segment in segments):
            return segments
        return [
            Segment(scrub_line(segment.text), segment.style) if _is_unsafe(segment) else segment for segment in segments
        ]


def _is_unsafe(segment: Segment) -> bool:
    if segment.control:
        return False
    text = segment.text
    return not (text.isascii() and text.isprintable()) and scrub_line(text) != text
