"""Which panes are in sight: as many as the terminal is wide for, the focused one always. Pure."""

PANES = ("list", "article", "sidebar")
"""From left to right."""

_FOR_ANY, _FOR_TWO, _FOR_THREE = 34, 72, 100
"""Columns below which a page, two panes, three panes would be too cramped to read in."""
_ROWS_FOR_ANY = 8


_FOR_EACH_QUERY = 24
"""Rows of a terminal below which the saved queries share one."""


def shares_a_row(rows: int) -> bool:
    """Whether the saved queries have one row for all of them.

    Args:
        rows: of the terminal.
    """
    return rows < _FOR_EACH_QUERY


def arrange_panes(columns: int, rows: int, focused: str, *, is_zen: bool = False) -> frozenset[str]:
    """The panes to show; none where the terminal is too small for any.

    Args:
        columns: of the terminal.
        rows: of the terminal.
        focused: the pane with the focus.
        is_zen: whether only the article is wanted.
    """
    if columns < _FOR_ANY or rows < _ROWS_FOR_ANY:
        return frozenset()
    if is_zen or columns < _FOR_TWO:
        return frozenset({focused})
    if columns < _FOR_THREE:
        return frozenset({"article", "sidebar" if focused == "sidebar" else "list"})
    return frozenset(PANES)
