"""A stretch of plain text in, what it states in numbers out.

Owns where a figure may begin, and the order in which the rules are asked there: times of the calendar, then proportions
and ordinals, then amounts. Every rule looks a bounded way back and ahead, so that the time is in proportion to the
text.
"""

from collections.abc import Iterator
from functools import cache

from reader.domain.figure import FigureKind
from reader.entities.figures_amounts import JOINED_TO_NUMBERS, Part, is_grouped, read_amount, read_part
from reader.entities.figures_context import has_bound, is_labelled, is_named, qualify
from reader.entities.figures_dates import MONTH_NAMES, read_day_digits, read_month
from reader.entities.figures_found import Found, compiled
from reader.entities.figures_money import SIGNS, read_sign_before
from reader.entities.figures_numbers import NUMBER_WORDS
from reader.entities.figures_periods import read_period_digits, read_period_word, read_year
from reader.entities.figures_ratios import read_ratio_digits, read_ratio_word
from reader.entities.figures_units import read_unit

_LONGEST_NUMBER = 28
"""Longer runs of digits, commas and points are no numbers that anyone reads."""

_TOKENS = r"([A-Za-z]+|[0-9][0-9,.]*)"
_STRETCHES = "next past last coming previous following preceding first"
_AFTER_ARTICLE = "third quarter half tenth fifth dozen hundred thousand million billion trillion decade half-decade"
_OTHER_WORDS = "second fourth final latter sixth seventh eighth ninth fiscal calendar week twice thrice FY CY".split()
_ARTICLE = r"(?i:(?<![\w-])(?:half )?an? )\Z"
_THE = r"(?<![\w-])[Tt]he \Z"
_GATE = (
    r" ?[A-Za-z%$€£¥￥₩₦₹₫₽°µμÅΩ×+¢]|[-–—~/:']|(?<=[0-9]) [-–—~](?: ?[0-9$€£¥₩]|[0-9])|[^\x00-\x7f]| '"
    r"|[,.]? ?(?=[^\w\s])"
)
_BEFORE_WORD = r"(?<![\w])(?:sub|mid|pre|post|early|late|end|over|about|the)-\Z"
_BEFORE_DIGITS = (
    r"(?:(?<![\w])(?:sub|mid|pre|post|non|end|early|late|ultra|over|under|near|about|circa|[Ss]ub|[Mm]id|[Pp]re|[Pp]ost)-"
    r"|(?<![\w./:-])[A-Za-z][A-Za-z.]*/|(?<![0-9])[,;:!?“”\"'(\[{<>=~≈∼±≥≤*|%)\]}–—]|(?<![\w.,-])[+-]|\s|…|[.] ?"
    r"|[^\x00-\x7f])\Z"
)


def scan(text: str, start: int, end: int) -> Iterator[Found]:
    """What `text[start:end]` states in numbers: sorted, not overlapping.

    Args:
        text: a normalised text.
        start: where to begin.
        end: where to stop; nothing beyond is looked at.
    """
    words = _anchor_words()
    tokens = compiled(_TOKENS).split(text[start:end])
    resume = at = start
    for place in range(1, len(tokens), 2):
        token = tokens[place]
        at += len(tokens[place - 1])
        sort = words.get(token) or ("digits" if token[0] <= "9" else "")
        if sort and at >= resume:
            found = _read(text, sort, at, at + len(token), resume, end)
            if found is not None:
                found = _without_stop(text, found, end)
                resume = found.end
                yield qualify(text, found, start, end)
        at += len(token)


def _without_stop(text: str, found: Found, limit: int) -> Found:
    """The same figure without the full stop that ends its sentence ("3 Oct.")."""
    after = text[found.end : min(found.end + 3, limit)].strip()
    if text[found.end - 1] != "." or after[:1].islower() or after[:1].isdigit():
        return found
    return found._replace(end=found.end - 1)


@cache
def _anchor_words() -> dict[str, str]:
    """The words at which a figure may begin, and of what sort each is."""
    sorts = dict.fromkeys((*NUMBER_WORDS, *_OTHER_WORDS, "hundred", "thousand"), "word")
    sorts |= dict.fromkeys(_STRETCHES.split(), "stretch")
    sorts |= dict.fromkeys(_AFTER_ARTICLE.split(), "article")
    sorts |= {f"{word}fold": "word" for word in (*NUMBER_WORDS, "hundred", "thousand")}
    sorts |= {word.capitalize(): sort for word, sort in sorts.items()}
    sorts |= dict.fromkeys(MONTH_NAMES, "month")
    return sorts


def _read(text: str, sort: str, at: int, stop: int, lower: int, limit: int) -> Found | None:
    if sort == "digits":
        return _read_digits(text, at, stop, lower, limit) if stop - at <= _LONGEST_NUMBER else None
    before = text[at - 1 : at] if at > lower else " "
    if before.isalnum() or before in "_$€£¥.":
        return None
    if before == "-" and not compiled(_BEFORE_WORD).search(text, max(lower, at - 7), at):
        return None
    if sort == "month":
        return read_month(text, at, lower, limit)
    if sort == "word":
        return _read_word(text, at, lower, limit)
    return _read_phrase(text, sort, at, lower, limit)


def _read_phrase(text: str, sort: str, at: int, lower: int, limit: int) -> Found | None:
    """What may begin with an article: "the next decade", "a third"."""
    article = compiled(_THE if sort == "stretch" else _ARTICLE).search(text, max(lower, at - 7), at)
    found = _read_word(text, article.start(), lower, limit) if article else None
    return found or _read_word(text, at, lower, limit)


def _read_word(text: str, at: int, lower: int, limit: int) -> Found | None:
    found = read_period_word(text, at, limit) or read_ratio_word(text, at, limit)
    if found is not None:
        return found
    part = read_part(text, at, limit, None, at)
    if part is None or _is_anaphoric(text, part, lower):
        return None
    return read_amount(text, part, lower, limit)


def _is_anaphoric(text: str, part: Part, lower: int) -> bool:
    """Whether a small number in words only points back: "the two companies"."""
    if part.kind is not FigureKind.QUANTITY or part.number.scale > 1 or part.number.value > 10:
        return False
    before = text[max(lower, part.start - 8) : part.start].lower()
    return bool(compiled(r"(?:\b(?:the|these|those|its|their|both|other|our|all|any) )\Z").search(before))


def _read_digits(text: str, at: int, stop: int, lower: int, limit: int) -> Found | None:
    if not _is_promising(text, at, stop, lower, limit):
        return None
    # No time of the calendar has a sign directly at its digits.
    is_time = text[stop : stop + 1] != "%" and (at == lower or text[at - 1] not in SIGNS)
    found = read_period_digits(text, at, lower, limit) if is_time else None
    if found is not None:
        return found
    money = read_sign_before(text, lower, at)
    if money is None and at > lower and not compiled(_BEFORE_DIGITS).search(text, max(lower, at - 12), at):
        return None
    if money is None and is_time:
        found = read_day_digits(text, at, limit) or read_ratio_digits(text, at, limit)
        if found is not None:
            return found
    return _read_amount(text, at, money, lower, limit)


def _is_promising(text: str, at: int, stop: int, lower: int, limit: int) -> bool:
    """Whether anything around a run of digits could make it a figure: a quick no for most that are none."""
    before = text[at - 1] if at > lower else " "
    if text[at] == "0" and stop - at > 2 and text[at:stop].isdigit():
        return False  # a number, as of a form or a case, that counts nothing: 0402
    if before in "-–—~/:" and at - 1 > lower and text[at - 2].isdigit():
        return False
    if before in SIGNS or before in "QHYW'" or stop - at >= 4:
        return True
    if before.isalpha() and before.isascii():
        return read_sign_before(text, lower, at) is not None
    if before == " " and (text[at - 2 : at - 1] in SIGNS or text[at - 2 : at - 1].isalpha()):
        return True
    return compiled(_GATE).match(text, stop, limit) is not None


def _read_amount(text: str, at: int, money: tuple[int, str] | None, lower: int, limit: int) -> Found | None:
    start, currency = money or (at, None)
    start, sign = _find_sign(text, start, lower)
    part = read_part(text, at, limit, currency, start)
    if part is None:
        return None
    is_vague = _is_vague(text, part, at, lower, limit)
    if is_vague:
        year = read_year(text, at, lower, limit)
        if is_labelled(text, lower, at) or year is not None:
            return None if is_labelled(text, lower, at) else year
    found = read_amount(text, part._replace(number=part.number._replace(value=sign * part.number.value)), lower, limit)
    # "Maia 200 chips" are not two hundred chips; in "Intel 18-20%" the second number vouches for the first.
    is_alone = found is not None and found.end == part.end
    return None if is_vague and is_alone and not is_grouped(text, part) and is_named(text, lower, at) else found


def _is_vague(text: str, part: Part, at: int, lower: int, limit: int) -> bool:
    """Whether only the words around tell if it is an amount, a year, or the number of something."""
    if part.kind is not None and part.kind is not FigureKind.QUANTITY:
        return part.kind is FigureKind.DURATION and part.number.scale == 1 and is_labelled(text, lower, at)
    if part.number.scale > 1 or (part.kind is not None and (is_grouped(text, part) or _is_measured(text, part))):
        return False
    is_round_crowd = part.number.value == 2000 and part.kind is not None
    return not (has_bound(text, lower, at) or is_round_crowd) or part.kind is None


def _is_measured(text: str, part: Part) -> bool:
    """Whether a unit of measure follows, which no year and no name has: "2048 GB", "12-layer"."""
    is_tied = text[part.number.end] == "-" and part.unit in JOINED_TO_NUMBERS
    return is_tied or read_unit(text, part.number.end, part.end) is not None


def _find_sign(text: str, at: int, lower: int) -> tuple[int, int]:
    """Where a number begins with its sign, and 1 or -1."""
    sign, before = text[at - 1 : at], text[at - 2 : at - 1]
    if at <= lower or sign not in ("-", "+") or (at - 1 > lower and not (before.isspace() or before in "(|")):
        return at, 1
    return at - 1, -1 if sign == "-" else 1
