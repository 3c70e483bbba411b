"""When and how often names were met, asked over the whole library.

Owns that the answers take milliseconds however many briefings there are, whichever of them is open: what a row is
called tells its last day, so the briefings of a name are in the order of time, and none but a few are looked at. What
came before is what ended on an earlier day.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate

from reader.domain.entity import Entity
from reader.domain.scrub import SafeText
from reader.domain.sighting import History, Interval, Sighting
from reader.storage.index.database import Database
from reader.storage.index.packing import DAY_SHIFT, day_of_number, read_day
from reader.storage.index.schema import NO_DAY

SHOWN_PERIODS = 8
"""Issues or months of which mentions are counted, at most."""

_LATEST = 200
"""Briefings of a name among which one of the series is sought before the series itself is gone through."""

_BATCH = 64
"""Issues of the series that are gone through at a time."""


class Sightings:
    """Asks an index. Every method may be called from any thread.

    Methods raise IndexUnusable when the index cannot be read.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_names(self, at_most: int) -> list[SafeText]:
        """What entities are called, most named first."""
        sql = "SELECT name FROM entities WHERE total > 0 ORDER BY total DESC, number LIMIT ?"
        return [SafeText(name) for (name,) in self._database.ask(sql, (at_most,))]

    def look_up(self, briefing_id: str, entities: Iterable[Entity]) -> History:
        """What is known of some entities that a briefing names, as far as the index has its names."""
        rows = self._database.ask("SELECT number, series, series_sorting FROM briefings WHERE id = ?", (briefing_id,))
        return _Search(self._database, *rows[0]).find_all(entities) if rows else History()


class _Search:
    """One look at an index, from one briefing."""

    def __init__(self, database: Database, here: int, series: str | None, sorting: str) -> None:
        self._ask = database.ask
        self._here = here
        self._day = day_of_number(here)
        self._series = series
        self._sorting = sorting

    @cached_property
    def _issues(self) -> Mapping[int, int]:
        """The earlier issues of the series, latest first, and how many lie between each and this one."""
        if self._series is None or self._day == NO_DAY:
            return {}
        sql = (
            "SELECT number FROM briefings WHERE series_sorting = ? AND series = ? AND last > ? AND last < ?"
            " ORDER BY last DESC, number DESC"
        )
        rows = self._ask(sql, (self._sorting, self._series, NO_DAY, self._day))
        return {number: at for at, (number,) in enumerate(rows)}

    @cached_property
    def _has_earlier(self) -> bool:
        """Whether any briefing came before this one."""
        sql = "SELECT 1 FROM briefings WHERE last > ? AND last < ? LIMIT 1"
        return bool(self._ask(sql, (NO_DAY, self._day)))

    @cached_property
    def _days(self) -> tuple[Sequence[int], Sequence[int]]:
        """The days before this one that briefings have, and how many of them there are before each."""
        sql = "SELECT last, count(*) FROM briefings WHERE last > ? AND last < ? GROUP BY last ORDER BY last"
        rows = self._ask(sql, (NO_DAY, self._day))
        return [day for day, _ in rows], list(accumulate((count for _, count in rows), initial=0))

    @cached_property
    def _months(self) -> Sequence[int]:
        """The first days of the latest months up to this one, oldest first."""
        end = date.fromordinal(self._day)
        months = [end.year * 12 + end.month - 1 - back for back in range(SHOWN_PERIODS)]
        return [date(month // 12, month % 12 + 1, 1).toordinal() for month in reversed(months) if month >= 12]

    def find_all(self, entities: Iterable[Entity]) -> History:
        """What is known of entities."""
        sql = "SELECT number FROM entities WHERE name = ? AND type = ? AND total > 0"
        found = {
            entity: self._describe(key)
            for entity in entities
            for (key,) in self._ask(sql, (entity.name, entity.type.value if entity.type else ""))
        }
        return History(found, Interval.ISSUE if self._issues else Interval.BRIEFING)

    def _describe(self, key: int) -> Sighting:
        sql = "SELECT number FROM named WHERE entity = ? AND number >= ? ORDER BY number LIMIT 1"
        earliest = next((row[0] for row in self._ask(sql, (key, _begin_day(NO_DAY + 1)))), None)
        first = None if earliest is None else read_day(day_of_number(earliest))
        if self._day == NO_DAY or not self._has_earlier:
            return Sighting(first)
        is_later = earliest is None or day_of_number(earliest) >= self._day
        is_first = is_later and not self._is_undated(key)
        missed = self._count_missed_issues(key) if self._issues else self._count_missed_briefings(key)
        return Sighting(
            first, is_first, missed, self._count_by_issue(key) if self._issues else self._count_by_month(key)
        )

    def _is_undated(self, key: int) -> bool:
        """Whether a briefing names it of which nobody knows the date."""
        sql = "SELECT 1 FROM named WHERE entity = ? AND number < ? LIMIT 1"
        return bool(self._ask(sql, (key, _begin_day(NO_DAY + 1))))

    def _list_earlier(self, key: int, at_most: int) -> list[int]:
        """The briefings before this one that name it, latest first."""
        sql = "SELECT number FROM named WHERE entity = ? AND number >= ? AND number < ? ORDER BY number DESC LIMIT ?"
        rows = self._ask(sql, (key, _begin_day(NO_DAY + 1), _begin_day(self._day), at_most))
        return [number for (number,) in rows]

    def _count_missed_briefings(self, key: int) -> int:
        latest = self._list_earlier(key, 1)
        days, sums = self._days
        return sums[-1] - sums[bisect_right(days, day_of_number(latest[0]))] if latest else 0

    def _count_missed_issues(self, key: int) -> int:
        latest = self._list_earlier(key, _LATEST)
        named = next((number for number in latest if number in self._issues), None)
        if named is None and len(latest) == _LATEST:
            named = self._find_issue(key)
        return 0 if named is None else self._issues[named]

    def _find_issue(self, key: int) -> int | None:
        """The latest issue before this one that names it."""
        issues = list(self._issues)
        for at in range(0, len(issues), _BATCH):
            named = self._find_named(key, issues[at : at + _BATCH])
            if named:
                return min(named, key=lambda number: self._issues[number])
        return None

    def _find_named(self, key: int, numbers: Sequence[int]) -> dict[int, int]:
        """Which of some briefings name it, and how often."""
        # The cross join keeps the order of the two: few briefings are looked up, whatever names there are.
        sql = (
            "SELECT n.number, n.count FROM json_each(?) one CROSS JOIN named n ON n.entity = ? AND n.number = one.value"
        )
        return dict(self._ask(sql, (json.dumps(numbers), key)))

    def _count_by_issue(self, key: int) -> tuple[int, ...]:
        latest = [self._here, *list(self._issues)[: SHOWN_PERIODS - 1]]
        named = self._find_named(key, latest)
        return tuple(named.get(number, 0) for number in reversed(latest))

    def _count_by_month(self, key: int) -> tuple[int, ...]:
        counts = [0] * len(self._months)
        sql = "SELECT number, count FROM named WHERE entity = ? AND number >= ? AND number < ?"
        for number, count in self._ask(sql, (key, _begin_day(self._months[0]), _begin_day(self._day + 1))):
            counts[bisect_right(self._months, day_of_number(number)) - 1] += count
        return tuple(counts)


def _begin_day(day: int) -> int:
    """What no row is called less than that is of a day or a later one."""
    return day << DAY_SHIFT
