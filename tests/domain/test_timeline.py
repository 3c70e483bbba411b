"""Counts over time, drawn in text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.timeline import Plot, Step, plan_plot

JANUARY, MARCH = date(2026, 1, 31), date(2026, 3, 1)


def test_months_without_any_are_columns_too() -> None:
    plot = plan_plot({JANUARY: 2, date(2026, 1, 1): 1, MARCH: 4}, 12)
    assert (plot.step, plot.counts, plot.width) == (Step.MONTH, (3, 0, 4), 4)
    assert [plot.name_column(at) for at in range(3)] == ["Jan 2026", "Feb 2026", "Mar 2026"]
    assert (plot.peak, plot.name_peak()) == (4, "Mar 2026")


@pytest.mark.parametrize(
    ("width", "step", "name"),
    [
        (60, Step.MONTH, "Mar 2021"),
        (59, Step.QUARTER, "2021 Q1"),
        (19, Step.YEAR, "2021"),
        (4, Step.DECADE, "2020s"),
    ],
)
def test_the_step_is_the_finest_that_fits(width: int, step: Step, name: str) -> None:
    plot = plan_plot({date(2021, 3, 1): 1, date(2026, 2, 1): 1}, width)
    assert plot.step is step
    assert plot.name_column(0) == name
    assert len(plot.counts) * plot.width <= width


def test_heights_are_eighths_and_the_least_is_seen() -> None:
    rows = Plot(Step.MONTH, 0, (16, 8, 0, 1, 1600), 1).draw(2)
    assert rows == ["    █", "▁▁ ▁█"]
    assert Plot(Step.MONTH, 0, (4, 2, 1), 1).draw(2) == ["█", "██▄"]
    assert Plot(Step.MONTH, 0, (2, 1), 3).draw(1) == ["██ ▄▄"]


def test_years_stand_where_they_begin() -> None:
    plot = plan_plot({date(2025, 11, 1): 1, date(2027, 12, 1): 1}, 26)
    assert plot.draw_axis() == "2025" + " " * 10 + "2027", "there is no room for 2026 behind 2025"
    assert plan_plot({date(2024, 1, 1): 1, date(2025, 12, 1): 1}, 24).draw_axis() == "2024        2025"


def test_nothing_is_an_empty_plot() -> None:
    plot = plan_plot({}, 40)
    assert (plot.counts, plot.peak, plot.name_peak(), plot.draw_axis()) == ((), 0, "", "")


@given(
    st.dictionaries(st.dates(), st.integers(1, 10_000), min_size=1, max_size=20),
    st.integers(1, 200),
    st.integers(1, 6),
)
def test_it_fits_and_counts_all(days: dict[date, int], width: int, height: int) -> None:
    plot = plan_plot(days, width)
    rows = [*plot.draw(height), plot.draw_axis()]
    assert len(rows) == height + 1
    assert all(len(row) <= max(width, 4) for row in rows)
    if len(plot.counts) < width:
        assert sum(plot.counts) == sum(days.values())
