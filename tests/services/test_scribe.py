"""What is gathered is written in its order while more is gathered, and nothing is asked for when writing fails."""

import threading
import time
from collections.abc import Iterator, Sequence

import pytest

from reader.services.scribe import write_along


def count_up(answers: int, size: int) -> Iterator[list[int]]:
    for number in range(answers):
        yield list(range(number * size, (number + 1) * size))


@pytest.mark.parametrize(("answers", "size"), [(0, 1), (1, 1), (3, 0), (7, 3), (50, 400)])
@pytest.mark.parametrize("is_long", [True, False])
def test_everything_is_written_once_and_in_order(answers: int, size: int, is_long: bool) -> None:
    written: list[int] = []
    told = [one for some in write_along(count_up(answers, size), written.extend, is_long=is_long) for one in some]
    assert written == told == list(range(answers * size))


def test_what_is_heavy_does_not_wait_in_memory() -> None:
    batches: list[int] = []
    list(write_along(count_up(100, 10), lambda some: batches.append(len(some)), lambda one: 1_000_000))
    assert sum(batches) == 1_000
    assert max(batches) <= 20


def test_more_is_gathered_while_something_is_written() -> None:
    asked: list[int] = []
    may_go = threading.Event()

    def answer() -> Iterator[list[int]]:
        for number in range(4):
            asked.append(number)
            if number == 3:
                may_go.set()
            yield [number]
            time.sleep(0.6)

    def write(some: Sequence[int]) -> None:
        # The first write goes on until the last has been asked for.
        assert may_go.wait(10)

    told = [list(some) for some in write_along(answer(), write)]
    assert asked == [0, 1, 2, 3]
    assert told == [[0, 1, 2], [3]]


def test_an_error_ends_it() -> None:
    asked: list[int] = []

    def answer() -> Iterator[list[int]]:
        for number in range(1_000):
            asked.append(number)
            yield [number] * 3_000

    def fail(some: Sequence[int]) -> None:
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        list(write_along(answer(), fail))
    assert len(asked) <= 4
