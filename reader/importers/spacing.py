"""Blank lines for a parser that needs them, where a document separates its blocks by single line feeds.

Owns the map from the lines that the parser sees back to those of the file. Knows nothing of HTML or blocks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.importers.lines import TABLE_DELIMITER, UNDERLINE, Shape, is_line_per_block, shapes_of

_LONGEST_HEADING = 200

# Looking up an enumeration's member takes as long as comparing it four times.
_BLANK, _PROSE, _INDENTED = Shape.BLANK, Shape.PROSE, Shape.INDENTED
_RULE, _TABLE, _DEFINITION = Shape.RULE, Shape.TABLE, Shape.DEFINITION

_KEPT_TOGETHER = frozenset({Shape.BULLET, Shape.GLYPH, Shape.QUOTE, Shape.TABLE, Shape.FENCED, Shape.INDENTED})


@dataclass(frozen=True, slots=True)
class Spaced:
    """Lines for the parser, and where each stands in the original."""

    lines: Sequence[str]
    origins: Sequence[int]
    """For each line, the index of the original line that it is, or that an added blank line follows."""


def space_out(lines: Sequence[str]) -> Spaced:
    """Add blank lines between blocks where every line is one, and before a rule that would make a long line a heading.

    Fenced code, tables, quotes, underlined headings and indented continuations are kept together.
    """
    shapes = shapes_of(lines)
    separates_all = is_line_per_block(lines, shapes)
    if not separates_all and _RULE not in shapes and _DEFINITION not in shapes:
        return Spaced(lines, range(len(lines)))
    is_cut = _is_cut if separates_all else _is_cut_anyway
    spaced: list[str] = []
    origins: list[int] = []
    before, shape_before = "", _BLANK
    for index, (line, shape) in enumerate(zip(lines, shapes, strict=True)):
        if shape_before is not _BLANK and shape is not _BLANK and is_cut(before, shape_before, line, shape):
            spaced.append("")
            origins.append(index - 1)
        spaced.append(line)
        origins.append(index)
        before, shape_before = line, shape
    return Spaced(spaced, origins)


def _is_cut_anyway(before: str, shape_before: Shape, line: str, shape: Shape) -> bool:
    """Whether two adjacent lines are two blocks in any document.

    Two definitions are; and so are a whole paragraph and a rule, which the parser would take for a heading.
    """
    if shape is _DEFINITION:
        return shape_before is _DEFINITION
    return shape is _RULE and len(before) > _LONGEST_HEADING and bool(UNDERLINE.match(line))


def _is_cut(before: str, shape_before: Shape, line: str, shape: Shape) -> bool:
    """Whether two adjacent lines are two blocks, where nearly every line is one."""
    if shape is shape_before:
        is_one = shape in _KEPT_TOGETHER or (shape is _PROSE and _is_joined(before, line))
    elif shape is _TABLE or shape_before is _TABLE:
        is_one = "|" in line and "|" in before
    else:
        is_one = shape is _INDENTED  # the continuation of an item, or code
    return not is_one


def _is_joined(before: str, line: str) -> bool:
    """Whether a line of "=" underlines the one before (dashes are a rule here), or both are rows of a bare table."""
    if line[0] == "=" and UNDERLINE.match(line):
        return len(before) <= _LONGEST_HEADING
    return "|" in line and "|" in before and bool(TABLE_DELIMITER.match(line) or TABLE_DELIMITER.match(before))
