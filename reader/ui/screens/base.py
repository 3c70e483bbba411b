"""What every screen of the reader has: the key router, the prompt, the status line with its notices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from textual.events import Key
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from reader.commands.model import Command, Scope
from reader.ui.widgets.bars import StatusLine

if TYPE_CHECKING:
    from reader.ui.router import Invocation, KeyRouter
    from reader.ui.widgets.prompt import Question

_NOTICE_SECONDS = 6.0


class CommandScreen(Screen[None]):
    """A screen that runs commands of the table."""

    AUTO_FOCUS = None

    @dataclass(eq=False, repr=False)
    class HelpAsked(Message):
        """The keys of a scope are to be shown."""

        scope: Scope

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self.commands = commands
        self._notice_timer: Timer | None = None
        self._is_asking = False

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

    # Keys.

    def on_key(self, event: Key) -> None:
        """Every key press that no field took comes here, and goes no further."""
        if self._is_asking:
            # The toolkit runs a field's own bindings only when the key has passed the screen.
            return
        event.stop()
        event.prevent_default()
        was_pending = self.router.pending
        invocation = self.router.press(event, self.scope)
        if self.router.pending != was_pending:
            self.set_status(pending=str(self.router.pending))
        if invocation is not None:
            self._clear_notice()
            self.run_command(invocation)

    def run_command(self, invocation: Invocation) -> None:
        """Run a command; one that means nothing here says so."""
        if not self.router.run(invocation):
            self.say(f"{invocation.command.title}: nothing to do here.", is_warning=True)

    # What is said.

    def set_status(self, *, trail: str | None = None, pending: str | None = None) -> None:
        """Change parts of the status line; None leaves a part as it is."""
        line = self.query_one(StatusLine)
        before = line.status
        line.status = replace(
            before,
            trail=before.trail if trail is None else trail,
            pending=before.pending if pending is None else pending,
        )

    def say(self, text: str, *, is_warning: bool = False) -> None:
        """Show a notice for a while, or until the next one."""
        line = self.query_one(StatusLine)
        line.status = replace(line.status, notice=text, is_warning=is_warning)
        if self._notice_timer is not None:
            self._notice_timer.stop()
        self._notice_timer = self.set_timer(_NOTICE_SECONDS, self._clear_notice)

    def _clear_notice(self) -> None:
        line = self.query_one(StatusLine)
        if line.status.notice:
            line.status = replace(line.status, notice="")

    def ask(self, question: Question) -> None:
        """Ask for a line of text; the focus comes back afterwards."""
        from reader.ui.widgets.prompt import Prompt

        for open_prompt in self.query(Prompt):
            open_prompt.cancel()
        before = self.focused

        def back() -> None:
            self._is_asking = False
            if before is not None:
                before.focus()

        def submitted(text: str) -> None:
            back()
            question.submitted(text)

        def cancelled() -> None:
            back()
            if question.cancelled is not None:
                question.cancelled()

        self._is_asking = True
        prompt = Prompt(replace(question, submitted=submitted, cancelled=cancelled))
        self.mount(prompt, before=self.query_one(StatusLine))

    def copy_text(self, text: str) -> None:
        """Put text on the clipboard (OSC 52)."""
        self.app.copy_to_clipboard(text)

    def call_on_screen(self, callback: Callable[[], None]) -> None:
        """Run `callback` on the interface's thread; dropped when the screen is gone."""
        if self.is_running:
            self.app.call_later(callback)

    # Commands that mean the same on every screen.

    def do_leave(self, count: int) -> None:
        """Leave at once."""
        self.app.exit()

    def do_help(self, count: int) -> None:
        """All keys of this view."""
        self.post_message(self.HelpAsked(self.scope))

    def do_palette(self, count: int) -> None:
        """Find a command by name."""
        self.app.action_command_palette()

    def do_cancel(self, count: int) -> None:
        """Nothing to cancel."""

    def do_back(self, count: int) -> None:
        """Close this screen."""
        self.app.pop_screen()
