"""Dates and ranges of days as people write them.

Owns the forms that count as a date. A year alone is none, and neither is 05/09/2026, which may be May or September;
with stops between the numbers the day comes first.
Knows nothing of where the text came from.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from reader.domain.period import iso_week
from reader.importers.foreign_dates import find_foreign_days, find_foreign_month

_YEARS = range(1900, 2101)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        start=1,
    )
}
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:st|nd|rd|th)?"
_SEPARATOR = r"\s*(?:~|〜|～|–|—|-|/|→|至|\bto\b|\bthrough\b|\bthru\b|\buntil\b)\s*"

_SINGLE = re.compile(
    rf"""(?<![\w/.-])(?:
      (?P<iso_year>\d{{4}})(?P<mark>[-/.])(?P<iso_month>\d{{1,2}})(?P=mark)(?P<iso_day>\d{{1,2}})(?![\d/]|[-.]\d)
    | (?P<mdy_month>{MONTH})\s+(?P<mdy_day>{_DAY}){_ORDINAL}(?:,\s*|\s+)(?P<mdy_year>\d{{4}})(?!\d)
    | (?P<dmy_day>{_DAY}){_ORDINAL}(?:\s+of)?[\s-]+(?P<dmy_month>{MONTH}),?[\s-]+(?P<dmy_year>\d{{4}})(?!\d)
    | (?P<dot_day>{_DAY})\.\s?(?P<dot_month>0?[1-9]|1[0-2])\.\s?(?P<dot_year>(?:19|20)\d\d)(?![\d.])
    | (?P<cjk_year>\d{{4}})\s*[年년]\s*(?P<cjk_month>\d{{1,2}})\s*[月월]\s*(?P<cjk_day>\d{{1,2}})\s*[日일号]
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_COMPACT = re.compile(r"(?<!\d)(?P<iso_year>(?:19|20)\d\d)(?P<iso_month>\d\d)(?P<iso_day>\d\d)(?!\d)")
_SHORT_RANGE = re.compile(
    rf"""(?<![\w/.-])(?:
      (?P<a_month>{MONTH})\s+(?P<a_first>{_DAY}){_ORDINAL}{_SEPARATOR}
        (?:(?P<a_end>{MONTH})\s+)?(?P<a_last>{_DAY}){_ORDINAL}(?:,\s*|\s+)(?P<a_year>\d{{4}})(?!\d)
    | (?P<b_first>{_DAY}){_ORDINAL}(?:\s+(?P<b_month>{MONTH}))?{_SEPARATOR}
        (?P<b_last>{_DAY}){_ORDINAL}\s+(?P<b_end>{MONTH}),?\s+(?P<b_year>\d{{4}})(?!\d)
    | (?P<c_year>\d{{4}})(?P<c_mark>[-/.])(?P<c_month>\d{{1,2}})(?P=c_mark)(?P<c_first>\d{{1,2}})
        \s*(?:~|〜|～|–|—|→|至|\bto\b|\bthrough\b|(?<=[/.]\d\d)-|(?<=[/.]\d)-)\s*
        (?P<c_end>\d{{1,2}})(?P=c_mark)(?P<c_last>\d{{1,2}})(?![\d/]|[-.]\d)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ISO_RANGE = re.compile(
    r"(?<![\w/.-])(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})\s*[-/_]+\s*"
    r"(?P<to_year>\d{4})(?P=mark)(?P<to_month>\d{1,2})(?P=mark)(?P<to_day>\d{1,2})(?![\d/]|[-.]\d)"
)
_YEAR = re.compile(r"\d{4}")
"""No day is stated without one."""
_LONGEST_DATE = 80
_WEEKDAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mon|tue|wed|thu|fri|sat|sun)\b"
    r"|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi|mercredi|jeudi|vendredi"
    r"|samedi|dimanche|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo)\b",
    re.IGNORECASE,
)
_HAS_WORD = re.compile(r"[^\W\d_]{2}")
_BETWEEN = re.compile(_SEPARATOR, re.IGNORECASE)
_ISO_WEEK = re.compile(r"(?<![\w-])(?P<year>(?:19|20)\d\d)-?(?:W|KW ?)(?P<week>\d{1,2})(?!\w)", re.IGNORECASE)
_GERMAN_WEEK = re.compile(
    r"(?<![\w-])(?:KW|Kalenderwoche)\s*(?P<week>\d{1,2})\s*[-/ ]\s*(?P<year>(?:19|20)\d\d)(?!\w)", re.IGNORECASE
)
"""The weeks of German calendars are those of ISO 8601."""
_MONTH_YEAR = re.compile(rf"(?<!\w)(?P<month>{MONTH})(?:,\s*|\s+)(?P<year>(?:19|20)\d\d)(?!\w)", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})")
NUMBERED_MONTH = r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])"
"""A month as "2026-05". What may be two years ("2011-12") is none; `find_label_period` knows."""
_NUMBERED_MONTH = re.compile(
    r"(?<![\w-])(?P<year>(?:19|20)\d\d)(?:-(?P<month>0[1-9]|1[0-2])(?![\w-])|\s*[年년]\s*(?P<cjk>\d{1,2})\s*[月월](?!\s*\d))"
)
_QUARTER = re.compile(
    r"(?<!\w)(?:Q(?P<quarter>[1-4])[\s-]*(?P<year>(?:19|20)\d\d)|(?P<first_year>(?:19|20)\d\d)[\s-]*Q(?P<last>[1-4]))(?!\w)",
    re.IGNORECASE,
)


class Days(NamedTuple):
    """A stated day, or range of days with both ends included, and where it stands in the text."""

    first: date
    last: date
    start: int
    end: int

    @property
    def is_range(self) -> bool:
        """Whether it is more than a single day as written."""
        return self.first != self.last


class Search(NamedTuple):
    """What a search for days came upon: the first range, the first day, and the days that do not exist."""

    range: Days | None = None
    day: Days | None = None
    impossible: str = ""
    """As written, for a warning."""


_NOTHING = Search()


@lru_cache(maxsize=16)
def find_days(text: str, *, allows_compact: bool = False) -> Search:
    """Look for stated days. A title is looked at several times over.

    Args:
        text: a short text: a heading, a line, a value, a file's name.
        allows_compact: whether eight digits are a date, as in file names.
    """
    years = _YEAR.findall(text)
    if not years:
        return _NOTHING
    matches = [*_SINGLE.finditer(text), *(_COMPACT.finditer(text) if allows_compact else ())]
    if not matches and (foreign := _find_foreign(text)):
        return foreign
    if len(matches) > 1:
        matches.sort(key=re.Match.start)
    found = [(match, _as_day(match)) for match in matches]
    days = [day for _, day in found if day is not None]
    return Search(
        range=_find_range(text, len(years)) or _join_neighbours(text, days),
        day=days[0] if days else None,
        impossible=next((match.group() for match, day in found if day is None), ""),
    )


def _find_foreign(text: str) -> Search | None:
    """The same in other languages, where there is no English date."""
    found = list(find_foreign_days(text))
    days = [Days(days.first, days.last, *days[2:]) for days in found if days.first and days.last]
    ranges = (days for days in days if days.first < days.last)
    impossible = next((text[days.start : days.end] for days in found if not (days.first and days.last)), "")
    singles = (days for days in days if not days.is_range)
    return Search(next(ranges, None), next(singles, None), impossible) if found else None


def is_only_date(text: str) -> bool:
    """Whether a short text says when, and nothing else; the day of the week may be named."""
    if len(text) > _LONGEST_DATE:
        return False
    search = find_days(text)
    days = search.range or search.day
    return days is not None and not _HAS_WORD.search(_WEEKDAY.sub("", text[: days.start] + text[days.end :]))


def find_label_period(text: str) -> Days | None:
    """The days of an ISO week (2026-W19), a quarter (Q1 2026) or a month (May 2026) that is named in the text."""
    if found := _ISO_WEEK.search(text) or _GERMAN_WEEK.search(text):
        try:
            first, last = iso_week(int(found["year"]), int(found["week"]))
        except ValueError:
            return None
        return Days(first, last, *found.span())
    if found := _QUARTER.search(text):
        year = int(found["year"] or found["first_year"])
        quarter = int(found["quarter"] or found["last"])
        return _months(year, 3 * quarter - 2, 3, found)
    if found := _MONTH_YEAR.search(text):
        return _months(int(found["year"]), _MONTHS[found["month"][:3].lower()], 1, found)
    if foreign := find_foreign_month(text):
        return _months(foreign.year, foreign.month, 1, foreign.found)
    if found := _NUMBERED_MONTH.search(text):
        year, month = int(found["year"]), int(found["month"] or found["cjk"])
        if 1 <= month <= 12 and (found["cjk"] or month != year % 100 + 1):
            return _months(year, month, 1, found)
    return None


def read_month(text: str) -> Days | None:
    """The days of a month that is the whole text ("2026-05")."""
    found = _YEAR_MONTH.fullmatch(text.strip())
    if found is None or not 1 <= int(found["month"]) <= 12:
        return None
    return _months(int(found["year"]), int(found["month"]), 1, found)


def _months(year: int, month: int, count: int, found: re.Match[str]) -> Days:
    after = month + count
    end = date(year + (after > 12), (after - 1) % 12 + 1, 1) - timedelta(days=1)
    return Days(date(year, month, 1), end, *found.span())


def _find_range(text: str, years: int) -> Days | None:
    """A range that is written as one: "2026-05-03/2026-05-09", "May 3-9, 2026", "28 April to 4 May 2026"."""
    found = _ISO_RANGE.search(text) if years > 1 else None
    if found is not None:
        start = _day(int(found["year"]), int(found["month"]), int(found["day"]))
        end = _day(int(found["to_year"]), int(found["to_month"]), int(found["to_day"]))
    else:
        found = _SHORT_RANGE.search(text)
        if found is None:
            return None
        start, end = _short_range(found)
    return Days(start, end, *found.span()) if start and end and start <= end else None


def _short_range(found: re.Match[str]) -> tuple[date | None, date | None]:
    """The ends of a range that share a month or a year."""
    name = "a" if found["a_year"] else "b" if found["b_year"] else "c"
    year, first, last = int(found[f"{name}_year"]), int(found[f"{name}_first"]), int(found[f"{name}_last"])
    end_month = _month(found[f"{name}_end"] or found[f"{name}_month"])
    month = _month(found[f"{name}_month"] or found[f"{name}_end"])
    if name == "c":
        return _day(year, month, first), _day(year + (end_month < month), end_month, last)
    return _day(year - (end_month < month), month, first), _day(year, end_month, last)


def _join_neighbours(text: str, days: Sequence[Days]) -> Days | None:
    """The first two days with nothing but a dash or its like between them."""
    for first, last in pairwise(days):
        if first.first <= last.last and _BETWEEN.fullmatch(text, first.end, last.start):
            return Days(first.first, last.last, first.start, last.end)
    return None


def _as_day(match: re.Match[str]) -> Days | None:
    form, _, _ = (match.lastgroup or "").partition("_")
    day = _day(int(match[f"{form}_year"]), _month(match[f"{form}_month"]), int(match[f"{form}_day"]))
    return Days(day, day, *match.span()) if day else None


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS[word[:3].lower()]


def _day(year: int, month: int, day: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
