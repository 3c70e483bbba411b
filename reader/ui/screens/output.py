"""What another program answered, to be read like everything else: scrubbed, searched, closed with q."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.app import ComposeResult
from textual.events import Resize
from textual.worker import get_current_worker

from reader.commands.model import Command, Scope
from reader.domain.scrub import SafeText, scrub_line
from reader.services.programs import Answer, ProgramFault, ask_program
from reader.ui.layout.wrap import wrap_words
from reader.ui.screens.base import CommandScreen
from reader.ui.widgets.bars import KeyBar, PaneHeading, StatusLine
from reader.ui.widgets.inkwell import Inkwell
from reader.ui.widgets.prompt import Question
from reader.ui.widgets.rows import RowsView

_MARGIN = 2
_NARROWEST = 10
_MOST_LINES = 20_000
"""Of an answer that are shown; more were a screenful for every second of a working day."""


class AnswerLines(RowsView):
    """The lines of an answer, broken at the width of the screen."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[str] = ()
        self._rows: list[tuple[int, int, int]] = []
        """Of each row: its line, and where in it the row begins and ends."""
        self._message = SafeText("")

    def show(self, lines: Sequence[str], message: SafeText) -> None:
        """Show other lines, or a message where there are none."""
        self._lines, self._message = lines, message
        self._break()

    def on_resize(self, event: Resize) -> None:
        """Break the lines anew."""
        self._break()
        super().on_resize(event)

    def _break(self) -> None:
        width = max(_NARROWEST, self.row_width - 2 * _MARGIN)
        self._rows = [
            (at, start, end)
            for at, line in enumerate(self._lines)
            for start, end in (wrap_words(line, 0, len(line), width) if len(line) > width // 2 else ((0, len(line)),))
        ]
        self.set_items([1] * len(self._rows), [True] * len(self._rows), max(0, self.cursor))

    def empty_message(self) -> SafeText:
        """Why there is nothing."""
        return self._message

    def draw_item(self, index: int, line: int, width: int) -> list[Segment]:
        """One row."""
        at, start, end = self._rows[index]
        return [self.set_text(" " * _MARGIN + self._lines[at][start:end], width)]


class OutputScreen(CommandScreen):
    """Runs a program with a text, and shows its answer.

    Args:
        commands: the table.
        command: the program and its arguments.
        text: what it is given.
        what: which text that is, for the heading.
    """

    def __init__(self, commands: Sequence[Command], command: Sequence[str], text: str, what: str) -> None:
        super().__init__(commands)
        self._command = command
        self._given = text
        self._what = what
        self._lines: Sequence[str] = ()
        self._summary = SafeText("running …")
        self._needle = ""
        self._is_running = True

    @property
    def scope(self) -> Scope:
        """The answer's."""
        return Scope.OUTPUT

    def compose(self) -> ComposeResult:
        """A heading, the lines, the instruments."""
        yield PaneHeading(scrub_line(f"{self._what} | {' '.join(self._command)}"), is_focused=True)
        yield AnswerLines()
        yield StatusLine()
        keys = KeyBar(self.commands)
        keys.scope = Scope.OUTPUT
        yield keys
        yield Inkwell()

    def on_mount(self) -> None:
        """Run the program."""
        self.query_one(AnswerLines).focus()
        self._show()
        self.run_worker(self._work, group="program", description="running a program", thread=True)

    def _work(self) -> None:
        worker = get_current_worker()
        try:
            answer = ask_program(self._command, self._given, lambda: worker.is_cancelled)
        except ProgramFault as error:
            answer = Answer(SafeText(""), error.reason, is_good=False)
        self.call_on_screen(lambda: self._take(answer))

    def _take(self, answer: Answer) -> None:
        if not self.is_attached:
            return
        self._is_running = False
        lines = answer.text.rstrip("\n").split("\n") if answer.text.strip() else []
        self._lines = lines[:_MOST_LINES]
        dropped = f", the first {_MOST_LINES:,} lines of {len(lines):,}" if len(lines) > _MOST_LINES else ""
        self._summary = scrub_line(f"{answer.summary}{dropped}")
        self._show()
        if not answer.is_good:
            self.say(self._summary, is_warning=True)

    def _show(self) -> None:
        wanted = self._needle.casefold().split()
        shown = [line for line in self._lines if all(word in line.casefold() for word in wanted)]
        nothing = "Nothing was answered." if not self._is_running else "Running. Esc stops it."
        if wanted and self._lines:
            nothing = "No line has these words. Esc shows all."
        self.query_one(AnswerLines).show(shown, SafeText(nothing))
        count = f"{len(shown):,} of {len(self._lines):,} lines · {self._needle}" if wanted else ""
        lines = "" if self._is_running else f"{len(self._lines):,} line{'s' if len(self._lines) != 1 else ''}"
        self.query_one(PaneHeading).detail = scrub_line(" · ".join(filter(None, (self._summary, count or lines))))

    def _filter(self, text: str) -> None:
        self._needle = text.strip()
        self._show()

    def do_find(self, count: int) -> None:
        """Filter as it is typed."""
        before = self._needle
        self.ask(Question("find", self._filter, self._filter, lambda: self._filter(before), before))

    def do_cancel(self, count: int) -> None:
        """Stop the program, or show all lines, or close."""
        if self._is_running:
            self.workers.cancel_group(self, "program")
        elif self._needle:
            self._filter("")
        else:
            self.app.pop_screen()
