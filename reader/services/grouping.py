"""Which rows of a list stand together, and under what heading.

Owns the arithmetic. Rows in order of date are grouped by their numbers alone, of which the higher bits are the day: no
row is fetched for that.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from reader.storage.index.packing import day_of_number, read_day
from reader.storage.index.schema import NO_DAY

NO_DATE = "no date"
NO_SERIES = "no series"


class Grouping(StrEnum):
    """What the rows under one heading have in common."""

    MONTH = "month"
    WEEK = "week"
    SERIES = "series"
    NOTHING = "nothing"


class Group(NamedTuple):
    """Some rows of the list under one heading."""

    heading: str
    size: int


def group_by_date(numbers: "array[int]", grouping: Grouping) -> tuple[Group, ...]:
    """Months or ISO weeks.

    Args:
        numbers: of rows in order of date.
        grouping: which of the two.
    """
    return tuple(_walk(numbers, grouping))


def _walk(numbers: "array[int]", grouping: Grouping) -> Iterator[Group]:
    at = 0
    while at < len(numbers):
        day = read_day(day_of_number(numbers[at]))
        first = NO_DAY if day is None else (_month(day) if grouping is Grouping.MONTH else _week(day)).toordinal()
        end = bisect_right(numbers, -first, lo=at, key=lambda number: -day_of_number(number))
        yield Group(_head(day, grouping), end - at)
        at = end


def _month(day: date) -> date:
    return day.replace(day=1)


def _week(day: date) -> date:
    return max(date.min, day - timedelta(days=day.weekday())) if day.toordinal() > day.weekday() else date.min


def _head(day: date | None, grouping: Grouping) -> str:
    """What a group of the list is headed with: "May 2026", "2026-W19", "no date"."""
    if day is None:
        return NO_DATE
    if grouping is Grouping.MONTH:
        return f"{day:%B %Y}"
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def group_by_series(numbers: "array[int]", series: Mapping[int, str]) -> tuple[Group, ...]:
    """Series, where the rows are in their order.

    Args:
        numbers: of the rows.
        series: by the number of the row.
    """
    runs = groupby(numbers, lambda number: series.get(number, NO_SERIES))
    return tuple(Group(heading, sum(1 for _ in run)) for heading, run in runs)
