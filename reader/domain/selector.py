"""How an annotation finds its words again.

The two selectors are those of the W3C Web Annotation model (https://www.w3.org/TR/annotation-model/#selectors).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reader.domain.scrub import SafeText
from reader.domain.span import Span

CONTEXT = 32
"""Code points of prefix and suffix that are kept: enough to tell most repeated phrases apart."""


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """The words themselves, with a little of what stands around them."""

    exact: SafeText
    prefix: SafeText = SafeText("")
    suffix: SafeText = SafeText("")


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """Where the words stood: `[start, end)` in code points."""

    start: int
    end: int


class AnchorState(StrEnum):
    """How surely an annotation stands on its words."""

    EXACT = "exact"
    MOVED = "moved"
    """The same words with the same surroundings, at another place."""
    EDITED = "edited"
    AMBIGUOUS = "ambiguous"
    """Several places fit; none is chosen."""
    LOST = "lost"
    ABSENT = "absent"
    """Its briefing is not in the library now."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an annotation stands now. `span` is None unless the state is exact, moved or edited."""

    state: AnchorState
    span: Span | None = None


def describe_span(text: SafeText, span: Span) -> tuple[TextQuoteSelector, TextPositionSelector]:
    """Describe `span` of `text` so that `resolve_anchor` finds it again."""
    quote = TextQuoteSelector(
        exact=SafeText(span.of(text)),
        prefix=SafeText(text[max(0, span.start - CONTEXT) : span.start]),
        suffix=SafeText(text[span.end : span.end + CONTEXT]),
    )
    return quote, TextPositionSelector(span.start, span.end)


def _occurrences(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _context_fits(text: str, start: int, quote: TextQuoteSelector) -> bool:
    end = start + len(quote.exact)
    before = text[max(0, start - len(quote.prefix)) : start]
    return before == quote.prefix and text[end : end + len(quote.suffix)] == quote.suffix


def _shared_context(text: str, start: int, quote: TextQuoteSelector) -> int:
    """How many code points around `start` agree with the quote's context, counted outwards from the words."""
    shared = 0
    for wanted, here in zip(reversed(quote.prefix), reversed(text[max(0, start - CONTEXT) : start]), strict=False):
        if wanted != here:
            break
        shared += 1
    end = start + len(quote.exact)
    for wanted, here in zip(quote.suffix, text[end : end + CONTEXT], strict=False):
        if wanted != here:
            break
        shared += 1
    return shared


def resolve_anchor(text: str, quote: TextQuoteSelector, position: TextPositionSelector) -> Anchor:
    """Find the words of an annotation in a text that may have changed.

    The words must stand there letter for letter. Where they stand more than once and not at their old place with
    their old surroundings, the place whose surroundings agree best is taken, but only if no other agrees as well.

    Returns:
        exact, moved, ambiguous or lost; a span for the first two only.
    """
    if not quote.exact:
        return Anchor(AnchorState.LOST)
    size = len(quote.exact)
    at = position.start
    if text[at : at + size] == quote.exact and _context_fits(text, at, quote):
        return Anchor(AnchorState.EXACT, Span(at, at + size))
    scored = sorted((_shared_context(text, start, quote), start) for start in _occurrences(text, quote.exact))
    if not scored:
        return Anchor(AnchorState.LOST)
    best, start = scored[-1]
    context = len(quote.prefix) + len(quote.suffix)
    if len(scored) > 1 and scored[-2][0] == best:
        return Anchor(AnchorState.AMBIGUOUS)
    if len(scored) == 1 and context and size < CONTEXT and best == 0:
        return Anchor(AnchorState.AMBIGUOUS)
    return Anchor(AnchorState.EXACT if start == at else AnchorState.MOVED, Span(start, start + size))
