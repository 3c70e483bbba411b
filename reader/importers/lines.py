"""What can be told of a text from its lines alone: fences, bullets, wrapping, and whether each line is a block.

Owns the patterns for a line's beginning, which Markdown and plain text share. Knows nothing of blocks or offsets.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)$")
BULLET = re.compile(r"(?P<indent> *)(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap> +)(?=\S)")
TEXT_BULLET = re.compile(r"(?P<indent> *)(?P<marker>[-*+•‣◦▪■●○–·]|\d{1,3}[.)])(?P<gap> +)(?=\S)")
GLYPH_BULLET = re.compile(r"[•‣◦▪■●○] *(?=\S)")
HEADING = re.compile(r" {0,3}#{1,6}(?: |$)")
_TIGHT_HEADING = re.compile(r"( {0,3}#{2,6})(?=[^\W\d_]|\[|\*\*)")
_MAYBE_TIGHT = re.compile(r"##[^\s#]")
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


# Looking up an enumeration's member takes longer than all else that most lines need.
_BLANK, _PROSE, _INDENTED, _FENCED = Shape.BLANK, Shape.PROSE, Shape.INDENTED, Shape.FENCED
_CONTINUED = (Shape.PROSE, Shape.BULLET, Shape.GLYPH)
"""Lines that a line of prose may go on with."""

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
_FENCES = ("`", "~")
_TELLING = frozenset((*_CANDIDATES, *_FENCES))
"""With what a line must begin, after spaces, to be anything but prose, indented or blank."""


def shapes_of(lines: Sequence[str]) -> list[Shape]:
    """The shape of every line."""
    shapes: list[Shape] = []
    fence = ""
    for line in lines:
        first = line[:1]
        if first == " ":
            first = line.lstrip(" ")[:1]
        if not fence and first not in _TELLING:
            shapes.append(_plain_shape(line, first))
            continue
        found = FENCE.match(line) if first in _FENCES else None
        if fence:
            shapes.append(_FENCED)
            if found and found["fence"].startswith(fence) and not found["info"].strip():
                fence = ""
        elif found:
            shapes.append(_FENCED)
            fence = found["fence"]
        else:
            shapes.append(_shape(line, first))
    return shapes


def _shape(line: str, first: str) -> Shape:
    for pattern, shape in _CANDIDATES.get(first, ()):
        if pattern.match(line):
            return shape
    return _plain_shape(line, first)


def _plain_shape(line: str, first: str) -> Shape:
    if not first or (first.isspace() and line.isspace()):
        return _BLANK
    return _INDENTED if line[0] == " " else _PROSE


def loosen_headings(text: str) -> str:
    """Put the space into headings that Markdown came to want: older generators did without ("###News")."""
    if not _MAYBE_TIGHT.search(text):
        return text
    lines = text.split("\n")
    for index, shape in enumerate(shapes_of(lines)):
        if shape is not _FENCED and (found := _TIGHT_HEADING.match(lines[index])):
            lines[index] = f"{found[1]} {lines[index][found.end() :]}"
    return "\n".join(lines)


def is_line_per_block(lines: Sequence[str], shapes: Sequence[Shape]) -> bool:
    """Whether (nearly) no blank lines stand between blocks because every line is one.

    A paragraph that was wrapped by hand has no blank lines either; its lines break off in mid-sentence, below a
    common width.
    """
    written = len(lines)
    while written and shapes[written - 1] is _BLANK:
        written -= 1
    counted = written - shapes.count(_FENCED)
    if counted < 2 or shapes[:written].count(_BLANK) > _NEARLY_NONE * counted:
        return False
    return not is_wrapped(lines, shapes)


def is_wrapped(lines: Sequence[str], shapes: Sequence[Shape]) -> bool:
    """Whether adjacent lines of prose are pieces of one paragraph, wrapped by hand."""
    pairs = [
        pair
        for pair, (shape, shape_after) in zip(pairwise(lines), pairwise(shapes), strict=True)
        if shape_after is _PROSE and shape in _CONTINUED
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
