"""The least that a Textual program can show: what the first paint is measured against."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The text that the benchmark waits for."""
        yield Static("bare and ready", markup=False)


if __name__ == "__main__":
    BareApp().run()
