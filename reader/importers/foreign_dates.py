"""Days, ranges of days and months in German, French, Spanish, Italian, Portuguese and Dutch.

Owns the names of months in those languages. A day needs its year, as in English. Knows nothing of where the text
came from.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

_NAMES = (
    "januari?|jänner|janvier|enero|gennaio|janeiro",
    "februari?|f[ée]vrier|febrero|febbraio|fevereiro",
    "märz|maerz|mars|marzo|março|maart",
    "abril|avril|aprile",
    "mai|mayo|maggio|maio|mei",
    "juni|juin|junio|giugno|junho",
    "juli|juillet|julio|luglio|julho",
    "ao[ûu]t|agosto|augustus",
    "septembre|septiembre|setiembre|settembre|setembro",
    "oktober|octobre|octubre|ottobre|outubro",
    "novembre|noviembre|novembro",
    "dezember|d[ée]cembre|diciembre|dicembre|dezembro",
)
_SHARED = "april|august|september|november"
"""German and Dutch write these as English does, but the day with a stop before them."""
FOREIGN_MONTH = rf"(?:{'|'.join(_NAMES)})"
_MONTH = rf"(?:{'|'.join(_NAMES)}|{_SHARED})"
_OF = r"(?:[ \u00a0]+de[l]?)?[ \u00a0]+"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:\.|er|º|ª|°)?"
_TO = r"\s*(?:~|–|—|-|/|\bbis(?: zum)?\b|\bau\b|\bal\b|\ba\b|\bao\b|\bt/m\b|\btot\b|\by\b|\bund\b|\bet\b)\s*"
_DATE = re.compile(
    rf"(?<![\w/.-])(?:(?P<first>{_DAY})(?:{_OF}(?P<from>{_MONTH})(?:{_OF}(?P<from_year>\d{{4}}))?)?{_TO})?"
    rf"(?P<day>{_DAY}){_OF}(?P<month>{_MONTH}){_OF}(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,10}")
_WORDS = frozenset(
    (
        "januar januari jänner janvier enero gennaio janeiro februar februari février fevrier febrero "
        "febbraio fevereiro märz maerz mars marzo março maart abril avril aprile mai mayo maggio maio mei "
        "juni juin junio giugno junho juli juillet julio luglio julho août aout agosto augustus septembre "
        "septiembre setiembre settembre setembro oktober octobre octubre ottobre outubro novembre noviembre "
        "novembro dezember décembre decembre diciembre dicembre dezembro april august september november "
    ).split()
)
"""The same names, to see at once that a text has none: it takes a fifth of the time."""
_MONTH_YEAR = re.compile(rf"(?<!\w)(?P<month>{FOREIGN_MONTH}){_OF}(?P<year>(?:19|20)\d\d)(?!\w)", re.IGNORECASE)
_NUMBERS = tuple((re.compile(names, re.IGNORECASE), number) for number, names in enumerate(_NAMES, start=1))
_SHARED_NUMBERS = {"april": 4, "august": 8, "september": 9, "november": 11}


class ForeignDays(NamedTuple):
    """The first and the last day as written, or None where the calendar has one of them not; and the place."""

    first: date | None
    last: date | None
    start: int
    end: int


class ForeignMonth(NamedTuple):
    """A month of a year, and the place of its name."""

    year: int
    month: int
    found: re.Match[str]


@lru_cache(maxsize=16)
def names_month(text: str) -> bool:
    """Whether a short text has the name of a month in one of those languages."""
    return not _WORDS.isdisjoint(_WORD.findall(text.lower()))


def find_foreign_days(text: str) -> Iterator[ForeignDays]:
    """The days and ranges in a short text, in order."""
    if not names_month(text):
        return
    for found in _DATE.finditer(text):
        year, month = int(found["year"]), _number(found["month"])
        last = _day(year, month, found["day"])
        if found["first"] is None:
            yield ForeignDays(last, last, *found.span())
            continue
        from_month = _number(found["from"]) if found["from"] else month
        from_year = int(found["from_year"]) if found["from_year"] else year - (from_month > month)
        yield ForeignDays(_day(from_year, from_month, found["first"]), last, *found.span())


def find_foreign_month(text: str) -> ForeignMonth | None:
    """A month with its year: "März 2026", "mayo de 2026"."""
    found = _MONTH_YEAR.search(text) if names_month(text) else None
    return ForeignMonth(int(found["year"]), _number(found["month"]), found) if found else None


def _number(name: str) -> int:
    shared = _SHARED_NUMBERS.get(name.lower())
    return shared or next(number for names, number in _NUMBERS if names.fullmatch(name))


def _day(year: int, month: int, day: str) -> date | None:
    try:
        return date(year, month, int("".join(filter(str.isdecimal, day))))
    except ValueError:
        return None
