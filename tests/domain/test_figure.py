"""Figures: what one may be, in what order they stand, and which are chosen."""

import pytest

from reader.domain.figure import Figure, FigureKind, FigureOrder, FigureValue, choose_figures, sort_figures
from reader.domain.span import Span


def make(start: int, kind: FigureKind, value: FigureValue, unit: str | None) -> Figure:
    return Figure(Span(start, start + 2), kind, value, unit, None, Span(0, 100))


YEAR = make(0, FigureKind.DATE, "2026", "year")
DAY = make(5, FigureKind.DATE, "--05-21", "day")
SMALL = make(10, FigureKind.MONEY, 5, "USD")
LARGE = make(15, FigureKind.MONEY, (10, 20), "USD")
RATE = make(20, FigureKind.QUANTITY, 7, "wafer/month")
BARE = make(25, FigureKind.QUANTITY, 3_000_000, None)
OLD = make(30, FigureKind.DATE, "2024-Q1", "quarter")
FIGURES = (YEAR, DAY, SMALL, LARGE, RATE, BARE, OLD)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (FigureOrder.TEXT, FIGURES),
        (FigureOrder.KIND, (LARGE, SMALL, BARE, RATE, OLD, YEAR, DAY)),
        (FigureOrder.VALUE, (BARE, LARGE, SMALL, RATE, OLD, YEAR, DAY)),
    ],
)
def test_figures_are_sorted(order: FigureOrder, expected: tuple[Figure, ...]) -> None:
    assert sort_figures(reversed(FIGURES), order) == expected


@pytest.mark.parametrize(
    ("kinds", "units", "expected"),
    [
        pytest.param((), (), FIGURES, id="all"),
        pytest.param((FigureKind.MONEY,), (), (SMALL, LARGE), id="a kind"),
        pytest.param((), ("usd",), (SMALL, LARGE), id="a unit in any case"),
        pytest.param((), ("wafer",), (RATE,), id="the first part of a rate"),
        pytest.param((), ("wafer/month",), (RATE,), id="a rate"),
        pytest.param((FigureKind.DATE,), ("USD",), (), id="both must fit"),
        pytest.param((FigureKind.DATE, FigureKind.MONEY), ("year", "USD"), (YEAR, SMALL, LARGE), id="several"),
    ],
)
def test_figures_are_chosen(
    kinds: tuple[FigureKind, ...], units: tuple[str, ...], expected: tuple[Figure, ...]
) -> None:
    assert choose_figures(FIGURES, frozenset(kinds), frozenset(units)) == expected


@pytest.mark.parametrize(
    ("figure", "magnitude"), [(SMALL, 5), (LARGE, 15), (YEAR, None)], ids=["a number", "a range", "a time"]
)
def test_magnitude(figure: Figure, magnitude: float | None) -> None:
    assert figure.magnitude == magnitude


@pytest.mark.parametrize(("span", "sentence"), [(Span(3, 3), Span(0, 9)), (Span(3, 6), Span(4, 9))])
def test_a_figure_stands_in_its_sentence(span: Span, sentence: Span) -> None:
    with pytest.raises(ValueError, match="not a figure's place"):
        Figure(span, FigureKind.MONEY, 1, "USD", None, sentence)
