"""Where the answers of many servers are worked on: reading in other processes, writing for several at once.

Owns how many work, and that one write waits for the disk on behalf of all who have something to write. Knows nothing of
what is read or written.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor
from types import TracebackType
from typing import TYPE_CHECKING, Generic, ParamSpec, Self, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

_MANY = 24
"""Answers from which other processes are worth their start, a third of a second."""

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S")
R = TypeVar("R")


class Workshop:
    """For one round; use it with `with`, within one event loop."""

    def __init__(self, count: int) -> None:
        """Args: count: how many answers there will be."""
        self._count = count
        self._pool: ProcessPoolExecutor | None = None
        self._has_failed = False
        self._turn = asyncio.Lock()
        self._gathering = _Gathering[object, object]()

    def __enter__(self) -> Self:
        if self._count >= _MANY:
            self.grow()
        return self

    def grow(self) -> None:
        """Start other processes, if there are none: their work can be interrupted, and several do theirs at a time."""
        from reader.services.crew import start_workers

        if self._pool is None and not self._has_failed:
            self._pool = start_workers(min(os.cpu_count() or 1, 4))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    async def run(self, work: Callable[P, T], *arguments: P.args, **words: P.kwargs) -> T:
        """Do a piece of work elsewhere than on the loop; what a process that died was at is done here."""
        if self._pool is not None:
            try:
                return await asyncio.wrap_future(self._pool.submit(work, *arguments, **words))
            except BrokenExecutor:
                self._pool, self._has_failed = None, True
        # One at a time: threads would only take turns, and make each other's wait longer.
        async with self._turn:
            return await asyncio.to_thread(work, *arguments, **words)

    async def gather(self, things: Sequence[S], put: Callable[[Sequence[S]], Sequence[R]]) -> Sequence[R]:
        """Put things somewhere together with those of others who wait; `put` is the same function each time.

        Returns:
            What became of these things, in their order.
        """
        return await self._gathering.put(things, put)  # type: ignore[arg-type, return-value]


class _Gathering(Generic[S, R]):
    """Things that wait to be put somewhere, by whoever came first."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Sequence[S], asyncio.Future[Sequence[R]]]] = []
        self._is_busy = False

    async def put(self, things: Sequence[S], put: Callable[[Sequence[S]], Sequence[R]]) -> Sequence[R]:
        future: asyncio.Future[Sequence[R]] = asyncio.get_running_loop().create_future()
        self._waiting.append((things, future))
        if not self._is_busy:
            self._is_busy = True
            try:
                while self._waiting:
                    await self._put_waiting(put)
            finally:
                self._is_busy = False
        return await future

    async def _put_waiting(self, put: Callable[[Sequence[S]], Sequence[R]]) -> None:
        batch, self._waiting = self._waiting, []
        try:
            answers = await asyncio.to_thread(put, [thing for things, _ in batch for thing in things])
        except Exception as error:
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        at = 0
        for things, future in batch:
            if not future.done():
                future.set_result(answers[at : at + len(things)])
            at += len(things)
