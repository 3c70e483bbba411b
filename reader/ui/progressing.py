"""Telling how far something long is, once it has taken a moment, and giving it up on Escape."""

import threading
import time
from collections.abc import Callable
from typing import Protocol

from reader.domain.scrub import SafeText, phrase
from reader.ui.busy import PATIENCE


class Host(Protocol):
    """What the screen gives."""

    def set_status(self, *, busy: SafeText | None = None) -> None:
        """Say what is going on."""

    def call_on_screen(self, callback: Callable[[], None]) -> None:
        """Run `callback` on the interface's thread."""


class Progress:
    """How far one piece of work is. What does the work tells it, in its own thread; the screen may stop it."""

    def __init__(self, host: Host, what: str, total: int) -> None:
        """Args: what: "re-anchoring"; total: in how many pieces the work is done."""
        self._host = host
        self._what = what
        self._total = total
        self._stopped = threading.Event()
        self._told = time.monotonic()
        """When it was last told: the first time after a moment."""
        self._is_told = False

    @property
    def is_stopped(self) -> bool:
        """Whether it is given up."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Give it up."""
        self._stopped.set()

    def tell(self, done: int) -> None:
        """Say how many pieces are done; not oftener than can be read."""
        now = time.monotonic()
        if now - self._told >= PATIENCE:
            self._told, self._is_told = now, True
            self._show(phrase("{} {:,} of {:,} … · Esc stops", self._what, done, self._total))

    def end(self) -> None:
        """Say nothing more."""
        if self._is_told:
            self._show(SafeText(""))

    def _show(self, text: SafeText) -> None:
        self._host.call_on_screen(lambda: self._host.set_status(busy=text))
