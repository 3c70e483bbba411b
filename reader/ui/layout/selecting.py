"""Words that are selected in a text: begun, widened, narrowed, and moved at one end. Pure: a selection in, one out.

Owns what a word is to the hand: a name such as "U.S." or "HBM3-E" is one, so is a sign that stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reader.domain.briefing import Briefing
from reader.domain.sentences import split_sentences
from reader.domain.span import Span
from reader.ui.layout.page import STOPS, Page

_LETTER = r"[^\W\u2e80-\U0010ffff]"
_TOKEN = re.compile(rf"{_LETTER}++(?>(?:[-'’.,&/]{_LETTER}++)*)|\S")
"""Scripts without spaces between words, from U+2E80 on, have a word for each sign."""
_LONGEST = 200
"""Code points before a place in which its word begins: what is longer is cut there."""

_Split = Callable[[Briefing, int], Sequence[Span]]
"""The pieces of a block, by its index, in order."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected: everything from the word that stays to the word that moves."""

    span: Span
    fixed: Span
    edge: Span
    """The word at the end that moves."""
    narrower: tuple[Span, ...] = ()
    """What was selected before it was widened, the narrowest first."""

    @property
    def place(self) -> int:
        """Where the reading cursor belongs: at the end that moves."""
        return self.edge.start

    def reach(self, text: str, edge: Span) -> Selection:
        """Up to another word or stretch; the other end stays."""
        at = edge.start if edge.start < self.fixed.start else max(edge.start, edge.end - 1)
        return Selection(_hull(self.fixed, edge), self.fixed, find_word(text, at) or edge)

    def move_words(self, text: str, distance: int) -> Selection:
        """The end by words."""
        edge = self.edge
        for _ in range(abs(distance)):
            edge = _next_word(text, edge) if distance > 0 else _previous_word(text, edge)
        return self.reach(text, edge)

    def move_rows(self, page: Page, distance: int) -> Selection:
        """The end by rows with words on them, in its column."""
        step = 1 if distance > 0 else -1
        row = best = page.row_of(self.place)
        column = page.x_of(self.place)
        while distance:
            row += step
            page.measure_rows(row + 1)
            if not 0 <= row < page.height:
                break
            if page.row(row).role in STOPS:
                best, distance = row, distance - step
        word = find_word(page.briefing.text, page.offset_at(best, column))
        return self if word is None else self.reach(page.briefing.text, word)

    def move_sentences(self, briefing: Briefing, distance: int) -> Selection:
        """The end to that of its sentence, then by whole sentences."""
        return self._move_pieces(briefing, distance, _sentences)

    def move_blocks(self, briefing: Briefing, distance: int) -> Selection:
        """The end to that of its block, then by whole blocks."""
        return self._move_pieces(briefing, distance, lambda briefing, index: [briefing.blocks[index].span])

    def _move_pieces(self, briefing: Briefing, distance: int, split: _Split) -> Selection:
        selection = self
        for _ in range(abs(distance)):
            piece = _piece_beyond(briefing, selection.edge, distance > 0, split)
            if piece is not None:
                at = selection.edge
                rest = Span(max(piece.start, at.start), piece.end) if distance > 0 else Span(piece.start, at.end)
                selection = selection.reach(briefing.text, rest)
        return selection

    def swap_ends(self) -> Selection:
        """Move the other end from now on."""
        return replace(self, fixed=self.edge, edge=self.fixed)

    def widen(self, briefing: Briefing) -> Selection:
        """The sentences that it touches; if that is no more, the blocks; if that is no more, the section."""
        for span in _list_wider(briefing, self.span):
            if len(span) > len(self.span):
                return _select(briefing.text, span, (*self.narrower, self.span))
        return self

    def narrow(self, text: str) -> Selection:
        """What was selected before it was widened; else only the word that stays."""
        if self.narrower:
            return _select(text, self.narrower[-1], self.narrower[:-1])
        return Selection(self.fixed, self.fixed, self.fixed)

    def describe(self, briefing: Briefing) -> str:
        """How much is selected, for a person: "1 word", "sentence, 12 words"."""
        found = _TOKEN.finditer(briefing.text, self.span.start, self.span.end)
        count = sum(match.group()[0].isalnum() for match in found)
        unit = _name_unit(briefing, self.span)
        return f"{f'{unit}, ' if unit else ''}{count:,} word{'' if count == 1 else 's'}"


def start_selection(text: str, place: int) -> Selection | None:
    """Select the word at a place; of a lone sign, the word that it ends, or the next; None in a text without words."""
    word = find_word(text, place)
    if word is None:
        return None
    if not text[word.start].isalnum():
        is_end = word.start > 0 and text[word.start - 1].isalnum()
        other = _previous_word(text, word) if is_end else _next_word(text, word)
        word = other if text[other.start].isalnum() else word
    return Selection(word, word, word)


def find_word(text: str, place: int) -> Span | None:
    """The word at a place, else the next one, else the last; None in a text without words."""
    last = None
    for last in _list_words(text, place):
        if last.end > place:
            return last
    return last


def _list_words(text: str, place: int) -> Iterator[Span]:
    start = max(0, min(place, len(text)) - _LONGEST)
    # Not from within a word.
    while 0 < start < place and not text[start - 1].isspace():
        start += 1
    return (Span(match.start(), match.end()) for match in _TOKEN.finditer(text, start))


def _next_word(text: str, word: Span) -> Span:
    match = _TOKEN.search(text, word.end)
    return Span(match.start(), match.end()) if match else word


def _previous_word(text: str, word: Span) -> Span:
    at = word.start
    while at and text[at - 1].isspace():
        at -= 1
    return (find_word(text, at - 1) or word) if at else word


def _hull(*spans: Span) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _select(text: str, span: Span, narrower: tuple[Span, ...]) -> Selection:
    first, last = find_word(text, span.start), find_word(text, span.end - 1)
    return Selection(span, first or span, last or span, narrower)


def _sentences(briefing: Briefing, index: int) -> Sequence[Span]:
    return list(split_sentences(briefing.text, briefing.blocks[index].span))


def _piece_beyond(briefing: Briefing, edge: Span, is_ahead: bool, split: _Split) -> Span | None:
    """The first piece on one side of a word that goes further than it."""
    index = briefing.block_index(edge.start)
    while 0 <= index < len(briefing.blocks):
        pieces = split(briefing, index)
        for piece in pieces if is_ahead else reversed(pieces):
            if len(piece) and (piece.end > edge.end if is_ahead else piece.start < edge.start):
                return piece
        index += 1 if is_ahead else -1
    return None


def _list_wider(briefing: Briefing, span: Span) -> Iterator[Span]:
    blocks = briefing.blocks
    first, last = briefing.block_index(span.start), briefing.block_index(max(span.start, span.end - 1))
    pieces = [piece for index in range(first, last + 1) for piece in _sentences(briefing, index)]
    yield _hull(span, *(piece for piece in pieces if piece.overlaps(span)))
    yield _hull(span, blocks[first].span, blocks[last].span)
    section = briefing.section_at(span.start)
    if section is not None:
        yield _hull(span, _trim(briefing.text, section.span))


def _trim(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start and text[end - 1].isspace():
        end -= 1
    return Span(span.start, end)


def _name_unit(briefing: Briefing, span: Span) -> str:
    block = briefing.block_index(span.start)
    if span == briefing.blocks[block].span:
        return "block"
    if span in _sentences(briefing, block):
        return "sentence"
    section = briefing.section_at(span.start)
    return "section" if section is not None and _trim(briefing.text, section.span) == span else ""
