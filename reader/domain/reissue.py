"""What becomes of a place in a text when the text is written anew.

Owns that rule. Knows nothing of files: who asks has both versions.
"""

from bisect import bisect_right
from collections.abc import Sequence

from reader.domain.alignment import match_items
from reader.domain.briefing import Briefing

_MOST = 4_000
"""Blocks that are compared one with the other; of longer stretches only the beginning and the end are."""


def follow_place(before: Briefing, after: Briefing, place: int) -> int:
    """Where a place went: with its block, or to what follows the block that was before it.

    Args:
        before: the briefing as it was.
        after: as it is now.
        place: an offset in the text of the first, in code points.

    Returns:
        An offset in the text of the second.
    """
    if not before.blocks or not after.blocks:
        return 0
    index = before.block_index(place)
    inside = max(0, place - before.blocks[index].span.start)
    matches = _match(_texts(before), _texts(after))
    at = bisect_right(matches, index, key=lambda match: match[0]) - 1
    old, new = matches[at] if at >= 0 else (-1, -1)
    # A block that is no longer there has its like, if any, as far after the last one that is.
    block = after.blocks[min(new + index - old, _limit(matches, at, len(after.blocks)))]
    return min(block.span.start + inside, max(block.span.start, block.span.end - 1))


def _limit(matches: Sequence[tuple[int, int]], at: int, count: int) -> int:
    """The last block that what stood after a match may have become."""
    return matches[at + 1][1] if at + 1 < len(matches) else count - 1


def _texts(briefing: Briefing) -> list[str]:
    return [block.span.of(briefing.text) for block in briefing.blocks]


def _match(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Which blocks are the same; those at the beginning and the end are told without comparing each with each."""
    shorter = min(len(one), len(other))
    head = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    rest = shorter - head
    tail = next((at for at in range(rest) if one[-1 - at] != other[-1 - at]), rest)
    middle = one[head : len(one) - tail], other[head : len(other) - tail]
    pairs = match_items(*middle) if max(map(len, middle)) <= _MOST else []
    return [
        *((at, at) for at in range(head)),
        *((old + head, new + head) for old, new in pairs),
        *((len(one) - at, len(other) - at) for at in range(tail, 0, -1)),
    ]
