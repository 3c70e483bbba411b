"""What a terminal sees that is too small for a page."""

from textual.strip import Strip
from textual.widget import Widget

from reader.domain.scrub import SafeText
from reader.ui.layout.wrap import wrap_words
from reader.ui.safety import draw_text

_TEXT = "Too small: Briefing Reader needs 34 columns and 8 rows. q quits."


class TooSmall(Widget):
    """A sentence, in place of everything else."""

    def render_line(self, y: int) -> Strip:
        """The row `y` of the sentence."""
        width = max(1, self.size.width)
        lines = [_TEXT[start:end] for start, end in wrap_words(_TEXT, 0, len(_TEXT), width)]
        line = lines[y] if y < len(lines) else ""
        return Strip([draw_text(SafeText(line))]).adjust_cell_length(width).apply_style(self.rich_style)
