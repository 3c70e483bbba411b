"""The text as the recogniser sees it.

Owns the one-to-one translation that makes typographic variants equal, and the pieces of a briefing that no name may
cross. Knows no names. No function here moves an offset: what it returns is as long as what it was given.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from reader.domain.briefing import Block, BlockKind, Briefing, InlineKind

_SINGLE_QUOTES = "\u2018\u2019\u201b\u02bc\u2032\uff07"
_DOUBLE_QUOTES = "\u201c\u201d\u201f\u201e\u2033\uff02"
_HYPHENS = "\u2010\u2011\u2012\u2212\uff0d"
_SPACES = "\n\u00a0\u2007\u2009\u200a\u202f\u2002\u2003\u2005\u2006\u3000"
_PLAIN = {
    **dict.fromkeys(_SINGLE_QUOTES, "'"),
    **dict.fromkeys(_DOUBLE_QUOTES, '"'),
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_SPACES, " "),
    # The one letter whose lower case is two code points long.
    "\u0130": "I",
}

UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Ranges of the scripts that write words together, or hang particles on them: there a name needs no edge."""

WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
"""A run of letters and digits; where words are written together, one character."""

_SPLIT = re.compile(rf"({WORD.pattern})")
_LETTERS = "".join(chr(code) if chr(code).isalnum() else "\n" for code in range(128))
"""What becomes of an ASCII character where only words matter."""
_GAPS = [chr(code) for code in range(128) if _LETTERS[code] == "\n"]
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_AT_ONCE = 500_000
"""Code points that are split at once."""
_GAP = re.compile(r"[ \n]")
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
_CURRENCY = "$€£¥₩₹"
_POINTS = ".,"
_NEAR = 8_000
_CELL = re.compile(r"[^\t\n]+")


def normalise(text: str) -> str:
    """Give quotes, hyphens and spaces (line feeds too) their plain forms; the length stays."""
    # Four times as fast as str.translate: most texts have three or four of these characters.
    for character, plain in _PLAIN.items():
        if character in text:
            text = text.replace(character, plain)
    return text


def fold(text: str) -> str:
    """Lower case of a normalised text; the length stays."""
    return text.lower()


def is_edge(text: str, at: int) -> bool:
    """Whether a name may begin or end between `text[at - 1]` and `text[at]`.

    It may not between two letters or digits (unless their script writes words together), nor within a number such as
    13.5, nor before a currency sign: the US in "US$70" is no country.
    """
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if after == " ":
        return True
    if after.isalnum():
        if before.isalnum():
            return bool(_IS_UNSPACED.match(before) or _IS_UNSPACED.match(after))
        return not (before in _POINTS and after.isdigit() and text[max(0, at - 2)].isdigit())
    if after in _POINTS:
        return not (before.isdigit() and text[at + 1 : at + 2].isdigit())
    return after not in _CURRENCY or not before.isalnum()


class Segment(NamedTuple):
    """A stretch of text, `[start, end)` in code points, that no mention may leave."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True, eq=False)
class PlainText:
    """A briefing's text in plain characters."""

    text: str
    folded: str
    """The same in lower case."""
    pieces: Sequence[str]
    """The words of `text`, each with a line feed for what comes behind it; and line feeds where no word is."""
    starts: Sequence[int]
    """Where each piece begins."""
    segments: tuple[Segment, ...]
    """In the order of the text."""

    def limit(self, at: int) -> int:
        """Where the segment that holds `at` ends."""
        return self.segments[bisect_right(self.segments, at, key=lambda segment: segment.start) - 1].end


def find_all(text: str, words: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Where `words` stand in `text[start:end]`."""
    at = text.find(words, start, end)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words), end)


def occurs_small(plain: PlainText, words: str, at: int) -> bool:
    """Whether words stand somewhere near `at` in lower case: as far away as a long article reaches, but no further."""
    small = words.lower()
    text = plain.text
    near = find_all(text, small, max(0, at - _NEAR), at + _NEAR)
    return small != words and any(is_edge(text, found) and is_edge(text, found + len(small)) for found in near)


def _split_cells(block: Block, text: str) -> Iterator[Segment]:
    for match in _CELL.finditer(text, block.span.start, block.span.end):
        yield Segment(match.start(), match.end(), block.kind)


def _split_lines(block: Block, breaks: Sequence[int]) -> Iterator[Segment]:
    start, end = block.span.start, block.span.end
    for at in breaks[bisect_left(breaks, start) : bisect_left(breaks, end)]:
        yield Segment(start, at, block.kind)
        start = at
    yield Segment(start, end, block.kind)


def _list_segments(briefing: Briefing) -> Iterator[Segment]:
    breaks = sorted(style.span.start for style in briefing.styles if style.kind is InlineKind.BREAK)
    for block in briefing.blocks:
        if block.kind in (BlockKind.TABLE, BlockKind.CODE):
            yield from _split_cells(block, briefing.text)
        elif breaks:
            yield from _split_lines(block, breaks)
        else:
            yield Segment(block.span.start, block.span.end, block.kind)


def read_plain(briefing: Briefing) -> PlainText:
    """Prepare a briefing: a segment for each block, for each cell of a table and each line of code or verse."""
    segments = tuple(segment for segment in _list_segments(briefing) if segment.end > segment.start)
    plain = normalise(briefing.text)
    return PlainText(plain, fold(plain), *split_words(plain), segments)


def split_words(text: str) -> tuple[Sequence[str], Sequence[int]]:
    """The pieces of a text in plain characters, and where each begins: what `PlainText` holds of them."""
    if len(text) <= _AT_ONCE:
        return _split_part(text, 0)
    # Each piece is kept once, and places as plain numbers: ten megabytes would take 400 otherwise.
    pieces: list[str] = []
    starts = array("q")
    known: dict[str, str] = {}
    for begin, end in _list_parts(text):
        found, places = _split_part(text[begin:end], begin)
        pieces += map(known.setdefault, found, found)
        starts.extend(places)
    return pieces, starts


def _split_part(part: str, begin: int) -> tuple[list[str], list[int]]:
    """The pieces of a part, and where each begins in the text, in which the part begins at `begin`."""
    lines = part
    if not part.isascii():
        others = set(_BEYOND_ASCII.findall(part))
        if _IS_UNSPACED.search("".join(others)):
            return _split_unspaced(part, begin)
        # To translate what is not ASCII takes ten times as long.
        for other in others:
            lines = lines if other.isalnum() else lines.replace(other, "\n")
    if lines.isascii():
        lines = lines.translate(_LETTERS)
    else:
        for gap in _GAPS:
            lines = lines.replace(gap, "\n")
    # Three times as fast as any pattern.
    pieces = f"{lines}\n".splitlines(keepends=True)
    starts = list(accumulate(map(len, pieces), initial=begin))
    starts.pop()
    return pieces, starts


def _split_unspaced(part: str, begin: int) -> tuple[list[str], list[int]]:
    """The same of a part in which some words stand without a gap."""
    # Every second part is a word, and begins where all parts before it end.
    parts = _SPLIT.split(part)
    starts = list(accumulate(map(len, parts), initial=begin))
    return [f"{word}\n" for word in parts[1::2]], starts[1:-1:2]


def _list_parts(text: str) -> Iterator[tuple[int, int]]:
    """Parts of a long text, each but the last with white space behind it."""
    begin = 0
    while begin < len(text):
        match = _GAP.search(text, begin + _AT_ONCE)
        end = match.start() if match else len(text)
        yield begin, end
        begin = end
