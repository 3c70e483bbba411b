"""All annotations as rows: grouped, headed, filtered by words. Pure: no widget, so that a worker can do it."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from reader.domain.annotation import Annotation, normalise_tag
from reader.domain.scrub import SafeText, scrub_line
from reader.services.annotations import PlacedAnnotation

NO_TAG = "no tag"
_MONTHS = "January February March April May June July August September October November December".split()


class By(StrEnum):
    """What the annotations under one heading have in common."""

    DATE = "date"
    BRIEFING = "briefing"
    TAG = "tag"

    def following(self) -> "By":
        """The next one, round and round."""
        kinds = tuple(By)
        return kinds[(kinds.index(self) + 1) % len(kinds)]


class Heading(NamedTuple):
    """A row over others."""

    text: SafeText
    size: int


@dataclass(frozen=True, slots=True, eq=False)
class Collection:
    """The rows of the annotations screen."""

    rows: tuple[Heading | PlacedAnnotation, ...] = ()
    tops: "array[int]" = field(default_factory=lambda: array("l", [0]))
    """The line on which each row begins, and the one after the last."""
    selectable: bytes = b""
    """1 for an annotation, 0 for a heading."""
    shown: int = 0
    """How many annotations fit."""
    total: int = 0
    by: By = By.DATE
    is_complete: bool = True

    def find(self, annotation_id: str, near: int) -> int:
        """The row of an annotation, of several the nearest to `near`; `near` itself where there is none."""
        places = [
            at
            for at, row in enumerate(self.rows)
            if isinstance(row, PlacedAnnotation) and row.annotation.id == annotation_id
        ]
        return min(places, key=lambda at: abs(at - near), default=near)


def collect(placed: Iterable[PlacedAnnotation], by: By, total: int, *, is_complete: bool = True) -> Collection:
    """Group annotations.

    Args:
        placed: those that fit.
        by: what they are grouped by.
        total: how many there are.
        is_complete: whether all have been read.
    """
    newest = sorted(placed, key=lambda item: item.annotation.created, reverse=True)
    groups = _GROUPINGS[by](newest)
    rows: list[Heading | PlacedAnnotation] = []
    for heading, members in groups:
        rows += [Heading(heading, len(members)), *members]
    heights = [_measure(row, is_first=at == 0) for at, row in enumerate(rows)]
    selectable = bytes(isinstance(row, PlacedAnnotation) for row in rows)
    tops = array("l", accumulate(heights, initial=0))
    return Collection(tuple(rows), tops, selectable, len(newest), total, by, is_complete)


def _measure(row: Heading | PlacedAnnotation, *, is_first: bool) -> int:
    if isinstance(row, Heading):
        return 1 if is_first else 2
    return 3 if row.annotation.note else 2


_Group = tuple[SafeText, Sequence[PlacedAnnotation]]


def _by_date(placed: Sequence[PlacedAnnotation]) -> list[_Group]:
    groups: dict[str, list[PlacedAnnotation]] = {}
    for item in placed:
        groups.setdefault(item.annotation.created[:7], []).append(item)
    return [(_name_month(month), members) for month, members in groups.items()]


def _name_month(month: str) -> SafeText:
    year, _, number = month.partition("-")
    if number.isdecimal() and 1 <= int(number) <= len(_MONTHS):
        return scrub_line(f"{_MONTHS[int(number) - 1]} {year}")
    return SafeText("no date")


def _by_briefing(placed: Sequence[PlacedAnnotation]) -> list[_Group]:
    """The briefings with the newest annotations first, the annotations of each in the order of its text."""
    groups: dict[str, list[PlacedAnnotation]] = {}
    for item in placed:
        groups.setdefault(item.entry.id if item.entry else item.annotation.briefing.id, []).append(item)
    return [(print_briefing(members[0].annotation), sorted(members, key=_start)) for members in groups.values()]


def _start(placed: PlacedAnnotation) -> int:
    return placed.anchor.span.start if placed.anchor.span is not None else -1


def _by_tag(placed: Sequence[PlacedAnnotation]) -> list[_Group]:
    """The tags by name, each with all that bear it; what has none comes last."""
    groups: dict[str, tuple[SafeText, list[PlacedAnnotation]]] = {}
    for item in placed:
        for tag in item.annotation.tags:
            groups.setdefault(normalise_tag(tag), (SafeText(f"#{tag}"), []))[1].append(item)
    rest = [item for item in placed if not item.annotation.tags]
    named = [groups[name] for name in sorted(groups)]
    return [*named, *([(SafeText(NO_TAG), rest)] if rest else [])]


_GROUPINGS: dict[By, Callable[[Sequence[PlacedAnnotation]], list[_Group]]] = {
    By.DATE: _by_date,
    By.BRIEFING: _by_briefing,
    By.TAG: _by_tag,
}


def print_briefing(annotation: Annotation) -> SafeText:
    """The title of the briefing, with its issue where the title does not say it."""
    title, issue = annotation.briefing.title, annotation.briefing.label or ""
    return scrub_line(f"{title} · {issue}") if issue and issue not in title else title


def print_subject(annotation: Annotation) -> str:
    """What an annotation is about: its words, its name, or the whole briefing."""
    if annotation.quote is not None:
        return f"“{' '.join(annotation.quote.exact.split())}”"
    return annotation.entity or "the whole briefing"


def choose_by_words(placed: Iterable[PlacedAnnotation], needle: str) -> list[PlacedAnnotation]:
    """Those that have every word of `needle` in their words, their note, their tags or the title of their briefing."""
    words = needle.casefold().split()
    return [item for item in placed if all(word in _gather(item.annotation) for word in words)] if words else [*placed]


def _gather(annotation: Annotation) -> str:
    parts = (print_subject(annotation), annotation.note, annotation.briefing.title)
    return "\n".join((*parts, *(f"#{tag}" for tag in annotation.tags))).casefold()
