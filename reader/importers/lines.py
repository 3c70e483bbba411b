"""What can be told of a text from its lines alone: fences, bullets, wrapping, and whether each line is a block.

Owns the patterns for a line's beginning, which Markdown and plain text share. Knows nothing of blocks or offsets.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)$")
BULLET = re.compile(r"(?P<indent> *)(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap> +)(?=\S)")
TEXT_BULLET = re.compile(r"(?P<indent> *)(?P<marker>[-*+•‣◦▪■●○–·]|\d{1,3}[.)])(?P<gap> +)(?=\S)")
GLYPH_BULLET = re.compile(r"[•‣◦▪■●○] *(?=\S)")
HEADING = re.compile(r" {0,3}#{1,6}(?: |$)")
RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$")
UNDERLINE = re.compile(r" {0,3}(?:=+|-+) *$")
TABLE_DELIMITER = re.compile(r" {0,3}\|?(?: *:?-+:? *\|)+ *(?::?-+:? *)?$")
DEFINITION = re.compile(r" {0,3}\[\^?[^\]]+\]:")

_SENTENCE_ENDS = (*".!?:;…。！？：；\"'”’»)】」』*_",)
_NEARLY_NONE = 0.05
_NARROWEST_WRAP, _WIDEST_WRAP = 40, 110
_WRAPPED_SHARE = 0.25


class Shape(StrEnum):
    """What a line looks like by itself."""

    BLANK = "blank"
    PROSE = "prose"
    BULLET = "bullet"
    GLYPH = "glyph"
    """A bullet that Markdown does not know."""
    HEADING = "heading"
    RULE = "rule"
    QUOTE = "quote"
    TABLE = "table"
    DEFINITION = "definition"
    INDENTED = "indented"
    FENCED = "fenced"
    """Part of a fenced block, its fences too."""


_BY_FIRST: tuple[tuple[str, re.Pattern[str], Shape], ...] = (
    ("#", HEADING, Shape.HEADING),
    ("-*_", RULE, Shape.RULE),
    ("-*+0123456789", BULLET, Shape.BULLET),
    (">", re.compile(" *>"), Shape.QUOTE),
    ("|", re.compile(" *\\|"), Shape.TABLE),
    (":-", TABLE_DELIMITER, Shape.TABLE),
    ("[", DEFINITION, Shape.DEFINITION),
    ("•‣◦▪■●○–·", TEXT_BULLET, Shape.GLYPH),
)
_CANDIDATES = {
    first: tuple((pattern, shape) for firsts, pattern, shape in _BY_FIRST if first in firsts)
    for firsts, _, _ in _BY_FIRST
    for first in firsts
}


def shapes_of(lines: Sequence[str]) -> list[Shape]:
    """The shape of every line."""
    shapes: list[Shape] = []
    fence = ""
    for line in lines:
        first = line.lstrip(" ")[:1]
        found = FENCE.match(line) if first in ("`", "~") and first else None
        if fence:
            shapes.append(Shape.FENCED)
            if found and found["fence"].startswith(fence) and not found["info"].strip():
                fence = ""
        elif found:
            shapes.append(Shape.FENCED)
            fence = found["fence"]
        else:
            shapes.append(_shape(line, first))
    return shapes


def _shape(line: str, first: str) -> Shape:
    if not first or line.isspace():
        return Shape.BLANK
    for pattern, shape in _CANDIDATES.get(first, ()):
        if pattern.match(line):
            return shape
    return Shape.INDENTED if line[0] == " " else Shape.PROSE


def is_line_per_block(lines: Sequence[str], shapes: Sequence[Shape]) -> bool:
    """Whether (nearly) no blank lines stand between blocks because every line is one.

    A paragraph that was wrapped by hand has no blank lines either; its lines break off in mid-sentence, below a
    common width.
    """
    written = len(lines)
    while written and shapes[written - 1] is Shape.BLANK:
        written -= 1
    counted = [shape for shape in shapes[:written] if shape is not Shape.FENCED]
    if len(counted) < 2 or counted.count(Shape.BLANK) > _NEARLY_NONE * len(counted):
        return False
    return not is_wrapped(lines, shapes)


def is_wrapped(lines: Sequence[str], shapes: Sequence[Shape]) -> bool:
    """Whether adjacent lines of prose are pieces of one paragraph, wrapped by hand."""
    pairs = [
        (lines[index], lines[index + 1])
        for index in range(len(lines) - 1)
        if shapes[index + 1] is Shape.PROSE and shapes[index] in (Shape.PROSE, Shape.BULLET, Shape.GLYPH)
    ]
    if not pairs:
        return False
    width = max(len(first) for first, _ in pairs)
    if width > _WIDEST_WRAP:
        return sum(_breaks_off(*pair) for pair in pairs) > len(pairs) / 2
    broken = sum(_breaks_off(*pair) or _is_full(*pair, width) for pair in pairs)
    return broken > _WRAPPED_SHARE * len(pairs)


def _breaks_off(first: str, second: str) -> bool:
    """Whether a sentence goes on in the next line, which begins in lower case."""
    return second[:1].islower() and not first.rstrip().endswith(_SENTENCE_ENDS)


def _is_full(first: str, second: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted in `width` columns."""
    word, _, _ = second.partition(" ")
    return len(first) + 1 + len(word) > max(width, _NARROWEST_WRAP) and not first.rstrip().endswith(_SENTENCE_ENDS)
