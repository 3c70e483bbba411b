"""A briefing: plain text with its structure, styles and metadata, immutable once imported."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from reader.domain.period import Period
from reader.domain.scrub import SafeText
from reader.domain.span import Span


class BlockKind(StrEnum):
    """What a leaf of the text is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LEAD_IN = "lead-in"
    """A paragraph that introduces the list under it."""
    BULLET = "bullet"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    """Its text has one line per row, the cells apart by tabs; the first row is the header."""
    RULE = "rule"
    """Its span is empty."""


class InlineKind(StrEnum):
    """How a run of words was written."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    STRIKE = "strike"
    CODE = "code"
    LINK = "link"
    IMAGE = "image"
    """The words are the image's alternative text."""
    BREAK = "break"
    """Covers a line feed that is a hard break; any other line feed within a paragraph is a space."""


class Provenance(StrEnum):
    """Where a piece of metadata was read, most trusted first."""

    FRONT_MATTER = "front matter"
    TEXT = "text"
    FILE_NAME = "file name"
    UNKNOWN = "unknown"


class InlineStyle(NamedTuple):
    """A style on a run of words; styles may nest and overlap."""

    kind: InlineKind
    span: Span
    target: SafeText = SafeText("")
    """The address, for links and images: data, never to be opened unasked."""


class Block(NamedTuple):
    """A leaf of the text."""

    kind: BlockKind
    span: Span
    level: int = 0
    """A heading's level (1 to 6); the list depth of a bullet (from 1) or of a block that continues one; else 0."""
    line: int = 1
    """The line in the source file where the block begins, from 1."""
    marker: SafeText = SafeText("")
    """What stands before a bullet ("•", "3."), not part of the text."""
    quoted: int = 0
    """How many block quotes enclose it."""
    aligns: tuple[str, ...] = ()
    """For a table: "left", "right" or "center" for each column."""


class Section(NamedTuple):
    """A part of the text under one heading, up to the next heading of the same or a higher rank."""

    level: int
    title: SafeText
    """The heading without a trailing colon."""
    span: Span
    """From the heading's first letter to the end of the section's last block."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a briefing, in Dublin Core's words. None or an empty tuple means unknown."""

    title: SafeText
    creator: SafeText | None = None
    publisher: SafeText | None = None
    issued: date | None = None
    period: Period | None = None
    series: SafeText | None = None
    number: SafeText | None = None
    label: SafeText | None = None
    """What the issue is called within its series: "2026-W19", "No. 12"."""
    language: SafeText | None = None
    subjects: tuple[SafeText, ...] = ()
    source: SafeText | None = None
    identifier: SafeText | None = None
    origins: Mapping[str, Provenance] = field(default_factory=dict)
    """Where each known field was read, by the field's name."""

    @property
    def dates(self) -> tuple[date, date] | None:
        """First and last day that the briefing speaks for: its period, else the day it was issued, else None."""
        if self.period is not None:
            return self.period.start, self.period.end
        return (self.issued, self.issued) if self.issued is not None else None

    @property
    def date_source(self) -> Provenance:
        """Where `dates` comes from."""
        name = "period" if self.period is not None else "issued"
        return self.origins.get(name, Provenance.UNKNOWN)


@dataclass(frozen=True, slots=True, eq=False)
class Briefing:
    """One document. Every span in it is in code points of `text`."""

    id: str
    """16 hexadecimal digits: a hash of the normalised text, so that copies of a file are one briefing."""
    text: SafeText
    blocks: tuple[Block, ...]
    """In the order of the text; they never overlap."""
    sections: tuple[Section, ...]
    styles: tuple[InlineStyle, ...]
    """Ordered by start."""
    metadata: Metadata
    words: int
    """Visible words; each CJK character counts as one."""
    warnings: tuple[SafeText, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(block.span.start for block in self.blocks))

    def block_index(self, offset: int) -> int:
        """The index of the block that holds `offset`, or of the nearest one before it.

        Raises:
            IndexError: if the briefing has no blocks.
        """
        if not self.blocks:
            raise IndexError("a briefing without blocks")
        return max(0, bisect_right(self._starts, offset) - 1)

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that holds `offset`."""
        found = None
        for section in self.sections:
            if section.span.start > offset:
                break
            if offset <= section.span.end:
                found = section
        return found
