"""How often something happened, over time: counts by month, quarter or year, as many as there is room for.

Owns the arithmetic of such a plot and how it is drawn in text, so that its heights can be read without colour.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

_MONTHS_IN_A_YEAR = 12
_LEVELS = " ▁▂▃▄▅▆▇█"
_EIGHTHS = 8
_WIDEST_COLUMN = 4
_YEAR_CELLS = 4
_QUARTER = 3


class Step(Enum):
    """The length of time that one column stands for, in months."""

    MONTH = 1
    QUARTER = _QUARTER
    YEAR = _MONTHS_IN_A_YEAR
    DECADE = 10 * _MONTHS_IN_A_YEAR

    def __str__(self) -> str:
        """The word for it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Plot:
    """Counts, one for each stretch of time from the first to the last."""

    step: Step
    origin: int
    """The first stretch, counted in steps from year 0."""
    counts: tuple[int, ...]
    width: int
    """Cells of one column, the gap after it among them."""

    @property
    def peak(self) -> int:
        """The highest count."""
        return max(self.counts, default=0)

    def name_column(self, at: int) -> str:
        """What a column stands for: "May 2026", "2026 Q2", "2026", "2020s"."""
        month = (self.origin + at) * self.step.value
        year, month = divmod(month, _MONTHS_IN_A_YEAR)
        match self.step:
            case Step.MONTH:
                return f"{date(year, month + 1, 1):%b} {year}"
            case Step.QUARTER:
                return f"{year} Q{month // _QUARTER + 1}"
            case Step.YEAR:
                return str(year)
            case Step.DECADE:
                return f"{year}s"

    def name_peak(self) -> str:
        """What the first of the highest columns stands for; "" without any."""
        return self.name_column(self.counts.index(self.peak)) if self.counts else ""

    def draw(self, height: int) -> list[str]:
        """The columns as rows of text, the highest row first; every count above 0 can be seen."""
        bar = max(1, self.width - 1)
        levels = [_measure(count, self.peak, height) for count in self.counts]
        rows = []
        for row in range(height - 1, -1, -1):
            signs = (_LEVELS[min(_EIGHTHS, max(0, level - row * _EIGHTHS))] for level in levels)
            rows.append("".join((sign * bar).ljust(self.width) for sign in signs).rstrip())
        return rows

    def draw_axis(self) -> str:
        """The years, each where it begins, as many as there is room for."""
        line = ""
        size = len(self.counts) * self.width
        for at in range(len(self.counts)):
            year, month = divmod((self.origin + at) * self.step.value, _MONTHS_IN_A_YEAR)
            x = at * self.width
            is_new = at == 0 or month < self.step.value
            if is_new and (not line or x > len(line)) and (x + _YEAR_CELLS <= size or not line):
                line = line.ljust(x) + str(year)
        return line


def _measure(count: int, peak: int, height: int) -> int:
    """The height of a column, in eighths of a row."""
    return max(1, round(count * height * _EIGHTHS / peak)) if count else 0


def plan_plot(days: Mapping[date, int], width: int) -> Plot:
    """A plot of counts by day that is at most `width` cells wide, in the finest step that fits."""
    if not days:
        return Plot(Step.MONTH, 0, (), 1)
    months: dict[int, int] = {}
    for day, count in days.items():
        month = day.year * _MONTHS_IN_A_YEAR + day.month - 1
        months[month] = months.get(month, 0) + count
    steps: Sequence[Step] = tuple(Step)
    step = next((step for step in steps if _span(months, step) <= width), Step.DECADE)
    origin, size = min(months) // step.value, _span(months, step)
    counts = [0] * size
    for month, count in months.items():
        counts[month // step.value - origin] += count
    # Where not even decades fit, the last ones are shown.
    shown = counts[-max(1, width) :]
    return Plot(step, origin + size - len(shown), tuple(shown), max(1, min(_WIDEST_COLUMN, width // len(shown))))


def _span(months: Mapping[int, int], step: Step) -> int:
    return max(months) // step.value - min(months) // step.value + 1
