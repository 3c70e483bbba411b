"""What was done and can be undone, in the order in which it was asked for, saved or not."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from reader.domain.scrub import SafeText
from reader.services.errors import StoreError, TurnRefused
from reader.ui.busy import PATIENCE


class Turn(Protocol):
    """Does or undoes something, and returns what turns it back again."""

    def __call__(self) -> "Turn":
        """Do it."""


@dataclass(slots=True, eq=False)
class Ticket:
    """A change that was asked for."""

    is_over: bool = False
    is_saved: bool = False


@dataclass(slots=True, eq=False)
class Turns:
    """The changes of a screen. Asked for on the interface's thread; all else happens on the one that writes."""

    done: list[tuple[str, Turn]] = field(default_factory=list)
    undone: list[tuple[str, Turn]] = field(default_factory=list)
    _last: Ticket | None = None

    def expect(self) -> Ticket:
        """A change is asked for."""
        self._last = Ticket()
        return self._last

    @property
    def awaited(self) -> Ticket | None:
        """The change that was asked for last, if it is not over: it is what an undo asked for now is about."""
        return self._last if self._last is not None and not self._last.is_over else None

    def add(self, ticket: Ticket, notice: str, turn: Turn) -> None:
        """A change was saved: what was undone before cannot be done again."""
        self.done.append((notice, turn))
        self.undone.clear()
        ticket.is_saved = True

    def turn(self, *, is_redo: bool) -> str | None:
        """Undo the last change, or do the last one again that was undone.

        Returns:
            What was done in it; None where there is none.

        Raises:
            StoreError: if it was not saved; then it is still the next to be turned, unless it never can be.
        """
        source, drain = (self.undone, self.done) if is_redo else (self.done, self.undone)
        if not source:
            return None
        notice, turn = source.pop()
        try:
            drain.append((notice, turn()))
        except TurnRefused:
            raise
        except StoreError:
            source.append((notice, turn))
            raise
        return notice


class SavingHost(Protocol):
    """What the screen gives."""

    def set_status(self, *, busy: SafeText | None = None) -> None:
        """Say what is going on."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> object:
        """Call back after some seconds."""


class Saving:
    """Says that something is being saved, once that has taken a moment: a disk may be slow, or the store locked."""

    def __init__(self) -> None:
        self._open = 0
        self._counting = threading.Lock()
        self._told: SavingHost | None = None

    def begin(self, host: SavingHost) -> None:
        """Something is to be saved. On the interface's thread, as `settle`."""
        self._count(1)
        host.set_timer(PATIENCE, lambda: self._tell(host))

    def end(self) -> None:
        """It is saved, or cannot be. On any thread."""
        self._count(-1)

    def settle(self) -> None:
        """Say nothing more, once all is saved."""
        if self._told is not None and not self._open:
            self._told.set_status(busy=SafeText(""))
            self._told = None

    def _count(self, more: int) -> None:
        with self._counting:
            self._open += more

    def _tell(self, host: SavingHost) -> None:
        if self._open and self._told is None:
            self._told = host
            host.set_status(busy=SafeText("saving …"))
