"""What a briefing puts into numbers: money, shares, amounts, multiples, times.

Owns what a figure is and how figures are put in order. Knows nothing of how one is found.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from reader.domain.span import Span


class FigureKind(StrEnum):
    """What a figure measures."""

    MONEY = "money"
    PERCENT = "percent"
    RATIO = "ratio"
    """A multiple or a part: "tenfold", "one-tenth"."""
    QUANTITY = "quantity"
    DATE = "date"
    """A day, week, month, quarter, half or year, or a range of them."""
    DURATION = "duration"
    ORDINAL = "ordinal"


FigureValue = int | float | tuple[int | float, int | float] | str
"""A number, both ends of a range of numbers, or ISO 8601 text for dates and durations."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A span that states a number or a time. Figures of one briefing never overlap.

    Raises:
        ValueError: if the span is empty, or does not lie within the sentence.
    """

    span: Span
    """The number with its unit; a qualifier stands outside."""
    kind: FigureKind
    value: FigureValue
    """Money in whole currency units; "--05-21" is a day of an unknown year, "start/end" a range of times."""
    unit: str | None
    """An ISO 4217 currency, "%", "pp", "bp", "x", a unit's symbol, or a thing counted, in the singular; a rate has a
    stroke ("token/s"). None for a number of things unnamed."""
    qualifier: str | None
    """ ">" over, ">=" at least, "<" under, "<=" up to, "~" about; for a time also early, mid, late or end."""
    sentence: Span
    """The sentence that it stands in."""

    def __post_init__(self) -> None:
        if not len(self.span) or not self.sentence.covers(self.span):
            raise ValueError(f"not a figure's place: {self.span} in {self.sentence}")

    @property
    def magnitude(self) -> float | None:
        """The number, or the middle of a range of numbers; None for a time."""
        if isinstance(self.value, str):
            return None
        if isinstance(self.value, tuple):
            return sum(self.value) / len(self.value)
        return float(self.value)


class FigureOrder(StrEnum):
    """How a list of figures may be sorted."""

    TEXT = "text"
    """As they stand in the text."""
    KIND = "kind"
    """By kind, then by unit, then the largest first."""
    VALUE = "value"
    """The largest first within each unit; times in order of time, last."""


_KINDS = {kind: place for place, kind in enumerate(FigureKind)}


def _by_text(figure: Figure) -> tuple[object, ...]:
    return (figure.span,)


def _by_value(figure: Figure) -> tuple[object, ...]:
    size = figure.magnitude
    if size is None:
        # A year that nothing states ("--05-21") goes after all that are known.
        known = str(figure.value)
        return (1, "", 0.0, known.startswith("--"), known, figure.span)
    return (0, figure.unit or "", -size, False, "", figure.span)


def _by_kind(figure: Figure) -> tuple[object, ...]:
    return (_KINDS[figure.kind], *_by_value(figure))


_ORDERS: dict[FigureOrder, Callable[[Figure], tuple[object, ...]]] = {
    FigureOrder.TEXT: _by_text,
    FigureOrder.KIND: _by_kind,
    FigureOrder.VALUE: _by_value,
}


def order_key(order: FigureOrder) -> Callable[[Figure], tuple[object, ...]]:
    """What figures are sorted by."""
    return _ORDERS[order]


def print_value(figure: Figure) -> str:
    """What a figure amounts to: "> 165,000,000,000 USD", "10 to 15 %", "2026-Q1"."""
    value, unit = figure.value, figure.unit
    if isinstance(value, str):
        words, unit = value, None
    elif isinstance(value, tuple):
        words = " to ".join(map(_print_number, value))
    else:
        words = _print_number(value)
    return " ".join(filter(None, (figure.qualifier, words, unit)))


def _print_number(value: int | float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.6g}"


def sort_figures(figures: Iterable[Figure], order: FigureOrder = FigureOrder.TEXT) -> tuple[Figure, ...]:
    """Put figures in order; those that compare equal stand as in the text."""
    return tuple(sorted(figures, key=_ORDERS[order]))


def choose_figures(
    figures: Iterable[Figure], kinds: frozenset[FigureKind] = frozenset(), units: frozenset[str] = frozenset()
) -> tuple[Figure, ...]:
    """The figures of some kinds, in some units; an empty set stands for all.

    Args:
        figures: in any order, which stays.
        kinds: those wanted.
        units: those wanted, compared without case; of a rate its first part is enough ("wafer" finds "wafer/month").
    """
    wanted = {unit.casefold() for unit in units}
    return tuple(
        figure
        for figure in figures
        if (not kinds or figure.kind in kinds) and (not wanted or wanted & _unit_names(figure.unit))
    )


def _unit_names(unit: str | None) -> set[str]:
    if unit is None:
        return set()
    folded = unit.casefold()
    return {folded, folded.partition("/")[0]}
