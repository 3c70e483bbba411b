"""Dates and ranges of days as people write them.

Owns the forms that count as a date. A year alone is none, and neither is 05/09/2026, which may be May or September.
Knows nothing of where the text came from.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from reader.domain.period import iso_week

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
_LONGEST_DATE = 80
_WEEKDAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mon|tue|wed|thu|fri|sat|sun)\b", re.IGNORECASE
)
_HAS_WORD = re.compile(r"[^\W\d_]{2}")
_BETWEEN = re.compile(_SEPARATOR, re.IGNORECASE)
_ISO_WEEK = re.compile(r"(?<![\w-])(?P<year>(?:19|20)\d\d)-?W(?P<week>\d{1,2})(?!\w)", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"(?<!\w)(?P<month>{MONTH})(?:,\s*|\s+)(?P<year>(?:19|20)\d\d)(?!\w)", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})")
_QUARTER = re.compile(
    r"(?<!\w)(?:Q(?P<quarter>[1-4])[\s-]*(?P<year>(?:19|20)\d\d)|(?P<first_year>(?:19|20)\d\d)[\s-]*Q(?P<last>[1-4]))(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Days:
    """A stated day, or range of days with both ends included, and where it stands in the text."""

    first: date
    last: date
    start: int
    end: int

    @property
    def is_range(self) -> bool:
        """Whether it is more than a single day as written."""
        return self.first != self.last


@dataclass(slots=True)
class Search:
    """What a search for days came upon: the first range, the first day, and the days that do not exist."""

    range: Days | None = None
    day: Days | None = None
    impossible: str = ""
    """As written, for a warning."""


def find_days(text: str, *, allows_compact: bool = False) -> Search:
    """Look for stated days.

    Args:
        text: a short text: a heading, a line, a value, a file's name.
        allows_compact: whether eight digits are a date, as in file names.
    """
    search = Search()
    if not any(map(str.isdigit, text)):
        return search
    search.range = _find_short_range(text)
    previous: Days | None = None
    matches = [*_SINGLE.finditer(text), *(_COMPACT.finditer(text) if allows_compact else ())]
    for match in sorted(matches, key=re.Match.start):
        found = _as_day(match)
        if found is None:
            search.impossible = search.impossible or match.group()
            continue
        if previous is not None and search.range is None and _BETWEEN.fullmatch(text, previous.end, found.start):
            search.range = _join(previous, found)
        search.day = search.day or found
        previous = found
    return search


def is_only_date(text: str) -> bool:
    """Whether a short text says when, and nothing else; the day of the week may be named."""
    if len(text) > _LONGEST_DATE:
        return False
    search = find_days(text)
    days = search.range or search.day
    return days is not None and not _HAS_WORD.search(_WEEKDAY.sub("", text[: days.start] + text[days.end :]))


def find_label_period(text: str) -> Days | None:
    """The days of an ISO week (2026-W19), a quarter (Q1 2026) or a month (May 2026) that is named in the text."""
    if found := _ISO_WEEK.search(text):
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


def _find_short_range(text: str) -> Days | None:
    """A range whose ends share a month or a year: "May 3-9, 2026", "28 April to 4 May 2026"."""
    if found := _ISO_RANGE.search(text):
        start = _day(int(found["year"]), int(found["month"]), int(found["day"]))
        end = _day(int(found["to_year"]), int(found["to_month"]), int(found["to_day"]))
        return Days(start, end, *found.span()) if start and end and start <= end else None
    found = _SHORT_RANGE.search(text)
    if found is None:
        return None
    name = "a" if found["a_year"] else "b" if found["b_year"] else "c"
    year, first, last = int(found[f"{name}_year"]), int(found[f"{name}_first"]), int(found[f"{name}_last"])
    end_month = _month(found[f"{name}_end"] or found[f"{name}_month"])
    month = _month(found[f"{name}_month"] or found[f"{name}_end"])
    if name == "c":
        start, end = _day(year, month, first), _day(year + (end_month < month), end_month, last)
    else:
        start, end = _day(year - (end_month < month), month, first), _day(year, end_month, last)
    return Days(start, end, *found.span()) if start and end and start <= end else None


def _as_day(match: re.Match[str]) -> Days | None:
    groups = {name.partition("_")[2]: value for name, value in match.groupdict().items() if value and "_" in name}
    day = _day(int(groups["year"]), _month(groups["month"]), int(groups["day"]))
    return Days(day, day, *match.span()) if day else None


def _join(first: Days, last: Days) -> Days | None:
    return Days(first.first, last.last, first.start, last.end) if first.first <= last.last else None


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS[word[:3].lower()]


def _day(year: int, month: int, day: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
