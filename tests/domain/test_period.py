"""Periods and ISO weeks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.period import Period, iso_week
from reader.domain.scrub import SafeText


def test_period_may_be_one_day() -> None:
    day = date(2026, 5, 3)
    assert Period(day, day).end == day


def test_period_that_ends_first_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="ends before it starts: 2026-05-09 to 2026-05-03"):
        Period(date(2026, 5, 9), date(2026, 5, 3))


def test_label_never_changes_the_stated_days() -> None:
    stated = Period(date(2026, 5, 3), date(2026, 5, 9), SafeText("2026-W19"))
    assert (stated.start, stated.end) == (date(2026, 5, 3), date(2026, 5, 9))
    assert (stated.start, stated.end) != iso_week(2026, 19)


@pytest.mark.parametrize(
    ("year", "week", "monday", "sunday"),
    [
        pytest.param(2026, 19, date(2026, 5, 4), date(2026, 5, 10), id="the seed's"),
        pytest.param(2021, 1, date(2021, 1, 4), date(2021, 1, 10), id="first of its year"),
        pytest.param(2026, 1, date(2025, 12, 29), date(2026, 1, 4), id="begins in the year before"),
        pytest.param(2020, 53, date(2020, 12, 28), date(2021, 1, 3), id="a long year's last"),
    ],
)
def test_iso_week(year: int, week: int, monday: date, sunday: date) -> None:
    assert iso_week(year, week) == (monday, sunday)


@pytest.mark.parametrize(("year", "week"), [(2026, 0), (2021, 53), (2026, 54), (2026, -1), (0, 1)])
def test_no_such_week(year: int, week: int) -> None:
    with pytest.raises(ValueError, match=r"week|[Yy]ear"):
        iso_week(year, week)


@given(st.dates(date(1, 1, 8), date(9999, 12, 24)))
def test_every_day_lies_in_its_week(day: date) -> None:
    year, week, weekday = day.isocalendar()
    monday, sunday = iso_week(year, week)
    assert monday + timedelta(days=weekday - 1) == day
    assert (monday.isoweekday(), sunday.isoweekday()) == (1, 7)
    assert sunday - monday == timedelta(days=6)
