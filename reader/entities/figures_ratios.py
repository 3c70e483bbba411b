"""Multiples and parts in words, proportions, and ordinals.

Owns how "tenfold", "one-tenth", "a third of", "3:1", "one in five" and "3rd-generation" are read.
"""

from reader.domain.figure import FigureKind
from reader.entities.figures_found import Found, compiled, exact
from reader.entities.figures_numbers import NUMBER_WORDS, WORDS

_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
          "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100, "thousandth": 1000}  # fmt: skip
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
             "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12}  # fmt: skip
_SHARE = (
    rf"(?i:(?P<top>a|{'|'.join(NUMBER_WORDS)})(?:-| )(?P<part>{'|'.join(_PARTS)})s?)(?![\w])(?!-(?!of-)\w)"
    r"(?P<of>(?= (?:of|the|as|that|to|more|less|lower|higher|from|compared)\b))?"
)
_BOUND = r"(?i:\b(?:(?P<sure>nearly|almost|roughly|about|around)|over|under|than|by) )\Z"
_FOLD = rf"(?i:(?P<word>hundred|thousand|{'|'.join(NUMBER_WORDS)})[ -]?fold)(?!\w)"
_HALF = (
    r"[Hh]alf(?:(?= (?:of|the|its|their|that|as) )"
    r"|(?<=nearly half)|(?<=almost half)|(?<=about half)|(?<=over half)|(?<=than half)|(?<= by half))"
    r"(?![\w-]| an? )"
)
_TWICE = r"(?P<word>[Tt]wice|[Tt]hrice)(?= (?:as|the|that|its|their|his|her|what|more|over)\b)"
_ONE_IN = (
    rf"(?i:(?P<one>{WORDS}|[0-9]{{1,2}}) (?:in|out of)(?: every)? (?P<all>{WORDS}|[0-9]{{1,3}}))(?![\w%.,-]\w| ?%)"
)
_PROPORTION = (
    r"(?P<a>[0-9]{1,4}(?:\.[0-9]{1,3})?)(?::|-to-)(?P<b>[0-9]{1,3}(?:\.[0-9]{1,3})?)(?![\w:]|[.,][0-9]| ?[ap]\.?m)"
)
_DIGIT_PART = r"(?P<a>[1-9])/(?P<b>[2-9]|10)(?= of | the )"
_ORDINAL = (
    r"(?i:(?:(?P<digits>[0-9]{0,2}(?:(?<!1)(?:1(?=st)|2(?=nd)|3(?=rd))|(?:1[1-3]|[04-9])(?=th)))(?:st|nd|rd|th)"
    rf"|(?P<word>{'|'.join(_ORDINALS)}))"
    r"(?P<tail>[ -](?P<generation>gen(?:eration)?)|-(?:largest|biggest|most|highest|smallest|fastest|ranked))?)(?![\w])"
)


def read_ratio_word(text: str, at: int, limit: int) -> Found | None:
    """A multiple, a part or an ordinal in words that begins at `at`."""
    return (
        _read_fold(text, at, limit)
        or _read_share(text, at, limit)
        or _read_one_in(text, at, limit)
        or _read_ordinal(text, at, limit)
    )


def read_ratio_digits(text: str, at: int, limit: int) -> Found | None:
    """A proportion or an ordinal whose first digit stands at `at`."""
    match = compiled(_PROPORTION).match(text, at, limit)
    if match is not None:
        is_sure = match["b"] in ("1", "10", "100") or "-to-" in match.group()
        is_sure = is_sure or text.startswith(" ratio", match.end()) or text.endswith("ratio of ", 0, at)
        return _ratio(at, match.end(), float(match["a"]), float(match["b"])) if is_sure else None
    match = compiled(_DIGIT_PART).match(text, at, limit)
    if match is not None:
        return _ratio(at, match.end(), float(match["a"]), float(match["b"]))
    return _read_one_in(text, at, limit) or _read_ordinal(text, at, limit)


def _ratio(start: int, end: int, top: float, bottom: float = 1.0) -> Found | None:
    return Found(start, end, FigureKind.RATIO, exact(top / bottom), "x") if bottom else None


def _read_fold(text: str, at: int, limit: int) -> Found | None:
    match = compiled(_FOLD).match(text, at, limit)
    if match is not None:
        word = match["word"].lower()
        return _ratio(at, match.end(), {"hundred": 100, "thousand": 1000}.get(word) or NUMBER_WORDS[word])
    match = compiled(_TWICE).match(text, at, limit)
    return _ratio(at, match.end(), 2 if match["word"].lower() == "twice" else 3) if match else None


def _read_share(text: str, at: int, limit: int) -> Found | None:
    match = compiled(_HALF).match(text, at, limit)
    if match is not None:
        return None if _is_half_of_time(text, at) else _ratio(at, match.end(), 1, 2)
    match = compiled(_SHARE).match(text, at, limit)
    if match is None:
        return None
    top, part = match["top"].lower(), match["part"].lower()
    bound = compiled(_BOUND).search(text, max(0, at - 14), at) if top == "a" and match["of"] is None else None
    # "Over a quarter" may be three months, "nearly a quarter" is a part.
    is_bound = bound is not None and (part == "half" or bound["sure"] is not None)
    if top == "a" and not is_bound and (match["of"] is None or part in ("fourth", "fifth", "second")):
        return None
    # "Two quarters" are a time, "three quarters of" is a part, "one half" is either.
    if part == "quarter" and not is_bound and "-" not in match.group() and not text.startswith(" of", match.end()):
        return None
    return _ratio(at, match.end(), 1 if top == "a" else NUMBER_WORDS[top], _PARTS[part])


def _is_half_of_time(text: str, at: int) -> bool:
    return bool(
        compiled(r"(?i:first|second|latter|back|other|former|last|better|top|lower)[ -]\Z").search(text, at - 8, at)
    )


def _read_one_in(text: str, at: int, limit: int) -> Found | None:
    match = compiled(_ONE_IN).match(text, at, limit)
    if match is None:
        return None
    one, every = _small(match["one"]), _small(match["all"])
    is_sure = one == 1 or every in (10, 100) or " out of " in match.group()
    return _ratio(at, match.end(), one, every) if one < every and is_sure else None


def _small(words: str) -> int:
    return int(words) if words.isdigit() else NUMBER_WORDS.get(words.lower(), 0)


def _read_ordinal(text: str, at: int, limit: int) -> Found | None:
    match = compiled(_ORDINAL).match(text, at, limit)
    if match is None or (match["word"] and not match["tail"]):
        return None
    end = match.end()
    # A capital after it makes it part of a name: the 118th Congress, the 14th Five-Year Plan.
    is_name = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
    if not match["tail"] and (is_name or text.startswith(("-", " century", " centuries"), end)):
        return None
    value = int(match["digits"]) if match["digits"] else _ORDINALS[match["word"].lower()]
    return Found(at, end, FigureKind.ORDINAL, value, "generation" if match["generation"] else None)
