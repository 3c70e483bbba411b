"""Which format a text is in: by its file's suffix, and where that says little, by its markup.

Knows nothing of how any format is read.
"""

import os
import re
from enum import Enum

from reader.importers.lines import Shape, shapes_of

_SAMPLE = 100_000
_HTML_START = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_BOLD = re.compile(r"\*\*[^\s*][^*\n]{0,500}?\*\*|__[^\s_][^_\n]{0,500}?__")
_LINK = re.compile(r"\[[^\[\]\n]{1,500}\]\([^()\s]{1,2000}\)")


class Format(Enum):
    """How a text is to be read."""

    MARKDOWN = "Markdown"
    MDX = "MDX"
    HTML = "HTML"
    PLAIN = "plain text"


_BY_SUFFIX = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".mdx": Format.MDX,
    ".html": Format.HTML,
    ".htm": Format.HTML,
}


def suffix_format(path: str) -> Format | None:
    """The format that a file's name promises, if it does."""
    return _BY_SUFFIX.get(os.path.splitext(path)[1].lower())


def recognise_format(text: str, path: str) -> Format:
    """The format of a body: a text file may hold Markdown or HTML, and a Markdown file nothing but HTML."""
    if is_html(text, path):
        return Format.HTML
    by_suffix = suffix_format(path)
    if by_suffix is not None:
        return by_suffix
    return Format.MARKDOWN if _has_markdown(text[:_SAMPLE]) else Format.PLAIN


def is_html(text: str, path: str) -> bool:
    """Whether a file is a page of HTML."""
    by_suffix = suffix_format(path)
    return by_suffix is Format.HTML or (by_suffix is not Format.MDX and _HTML_START.match(text) is not None)


def _has_markdown(text: str) -> bool:
    """Whether two signs of Markdown are there: plain text may hold any one of them by chance."""
    lines = text.split("\n")
    shapes = shapes_of(lines)
    lower = any(line.startswith("##") for line, shape in zip(lines, shapes, strict=True) if shape is Shape.HEADING)
    first = next((shape for shape in shapes if shape is not Shape.BLANK), Shape.BLANK)
    signs = (
        min(shapes.count(Shape.HEADING), 2) + (first is Shape.HEADING) + lower,
        min(shapes.count(Shape.FENCED), 2),
        2 * (shapes.count(Shape.TABLE) > 1),
        min(len(_BOLD.findall(text)), 2),
        min(len(_LINK.findall(text)), 2),
    )
    return sum(signs) > 1
