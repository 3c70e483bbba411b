"""A briefing set at one width: which row each code point stands on, and what each row shows.

The page is measured lazily, from the top down, so that a long briefing shows its first screen at once. What has been
measured never changes: the rows above the reader's eye are exact, only the height of the rest is an estimate.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reader.domain.briefing import Block, BlockKind, Briefing, InlineKind
from reader.domain.span import Span
from reader.ui.layout.setting import air_between, describe_footer, indent
from reader.ui.layout.width import cells, index_at
from reader.ui.layout.wrap import Piece, wrap_lines, wrap_words

if TYPE_CHECKING:
    from reader.domain.footer import Footer
    from reader.ui.layout.grid import Grid

LONG = 50_000
"""Code points of a block that is broken into rows ahead."""
_SHOWN_FIRST = 120
"""Rows: more than a screen has."""
_HEAD_ROWS = 2
"""Above an open footer: what closes it, and air."""
_NARROWEST = 8
"""However deep a list, its words keep this many cells."""
_FILL = 0.9
"""How full rows are on average; only for the estimate of what has not been measured."""


class RowRole(Enum):
    """What a row shows."""

    TEXT = auto()
    BLANK = auto()
    RULE = auto()
    TABLE_LINE = auto()
    """The line under a table's header."""
    MASTHEAD = auto()
    """A title that is not in the text, or the facts under the title."""
    FOLDED = auto()
    """What stands for a closed footer. The cursor stops on it."""
    UNFOLDED = auto()
    """What stands above an open one."""


STOPS = frozenset({RowRole.TEXT, RowRole.FOLDED})
"""The rows on which the cursor stops."""


class Row(NamedTuple):
    """One row of the page."""

    role: RowRole
    block: int = -1
    """The block it belongs to; for a blank row, the block below it; -1 for the masthead."""
    pieces: tuple[Piece, ...] = ()
    """Slices of the text, left to right; their x counts from the left edge of the measure."""
    is_first: bool = False
    """Whether the block begins here: its marker stands on this row."""
    literal: str = ""
    """What a row shows that has no words of the text: of the masthead, or of a footer's fold."""

    @property
    def span(self) -> Span | None:
        """From the first to the last code point on the row, or None where there is no text."""
        if not self.pieces:
            return None
        return Span(min(piece.start for piece in self.pieces), max(piece.end for piece in self.pieces))


class _SetBlock(NamedTuple):
    """The rows of one block: extents, two numbers a row, or a grid, or the number of rows without text."""

    extents: array[int]
    x: int
    grid: Grid | None = None
    fixed: int = 0
    head: int = 0
    """Rows above those: a footer's fold."""

    @property
    def height(self) -> int:
        if self.grid is not None:
            return self.head + len(self.grid.rows) + 1
        return self.head + (self.fixed or len(self.extents) // 2)


def _set_rows(text: str, start: int, end: int, width: int, breaks: tuple[int, ...] | None) -> array[int]:
    """Where each row of a block begins and ends; `breaks` are the ends of its lines, None for text shown as it is."""
    rows = wrap_lines(text, start, end, width) if breaks is None else wrap_words(text, start, end, width, breaks)
    return array("l", (edge for extent in rows for edge in extent))


_recall_rows = lru_cache(2)(_set_rows)
"""A block that is a book takes a fifth of a second: it is broken into rows before the screen shows it."""


def prepare_page(briefing: Briefing, width: int) -> None:
    """Break what a screen shows first into rows, if that takes long: in any thread, ahead of the page itself."""
    if len(briefing.text) > LONG:
        Page(briefing, width).measure_rows(_SHOWN_FIRST)


class Page:
    """A briefing set in `width` cells.

    Args:
        briefing: what to set.
        width: cells of the measure, at least 1.
        masthead: lines above the text, for a title that the text does not have; each fits the width.
        facts: the line under the title; empty for none.
        footer: what is folded to one row, until `open_footer`; None for nothing.
    """

    def __init__(
        self,
        briefing: Briefing,
        width: int,
        masthead: Sequence[str] = (),
        facts: str = "",
        footer: Footer | None = None,
    ) -> None:
        self.briefing = briefing
        self.footer = footer
        self._is_open = footer is None
        self.width = max(1, width)
        self._breaks = array("l", (style.span.start for style in briefing.styles if style.kind is InlineKind.BREAK))
        first = briefing.blocks[0] if briefing.blocks else None
        self._facts = facts if first is not None and first.kind is BlockKind.TITLE else ""
        self._head = [*masthead, *([facts] if facts and not self._facts else [])]
        if self._head:
            self._head.append("")
        self._set: list[_SetBlock] = []
        self._tops: list[int] = []
        self._bottom = len(self._head)

    @property
    def is_complete(self) -> bool:
        """Whether every block has been measured."""
        return len(self._set) == self.count

    @property
    def count(self) -> int:
        """The blocks that are set: of a closed footer only the first, in place of all."""
        return len(self.briefing.blocks) if self.footer is None or self._is_open else self.footer.first + 1

    @property
    def is_folded(self) -> bool:
        """Whether a footer is closed."""
        return not self._is_open

    def open_footer(self, is_open: bool) -> None:
        """Open or close the footer, if there is one; what stands above it stays as it was measured."""
        if self.footer is None or is_open == self._is_open:
            return
        self._is_open = is_open
        first = self.footer.first
        if len(self._set) > first:
            del self._set[first:], self._tops[first:]
            self._bottom = self._end_of(first - 1)

    def hides(self, offset: int) -> bool:
        """Whether the code point at `offset` is one of a closed footer's."""
        return self.footer is not None and not self._is_open and offset >= self.footer.span.start

    def start_of(self, index: int) -> int:
        """Where a block's words begin; of a closed footer, where those of all of it do."""
        is_fold = self.footer is not None and not self._is_open and index == self.footer.first
        return self.footer.span.start if is_fold and self.footer else self.briefing.blocks[index].span.start

    def index_of(self, offset: int) -> int:
        """The block that holds `offset`; of a closed footer, its first."""
        return min(self.briefing.block_index(offset), self.count - 1)

    @property
    def height(self) -> int:
        """Rows of the page: exact when complete, else what is measured and an estimate of the rest."""
        if self.is_complete:
            return self._bottom
        blocks = self.briefing.blocks
        rest = len(self.briefing.text) - blocks[len(self._set)].span.start
        return self._bottom + int(rest / (self.width * _FILL)) + 2 * (self.count - len(self._set))

    def measure_rows(self, count: int) -> None:
        """Measure until at least `count` rows are exact, or all."""
        while self._bottom < count and not self.is_complete:
            self._measure_block()

    def measure_text(self, offset: int) -> None:
        """Measure until the row of `offset` is exact."""
        blocks = self.briefing.blocks
        while not self.is_complete and blocks[len(self._set)].span.start <= offset:
            self._measure_block()

    def measure_more(self, characters: int) -> bool:
        """Measure about `characters` further code points; whether that was the rest."""
        if not self.is_complete:
            self.measure_text(self.briefing.blocks[len(self._set)].span.start + characters)
        return self.is_complete

    def measure_all(self) -> None:
        """Measure the rest."""
        self.measure_text(len(self.briefing.text))

    def block_top(self, index: int) -> int:
        """The row on which a block begins."""
        return self._tops[self._measured(index)]

    def block_height(self, index: int) -> int:
        """The rows of a block, the facts under a title not counted."""
        return self._set[self._measured(index)].height

    def block_at(self, y: int) -> int:
        """The block on row `y`, or the nearest above; 0 within the masthead."""
        self.measure_rows(y + 1)
        return max(0, bisect_right(self._tops, y) - 1)

    def block_width(self, index: int) -> int:
        """The cells that a block takes from the left edge: more than the page has only for a wide table."""
        block = self._set[self._measured(index)]
        return self.width if block.grid is None else block.x + block.grid.width

    def _measured(self, index: int) -> int:
        """The index of what a block is set in, once that is measured."""
        self.measure_text(self.briefing.blocks[index].span.start)
        return min(index, self.count - 1)

    def row(self, y: int) -> Row:
        """What row `y` shows; blank beyond the end."""
        self.measure_rows(y + 1)
        if y < len(self._head):
            literal = self._head[y] if y >= 0 else ""
            return Row(RowRole.MASTHEAD if literal else RowRole.BLANK, literal=literal)
        index = bisect_right(self._tops, y) - 1
        if index < 0 or y >= self._bottom:
            return Row(RowRole.BLANK, max(0, index))
        line = y - self._tops[index]
        height = self._set[index].height
        if line < height:
            return self._block_row(index, line)
        if index == 0 and self._facts and line == height:
            return Row(RowRole.MASTHEAD, literal=self._facts)
        return Row(RowRole.BLANK, min(index + 1, len(self.briefing.blocks) - 1))

    def row_of(self, offset: int) -> int:
        """The row on which the code point at `offset` is drawn; between two blocks, the last row above."""
        if not self.briefing.blocks:
            return 0
        index = self.index_of(offset)
        top = self.block_top(index)
        block = self._set[index]
        if block.grid is not None:
            return top + block.head + self._grid_line(block.grid, offset)
        starts = block.extents[::2]
        return top + min(block.head, block.height - 1) + max(0, bisect_right(starts, offset) - 1)

    def x_of(self, offset: int) -> int:
        """The column of the code point at `offset` within the measure."""
        row = self.row(self.row_of(offset))
        for piece in row.pieces if row.role is RowRole.TEXT else ():
            if piece.start <= offset <= piece.end:
                return piece.x + cells(self.briefing.text[piece.start : offset])
        return 0

    def offset_at(self, y: int, x: int = 0) -> int:
        """The offset of the code point drawn at (`x`, `y`), or of the nearest on that row or above it."""
        row = self.row(y)
        while row.span is None and y > 0:
            y -= 1
            row = self.row(y)
        if row.span is None:
            return 0
        if row.role is RowRole.FOLDED:
            return row.span.start
        piece = next((piece for piece in reversed(row.pieces) if piece.x <= x), row.pieces[0])
        offset = piece.start + index_at(self.briefing.text[piece.start : piece.end], x - piece.x)
        # Where a row ends within a word, its end is the beginning of the next row.
        return min(offset, max(piece.start, piece.end - 1))

    def _measure_block(self) -> None:
        index = len(self._set)
        blocks = self.briefing.blocks
        self._tops.append(self._bottom + air_between(blocks[index - 1] if index else None, blocks[index]))
        is_fold = self.footer is not None and index == self.footer.first
        self._set.append(self._set_fold(index) if is_fold else self._set_block(blocks[index]))
        self._bottom = self._end_of(index)

    def _end_of(self, index: int) -> int:
        """The row under a block and what belongs to it; under the masthead, for -1."""
        if index < 0:
            return len(self._head)
        return self._tops[index] + self._set[index].height + (1 if index == 0 and self._facts else 0)

    def _set_fold(self, first: int) -> _SetBlock:
        """The row that stands for a footer or above it, in place of a rule."""
        block = self.briefing.blocks[first]
        if not self._is_open or block.kind is BlockKind.RULE:
            return _SetBlock(array("l"), 0, head=1)
        return self._set_block(block)._replace(head=_HEAD_ROWS)

    def _set_block(self, block: Block) -> _SetBlock:
        x = min(indent(block), max(0, self.width - _NARROWEST))
        room = self.width - x
        start, end = block.span.start, block.span.end
        text = self.briefing.text
        if block.kind is BlockKind.RULE or start == end:
            return _SetBlock(array("l"), x, fixed=1)
        if block.kind is BlockKind.TABLE:
            from reader.ui.layout.grid import set_grid

            grid = set_grid(text, start, end, room, block.aligns)
            if grid is not None:
                return _SetBlock(array("l"), x, grid.shift(x))
        breaks = self._breaks[bisect_right(self._breaks, start - 1) : bisect_right(self._breaks, end)]
        is_verbatim = block.kind in (BlockKind.CODE, BlockKind.TABLE)
        set_rows = _recall_rows if end - start > LONG else _set_rows
        return _SetBlock(set_rows(text, start, end, room, None if is_verbatim else tuple(breaks)), x)

    def _block_row(self, index: int, line: int) -> Row:
        block = self._set[index]
        if line < block.head:
            return self._fold_row(index, line)
        line -= block.head
        if block.grid is not None:
            return self._grid_row(index, block.grid, line)
        if block.fixed:
            is_rule = self.briefing.blocks[index].kind is BlockKind.RULE
            return Row(RowRole.RULE if is_rule else RowRole.BLANK, index, is_first=True)
        start, end = block.extents[2 * line], block.extents[2 * line + 1]
        return Row(RowRole.TEXT, index, (Piece(block.x, start, end),), is_first=line == 0)

    def _fold_row(self, index: int, line: int) -> Row:
        if self.footer is None or line:
            return Row(RowRole.BLANK, index)
        label = describe_footer(self.footer, self.width, is_open=self._is_open)
        if self._is_open:
            return Row(RowRole.UNFOLDED, index, literal=label)
        span = self.footer.span
        return Row(RowRole.FOLDED, index, (Piece(0, span.start, span.end),), is_first=True, literal=label)

    def _grid_row(self, index: int, grid: Grid, line: int) -> Row:
        if line == grid.header_rows:
            return Row(RowRole.TABLE_LINE, index, literal=" " * self._set[index].x + "─" * grid.width)
        at = line if line < grid.header_rows else line - 1
        return Row(RowRole.TEXT, index, grid.rows[at], is_first=line == 0)

    @staticmethod
    def _grid_line(grid: Grid, offset: int) -> int:
        """The row of the piece that holds `offset`; else the last row that ends before it."""
        holder = 0
        for line, pieces in enumerate(grid.rows):
            if any(piece.start <= offset < piece.end for piece in pieces):
                holder = line
                break
            if any(piece.end <= offset for piece in pieces):
                holder = line
        return holder if holder < grid.header_rows else holder + 1
