"""Writing what others have made while they make more.

Owns when what was gathered is written: at once where nothing is being written and rows have waited long enough to be
seen, else when there is so much that it must not wait in memory. Knows nothing of what is written.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

_MOST = 6_000
"""Things that are written at once; a killed program has to make no more than twice these again."""

_HEAVIEST = 12_000_000
"""How much they weigh together at most: code points of texts, of which as much again is kept in other forms."""

_SECONDS = 1.0
"""So often at least is written what there is, so that rows appear; later where the write before takes longer: the
larger an index is, the more of it a small write touches."""

T = TypeVar("T")


def write_along(
    answers: Iterator[list[T]], write: Callable[[Sequence[T]], object], weigh: Callable[[T], int] = lambda thing: 0
) -> Iterator[Sequence[T]]:
    """Write what comes, in a thread of its own, and in the order in which it comes.

    Args:
        answers: what is to be written, some at a time.
        write: writes some, all or none.
        weigh: how much memory a thing takes.

    Yields:
        What has been written.

    Raises:
        Whatever `write` raises: then nothing more is asked for.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="writing") as pool:
        desk: _Desk[T] = _Desk(lambda batch: pool.submit(write, batch))
        some: list[T] = []
        weight, begun = 0, time.monotonic()
        for answer in answers:
            some += answer
            weight += sum(map(weigh, answer))
            is_time = desk.is_free and time.monotonic() - begun > _SECONDS
            if is_time or len(some) >= _MOST or weight >= _HEAVIEST:
                yield from desk.put(some)
                some, weight, begun = [], 0, time.monotonic()
        yield from desk.put(some)
        yield from desk.put([])


class _Desk(Generic[T]):
    """What is being written: one batch at a time."""

    def __init__(self, begin: Callable[[list[T]], Future[object]]) -> None:
        self._begin = begin
        self._batch: list[T] = []
        self._future: Future[object] | None = None

    @property
    def is_free(self) -> bool:
        """Whether nothing is being written now."""
        return self._future is None or self._future.done()

    def put(self, batch: list[T]) -> Iterator[Sequence[T]]:
        """Wait for the batch before, and begin with this one; the one before, if there was one."""
        if self._future is not None:
            self._future.result()
            yield self._batch
        self._batch, self._future = batch, self._begin(batch) if batch else None
