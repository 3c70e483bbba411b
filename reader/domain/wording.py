"""What became of some words: which stayed, which went, which came."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from reader.domain.alignment import match_items
from reader.domain.span import Span

_WORD = re.compile(r"[^\W\u2e80-\U0010ffff]+|\S")
"""A word, or one sign: of punctuation, or of a script that puts no spaces between words."""
_MOST = 8000
"""Words of either side that are compared one by one: about a tenth of a second."""


class WordChange(StrEnum):
    """What happened to words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words that have the same fate, without the white space around them."""

    kind: WordChange
    was: Span
    """In the words as they were; empty for those that were added."""
    now: Span
    """In the words as they are; empty for those that were removed."""


def compare_words(was: str, now: str) -> tuple[WordRun, ...]:
    """Tell word by word how `was` became `now`, in the order of both; white space does not count."""
    old, new = _list_words(was), _list_words(now)
    matches = _match([span.of(was) for span in old], [span.of(now) for span in new])
    runs, i, j = [], 0, 0
    for first, second, length in _group([*matches, (len(old), len(new))]):
        runs.append(WordRun(WordChange.REMOVED, _join(old, i, first), _point(new, j)))
        runs.append(WordRun(WordChange.ADDED, _point(old, first), _join(new, j, second)))
        i, j = first + length, second + length
        runs.append(WordRun(WordChange.SAME, _join(old, first, i), _join(new, second, j)))
    return tuple(run for run in runs if len(run.was) or len(run.now))


def _list_words(text: str) -> list[Span]:
    return [Span(match.start(), match.end()) for match in _WORD.finditer(text)]


def _match(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which words are the same ones. Of very long texts, those that begin and end both."""
    if max(len(old), len(new)) <= _MOST:
        return match_items(old, new)
    start, least = 0, min(len(old), len(new))
    while start < least and old[start] == new[start]:
        start += 1
    end = 0
    while end < least - start and old[-1 - end] == new[-1 - end]:
        end += 1
    ends = [(len(old) - at, len(new) - at) for at in range(end, 0, -1)]
    return [*((at, at) for at in range(start)), *ends]


def _group(matches: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Matches that follow each other on both sides: where they begin, and how many they are."""
    groups = []
    for _, group in groupby(enumerate(matches), key=lambda item: (item[1][0] - item[0], item[1][1] - item[0])):
        members = [match for _, match in group]
        groups.append((*members[0], len(members)))
    return groups


def _join(words: Sequence[Span], first: int, last: int) -> Span:
    """From the first to before the last word; a point where there is none."""
    last = min(last, len(words))
    return Span(words[first].start, words[last - 1].end) if first < last else _point(words, first)


def _point(words: Sequence[Span], at: int) -> Span:
    """The place before a word, or behind the last."""
    if at < len(words):
        return Span(words[at].start, words[at].start)
    end = words[-1].end if words else 0
    return Span(end, end)
