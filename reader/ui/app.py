"""The application: themes, sheets, the line filter, and the first screen."""

import gc
from collections.abc import Sequence

from textual.app import App
from textual.binding import Binding
from textual.command import Provider
from textual.events import Event, Key
from textual.filter import LineFilter

from reader.commands.table import COMMANDS
from reader.paths import styles_folder
from reader.services.preload import Preload
from reader.services.services import Services
from reader.ui.safety import ScrubFilter
from reader.ui.screens.base import CommandScreen
from reader.ui.screens.main import MainScreen
from reader.ui.themes import NIGHT, THEMES

_SHEETS = (
    "app", "panes", "rows", "article", "bars", "prompt", "too_small", "inkwell", "help", "annotations", "dossier",
    "saved_queries", "time_plot",
)  # fmt: skip


_LEAVING = ("ctrl+c", "ctrl+q")

_UNTIL_COLLECTING = 1.0
"""Seconds after the start."""


def _find_provider() -> type[Provider]:
    """What the palette offers; loaded when it is first opened."""
    from reader.ui.palette import CommandProvider

    return CommandProvider


class ReaderApp(App[None]):
    """Briefing Reader on the screen.

    Args:
        services: the use cases; the application does no input or output of its own.
        preload: the library, being read already; read from now on where None.
        watches: whether another process keeps the index up to date meanwhile.
    """

    TITLE = "Briefing Reader"
    COMMANDS = {_find_provider}
    # First of all: a field would copy on Ctrl-C, and the palette is no screen of ours.
    BINDINGS = [Binding(",".join(_LEAVING), "quit", show=False, priority=True)]
    CSS_PATH = [str(styles_folder() / f"{sheet}.tcss") for sheet in _SHEETS]

    def __init__(self, services: Services, preload: Preload | None = None, *, watches: bool = True) -> None:
        super().__init__()
        self._watches = watches
        self._services = services
        self._preload = preload or Preload(services.library, may_fork=False)
        self._scrub = ScrubFilter()
        for theme in THEMES:
            self.register_theme(theme)
        wanted = services.settings.theme
        # Not by assignment: that would have all sheets parsed a second time.
        self.set_reactive(App.theme, wanted if wanted in self.available_themes else NIGHT.name)
        self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Let garbage be collected again when the screen stands; what was imported is not looked at any more."""
        self.set_timer(_UNTIL_COLLECTING, _collect_garbage)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The toolkit's filters, and last of all our own."""
        return (*super().get_line_filters(), self._scrub)

    async def on_event(self, event: Event) -> None:
        """Hand a key to the screen itself: through the focused pane, it could come before the effect of another."""
        screen = self.screen if isinstance(event, Key) and not event.is_forwarded else None
        if isinstance(event, Key) and isinstance(screen, CommandScreen) and event.key not in _LEAVING:
            screen.post_message(CommandScreen.Typed(event, super().on_event))
        else:
            await super().on_event(event)

    def on_command_screen_help_asked(self, message: CommandScreen.HelpAsked) -> None:
        """Show the keys of the view that asks."""
        from reader.ui.screens.help import HelpScreen

        self.push_screen(HelpScreen(COMMANDS, message.scope))

    def get_default_screen(self) -> MainScreen:
        """The three panes."""
        return MainScreen(self._services, self._preload, COMMANDS, watches=self._watches)


def _collect_garbage() -> None:
    gc.freeze()
    gc.enable()


def run(services: Services, preload: Preload) -> int:
    """Show the screen until the reader leaves.

    Args:
        services: the use cases.
        preload: their library, which is being read already.

    Returns:
        The exit status: 0, or another number after a crash.
    """
    app = ReaderApp(services, preload)
    app.run()
    return app.return_code or 0
