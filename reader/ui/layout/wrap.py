"""Breaking a run of text into rows of a given width.

Every row is a slice of the text: its spans are code points of the briefing, and nothing is copied or inserted.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from reader.ui.layout.width import cells, is_narrow, longest_row

Extent = tuple[int, int]
"""`[start, end)` of one row, in code points; the spaces at a break belong to no row."""


class Piece(NamedTuple):
    """A slice of the text and the column at which it is drawn."""

    x: int
    start: int
    """First code point."""
    end: int
    """One past the last."""


_SPACES = re.compile(r"[ \n\t]*")
_JOINER = "\u200d"
_CJK = "\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff"
_CLOSING = "、。，．・：；？！）」』】〕〉》’”ー々"
_LONGEST_CLUSTER = 12
"""Code points drawn as one character at most: the longest emoji has eleven."""


@cache
def _token_pattern() -> re.Pattern[str]:
    """What may stand alone on a row: a CJK character with the punctuation that must not begin the next, or a word.

    Compiled when the first wide text is set: it takes 3 ms.
    """
    character = rf"[{_CJK}][{_CLOSING}]*(?:{_JOINER}[^ \n\t][{_CLOSING}]*)*"
    word = rf"[^ \n\t{_CJK}]+(?:(?<={_JOINER})[^ \n\t][^ \n\t{_CJK}]*)*"
    return re.compile(rf"[ \n\t]+|{character}|{word}")


@lru_cache(64)
def _row_pattern(width: int) -> re.Pattern[str]:
    """The longest run of at most `width` code points that ends before a space, at a dash or a hyphen; else `width`.

    A hyphen between two digits is no place to break: a date or a range stays whole.

    It must begin at a word: then the first space after it ends the run at the latest, and no run ends with a space.
    """
    breaks = r"(?<![ \n\t])(?:(?=[ \n\t])|\Z)|(?<=[—–])|(?<=\w\w-)(?=\w\w)(?:(?<!\d-)|(?!\d))"
    return re.compile(rf"(?s).{{1,{width}}}(?:{breaks})|.{{{width}}}")


def _wrap_narrow(text: str, start: int, end: int, width: int) -> Iterator[Extent]:
    pattern = _row_pattern(width)
    before = _SPACES.match(text, start, end)
    at = before.end() if before else start
    while at < end:
        match = pattern.match(text, at, end)
        assert match is not None, "one code point always fits"
        row_end = match.end()
        yield at, row_end
        after = _SPACES.match(text, row_end, end)
        at = after.end() if after else row_end


def _clusters(text: str, start: int, end: int) -> Iterator[Extent]:
    """The characters as they are drawn: with marks of no width, and with what a joiner binds to them."""
    at, bound = start, -1
    for index in range(start, end):
        if index == bound:
            continue
        if index > at and (index - at >= _LONGEST_CLUSTER or cells(text[index])):
            yield at, index
            at = index
        if text[index] == _JOINER and index + 1 - at < _LONGEST_CLUSTER:
            bound = index + 1
    if end > at:
        yield at, end


def _cut(text: str, start: int, end: int, width: int) -> Iterator[Extent]:
    """Cut a run that has no place to break: at `width` cells, never within what is drawn as one character."""
    at, used = start, 0
    longest = longest_row(width)
    for begin, stop in _clusters(text, start, end):
        # Measured whole: a variation selector makes a narrow emoji wide, a joiner makes three emoji one.
        size = cells(text[begin:stop])
        if (used and used + size > width) or stop - at > longest:
            yield at, begin
            at, used = begin, 0
        used += size
    yield at, end


def _wrap_wide(text: str, start: int, end: int, width: int) -> Iterator[Extent]:
    row_start, row_end, used = start, start, 0
    longest = longest_row(width)
    for token in _token_pattern().finditer(text, start, end):
        begin, stop = token.span()
        size = cells(token.group())
        if token.group()[0] in " \n\t":
            used += size
            row_start, used = (stop, 0) if row_end == row_start else (row_start, used)
            continue
        if used + size > width and row_end > row_start:
            yield row_start, row_end
            row_start, used = begin, 0
        row_end = stop
        used += size
        if used > width or stop - row_start > longest:
            *full, (row_start, row_end) = _cut(text, row_start, stop, width)
            yield from full
            used = cells(text[row_start:row_end])
    if row_end > row_start:
        yield row_start, row_end


def wrap_words(text: str, start: int, end: int, width: int, breaks: Iterable[int] = ()) -> Iterator[Extent]:
    """Break `text[start:end]` into rows of at most `width` cells, at spaces, dashes and CJK characters.

    Args:
        text: the briefing's text.
        start: first code point.
        end: one past the last code point.
        width: cells in a row, at least 1; a single character wider than that still gets its row.
        breaks: offsets of the line feeds that end a row, in ascending order.
    """
    width = max(1, width)
    wrap = _wrap_narrow if is_narrow(text, start, end) else _wrap_wide
    at = start
    for stop in (*breaks, end):
        if stop > at:
            yield from wrap(text, at, stop, width)
        elif stop == at and stop < end:
            yield at, at
        at = stop + 1


def wrap_lines(text: str, start: int, end: int, width: int) -> Iterator[Extent]:
    """Break preformatted text into rows: at each line feed, and wherever `width` cells are full."""
    width = max(1, width)
    at = start
    while at <= end:
        feed = text.find("\n", at, end)
        stop = end if feed < 0 else feed
        if is_narrow(text, at, stop):
            for cut in range(at, max(stop, at + 1), width):
                yield cut, min(cut + width, stop)
        else:
            yield from _cut(text, at, stop, width)
        at = stop + 1
