"""What another process tells in a hurry, handed to the screen in batches: nobody reads faster, and each costs a paint.

Owns how long is waited, and what of several steps of the index is still worth telling.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from reader.services.indexing import Event

T = TypeVar("T")

_LINES_PAUSE = 0.2
"""Seconds between two batches of lines."""
_EVENTS_PAUSE = 0.5
"""Seconds between two batches of steps of the index: with each the list is read anew."""


class Gathering(Generic[T]):
    """Takes things in one thread or several, and hands them over in their order: the first at once, then in batches.

    Args:
        hand_over: gets a batch, never an empty one, in one of those threads or one of its own. It must not wait.
        pause: seconds between two batches at least.
    """

    def __init__(self, hand_over: Callable[[list[T]], object], pause: float = _LINES_PAUSE) -> None:
        self._hand_over = hand_over
        self._pause = pause
        self._lock = threading.Lock()
        self._held: list[T] = []
        self._next = 0.0
        self._is_waiting = False

    def add(self, thing: T) -> None:
        """Take a thing."""
        with self._lock:
            self._held.append(thing)
            rest = self._next - time.monotonic()
            if self._is_waiting:
                return
            if rest > 0:
                self._is_waiting = True
                timer = threading.Timer(rest, self.flush)
                timer.daemon = True
                timer.start()
                return
        self.flush()

    def flush(self) -> None:
        """Hand over what is held, now."""
        with self._lock:
            held, self._held = self._held, []
            self._is_waiting = False
            self._next = time.monotonic() + self._pause
            if held:
                self._hand_over(held)


def gather_events(post: Callable[[Event], object]) -> Callable[[Event], None]:
    """Something that takes the steps of the index as they come, and has few of them posted."""

    def hand_over(events: list[Event]) -> None:
        for event in merge_events(events):
            post(event)

    return Gathering(hand_over, _EVENTS_PAUSE).add


def merge_events(events: Iterable[Event]) -> list[Event]:
    """Of steps of the index those that are still worth telling: of each kind the last; failures all.

    How much had changed when it was up to date is added up: the list is read anew where that is anything.
    """
    from reader.services.indexing import EventKind

    last: dict[object, Event] = {}
    for event in events:
        key = (event.kind, event.reason)
        before = last.pop(key, None)
        is_current = before is not None and event.kind is EventKind.CURRENT
        last[key] = replace(event, total=event.total + before.total) if is_current and before else event
    return list(last.values())
