"""The keys of a view, made from the table of commands, with a filter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.segment import Segment
from textual.app import ComposeResult
from textual.events import Resize
from textual.reactive import reactive

from reader.commands.model import Command, Scope
from reader.commands.table import live_commands
from reader.domain.scrub import SafeText, phrase, scrub_line
from reader.ui.layout.wrap import Extent, wrap_words
from reader.ui.screens.base import CommandScreen
from reader.ui.widgets.bars import KeyBar, PaneHeading, StatusLine
from reader.ui.widgets.inkwell import Inkwell
from reader.ui.widgets.prompt import Question
from reader.ui.widgets.rows import RowsView

_KEYS_WIDTH: Final = 20
_NARROWEST_TEXT: Final = 10
_BY_NAME: Final = "by name"
"""In place of keys, for a command that has none."""

_PLACES: Final = {
    Scope.LIST: "in the list",
    Scope.ARTICLE: "in the article",
    Scope.SELECTION: "while words are selected",
    Scope.QUERIES: "among the saved queries",
    Scope.SIDEBAR: "among the entities",
    Scope.OUTLINE: "in the outline",
    Scope.TAGS: "among the tags",
    Scope.ANNOTATIONS: "among the annotations",
    Scope.PLACES: "among the places",
    Scope.DOSSIER: "in the dossier",
    Scope.FIGURES: "among the figures",
    Scope.SOURCES: "among the sources",
    Scope.OUTPUT: "in a program's answer",
    Scope.HELP: "in this help",
}


@dataclass(frozen=True, slots=True)
class _Row:
    """A command, or the heading over some."""

    heading: str = ""
    command: Command | None = None
    extents: tuple[Extent, ...] = ()
    """The rows that its help takes."""


def _is_own(command: Command, scope: Scope) -> bool:
    """Whether a command is live in `scope` alone; what is live while words are selected is the article's too."""
    scopes = command.scopes
    return scopes == (scope,) or scopes == (scope, Scope.SELECTION)


def _describe_place(command: Command, scope: Scope) -> str:
    """Where else a command of `scope` is live, as a heading."""
    if _is_own(command, scope):
        return _PLACES[scope]
    return "everywhere" if Scope.EVERYWHERE in command.scopes else "here and elsewhere"


class KeyList(RowsView):
    """Commands and their keys, under where they are live."""

    commands: reactive[Sequence[Command]] = reactive((), repaint=False)

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self._scope = scope
        self._rows: list[_Row] = []

    def watch_commands(self) -> None:
        """Show other commands."""
        self._set_rows(0)

    def on_resize(self, event: Resize) -> None:
        """Break the help anew."""
        self._set_rows(max(0, self.cursor))
        super().on_resize(event)

    def _set_rows(self, cursor: int) -> None:
        self._rows = list(self._lay_out(max(_NARROWEST_TEXT, self.row_width - _KEYS_WIDTH - 1)))
        heights = [len(row.extents) if row.command else 1 + (at > 0) for at, row in enumerate(self._rows)]
        self.set_items(heights, [row.command is not None for row in self._rows], cursor)

    def _lay_out(self, width: int) -> Iterator[_Row]:
        heading = ""
        for command in sorted(self.commands, key=self._rank):
            place = _describe_place(command, self._scope)
            if place != heading:
                yield _Row(place)
            heading = place
            yield _Row(command=command, extents=tuple(wrap_words(command.help, 0, len(command.help), width)))

    def _rank(self, command: Command) -> int:
        return (not _is_own(command, self._scope)) + (Scope.EVERYWHERE in command.scopes)

    def empty_message(self) -> SafeText:
        """The filter fits nothing."""
        return SafeText("No command has these words. Esc shows all.")

    def draw_item(self, index: int, line: int, width: int) -> list[Segment]:
        """Keys, then what they do; or a heading, with air above it."""
        row = self._rows[index]
        if row.command is None:
            return [self.set_text(f" {row.heading.upper()}" if line == (index > 0) else "", width, "quiet")]
        keys = (row.command.printed_keys or _BY_NAME) if line == 0 else ""
        start, end = row.extents[line]
        room = min(_KEYS_WIDTH, width)
        return [
            self.set_text(f"  {keys}", room, "accent" if row.command.keys else "quiet"),
            self.set_text(row.command.help[start:end], max(0, width - room)),
        ]


class HelpScreen(CommandScreen):
    """What can be done in the view that was open."""

    def __init__(self, commands: Sequence[Command], asked_scope: Scope) -> None:
        super().__init__(commands)
        self._asked_scope = asked_scope
        self._live = live_commands(asked_scope, commands)
        self._needle = ""

    @property
    def scope(self) -> Scope:
        """The help's."""
        return Scope.HELP

    def compose(self) -> ComposeResult:
        """A heading, the keys, the instruments."""
        yield PaneHeading(phrase("KEYS {}", _PLACES[self._asked_scope]), is_focused=True)
        yield KeyList(self._asked_scope)
        yield StatusLine()
        keys = KeyBar(self.commands)
        keys.scope = Scope.HELP
        yield keys
        yield Inkwell()

    def on_mount(self) -> None:
        """All commands first."""
        self._filter("")
        self.query_one(KeyList).focus()

    def do_find(self, count: int) -> None:
        """Filter as it is typed."""
        before = self._needle
        self.ask(Question("find", self._filter, self._filter, lambda: self._filter(before), before))

    def take_commands(self, commands: Sequence[Command]) -> None:
        """Show the keys that hold now."""
        super().take_commands(commands)
        self._live = live_commands(self._asked_scope, commands)
        self._filter(self._needle)

    def _filter(self, text: str) -> None:
        self._needle = text.strip()
        wanted = self._needle.casefold().split()
        shown = tuple(command for command in self._live if all(word in _read_words(command) for word in wanted))
        self.query_one(KeyList).commands = shown
        total = f"{len(self._live)} commands"
        self.query_one(PaneHeading).detail = scrub_line(
            f"{len(shown)} of {total} · {self._needle}" if wanted else total
        )

    def do_cancel(self, count: int) -> None:
        """Show all again, or close."""
        if self._needle:
            self._filter("")
        else:
            self.app.pop_screen()

    def do_help(self, count: int) -> None:
        """The same key closes it."""
        self.app.pop_screen()


def _read_words(command: Command) -> str:
    """All words of a command, for the filter."""
    return f"{command.printed_keys} {command.title} {command.help} {command.id}".casefold()
