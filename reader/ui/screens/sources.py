"""The sources: what was heard of each, and the keys that bring in, add and remove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual.app import ComposeResult

from reader.commands.model import Command, Scope
from reader.domain.scrub import SafeText, phrase, scrub_line
from reader.domain.source import Source
from reader.services.errors import StoreError
from reader.services.source_keeping import SourceRow
from reader.ui.bringing import Bringing
from reader.ui.screens.base import CommandScreen
from reader.ui.widgets.bars import KeyBar, PaneHeading, StatusLine
from reader.ui.widgets.inkwell import Inkwell
from reader.ui.widgets.source_list import SourceList


class SourcesScreen(CommandScreen):
    """A list of the sources."""

    def __init__(self, commands: Sequence[Command], bringing: Bringing, show: Callable[[Source], None]) -> None:
        """Make the screen.

        Args:
            commands: the table.
            bringing: brings in and undoes; what it has to say is said here while this is open.
            show: shows the briefings of a source in the list.
        """
        super().__init__(commands)
        self._bringing = bringing
        self._show_briefings = show
        self._rows: tuple[SourceRow, ...] = ()
        self._news: dict[str, SafeText] = {}
        self._give_back: Callable[[], None] = lambda: None

    @property
    def scope(self) -> Scope:
        """The sources'."""
        return Scope.SOURCES

    def receivers(self) -> Sequence[object]:
        """The list, this screen, and what brings in."""
        return (*super().receivers(), self._bringing)

    def compose(self) -> ComposeResult:
        """A heading, the sources, and the instruments."""
        yield PaneHeading(SafeText("SOURCES"), is_focused=True)
        yield SourceList()
        yield StatusLine()
        keys = KeyBar(self.commands)
        keys.scope = Scope.SOURCES
        yield keys
        yield Inkwell()

    def on_mount(self) -> None:
        """Look at the settings, in a worker."""
        self.query_one(SourceList).focus()
        self._give_back = self._bringing.lend(self, self._tell)
        self._load()

    def on_unmount(self) -> None:
        """What goes on is told on the main screen from now on."""
        self._give_back()

    def _load(self) -> None:
        def work() -> None:
            rows = self._bringing.keeping.rows()
            self.call_on_screen(lambda: self._take_in(rows))

        self.run_worker(work, group="sources", description="looking at the sources", thread=True, exclusive=True)

    def _take_in(self, rows: tuple[SourceRow, ...]) -> None:
        self._rows = rows
        failed = sum(bool(row.reason) for row in rows)
        self.query_one(PaneHeading).detail = scrub_line(
            f"{failed:,} failed · {len(rows):,}" if failed else f"{len(rows):,}"
        )
        self._show()

    def _show(self) -> None:
        self.query_one(SourceList).show(self._rows, self._news)
        self.on_source_list_moved()

    def on_source_list_moved(self) -> None:
        """Say of the source under the cursor what its row has no room for."""
        line = self.query_one(StatusLine)
        line.status = replace(line.status, parts=(self.query_one(SourceList).told,))

    def _tell(self, name: SafeText, words: SafeText) -> None:
        """Take in how far a source is; without a name, that the round is over."""
        if name:
            self._news[name] = words
            self._show()
            return
        self._news.clear()
        self._load()

    def do_show_source(self, count: int) -> None:
        """Its briefings in the list."""
        current = self.query_one(SourceList).current
        if current is None:
            self.say(phrase("No source here: a adds one."), is_warning=True)
            return
        self.app.pop_screen()
        self._show_briefings(current.source)

    def do_sync_one(self, count: int) -> None:
        """What is new at the source under the cursor."""
        current = self.query_one(SourceList).current
        if current is None:
            self.say(phrase("No source here: a adds one."), is_warning=True)
            return
        self._bringing.sync((current.source.name,))

    def do_sync(self, count: int) -> None:
        """What is new at all of them."""
        self._bringing.sync(tuple(row.source.name for row in self._rows))

    def do_remove(self, count: int) -> None:
        """Forget the source under the cursor."""
        current = self.query_one(SourceList).current
        if current is None:
            self.say(phrase("No source here: a adds one."), is_warning=True)
            return
        name = current.source.name
        self._change(
            lambda: self._bringing.keeping.remove(current.source), phrase("Removed {}; what it brought stays.", name)
        )

    def do_edit_source(self, count: int) -> None:
        """Write a field of the source under the cursor otherwise."""
        from reader.ui.source_editing import edit_source

        current = self.query_one(SourceList).current
        if current is None:
            self.say(phrase("No source here: a adds one."), is_warning=True)
            return
        source = current.source

        def change(field: str, value: str | list[str]) -> None:
            undo = self.key_of("edit.undo")
            words = phrase("Changed {}: {}   {} undoes", source.name, field.replace("_", " "), undo)
            self._change(lambda: self._bringing.keeping.change(source, **{field: value}), words)

        edit_source(self, source, change)

    def _change(self, work: Callable[[], object], sentence: SafeText) -> None:
        def change() -> tuple[SafeText, bool]:
            work()
            return sentence, False

        self._write(change)

    def _write(self, work: Callable[[], tuple[SafeText, bool]]) -> None:
        """Change the settings in a worker; `work` gives what is said of it, and whether that is a warning."""

        def run() -> None:
            try:
                said, is_warning = work()
            except StoreError as error:
                said, is_warning = error.reason, True
            self.call_on_screen(lambda: self._end_write(said, is_warning=is_warning))

        self.run_worker(run, group="changing the sources", description="changing the sources", thread=True)

    def _end_write(self, said: SafeText, *, is_warning: bool) -> None:
        self.say(said, is_warning=is_warning)
        self._load()

    def do_undo(self, count: int) -> None:
        """Take the last change of the sources back."""
        self._turn(self._bringing.keeping.undo, "Undone", phrase("Nothing to undo here."))

    def do_redo(self, count: int) -> None:
        """Make it again."""
        self._turn(self._bringing.keeping.redo, "Done again", phrase("Nothing to do again here."))

    def _turn(self, turn: Callable[[], SafeText | None], verb: str, nothing: SafeText) -> None:
        def work() -> tuple[SafeText, bool]:
            what = turn()
            return (phrase("{}: {}.", verb, what), False) if what else (nothing, True)

        self._write(work)

    def do_cancel(self, count: int) -> None:
        """Stop what goes on, or close."""
        if self._bringing.is_busy:
            self._bringing.do_stop_sync(1)
            self._tell(SafeText(""), SafeText(""))
        else:
            self.app.pop_screen()
