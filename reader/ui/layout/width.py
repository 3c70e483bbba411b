"""How many cells of a terminal a text takes.

Owns the shortcut that makes wrapping fast: most text is narrow, one cell for each code point.
"""

import re
from functools import lru_cache

from rich.cells import cell_len

# Scripts and symbols of which every code point takes exactly one cell.
_NOT_NARROW = re.compile(
    "[^\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u1fff"
    "\u2010-\u2027\u202f-\u203b\u203d-\u2048\u204a-\u205f\u2070-\u20cf\u2150-\u2189\u2200-\u2319"
    "\u2400-\u2426\u2500-\u25fc\ufffd\n\t]"
)


def is_narrow(text: str, start: int, end: int) -> bool:
    """Whether each code point of `text[start:end]` takes one cell (line feeds and tabs are shown as spaces)."""
    return _NOT_NARROW.search(text, start, end) is None


_LONGEST_REMEMBERED = 512
_LETTERS_PER_CELL = 16
_LETTERS_BESIDE = 512


def cells(text: str) -> int:
    """The cells that `text` takes; a line feed or a tab counts as the space it is shown as."""
    # A document of a few megabytes in a line would stay in memory many times over.
    return _recall_cells(text) if len(text) <= _LONGEST_REMEMBERED else _count_cells(text)


def _count_cells(text: str) -> int:
    if _NOT_NARROW.search(text) is None:
        return len(text)
    return cell_len(text.translate({0x0A: " ", 0x09: " "}))


_recall_cells = lru_cache(4096)(_count_cells)


def longest_row(width: int) -> int:
    """The code points that a row of `width` cells holds at most.

    Without an end, a million marks on one letter would stand on one row; the toolkit takes hours for such a row.
    """
    return _LETTERS_PER_CELL * width + _LETTERS_BESIDE


def fit(text: str, width: int) -> str:
    """Shorten `text` to `width` cells, with an ellipsis where something was left out."""
    whole = len(text)
    text = text[: longest_row(width)]
    if len(text) == whole and cells(text) <= width:
        return text
    if width <= 1:
        return "…"[:width]
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if cells(text[:middle]) <= width - 1 else (low, middle - 1)
    return text[:low].rstrip() + "…"


def index_at(text: str, x: int) -> int:
    """The index of the code point drawn at cell `x` of `text`; its length when `x` lies beyond."""
    if _NOT_NARROW.search(text) is None:
        return min(max(x, 0), len(text))
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if cells(text[: middle + 1]) <= x else (low, middle)
    return low
