"""The time that a briefing is about, as its text states it."""

from dataclasses import dataclass
from datetime import date, timedelta

from reader.domain.scrub import SafeText

_DAYS_IN_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Period:
    """A stated range of days, both ends included, and the label it goes by ("2026-W19").

    Raises:
        ValueError: if `end` lies before `start`.
    """

    start: date
    end: date
    label: SafeText | None = None

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period ends before it starts: {self.start} to {self.end}")


def iso_week(year: int, week: int) -> tuple[date, date]:
    """Monday and Sunday of an ISO 8601 week.

    Raises:
        ValueError: if that year has no such week.
    """
    monday = date.fromisocalendar(year, week, 1)
    return monday, monday + timedelta(days=_DAYS_IN_A_WEEK - 1)
