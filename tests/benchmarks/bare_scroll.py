"""The least that a Textual program needs to scroll a long text: what a key press is measured against."""

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

LINES = 10_000


class BareLines(ScrollView, can_focus=True):
    """Numbered lines, drawn when they are seen."""

    BINDINGS = [Binding("j", "step", show=False)]

    def on_mount(self) -> None:
        """Tell the size and take the keys."""
        self.virtual_size = Size(100, LINES)
        self.focus()

    def render_line(self, y: int) -> Strip:
        """One numbered line, about as long as one of prose."""
        number = y + self.scroll_offset.y
        return Strip([Segment(f"line {number} ".ljust(72, "."))]).adjust_cell_length(self.size.width, self.rich_style)

    def action_step(self) -> None:
        """One line on."""
        self.scroll_to(y=self.scroll_offset.y + 1, animate=False, immediate=True)


class BareScroll(App[None]):
    """Nothing but the lines."""

    def compose(self) -> ComposeResult:
        """The one widget."""
        yield BareLines()


if __name__ == "__main__":
    BareScroll().run()
