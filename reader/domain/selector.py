"""How an annotation finds its words again.

Owns the decision whether a place is the one meant. What is alike is measured elsewhere; here it is judged: by the
words, by both sides of them, and by what else stood in the text when the words were chosen. A place is taken only where
what speaks for it speaks for no other one. Bounded: the text is searched for some dozens of strings, then a few places
of the length of the words are aligned.
"""

from dataclasses import replace
from enum import IntEnum

from reader.domain.alignment import count_shared
from reader.domain.anchor import (
    ALONE,
    CONTEXT,
    Anchor,
    AnchorState,
    Candidate,
    Likeness,
    TextPositionSelector,
    TextQuoteSelector,
)
from reader.domain.composing import compose
from reader.domain.describing import describe_span
from reader.domain.lookalikes import Place, Survey, Wanted, find_all, make_plain, survey
from reader.domain.parting import may_be_another
from reader.domain.scrub import SafeText
from reader.domain.span import Span

__all__ = [
    "ALONE",
    "CONTEXT",
    "Anchor",
    "AnchorState",
    "Candidate",
    "Likeness",
    "TextPositionSelector",
    "TextQuoteSelector",
    "describe_span",
    "list_candidates",
    "resolve_anchor",
]

BETWEEN_BOTH = 0.6
"""How like edited words must be that stand between what stood on both sides of them: sentences that have nothing in
common share 0.25 to 0.35 of their letters, TSMC and SMIC share half."""
BESIDE_ONE = 0.75
"""How like they must be at an end of the text, where there is one side only."""
SIDE = 0.6
"""How like a side must be to speak for a place: two unrelated sides of 32 letters share 0.3 to 0.45."""
STRONG_SIDE = 0.7
"""How like it must be where it speaks alone: a long word of it may be another."""
SAME_SIDE = 0.8
"""How like both must be for words that stand once to be the ones, whatever else may stand in the text."""
MARGIN = 0.1
"""By how much a side must be more like than that of any look-alike: a few letters, more than an edit beside it adds."""
ONE_MORE_SIDE = 0.4
"""By how much both sides together are liker where one more of them stands: two unrelated ones differ by less."""
WORDS_MARGIN = 0.05
"""The same for the words: more than one number or name in a long sentence."""
NEARER = 4
"""Letters right beside the words by which one of two places with the same words agrees better: more than an article."""
LEAST_LETTERS = 8
"""Letters of a side that must agree before it speaks at all."""
UNMISTAKABLE = 32
"""Bytes of words that, standing once then and once now, need no surroundings; in bytes, since a Han sign is a word."""

FIGURE = 4
"""Letters by which they differed then from all else: more than a figure, which may be corrected to be theirs."""

_UNKNOWN = Likeness(words=90, before=80, after=80, places=0)
"""What is assumed where nobody looked for look-alikes: that there were some."""
_LOOKED_AT = 12
"""Places that are looked at closely when an anchor is resolved."""
_TWINS = 64
_COPIES = 256
_SEAM = 16
"""Code points on both sides by which it is seen that words were taken out."""


class _Level(IntEnum):
    """How much speaks for a place."""

    NOTHING = 0
    WORDS = 1
    """The words alone, which cannot be mistaken."""
    ONE_SIDE = 2
    BOTH_SIDES = 3


def resolve_anchor(text: str, quote: TextQuoteSelector, position: TextPositionSelector) -> Anchor:
    """Find the words of an annotation in a text that may have changed.

    Returns:
        exact, moved or edited with a span; ambiguous or lost without.
    """
    if not quote.exact:
        return Anchor(AnchorState.LOST)
    found = _find_verbatim(text, quote, position)
    if found is None:
        composed, whole = compose(text), _compose(quote)
        found = _find(composed.text, whole, position)
        if isinstance(found, Span):
            found = composed.find_origin(found)
    return Anchor(found) if isinstance(found, AnchorState) else _stand(text, quote, position, found)


def _stand(text: str, quote: TextQuoteSelector, position: TextPositionSelector, span: Span) -> Anchor:
    if span.of(text) != quote.exact:
        return Anchor(AnchorState.EDITED, span)
    return Anchor(AnchorState.EXACT if span.start == position.start else AnchorState.MOVED, span)


def list_candidates(text: str, quote: TextQuoteSelector) -> tuple[Candidate, ...]:
    """The places that may be meant, best first."""
    if not quote.exact:
        return ()
    places = survey(text, quote, _LOOKED_AT).places
    return tuple(Candidate(place.span, round(place.score, 3)) for place in places if place.words >= BETWEEN_BOTH)


def _find(text: str, quote: TextQuoteSelector, position: TextPositionSelector) -> Span | AnchorState:
    """Find the words where neither they nor their surroundings need be the same letter for letter."""
    plain, wanted = make_plain(text), _make_plain(quote)
    verbatim = _find_verbatim(plain, wanted, position)
    if verbatim is not None:
        return verbatim
    place = (
        _find_same(plain, wanted)
        or _find_between(plain, wanted)
        or _Judge(plain, wanted, survey(text, quote, _LOOKED_AT)).choose()
    )
    if isinstance(place, AnchorState):
        return place
    is_doubled = place.words == 1 and _is_doubled(plain, wanted, place.span.start)
    return AnchorState.AMBIGUOUS if is_doubled or may_be_another(text, quote, place) else place.span


def _find_same(text: str, quote: TextQuoteSelector) -> Place | None:
    """The same words where they stand once, between nearly all that was kept of both sides: nothing else is nearer."""
    start = text.find(quote.exact)
    if start < 0 or text.find(quote.exact, start + 1) >= 0:
        return None
    place = Wanted(quote).measure(text, Span(start, start + len(quote.exact)))
    if min(place.before, place.after) < SAME_SIDE:
        return None
    chosen = _Judge(text, quote, Survey((place,), False)).choose()
    return None if isinstance(chosen, AnchorState) else chosen


def _find_between(text: str, quote: TextQuoteSelector) -> Place | None:
    """Edited words, where all that was kept of both sides stands as it did: the commonest edit, found at once."""
    is_inside = min(len(quote.prefix), len(quote.suffix)) >= CONTEXT
    if not is_inside or quote.likeness is None or text.count(quote.exact) >= quote.likeness.places:
        return None
    found = []
    begins = find_all(text, quote.prefix, _TWINS)
    for start in (begin + len(quote.prefix) for begin in begins):
        last = start + 2 * len(quote.exact) + len(quote.suffix)
        found += [Span(start, start + end) for end in find_all(text[start:last], quote.suffix, 2)]
    if len(found) != 1 or not len(found[0]) or len(begins) == _TWINS:
        return None
    wanted = Wanted(quote)
    if wanted.is_loose(text, found[0]):
        return None
    place = wanted.measure(text, wanted.snap(text, found[0]))
    chosen = _Judge(text, quote, Survey((place,), False)).choose()
    return None if isinstance(chosen, AnchorState) else chosen


def _compose(quote: TextQuoteSelector) -> TextQuoteSelector:
    exact, prefix, suffix = (SafeText(compose(part).text) for part in (quote.exact, quote.prefix, quote.suffix))
    return replace(quote, exact=exact, prefix=prefix, suffix=suffix)


def _make_plain(quote: TextQuoteSelector) -> TextQuoteSelector:
    exact, prefix, suffix = (SafeText(make_plain(part)) for part in (quote.exact, quote.prefix, quote.suffix))
    return replace(quote, exact=exact, prefix=prefix, suffix=suffix)


def _find_verbatim(text: str, quote: TextQuoteSelector, position: TextPositionSelector) -> Span | AnchorState | None:
    """The place where the words stand between all that was kept of both sides; None where they do nowhere.

    Ambiguous where it may be another place than the one meant.
    """
    pattern, likeness = quote.prefix + quote.exact + quote.suffix, quote.likeness or _UNKNOWN
    begin = position.start - len(quote.prefix)
    found = [start for start in find_all(text, pattern, _TWINS) if _has_ends(text, quote, start, len(pattern))]
    if not found:
        return None
    if likeness.has_double:
        is_sure = text.startswith(pattern, max(0, begin)) and _is_nth(text, quote, likeness, position.start)
        found = [begin]
    elif len(found) > 1:
        is_sure = begin in found and len(found) < _TWINS
        found = [begin]
    else:
        is_sure = not _has_lost_twin(text, quote, likeness)
    start = found[0] + len(quote.prefix)
    if not is_sure or _is_doubled(text, quote, start):
        return AnchorState.AMBIGUOUS
    return Span(start, start + len(quote.exact))


def _is_nth(text: str, quote: TextQuoteSelector, likeness: Likeness, start: int) -> bool:
    """Whether as many twins stand before and behind the words as there were."""
    return (likeness.nth, likeness.places) == (text.count(quote.exact, 0, start), text.count(quote.exact))


def _has_ends(text: str, quote: TextQuoteSelector, start: int, size: int) -> bool:
    """Whether the text begins and ends where it did, as far as that was near."""
    begins = len(quote.prefix) >= CONTEXT or start == 0
    return begins and (len(quote.suffix) >= CONTEXT or start + size == len(text))


def _is_doubled(text: str, quote: TextQuoteSelector, start: int) -> bool:
    """Whether the words at a place may stand in a copy of their passage that was put right before or behind it."""
    if quote.likeness is None or text.count(quote.exact) <= quote.likeness.places:
        return False
    return any(_is_copy(text, start, other) for other in find_all(text, quote.exact, _COPIES) if other != start)


def _is_copy(text: str, one: int, other: int) -> bool:
    """Whether both places lie in a passage that is followed by itself: none can say which of the two is the copy."""
    first, second = sorted((one, other))
    distance = second - first
    onwards = count_shared(text[first:second], text[second : second + distance])
    back = count_shared(text[max(0, first - distance) : first][::-1], text[max(0, second - distance) : second][::-1])
    return onwards + back >= distance


def _has_lost_twin(text: str, quote: TextQuoteSelector, likeness: Likeness) -> bool:
    """Whether it may be the twin that is left, of two that had one side in common."""
    is_twin = likeness.words == 100 and 100 in (likeness.before, likeness.after)
    return is_twin and text.count(quote.exact) < likeness.places


class _Judge:
    """Chooses among look-alikes."""

    def __init__(self, text: str, quote: TextQuoteSelector, found: Survey) -> None:
        self._text = text
        self._quote = quote
        self._wanted = Wanted(quote)
        self._found = found
        self._likeness = quote.likeness or _UNKNOWN
        self._standing = text.count(quote.exact)
        # Between what stood on both sides, more than a letter must not make it liker to something else that was there.
        self._least_framed = min(BESIDE_ONE, self._likeness.words / 100, 1 - 1 / len(quote.exact))
        self._length = len(text)
        self._is_closed = _is_closed(text, quote)

    def choose(self) -> Place | AnchorState:
        """The place that is meant, or that it is not sure which, or that there is none."""
        places = self._found.places
        if not places:
            return AnchorState.LOST
        best = max(places, key=lambda place: (self._level(place), place.words == 1, place.score))
        level = self._level(best)
        if level is _Level.NOTHING:
            return AnchorState.AMBIGUOUS if any(map(self._is_plausible, places)) else AnchorState.LOST
        has_grown = self._quote.likeness is not None and self._standing > self._likeness.places
        is_crowded = level < _Level.BOTH_SIDES and (self._found.is_crowded or has_grown)
        others = (place for place in places if place is not best)
        if is_crowded or any(self._is_rival(place, best) for place in others):
            return AnchorState.AMBIGUOUS
        return best

    def _level(self, place: Place) -> _Level:
        before, after = self._sides(place)
        if before and after:
            is_framed = place.before == place.after == 1
            is_sure = (is_framed and place.words >= self._least_framed) or self._is_better_than_rivals(place)
            is_other = place.words < (BETWEEN_BOTH if not self._is_closed else 1)
            return _Level.BOTH_SIDES if is_sure and not is_other else _Level.NOTHING
        is_strong = (before and place.before >= STRONG_SIDE) or (after and place.after >= STRONG_SIDE)
        if (is_strong or self._is_everything(place)) and self._do_words_tell(place):
            return _Level.ONE_SIDE
        return _Level.WORDS if self._is_unmistakable(place) else _Level.NOTHING

    def _sides(self, place: Place) -> tuple[bool, bool]:
        """Whether what stands before and after speaks for a place, and for no look-alike that there was."""
        return (
            _speaks(place.before, self._likeness.before, len(self._quote.prefix)),
            _speaks(place.after, self._likeness.after, len(self._quote.suffix)),
        )

    def _do_words_tell(self, place: Place) -> bool:
        """Whether the words say, together with one side, that it is no look-alike.

        Edited words do not, but at an end of the text: one side of a twin may be the same by chance.
        """
        if place.words == 1:
            return self._likeness.words < 100 or self._is_one_of_twins(place)
        least = max(BESIDE_ONE, self._likeness.words / 100 + WORDS_MARGIN)
        return place.words >= least and self._is_at_end(place)

    def _is_everything(self, place: Place) -> bool:
        """Whether both the words and the place are nearly the whole text, so that there are no sides."""
        around = len(self._quote.prefix) + len(self._quote.suffix), self._length - len(place.span)
        return max(around) < LEAST_LETTERS

    def _is_at_end(self, place: Place) -> bool:
        """Whether both the words and the place are so near to an end of the text that there is no second side."""
        begins = max(len(self._quote.prefix), place.span.start) < CONTEXT
        return begins or max(len(self._quote.suffix), self._length - place.span.end) < CONTEXT

    def _is_better_than_rivals(self, place: Place) -> bool:
        """Whether no look-alike had words as like, or all that had the very same are still there."""
        if place.words < 1:
            margin = 0 if min(place.before, place.after) >= SAME_SIDE else WORDS_MARGIN
            return place.words > self._likeness.words / 100 + margin
        if len(self._quote.exact.encode()) == 1:
            return False
        return self._likeness.words < 100 or 0 < self._likeness.places <= self._standing

    def _is_one_of_twins(self, place: Place) -> bool:
        """Whether one side tells it from its twins, nothing on the other is against it, and none of them has gone."""
        if not 0 < self._likeness.places <= self._standing:
            return False
        for_it, other = max(place.before, place.after), min(place.before, place.after)
        return for_it == 1 and (other >= SIDE or self._is_at_end(place))

    def _is_unmistakable(self, place: Place) -> bool:
        unlike = len(self._quote.exact) * (100 - self._likeness.words) / 100
        was_one = self._likeness.places == 1 and unlike >= FIGURE
        is_one = place.words == 1 and self._standing == 1
        return was_one and is_one and len(self._quote.exact.encode()) >= UNMISTAKABLE

    def _is_rival(self, other: Place, best: Place) -> bool:
        """Whether another place has nearly as good a claim."""
        level = self._level(best)
        if self._may_be_edited(other, best):
            return True
        if other.words < 1 and self._level(other) < _Level.BOTH_SIDES and self._is_unmistakable(best):
            return False
        if best.words < 1 and other.words == 1 and self._standing >= self._likeness.places:
            return True
        if other.words >= best.words - WORDS_MARGIN and any(self._sides(other)):
            return True
        if other.words == best.words == 1 and self._is_nearer(other, best):
            return True
        if level is _Level.BOTH_SIDES:
            return self._level(other) is level
        return other.words >= best.words - WORDS_MARGIN and other.score >= best.score - MARGIN

    def _may_be_edited(self, other: Place, best: Place) -> bool:
        """Whether another place may hold the words corrected, and the best one a copy of them.

        That is, where its words are liker than any look-alike was or stand where the chosen ones did, and nothing
        around the best place speaks for that one, or less than around the other, or a side that does speaks for both.
        """
        theirs, own = (other.before, other.after), (best.before, best.after)
        is_new = 100 * other.words > self._likeness.words or min(theirs) >= SAME_SIDE
        if other.words < BETWEEN_BOTH or not is_new:
            return False
        if self._level(best) is _Level.WORDS or sum(theirs) >= sum(own) + ONE_MORE_SIDE:
            return True
        spoken = zip(self._sides(other), self._sides(best), theirs, own, strict=True)
        return min(own) < SAME_SIDE and any(all(said) and their >= mine - MARGIN for *said, their, mine in spoken)

    def _is_nearer(self, other: Place, best: Place) -> bool:
        """Whether more of what is right beside another place agrees, on either side."""
        theirs, own = (self._wanted.agreement(self._text, place.span) for place in (other, best))
        return any(their >= mine + NEARER for their, mine in zip(theirs, own, strict=True))

    def _is_plausible(self, place: Place) -> bool:
        """Whether a reader should be shown the place."""
        if place.words == 1 or any(self._sides(place)):
            return place.words >= BETWEEN_BOTH
        return place.words >= BESIDE_ONE and len(self._quote.exact) >= LEAST_LETTERS


def _is_closed(text: str, quote: TextQuoteSelector) -> bool:
    """Whether what stood before the words is now followed by what stood behind them: the words were taken out."""
    before, after = quote.prefix[-_SEAM:], quote.suffix[:_SEAM]
    if min(len(before), len(after)) < _SEAM:
        return False
    return any(seam in text for seam in (before + after, before.rstrip() + after, before + after.lstrip()))


def _speaks(side: float, rival: int, letters: int) -> bool:
    if side * letters < LEAST_LETTERS:
        return False
    return rival < 100 if side == 1 else side >= max(SIDE, rival / 100 + MARGIN)
