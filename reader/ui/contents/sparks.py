"""Counts as a line of little bars. Pure."""

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"
_NOTHING = "·"
_LOWEST_FULL = 4
"""A count that fills a cell at least: one mention is not to look like a flood."""


def draw_spark(counts: Sequence[int], width: int) -> str:
    """A bar for each count, a dot for none; the last stands at the right end.

    Args:
        counts: not negative.
        width: cells; earlier counts for which there is no room are left out.
    """
    shown = counts[-width:] if width else ()
    highest = max((_LOWEST_FULL, *shown))
    bars = (_BARS[(count * len(_BARS) - 1) // highest] if count else _NOTHING for count in shown)
    return "".join(bars).rjust(width)
