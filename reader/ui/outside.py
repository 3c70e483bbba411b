"""The commands that lead out of the reader: to an editor, to another program, to a link's address.

Owns what is handed over: which words, which line, which address. Nothing is run or opened that was not asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from textual.app import App, SuspendNotSupported

from reader.commands.model import Command
from reader.domain.briefing import Briefing, InlineKind
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText, phrase, scrub_line
from reader.domain.span import Span
from reader.services.addresses import Address, RefusedAddress, read_address
from reader.services.programs import (
    ProgramFault,
    edit_command,
    find_editor,
    open_address,
    read_command,
    run_editor,
)
from reader.ui.screens.base import Choice
from reader.ui.screens.output import OutputScreen
from reader.ui.state import OpenBriefing
from reader.ui.widgets.article import Article
from reader.ui.widgets.briefing_list import BriefingList
from reader.ui.widgets.prompt import Question

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Host(Protocol):
    """What the screen gives."""

    opened: OpenBriefing | None
    commands: Sequence[Command]

    @property
    def app(self) -> App[object]:
        """The application, which holds the screens and the terminal."""

    @property
    def pane(self) -> str:
        """The focused pane."""

    @property
    def article(self) -> Article:
        """The text."""

    @property
    def list_(self) -> BriefingList:
        """The list."""

    def ask(self, question: Question) -> None:
        """Ask for a line of text."""

    def choose(self, label: str, choices: Sequence[Choice]) -> None:
        """Offer some things, of which the next key takes one."""

    def copy_text(self, text: str) -> None:
        """Put text on the clipboard."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""


class Outside:
    """The commands of one screen that lead out of the reader."""

    def __init__(self, host: Host) -> None:
        self._host = host

    @property
    def _briefing(self) -> Briefing | None:
        opened = self._host.opened
        return opened.briefing if opened is not None and opened.briefing and not opened.is_glimpse else None

    # Another program.

    def do_pipe(self, count: int) -> None:
        """Give the chosen words, or the whole text, to a program."""
        chosen = self._host.article.chosen if self._host.pane == "article" else None
        self._ask_for_program(chosen, "the chosen words" if chosen else "the text")

    def do_pipe_block(self, count: int) -> None:
        """Give the block under the cursor to a program."""
        briefing = self._briefing
        block = (
            briefing.blocks[briefing.block_index(self._host.article.place)] if briefing and briefing.blocks else None
        )
        self._ask_for_program(block.span if block else None, "the block")

    def _ask_for_program(self, span: Span | None, what: str) -> None:
        briefing = self._briefing
        if briefing is None:
            self._host.say(phrase("There is no text to give to a program yet."), is_warning=True)
            return
        text = briefing.text if span is None else briefing.text[span.start : span.end]

        def submitted(line: str) -> None:
            if line.strip():
                self._run(line, f"{text}\n", what)

        self._host.ask(Question(f"{what} |", submitted))

    def _run(self, line: str, text: str, what: str) -> None:
        try:
            command = read_command(line)
        except ProgramFault as error:
            self._host.say(error.reason, is_warning=True)
            return
        self._host.app.push_screen(OutputScreen(self._host.commands, command, text, what))

    # The editor.

    def do_edit(self, count: int) -> None:
        """Open the source in the reader's editor, at the line of the cursor."""
        found = self._find_source()
        if found is None:
            self._host.say(phrase("There is no file under the cursor."), is_warning=True)
            return
        entry, line = found
        path = next((Path(path) for path in entry.paths if Path(path).is_file()), None)
        if path is None:
            self._host.say(phrase("{} is not there any more.", entry.path), is_warning=True)
            return
        try:
            command = edit_command(find_editor(), path, line)
            with self._host.app.suspend():
                status = run_editor(command)
        except ProgramFault as error:
            self._host.say(error.reason, is_warning=True)
        except SuspendNotSupported:
            self._host.say(phrase("This terminal cannot be handed over to an editor."), is_warning=True)
        else:
            if status:
                self._host.say(phrase("{} ended with exit status {}.", command[0], status), is_warning=True)

    def _find_source(self) -> tuple[Entry, int] | None:
        """The file that is meant, and the line in it, from 1."""
        opened = self._host.opened
        if self._host.pane == "list":
            current = self._host.list_.current
            return (current, 1) if current is not None else None
        if opened is None:
            return None
        briefing = opened.briefing
        if briefing is None or not briefing.blocks:
            return opened.entry, 1
        return opened.entry, find_line(briefing, self._host.article.place)

    # Links.

    def do_open_link(self, count: int) -> None:
        """Show the address of a link under the cursor, and open it if that is wanted."""
        targets = self._list_targets()
        if not targets:
            self._host.say(phrase("No link in this block."), is_warning=True)
        elif len(targets) == 1:
            self.show_link(targets[0])
        else:
            choices = [
                Choice(letter, scrub_line(target), partial(self.show_link, target))
                for letter, target in zip(_LETTERS, targets, strict=False)
            ]
            self._host.choose("Open", choices)

    def _list_targets(self) -> Sequence[str]:
        """The addresses of the links in the chosen words, or else in the block under the cursor, each once."""
        briefing, span = self._briefing, self._host.article.target
        if briefing is None or span is None:
            return ()
        links = (style for style in briefing.styles if style.kind is InlineKind.LINK and style.span.overlaps(span))
        return list(dict.fromkeys(style.target for style in links if style.target))

    def show_link(self, target: str) -> None:
        """Show an address in full; Enter opens it with the system's own program, Escape does not.

        Args:
            target: as it stands in the briefing.
        """
        try:
            address = read_address(target)
        except RefusedAddress as error:
            self._host.say(phrase("{}: {}.", target, error.reason), is_warning=True)
            return
        self._host.ask(Question("open", self._open, value=address.url))
        self._host.say(phrase("Enter opens {} outside of the reader, Esc does not.", address.host))

    def _open(self, text: str) -> None:
        """Open what stood in the field: an address that was changed there is looked at anew."""
        try:
            address: Address = read_address(text)
            open_address(address)
        except RefusedAddress as error:
            self._host.say(phrase("Not opened: {}.", error.reason), is_warning=True)
        except ProgramFault as error:
            self._host.copy_text(text)
            self._host.say(phrase("Not opened: {}. The address is on the clipboard.", error.reason), is_warning=True)
        else:
            self._host.say(phrase("Opened {}", address.url))


def find_line(briefing: Briefing, place: int) -> int:
    """The line of the source file, from 1, in which a place stands.

    A block knows where it begins; each line feed before the place within it is one of the file, near enough.
    """
    block = briefing.blocks[briefing.block_index(place)]
    return block.line + briefing.text.count("\n", block.span.start, max(block.span.start, place))
