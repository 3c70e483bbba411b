"""The line for a command's name, with the commands that it may mean above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key
from textual.geometry import Offset
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from reader.commands.model import Command
from reader.commands.naming import split_count
from reader.domain.scrub import SafeText, scrub_line
from reader.ui.layout.width import cells, fit
from reader.ui.safety import draw_text
from reader.ui.widgets.inkwell import StyleBook
from reader.ui.widgets.prompt import Field, Label, Prompt, Question

_MOST_ROWS = 8
_FEW_ROWS = 3
_LOW = 24
"""Rows of a terminal in which few are offered."""
_GAP = 2


class CommandOffers(Widget):
    """Commands with their keys and what they do, a row each, over the line."""

    commands: reactive[Sequence[Command]] = reactive((), repaint=False)
    chosen: reactive[int] = reactive(-1)
    """Which of them Tab has taken; -1 for none."""

    def __init__(self) -> None:
        super().__init__(id="offers")
        self._rows = -1
        self._book = StyleBook(self)

    @property
    def shown(self) -> Sequence[Command]:
        """Those for which there is room, with the chosen one."""
        rows = _MOST_ROWS if self.app.size.height >= _LOW else _FEW_ROWS
        first = max(0, self.chosen - rows + 1)
        return self.commands[first : first + rows]

    def watch_commands(self) -> None:
        """Take as many rows as there are commands, without moving anything else."""
        rows = len(self.shown)
        if rows != self._rows:
            self._rows = rows
            self.styles.height = rows
            self.styles.offset = Offset(0, -rows)
            self.display = rows > 0
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One command: its id, its keys, what it does."""
        shown, width = self.shown, self.size.width
        if y >= len(shown):
            return Strip.blank(width)
        command = shown[y]
        is_chosen = self.chosen >= 0 and command is self.commands[self.chosen]
        ids = max(cells(one.id) for one in shown)
        keys = max(cells(one.printed_keys) for one in shown)
        segments = [draw_text(scrub_line(" " + fit(command.id, width).ljust(ids + _GAP)), self._book.named("accent"))]
        segments.append(draw_text(scrub_line(command.printed_keys.ljust(keys + _GAP)), self._book.named("strong")))
        room = width - sum(cells(segment.text) for segment in segments) - 1
        segments.append(draw_text(scrub_line(fit(command.help, max(0, room))), self._book.named("quiet")))
        strip = Strip(segments).adjust_cell_length(width)
        return strip.apply_style(self._book.named("cursor") if is_chosen else self.rich_style)

    def notify_style_update(self) -> None:
        """Forget the colours of the theme before."""
        super().notify_style_update()
        self._book.clear()


class CommandPrompt(Prompt):
    """A field for a command, with completion and history.

    Args:
        question: what is asked.
        before: what has the focus again afterwards.
        rank: the commands that a line may mean, the likeliest first.
        history: the lines typed before, the oldest first.
    """

    def __init__(
        self,
        question: Question,
        before: Widget | None,
        rank: Callable[[str], Sequence[Command]],
        history: Sequence[SafeText],
    ) -> None:
        super().__init__(question, before)
        self._rank = rank
        self._history = history
        self._at = len(history)
        """Which line of the history stands in the field; its length for none."""
        self._typed = ""
        """What stood there before one of the history did."""
        self._taken: str | None = None
        """What Tab or the history has put there."""

    def compose(self) -> ComposeResult:
        """The offers, and under them the label and the field."""
        yield CommandOffers()
        with Horizontal():
            yield Label(self._question.label)
            yield Field(self._question.value)

    def _offer(self, text: str) -> None:
        if text != self._taken:
            offers = self.query_one(CommandOffers)
            offers.chosen = -1
            offers.commands = self._rank(text)

    def _take_offer(self) -> None:
        """Put the first offer into the field; again, the next one."""
        offers = self.query_one(CommandOffers)
        if offers.commands:
            offers.chosen = (offers.chosen + 1) % len(offers.commands)
            offers.refresh()
            count, _ = split_count(self.query_one(Input).value)
            number = "" if count is None else f"{count} "
            self._put(f"{number}{offers.commands[offers.chosen].id} ")

    def on_key(self, event: Key) -> None:
        """Up and Down go through what was typed before."""
        if event.key in ("up", "down"):
            event.stop()
            event.prevent_default()
            self._turn(-1 if event.key == "up" else 1)

    def _turn(self, distance: int) -> None:
        """The line before, or the next one, that begins as what was typed does."""
        field = self.query_one(Input)
        if self._at == len(self._history):
            self._typed = field.value
        at = self._at + distance
        while 0 <= at < len(self._history) and not self._history[at].startswith(self._typed):
            at += distance
        if 0 <= at < len(self._history):
            self._at = at
            self._put(self._history[at])
        elif distance > 0:
            self._at = len(self._history)
            self._put(self._typed)

    def _put(self, text: str) -> None:
        self._taken = text
        field = self.query_one(Input)
        field.value = scrub_line(text)
        field.cursor_position = len(field.value)
