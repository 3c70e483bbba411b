"""Footnotes: the signs in the text that refer to one, and the notes themselves."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reader.domain.briefing import Block, BlockKind, Briefing
from reader.domain.scrub import SafeText
from reader.domain.span import Span

_LONGEST = 20
"""Code points of a note's name."""
_SIGN = re.compile(rf"\[([^\[\]\s]{{1,{_LONGEST}}})\]|(?<=[^\s⁰¹²³⁴⁵⁶⁷⁸⁹])([⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}})")
_NUMBERED = re.compile(rf"\[([^\[\]\s]{{1,{_LONGEST}}})\]:?\s+(?=\S)")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_HEADINGS = re.compile(r"(?:foot|end)?notes|references|sources|citations", re.IGNORECASE)
"""Titles of sections whose numbered list is a list of notes."""


class Footnote(NamedTuple):
    """A sign in the text, and the note that it refers to."""

    name: SafeText
    """What stands between the brackets: "1"."""
    span: Span
    """The sign."""
    note: Span
    """The words of the note, without its name."""


def find_footnotes(briefing: Briefing, within: Span) -> tuple[Footnote, ...]:
    """The footnotes that a part of the text refers to, in its order, each once.

    Args:
        briefing: whose text it is.
        within: the part; signs in the notes themselves count for nothing there.
    """
    notes = _list_notes(briefing)
    found: dict[str, Footnote] = {}
    for match in _SIGN.finditer(briefing.text, within.start, within.end):
        name = match[1] or match[2].translate(_DIGITS)
        note = notes.get(name)
        if note is not None and not note.start - len(name) - 4 <= match.start() < note.end:
            found.setdefault(name, Footnote(SafeText(name), Span(*match.span()), note))
    return tuple(found.values())


def _list_notes(briefing: Briefing) -> Mapping[str, Span]:
    """The notes by their names; of two with one name, the last."""
    return dict(_read_notes(briefing))


def _read_notes(briefing: Briefing) -> Iterator[tuple[str, Span]]:
    listed = [section.span for section in briefing.sections if _HEADINGS.fullmatch(section.title.strip())]
    for block in briefing.blocks:
        name = block.marker.strip("[]") if block.marker.startswith("[") else ""
        if name.strip() and name != "x":
            yield name, _join(briefing, block)
        elif block.marker.rstrip(".)").isdecimal() and any(
            span.start <= block.span.start < span.end for span in listed
        ):
            yield block.marker.rstrip(".)"), _join(briefing, block)
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET):
            match = _NUMBERED.match(briefing.text, block.span.start, block.span.end)
            if match is not None:
                yield match[1], Span(match.end(), block.span.end)


def _join(briefing: Briefing, block: Block) -> Span:
    """A note with the paragraphs that go on in it."""
    end = block.span.end
    for follower in briefing.blocks[briefing.block_index(block.span.start) + 1 :]:
        if follower.level != block.level or follower.kind is not BlockKind.PARAGRAPH or not block.level:
            break
        end = follower.span.end
    return Span(block.span.start, end)
