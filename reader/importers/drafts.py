"""Blocks on their way into a briefing, and the one place where they are given their offsets.

A `Draft` holds its own text, so importers and the passes over their result may cut, join and relabel freely;
`assemble` then lays all of them out as one text. Knows nothing of any input format.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.domain.briefing import Block, BlockKind, InlineKind, InlineStyle
from reader.domain.scrub import SafeText, scrub_line
from reader.domain.span import Span
from reader.importers.rare import scrub_long

_NO_TARGET = SafeText("")


@dataclass(slots=True)
class Run:
    """An inline style on `[start, end)`, in code points of its draft's text."""

    kind: InlineKind
    start: int
    end: int
    target: str = ""


@dataclass(slots=True)
class Draft:
    """A block without offsets."""

    kind: BlockKind
    text: str
    line: int = 1
    """In the source file, from 1."""
    level: int = 0
    marker: str = ""
    quoted: int = 0
    aligns: tuple[str, ...] = ()
    runs: list[Run] = field(default_factory=list)
    """Ordered by start, an enclosing one before those within it."""
    is_apart: bool = True
    """Whether a blank line stood before it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One text, and where everything stands in it."""

    text: SafeText
    blocks: tuple[Block, ...]
    styles: tuple[InlineStyle, ...]


def assemble(drafts: Sequence[Draft]) -> Layout:
    """Join drafts to one text: by one line feed where they stood on adjacent lines, else by two."""
    parts: list[str] = []
    blocks: list[Block] = []
    styles: list[InlineStyle] = []
    at = 0
    for draft in drafts:
        if blocks:
            gap = "\n\n" if draft.is_apart else "\n"
            parts.append(gap)
            at += len(gap)
        parts.append(draft.text)
        end = at + len(draft.text)
        # Markers are made by the importers, never copied from a file: they need no scrubbing.
        marker = SafeText(draft.marker)
        blocks.append(Block(draft.kind, Span(at, end), draft.level, draft.line, marker, draft.quoted, draft.aligns))
        if draft.runs:
            styles += _place_runs(draft.runs, at)
        at = end
    return Layout(scrub_long("".join(parts)), tuple(blocks), tuple(styles))


def _place_runs(runs: list[Run], at: int) -> list[InlineStyle]:
    return [
        InlineStyle(run.kind, Span(at + run.start, at + run.end), scrub_line(run.target) if run.target else _NO_TARGET)
        for run in runs
    ]
