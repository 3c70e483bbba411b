"""Runs cover their range exactly and carry the names that a painter would have put there one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.span import Span
from reader.ui.layout.runs import SpanIndex, split_runs

Layer = list[tuple[Span, str]]


@pytest.mark.parametrize(
    ("layers", "runs"),
    [
        pytest.param([], [(0, 10, ())], id="no layer"),
        pytest.param([[]], [(0, 10, ())], id="an empty layer"),
        pytest.param([[(Span(0, 10), "bold")]], [(0, 10, ("bold",))], id="all of it"),
        pytest.param([[(Span(2, 5), "bold")]], [(0, 2, ()), (2, 5, ("bold",)), (5, 10, ())], id="the middle"),
        pytest.param([[(Span(0, 30), "bold")]], [(0, 10, ("bold",))], id="longer than the range"),
        pytest.param([[(Span(10, 12), "bold")]], [(0, 10, ())], id="right behind the range"),
        pytest.param([[(Span(4, 4), "bold")]], [(0, 10, ())], id="an empty span"),
        pytest.param([[(Span(0, 5), "a"), (Span(5, 10), "b")]], [(0, 5, ("a",)), (5, 10, ("b",))], id="side by side"),
        pytest.param(
            [[(Span(0, 6), "a"), (Span(4, 10), "b")]],
            [(0, 4, ("a",)), (4, 6, ("b", "a")), (6, 10, ("b",))],
            id="overlapping",
        ),
        pytest.param(
            [[(Span(0, 10), "low")], [(Span(3, 6), "high")]],
            [(0, 3, ("low",)), (3, 6, ("low", "high")), (6, 10, ("low",))],
            id="the higher layer comes later",
        ),
        pytest.param(
            [[(Span(3, 6), "low")], [(Span(0, 10), "high")]],
            [(0, 3, ("high",)), (3, 6, ("low", "high")), (6, 10, ("high",))],
            id="whatever its spans",
        ),
    ],
)
def test_runs_are_cut_where_names_change(layers: list[Layer], runs: list[tuple[int, int, tuple[str, ...]]]) -> None:
    assert split_runs(0, 10, [SpanIndex(layer) for layer in layers]) == runs


def test_an_empty_range_has_no_runs() -> None:
    assert split_runs(4, 4, []) == []
    assert split_runs(4, 4, [SpanIndex([(Span(0, 10), "bold")])]) == []


def test_a_long_span_far_back_is_found() -> None:
    spans = [(Span(0, 1000), "long"), *((Span(at, at + 1), "short") for at in range(1, 900, 2))]
    assert [name for _, _, name in SpanIndex(spans).touching(950, 951)] == ["long"]
    assert [name for _, _, name in SpanIndex(spans).touching(899, 900)] == ["short", "long"]
    assert list(SpanIndex(spans).touching(1000, 1001)) == []


SPANS = st.tuples(st.integers(0, 25), st.integers(0, 10), st.sampled_from("abc")).map(
    lambda drawn: (Span(drawn[0], drawn[0] + drawn[1]), drawn[2])
)
LAYERS = st.lists(st.lists(SPANS, max_size=6), max_size=3)


@given(LAYERS, st.integers(0, 25), st.integers(0, 12))
def test_runs_are_what_a_painter_paints(layers: list[Layer], start: int, length: int) -> None:
    end = start + length
    runs = split_runs(start, end, [SpanIndex(layer) for layer in layers])
    assert [at for left, right, _ in runs for at in range(left, right)] == list(range(start, end))
    for left, right, names in runs:
        assert left < right
        for at in range(left, right):
            painted: list[str] = []
            for layer in layers:
                here = [(span.start, span.end, name) for span, name in layer if at in span]
                painted += [name for _, _, name in sorted(here, reverse=True)]
            assert list(names) == painted
