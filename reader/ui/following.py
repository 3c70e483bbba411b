"""What follows from a decision about names: the open briefing at once, the library in the background.

Owns that one decision is followed after the other, the progress that is shown, and that it can be stopped.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual.worker import Worker, get_current_worker

from reader.domain.scrub import SafeText, phrase
from reader.services.errors import IndexUnusable, NamesUnavailable, StoreError

if TYPE_CHECKING:
    from reader.domain.briefing import Briefing
    from reader.domain.decision import DecisionChange
    from reader.services.ingest import Progress
    from reader.services.services import Services
    from reader.ui.state import OpenBriefing

_WORTH_TELLING = 100
"""Briefings that are looked through so quickly that nobody could read how far that is."""


class Host(Protocol):
    """What the screen gives."""

    opened: OpenBriefing | None

    def reload_names(self) -> None:
        """Look for the names of the open briefing again."""

    def names_decided(self) -> None:
        """Show what the library says now."""

    def forget_totals(self, *, keep: bool) -> None:
        """Count nothing in the library until its names are current again."""

    def run_worker(
        self, work: Callable[[], object], *, group: str, description: str, thread: bool, exclusive: bool = False
    ) -> Worker[object]:
        """Run something beside the interface."""

    def set_status(self, *, trail: SafeText | None = None, busy: SafeText | None = None) -> None:
        """Say what is being worked on."""

    def say_news(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show what became of work in the background."""

    def call_on_screen(self, callback: Callable[[], None]) -> None:
        """Run `callback` on the interface's thread."""


@dataclass(slots=True, eq=False)
class _Round:
    """The following of one decision."""

    done: str
    """What was decided, for a notice."""
    hint: str
    """What can be done about it."""
    found: int = 0
    """Briefings in which the name stands."""
    at: int = 0
    is_stopped: bool = False
    failure: SafeText = SafeText("")
    is_current: bool = False
    """Whether the names of all briefings are known afterwards."""


def count_briefings(count: int) -> str:
    """A number of briefings: "1 briefing", "1,370 briefings"."""
    return f"{count:,} briefing{'' if count == 1 else 's'}"


class Following:
    """Follows decisions for one screen."""

    def __init__(self, host: Host, services: Services) -> None:
        self._host = host
        self._services = services
        self._rounds: list[_Round] = []
        self._queue: deque[_Round] = deque()
        """Those whose work is not done, in their order; changed with `_turn` only."""
        self._turn = threading.Condition()
        self._told: set[str] = set()

    def follow(self, change: DecisionChange, done: str, hint: str = "") -> None:
        """Look for names again wherever a change of the decisions concerns them.

        Args:
            change: what was written.
            done: what that was, for the notice.
            hint: what the notice says last.
        """
        this = _Round(done, hint)
        self._rounds.append(this)
        with self._turn:
            self._queue.append(this)
        briefing = self._host.opened.briefing if self._host.opened is not None else None
        self._host.forget_totals(keep=True)
        self._host.reload_names()
        self._host.run_worker(
            lambda: self._work(this, change, briefing),
            group="following",
            description="following a decision",
            thread=True,
        )

    def stop(self) -> bool:
        """Follow no decision any further; whether one was being followed."""
        for this in self._rounds:
            this.is_stopped = True
        self._show_progress()
        return bool(self._rounds)

    def _work(self, this: _Round, change: DecisionChange, briefing: Briefing | None) -> None:
        worker = get_current_worker()
        # What is open comes first: to look for names elsewhere at the same time would take its share of the processor.
        with suppress(IndexUnusable, NamesUnavailable):
            if briefing is not None:
                self._services.recognitions.of(briefing)

        def tell(progress: Progress) -> None:
            this.at = progress.done
            self._host.call_on_screen(self._show_progress)

        with self._in_turn(this):
            try:
                this.found = self._services.decisions.affected(change)
                self._host.call_on_screen(self._show_progress)
                # No other processes: they could not be started while the toolkit has the terminal, and the one that
                # keeps the index does its share of the work.
                self._services.follow_decisions(tell, lambda: this.is_stopped or worker.is_cancelled, may_spawn=False)
                this.is_current = self._services.library.is_named(self._services.lists.word)
            except (IndexUnusable, NamesUnavailable, StoreError) as error:
                this.failure = error.reason
        self._host.call_on_screen(lambda: self._finish(this))

    @contextmanager
    def _in_turn(self, this: _Round) -> Iterator[None]:
        """Wait for those before."""
        with self._turn:
            self._turn.wait_for(lambda: self._queue[0] is this)
        try:
            yield
        finally:
            with self._turn:
                self._queue.popleft()
                self._turn.notify_all()

    def _show_progress(self) -> None:
        this = next(iter(self._rounds), None)
        if this is None or this.found < _WORTH_TELLING or this.at >= this.found:
            self._host.set_status(busy=SafeText(""))
        elif this.is_stopped:
            self._host.set_status(busy=SafeText("stopping …"))
        else:
            self._host.set_status(busy=phrase("names {:,} of {:,} · Esc stops", this.at, this.found))

    def _finish(self, this: _Round) -> None:
        self._rounds.remove(this)
        self._show_progress()
        if this.failure:
            self._host.say_news(phrase("{}, but {}", this.done, this.failure), is_warning=True)
        elif this.is_stopped and not this.is_current:
            self._host.forget_totals(keep=False)
            rest = phrase("stopped at {:,} of {}; the others follow later", this.at, count_briefings(this.found))
            self._host.say_news(phrase("{} · {}", this.done, rest))
        elif not self._rounds:
            found = count_briefings(this.found)
            self._host.say_news(phrase("{} · {}{}{}", this.done, found, self._tell_faults(), this.hint))
        if this.is_current and not self._rounds:
            self._host.names_decided()

    def _tell_faults(self) -> str:
        """What a notice adds where a line of the file is wrong: once for each."""
        # Those that there were at the start have been told then.
        faults = [one for one in self._services.decisions.problems if one not in self._services.problems]
        new = [fault for fault in map(str, faults) if fault not in self._told]
        self._told.update(new)
        return f" · {new[0]}" if new else ""
