"""Saying what takes long, once it has taken a moment, and giving it up."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from textual.worker import Worker, WorkerState

from reader.domain.scrub import SafeText, phrase

PATIENCE = 0.1
"""Seconds that anything may take before it is spoken of."""

_UNSPOKEN = frozenset({"watching the library", "following a decision"})
"""What has a way of its own to tell how far it is."""
_STOPPABLE = frozenset({"filtering", "finding words", "finding places", "opening a briefing", "looking for it"})
"""What only answers a question: given up, it leaves everything as it was."""
_OVER = frozenset({WorkerState.SUCCESS, WorkerState.ERROR, WorkerState.CANCELLED})


class Host(Protocol):
    """What the screen gives."""

    @property
    def busy(self) -> str:
        """What the status line says is going on."""

    def set_status(self, *, busy: SafeText | None = None) -> None:
        """Change that."""


class Busy:
    """The work in threads of one screen.

    Args:
        host: whose status line tells of it; what another put there stays.
        start_timer: calls back after some seconds.
    """

    def __init__(self, host: Host, start_timer: Callable[[float, Callable[[], None]], object]) -> None:
        self._host = host
        self._start_timer = start_timer
        self._running: set[Worker[object]] = set()
        self._long: list[Worker[object]] = []
        """Those that have taken a moment, in the order in which they had."""
        self._told = SafeText("")

    def follow(self, worker: Worker[object], state: WorkerState) -> None:
        """Take note that some work has begun, or is over."""
        if state is WorkerState.RUNNING and worker.description not in _UNSPOKEN:
            self._running.add(worker)
            self._start_timer(PATIENCE, partial(self._grow_long, worker))
        elif state in _OVER:
            self._running.discard(worker)
        self._tell()

    def _grow_long(self, worker: Worker[object]) -> None:
        if worker in self._running:
            self._long.append(worker)
        self._tell()

    def _tell(self) -> None:
        # The toolkit does not tell of the end of all that it gave up.
        self._running = {worker for worker in self._running if not worker.is_cancelled}
        self._long = [worker for worker in self._long if worker in self._running]
        if self._host.busy not in ("", self._told):
            return
        self._told = SafeText("")
        for worker in self._long[-1:]:
            esc = " · Esc stops" if worker.description in _STOPPABLE else ""
            self._told = phrase("{} …{}", worker.description, esc)
        self._host.set_status(busy=self._told)

    def stop(self) -> bool:
        """Give up what has taken a moment and may be given up; whether there was any."""
        stoppable = [worker for worker in self._long if worker.description in _STOPPABLE and not worker.is_cancelled]
        for worker in stoppable:
            worker.cancel()
        return bool(stoppable)
