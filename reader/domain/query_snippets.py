"""What is shown of a briefing that a query found: the sentence in which its words stand, and which words they are.

Pure: places in, a snippet out.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from reader.domain.briefing import Block, BlockKind
from reader.domain.scrub import SafeText
from reader.domain.sentences import split_sentences
from reader.domain.span import Span

_LOOKED_AT = 50
"""How many places of each thing sought, from the first on, may decide which sentence is shown."""

_REACH = 1_000
"""Code points around a place in which its sentence is looked for: a block may be a whole book."""

_LONGEST = 320
"""Code points of a snippet: about four lines of a terminal."""

_BEFORE = 80
"""Code points before the first hit, in a sentence of which only a part is shown."""

_WORD = 24
"""Code points by which a part may be shorter, so that it begins and ends with whole words."""

_ELLIPSIS = "…"
_ONE_LINE = str.maketrans("\n\t", "  ")
_HEADS = (BlockKind.TITLE, BlockKind.HEADING)
_ROWS = (BlockKind.TABLE, BlockKind.CODE)


@dataclass(frozen=True, slots=True)
class SnippetPart:
    """Some words of a snippet, all or none of them sought."""

    text: SafeText
    """Not empty, on one line."""
    is_hit: bool = False


Snippet = tuple[SnippetPart, ...]
"""A sentence, or the part of it that matters."""


class Laid(Protocol):
    """A text and how it is laid out in blocks; a briefing is one."""

    @property
    def text(self) -> SafeText:
        """All of it."""

    @property
    def blocks(self) -> Sequence[Block]:
        """In the order of the text."""

    def block_index(self, offset: int) -> int:
        """The index of the block that holds `offset`, or of the nearest one before it."""


def cut_snippet(laid: Laid, places: Sequence[Sequence[Span]]) -> Snippet:
    """The sentence that says most of what was sought, or the first one where nothing of it stands in the text.

    Args:
        laid: the text.
        places: for each thing sought, where it stands, in order.
    """
    sentence = _choose_sentence(laid, places) or _find_first_sentence(laid)
    if sentence is None:
        return ()
    return mark_hits(laid.text, sentence, sorted(span for spans in places for span in spans))


def mark_hits(text: str, sentence: Span, hits: Sequence[Span]) -> Snippet:
    """A sentence, taken apart at the edges of what was found in it; of a long one the part around the first hit.

    Args:
        text: the text.
        sentence: where the sentence stands in it.
        hits: in order; they may overlap, and may lie outside of the sentence.
    """
    inside = [clipped for span in hits if (clipped := sentence.clip(span))]
    shown = _narrow(text, sentence, inside[0].start if inside else sentence.start)
    parts = [(span.of(text).translate(_ONE_LINE), is_hit) for span, is_hit in _split(shown, inside) if len(span)]
    if shown.start > sentence.start:
        parts.insert(0, (_ELLIPSIS, False))
    if shown.end < sentence.end:
        parts.append((_ELLIPSIS, False))
    return tuple(_join(parts))


def _split(shown: Span, hits: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    at = shown.start
    for hit in hits:
        start, end = max(at, hit.start), min(hit.end, shown.end)
        if start < end:
            yield Span(at, start), False
            yield Span(start, end), True
            at = end
    yield Span(at, shown.end), False


def _join(parts: Sequence[tuple[str, bool]]) -> Iterator[SnippetPart]:
    """The parts, with neighbours of the same kind made one."""
    words, kind = "", False
    for text, is_hit in parts:
        if words and is_hit != kind:
            yield SnippetPart(SafeText(words), kind)
            words = ""
        words, kind = words + text, is_hit
    if words:
        yield SnippetPart(SafeText(words), kind)


def _narrow(text: str, sentence: Span, hit: int) -> Span:
    """The part of a long sentence around a hit, from one edge of a word to another where one is near."""
    if len(sentence) <= _LONGEST:
        return sentence
    start = max(sentence.start, min(hit - _BEFORE, sentence.end - _LONGEST))
    end = min(sentence.end, start + _LONGEST)
    if start > sentence.start:
        space = text.find(" ", start, min(start + _WORD, hit))
        start = start if space < 0 else space + 1
    if end < sentence.end:
        space = text.rfind(" ", max(end - _WORD, hit), end)
        end = end if space < 0 else space
    return Span(start, end)


def _choose_sentence(laid: Laid, places: Sequence[Sequence[Span]]) -> Span | None:
    """The sentence with the most different things; of equals one that is no heading, then the first."""
    sentences: list[Span] = []
    for place in sorted(span for spans in places for span in spans[:_LOOKED_AT]):
        if not sentences or place.start >= sentences[-1].end:
            sentences.append(_find_sentence(laid, place))
    counts = {sentence: sum(_begins_in(sentence, spans) for spans in places) for sentence in sentences}
    return max(sentences, key=lambda one: (counts[one], not _is_head(laid, one)), default=None)


def _begins_in(sentence: Span, spans: Sequence[Span]) -> bool:
    """Whether one of the spans, which are in order, begins in a sentence."""
    at = bisect_left(spans, Span(sentence.start, sentence.start))
    return at < len(spans) and spans[at].start < sentence.end


def _is_head(laid: Laid, span: Span) -> bool:
    return bool(laid.blocks) and laid.blocks[laid.block_index(span.start)].kind in _HEADS


def _find_sentence(laid: Laid, place: Span) -> Span:
    """The sentence, or the row of a table, in which a place begins."""
    text, whole = laid.text, Span(0, len(laid.text))
    block = laid.blocks[laid.block_index(place.start)] if laid.blocks else None
    limits = block.span if block is not None and place.start in block.span else whole
    start, end = max(limits.start, place.start - _REACH), min(limits.end, place.end + _REACH)
    if block is not None and block.kind in _ROWS:
        row = text.find("\n", place.start, end)
        return Span(text.rfind("\n", start, place.start) + 1 or start, end if row < 0 else row)
    for sentence in split_sentences(text, Span(start, end)):
        if sentence.end > place.start:
            return sentence
    return place


def _find_first_sentence(laid: Laid) -> Span | None:
    """The first sentence of the first paragraph, or of whatever there is."""
    blocks = [block for block in laid.blocks if len(block.span)]
    body = next((block for block in blocks if block.kind not in _HEADS), blocks[0] if blocks else None)
    return None if body is None else _find_sentence(laid, Span(body.span.start, body.span.start))
