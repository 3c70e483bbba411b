"""The figures of a briefing, of a name in it, or of a dossier: sorted, chosen, each a way to its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice

from textual.app import ComposeResult
from textual.worker import get_current_worker

from reader.commands.model import Command, Scope
from reader.domain.figure import FigureOrder, order_key, print_value
from reader.domain.scrub import SafeText, phrase
from reader.services.errors import IndexUnusable, NamesUnavailable
from reader.ui.jumps import Place
from reader.ui.screens.base import CommandScreen
from reader.ui.snapshots import print_dates
from reader.ui.widgets.bars import KeyBar, PaneHeading, StatusLine
from reader.ui.widgets.figure_list import FigureList, FigureRow
from reader.ui.widgets.inkwell import Inkwell
from reader.ui.widgets.prompt import Question

_FIRST = 100
_PORTION = 2_000
_ORDER_NAMES = {
    FigureOrder.TEXT: "by place",
    FigureOrder.KIND: "by kind",
    FigureOrder.VALUE: "by value",
}
_ORDERS = tuple(_ORDER_NAMES)

Find = Callable[[Callable[[], bool]], Iterable[FigureRow]]
"""Looks for figures until told to stop; runs in a worker."""


class FiguresScreen(CommandScreen):
    """A list of figures."""

    def __init__(
        self,
        title: SafeText,
        find: Find,
        commands: Sequence[Command],
        jump: Callable[[Place], None],
        *,
        has_sources: bool = False,
    ) -> None:
        """Make the screen.

        Args:
            title: what the figures are of.
            find: looks for them.
            commands: the table.
            jump: closes what lies over the text, and goes to a place in it.
            has_sources: whether they come from several briefings.
        """
        super().__init__(commands)
        self._title = title
        self._find = find
        self._jump = jump
        self._has_sources = has_sources
        self._all: list[FigureRow] = []
        self._is_whole = False
        self._order = FigureOrder.TEXT
        self._needle = ""

    @property
    def scope(self) -> Scope:
        """The figures'."""
        return Scope.FIGURES

    def compose(self) -> ComposeResult:
        """A heading, the figures, and the instruments."""
        yield PaneHeading(phrase("FIGURES  {}", self._title), is_focused=True)
        yield FigureList(has_sources=self._has_sources)
        yield StatusLine()
        keys = KeyBar(self.commands)
        keys.scope = Scope.FIGURES
        yield keys
        yield Inkwell()

    def on_mount(self) -> None:
        """Look for them, in a worker."""
        self.query_one(FigureList).focus()

        def work() -> None:
            worker = get_current_worker()
            try:
                found = iter(self._find(lambda: worker.is_cancelled))
                portion = list(islice(found, _FIRST))
                while portion and not worker.is_cancelled:
                    self.call_on_screen(partial(self._take_in, portion))
                    portion = list(islice(found, _PORTION))
            except (NamesUnavailable, IndexUnusable) as error:
                self.call_on_screen(partial(self._fail, error.reason))
                return
            self.call_on_screen(self._finish)

        self.run_worker(work, group="figures", description="looking for figures", thread=True, exclusive=True)

    def _take_in(self, rows: Sequence[FigureRow]) -> None:
        self._all += rows
        self._show()

    def _finish(self) -> None:
        self._is_whole = True
        self._show()

    def _fail(self, reason: SafeText) -> None:
        self.query_one(FigureList).show((), reason)
        self.say(reason, is_warning=True)

    def _show(self) -> None:
        words = self._needle.casefold().split()
        rows = [row for row in self._all if not words or _holds(row, words)]
        if self._order is not FigureOrder.TEXT:
            key = order_key(self._order)
            rows.sort(key=lambda row: key(row.stated.figure))
        self.query_one(FigureList).show(rows, self._explain())
        total = f"{len(rows):,} of {len(self._all):,} · {self._needle}" if words else f"{len(self._all):,}"
        so_far = "" if self._is_whole else " so far"
        self.query_one(PaneHeading).detail = phrase("{}{} · {}", total, so_far, _ORDER_NAMES[self._order])

    def _explain(self) -> str:
        if not self._is_whole:
            return "Looking for figures …"
        return "No figure here has these words. Esc shows all." if self._needle else "No figures were found."

    def _filter(self, text: str) -> None:
        self._needle = text.strip()
        self._show()

    def do_find(self, count: int) -> None:
        """Only the figures with some words, in them, their kind or their sentence, while they are typed."""
        before = self._needle
        self.ask(Question("find", self._filter, self._filter, lambda: self._filter(before), before))

    def do_cancel(self, count: int) -> None:
        """Show all again, or close."""
        if self._needle:
            self._filter("")
        else:
            self.app.pop_screen()

    def do_sort(self, count: int) -> None:
        """The next order."""
        self._order = _ORDERS[(_ORDERS.index(self._order) + 1) % len(_ORDERS)]
        self._show()
        self.say(phrase("Sorted {}.", _ORDER_NAMES[self._order]))

    def do_jump(self, count: int) -> None:
        """To the figure in its text."""
        current = self.query_one(FigureList).current
        if current is not None:
            self.app.pop_screen()
            self._jump(Place(current.entry.id, current.stated.figure.span.start))

    def do_copy(self, count: int) -> None:
        """Copy the figure with its sentence and source."""
        current = self.query_one(FigureList).current
        if current is None:
            self.say(phrase("Nothing to copy here."), is_warning=True)
            return
        entry, stated = current
        source = ", ".join(part for part in (entry.title, print_dates(entry)) if part)
        sentence = " ".join(stated.sentence.split())
        self.copy_text(f"{stated.surface} ({print_value(stated.figure)})\n\n> {sentence}\n>\n> — {source}\n")
        self.say(phrase("Copied {}, if this terminal takes copies (OSC 52).", stated.surface))


def _holds(row: FigureRow, words: Sequence[str]) -> bool:
    entry, stated = row
    text = f"{stated.figure.kind} {print_value(stated.figure)} {stated.sentence} {entry.title}".casefold()
    return all(word in text for word in words)
