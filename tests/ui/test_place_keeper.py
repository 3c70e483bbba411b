"""The place of what is being read is written, once the cursor rests or the briefing is left; of nothing else."""

from collections.abc import Callable

import pytest

from reader.ui.place_keeper import PlaceKeeper


class _Timer:
    def __init__(self, callback: Callable[[], None]) -> None:
        self.callback = callback
        self.is_running = True

    def stop(self) -> None:
        self.is_running = False


class _Clock:
    """Timers that ring when told to."""

    def __init__(self) -> None:
        self.timers: list[_Timer] = []

    def start(self, seconds: float, callback: Callable[[], None]) -> _Timer:
        assert 0 < seconds < 5
        self.timers.append(_Timer(callback))
        return self.timers[-1]

    @property
    def running(self) -> list[_Timer]:
        return [timer for timer in self.timers if timer.is_running]

    def ring(self) -> None:
        for timer in self.running:
            timer.stop()
            timer.callback()


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def written() -> list[tuple[str, int, int]]:
    return []


@pytest.fixture
def keeper(clock: _Clock, written: list[tuple[str, int, int]]) -> PlaceKeeper:
    return PlaceKeeper(clock.start, lambda *state: written.append(state))


def test_what_is_only_looked_at_has_no_place(
    keeper: PlaceKeeper, clock: _Clock, written: list[tuple[str, int, int]]
) -> None:
    keeper.show("a")
    keeper.move(10, 100)
    clock.ring()
    keeper.show("b")
    keeper.keep()
    assert written == []
    assert clock.timers == []


def test_the_place_is_written_when_the_cursor_rests(
    keeper: PlaceKeeper, clock: _Clock, written: list[tuple[str, int, int]]
) -> None:
    keeper.show("a")
    keeper.begin("a")
    for place in range(5):
        keeper.move(place, 100)
    assert len(clock.running) == 1
    assert written == []
    clock.ring()
    assert written == [("a", 4, 100)]
    assert clock.running == []


def test_what_was_seen_before_reading_began_counts(
    keeper: PlaceKeeper, clock: _Clock, written: list[tuple[str, int, int]]
) -> None:
    keeper.show("a")
    keeper.move(10, 100)
    keeper.begin("a")
    clock.ring()
    assert written == [("a", 10, 100)]


def test_the_furthest_that_was_seen_is_kept(
    keeper: PlaceKeeper, clock: _Clock, written: list[tuple[str, int, int]]
) -> None:
    keeper.show("a")
    keeper.begin("a")
    keeper.move(50, 300)
    keeper.move(0, 100)
    keeper.keep()
    assert written == [("a", 0, 300)]
    assert clock.running == []


def test_leaving_writes_the_place_of_what_is_left(keeper: PlaceKeeper, written: list[tuple[str, int, int]]) -> None:
    keeper.show("a")
    keeper.begin("a")
    keeper.move(50, 300)
    keeper.show("b")
    assert written == [("a", 50, 300)]
    keeper.move(5, 20)
    keeper.keep()
    assert written == [("a", 50, 300)], "b is only looked at"


def test_going_on_to_the_next_writes_the_place_of_the_last(
    keeper: PlaceKeeper, written: list[tuple[str, int, int]]
) -> None:
    keeper.show("a")
    keeper.begin("a")
    keeper.move(50, 300)
    keeper.begin("b")
    keeper.show("b")
    assert written == [("a", 50, 300)]
    keeper.move(5, 20)
    keeper.keep()
    assert written == [("a", 50, 300), ("b", 5, 20)]


def test_reading_may_begin_before_the_text_is_there(
    keeper: PlaceKeeper, clock: _Clock, written: list[tuple[str, int, int]]
) -> None:
    keeper.show("a")
    keeper.begin("b")
    keeper.move(50, 300)
    assert clock.timers == [], "a is not being read"
    keeper.show("b")
    keeper.move(5, 20)
    clock.ring()
    assert written == [("b", 5, 20)]


def test_nothing_shown_has_no_place(keeper: PlaceKeeper, written: list[tuple[str, int, int]]) -> None:
    keeper.keep()
    assert written == []
