"""Spans are half-open, never invalid, and agree with sets of offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.span import Span


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Short spans near each other, so that they touch, overlap and cover often."""
    start = draw(st.integers(0, 12))
    return Span(start, start + draw(st.integers(0, 6)))


def _offsets(span: Span) -> set[int]:
    return set(range(span.start, span.end))


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (-2, -1), (3, 2), (0, -1)])
def test_what_is_no_span_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_span_quotes_code_points() -> None:
    assert Span(1, 4).of("a日😀é!") == "日😀é"


def test_empty_span_is_a_place() -> None:
    empty = Span(3, 3)
    assert len(empty) == 0
    assert bool(empty)
    assert empty.of("abcdef") == ""
    assert 3 not in empty


@pytest.mark.parametrize(
    ("one", "other", "overlaps", "covers"),
    [
        pytest.param(Span(0, 5), Span(0, 5), True, True, id="the same"),
        pytest.param(Span(0, 5), Span(1, 4), True, True, id="within"),
        pytest.param(Span(0, 5), Span(5, 6), False, False, id="touching"),
        pytest.param(Span(0, 5), Span(4, 6), True, False, id="across the edge"),
        pytest.param(Span(0, 5), Span(2, 2), False, True, id="empty, within"),
        pytest.param(Span(0, 5), Span(5, 5), False, True, id="empty, at the edge"),
        pytest.param(Span(2, 2), Span(2, 2), False, True, id="both empty"),
        pytest.param(Span(1, 4), Span(0, 5), True, False, id="around"),
    ],
)
def test_overlap_and_cover(one: Span, other: Span, overlaps: bool, covers: bool) -> None:
    assert one.overlaps(other) is overlaps
    assert one.covers(other) is covers


def test_spans_sort_by_start_then_end() -> None:
    assert sorted([Span(2, 3), Span(0, 9), Span(0, 1)]) == [Span(0, 1), Span(0, 9), Span(2, 3)]


def test_span_cannot_be_shifted_before_the_text() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(2, 5).shift(-3)


@given(spans(), spans())
def test_spans_agree_with_sets_of_offsets(one: Span, other: Span) -> None:
    shared = _offsets(one) & _offsets(other)
    assert one.overlaps(other) is other.overlaps(one) is bool(shared)
    clip = one.clip(other)
    assert (clip is None) == (not shared)
    assert clip is None or _offsets(clip) == shared
    if len(other):
        assert one.covers(other) is (_offsets(other) <= _offsets(one))


@given(spans(), st.integers(0, 20))
def test_membership_is_that_of_offsets(span: Span, offset: int) -> None:
    assert (offset in span) is (offset in _offsets(span))
    assert len(span) == len(_offsets(span))


@given(spans(), st.integers(0, 20), st.text(max_size=20))
def test_shift_moves_the_words(span: Span, distance: int, text: str) -> None:
    assert span.shift(distance).of("x" * distance + text) == span.of(text)
    assert span.shift(distance).shift(-distance) == span
