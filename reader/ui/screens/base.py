"""What every screen of the reader has: the key router, the prompt, the status line with its notices."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from textual.events import Key
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from reader.commands.model import Command, Scope, print_chord, tell_stray
from reader.domain.scrub import SafeText, phrase, scrub, scrub_line
from reader.ui.layout.width import cells
from reader.ui.noticing import Notice, Notices
from reader.ui.widgets.bars import Hint, KeyBar, StatusLine

if TYPE_CHECKING:
    from reader.ui.router import Invocation, KeyRouter
    from reader.ui.widgets.prompt import Asking, Question
    from reader.ui.widgets.rows import RowsView


class Choice(NamedTuple):
    """One of several things of which the next key takes one."""

    key: str
    text: str
    """Empty for one that is not told."""
    take: Callable[[], None]
    ink: str = ""
    """What the text is drawn with."""
    short: str = ""
    """For a terminal in which not all texts have room; empty where there is none."""


def print_choices(label: str, choices: Sequence[Choice], room: int) -> SafeText:
    """Keys with what they take, as many words as there is room for in `room` cells."""
    choices = [choice for choice in choices if choice.text]
    if not choices:
        return scrub_line(label)
    whole = "  ".join(f"{choice.key} {choice.text}" for choice in choices)
    short = "  ".join(f"{choice.key} {choice.short or choice.text}" for choice in choices)
    wordings = (f"{label}: {whole}", f"{label}: {short}", short)
    return scrub_line(next((wording for wording in wordings if cells(wording) <= room), short))


def refuse(label: str, choices: Sequence[Choice], answer: str) -> SafeText:
    """What is said to words that take none of the choices."""
    return phrase("{}: {}; not {}.", label, ", ".join(choice.text for choice in choices), answer)


class CommandScreen(Screen[None]):
    """A screen that runs commands of the table."""

    AUTO_FOCUS = None

    @dataclass(eq=False, repr=False)
    class HelpAsked(Message):
        """The keys of a scope are to be shown."""

        scope: Scope

    @dataclass(eq=False, repr=False)
    class LineAsked(Message):
        """A command is to be typed by its name, on this screen."""

        on: CommandScreen

    @dataclass(eq=False, repr=False)
    class Typed(Message):
        """A key was pressed while this screen was on top."""

        key: Key
        pass_on: Callable[[Key], Awaitable[None]]
        """Gives it to whatever has the focus, as the toolkit would have done."""

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self.commands = commands
        self._typed: deque[CommandScreen.Typed] = deque()
        self._is_held = False
        """Whether keys wait until a field or a screen is there, or gone."""
        self._notices = Notices(self)
        self._prompt: Asking | None = None
        self._choice: Sequence[Choice] | None = None
        self._choice_closed: Callable[[], None] | None = None
        self._answer = ""
        """What was typed behind a command's name, and answers the first question that it asks."""

    # What a subclass gives.

    @property
    def scope(self) -> Scope:
        """The scope of the focused pane."""
        raise NotImplementedError

    def receivers(self) -> Sequence[object]:
        """Who may handle a command, the focused pane first."""
        return (self.focused, self) if self.focused else (self,)

    @cached_property
    def router(self) -> KeyRouter:
        """What is typed of a command, and who runs it; made with the first key press."""
        from reader.ui.router import KeyRouter

        return KeyRouter(self.commands, self.receivers)

    def take_commands(self, commands: Sequence[Command]) -> None:
        """Let other keys hold from now on."""
        self.commands = commands
        self.__dict__.pop("router", None)
        for bar in self.query(KeyBar):
            bar.commands = commands

    # Keys.

    async def on_command_screen_typed(self, message: Typed) -> None:
        """Take a key in its turn: each finds the screen as the one before has left it, however fast they come."""
        message.stop()
        self._typed.append(message)
        await self._take_keys()

    async def _take_keys(self) -> None:
        while self._typed and not self._is_held:
            await self._take_key(self._typed.popleft())

    async def _take_key(self, typed: Typed) -> None:
        top = self.app.screen
        if isinstance(top, CommandScreen) and top is not self:
            top.post_message(self.Typed(typed.key, typed.pass_on))
        elif top is not self:
            await typed.pass_on(typed.key)
        elif self._prompt is not None:
            # What is typed behind a key that closes the field is not for it.
            self._is_held = self._prompt.is_closed_by(typed.key)
            self._prompt.take_focus()
            await typed.pass_on(typed.key)
        elif self._choice is not None:
            self._take_choice(typed.key)
        else:
            self._run_key(typed.key)

    def _run_key(self, key: Key) -> None:
        was_pending = self.router.pending
        invocation = self.router.press(key, self.scope)
        if self.router.pending != was_pending:
            self.set_status(pending=scrub_line(str(self.router.pending)))
        if invocation is not None:
            self._notices.clear()
            self.run_command(invocation)
        elif self.router.stray:
            self.say(scrub_line(tell_stray(self.router.stray, self.scope, self.commands)))

    def on_rows_view_chosen(self, message: RowsView.Chosen) -> None:
        """Two clicks on a row are Enter on it."""
        message.stop()
        self._run_key(Key("enter", None))

    def choose(self, label: str, choices: Sequence[Choice]) -> None:
        """Offer some things on the status line; the next key takes one of them, any other none."""
        if self._answer:
            self._answer_choice(label, choices)
            return
        self._choice = choices
        self._show_hints((("Esc", "cancel"),))
        line = self.query_one(StatusLine)
        offers = tuple((phrase("{} {}", choice.key, choice.text), choice.ink) for choice in choices if choice.text)
        is_drawn = any(ink for _, ink in offers)
        words = phrase("{}: ", label) if is_drawn else print_choices(label, choices, line.size.width - 1)
        self._notices.offer(words, offers if is_drawn else ())

    def when_chosen(self, closed: Callable[[], None]) -> None:
        """Have something done with the next key, before what it chooses; at once where no key is waited for."""
        if self._choice is None:
            closed()
        else:
            self._choice_closed = closed

    def _answer_choice(self, label: str, choices: Sequence[Choice]) -> None:
        answer, self._answer = self._answer.casefold(), ""
        for choice in choices:
            if answer == choice.key or choice.text.casefold().startswith(answer):
                choice.take()
                return
        self.say(refuse(label, choices, answer), is_warning=True)

    def _take_choice(self, key: Key) -> None:
        choices, self._choice = self._choice or (), None
        self._show_hints(())
        self._notices.clear()
        closed, self._choice_closed = self._choice_closed, None
        if closed is not None:
            closed()
        for choice in choices:
            if choice.key == key.character:
                choice.take()

    def run_command(self, invocation: Invocation) -> None:
        """Run a command; one that means nothing here says so."""
        if not self.router.run(invocation):
            self.say(phrase("{}: nothing to do here.", invocation.command.title), is_warning=True)

    @property
    def is_answered(self) -> bool:
        """Whether words were typed behind a command's name: they are the answer to what it asks."""
        return bool(self._answer)

    def run_line(self, invocation: Invocation, answer: str) -> None:
        """Run a command; what it asks for is answered with words that were typed behind its name."""
        self._answer = answer
        self.run_command(invocation)
        if self._answer:
            self._answer = ""
            self.say(phrase("{} takes no words behind it.", invocation.command.title), is_warning=True)

    # What is said.

    def set_status(
        self, *, trail: SafeText | None = None, pending: SafeText | None = None, busy: SafeText | None = None
    ) -> None:
        """Change parts of the status line; None leaves a part as it is."""
        # None where it was closed meanwhile, while somebody was still working for it.
        for line in self.query(StatusLine):
            line.status = line.status.change(trail, pending, busy)

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice for a while, or until the next one."""
        self._notices.show(Notice(text, is_warning))

    def withdraw(self, text: SafeText) -> None:
        """Take a notice away that holds no longer, if it still stands."""
        self._notices.withdraw(text)

    def say_news(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show what became of work in the background; a warning that has just come can be read first."""
        self._notices.show(Notice(text, is_warning), is_news=True)

    def key_of(self, command: str) -> str:
        """The first keys of a command, by its id, as they are told to a person; its name after a colon without any."""
        found = next(one for one in self.commands if one.id == command)
        return print_chord(found.chords[0]) if found.keys else f":{command.partition('.')[2]}"

    def ask(self, question: Question) -> None:
        """Ask for a line of text; the focus comes back afterwards."""
        if not self.query(StatusLine):
            return
        if self._answer:
            answer, self._answer = self._answer, ""
            if question.changed is not None:
                question.changed(answer)
            question.submitted(answer)
            return
        if self._prompt is not None:
            self._prompt.cancel()

        def submitted(text: str) -> None:
            self._end_prompt()
            question.submitted(text)

        def cancelled() -> None:
            self._end_prompt()
            if question.cancelled is not None:
                question.cancelled()

        self._is_held = True
        self._prompt = _make_prompt(replace(question, submitted=submitted, cancelled=cancelled), self.focused)
        self._show_hints(self._prompt.hints)
        self.mount(self._prompt, before=self.query_one(StatusLine))

    def _end_prompt(self) -> None:
        self._prompt = None
        self._show_hints(())
        self._release()

    def _show_hints(self, hints: Sequence[Hint]) -> None:
        for bar in self.query(KeyBar):
            bar.hints = hints

    def on_asking_opened(self, message: Asking.Opened) -> None:
        """The field is there, or asks something else: what was typed meanwhile goes into it."""
        if message.prompt is self._prompt:
            self._show_hints(message.prompt.hints)
            self._release()

    def on_screen_suspend(self) -> None:
        """Another screen is on top: what was typed behind the key that opened it is for that one."""
        self._release()

    def _release(self) -> None:
        self._is_held = False
        self.call_next(self._take_keys)

    def copy_text(self, text: str) -> None:
        """Put text on the clipboard (OSC 52)."""
        self.app.copy_to_clipboard(scrub(text))

    def end_selection(self) -> None:
        """Let selected words go, where there are any."""

    def call_on_screen(self, callback: Callable[[], None]) -> None:
        """Run `callback` on the interface's thread; dropped when the screen is gone, by then too."""

        def run() -> None:
            if self.is_running and self.query(StatusLine):
                callback()

        if self.is_running:
            self.app.call_later(run)

    # Commands that mean the same on every screen.

    def do_suspend(self, count: int) -> None:
        """Go to the background; the shell's `fg` comes back."""
        self.app.action_suspend_process()

    def do_leave(self, count: int) -> None:
        """Leave at once."""
        self.app.exit()

    def do_help(self, count: int) -> None:
        """All keys of this view."""
        self._is_held = True
        self.post_message(self.HelpAsked(self.scope))

    def do_command_line(self, count: int) -> None:
        """Type a command by its name."""
        self._is_held = True
        self.post_message(self.LineAsked(self))

    def do_palette(self, count: int) -> None:
        """Find a command by name."""
        self.app.action_command_palette()

    def do_cancel(self, count: int) -> None:
        """Nothing to cancel."""

    def do_back(self, count: int) -> None:
        """Close this screen."""
        self.app.pop_screen()


def _make_prompt(question: Question, before: Widget | None) -> Asking:
    """A line to type into, or a panel where the answer may have several."""
    if question.make is not None:
        return question.make(question, before)
    if question.has_lines:
        from reader.ui.widgets.note_editor import NoteEditor

        return NoteEditor(question, before)
    from reader.ui.widgets.prompt import Prompt

    return Prompt(question, before)
