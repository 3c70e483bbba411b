"""Which HTML tables hold data and which only place things on a page. Knows nothing of blocks."""

from typing import Any

_BLOCKS_IN_CELLS = "h1, h2, h3, ul, ol, blockquote, pre, hr, p + p, div + div"
_ALIGNS = frozenset({"left", "right", "center"})


def read_alignment(attributes: dict[str, str | None]) -> str:
    """How a cell's words are set: "left", "right" or "center"."""
    align = (attributes.get("align") or "").lower()
    if align in _ALIGNS:
        return align
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return next((name for name in ("right", "center") if f"text-align:{name}" in style), "left")


def is_layout_table(node: Any) -> bool:
    """Whether a table only places things: it says so, holds blocks in its cells, or has a single column."""
    if (node.attributes.get("role") or "").lower() in ("presentation", "none"):
        return True
    # A selector also sees what stands above the node, and the node itself.
    if len(node.css("table")) > 1 or node.css_first(_BLOCKS_IN_CELLS) is not None:
        return True
    if node.css_first("th") is not None:
        return False
    return node.css_first("td + td") is None
