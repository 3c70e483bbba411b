"""Briefing in, figures out.

Owns that figures come sorted, never overlap, never leave their block or cell, and are no part of a name or an address.
Knows no rule by which a number is read.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile

from reader.domain.briefing import Block, BlockKind, Briefing
from reader.domain.entity import Mention
from reader.domain.figure import Figure
from reader.domain.sentences import split_sentences
from reader.domain.span import Span
from reader.entities.figures_found import Found, compiled
from reader.entities.figures_scan import scan
from reader.entities.normalise import normalise

_WIDE = str.maketrans("０１２３４５６７８９％＄．，", "0123456789%$.,")
_ADDRESS = r"https?://[^\s<>\"]{1,2000}|www\.[^\s<>\"]{1,2000}"
_NODES = frozenset({"nm", "Å", "µm", "mm", "inch", "GB", "TB", "layer", "high", "hi", "stack", "bit"})
"""Units of numbers that are figures even where a name goes on after them ("4nm process")."""


def find_figures(
    briefing: Briefing, mentions: Iterable[Mention] = (), should_stop: Callable[[], bool] = lambda: False
) -> tuple[Figure, ...]:
    """Find the figures of a briefing: sorted, never overlapping, none across two blocks.

    Args:
        briefing: where to look.
        mentions: the names in it: a number within one is no figure ("Llama 3.1 8B"), except for a process node ("4nm").
        should_stop: asked before each block and at each number; when told to stop, what was found so far is returned.
    """
    text = normalise(briefing.text)
    if compiled("[０-９％]").search(text):
        text = text.translate(_WIDE)
    names = _Names(text, mentions)
    figures: list[Figure] = []
    for block in briefing.blocks:
        found: list[Found] = []
        for cell in _list_cells(briefing.text, block):
            if should_stop():
                return tuple(figures)
            found += (
                one
                for one in takewhile(lambda _: not should_stop(), scan(text, cell.start, cell.end))
                if not names.hold(one)
            )
        figures += _put_in_sentences(briefing.text, block, found)
    return tuple(figures)


def _list_cells(text: str, block: Block) -> Iterator[Span]:
    """The stretches of a block that no figure leaves: cells of a table, pieces of a line of code, else all of it."""
    if block.kind not in (BlockKind.TABLE, BlockKind.CODE):
        yield block.span
        return
    for match in compiled(r"[^\t\n]+").finditer(text, block.span.start, block.span.end):
        yield Span(match.start(), match.end())


def _list_sentences(text: str, block: Block) -> Iterator[Span]:
    """The sentences of a block; in a table or in code a line counts as one."""
    if block.kind not in (BlockKind.TABLE, BlockKind.CODE):
        yield from split_sentences(text, block.span)
        return
    for match in compiled(r"[^\n]+").finditer(text, block.span.start, block.span.end):
        yield Span(match.start(), match.end())


def _put_in_sentences(text: str, block: Block, found: Sequence[Found]) -> Iterator[Figure]:
    if not found:
        return
    sentences = list(_list_sentences(text, block))
    at = 0
    for one in found:
        while sentences[at].end <= one.start:
            at += 1
        sentence = sentences[at]
        if sentence.end < one.end:
            # A figure holds what the splitter took for an end: both sentences are one.
            last = at
            while sentences[last].end < one.end:
                last += 1
            sentence = Span(sentence.start, sentences[last].end)
        yield Figure(Span(one.start, one.end), one.kind, one.value, one.unit, one.qualifier, sentence)


class _Names:
    """The stretches of a text in which a number is no figure."""

    def __init__(self, text: str, mentions: Iterable[Mention]) -> None:
        self._names = sorted((mention.span.start, mention.span.end) for mention in mentions)
        self._addresses: list[tuple[int, int]] = []
        if "://" in text or "www." in text:
            self._addresses = [match.span() for match in compiled(_ADDRESS).finditer(text)]

    def hold(self, found: Found) -> bool:
        """Whether a figure's first code point lies in an address, or in a name that goes on after it."""
        if _last_before(self._addresses, found.start)[1] > found.start:
            return True
        start, end = _last_before(self._names, found.start)
        if end <= found.start or (start == found.start and end <= found.end):
            return False
        return not (found.start == start and found.unit in _NODES)


def _last_before(stretches: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
    """The last of some sorted stretches that begins at `at` or before; an empty one where there is none."""
    place = bisect_right(stretches, at, key=lambda stretch: stretch[0])
    return stretches[place - 1] if place else (0, 0)
