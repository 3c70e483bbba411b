"""What to remember of words so that they are found again, and are not taken for their look-alikes."""

from dataclasses import replace
from math import ceil

from reader.domain.alignment import count_shared
from reader.domain.anchor import CONTEXT, Likeness, TextPositionSelector, TextQuoteSelector
from reader.domain.lookalikes import find_all, survey
from reader.domain.scrub import SafeText
from reader.domain.span import Span

_MOST_CONTEXT = 240
"""Code points of a side that are kept at most: a long paragraph: what is around two that are alike may differ."""
_BEYOND = 16
"""Code points that are kept beyond those that a look-alike shares."""
_TWINS = 64
"""Places with the very same words that the surroundings are to be told from."""
_RIVALS = 16
"""Look-alikes that are looked at: each costs about half a millisecond."""
_SHORT = 4
"""Code points of words too short for their place to be told by them: as in a table what stands around tells it."""
_LIKE = 0.5
"""From how like on words count as look-alikes: lower than what is ever accepted as an edit."""


def describe_span(text: SafeText, span: Span) -> tuple[TextQuoteSelector, TextPositionSelector]:
    """Describe `span` of `text` so that `resolve_anchor` finds it again.

    The surroundings are as long as it takes to tell the words from those that are spelled the same.
    """
    position = TextPositionSelector(span.start, span.end)
    if not len(span):
        return TextQuoteSelector(SafeText("")), position
    before, after = _measure_context(text, span)
    quote = TextQuoteSelector(
        exact=SafeText(span.of(text)),
        prefix=SafeText(text[max(0, span.start - before) : span.start]),
        suffix=SafeText(text[span.end : span.end + after]),
    )
    return replace(quote, likeness=_describe_likeness(text, span, quote)), position


def _measure_context(text: str, span: Span) -> tuple[int, int]:
    words = span.of(text)
    outwards = text[max(0, span.start - _MOST_CONTEXT) : span.start][::-1]
    onwards = text[span.end : span.end + _MOST_CONTEXT]
    before = after = CONTEXT
    for start in find_all(text, words, _TWINS):
        if start == span.start:
            continue
        end = start + len(words)
        before = max(before, _BEYOND + count_shared(outwards, text[max(0, start - _MOST_CONTEXT) : start][::-1]))
        after = max(after, _BEYOND + count_shared(onwards, text[end : end + _MOST_CONTEXT]))
    return min(before, _MOST_CONTEXT), min(after, _MOST_CONTEXT)


def _describe_likeness(text: str, span: Span, quote: TextQuoteSelector) -> Likeness:
    found = survey(text, quote, _RIVALS, besides=span)
    is_short = len(quote.exact) < _SHORT
    rivals = [place for place in found.places if is_short or place.words >= _LIKE]
    least = 0.99 if found.is_crowded else 0.0
    return Likeness(
        words=_percent(max([least, *(rival.words for rival in rivals)])),
        before=_percent(max([least, *(rival.before for rival in rivals)])),
        after=_percent(max([least, *(rival.after for rival in rivals)])),
        places=text.count(quote.exact),
        nth=text.count(quote.exact, 0, span.start),
        has_double=_has_double(text, quote),
    )


def _percent(share: float) -> int:
    """Rounded up, so that no look-alike counts for less; 100 only for what differs in nothing."""
    return 100 if share >= 1 else min(99, ceil(100 * share))


def _has_double(text: str, quote: TextQuoteSelector) -> bool:
    pattern = quote.prefix + quote.exact + quote.suffix
    return text.find(pattern, text.find(pattern) + 1) >= 0
