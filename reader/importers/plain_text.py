"""Plain text to drafts: paragraphs, bullets, rules, quotes and underlined headings, as people type them.

Owns the reading of text without a markup language. Knows nothing of Markdown, metadata or titles.
"""

import re
from collections.abc import Sequence

from reader.domain.briefing import BlockKind
from reader.importers.block_builder import BULLET
from reader.importers.drafts import Draft
from reader.importers.labels import split_masthead
from reader.importers.lines import TEXT_BULLET, Shape, is_line_per_block, is_wrapped, shapes_of

_RULE = re.compile(r" *([-=*_~#─━═—–])(?: ?\1){2,} *$")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,}) *$")
_QUOTE = re.compile(r" {0,3}(?P<marks>(?:> ?)+)")
_ALIGNED = re.compile(r"\S {3,}\S|^ *[|+].*[|+] *$")
_DEEPEST_QUOTE = 20
_SHORT_OF_WIDTH = 0.7


def read_verbatim(lines: Sequence[str], first_line: int = 1) -> list[Draft]:
    """Every stretch of lines without a blank one between them as one paragraph, exactly as written."""
    return [
        Draft(BlockKind.PARAGRAPH, "\n".join(stretch).strip(), first_line + start)
        for start, stretch in _stretches([line.rstrip() for line in lines])
    ]


def read_plain_text(text: str, first_line: int = 1) -> list[Draft]:
    """Read plain text.

    Args:
        text: the body, with LF line ends and without tabs.
        first_line: the line of the file on which the body begins.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    shapes = shapes_of(lines)
    reader = _PlainReader(first_line, is_line_per_block(lines, shapes), _wrap_width(lines, shapes))
    for start, stretch in _stretches(lines):
        reader.read(start, stretch)
    return reader.drafts


def _stretches(lines: Sequence[str]) -> list[tuple[int, list[str]]]:
    """Lines without a blank one between them, each stretch with its first index."""
    found: list[tuple[int, list[str]]] = []
    was_blank = True
    for index, line in enumerate(lines):
        is_blank = not line or line.isspace()
        if not is_blank:
            if was_blank:
                found.append((index, []))
            found[-1][1].append(line)
        was_blank = is_blank
    return found


def _wrap_width(lines: Sequence[str], shapes: Sequence[Shape]) -> int:
    """The width to which the whole text was wrapped by hand, or 0."""
    if not is_wrapped(lines, shapes):
        return 0
    return max(len(line) for line, shape in zip(lines, shapes, strict=True) if shape is Shape.PROSE)


class _PlainReader:
    """Reads stretch by stretch; a list goes on over blank lines as long as bullets follow."""

    def __init__(self, first_line: int, is_line_per_block: bool, width: int) -> None:
        self.drafts: list[Draft] = []
        self._first_line = first_line
        self._is_line_per_block = is_line_per_block
        self._width = width
        self._indents: list[int] = []
        self._joins = False

    def read(self, start: int, stretch: list[str]) -> None:
        """Read one stretch that begins at line index `start`."""
        if not self.drafts and (parts := split_masthead(stretch[0])):
            self._add(BlockKind.PARAGRAPH, parts[0], start, is_apart=True)
            self._add(BlockKind.PARAGRAPH, "\n".join(parts[1:]), start, is_apart=False)
            start, stretch = start + 1, stretch[1:]
        if self._is_table(stretch):
            self._add(BlockKind.CODE, "\n".join(stretch), start, is_apart=True)
            return
        self._joins = not self._is_line_per_block and (bool(self._width) or is_wrapped(stretch, shapes_of(stretch)))
        before = ""
        for offset, line in enumerate(stretch):
            self._read_line(line, before, start + offset, is_first=not offset)
            before = line
        if not before.startswith(" ") and not TEXT_BULLET.match(before):
            self._indents = []

    @staticmethod
    def _is_table(stretch: list[str]) -> bool:
        """Whether columns are set with spaces: such lines must stay as they are."""
        return len(stretch) > 1 and sum(bool(_ALIGNED.search(line)) for line in stretch) > len(stretch) / 2

    def _read_line(self, line: str, before: str, index: int, *, is_first: bool) -> None:
        if before and self._is_underline(line, before):
            self._underline(1 if line.startswith("=") else 2)
        elif _RULE.match(line):
            self._add(BlockKind.RULE, "", index, is_apart=is_first)
        elif found := _QUOTE.match(line):
            self._read_quote(line, found, before, index, is_first=is_first)
        elif found := TEXT_BULLET.match(line):
            self._read_bullet(line, found, index, is_first=is_first)
        else:
            self._read_prose(line, before, index, is_first=is_first)

    def _is_underline(self, line: str, before: str) -> bool:
        """Whether a line of "=" or "-" stands under a short paragraph, and is about as long."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or last.kind not in (BlockKind.PARAGRAPH, BlockKind.BULLET):
            return False
        is_title = len(self.drafts) == 1 and line.startswith("=") and last.text.count("\n") == 1
        if not is_title and f"{last.marker} {last.text}".strip() != before.strip():
            return False
        return bool(_UNDERLINE.match(line)) and len(before) <= 2 * len(line) + 3 and len(line) <= 2 * len(before) + 3

    def _underline(self, level: int) -> None:
        """Make a heading of what stands over the line; of two lines over the first one, the upper is the title."""
        first, last = self.drafts[0], self.drafts[-1]
        if level == 1 and len(self.drafts) == 2 and not last.is_apart and first.kind is BlockKind.PARAGRAPH:
            first.kind, first.level = BlockKind.HEADING, level
            return
        title, _, rest = last.text.partition("\n")
        last.text = f"{last.marker} {title}".strip()
        last.kind, last.level, last.marker = BlockKind.HEADING, level, ""
        self._indents = []
        if rest:
            self.drafts.append(Draft(BlockKind.PARAGRAPH, rest, last.line + 1))

    def _read_quote(self, line: str, found: re.Match[str], before: str, index: int, *, is_first: bool) -> None:
        depth = min(found["marks"].count(">"), _DEEPEST_QUOTE)
        words = line[found.end() :].strip()
        last = self.drafts[-1] if self.drafts else None
        if last and not is_first and last.kind is BlockKind.QUOTE and last.quoted == depth and before.strip(" >"):
            if words:
                last.text += "\n" + words
        elif words:
            self._add(BlockKind.QUOTE, words, index, is_apart=is_first or not before.strip(" >"), quoted=depth)

    def _read_bullet(self, line: str, found: re.Match[str], index: int, *, is_first: bool) -> None:
        indent = len(found["indent"])
        while self._indents and self._indents[-1] > indent:
            self._indents.pop()
        if not self._indents or self._indents[-1] < indent:
            self._indents.append(indent)
        marker = found["marker"] if found["marker"][0].isdigit() else BULLET
        words = line[found.end() :].strip()
        self._add(BlockKind.BULLET, words, index, is_apart=is_first, level=len(self._indents), marker=marker)

    def _read_prose(self, line: str, before: str, index: int, *, is_first: bool) -> None:
        last = self.drafts[-1] if self.drafts else None
        if last is not None and not is_first and self._continues(line, before, last):
            last.text += "\n" + line.strip()
            return
        level = len(self._indents) if self._indents and line[0] == " " else 0
        if not level:
            self._indents = []
        self._add(BlockKind.PARAGRAPH, line.strip(), index, is_apart=is_first, level=level)

    def _continues(self, line: str, before: str, last: Draft) -> bool:
        """Whether a line goes on with the block before it."""
        if last.kind is BlockKind.BULLET:
            return line[0] == " " or (self._joins and before[-1:] not in ".!?:" and line[:1].islower())
        if last.kind is not BlockKind.PARAGRAPH or not self._joins:
            return False
        return not self._stands_over(before, line) or "\n" in last.text

    def _stands_over(self, before: str, line: str) -> bool:
        """Whether, in wrapped text, a line was ended early because it is a heading over the next."""
        is_short = bool(self._width) and len(before) < _SHORT_OF_WIDTH * self._width
        return is_short and before[-1:] not in ".,;!?" and not line[:1].islower()

    def _add(
        self,
        kind: BlockKind,
        text: str,
        index: int,
        *,
        is_apart: bool,
        level: int = 0,
        quoted: int = 0,
        marker: str = "",
    ) -> None:
        line = self._first_line + index
        self.drafts.append(Draft(kind, text, line, level, marker, quoted, is_apart=is_apart))
