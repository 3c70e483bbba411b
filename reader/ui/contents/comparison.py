"""Words as they were over words as they are, in columns, so that what differs stands one over the other. Pure.

What went is put in [brackets], what came in {braces}: it is told without colour too.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from reader.domain.wording import WordChange, WordRun
from reader.ui.layout.width import cells

Part = tuple[str, str]
"""A text, and what it is drawn with."""

_NEAR = 5
"""Words that are shown on both sides of what differs; longer stretches of the same words are left out."""
_LEFT_OUT = "…"


class Column(NamedTuple):
    """A word as it was over the word as it is; one of them may be empty."""

    was: str
    now: str
    is_same: bool = True

    @property
    def width(self) -> int:
        """Cells."""
        return max(cells(self.was), cells(self.now))


class LinePair(NamedTuple):
    """A line of the words as they were, and the one under it."""

    was: tuple[Part, ...]
    now: tuple[Part, ...]


def align(was: str, now: str, runs: Sequence[WordRun]) -> list[Column]:
    """Put words in columns.

    Args:
        was: the words as they were.
        now: the words as they are.
        runs: what became of them, as `compare_words` says.
    """
    columns: list[Column] = []
    for is_same, group in groupby(runs, key=lambda run: run.kind is WordChange.SAME):
        members = list(group)
        if is_same:
            words = [word for run in members for word in run.was.of(was).split()]
            columns += _leave_out([Column(word, word) for word in words], is_first=not columns)
        else:
            gone = " ".join(text for run in members for text in run.was.of(was).split())
            came = " ".join(text for run in members for text in run.now.of(now).split())
            columns.append(Column(f"[{gone}]" if gone else "", f"{{{came}}}" if came else "", is_same=False))
    if columns and columns[-1].is_same:
        columns = _leave_out_end(columns)
    return columns


def _leave_out(columns: list[Column], *, is_first: bool) -> list[Column]:
    """Leave out what is far from any difference."""
    most = _NEAR if is_first else 2 * _NEAR
    if len(columns) <= most + 1:
        return columns
    gap = [Column(_LEFT_OUT, _LEFT_OUT)]
    return [*gap, *columns[-_NEAR:]] if is_first else [*columns[:_NEAR], *gap, *columns[-_NEAR:]]


def _leave_out_end(columns: list[Column]) -> list[Column]:
    """The same at the end, where nothing differs any more."""
    last = max((at for at, column in enumerate(columns) if not column.is_same), default=-1)
    if last < 0 or len(columns) - last - 1 <= _NEAR + 1:
        return columns
    return [*columns[: last + 1 + _NEAR], Column(_LEFT_OUT, _LEFT_OUT)]


def set_pairs(columns: Iterable[Column], width: int) -> list[LinePair]:
    """Break columns into pairs of lines of at most `width` cells."""
    pairs, line, used = [], list[Column](), 0
    for column in _cut(columns, max(1, width)):
        if line and used + 1 + column.width > width:
            pairs.append(_make_pair(line))
            line, used = [], 0
        used += column.width + (1 if line else 0)
        line.append(column)
    return [*pairs, _make_pair(line)] if line else pairs


def _cut(columns: Iterable[Column], width: int) -> Iterator[Column]:
    """Cut what is wider than a line."""
    for column in columns:
        was, now = column.was, column.now
        while max(cells(was), cells(now)) > width:
            half = max(1, width // 2)
            yield Column(was[:half], now[:half], column.is_same)
            was, now = was[half:], now[half:]
        yield Column(was, now, column.is_same)


def _make_pair(columns: Sequence[Column]) -> LinePair:
    was: list[Part] = []
    now: list[Part] = []
    for column in columns:
        was.append((_fill(column.was, column.width), "" if column.is_same else "removed"))
        now.append((_fill(column.now, column.width), "" if column.is_same else "added"))
    return LinePair(tuple(was), tuple(now))


def _fill(text: str, width: int) -> str:
    return text + " " * (width - cells(text) + 1)
