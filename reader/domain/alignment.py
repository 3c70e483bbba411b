"""Edit distances, and where the parts of a pattern went.

Myers' bit-parallel algorithm (https://doi.org/10.1145/316542.316550) on Python's long integers: one column of the
table is two numbers, so a step costs about a microsecond for patterns up to some hundred code points. Distances are
Levenshtein's: a letter inserted, deleted or replaced counts one.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where a part of a pattern went: `[start, end)` in the text, and what the whole pattern costs there."""

    start: int
    end: int
    distance: int


def _mask(pattern: Sequence[Hashable]) -> dict[Hashable, int]:
    masks: dict[Hashable, int] = {}
    for place, letter in enumerate(pattern):
        masks[letter] = masks.get(letter, 0) | 1 << place
    return masks


def _columns(pattern: Sequence[Hashable], text: Iterable[Hashable], first_row: int) -> Iterator[tuple[int, int, int]]:
    """The columns of the table, after each letter of `text`.

    Args:
        first_row: 1 if the pattern must begin where the text does, 0 if it may begin anywhere.

    Yields:
        the rows at which the column rises by one, those at which it falls, and the distance in its last row.
    """
    masks, every, last = _mask(pattern), (1 << len(pattern)) - 1, 1 << (len(pattern) - 1)
    rises, falls, distance = every, 0, len(pattern)
    for letter in text:
        equal = masks.get(letter, 0)
        steady = equal | falls
        across = (((equal & rises) + rises) ^ rises) | equal
        up = (falls | ~(across | rises)) & every
        down = rises & across
        if up & last:
            distance += 1
        elif down & last:
            distance -= 1
        up, down = up << 1 | first_row, down << 1
        rises = (down | ~(steady | up)) & every
        falls = up & steady & every
        yield rises, falls, distance


def measure_distance(one: str, other: str) -> int:
    """The number of edits that turn one string into the other."""
    if one == other:
        return 0
    shared = count_shared(one, other)
    one, other = one[shared:], other[shared:]
    if not one or not other:
        return len(one) + len(other)
    return [distance for _, _, distance in _columns(one, other, 1)][-1]


def measure_lead(pattern: str, text: str) -> int:
    """The least number of edits that turn `pattern` into any beginning of `text`."""
    if text.startswith(pattern):
        return 0
    return min((distance for _, _, distance in _columns(pattern, text, 1)), default=len(pattern))


def count_shared(one: str, other: str) -> int:
    """How many letters two beginnings share: found by halving, since slices compare fast."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def align(pattern: str, text: str, part: tuple[int, int]) -> Alignment:
    """Find the pattern anywhere in a text, as well as it can be, and where a part of it went.

    Letters inserted at an edge of the part stay outside of it.

    Args:
        pattern: not empty.
        text: where to look.
        part: `[start, end)` in the pattern.
    """
    columns = list(_columns(pattern, text, 0))
    distance, neighbour = len(pattern), 0
    for column, (_, _, here) in enumerate(columns, 1):
        if here < distance:
            distance, neighbour = here, column
    start, end = _follow_back(columns, len(pattern), neighbour, part)
    return Alignment(start, end, distance)


def align_all(pattern: str, text: str, most: int) -> list[Alignment]:
    """Every place where the pattern is found with at most so many edits, and with fewer than right beside it."""
    columns = list(_columns(pattern, text, 0))
    distances = [len(pattern), *(distance for _, _, distance in columns), len(pattern)]
    found = []
    for column in range(1, len(columns) + 1):
        before, here, after = distances[column - 1 : column + 2]
        if here <= most and here < before and here <= after:
            start, end = _follow_back(columns, len(pattern), column, (0, len(pattern)))
            found.append(Alignment(start, end, here))
    return found


def match_items(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Which items are the same ones when one sequence becomes the other in as few edits as can be, in their order."""
    if not one or not other:
        return []
    columns, row, column = list(_columns(one, other, 1)), len(one), len(other)
    matches = []
    while row and column:
        bit = 1 << (row - 1)
        if columns[column - 1][0] & bit:
            row -= 1
        elif column > 1 and columns[column - 2][1] & bit:
            column -= 1
        else:
            row, column = row - 1, column - 1
            if one[row] == other[column]:
                matches.append((row, column))
    return matches[::-1]


def _follow_back(
    columns: Sequence[tuple[int, int, int]], row: int, column: int, part: tuple[int, int]
) -> tuple[int, int]:
    """Walk the cheapest way back from a cell, and note where it passes the edges of the part."""
    first, last = part
    start = end = column
    has_start = row == first
    while row:
        bit = 1 << (row - 1)
        if not column or columns[column - 1][0] & bit:
            row -= 1
        else:
            column -= 1
            row -= not (column and columns[column - 1][1] & bit)
        if row >= last:
            end = column
        if row == first and not has_start:
            start, has_start = column, True
    return min(start, end), end
