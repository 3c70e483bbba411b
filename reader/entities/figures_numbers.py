"""Numbers, in digits and in words, and the words that scale them.

Owns how a number is written. Knows no units.
"""

import re
from typing import NamedTuple

from reader.entities.figures_found import compiled

_ONES = {word: value for value, word in enumerate("one two three four five six seven eight nine".split(), 1)}
_TEENS = {
    word: value
    for value, word in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 10
    )
}
_TENS = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
NUMBER_WORDS = _ONES | _TEENS | _TENS
"""The words that begin a number, and their values."""

_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "mn": 10**6, "mln": 10**6, "mil": 10**6,
    "billion": 10**9, "bn": 10**9, "bln": 10**9, "trillion": 10**12, "tn": 10**12, "trn": 10**12,
    "quadrillion": 10**15, "crore": 10**7, "lakh": 10**5,
}  # fmt: skip
_LETTERS = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}

DIGITS = (
    r"(?:[1-9][0-9]{0,2}(?: [0-9]{3})+(?= [a-z]{4})|[0-9]{1,3}(?:,[0-9]{2,3}){1,6}(?:\.[0-9]{1,9})?"
    r"|[0-9]{1,15}(?:\.[0-9]{1,9})?)(?![0-9]|[.,][0-9])"
)
_WORD = "|".join((*(f"{ten}(?:[- ](?:{'|'.join(_ONES)})(?![a-z]))?" for ten in _TENS), *_TEENS, *_ONES))
WORDS = rf"(?:{_WORD})(?![a-z])(?: hundred and (?:{_WORD})(?![a-z])|[ -]and[ -]a[ -]half(?![a-z]))?"
_AND_A_HALF = r"[ -]and[ -]a[ -]half(?![a-z])"
_HALF_A = r"(?:half a|a|an)(?= (?:dozen|hundred|thousand|million|billion|trillion)\b)"
_NUMBER = rf"(?P<digits>{DIGITS})|(?i:(?P<words>{WORDS})|(?P<article>{_HALF_A}))"
_SCALE = rf"[ -]?(?P<scale>(?i:{'|'.join(sorted(_SCALES, key=len, reverse=True))}))s?(?![A-Za-z0-9])"
_LETTER = r" ?(?P<letter>[kKmMbBtT])(?![A-Za-z0-9])"


class Number(NamedTuple):
    """A number at a place of a text."""

    end: int
    """Where its last digit or word ends."""
    value: float
    """As written, before it is scaled."""
    scale: int
    """1 where nothing scales it."""
    in_words: bool


def read_number(text: str, at: int, limit: int) -> Number | None:
    """Read the number that begins at `at`, with "million" and the like.

    Args:
        text: a normalised text.
        at: where its first digit or letter stands.
        limit: where to stop reading.
    """
    match = compiled(_NUMBER).match(text, at, limit)
    if match is None:
        return None
    and_half = compiled(_AND_A_HALF).match(text, match.end(), limit) if match["digits"] else None
    end, scale = _read_scales(text, and_half.end() if and_half else match.end(), limit)
    return Number(end, _value(match) + (0.5 if and_half else 0), scale, match["digits"] is None)


def _value(match: re.Match[str]) -> float:
    if match["digits"] is not None:
        return float(match["digits"].replace(",", "").replace(" ", ""))
    if match["article"] is not None:
        return 0.5 if match["article"].lower().startswith("half") else 1.0
    words = match["words"].lower()
    if words.endswith("half"):
        return _word_value(words[: -len("-and-a-half")]) + 0.5
    first, _, last = words.partition(" hundred and ")
    return 100 * _word_value(first) + _word_value(last) if last else _word_value(first)


def _word_value(words: str) -> float:
    return float(sum(NUMBER_WORDS[word] for word in words.replace("-", " ").split()))


def _read_scales(text: str, at: int, limit: int) -> tuple[int, int]:
    """Where the scaling words after a number end, and by how much they scale: at most two ("hundred million")."""
    scale = 1
    for _ in range(2):
        match = compiled(_SCALE).match(text, at, limit)
        if match is None:
            break
        at, scale = match.end(), scale * _SCALES[match["scale"].lower()]
    return at, scale


def read_letter(text: str, number: Number, limit: int) -> Number:
    """The same number scaled by a letter ("50k", "405B"), if one follows: only its context tells that from a unit."""
    match = compiled(_LETTER).match(text, number.end, limit) if number.scale == 1 and not number.in_words else None
    if match is None:
        return number
    return number._replace(end=match.end(), scale=_LETTERS[match["letter"].lower()])
