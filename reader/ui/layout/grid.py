"""Setting a table: the columns' widths, and the rows of each cell.

A table's text has one line per row and a tab between cells, so each piece of a cell is a slice of that text.
"""

from collections.abc import Sequence
from typing import NamedTuple

from reader.ui.layout.width import cells
from reader.ui.layout.wrap import Extent, Piece, wrap_words

GAP = 2
"""Cells between two columns."""
_NARROWEST = 5
_WIDE = 2
"""Cells of the widest character: it cannot be cut."""
_LONGEST_WORD = 24
"""Cells of a word that is kept whole, if the table must be scrolled sideways for it."""
_WIDEST = 32
"""Cells that a column of a table that is scrolled sideways takes at most."""
_MOST_CELLS = 20_000
"""A table with more cells is set as running text: measuring it would take longer than reading it."""


class Grid(NamedTuple):
    """A table that fits: its rows, and the columns' places for the line under the header."""

    rows: tuple[tuple[Piece, ...], ...]
    header_rows: int
    width: int

    def shift(self, distance: int) -> "Grid":
        """The same table, `distance` cells further to the right."""
        rows = tuple(tuple(Piece(piece.x + distance, piece.start, piece.end) for piece in row) for row in self.rows)
        return Grid(rows, self.header_rows, self.width)


def _read_cells(text: str, start: int, end: int) -> list[list[Extent]]:
    rows = []
    at = start
    while at <= end:
        feed = text.find("\n", at, end)
        stop = end if feed < 0 else feed
        row = []
        while True:
            tab = text.find("\t", at, stop)
            row.append((at, stop if tab < 0 else tab))
            if tab < 0:
                break
            at = tab + 1
        rows.append(row)
        at = stop + 1
    return rows


def share_width(wanted: Sequence[int], width: int, words: Sequence[int] = ()) -> list[int] | None:
    """Give each column what it wants, or cut the widest down until all fit; None where they cannot.

    Args:
        wanted: the cells that each column takes unbroken.
        width: the cells that there are, gaps included.
        words: the cells of each column's longest word: no column is cut below that, if that much room there is.
    """
    room = width - GAP * (len(wanted) - 1)
    if room < sum(min(size, word, _NARROWEST) for size, word in zip(wanted, words or wanted, strict=True)):
        return None
    if sum(wanted) <= room:
        return list(wanted)
    smallest = [min(size, _WIDE) for size in wanted]
    whole = [max(pair) for pair in zip(words or smallest, smallest, strict=True)]
    least = whole if sum(whole) <= room else smallest

    def cut(most: int) -> list[int]:
        return [max(floor, min(size, most)) for size, floor in zip(wanted, least, strict=True)]

    low, high = 1, max(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if sum(cut(middle)) <= room else (low, middle - 1)
    shares = cut(low)
    for index, size in enumerate(wanted):
        if size > shares[index] == low and sum(shares) < room:
            shares[index] += 1
    return shares


def _set_row(text: str, row: Sequence[Extent], shares: Sequence[int], aligns: Sequence[str]) -> list[tuple[Piece, ...]]:
    columns = []
    x = 0
    for index, ((start, end), share) in enumerate(zip(row, shares, strict=False)):
        align = aligns[index] if index < len(aligns) else "left"
        pieces = []
        for begin, stop in wrap_words(text, start, end, share):
            spare = share - cells(text[begin:stop])
            indent = spare if align == "right" else spare // 2 if align == "center" else 0
            pieces.append(Piece(x + max(0, indent), begin, stop))
        columns.append(pieces)
        x += share + GAP
    height = max((len(pieces) for pieces in columns), default=0) or 1
    return [tuple(pieces[line] for pieces in columns if line < len(pieces)) for line in range(height)]


def set_grid(text: str, start: int, end: int, width: int, aligns: Sequence[str] = ()) -> Grid | None:
    """Set the table `text[start:end]` in `width` cells; None where it is too large.

    Where words would have to be cut it is wider than that, to be scrolled sideways.
    """
    if text.count("\t", start, end) + text.count("\n", start, end) > _MOST_CELLS:
        return None
    table = _read_cells(text, start, end)
    columns = max(len(row) for row in table)
    wanted, words = [1] * columns, [1] * columns
    for row in table:
        for index, (begin, stop) in enumerate(row):
            # Spaces at the edges of a cell are not drawn.
            wanted[index] = max(wanted[index], cells(text[begin:stop].strip(" ")))
            words[index] = max(words[index], *map(len, text[begin:stop].split()), 1)
    words = [min(pair) for pair in zip(wanted, words, strict=True)]
    is_cut = sum(min(size, _LONGEST_WORD) for size in words) + GAP * (columns - 1) > width
    shares = None if is_cut else share_width(wanted, width, words)
    if shares is None:
        shares = [max(min(size, _WIDEST), min(word, _LONGEST_WORD)) for size, word in zip(wanted, words, strict=True)]
    lines = [_set_row(text, row, shares, aligns) for row in table]
    rows = tuple(line for row in lines for line in row)
    return Grid(rows, len(lines[0]), sum(shares) + GAP * (columns - 1))
