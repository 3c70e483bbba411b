"""Briefings by hand: each line is a block, its kind told by how it begins."""

import re
from collections.abc import Sequence

from reader.domain.briefing import Block, BlockKind, Briefing, InlineStyle, Metadata
from reader.domain.scrub import SafeText
from reader.domain.span import Span

_MARKS = (
    (re.compile(r"# "), BlockKind.TITLE),
    (re.compile(r"#+ "), BlockKind.HEADING),
    (re.compile(r"- |\d+\. "), BlockKind.BULLET),
    (re.compile(r"\| "), BlockKind.TABLE),
    (re.compile(r"> "), BlockKind.QUOTE),
)


def make_briefing(text: str, styles: Sequence[InlineStyle] = ()) -> Briefing:
    """A briefing whose text is `text`, with a block for each line that is not blank; marks stand outside the blocks."""
    blocks = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        found = ((match, kind) for mark, kind in _MARKS if (match := mark.match(line)))
        match, kind = next(found, (None, BlockKind.PARAGRAPH))
        if line.strip():
            span = Span(start + (match.end() if match else 0), start + len(line))
            blocks.append(Block(kind, span, line=number))
        start += len(line) + 1
    return assemble(text, blocks, styles)


def assemble(text: str, blocks: Sequence[Block], styles: Sequence[InlineStyle] = ()) -> Briefing:
    """A briefing of given blocks."""
    return Briefing(
        id="0" * 16,
        text=SafeText(text),
        blocks=tuple(blocks),
        sections=(),
        styles=tuple(styles),
        metadata=Metadata(SafeText("untitled")),
        words=len(text.split()),
    )
