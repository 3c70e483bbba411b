"""Keeping the place of the briefing that is being read."""

from collections.abc import Callable
from typing import Protocol

_PAUSE = 1.5
"""Seconds after the last move before the place is written."""


class Stoppable(Protocol):
    """A timer that is running."""

    def stop(self) -> None:
        """Stop it."""


class PlaceKeeper:
    """Knows how far the open briefing has been seen, and has it written when the cursor rests.

    Args:
        start_timer: calls back after some seconds.
        write: writes the place and the furthest offset seen of a briefing, by its id.
    """

    def __init__(
        self, start_timer: Callable[[float, Callable[[], None]], Stoppable], write: Callable[[str, int, int], None]
    ) -> None:
        self._start_timer = start_timer
        self._write = write
        self._timer: Stoppable | None = None
        self._shown = ""
        self._being_read = ""
        self._place = self._seen = 0

    def show(self, briefing_id: str) -> None:
        """Another briefing is on the screen, from its top."""
        self.keep()
        self._shown = briefing_id
        self._place = self._seen = 0

    def begin(self, briefing_id: str) -> None:
        """A briefing is being read from now on: the one that is shown, or the next to be."""
        if briefing_id != self._being_read:
            self.keep()
        self._being_read = briefing_id
        self._keep_soon()

    def follow(self, before: str, after: str) -> None:
        """A later version of a briefing has taken its place; whether it is being read stays as it was."""
        if self._being_read == before:
            self._being_read = after

    def move(self, place: int, seen: int) -> None:
        """The reader is at `place` and sees the text up to `seen`, in code points."""
        self._place, self._seen = place, max(self._seen, seen)
        self._keep_soon()

    def keep(self) -> None:
        """Write now. A briefing that is only looked at has no place to keep."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._shown and self._shown == self._being_read:
            self._write(self._shown, self._place, self._seen)

    def _keep_soon(self) -> None:
        if self._shown == self._being_read:
            if self._timer is not None:
                self._timer.stop()
            self._timer = self._start_timer(_PAUSE, self.keep)
