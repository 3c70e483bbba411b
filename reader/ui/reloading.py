"""What changes on the screen when the settings file is saved: colours, width, dates, keys, saved queries.

Owns which setting brings about what, and the notice of it. Reads no file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Protocol

from textual.app import App
from textual.screen import Screen

from reader.commands.keymap import choose_keys
from reader.commands.model import Command
from reader.config import Problem, Settings
from reader.config_table import BY_NAME
from reader.domain.scrub import scrub_line
from reader.services.services import Services
from reader.services.settings_watch import SettingsWatch
from reader.ui.dates import use_date_format
from reader.ui.screens.base import CommandScreen
from reader.ui.screens.panes import QUERIES, PaneScreen
from reader.ui.screens.shelf import ShelfScreen
from reader.ui.snapshots import print_facts
from reader.ui.state import Saved


class Host(Protocol):
    """The application, as far as settings are its business."""

    commands: Sequence[Command]
    theme: str

    @property
    def app(self) -> App[object]:
        """Itself."""

    @property
    def screen(self) -> Screen[object]:
        """The screen on top."""


def follow_settings(host: Host, services: Services) -> SettingsWatch:
    """Bring about on the screen what is saved in the settings file from now on, until the watch is stopped."""

    def tell(settings: Settings, problems: tuple[Problem, ...]) -> None:
        if host.app.is_running:
            host.app.call_later(take_settings, host, services, settings, problems)

    return SettingsWatch(services.paths.settings_file, services.settings, tell)


def take_settings(host: Host, services: Services, settings: Settings, problems: tuple[Problem, ...]) -> None:
    """Let other settings hold from now on, and say so, or what is wrong with them."""
    before = services.settings
    services.take_settings(settings, problems)
    changed = [field.name for field in fields(settings) if field.compare and _differ(before, settings, field.name)]
    if "theme" in changed and settings.theme in host.app.available_themes:
        host.theme = settings.theme
    if "date_format" in changed:
        use_date_format(settings.date_format)
    if "keys" in changed:
        host.commands = choose_keys(dict(settings.keys))
    for screen in host.app.screen_stack:
        if isinstance(screen, CommandScreen) and "keys" in changed:
            screen.take_commands(host.commands)
        if isinstance(screen, ShelfScreen):
            # In the screen's own turn: what is mounted there is bound to the screen's state.
            screen.call_later(_take_on_panes, screen, settings, changed)
    _say(host, changed, problems)


def _differ(before: Settings, settings: Settings, name: str) -> bool:
    return bool(getattr(before, name) != getattr(settings, name))


def _take_on_panes(screen: ShelfScreen, settings: Settings, changed: list[str]) -> None:
    if "measure" in changed:
        screen.measure = settings.measure
    if "queries" in changed:
        _take_queries(screen, settings)
    if "date_format" in changed:
        screen.list_.refresh()
        if screen.opened is not None and screen.opened.briefing is not None:
            place = screen.article.place
            screen.opened = replace(screen.opened, facts=print_facts(screen.opened.entry))
            screen.article.go_to(place)


def _take_queries(screen: ShelfScreen, settings: Settings) -> None:
    """Show other saved queries over the list, or none."""
    shown = screen.query(f"#{QUERIES}")
    screen.saved = Saved(settings.queries)
    if shown and not settings.queries:
        if screen.is_in_queries:
            screen.focus_pane("list")
        shown.remove()
    elif settings.queries and not shown:
        from reader.ui.widgets.saved_queries import SavedQueries

        widget = SavedQueries(id=QUERIES).data_bind(PaneScreen.saved, PaneScreen.shelf)
        screen.query_one("#list-pane").mount(widget, before=screen.list_)
    else:
        shown.refresh(layout=True)
    screen.queries_changed()


def _say(host: Host, changed: list[str], problems: tuple[Problem, ...]) -> None:
    screen = host.screen
    if not isinstance(screen, CommandScreen):
        return
    if problems:
        others = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        screen.say(scrub_line(f"{problems[0]}{others}"), is_warning=True)
        return
    if changed == ["sources"]:
        # Who adds or removes one is told of it there.
        return
    later = [name for name in changed if not BY_NAME[name].is_live]
    now = [name for name in changed if BY_NAME[name].is_live]
    parts = [f"{', '.join(now)}: taken over from config.yaml."] if now else []
    parts += [f"{', '.join(later)}: with the next start."] if later else []
    screen.say(scrub_line(" ".join(parts) or "config.yaml has no faults any more."))
