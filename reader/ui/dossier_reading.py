"""Reading a dossier while it is shown: sentences come from a worker a portion at a time, and are looked at on the
interface's thread a few at a time, between key presses.

Owns the order of this work. What is done with the sentences is the screen's business.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Protocol

from textual.worker import Worker, get_current_worker

from reader.domain.dossier import Statement
from reader.domain.scrub import SafeText
from reader.services.dossiers import Portion
from reader.services.errors import FilterError, IndexUnusable, NamesUnavailable, StoreError
from reader.services.services import Services
from reader.ui.dossier_state import DossierState, Test

_AT_ONCE = 40
"""Sentences that are looked at before the clock is."""
_SLICE = 0.012
"""Seconds of looking, after which keys have their turn."""
_PAUSE = 0.2
"""Seconds between two looks at how much there is: who is met has to be sorted for it."""


class Host(Protocol):
    """What the screen gives."""

    def run_worker(self, work: Callable[[], None], *, group: str, description: str, thread: bool) -> Worker[None]:
        """Run in a thread."""

    def call_on_screen(self, callback: Callable[[], None]) -> None:
        """Run on the interface's thread."""

    def call_later(self, callback: Callable[[], None]) -> bool:
        """Run when the messages before have been handled."""

    def show_more(self, statements: Sequence[Statement]) -> None:
        """These fit: they go below the others."""

    def show_progress(self) -> None:
        """More has been read, or all."""

    def show_days(self) -> None:
        """It is known when the entity is named."""

    def show_failure(self, reason: SafeText, *, is_final: bool) -> None:
        """Something cannot be done."""


class DossierReading:
    """Fills the state of a dossier."""

    def __init__(self, host: Host, services: Services, state: DossierState) -> None:
        self._host = host
        self._services = services
        self._state = state
        self._worker: Worker[None] | None = None
        self._is_looking = False
        self._next_progress = 0.0

    @property
    def is_going_on(self) -> bool:
        """Whether the library is still being read."""
        return self._worker is not None

    def begin(self) -> None:
        """Read the library."""
        self._worker = self._host.run_worker(
            self._read, group="dossier", description="compiling a dossier", thread=True
        )

    def stop(self) -> None:
        """Read no further."""
        if self._worker is not None:
            self._worker.cancel()
            self._worker = None

    def _read(self) -> None:
        worker, entity, dossiers = get_current_worker(), self._state.entity, self._services.dossiers
        call, is_first = self._host.call_on_screen, True
        try:
            for portion in dossiers.stream(entity, lambda: worker.is_cancelled):
                call(partial(self._take_in, portion))
                if is_first:
                    call(partial(self._note_days, dossiers.count_days(entity)))
                is_first = False
            if not worker.is_cancelled:
                call(self._finish)
        except (NamesUnavailable, IndexUnusable) as error:
            call(partial(self._fail, error.reason))

    def _take_in(self, portion: Portion) -> None:
        if not self._state.done:
            self._next_progress = 0.0
        self._state.take_in(portion)
        self.look()

    def _note_days(self, days: Mapping[date | None, int]) -> None:
        self._state.days = days
        self._host.show_days()

    def _finish(self) -> None:
        self._worker = None
        self._state.is_whole = True
        self.look()

    def _fail(self, reason: SafeText) -> None:
        self._worker = None
        self._host.show_failure(reason, is_final=True)

    def look(self) -> None:
        """Look at what has come: at some of it now, at the rest when keys have had their turn."""
        if not self._is_looking:
            self._is_looking = True
            self._look()

    def _look(self) -> None:
        end = time.monotonic() + _SLICE
        chosen: list[Statement] = []
        while self._state.has_more and time.monotonic() < end:
            chosen += self._state.take_next(_AT_ONCE)
        if chosen:
            self._host.show_more(chosen)
        self._is_looking = self._state.has_more
        if not (self._is_looking or self.is_going_on) or end > self._next_progress:
            self._next_progress = end + _PAUSE
            self._host.show_progress()
        if self._is_looking:
            self._host.call_later(self._look)

    def read_query(self, query: str, take: Callable[[Test], None]) -> None:
        """Make a query ready, in a worker, since it may have to read the store.

        Args:
            query: what was typed.
            take: gets what tells which sentences fit.
        """

        def work() -> None:
            worker = get_current_worker()
            try:
                test = self._services.filter_statements(query, self._state.entity)
            except (FilterError, StoreError) as error:
                reason = error.reason
                if not worker.is_cancelled:
                    self._host.call_on_screen(lambda: self._host.show_failure(reason, is_final=False))
                return
            self._host.call_on_screen(lambda: take(test))

        self._host.run_worker(work, group="filtering", description="reading a query", thread=True)
