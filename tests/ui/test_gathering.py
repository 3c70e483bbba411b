"""What comes in a hurry is handed over in batches: nothing is lost or changes places, and the end comes at once."""

import threading
import time

from reader.domain.scrub import SafeText
from reader.services.indexing import Event, EventKind
from reader.ui.gathering import Gathering, gather_events, merge_events

READING, NAMING, CURRENT, FAILED = EventKind.READING, EventKind.NAMING, EventKind.CURRENT, EventKind.FAILED
PATIENCE = 10


def test_the_first_comes_at_once_and_the_rest_together() -> None:
    batches: list[list[int]] = []
    has_come = threading.Event()

    def take(batch: list[int]) -> None:
        batches.append(batch)
        if 99 in batch:
            has_come.set()

    gathering = Gathering(take, 0.2)
    for number in range(100):
        gathering.add(number)
    assert batches[0] == [0]
    assert has_come.wait(PATIENCE)
    assert [number for batch in batches for number in batch] == list(range(100))
    assert len(batches) < 10


def test_a_single_one_that_comes_later_is_not_held_back_for_ever() -> None:
    has_come = threading.Semaphore(0)
    gathering = Gathering[int](lambda batch: has_come.release(len(batch)), 0.05)
    for number in range(3):
        gathering.add(number)
        assert has_come.acquire(timeout=PATIENCE)


def test_the_end_waits_for_nothing() -> None:
    taken: list[int] = []
    gathering = Gathering(taken.extend, 3_600)
    for number in range(3):
        gathering.add(number)
    assert taken == [0]
    gathering.flush()
    assert taken == [0, 1, 2]
    gathering.flush()
    assert taken == [0, 1, 2]


def test_threads_lose_nothing() -> None:
    taken: list[tuple[int, int]] = []
    gathering = Gathering(taken.extend, 0.001)

    def add(thread: int) -> None:
        for number in range(500):
            gathering.add((thread, number))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    deadline = time.monotonic() + PATIENCE
    while len(taken) < 2_000 and time.monotonic() < deadline:
        time.sleep(0.01)
    for thread_number in range(4):
        assert [number for thread, number in taken if thread == thread_number] == list(range(500))


def test_of_each_step_of_the_index_the_last_is_told() -> None:
    steps = [Event(READING, 40, 90), Event(READING, 90, 90), Event(NAMING, 1, 2), Event(CURRENT, total=90)]
    assert merge_events(steps) == steps[1:]


def test_what_had_changed_is_added_up() -> None:
    steps = [Event(CURRENT, total=3), Event(READING, 4, 4), Event(CURRENT, total=4), Event(CURRENT)]
    assert merge_events(steps) == [Event(READING, 4, 4), Event(CURRENT, total=7)]


def test_no_failure_is_passed_over() -> None:
    steps = [Event(FAILED, reason=SafeText("one")), Event(CURRENT), Event(FAILED, reason=SafeText("two"))]
    assert merge_events(steps) == steps


def test_steps_are_posted_seldom_and_the_last_of_all_is_posted() -> None:
    posted: list[Event] = []
    has_come = threading.Event()

    def post(event: Event) -> None:
        posted.append(event)
        if event.kind is CURRENT:
            has_come.set()

    tell = gather_events(post)
    for done in range(1, 51):
        tell(Event(READING, done, 50))
    tell(Event(CURRENT, total=50))
    assert has_come.wait(PATIENCE)
    assert posted[0] == Event(READING, 1, 50)
    assert posted[-2:] == [Event(READING, 50, 50), Event(CURRENT, total=50)]
    assert len(posted) < 10
