"""Mentions in the making, and which of two overlapping ones stays.

Owns that rule. Knows nothing of how candidates are found.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from reader.domain.entity import Entity, EntityType, Mention, MentionStatus
from reader.domain.span import Span

_START = itemgetter(0)


class Candidate(NamedTuple):
    """A stretch `[start, end)` of the text that may name `entity`."""

    start: int
    end: int
    entity: Entity
    status: MentionStatus

    def is_a(self, kind: EntityType) -> bool:
        """Whether its entity is of that type."""
        return self.entity.type is kind


def _precedence(candidate: Candidate) -> tuple[int, int, bool]:
    return (candidate.start, -candidate.end, candidate.status is not MentionStatus.KNOWN)


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stay, in order: leftmost first, of those the longest, of those a known one."""
    chosen: list[Candidate] = []
    resume = 0
    for candidate in sorted(candidates, key=_precedence):
        if candidate.start >= resume:
            chosen.append(candidate)
            resume = candidate.end
    return chosen


class Taken:
    """The stretches of a text that are spoken for: sorted, never overlapping."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        """Take `candidates`, which must be sorted and not overlap."""
        self._keep(candidates)

    def _keep(self, candidates: Iterable[Candidate]) -> None:
        self.candidates = sorted(candidates, key=_START)
        self._starts = list(map(_START, self.candidates))

    def within(self, start: int, end: int) -> list[Candidate]:
        """The candidates that share a code point with `[start, end)`."""
        first = bisect_right(self._starts, start)
        if first and self.candidates[first - 1].end > start:
            first -= 1
        return self.candidates[first : bisect_left(self._starts, end, first)]

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing in `[start, end)` is taken."""
        at = bisect_left(self._starts, end)
        return not at or self.candidates[at - 1].end <= start

    def covers(self, start: int, end: int) -> bool:
        """Whether one candidate covers all of `[start, end)`."""
        at = bisect_right(self._starts, start)
        return bool(at) and self.candidates[at - 1].end >= end

    def ending_at(self, end: int) -> Candidate | None:
        """The candidate that ends there."""
        at = bisect_left(self._starts, end)
        found = self.candidates[at - 1] if at else None
        return found if found is not None and found.end == end else None

    def add(self, candidates: Iterable[Candidate]) -> None:
        """Take those that lie wholly in the gaps."""
        free = [candidate for candidate in choose(candidates) if self.is_free(candidate.start, candidate.end)]
        if free:
            self._keep([*self.candidates, *free])

    def replace(self, candidates: Iterable[Candidate]) -> None:
        """Take these, and drop whatever they overlap."""
        better = Taken(choose(candidates))
        if better.candidates:
            kept = [old for old in self.candidates if better.is_free(old.start, old.end)]
            self._keep([*kept, *better.candidates])

    def settle(self, candidates: Sequence[Candidate]) -> None:
        """Take what is leftmost and longest among these and what is taken already."""
        rivals = {old for candidate in candidates for old in self.within(candidate.start, candidate.end)}
        kept = [old for old in self.candidates if old not in rivals] if rivals else self.candidates
        self._keep([*kept, *choose([*candidates, *rivals])])


def make_mentions(candidates: Iterable[Candidate]) -> tuple[Mention, ...]:
    """Candidates that stay, as mentions."""
    return tuple(Mention(Span(start, end), entity, status) for start, end, entity, status in candidates)
