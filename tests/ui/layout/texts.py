"""Texts that are hard to set: wide, joined, combining, broken by hand; and briefings made of them."""

from collections.abc import Sequence
from typing import Final

from hypothesis import strategies as st

from reader.domain.briefing import Block, BlockKind, Briefing, InlineKind, InlineStyle, Metadata
from reader.domain.scrub import SafeText
from reader.domain.span import Span

HEART: Final = "\u2764\ufe0f"
"""One cell by its code point, two with the selector."""
THUMB: Final = "\U0001f44d\U0001f3fd"
FAMILY: Final = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
"""Three emoji of two cells that joiners make one of two cells."""

MIXED: Final = st.sampled_from(
    [*"ab-—.é日本語、。」한ｱ\u0301\u200d\ufe0f\u2764\U0001f468\U0001f44d\U0001f3fd", " ", " "]
)
"""Characters of every width, joiners and marks in any order."""

_WORDS: Final = st.lists(
    st.sampled_from(
        [
            "a",
            "chip",
            "semiconductors",
            "U.S.-backed",
            "of",
            "日本",
            "半導体、",
            "한국",
            HEART,
            FAMILY,
            "e\u0301t",
            "か\u3099き\u3099",
        ]
    )
    | st.text(MIXED, min_size=1, max_size=6),
    min_size=1,
    max_size=12,
)
_NARROW_WORDS: Final = st.lists(
    st.sampled_from(["a", "HBM", "chip-to-chip", "supply—chain", "semiconductors", "x" * 30]), min_size=1, max_size=12
)


def make_briefing(
    text: str, blocks: Sequence[Block], styles: Sequence[InlineStyle] = (), title: str = "A title"
) -> Briefing:
    """A briefing without sections."""
    return Briefing("0" * 16, SafeText(text), tuple(blocks), (), tuple(styles), Metadata(SafeText(title)), 1)


def join_blocks(*blocks: tuple[Block, str]) -> Briefing:
    """A briefing of blocks one under the other, each given with its text; spans are filled in."""
    text, placed = "", []
    for block, words in blocks:
        text += "\n" if text else ""
        span = Span(len(text), len(text) + len(words))
        placed.append(Block(block.kind, span, block.level, block.line, block.marker, block.quoted, block.aligns))
        text += words
    return make_briefing(text, placed)


def block(kind: BlockKind, level: int = 0, marker: str = "", quoted: int = 0, aligns: tuple[str, ...] = ()) -> Block:
    """A block whose span is still to be filled in."""
    return Block(kind, Span(0, 0), level, 1, SafeText(marker), quoted, aligns)


_PROSE = (BlockKind.PARAGRAPH, BlockKind.LEAD_IN, BlockKind.BULLET, BlockKind.QUOTE, BlockKind.HEADING, BlockKind.TITLE)


@st.composite
def _draw_block(draw: st.DrawFn) -> tuple[Block, str, list[int]]:
    """A block, its text, and which of its line feeds are hard breaks."""
    kind = draw(st.sampled_from([*_PROSE, BlockKind.CODE, BlockKind.TABLE, BlockKind.RULE]))
    words = draw(_WORDS | _NARROW_WORDS)
    quoted = draw(st.integers(0, 2))
    if kind is BlockKind.RULE:
        return block(kind), "", []
    if kind is BlockKind.TABLE:
        columns = draw(st.integers(1, 4))
        rows = [words[at : at + columns] for at in range(0, len(words), columns)]
        aligns = tuple(draw(st.sampled_from(["left", "right", "center"])) for _ in range(columns))
        return block(kind, quoted=quoted, aligns=aligns), "\n".join("\t".join(row) for row in rows), []
    if kind is BlockKind.CODE:
        gaps = st.sampled_from([" ", "\n", "\n\n", "\t", "    "])
        return block(kind, quoted=quoted), "".join(word + draw(gaps) for word in words), []
    text, breaks = words[0], []
    for word in words[1:]:
        gap = draw(st.sampled_from([" ", " ", " ", "\n", "  ", "\n\n"]))
        if gap == "\n" and draw(st.booleans()):
            breaks.append(len(text))
        text += gap + word
    marker = draw(st.sampled_from(["•", "3.", "12)"])) if kind is BlockKind.BULLET else ""
    return block(kind, draw(st.integers(1, 6)), marker, quoted), text, breaks


@st.composite
def briefings(draw: st.DrawFn) -> Briefing:
    """Any briefing: blocks of every kind, with every kind of text in them; also one without blocks."""
    # No importer makes a block of blanks: there would be nothing to draw in its first row.
    drawn = [drawn for drawn in draw(st.lists(_draw_block(), max_size=5)) if not drawn[1] or drawn[1].strip(" \t\n")]
    briefing = join_blocks(*((block_, text) for block_, text, _ in drawn))
    styles = [
        InlineStyle(InlineKind.BREAK, Span(placed.span.start + at, placed.span.start + at + 1))
        for placed, (_, _, breaks) in zip(briefing.blocks, drawn, strict=True)
        for at in breaks
    ]
    return make_briefing(briefing.text, briefing.blocks, styles)
