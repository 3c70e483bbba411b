"""What an issue is called within its series, read from a title: "2026-W19", "Issue 12", "Q1 2026".

Owns the forms that count as a label. They must stand where a title carries its label: at its end, or set off from
the rest; "since March 2024" and "the No. 1 foundry" are words like any other. Knows nothing of files.
"""

import re
from typing import NamedTuple

from reader.importers.dates import MONTH, NUMBERED_MONTH, Days, find_days, find_label_period, is_only_date
from reader.importers.foreign_dates import FOREIGN_MONTH, names_month

_NUMBER = (
    r"(?:issue|edition|number|no\.?|nr\.?|№|#|n\.?[°º]|n[uú]m[eé]ro|n[uú]m\.|ausgabe|heft|edici[oó]n|uitgave)"
    r"\s*#?\s*(?P<number>\d{1,5})"
)
_FORMS = (
    r"(?:19|20)\d\d-?W\d{1,2}",
    r"week\s+\d{1,2},?\s+(?:of\s+)?(?:19|20)\d\d",
    r"(?:19|20)\d\d,?\s+week\s+\d{1,2}",
    rf"vol(?:ume|\.)?\s*\d{{1,4}}\s*[,:]?\s*{_NUMBER}",
    rf"{_NUMBER.replace('number>', 'alone>')}",
    r"vol(?:ume|\.)?\s*\d{1,4}",
    r"Q[1-4][\s-]*(?:19|20)\d\d|(?:19|20)\d\d[\s-]*Q[1-4]",
    rf"{MONTH}(?:,\s*|\s+)(?:19|20)\d\d",
    r"(?:KW|Kalenderwoche)\s*\d{1,2}(?:\s*[-/ ]\s*(?:19|20)\d\d)?|(?:19|20)\d\d[-/ ]?KW\s?\d{1,2}",
    NUMBERED_MONTH,
)
_WEEK = re.compile(r"(?:19|20)\d\d-?W\d{1,2}", re.IGNORECASE)
_NUMBERED = re.compile(NUMBERED_MONTH)
_CHINESE = re.compile(
    r"(?P<label>[第제]\s*(?P<number>\d{1,5})\s*[期号號回호회]|(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*(?:[号號刊](?!\w)|$))"
)
"""The number or the month of an issue, in Chinese, Japanese and Korean: no space sets it off."""
_LABEL = re.compile(rf"(?<![\w#-])(?P<label>{'|'.join(_FORMS)})(?!\w)(?![-.]\d)", re.IGNORECASE)
_FOREIGN_LABEL = re.compile(
    rf"(?<![\w#-])(?P<label>{FOREIGN_MONTH}(?:\s+de)?\s+(?:19|20)\d\d)(?!\w)(?![-.]\d)", re.IGNORECASE
)
_SET_OFF_BEFORE = re.compile(r"[-–—:|,;·•(\[]\s*$")
_SET_OFF_AFTER = re.compile(r"\s*(?:$|[-–—:|,;·•()\[\]]|/\s)")
_PREPOSITION = re.compile(
    r"\b(?:since|by|until|till|before|after|from|to|through|in|of|on|than|im|seit|bis|ab|en|depuis|desde|em|nel|dal)\s*$",
    re.IGNORECASE,
)
_SERIAL = re.compile(
    r"\b(?:daily|weekly|biweekly|monthly|quarterly|annual|brief|briefing|newsletter|digest|bulletin|review|roundup"
    r"|round-up|wrap|monitor|watch|outlook|dispatch|report|update|letter|notes|meeting|minutes|magazine|journal|gazette"
    r"|\w*(?:rundbrief|bericht|rückblick)|infobrief|presseschau|lettre(?: d['’]information| de veille)?|infolettre"
    r"|revue(?: de presse)?|hebdo|bolet[ií][nm](?: semanal)?|resumen(?: semanal)?|semanal|bollettino|rassegna"
    r"|nieuwsbrief)s?\b"
    r"|[简簡]报|[简簡]報|[周週日月早晨晚季年][报報刊]|快[讯訊]|通[讯訊]|月刊|レポート|ニュース|通信|まとめ|뉴스레터|브리핑|리포트",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(r"\d(?:er|[.º°])?[\s,.-]*(?:\bdel?\s*)?$")
"""What stands before a month is its day."""
_TRAILING = re.compile(r"\s+(?:for|week|of|the|week of|for the week of|du|del?|vom|van|do)$", re.IGNORECASE)
_HAPPENED = re.compile(r"\b(?:on|since|by|until|till|before|after|from|than)\s*$", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"\W*(?:first |originally |last )?(?:published|posted|issued|released|sent|written|updated|filed|dated?)\b",
    re.IGNORECASE,
)
_NUMBER_AT_END = re.compile(r"[\s–—-]\s*(?P<label>(?P<number>(?!(?:19|20)\d\d$)\d{1,4}))$")
"""An issue's number after the name of its series, without a word before it: "Memory Weekly 12"."""
_THIS_WEEK = re.compile(r"(?:this|last) (?:week|fortnight|month|quarter|year) (?:in|at|on|with)\b", re.IGNORECASE)
_SEASON = re.compile(r"(?P<label>(?:spring|summer|autumn|fall|winter)(?: issue)?,? (?:19|20)\d\d)", re.IGNORECASE)
"""Where it is the whole line: "the Prague spring 1968" is no issue."""
_IN_MARKS = re.compile(r"《(?P<name>[^《》]+)》")
_DIGIT = re.compile(r"\d")
_WIDE_GAP = re.compile(r" {2,}")
_MOST_PARTS = 6
_EDGES = " \t-–—:|,;·•([#（【《：，、｜"


class TitleParts(NamedTuple):
    """What a title says beside naming: its series, its label and number, and the days it covers."""

    series: str | None = None
    label: str | None = None
    number: str | None = None
    days: Days | None = None
    """The stated range, else the range that the label means, else None."""
    day: Days | None = None
    """A single stated day."""
    impossible: str = ""
    """A date that does not exist, as written."""


_NO_PARTS = TitleParts()


def read_title(title: str) -> TitleParts:
    """Take a title apart. The title itself stays whole."""
    if not _DIGIT.search(title):
        return _NO_PARTS  # neither a label nor a date
    search = find_days(title)
    found = _find_label(title)
    label = found["label"] if found and not found["label"].isdecimal() else None
    meant = find_label_period(label) if label else None
    at = found.start() if found else _start_of_dates(title, search.range or search.day)
    return TitleParts(
        series=_series(title, at, has_label=found is not None) if at else None,
        label=" ".join(label.split()) if label else None,
        number=_number(found) if found else None,
        days=search.range or meant,
        day=search.day if search.range is None and _dates_the_issue(title, search.day) else None,
        impossible=search.impossible,
    )


def _find_label(title: str) -> re.Match[str] | None:
    forms = (_LABEL, _FOREIGN_LABEL) if names_month(title) else (_LABEL,)
    found = next((found for form in forms for found in form.finditer(title) if _is_set_off(title, found)), None)
    return found or _CHINESE.search(title) or _find_ending_number(title) or _SEASON.fullmatch(title.strip())


def _find_ending_number(title: str) -> re.Match[str] | None:
    found = _NUMBER_AT_END.search(title)
    if found is None:
        return None
    name = title[: found.start()].rstrip(_EDGES)
    is_series = _THIS_WEEK.match(name) or any(match.end() == len(name) for match in _SERIAL.finditer(name))
    return found if is_series else None


def _number(found: re.Match[str]) -> str | None:
    numbers = found.groupdict()
    return numbers.get("number") or numbers.get("alone")


def _is_set_off(title: str, found: re.Match[str]) -> bool:
    """Whether the title ends with it or a separator follows, and no preposition makes it part of a sentence."""
    before = title[: found.start()]
    if _NUMBERED.fullmatch(found["label"]) and find_label_period(found["label"]) is None:
        return False  # two years
    if _DAY_BEFORE.search(before) or _PREPOSITION.search(before):
        return False
    is_first_week = not before and _WEEK.fullmatch(found["label"])
    return bool(is_first_week or _SET_OFF_AFTER.match(title, found.end()))


def _dates_the_issue(title: str, day: Days | None) -> bool:
    """Whether a day is that of the issue, and not of something that happened on it."""
    if day is None or has_happened(title, day):
        return False
    return bool(_SET_OFF_AFTER.match(title, day.end)) or not title[: day.start].strip(_EDGES)


def split_masthead(line: str) -> list[str]:
    """The parts of a first line in which wide gaps set the name off from the issue and the day; none for another."""
    parts = _WIDE_GAP.split(line.strip())
    if not 1 < len(parts) <= _MOST_PARTS or not any(map(str.isalpha, parts[0])):
        return []
    return parts if any(map(says_which, parts[1:])) else []


def says_which(line: str) -> bool:
    """Whether a line says which issue this is, or of which day, and nothing else."""
    return bool(_LABEL.fullmatch(line) or _SEASON.fullmatch(line) or is_only_date(line))


def names_series(title: str) -> bool:
    """Whether a title ends with what series are called by: "Memory Weekly", "Rassegna"."""
    return any(found.end() == len(title) for found in _SERIAL.finditer(title))


def has_happened(words: str, day: Days) -> bool:
    """Whether a preposition says that something was on a day ("confirmed on", "by"), and it was no publishing."""
    before = words[: day.start]
    return bool(_HAPPENED.search(before)) and not _PUBLISHED.match(before)


def _start_of_dates(title: str, days: Days | None) -> int:
    """Where the date that ends a title begins, or 0."""
    if days is None or title[days.end :].strip(" )]."):
        return 0
    return days.start


def _series(title: str, at: int, *, has_label: bool) -> str | None:
    """The words before the label; before a mere date only when they name a series or are set off from it."""
    before = title[:at]
    if not has_label and not _SET_OFF_BEFORE.search(before) and not _SERIAL.search(before):
        return None
    series = _TRAILING.sub("", before.rstrip(_EDGES)).rstrip(_EDGES)
    if found := _IN_MARKS.fullmatch(series):
        series = found["name"].strip()
    return series if len(series) > 1 and any(map(str.isalpha, series)) and not _PREPOSITION.search(series) else None
