"""How each kind of block is set: its indent, and the air around it; and what stands for a footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.domain.briefing import Block, BlockKind
from reader.ui.layout.width import cells, fit

if TYPE_CHECKING:
    from reader.domain.footer import Footer

_QUOTE_STEP = 2
_LIST_STEP = 2
_CODE_INDENT = 2
_LARGE_HEADING = 2
"""Headings of this level and above begin a part of the page: they get more air."""

_TIGHT_PAIRS = {(BlockKind.BULLET, BlockKind.BULLET), (BlockKind.LEAD_IN, BlockKind.BULLET)}


def marker_width(block: Block) -> int:
    """Cells that a bullet's marker takes, with the space behind it; 0 for any other block."""
    return len(block.marker) + 1 if block.kind is BlockKind.BULLET else 0


def indent(block: Block) -> int:
    """Cells between the left edge of the measure and the block's words."""
    quote = _QUOTE_STEP * block.quoted
    if block.kind is BlockKind.BULLET:
        return quote + _LIST_STEP * max(0, block.level - 1) + marker_width(block)
    if block.kind is BlockKind.HEADING or block.kind is BlockKind.TITLE:
        return quote
    listed = _LIST_STEP * block.level
    return quote + listed + (_CODE_INDENT if block.kind is BlockKind.CODE else 0)


def air_between(above: Block | None, below: Block) -> int:
    """Empty rows between two blocks."""
    if above is None:
        return 0
    if above.kind is BlockKind.HEADING and below.kind is not BlockKind.HEADING:
        return 1 if above.level <= _LARGE_HEADING else 0
    if (above.kind, below.kind) in _TIGHT_PAIRS and above.quoted == below.quoted:
        return 0
    if below.kind is BlockKind.HEADING and below.level <= _LARGE_HEADING:
        return 1 if above.kind in (BlockKind.RULE, BlockKind.HEADING, BlockKind.TITLE) else 2
    return 1


def describe_footer(footer: Footer, width: int, *, is_open: bool) -> str:
    """The row that stands for a closed footer, with as many topics as there is room for; or above an open one."""
    lines = f"footer, {footer.lines} line{'' if footer.lines == 1 else 's'}"
    if is_open:
        return fit(f"▾ {lines}", width)
    for count in range(len(footer.topics), 0, -1):
        more = " …" if count < len(footer.topics) else ""
        label = f"▸ {lines}: {', '.join(footer.topics[:count])}{more}"
        if cells(label) <= width:
            return label
    return fit(f"▸ {lines}", width)
