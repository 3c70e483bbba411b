"""The keys of a view, made from the table of commands, with a filter."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.app import ComposeResult
from textual.reactive import reactive

from reader.commands.model import Command, Scope
from reader.commands.table import live_commands
from reader.domain.scrub import SafeText
from reader.ui.screens.base import CommandScreen
from reader.ui.widgets.bars import PaneHeading, StatusLine
from reader.ui.widgets.inkwell import Inkwell
from reader.ui.widgets.prompt import Question
from reader.ui.widgets.rows import RowsView

_KEYS_WIDTH = 18


class KeyList(RowsView):
    """Commands and their keys, one on a row."""

    commands: reactive[Sequence[Command]] = reactive(())

    def watch_commands(self) -> None:
        """Show other commands."""
        self.set_items([1] * len(self.commands), [True] * len(self.commands), 0)

    def empty_message(self) -> SafeText:
        """The filter fits nothing."""
        return SafeText("No command has these words. Esc clears the filter.")

    def draw_item(self, index: int, line: int, width: int) -> list[Segment]:
        """Keys, then what they do."""
        command = self.commands[index]
        keys = command.printed_keys or ":"
        return [
            self.set_text(f" {keys}", _KEYS_WIDTH, "accent"),
            self.set_text(command.help, max(1, width - _KEYS_WIDTH)),
        ]


class HelpScreen(CommandScreen):
    """What can be done in the view that was open."""

    def __init__(self, commands: Sequence[Command], asked_scope: Scope) -> None:
        super().__init__(commands)
        self._asked_scope = asked_scope
        self._live = live_commands(asked_scope, commands)

    @property
    def scope(self) -> Scope:
        """Only what works everywhere, and finding."""
        return Scope.ANNOTATIONS

    def compose(self) -> ComposeResult:
        """A heading, the keys, the prompt."""
        heading = PaneHeading(f"KEYS · {self._asked_scope}", is_focused=True)
        heading.detail = "/ find   q close"
        yield heading
        yield KeyList()
        yield StatusLine()
        yield Inkwell()

    def on_mount(self) -> None:
        """All commands first."""
        keys = self.query_one(KeyList)
        keys.commands = self._live
        keys.focus()

    def do_find(self, count: int) -> None:
        """Filter as it is typed."""
        self.ask(Question("find", lambda text: None, self._filter, lambda: self._filter("")))

    def _filter(self, text: str) -> None:
        wanted = text.casefold().split()
        self.query_one(KeyList).commands = tuple(
            command
            for command in self._live
            if all(
                word in f"{command.printed_keys} {command.title} {command.help} {command.id}".casefold()
                for word in wanted
            )
        )

    def do_cancel(self, count: int) -> None:
        """Clear the filter, or close."""
        if len(self.query_one(KeyList).commands) < len(self._live):
            self._filter("")
        else:
            self.app.pop_screen()

    def do_help(self, count: int) -> None:
        """The same key closes it."""
        self.app.pop_screen()
