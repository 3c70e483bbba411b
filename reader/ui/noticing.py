"""The notices of a screen: each stands for a while, or until the next one, and none takes the place of a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from reader.domain.scrub import SafeText
from reader.ui.widgets.bars import Part, Status, StatusLine

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.timer import Timer

_SECONDS = 6.0
_WARNING_SECONDS = 1.0
"""So long a warning stands before news of work in the background may take its place."""


class Notice(NamedTuple):
    """What is said."""

    text: SafeText
    is_warning: bool


class Notices:
    """Owns what stands on the status line of one screen in the place of the position, and for how long."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._timer: Timer | None = None
        self._is_offering = False
        self._warned = -_WARNING_SECONDS
        """When the warning that stands was shown, in seconds of a clock that only goes forward."""
        self._waiting: Notice | None = None

    def show(self, notice: Notice, *, is_news: bool = False) -> None:
        """Show a notice.

        Args:
            notice: what is said.
            is_news: it tells of work in the background, not of the key that was pressed just now.
        """
        wait = self._warned + _WARNING_SECONDS - monotonic() if is_news else 0.0
        if self._is_offering or wait > 0:
            self._waiting = notice
            if not self._is_offering:
                self._start(wait)
            return
        self._warned = monotonic() if notice.is_warning else -_WARNING_SECONDS
        self._put(notice.text, is_warning=notice.is_warning)
        self._start(_SECONDS)

    def offer(self, words: SafeText, offers: Sequence[Part]) -> None:
        """Show what the next key may take, until it is cleared."""
        self._is_offering = True
        self._put(words, offers)
        self._stop()

    def clear(self) -> None:
        """Show none; one that has waited comes now."""
        self._is_offering = False
        self._warned = -_WARNING_SECONDS
        self._stop()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.show(waiting)
        elif any(line.status.notice for line in self._screen.query(StatusLine)):
            self._put(SafeText(""))

    def withdraw(self, text: SafeText) -> None:
        """Clear it, if these words stand there."""
        if text and any(line.status.notice == text for line in self._screen.query(StatusLine)):
            self.clear()

    def _put(self, text: SafeText, offers: Sequence[Part] = (), *, is_warning: bool = False) -> None:
        # No line: the screen was closed while somebody was still working for it.
        for line in self._screen.query(StatusLine):
            status: Status = line.status
            line.status = replace(status, notice=text, offers=tuple(offers), is_warning=is_warning)

    def _start(self, seconds: float) -> None:
        self._stop()
        if self._screen.is_running:
            self._timer = self._screen.set_timer(seconds, self.clear)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
