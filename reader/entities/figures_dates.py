"""Days and months.

Owns how they are written, in numbers and with the month's name, alone or as a range, and their ISO 8601 text.
A date that does not exist is none.
"""

import re
from calendar import monthrange

from reader.domain.figure import FigureKind
from reader.entities.figures_found import Found, compiled

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH_NAMES = frozenset(
    "Jan January Feb February Mar March Apr April May Jun June Jul July Aug August Sep Sept September Oct October Nov"
    " November Dec December JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER"
    " DECEMBER".split()
)
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?|Jul(?:y|\.)?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?![A-Za-z])"
)
YEAR = r"(?:19|20)[0-9]{2}(?![0-9]|,[0-9]{3}|\.[0-9])"
_DAY = (
    r"(?:[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?"
    r"(?![0-9A-Za-z:%$]|[.,][0-9]| ?(?:%|percent|per cent)| (?:m|b|tr)illion)"
)
_TO = r" ?(?:-|–|—|~|/) ?| (?:to|through|until|and) "
_SPAN = r"-to-| ?(?:-|–|—|~) ?| (?:to|through|until) "

_ISO_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\w|-[0-9])"
_ISO_DAYS = rf"(?P<one>{_ISO_DAY})(?:(?:{_TO}| ?\.\. ?)(?P<two>{_ISO_DAY}))?"
_ISO_DAY_OF_TIME = r"(?P<one>[0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9:]{4,8}(?:Z|[+-][0-9:]{4,5})?(?!\w)"
_ISO_MONTH = r"(?P<y>(?:19|20)[0-9]{2})-(?P<m>0[1-9]|1[0-2])(?!\w|-[0-9])"
_DOTTED = r"(?P<y>(?:19|20)[0-9]{2})(?P<sep>[./])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})(?![\w/]|\.[0-9])"
_SLASHED = r"(?P<a>[0-9]{1,2})(?P<sep>[./])(?P<b>[0-9]{1,2})(?P=sep)(?P<y>(?:19|20)[0-9]{2})(?![\w/]|\.[0-9])"
_MONTH_DAY = (
    rf"(?P<m>{MONTH}) (?P<d>{_DAY})(?:,? (?P<y>{YEAR}))?"
    rf"(?:(?:{_TO})(?:(?P<m2>{MONTH}) )?(?P<d2>{_DAY})(?:,? (?P<y2>{YEAR}))?)?"
)
_DAY_MONTH = (
    rf"(?P<d>{_DAY})(?: of|,)?(?: (?P<m>{MONTH})(?:,? (?P<y>{YEAR}))?)?"
    rf"(?:(?:{_TO})(?P<d2>{_DAY})(?: of)? (?P<m2>{MONTH})(?:,? (?P<y2>{YEAR}))?)?"
)
_MONTH_YEAR = (
    rf"(?P<m>{MONTH})(?:,? (?:of )?(?P<y>{YEAR}))?(?:(?:{_SPAN})(?P<m2>{MONTH})(?:,? (?:of )?(?P<y2>{YEAR}))?)?"
    r"(?! [0-9]{1,2}(?![0-9]))"
)
_IN_MONTH = (
    r"(?i:(?<![A-Za-z])(?:in|since|by|until|till|from|during|through|of|before|after|between|early|mid|late|last|next"
    r"|this|to|for|and|end)[ -](?:early |mid-|late |early-|late-|the end of )?)\Z"
)
_QUARTER = r" quarter(?![\w-])"
"""After a month: the quarter that ends with it."""
_CJK = (
    r"(?P<y>(?:19|20)[0-9]{2}) ?[年년](?: ?(?P<m>1[0-2]|0?[1-9]) ?[月월](?: ?(?P<d>[12][0-9]|3[01]|0?[1-9]) ?[日일])?)?"
)
_CJK_DAY = r"(?P<m>1[0-2]|0?[1-9]) ?[月월] ?(?P<d>[12][0-9]|3[01]|0?[1-9]) ?[日일]"

_NO_YEAR = "-"


def read_day_digits(text: str, at: int, limit: int) -> Found | None:
    """The day, month or range of days whose first digit stands at `at`."""
    if text.find("-", at + 4, at + 5) >= 0:
        return _read_iso(text, at, limit)
    return _read_numeric(text, at, limit) or _read_day_month(text, at, limit) or _read_cjk(text, at, limit)


def _read_iso(text: str, at: int, limit: int) -> Found | None:
    match = compiled(_ISO_DAYS).match(text, at, limit)
    if match is not None:
        one, two = match["one"], match["two"]
        if not all(day is None or _exists(day[:4], int(day[5:7]), int(day[8:])) for day in (one, two)):
            return None
        return _found(at, match.end(), f"{one}/{two}", "day-range") if two else _found(at, match.end(), one, "day")
    match = compiled(_ISO_DAY_OF_TIME).match(text, at, limit)
    if match is not None:
        day = match["one"]
        is_real = _exists(day[:4], int(day[5:7]), int(day[8:]))
        return _found(at, match.end("one"), day, "day") if is_real else None
    match = compiled(_ISO_MONTH).match(text, at, limit)
    return _found(at, match.end(), match.group(), "month") if match else None


def _read_numeric(text: str, at: int, limit: int) -> Found | None:
    match = compiled(_DOTTED).match(text, at, limit)
    if match is not None:
        return _day(match, match["y"], int(match["m"]), int(match["d"]))
    match = compiled(_SLASHED).match(text, at, limit)
    if match is None:
        return None
    first, second = int(match["a"]), int(match["b"])
    # American with strokes, European with full stops or where only that can be.
    is_american = match["sep"] == "/" and first <= 12
    month, day = (first, second) if is_american else (second, first)
    return _day(match, match["y"], month, day)


def _read_cjk(text: str, at: int, limit: int) -> Found | None:
    match = compiled(_CJK).match(text, at, limit)
    if match is None:
        match = compiled(_CJK_DAY).match(text, at, limit)
        return _day(match, None, int(match["m"]), int(match["d"])) if match else None
    if match["d"]:
        return _day(match, match["y"], int(match["m"]), int(match["d"]))
    if match["m"]:
        return _found(at, match.end(), f"{match['y']}-{int(match['m']):02}", "month")
    return _found(at, match.end(), match["y"], "year")


def _read_day_month(text: str, at: int, limit: int) -> Found | None:
    match = compiled(_DAY_MONTH).match(text, at, limit)
    if match is None or not (match["m"] or match["m2"]):
        return None
    m, m2 = match["m"] or match["m2"], match["m2"]
    if match["m"] is not None and match["m2"] is None:
        return _days(match, (match["y"], m, match["d"]), None)
    return _days(match, (match["y"] or match["y2"], m, match["d"]), (match["y2"] or match["y"], m2, match["d2"]))


def read_month(text: str, at: int, lower: int, limit: int) -> Found | None:
    """The day or month, or range of them, whose month's name stands at `at`."""
    match = compiled(_MONTH_DAY).match(text, at, limit)
    if match is not None:
        if match["d2"] is None:
            return _days(match, (match["y"], match["m"], match["d"]), None)
        first = (match["y"] or match["y2"], match["m"], match["d"])
        return _days(match, first, (match["y2"] or match["y"], match["m2"] or match["m"], match["d2"]))
    is_between = text[max(lower, at - 8) : at].lower() == "between "
    match = compiled(_MONTH_YEAR.replace(" (?:to|", " (?:and|to|") if is_between else _MONTH_YEAR).match(
        text, at, limit
    )
    return _months(text, match, lower) if match else None


def _months(text: str, match: "re.Match[str]", lower: int) -> Found | None:
    """A month, which without a year or a second month needs a word before it: "May" is a name and a verb, too."""
    year, second = match["y"] or match["y2"], match["m2"]
    if second:
        value = f"{_month(year, match['m'])}/{_month(match['y2'] or year, second)}"
        return _found(match.start(), match.end(), value, "month-range")
    if compiled(_QUARTER).match(text, match.end()):
        ending = _month(year, match["m"])
        value = f"{ending[:-3]}-Q{(int(ending[-2:]) + 2) // 3}"
        return _found(match.start(), match.end() + len(" quarter"), value, "quarter")
    if year is None and not compiled(_IN_MONTH).search(text, max(lower, match.start() - 20), match.start()):
        return None
    return _found(match.start(), match.end(), _month(year, match["m"]), "month")


def _days(match: "re.Match[str]", first: "_Day", last: "_Day | None") -> Found | None:
    one, two = _write(first), _write(last) if last else None
    if one is None or (last and two is None):
        return None
    if two is None:
        return _found(match.start(), match.end(), one, "day")
    return _found(match.start(), match.end(), f"{one}/{two}", "day-range")


_Day = tuple[str | None, str, str]


def _write(day: _Day) -> str | None:
    year, month, number = day[0], _number(day[1]), int(day[2].rstrip("stndrh"))
    return f"{year or _NO_YEAR}-{month:02}-{number:02}" if _exists(year, month, number) else None


def _month(year: str | None, name: str) -> str:
    return f"{year or _NO_YEAR}-{_number(name):02}"


def _number(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _exists(year: str | None, month: int, day: int) -> bool:
    if not 1 <= month <= 12 or not 1 <= int(year or 2000) <= 9999:
        return False
    return 1 <= day <= monthrange(int(year or 2000), month)[1]


def _day(match: "re.Match[str]", year: str | None, month: int, day: int) -> Found | None:
    if not _exists(year, month, day):
        return None
    return _found(match.start(), match.end(), f"{year or _NO_YEAR}-{month:02}-{day:02}", "day")


def _found(start: int, end: int, value: str, unit: str) -> Found:
    return Found(start, end, FigureKind.DATE, value, unit)
