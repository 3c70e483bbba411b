"""How an annotation finds its words again.

The two selectors are those of the W3C Web Annotation model (https://www.w3.org/TR/annotation-model/#selectors).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from reader.domain.scrub import SafeText
from reader.domain.span import Span

CONTEXT = 32
"""Code points of prefix and suffix that are kept: enough to tell most repeated phrases apart."""

_ENOUGH = 16
"""Code points of surroundings that must agree before words at another place are taken for the ones chosen."""


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


@dataclass(frozen=True, slots=True, order=True)
class _Fit:
    """How well a place agrees with what was kept of the surroundings."""

    shared: int
    """Code points that agree on both sides, counted outwards from the words."""
    has_full_side: bool
    """Whether all that was kept of one side agrees."""
    start: int

    @property
    def is_sure(self) -> bool:
        """Whether a look-alike would hardly agree as well."""
        return self.has_full_side or self.shared >= _ENOUGH


def _agreement(wanted: Iterable[str], here: Iterable[str]) -> int:
    count = 0
    for one, other in zip(wanted, here, strict=False):
        if one != other:
            break
        count += 1
    return count


def _fit(text: str, start: int, quote: TextQuoteSelector) -> _Fit:
    end = start + len(quote.exact)
    before = _agreement(reversed(quote.prefix), reversed(text[max(0, start - CONTEXT) : start]))
    after = _agreement(quote.suffix, text[end : end + CONTEXT])
    full = 0 < len(quote.prefix) == before or 0 < len(quote.suffix) == after
    return _Fit(before + after, full, start)


def resolve_anchor(text: str, quote: TextQuoteSelector, position: TextPositionSelector) -> Anchor:
    """Find the words of an annotation in a text that may have changed.

    The words must stand there letter for letter. At their old place with their old surroundings they are exact.
    Else the place whose surroundings agree best is taken, if enough of them agree and no other has as good a claim.

    Returns:
        exact, moved, ambiguous or lost; a span for the first two only.
    """
    if not quote.exact:
        return Anchor(AnchorState.LOST)
    size = len(quote.exact)
    at = position.start
    if text[at : at + size] == quote.exact and _context_fits(text, at, quote):
        return Anchor(AnchorState.EXACT, Span(at, at + size))
    fits = sorted(_fit(text, start, quote) for start in _occurrences(text, quote.exact))
    if not fits:
        return Anchor(AnchorState.LOST)
    best, rivals = fits[-1], fits[:-1]
    is_sure = best.is_sure or (size >= CONTEXT and not rivals)
    if not is_sure or any(rival.has_full_side or rival.shared == best.shared for rival in rivals):
        return Anchor(AnchorState.AMBIGUOUS)
    state = AnchorState.EXACT if best.start == at else AnchorState.MOVED
    return Anchor(state, Span(best.start, best.start + size))
