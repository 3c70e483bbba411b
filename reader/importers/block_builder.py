"""Collects words and containers in reading order and cuts them into drafts.

Owns the rules by which open lists, quotes, tables and headings decide what a block becomes. Knows nothing of HTML:
the walk tells it what begins and ends.
"""

from dataclasses import dataclass, field

from reader.domain.briefing import BlockKind, InlineKind
from reader.importers.drafts import Draft, Run
from reader.importers.words import Space, Words

BULLET = "•"
_TAB_SIZE = 4
# Looking up an enumeration's member takes longer than what is done with it.
_HEADING, _PARAGRAPH, _QUOTE, _ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.BULLET


@dataclass(slots=True)
class _Container:
    """An open list or quote."""

    is_list: bool
    number: int | None = None
    """The next item's number, in an ordered list."""
    shape: str = "{}."
    """How a number is written before an item."""


@dataclass(slots=True)
class _Table:
    rows: int = 0
    cells: int = 0
    aligns: list[str] = field(default_factory=list)


class BlockBuilder:
    """Builds drafts; every `open_` call is answered by the `close_` call of the same name.

    In a table nothing but cells can begin: there, every other block is a space.
    """

    def __init__(self, *, collapses: bool = False) -> None:
        """Start with nothing open.

        Args:
            collapses: whether runs of white space, line feeds too, count as one space, as in HTML files.
        """
        self._space = Space.COLLAPSED if collapses else Space.LINES
        self._cell_space = Space.COLLAPSED if collapses else Space.ONE_LINE
        self.words = Words(self._space)
        self._drafts: list[Draft] = []
        self._containers: list[_Container] = []
        self._depth = 0
        self._quoted = 0
        self._marker = ""
        self._heading = 0
        self.is_in_code = False
        """Whether preformatted text is open."""
        self._table: _Table | None = None
        self._line = 1

    def finish(self) -> list[Draft]:
        """Cut the last block off and return all drafts."""
        self.cut()
        return self._drafts

    def add_break(self) -> None:
        """Add a hard line break."""
        if self.is_in_code:
            self.words.add("\n")
        elif self._table is not None:
            self.words.add(" ")
        else:
            self.words.add_break()

    def cut(self, line: int = 0) -> None:
        """End the open block, if it has any words.

        Args:
            line: where the next block begins, or 0 when that is not known.
        """
        if self._table is not None:
            self.words.add(" ")
            return
        if self.words.parts:
            text, runs = self.words.take_stripped()
            if text:
                if self._heading and self._containers:
                    runs.insert(0, Run(InlineKind.STRONG, 0, len(text)))
                self._emit(self._kind(), text, runs)
        if line:
            self._line = line

    def _emit(self, kind: BlockKind, text: str, runs: list[Run], aligns: tuple[str, ...] = ()) -> None:
        """Add a draft with what its surroundings decide."""
        level = self._heading if kind is _HEADING else self._depth
        if kind is _ITEM:
            level = max(level, 1)  # HTML allows items without a list
        self._drafts.append(Draft(kind, text, self._line, level, self._marker, self._quoted, aligns, runs))
        self._marker = ""

    def _kind(self) -> BlockKind:
        if self._marker:
            return _ITEM
        if self._containers:
            return _PARAGRAPH if self._containers[-1].is_list else _QUOTE
        return _HEADING if self._heading else _PARAGRAPH

    def open_heading(self, level: int, line: int) -> None:
        """Begin a heading. In a list or quote it makes no section: there, it is bold."""
        self.cut(line)
        if self._table is None:
            self._heading = level

    def close_heading(self) -> None:
        """End a heading."""
        self.cut()
        self._heading = 0

    def add_rule(self, line: int) -> None:
        """Add a thematic break."""
        self.cut(line)
        if self._table is None:
            self._emit(BlockKind.RULE, "", [])

    def open_code(self, line: int) -> None:
        """Begin preformatted text."""
        self.cut(line)
        if self._table is None:
            self.is_in_code = True
            self.words.space = Space.KEPT

    def close_code(self) -> None:
        """End preformatted text: empty lines at its ends go, its indentation stays."""
        if not self.is_in_code:
            return
        self.is_in_code = False
        self.words.space = self._space
        text, _ = self.words.take()
        text = text.strip("\n").expandtabs(_TAB_SIZE)
        if text.strip():
            self._emit(BlockKind.CODE, text.rstrip(), [])

    def open_list(self, number: int | None = None, shape: str = "{}.") -> None:
        """Begin a list: ordered from `number`, or with bullets."""
        self.cut()
        self._containers.append(_Container(True, number, shape))
        self._depth += 1

    def close_list(self) -> None:
        """End a list."""
        self.cut()
        self._containers.pop()
        self._depth -= 1

    def open_item(self, line: int) -> None:
        """Begin a list item; its first block is the one with the marker."""
        self.cut(line)
        if self._table is not None:
            return
        container = self._containers[-1] if self._containers else None
        if container is None or container.number is None:
            self._marker = BULLET
        else:
            self._marker = container.shape.format(container.number)
            container.number += 1

    def close_item(self) -> None:
        """End a list item; a marker without words is forgotten."""
        self.cut()
        self._marker = ""

    def mark_item(self, marker: str) -> None:
        """Give the open item another marker, unless its words have been cut."""
        if self._marker:
            self._marker = marker

    def open_quote(self, line: int) -> None:
        """Begin a block quote."""
        self.cut(line)
        self._containers.append(_Container(False))
        self._quoted += 1

    def close_quote(self) -> None:
        """End a block quote."""
        self.cut()
        self._containers.pop()
        self._quoted -= 1

    def open_table(self, line: int) -> None:
        """Begin a table."""
        self.cut(line)
        self._table = _Table()
        self.words.space = Space.DROPPED

    def open_row(self) -> None:
        """Begin a row."""
        table = self._table
        if table is None:
            self.cut()
            return
        self.words.space = Space.DROPPED
        if table.rows:
            self.words.separate("\n")
        table.rows += 1
        table.cells = 0

    def open_cell(self, align: str) -> None:
        """Begin a cell."""
        table = self._table
        if table is None:
            self.cut()
            return
        if not table.rows:
            self.open_row()
        if table.cells:
            self.words.separate("\t")
        table.cells += 1
        self.words.space = self._cell_space
        if table.rows == 1:
            table.aligns.append(align)

    def close_cell(self, extra: int = 0) -> None:
        """End a cell that reaches over `extra` more columns."""
        if self._table is None:
            self.cut()
            return
        for _ in range(extra):
            self.open_cell("left")
        self.words.space = Space.DROPPED

    def close_table(self) -> None:
        """End a table."""
        table, self._table = self._table, None
        self.words.space = self._space
        self.words.trim_end()
        text, runs = self.words.take()
        if table is not None and text.strip():
            self._emit(BlockKind.TABLE, text, runs, tuple(table.aligns))
