"""Worker processes that read files, or nobody but this process where there is little to do.

Owns how much work is handed out at a time and how many processes there are.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

_MOST = 4
"""Processes; the one that writes keeps pace with no more."""

_AHEAD = 3
"""Portions that wait for each process: it never waits for work, and little is lost when told to stop."""

_UNTIL_COLLECTING = 200_000
"""Objects more than there were, before garbage is looked for."""

T = TypeVar("T")
R = TypeVar("R")


def work_alone(work: Callable[[T], R], portions: Iterator[T], should_stop: Callable[[], bool]) -> Iterator[R]:
    """Do the portions one after the other, in this process."""
    for portion in portions:
        if should_stop():
            return
        yield work(portion)


def work_together(work: Callable[[T], R], portions: Iterator[T], should_stop: Callable[[], bool]) -> Iterator[R]:
    """Do the portions in worker processes; the answers come in the order of the portions.

    What a process that died was working on is done here, so that one bad file stops nothing.

    Args:
        work: a function that can be named in another process.
        portions: what it is given.
        should_stop: asked before more is handed out.
    """
    from concurrent.futures import BrokenExecutor

    count = min(_MOST, os.cpu_count() or 1)
    pool = start_workers(count)
    if pool is None:
        yield from work_alone(work, portions, should_stop)
        return
    waiting: deque[tuple[T, Future[R]]] = deque()
    try:
        while True:
            while len(waiting) < count * _AHEAD and not should_stop():
                portion = next(portions, None)
                if portion is None:
                    break
                waiting.append((portion, _hand_out(pool, work, portion)))
            if not waiting:
                return
            portion, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenExecutor:
                yield from work_alone(work, iter([portion, *(left for left, _ in waiting)]), should_stop)
                yield from work_alone(work, portions, should_stop)
                return
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def start_workers(count: int) -> ProcessPoolExecutor | None:
    """Some worker processes; None where the system will not have any."""
    # 20 ms that an update without anything to read does without.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")
    try:
        # A worker begins in the folder that this program was started in: nothing there is to be taken for a module.
        os.environ["PYTHONSAFEPATH"] = "1"
        return ProcessPoolExecutor(count, mp_context=context, initializer=_begin_work)
    except (OSError, ImportError, NotImplementedError):
        return None


def _hand_out(pool: ProcessPoolExecutor, work: Callable[[T], R], portion: T) -> Future[R]:
    from concurrent.futures import BrokenExecutor, Future

    try:
        return pool.submit(work, portion)
    except (BrokenExecutor, OSError) as error:
        broken: Future[R] = Future()
        broken.set_exception(BrokenExecutor(str(error)))
        return broken


def _begin_work() -> None:
    """What a worker does first."""
    # Hardly anything here refers to itself, and the lists of names are many objects to look through each time.
    gc.set_threshold(_UNTIL_COLLECTING)
    _leave_with_parent()


def _leave_with_parent() -> None:
    """Let a worker end when the process that gives it work is gone, however it went."""
    import multiprocessing
    import threading

    parent = multiprocessing.parent_process()
    if parent is not None:

        def wait() -> None:
            parent.join()
            os._exit(0)

        threading.Thread(target=wait, daemon=True).start()


def cut(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Items in portions."""
    return (items[at : at + size] for at in range(0, len(items), size))
