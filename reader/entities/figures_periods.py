"""Years, halves, quarters and weeks, of the calendar and of the books, alone or as a range; and "the next decade".

Owns how they are written and their text: 2026-Q1, 2026-H2, FY2026-Q3, 2026-W19; "--Q1" where no year is stated.
"""

import re

from reader.domain.figure import FigureKind
from reader.entities.figures_found import Found, compiled
from reader.entities.figures_numbers import DIGITS, NUMBER_WORDS, WORDS

_FULL = r"(?:19|20)[0-9]{2}"
_BOOKS = r"(?P<books>FY|CY|[Ff]iscal(?: year)?|[Cc]alendar(?: year)?)"
_LATER = (
    rf"(?:,? (?:of )?(?:the )?|[-/])?(?:{_BOOKS} ?)?'?"
    rf"(?:(?P<y>{_FULL})|(?:(?<=FY)|(?<=CY)|(?<=FY )|(?<='))(?P<yy>[0-9]{{2}}))"
)
_PART_FIRST = rf"(?P<n>[1-4])(?P<p>[QH])(?:{_LATER}|[/-]?(?P<short>[0-9]{{2}}))?(?![\w%]|[.,][0-9])"
_PART_LAST = rf"(?P<p>[QH])(?P<n>[1-4])(?:{_LATER}|(?<=Q[1-4])(?P<short>2[0-9]))?(?![\w%]|[.,][0-9])"
_YEAR_PART = (
    rf"(?:(?P<y>{_FULL})|(?P<yy>[0-9]{{2}}))(?: ?-?,? ?)(?:(?P<p>[QH])(?P<n>[1-4])|(?P<n2>[1-4])(?P<p2>[QH]))(?!\w)"
)
_WORD_PART = (
    r"(?i:(?P<word>first|second|third|fourth|final|latter|1st|2nd|3rd|4th|(?P<fiscal>fiscal) (?P<word2>first|second"
    r"|third|fourth))[ -](?:fiscal |calendar )?(?P<part>quarter|half))(?!-?[a-z])"
)
_WORD_YEAR = rf"(?:,? (?:of )?(?:the )?(?:{_BOOKS} ?)?(?P<y>{_FULL})(?![0-9])|(?:,? of)? FY'?(?P<yy>[0-9]{{2}})(?!\w))"
_OF_DECADE = r" of the (?P<y>(?:19|20)[0-9]0)'?s(?!\w)"
_SPAN = r" ?(?:-|–|—|~) ?| (?:to|through|and) "
_WEEK = rf"(?P<y>{_FULL})[- ]?W(?P<w>[0-5]?[0-9])(?!\w)"
_WEEK_NAMED = rf"(?:[Ww]eek |C?W)(?P<w>[0-5]?[0-9])(?![\w%]|[.,][0-9])(?:,? (?:of )?(?P<y>{_FULL})(?![0-9]))?"
_FISCAL = (
    rf"(?:(?P<fy>FY|CY) ?-?'?|(?P<long>[Ff]iscal|[Cc]alendar)(?: years?)? )"
    rf"(?:(?P<y>{_FULL})|(?<=FY|CY|Y'|Y )(?P<yy>[0-9]{{2}}))"
    rf"(?:(?P<sep>[-/–~])(?:FY)?(?P<last>{_FULL}|[0-9]{{2}}))?(?![\w]|[.,][0-9])"
)
_FISCAL_PART = r"[ -]?(?:Q(?P<n>[1-4])(?!\w)|(?i:(?P<word>first|second|third|fourth)[ -]quarter)(?![a-z]))"
_YEAR = rf"(?P<y>{_FULL})(?:(?P<decade>'?s)(?!\w)|(?!\w|[.,/][0-9]|-[0-9]{{1,2}}-[0-9])|(?=/[0-9]{{2}}(?![0-9/])))"
_YEARS = (
    rf"(?:(?P<dash>[-–—~/]| [–—~-] ?)|(?P<word> (?:to|through|and|until) ))(?P<last>{_FULL}|(?<=[-–—~/])[0-9]{{2}})"
    r"(?![\w%]|[.,][0-9]|-[0-9]|/)"
)
_AHEAD = (
    r"(?i:(?:the )?(?:next|past|last|coming|previous|following|preceding|first) "
    rf"(?:(?P<n>{WORDS}|{DIGITS})(?:(?: to |-|–| or )(?P<n2>{WORDS}|{DIGITS}))? (?:(?:consecutive|fiscal|full) )?"
    r"(?P<unit>year|month|week|day|quarter|decade|hour|minute)s?|(?P<decade>decade|(?<=past )year)))(?!\w)"
)
_A_DECADE = r"[Aa] (?:half-)?decade(?!\w)(?! (?:ago|earlier|before|later))"
_HALF_OF_TIME = r"[Hh]alf an? (?P<unit>century|decade|year|month|day|hour)(?!\w)"
_HALVES = {"century": "P50Y", "decade": "P5Y", "year": "P6M", "month": "P0.5M", "day": "PT12H", "hour": "PT30M"}

_SPOKEN_BOOKS = r"(?<![\w-])([Ff]iscal|[Cc]alendar)(?: year)? \Z"
_IN = r"(?i:\b(?:in|during|by|for|of|since|the|from|late|early) )\Z"
_WORDS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "latter": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
          "final": 4}  # fmt: skip
_PARTS = {"Q": "quarter", "H": "half"}
_PERIOD = {"year": "{}Y", "month": "{}M", "week": "{}W", "day": "{}D", "decade": "{}0Y", "hour": "T{}H",
           "minute": "T{}M"}  # fmt: skip


def read_period_digits(text: str, at: int, lower: int, limit: int) -> Found | None:
    """The quarter, half, week or fiscal year whose first digit stands at `at`, or one letter or two before it."""
    letter = text[at - 1 : at] if at > lower else ""
    if letter in ("Q", "H"):
        return _read_part(text, at - 1, lower, limit) if text[at].isdigit() else None
    if letter and letter in "WY' -":
        found = _read_lettered(text, at, lower, limit)
        if found is not None or letter in "WY":
            return found
    return _read_plain(text, at, lower, limit)


def _read_lettered(text: str, at: int, lower: int, limit: int) -> Found | None:
    """What begins with letters: FY26, CW19."""
    match = compiled(r"(?<![\w.-])(?:(?P<books>FY|CY) ?-?'?|C?W)\Z").search(text, max(lower, at - 4), at)
    if match is None:
        return None
    return _read_fiscal(text, match.start(), limit) if match["books"] else _read_week(text, match.start(), limit)


def _read_plain(text: str, at: int, lower: int, limit: int) -> Found | None:
    match = compiled(_PART_FIRST).match(text, at, limit)
    if match is not None:
        return _join(text, match, at, lower, limit)
    match = compiled(_YEAR_PART).match(text, at, limit)
    if match is not None and (match["y"] or text.startswith("'", at - 1)):
        return _join(text, match, at, lower, limit)
    match = compiled(_WEEK).match(text, at, limit)
    return _week(match) if match else None


def _read_part(text: str, at: int, lower: int, limit: int) -> Found | None:
    before = text[at - 1 : at] if at > lower else ""
    is_fiscal = before == "F" and (at - 1 <= lower or not text[at - 2].isalnum())
    match = compiled(_PART_LAST).match(text, at, limit)
    if match is None or (not is_fiscal and (before.isalnum() or (before and before in "-_."))):
        return None
    # H1 and H2 are also names of things: only a year or a word before it makes one a half-year.
    is_bare = match["y"] is None and match["yy"] is None
    if match["p"] == "H" and is_bare and not compiled(_IN).search(text, max(lower, at - 8), at):
        return None
    found = _join(text, match, at, lower, limit)
    if found is None:
        return None
    if spoken := compiled(_SPOKEN_BOOKS).search(text, max(lower, at - len("fiscal year ")), at):
        return _in_books(found, spoken.start(), spoken[1].lower())
    if not is_fiscal:
        return found
    value = str(found.value)
    return found._replace(start=at - 1, value=value if value.startswith(("-", "F")) else f"FY{value}")


def _in_books(found: Found, start: int, books: str) -> Found:
    """The same quarter, of the books that the word before it names: "fiscal Q2 2026"."""
    value = str(found.value)
    is_fiscal = books == "fiscal" and not value.startswith(("-", "F"))
    return found._replace(start=start, value=f"FY{value}" if is_fiscal else value)


def _join(text: str, match: "re.Match[str]", at: int, lower: int, limit: int) -> Found | None:
    """A quarter or half, or the range that it begins: "1Q26-3Q26", "Q1 to Q3 2026"."""
    value, sign = _part_value(match), _group(match, "p", "p2")
    if value is None:
        return None
    span = compiled(_SPAN).match(text, match.end(), limit)
    if span is not None and span.group() != " and ":
        other = compiled(_PART_FIRST).match(text, span.end(), limit) or compiled(_PART_LAST).match(
            text, span.end(), limit
        )
        end = _part_value(other) if other else None
        if other is not None and end is not None and _group(other, "p", "p2") == sign:
            if value.startswith("--") and not end.startswith("--"):
                value = f"{end.rpartition('-')[0]}{value[1:]}"
            return _found(at, other.end(), f"{value}/{end}", f"{_PARTS[sign]}-range")
    return _found(at, match.end(), value, _PARTS[sign])


def _group(match: "re.Match[str]", *names: str) -> str:
    groups = match.groupdict()
    return next((groups[name] for name in names if groups.get(name)), "")


def _part_value(match: "re.Match[str]") -> str | None:
    sign, number = _group(match, "p", "p2"), int(_group(match, "n", "n2"))
    if sign == "H" and number > 2:
        return None
    short = _group(match, "yy", "short")
    return _with_year(_group(match, "y") or (f"20{short}" if short else ""), _group(match, "books"), f"{sign}{number}")


def _with_year(year: str, books: str, part: str) -> str:
    prefix = "FY" if books.lower().startswith("f") else ""
    return f"{prefix}{year}-{part}" if year else f"--{part}"


def _read_week(text: str, at: int, limit: int) -> Found | None:
    match = compiled(_WEEK_NAMED).match(text, at, limit)
    return _week(match) if match else None


def _week(match: "re.Match[str]") -> Found | None:
    week = int(match["w"])
    if not 1 <= week <= 53:
        return None
    year = match["y"]
    value = f"{year}-W{week:02}" if year else f"--W{week:02}"
    return _found(match.start(), match.end(), value, "week")


def _read_fiscal(text: str, at: int, limit: int) -> Found | None:
    match = compiled(_FISCAL).match(text, at, limit)
    if match is None:
        return None
    year = match["y"] or f"20{match['yy']}"
    is_fiscal = (match["fy"] or match["long"])[0] in "Ff"
    prefix, unit = ("FY", "fiscal year") if is_fiscal else ("", "year")
    if match["last"]:
        last = match["last"] if len(match["last"]) == 4 else f"{year[:2]}{match['last']}"
        return _found(at, match.end(), f"{prefix}{year}/{prefix}{last}", f"{unit}-range") if last > year else None
    part = compiled(_FISCAL_PART).match(text, match.end(), limit)
    if part is None:
        return _found(at, match.end(), f"{prefix}{year}", unit)
    number = part["n"] or _WORDS[part["word"].lower()]
    return _found(at, part.end(), f"{prefix}{year}-Q{number}", "quarter")


def read_year(text: str, at: int, lower: int, limit: int) -> Found | None:
    """The year, decade or range of years whose first digit stands at `at`."""
    match = compiled(_YEAR).match(text, at, limit)
    if match is None:
        return None
    year = match["y"]
    if match["decade"]:
        return _found(at, match.end(), f"{year}/{int(year) + 9}", "decade") if year[3] == "0" else None
    span = compiled(_YEARS).match(text, match.end(), limit)
    if span is not None:
        last = span["last"] if len(span["last"]) == 4 else f"{year[:2]}{span['last']}"
        is_span = (span["word"] or "").strip() != "and" or text[max(lower, at - 8) : at].lower() == "between "
        if is_span and int(year) < int(last):
            return _found(at, span.end(), f"{year}/{last}", "year-range")
    return _found(at, match.end(), year, "year")


def read_period_word(text: str, at: int, limit: int) -> Found | None:
    """The quarter, half, week, fiscal year or stretch of time that begins with a word at `at`."""
    return (
        _read_word_part(text, at, limit)
        or _read_week(text, at, limit)
        or _read_fiscal(text, at, limit)
        or _read_stretch(text, at, limit)
    )


def _read_word_part(text: str, at: int, limit: int) -> Found | None:
    match = compiled(_WORD_PART).match(text, at, limit)
    if match is None:
        return None
    part = "QH"[match["part"].lower() == "half"]
    word = (match["word2"] or match["word"]).lower()
    if (part == "H" and _WORDS[word] > 2) or (word == "latter" and part == "Q"):
        return None
    decade = compiled(_OF_DECADE).match(text, match.end(), limit) if part == "H" else None
    if decade is not None:
        first = int(decade["y"]) + (0 if word in ("first", "1st") else 5)
        return _found(at, decade.end(), f"{first}/{first + 4}", "year-range")
    number = 2 if part == "H" and word == "latter" else _WORDS[word]
    year = compiled(_WORD_YEAR).match(text, match.end(), limit)
    if year is None:
        return _found(at, match.end(), f"--{part}{number}", _PARTS[part])
    books = "f" if match["fiscal"] or year["yy"] else year["books"] or ""
    value = _with_year(year["y"] or f"20{year['yy']}", books, f"{part}{number}")
    return _found(at, year.end(), value, _PARTS[part])


def _read_stretch(text: str, at: int, limit: int) -> Found | None:
    """ "The next decade", "the past three years"."""
    match = compiled(_HALF_OF_TIME).match(text, at, limit)
    if match is not None:
        return Found(at, match.end(), FigureKind.DURATION, _HALVES[match["unit"]], match["unit"])
    match = compiled(_AHEAD).match(text, at, limit)
    if match is None:
        match = compiled(_A_DECADE).match(text, at, limit)
        years = match and ("P5Y" if "half" in match.group() else "P10Y")
        return Found(at, match.end(), FigureKind.DURATION, years, "year") if match and years else None
    if match["decade"]:
        years = "P1Y" if match["decade"].lower() == "year" else "P10Y"
        return Found(at, match.end(), FigureKind.DURATION, years, "year")
    unit = match["unit"].lower()
    value = "/".join(_write_period(number, unit) for number in (match["n"], match["n2"]) if number)
    return Found(at, match.end(), FigureKind.DURATION, value, unit)


def _write_period(number: str, unit: str) -> str:
    words = number.lower().replace("-", " ").split()
    count = number if number[0].isdigit() else str(sum(NUMBER_WORDS.get(word, 0) for word in words))
    if unit == "quarter":
        return f"P{3 * int(float(count))}M"
    return f"P{_PERIOD[unit].format(count)}"


def _found(start: int, end: int, value: str, unit: str) -> Found:
    return Found(start, end, FigureKind.DATE, value, unit)
