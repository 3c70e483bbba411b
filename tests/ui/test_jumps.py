"""Jumps lead back and forward again, as a browser's history does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ui.jumps import JumpList, Place


def _at(offset: int) -> Place:
    return Place("one", offset)


@pytest.mark.parametrize(
    ("steps", "visited"),
    [
        pytest.param("back", [None], id="nowhere to go back to"),
        pytest.param("forward", [None], id="nowhere to go forward to"),
        pytest.param("1>2 back", [1], id="back"),
        pytest.param("1>2 back back", [1, None], id="back only once"),
        pytest.param("1>2 2>3 back back", [2, 1], id="back twice"),
        pytest.param("1>2 2>3 back back forward forward", [2, 1, 2, 3], id="and forward to where it began"),
        pytest.param("1>2 2>3 back back forward forward forward", [2, 1, 2, 3, None], id="but no further"),
        pytest.param("1>2 2>3 back forward back", [2, 3, 2], id="to and fro"),
        pytest.param("1>2 2>3 back 2>9 back forward", [2, 2, 9], id="a new jump forgets what lay ahead"),
        pytest.param("1>2 2>3 back 2>9 forward", [2, None], id="so there is nothing ahead"),
        pytest.param("1>2 2>1 1>3 back back back", [1, 2, None], id="a place jumped from twice counts once"),
    ],
)
def test_jumps(steps: str, visited: list[int | None]) -> None:
    jumps, here, seen = JumpList(), 1, []
    for step in steps.split():
        if ">" in step:
            start, target = step.split(">")
            jumps, here = jumps.jump(_at(int(start))), int(target)
            continue
        jumps, place = jumps.back(_at(here)) if step == "back" else jumps.forward()
        seen.append(place.offset if place else None)
        here = place.offset if place else here
    assert seen == visited


def test_a_moved_cursor_is_where_forward_leads() -> None:
    jumps = JumpList().jump(_at(1))
    jumps, place = jumps.back(_at(50))
    assert place == _at(1)
    assert jumps.forward()[1] == _at(50)


@given(st.lists(st.integers(0, 300), max_size=150))
def test_only_so_many_places_are_kept(offsets: list[int]) -> None:
    jumps = JumpList()
    for offset in offsets:
        jumps = jumps.jump(_at(offset))
    assert len(jumps.places) <= 100
    assert jumps.at == len(jumps.places)
    newest_first = list(dict.fromkeys(_at(offset) for offset in reversed(offsets)))
    assert list(reversed(jumps.places)) == newest_first[:100]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=20), st.integers(10, 20))
def test_forward_takes_every_step_back_again(offsets: list[int], here: int) -> None:
    jumps = JumpList()
    for offset in offsets:
        jumps = jumps.jump(_at(offset))
    behind: list[Place] = []
    at = _at(here)
    while True:
        jumps, place = jumps.back(at)
        if place is None:
            break
        behind.append(place)
        at = place
    assert behind
    ahead: list[Place] = []
    while True:
        jumps, place = jumps.forward()
        if place is None:
            break
        ahead.append(place)
    assert ahead == [*reversed(behind[:-1]), _at(here)]
