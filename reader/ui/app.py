"""The application: themes, sheets, the line filter, and the first screen."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import App
from textual.binding import Binding
from textual.command import Provider
from textual.events import Event, Key
from textual.filter import LineFilter
from textual.theme import Theme
from textual.worker import WorkerFailed

from reader.commands.model import Command
from reader.commands.table import COMMANDS
from reader.paths import styles_folder
from reader.services.preload import Preload
from reader.services.services import Services
from reader.ui.dates import use_date_format
from reader.ui.safety import ScrubFilter
from reader.ui.screens.base import CommandScreen
from reader.ui.screens.main import MainScreen
from reader.ui.themes import NIGHT, PAPER, THEMES

if TYPE_CHECKING:
    from reader.services.settings_watch import SettingsWatch

_SHEETS = (
    "app", "panes", "rows", "article", "bars", "prompt", "too_small", "inkwell", "help", "annotations", "dossier",
    "saved_queries", "note_editor", "places", "command_prompt", "output", "time_plot", "slip", "figures",
    "sources",
)  # fmt: skip


_LEAVING = ("ctrl+c", "ctrl+q")

_UNTIL_FOLLOWING = 0.5
_FEW_COLOURS = (None, "standard", "windows")

_TURN = 0.0005
"""Seconds that a thread which reads a large document may keep the screen waiting, each time that they take turns."""

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
        greets: whether a first start shows a line of keys.
    """

    TITLE = "Briefing Reader"
    COMMANDS = {_find_provider}
    # First of all: a field would copy on Ctrl-C, and the palette is no screen of ours.
    BINDINGS = [Binding(",".join(_LEAVING), "quit", show=False, priority=True)]
    CSS_PATH = [str(styles_folder() / f"{sheet}.tcss") for sheet in _SHEETS]

    def __init__(
        self, services: Services, preload: Preload | None = None, *, watches: bool = True, greets: bool = False
    ) -> None:
        self._has_theme = False
        super().__init__()
        self.fault: BaseException | None = None
        """What ended the program; the first, where one led to others."""
        self._greets = greets
        self._watches = watches
        self._services = services
        self._preload = preload or Preload(services.library, may_fork=False)
        self._scrub = ScrubFilter()
        self._last_filters: tuple[LineFilter, ...] = (self._scrub,)
        if _is_ascii():
            from reader.ui.plain_signs import AsciiFilter

            self._last_filters = (self._scrub, AsciiFilter())
        self.commands: Sequence[Command] = COMMANDS
        self._settings_watch: SettingsWatch | None = None
        if services.settings.keys:
            from reader.commands.keymap import choose_keys

            self.commands = choose_keys(dict(services.settings.keys))
        use_date_format(services.settings.date_format)
        wanted = self._register_themes(services.settings.theme)
        # Not by assignment: that would have all sheets parsed a second time.
        self.set_reactive(App.theme, wanted if wanted in self.available_themes else NIGHT.name)
        self._has_theme = True
        self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Let garbage be collected again when the screen stands; what was imported is not looked at any more."""
        self.set_timer(_UNTIL_COLLECTING, _collect_garbage)
        self.set_timer(_UNTIL_FOLLOWING, self._follow_settings)
        self.app_resume_signal.subscribe(self, self._repaint)
        if self._greets:
            self.call_after_refresh(self._greet)

    def _repaint(self, app: App[object]) -> None:
        """Paint everything: the shell had the terminal."""
        self.call_later(self.screen.refresh, layout=True)
        for widget in self.screen.walk_children():
            self.call_later(widget.refresh)

    def _greet(self) -> None:
        from reader.ui.greeting import greet

        if isinstance(self.screen, CommandScreen):
            greet(self.screen, self._services)

    def on_unmount(self) -> None:
        """Look at no file any more."""
        if self._settings_watch is not None:
            self._settings_watch.stop()

    def _follow_settings(self) -> None:
        from reader.ui.reloading import follow_settings

        self._settings_watch = follow_settings(self, self._services)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The toolkit's filters, and last of all our own."""
        return (*super().get_line_filters(), *self._last_filters)

    def _register_themes(self, wanted: str) -> str:
        """Make the themes of the house known, as this terminal can show them; what is wanted, or what comes nearest."""
        has_few = False
        themes: Sequence[Theme] = THEMES
        if self.console.color_system in _FEW_COLOURS and sys.__stdout__ is not None and sys.__stdout__.isatty():
            from reader.ui.few_colours import use_sixteen

            has_few, themes = True, [use_sixteen(theme) for theme in THEMES]
        for theme in themes:
            self.register_theme(theme)
        # States must be told apart where colours cannot do it.
        self.set_class(has_few or self.no_color, "-plain", update=False)
        own = [theme.name for theme in THEMES]
        if has_few and wanted not in own:
            known = self.available_themes.get(wanted)
            return PAPER.name if known is not None and not known.dark else NIGHT.name
        return wanted

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme; those that a theme of the toolkit's does not have are mixed from its own."""
        variables = super().get_css_variables()
        # The toolkit asks before any theme is chosen, too.
        if self._has_theme and self.theme not in (NIGHT.name, PAPER.name):
            from reader.ui.toolkit_themes import complete

            variables = self.theme_variables = complete(variables, is_dark=self.current_theme.dark)
        return variables

    async def on_event(self, event: Event) -> None:
        """Hand a key to the screen itself: through the focused pane, it could come before the effect of another."""
        screen = self.screen if isinstance(event, Key) and not event.is_forwarded else None
        if isinstance(event, Key) and isinstance(screen, CommandScreen) and event.key not in _LEAVING:
            screen.post_message(CommandScreen.Typed(event, super().on_event))
        else:
            await super().on_event(event)

    # The toolkit prints a traceback with all variables, and so with the text of the briefing; it has no public way to
    # leave that out. A test in a terminal fails when these three names mean something else.

    def _handle_exception(self, error: Exception) -> None:
        """Keep what happened, for whoever reports it when the terminal is as it was before."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        self.fault = self.fault or cause
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()

    def on_command_screen_help_asked(self, message: CommandScreen.HelpAsked) -> None:
        """Show the keys of the view that asks."""
        from reader.ui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.commands, message.scope))

    def on_command_screen_line_asked(self, message: CommandScreen.LineAsked) -> None:
        """Let a command be typed by its name."""
        from reader.ui.commanding import ask_for_command

        ask_for_command(message.on, self._services)

    def get_default_screen(self) -> MainScreen:
        """The three panes."""
        return MainScreen(self._services, self._preload, self.commands, watches=self._watches)


def _is_ascii() -> bool:
    """Whether this terminal knows only ASCII."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    if "utf" in locale.casefold() or not locale:
        return False
    from reader.ui.plain_signs import wants_ascii

    return wants_ascii(os.environ)


def _collect_garbage() -> None:
    gc.freeze()
    gc.enable()


def run(services: Services, preload: Preload) -> int:
    """Show the screen until the reader leaves.

    Args:
        services: the use cases.
        preload: their library, which is being read already.

    Returns:
        The exit status.

    Raises:
        BaseException: what nobody expected and ended the program; the terminal is as it was before.
    """
    # What it logs of a task that fails while the program is ending is on its way here already, or of no consequence.
    logging.getLogger("asyncio").addHandler(logging.NullHandler())
    app = ReaderApp(services, preload, greets=True)
    sys.setswitchinterval(_TURN)
    app.run()
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0
