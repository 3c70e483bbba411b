"""The days that a query names: a year, a month, a day, a week, or so many days ago.

Owns how they are written. Knows no clock: today is an argument.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from reader.domain.period import iso_week

_DAYS_AGO = re.compile(r"([0-9]{1,5})d")
_WEEK = re.compile(r"([0-9]{4})-w([0-9]{1,2})")
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?")


@dataclass(frozen=True, slots=True)
class When:
    """Some days: "2026", "2026-05", "2026-05-09", "2026-W19" (ISO 8601) or "30d" (so many days ago).

    Raises:
        ValueError: if the text is not written so, or names no days of the calendar.
    """

    text: str

    def __post_init__(self) -> None:
        if _write(self.text) != self.text:
            raise ValueError(f"no days: {self.text}")

    def find_days(self, today: date) -> tuple[date, date]:
        """First and last of the days.

        Args:
            today: what days ago are counted from. Those before the first day of the calendar are that day.
        """
        if match := _DAYS_AGO.fullmatch(self.text):
            day = date.fromordinal(max(1, today.toordinal() - int(match[1])))
            return day, day
        return _find_calendar_days(self.text)


def read_when(text: str) -> When:
    """Read days as a person writes them, such as "2026-5-9" or "2026-w7".

    Raises:
        ValueError: if they are none.
    """
    return When(_write(text))


def _write(text: str) -> str:
    """The one way in which these days are written.

    Raises:
        ValueError: if they are none.
    """
    lower = text.lower()
    if match := _DAYS_AGO.fullmatch(lower):
        return f"{int(match[1])}d"
    _find_calendar_days(text)
    if match := _WEEK.fullmatch(lower):
        return f"{match[1]}-W{int(match[2]):02}"
    year, *rest = text.split("-")
    return "-".join([year, *(f"{int(number):02}" for number in rest)])


def _find_calendar_days(text: str) -> tuple[date, date]:
    if match := _WEEK.fullmatch(text.lower()):
        return _find_week(int(match[1]), int(match[2]))
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(f"no days: {text}")
    year = int(match[1])
    if match[2] is None:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(match[2])
    first = date(year, month, int(match[3] or 1))
    return first, first if match[3] else first + timedelta(days=monthrange(year, month)[1] - 1)


def _find_week(year: int, week: int) -> tuple[date, date]:
    try:
        return iso_week(year, week)
    except OverflowError as error:
        raise ValueError(f"after the last day of the calendar: {year}-W{week}") from error
