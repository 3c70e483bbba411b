"""Which HTML tables hold data and which only place things on a page. Knows nothing of blocks."""

from typing import Any

_BLOCKS_IN_CELLS = "h1, h2, h3, ul, ol, blockquote, pre, hr, p + p, div + div"
_MOST_CELLS = 200
"""Enough to tell what a table is."""
_LONG_CELL = 120
_MOST_LONG = 5
"""One in so many cells may be long, as a column of remarks is not."""
_ALIGNS = frozenset({"left", "right", "center"})


def read_alignment(attributes: dict[str, str | None]) -> str:
    """How a cell's words are set: "left", "right" or "center"."""
    align = (attributes.get("align") or "").lower()
    if align in _ALIGNS:
        return align
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return next((name for name in ("right", "center") if f"text-align:{name}" in style), "left")


def is_layout_table(node: Any) -> bool:
    """Whether a table only places things: it says so, holds blocks in its cells, or is no grid of short words."""
    role = (node.attributes.get("role") or "").lower()
    if role in ("presentation", "none"):
        return True
    # A selector also sees what stands above the node, and the node itself.
    if len(node.css("table")) > 1 or node.css_first(_BLOCKS_IN_CELLS) is not None:
        return True
    if node.css_first("th") is not None:
        return False
    return node.css_first("td + td") is None or not _is_grid(node)


def _is_grid(node: Any) -> bool:
    """Whether two rows or more have two short cells or more with words in them, and hardly any is long."""
    rows: dict[int, int] = {}
    long = 0
    for cell in node.css("td")[:_MOST_CELLS]:
        length = len(cell.text().strip())
        parent = cell.parent
        if length and parent is not None:
            rows[parent.mem_id] = rows.get(parent.mem_id, 0) + 1
            long += length > _LONG_CELL
    return sum(count > 1 for count in rows.values()) > 1 and long * _MOST_LONG < sum(rows.values())
