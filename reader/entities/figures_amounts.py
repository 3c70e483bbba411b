"""Money, shares, quantities, multiples and durations, alone or as a range.

Owns how a number and what follows it make an amount, and when two amounts make a range. Knows no times of the calendar.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from reader.domain.figure import FigureKind, FigureValue
from reader.entities.figures_found import Found, compiled, exact
from reader.entities.figures_money import currency_tokens, read_name, read_sign
from reader.entities.figures_numbers import NUMBER_WORDS, Number, read_letter, read_number
from reader.entities.figures_units import read_joined_thing, read_rate, read_thing, read_unit, unit_tokens

_PERCENT = (
    r"[ -]?(?:(?P<pp>(?:percentage|%|percent)[ -]points?|pps?\b|ppts?\b|p\.p\.)|(?P<bp>basis[ -]points?|bps?)(?!\w)"
    r"|(?P<percent>%|per ?cent(?!age|ile)|pct\.?(?!\w)))(?!\w)"
)
_TIMES = r"(?:[ -]?fold| ?[x×]|X|[ -]times(?! (?:a|an|per|in|since|before)\b))(?!\w| [0-9])"
_PERIODS = {"second": "T1S", "minute": "T1M", "hour": "T1H", "day": "1D", "week": "1W", "month": "1M", "quarter": "3M",
            "year": "1Y", "decade": "10Y", "century": "100Y"}  # fmt: skip
_SHORT = {"centurie": "century", "min": "minute", "hr": "hour", "sec": "second"}
_DURATION = (
    r"(?:[ -](?:consecutive |straight |business |working |calendar |full |fiscal |more |additional )?)"
    r"(?P<unit>(?i:second|minute|hour|day|week|month|quarter|year|decade|centur(?:y|ie)|min|hr|sec))s?"
    r"(?![\w]|-over-|-on-| on year)"
)
_DURATION_WORDS = (
    "second minute hour day week month quarter year decade century seconds minutes hours days weeks months quarters"
    " years decades centuries consecutive straight business working calendar full fiscal more additional min mins"
    " hr hrs sec secs"
)
_TOKEN = r"[ -]?([A-Za-z]+|[^\sA-Za-z0-9])"
_JOIN = r"(?P<dash>- to | to - |-| ?[–—~] ?| - (?=[$€£¥₩0-9]))|(?P<word> (?:to|and|or|through) )"
JOINED_TO_NUMBERS = frozenset("layer high stack node core inch".split())
"""What a hyphen ties to a number in digits that is no part of a name, whatever stands before it: "HBM4 16-high"."""
_JOINED_TO_WORDS = frozenset("layer node core member nation country chip die stack wafer person party seat".split())
"""What a hyphen may tie to a number in words: "five-layer"; a "two-way" street counts nothing."""
_COUNTED = frozenset(("wpm", "wspm", "wafer/month"))
"""Units that count things: a letter before one of them scales ("200 k wpm")."""

_JOINING = frozenset(" -–—~")
_NUMBER_AHEAD = (
    r"[^A-Za-z\s]|[A-Z.]{1,4}[$¥ ]|(?i:" + "|".join(sorted({word[:3] for word in NUMBER_WORDS})) + r"|an? |half)"
)
_GROUPED = r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"
_CLAUSE = 100
"""Code points before "from 5% to 7%" in which a verb that tells a change is looked for."""
_CHANGE = (
    r"(?i:\b(?:ros|ris|rais|increas|climb|jump|grow|grew|surg|fell|fall|drop|declin|cut|lower|reduc|up|down|went|gone"
    r"|go|expand|boost|doubl|tripl|improv|slow|eas|slid|shr[aiu]nk|lift|widen|narrow|mov|hik|accelerat|revis|stretch|extend|lengthen"
    r"|shorten)\w*\b)"
)


class Part(NamedTuple):
    """One number with what was written after it."""

    start: int
    end: int
    number: Number
    kind: FigureKind | None
    """None for a number without a unit."""
    unit: str | None

    @property
    def value(self) -> float:
        """Scaled."""
        return self.number.value * self.number.scale


def read_part(text: str, at: int, limit: int, currency: str | None, start: int) -> Part | None:
    """Read a number and its unit.

    Args:
        text: a normalised text.
        at: where the number begins.
        limit: where to stop reading.
        currency: the one whose sign stands before the number.
        start: where that sign begins, or the number.
    """
    number = read_number(text, at, limit)
    if number is None:
        return None
    if currency is not None:
        return _finish_money(text, limit, Part(start, number.end, number, FigureKind.MONEY, currency))
    after = compiled(_TOKEN).match(text, number.end, limit)
    if after is not None:
        for read in _readers(after[1]):
            part = read(text, limit, start, number)
            if part is not None:
                return part
    return Part(start, number.end, number, None, None)


def _finish_money(text: str, limit: int, part: Part) -> Part:
    number = read_letter(text, part.number, limit)
    end, rate = read_rate(text, number.end, limit)
    return part._replace(end=end, number=number, unit=f"{part.unit}{rate}")


def _read_percent(text: str, limit: int, start: int, number: Number) -> Part | None:
    match = compiled(_PERCENT).match(text, number.end, limit)
    if match is None:
        return None
    unit = "pp" if match["pp"] else "bp" if match["bp"] else "%"
    return Part(start, match.end(), number, FigureKind.PERCENT, unit)


def _read_named_money(text: str, limit: int, start: int, number: Number) -> Part | None:
    for scaled in (number, read_letter(text, number, limit)):
        found = read_name(text, scaled.end, limit, scaled.value * scaled.scale)
        if found is not None:
            end, currency, worth = found
            end, rate = read_rate(text, end, limit)
            worthy = scaled._replace(value=scaled.value * worth)
            return Part(start, end, worthy, FigureKind.MONEY, f"{currency}{rate}")
    return None


def _read_duration(text: str, limit: int, start: int, number: Number) -> Part | None:
    match = compiled(_DURATION).match(text, number.end, limit)
    if match is None:
        return None
    unit = match["unit"].lower()
    unit = _SHORT.get(unit, unit)
    return Part(start, match.end(), number, FigureKind.DURATION, unit)


def _read_measure(text: str, limit: int, start: int, number: Number) -> Part | None:
    found = read_unit(text, number.end, limit)
    if found is None:
        number = read_letter(text, number, limit)
        found = read_unit(text, number.end, limit) if number.scale > 1 else None
        if found is None or found[1] not in _COUNTED:
            return None
    end, rate = read_rate(text, found[0], limit)
    return Part(start, end, number, FigureKind.QUANTITY, f"{found[1]}{rate}")


def _read_times(text: str, limit: int, start: int, number: Number) -> Part | None:
    match = compiled(_TIMES).match(text, number.end, limit)
    return Part(start, match.end(), number, FigureKind.RATIO, "x") if match else None


def _read_thing(text: str, limit: int, start: int, number: Number) -> Part | None:
    lettered = read_letter(text, number, limit)
    for scaled in (number,) if lettered is number else (lettered,):
        is_sure = not scaled.in_words or scaled.scale > 1
        more = text.startswith("+ ", scaled.end)
        found = read_thing(text, scaled.end + more, limit, is_sure=is_sure)
        if found is None:
            found = read_joined_thing(text, scaled.end, limit)
            if found is not None and not is_sure and (scaled.value < 2 or found[1] not in _JOINED_TO_WORDS):
                found = None
        if found is not None:
            end, rate = read_rate(text, found[0], limit)
            return Part(start, end, scaled, FigureKind.QUANTITY, f"{found[1]}{rate}")
    return None


_Reader = Callable[[str, int, int, Number], Part | None]


@cache
def _readers_by_token() -> dict[str, tuple[_Reader, ...]]:
    """What the first word or sign after a number may begin, in lower case: which rules to ask, in order."""
    table: dict[str, tuple[_Reader, ...]] = {}
    for tokens, read in (
        ("% percent per pct percentage pp pps ppt ppts p basis bp bps".split(), _read_percent),
        ((*currency_tokens(), *"kmbt"), _read_named_money),
        (_DURATION_WORDS.split(), _read_duration),
        ({*unit_tokens(), "k"}, _read_measure),
        ("x × times fold".split(), _read_times),
    ):
        for token in tokens:
            table[token] = (*table.get(token, ()), read)
    return table


def _readers(token: str) -> tuple[_Reader, ...]:
    readers = _readers_by_token().get(token.lower(), ())
    return (*readers, _read_thing) if token.isalpha() or token == "+" else readers


def is_grouped(text: str, part: Part) -> bool:
    """Whether a number is written as "19,400": that needs no unit to be an amount."""
    return compiled(_GROUPED).fullmatch(text, part.start, part.number.end) is not None


def read_amount(text: str, low: Part, lower: int, limit: int) -> Found | None:
    """The amount that begins with `low`: a range where a second one is joined to it.

    Args:
        text: a normalised text.
        low: the first number with its unit.
        lower: how far to look back for "between" and "from".
        limit: where to stop reading.
    """
    joined = _read_high(text, low, lower, limit)
    if joined is not None:
        return joined
    if low.kind is not None:
        return Found(low.start, low.end, low.kind, _write(low), low.unit)
    if low.number.scale >= 10**6 or is_grouped(text, low):
        end, rate = read_rate(text, low.end, limit)
        return Found(low.start, end, FigureKind.QUANTITY, exact(low.value), rate or None)
    return None


def _read_high(text: str, low: Part, lower: int, limit: int) -> Found | None:
    if text[low.end : low.end + 1] not in _JOINING:
        return None
    join = compiled(_JOIN).match(text, low.end, limit)
    if join is None or not compiled(_NUMBER_AHEAD).match(text, join.end(), limit):
        return None
    sign = read_sign(text, join.end(), limit)
    at, currency = sign or (join.end(), None)
    high = read_part(text, at, limit, currency, join.end())
    if high is None:
        return None
    high = _adopt(text, low, high, limit)
    if high.kind is None and is_grouped(text, low) and is_grouped(text, high):
        high = high._replace(kind=FigureKind.QUANTITY)
    if high.kind is None or not _agree(low, high) or not _may_join(text, low, join.group(), high, lower):
        return None
    return _join(low, high)


def _adopt(text: str, low: Part, high: Part, limit: int) -> Part:
    """A bare number after money is money: "$5-7 billion"."""
    if high.kind is None and low.kind is FigureKind.MONEY and low.unit and "/" not in low.unit:
        return _finish_money(text, limit, high._replace(kind=FigureKind.MONEY, unit=low.unit))
    return high


def _agree(low: Part, high: Part) -> bool:
    if low.kind is None:
        return True
    units = (low.unit or "").partition("/")[0], (high.unit or "").partition("/")[0]
    return low.kind is high.kind and units[0] == units[1]


def _may_join(text: str, low: Part, join: str, high: Part, lower: int) -> bool:
    """Whether the words around say a range, not two amounts."""
    if _scaled_low(low, high) >= high.value:
        return False
    word = join.strip()
    before = text[max(lower, low.start - 12) : low.start].lower()
    if word == "and":
        return bool(compiled(r"\bbetween (?:\w+ )?\Z").search(before))
    if word == "or":
        return low.kind is None
    if word in ("to", "through") and compiled(r"\bfrom (?:\w+ )?\Z").search(before) and low.kind is not None:
        clause = text[max(lower, low.start - _CLAUSE) : low.start].rpartition(". ")[2]
        return not compiled(_CHANGE).search(clause)
    return True


def _scaled_low(low: Part, high: Part) -> float:
    """The lower end; "3" in "3 to 4 billion" is scaled as the higher one is."""
    if low.number.scale == 1 and high.number.scale > 1 and low.number.value < high.number.value:
        return low.number.value * high.number.scale
    return low.value


def _join(low: Part, high: Part) -> Found:
    assert high.kind is not None
    end, kind, unit = high.end, high.kind, high.unit
    if kind is FigureKind.DURATION:
        value: FigureValue = f"{_period(low.value, unit)}/{_period(high.value, unit)}"
    else:
        value = (exact(_scaled_low(low, high)), exact(high.value))
    return Found(low.start, end, kind, value, unit)


def _write(part: Part) -> FigureValue:
    return _period(part.value, part.unit) if part.kind is FigureKind.DURATION else exact(part.value)


def _period(value: float, unit: str | None) -> str:
    """An ISO 8601 duration: P3M, PT24H, P1.5Y."""
    pattern = _PERIODS[unit or "year"]
    time, count, sign = "T" if pattern[0] == "T" else "", pattern.strip("TSMHDWY"), pattern[-1]
    return f"P{time}{exact(value * int(count))}{sign}"
