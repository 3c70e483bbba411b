"""How far a briefing has been read is a number from 0 to 1 that only grows."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.reading import READ_FRACTION, ReadState

STATES = st.builds(ReadState, st.booleans(), st.booleans(), st.integers(0, 300), st.integers(0, 300))


@pytest.mark.parametrize(
    ("state", "length", "progress", "in_progress"),
    [
        pytest.param(ReadState(), 100, 0.0, False, id="new"),
        pytest.param(ReadState(opened=True), 100, 0.0, True, id="opened, nothing seen"),
        pytest.param(ReadState(opened=True, seen=47), 100, 0.47, True, id="seen in part"),
        pytest.param(ReadState(opened=True, seen=100), 100, 1.0, True, id="all seen"),
        pytest.param(ReadState(opened=True, seen=150), 100, 1.0, True, id="the text became shorter"),
        pytest.param(ReadState(opened=True, read=True, seen=95), 100, 1.0, False, id="read"),
        pytest.param(ReadState(read=True), 100, 1.0, False, id="marked as read unopened"),
        pytest.param(ReadState(seen=30), 100, 0.3, False, id="previewed only"),
        pytest.param(ReadState(opened=True), 0, 0.0, True, id="an empty text"),
        pytest.param(ReadState(read=True), 0, 1.0, False, id="an empty text, read"),
    ],
)
def test_progress(state: ReadState, length: int, progress: float, in_progress: bool) -> None:
    assert state.progress(length) == pytest.approx(progress)
    assert state.is_in_progress is in_progress


def test_read_is_nearly_all() -> None:
    assert READ_FRACTION == 0.9


@given(STATES, st.integers(0, 300))
def test_progress_is_a_fraction(state: ReadState, length: int) -> None:
    assert 0.0 <= state.progress(length) <= 1.0
    assert not (state.is_in_progress and state.read)


@given(STATES, st.integers(0, 300), st.integers(0, 50))
def test_seeing_more_never_takes_progress_away(state: ReadState, length: int, more: int) -> None:
    assert replace(state, seen=state.seen + more).progress(length) >= state.progress(length)
