"""Rows for the sidebar: what all its kinds have in common."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from reader.domain.scrub import SafeText


class Kind(StrEnum):
    """What the sidebar shows."""

    OUTLINE = "outline"
    ENTITIES = "entities"
    TAGS = "tags"


class Row(NamedTuple):
    """A heading, or something to choose."""

    text: SafeText
    detail: str = ""
    """At the right end: a count."""
    ink: str = ""
    """What the text is drawn with."""
    value: object = None
    """What Enter is about; None for a heading."""
    key: object = None
    """What it is the same by when the rows are made anew."""
    depth: int = 0
    """How far it stands in, in steps."""
    lines: int = 1
    """How many lines its text may take."""
    mark: str = ""
    """A word about it, before the count."""
    is_news: bool = False
    """Whether the mark is to be noticed."""
    trace: tuple[int, ...] = ()
    """Counts over time, drawn where there is room."""

    @property
    def is_heading(self) -> bool:
        """Whether it only stands over others."""
        return self.value is None


class Listing(NamedTuple):
    """What the sidebar shows of one kind."""

    rows: tuple[Row, ...] = ()
    summary: str = ""
    """How many there are: "25", "4 of 25 · sam"."""
    empty: SafeText = SafeText("")
    """What is said where there is nothing."""


def make_heading(text: str, size: int) -> Row:
    """A heading over `size` rows."""
    return Row(SafeText(text.upper()), f"{size:,}", "quiet")


def summarize(shown: int, total: int, needle: str) -> str:
    """How many there are, and how many of them fit what is sought."""
    return f"{shown:,} of {total:,} · {needle}" if needle else f"{total:,}"


def fits(needle: str, words: Sequence[str]) -> bool:
    """Whether any of some words holds what is sought, in whatever case."""
    wanted = needle.casefold()
    return not wanted or any(wanted in word.casefold() for word in words)


def find_place(before: Sequence[Row], rows: Sequence[Row], key: object | None, name: str = "") -> int:
    """Where the cursor goes when rows are made anew.

    Args:
        before: the rows that there were.
        rows: those that there are.
        key: what it stood on; None where it is to begin anew.
        name: where that is gone, what it follows instead.

    Returns:
        The row of `key`; else that of `name`; else the one that came next and is still there, or the one before.
    """
    if key is None:
        return 0
    places = {row.key: at for at, row in enumerate(rows) if not row.is_heading}
    if key in places:
        return places[key]
    named = next((at for at, row in enumerate(rows) if name and row.text == name and not row.is_heading), None)
    if named is not None:
        return named
    was = next((at for at, row in enumerate(before) if row.key == key and not row.is_heading), len(before))
    others = (row.key for row in (*before[was + 1 :], *reversed(before[:was])) if not row.is_heading)
    return next((places[other] for other in others if other in places), 0)
