"""Writing what others have made while they make more.

Owns when what was gathered is written: at once where nothing is being written and rows have waited long enough to be
seen, else when there is so much that it must not wait in memory. Knows nothing of what is written.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

_MOST = 6_000
"""Things that are written at once; a killed program has to make no more than twice these again."""

_HEAVIEST = 12_000_000
"""How much they weigh together at most: code points of texts, of which as much again is kept in other forms."""

_SECONDS = 1.0
"""So often at least is written what there is, so that rows appear; later where the write before takes longer."""

_LONGEST_SECONDS = 3.0
_SHARE = 20
"""In long work less often: after a minute every three seconds. The larger an index is, the more of it a small write
touches: written every second, 100,000 briefings took 31 GB."""

T = TypeVar("T")


def write_along(
    answers: Iterator[list[T]],
    write: Callable[[Sequence[T]], object],
    weigh: Callable[[T], int] = lambda thing: 0,
    *,
    is_long: bool = True,
) -> Iterator[Sequence[T]]:
    """Write what comes, in the order in which it comes.

    Args:
        answers: what is to be written, some at a time.
        write: writes some, all or none.
        weigh: how much memory a thing takes.
        is_long: whether a thread of its own is worth its start, and may be started.

    Yields:
        What has been written.

    Raises:
        Whatever `write` raises: then nothing more is asked for.
    """
    if not is_long:
        for batch in _gather(answers, weigh, lambda: True):
            write(batch)
            yield batch
        return
    # 20 ms that a short update does without.
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1, thread_name_prefix="writing") as pool:
        begun: list[tuple[Sequence[T], Future[object]]] = []
        for batch in _gather(answers, weigh, lambda: all(future.done() for _, future in begun)):
            yield from _finish(begun)
            begun.append((batch, pool.submit(write, batch)))
        yield from _finish(begun)


def _finish(begun: list[tuple[Sequence[T], Future[object]]]) -> Iterator[Sequence[T]]:
    """Wait until what was begun is written."""
    while begun:
        batch, future = begun.pop()
        future.result()
        yield batch


def _gather(
    answers: Iterator[list[T]], weigh: Callable[[T], int], is_free: Callable[[], bool]
) -> Iterator[Sequence[T]]:
    """Put answers together until it is time to write them and nothing else is being written, or there are too many."""
    some: list[T] = []
    weight, started = 0, time.monotonic()
    begun = started
    for answer in answers:
        some += answer
        weight += sum(map(weigh, answer))
        now = time.monotonic()
        is_time = now - begun > min(max(_SECONDS, (now - started) / _SHARE), _LONGEST_SECONDS) and is_free()
        if some and (is_time or len(some) >= _MOST or weight >= _HEAVIEST):
            yield some
            some, weight, begun = [], 0, time.monotonic()
    if some:
        yield some
