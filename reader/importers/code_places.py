"""Where the code of a Markdown text stands. Knows nothing of what is done with the rest."""

import re
from bisect import bisect_right
from collections import Counter

from reader.importers.lines import Shape, shapes_of

_TICKS = re.compile("`+")


class Code:
    """Fenced blocks and code spans, in which nothing is obeyed."""

    def __init__(self, text: str) -> None:
        """Args: text: the whole body."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        at = 0
        lines = text.split("\n")
        for line, shape in zip(lines, shapes_of(lines), strict=True):
            if shape is Shape.FENCED:
                self._add(at, at + len(line))
            elif "`" in line:
                self._add_spans(line, at)
            at += len(line) + 1

    def _add_spans(self, line: str, at: int) -> None:
        """Code spans: from some backticks to as many."""
        runs = [found.span() for found in _TICKS.finditer(line)]
        left = Counter(end - start for start, end in runs)
        opened: tuple[int, int] | None = None
        for start, end in runs:
            left[end - start] -= 1
            if opened is None and left[end - start]:
                opened = (start, end - start)
            elif opened is not None and opened[1] == end - start:
                self._add(at + opened[0], at + end)
                opened = None

    def _add(self, start: int, end: int) -> None:
        self._starts.append(start)
        self._ends.append(end)

    def holds(self, place: int) -> bool:
        """Whether a place is in code."""
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._ends[index]
