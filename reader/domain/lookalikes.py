"""Where words like some others stand in a text, and how like they are.

First every place with the very same words, then places that share short pieces with them, aligned letter by letter.
Letters are compared in a plain form that has the same offsets; no offset is ever moved.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reader.domain.alignment import align, align_all, count_shared, measure_distance, measure_lead
from reader.domain.anchor import CONTEXT, TextQuoteSelector
from reader.domain.span import Span

_PLAIN = (
    *(("'", letter) for letter in "‘’‚‛′"),
    *(('"', letter) for letter in "“”„‟″"),
    *(("-", letter) for letter in "‐‑‒–—−"),
    *((" ", letter) for letter in "\n\t\u00a0\u2007\u2009\u202f"),
)
_TEXTS_KEPT = 2

_PIECE = 7
"""Code points of a piece: long enough to be rare, short enough to lie between two edits of one sentence."""
_PIECES = 24
"""Pieces that are looked for, so that a text of 10 MB is gone through that often at most."""
_COMMON = 64
"""A piece that stands more often than this tells nothing."""
_VICINITY = 2048
"""Code points on both sides of words in which every look-alike is found, when they are chosen: some milliseconds."""
_NEAR = 24
"""Look-alikes near by that are looked at."""
_UNLIKE = 0.4
"""How much of them may differ."""
_MANY = 256
"""Places with the very same words that are looked at."""

_WHOLE = 1024
"""Words up to this length are aligned as a whole: some milliseconds. Of longer ones the two ends are."""
_END = 256
"""Code points of an end of long words."""
_SAMPLE = 12
_SAMPLES = 128
"""Pieces by which long words are compared."""

_EDGE = "\x02"
"""Stands for an end of the text; no briefing has it, since it is scrubbed."""
_EDGES = 16 * _EDGE
"""An end of the text weighs as much as some words, or the nearest ones would be left out when others are put in."""
_SLACK = 16
"""Code points by which words may have grown beyond a quarter of their length."""
_HEAVY = 64
"""Code points of the words that count against those of the surroundings: long words do not drown them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text and how like it is to what was asked for: 0 to 1, and 1 only where nothing differs."""

    span: Span
    words: float
    before: float
    after: float
    score: float
    """Words and surroundings together."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The look-alikes, best first."""

    places: tuple[Place, ...]
    is_crowded: bool
    """Whether there were too many to look at each."""


@lru_cache(_TEXTS_KEPT)
def make_plain(text: str) -> str:
    """The text with plain quotation marks and dashes, and spaces for line feeds; the offsets are the same."""
    for plain, letter in _PLAIN:
        text = text.replace(letter, plain)
    return text


def find_all(text: str, words: str, most: int) -> list[int]:
    """Where `words` begin, also overlapping each other; the first `most` places."""
    found: list[int] = []
    start = text.find(words)
    while start >= 0 and len(found) < most:
        found.append(start)
        start = text.find(words, start + 1)
    return found


class Wanted:
    """Words with their surroundings, in the plain form, and how like a place is to them."""

    def __init__(self, quote: TextQuoteSelector) -> None:
        """Args: quote: its words are not empty."""
        self.words = make_plain(quote.exact)
        prefix, suffix = make_plain(quote.prefix), make_plain(quote.suffix)
        self._leading = len(quote.prefix) < CONTEXT
        self._trailing = len(quote.suffix) < CONTEXT
        self.before = _EDGE * self._leading + prefix
        self.after = suffix + _EDGE * self._trailing
        self._begins = not _is_word(quote.prefix[-1:]) and _is_word(quote.exact[:1])
        self._ends = not _is_word(quote.suffix[:1]) and _is_word(quote.exact[-1:])

    @property
    def around(self) -> tuple[str, str, str]:
        """What stood before, the words, and what stood behind them, to be aligned."""
        leading, trailing = self._leading * _EDGES, self._trailing * _EDGES
        return leading + self.before.strip(_EDGE), self.words, self.after.strip(_EDGE) + trailing

    @property
    def is_long(self) -> bool:
        """Whether only the ends of the words are aligned."""
        return len(self.words) > _WHOLE

    def sides(self, text: str, span: Span) -> tuple[str, str]:
        """What stands before a span, outwards, and behind it: a little more than was kept of each side."""
        start, end = span.start - _widen(len(self.before)), span.end + _widen(len(self.after))
        before = _EDGE * (start <= 0) + text[max(0, start) : span.start]
        return before[::-1], text[span.end : end] + _EDGE * (end >= len(text))

    def measure(self, text: str, span: Span) -> Place:
        """How like a place is.

        Args:
            text: in the plain form.
            span: not empty.
        """
        outwards, onwards = self.sides(text, span)
        before = 1 - measure_lead(self.before[::-1], outwards) / len(self.before)
        after = 1 - measure_lead(self.after, onwards) / len(self.after)
        words = _compare(self.words, span.of(text))
        heavy = min(_HEAVY, len(self.words))
        total = words * heavy + before * len(self.before) + after * len(self.after)
        return Place(span, words, before, after, total / (heavy + len(self.before) + len(self.after)))

    def is_loose(self, text: str, span: Span) -> bool:
        """Whether the words stand in a part of a span, and the rest is something else."""
        if self.is_long:
            return abs(len(span) - len(self.words)) > _END
        words = span.of(text)
        inner = align(self.words, words, (0, len(self.words))).distance
        return measure_distance(self.words, words) - inner > _SLACK

    def agreement(self, text: str, span: Span) -> tuple[int, int]:
        """How many letters before and behind a span agree, counted outwards up to the first that does not."""
        outwards, onwards = self.sides(text, span)
        return count_shared(self.before[::-1], outwards), count_shared(self.after, onwards)

    def snap(self, text: str, span: Span) -> Span:
        """Put the edges of a span at those of words, and of no marks, where those of the words wanted were."""
        start, end = span.start, span.end
        while self._begins and end - start > 1 and not text[start].isalnum():
            start += 1
        while self._ends and end - start > 1 and not text[end - 1].isalnum():
            end -= 1
        if Span(start, end) != span:
            return Span(start, end)
        starts = _list_edges(text, start) if self._begins else (start,)
        ends = _list_edges(text, end) if self._ends else (end,)
        fitting = [Span(first, last) for first in starts for last in ends if first < last]
        return max(fitting, key=lambda fit: (_compare(self.words, fit.of(text)), len(fit)), default=span)


def _list_edges(text: str, place: int) -> tuple[int, ...]:
    """Where a word begins and ends that is cut in two at a place, if one is and it is no long one."""
    if not 0 < place < len(text) or not _is_word(text[place - 1], text[place]):
        return (place,)
    start = end = place
    while start > 0 and place - start < _SLACK and _is_word(text[start - 1]):
        start -= 1
    while end < len(text) and end - place < _SLACK and _is_word(text[end]):
        end += 1
    return start, end


def _is_word(*letters: str) -> bool:
    """Whether all are letters or digits of a script that puts spaces between words."""
    return all(letter.isalnum() and letter < "\u2e80" for letter in letters)


def _widen(length: int) -> int:
    return length + length // 4 + 4


def _compare(one: str, other: str) -> float:
    if one == other:
        return 1.0
    longest = max(len(one), len(other))
    if longest > 2 * _WHOLE:
        return min(_sample(one, other), _sample(other, one), 1 - 1 / longest) * min(len(one), len(other)) / longest
    distance = measure_distance(one, other)
    # Where nothing is missing and a word was put in, it is the same words and another one: that counts half.
    is_inserted = distance == len(other) - len(one) <= _SLACK
    return 1 - distance / longest / (2 if is_inserted else 1)


def _sample(one: str, other: str) -> float:
    """How many of the pieces of one stand in the other."""
    step = max(1, (len(one) - _SAMPLE) // _SAMPLES)
    pieces = [one[at : at + _SAMPLE] for at in range(0, max(1, len(one) - _SAMPLE + 1), step)]
    return sum(piece in other for piece in pieces) / len(pieces)


def survey(text: str, quote: TextQuoteSelector, most: int, besides: Span | None = None) -> Survey:
    """Look for places like some words with their surroundings.

    Args:
        text: where to look.
        quote: what to look for; its words are not empty.
        most: how many places to look at closely.
        besides: a span that is not meant, nor anything that overlaps it; then the places may overlap each other.
    """
    wanted, plain = Wanted(quote), make_plain(text)
    same = find_all(plain, wanted.words, _MANY + 1)
    is_crowded = len(same) > _MANY
    spans = [Span(start, start + len(wanted.words)) for start in same]
    if len(spans) > most:
        spans = sorted(spans, key=lambda span: -sum(wanted.agreement(plain, span)))[:most]
    like, is_common = _find_like(plain, wanted, most)
    spans.extend(wanted.snap(plain, span) for span in like if len(span))
    if besides is not None:
        places = _measure(plain, wanted, [*spans, *_find_near(plain, wanted, besides, _VICINITY)])
        return Survey(tuple(place for place in places if not place.span.overlaps(besides)), is_crowded or is_common)
    places = _measure(plain, wanted, spans)
    if places:
        places = _measure(plain, wanted, [*spans, *_find_near(plain, wanted, places[0].span, 0)])
    return Survey(_drop_overlapping(places), is_crowded or is_common)


def _measure(text: str, wanted: Wanted, spans: Iterable[Span]) -> list[Place]:
    return sorted((wanted.measure(text, span) for span in set(spans)), key=_rank)


def _rank(place: Place) -> tuple[float, int]:
    return -place.score, place.span.start


def _drop_overlapping(places: Iterable[Place]) -> tuple[Place, ...]:
    """Of places that overlap by half, the better one; those with the very same words always."""
    kept: list[Place] = []
    for place in places:
        if place.words == 1 or not any(_is_one(place.span, other.span) for other in kept):
            kept.append(place)
    return tuple(kept)


def _is_one(one: Span, other: Span) -> bool:
    shared = one.clip(other)
    return shared is not None and 2 * len(shared) >= min(len(one), len(other))


def _find_like(text: str, wanted: Wanted, most: int) -> tuple[list[Span], bool]:
    before, words, after = wanted.around
    if not wanted.is_long:
        return _locate(text, before + words + after, (len(before), len(before) + len(words)), most)
    heads, head_common = _locate(text, before + words[:_END], (len(before), len(before) + _END), most)
    tails, tail_common = _locate(text, words[-_END:] + after, (0, _END), most)
    spans = [
        Span(head.start, tail.end)
        for head in heads
        for tail in tails
        if 0.6 < (tail.end - head.start) / len(words) < 1.6
    ]
    return spans, head_common or tail_common


def _find_near(text: str, wanted: Wanted, span: Span, least: int) -> list[Span]:
    """What is like the words near a span, on both sides: it may pass for the span itself, which is left out."""
    words = wanted.words
    if wanted.is_long:
        return []
    width = max(least, 2 * len(words) + 2 * _SLACK)
    most = int(len(words) * _UNLIKE)
    found = []
    for start, end in ((max(0, span.start - width), span.start), (span.end, span.end + width)):
        for place in align_all(words, text[start:end], most):
            there = Span(start + place.start, start + place.end)
            found.append(
                (place.distance, abs(there.start - span.start), wanted.snap(text, there) if len(there) else there)
            )
    return [there for _, _, there in sorted(found)[:_NEAR] if len(there)]


def _locate(text: str, pattern: str, part: tuple[int, int], most: int) -> tuple[list[Span], bool]:
    """Where a part of a pattern went, at the places where most of its pieces stand."""
    shifts, is_common = _find_shifts(text, pattern)
    slack = len(pattern) // 4 + _SLACK
    groups = _group(shifts, slack)[:most]
    return [_align(text, pattern, part, low - slack, high + len(pattern) + slack) for low, high in groups], is_common


def _align(text: str, pattern: str, part: tuple[int, int], start: int, end: int) -> Span:
    """Where a part of a pattern went, between two places. The ends of the text count like letters."""
    leading, trailing = _EDGES * (start <= 0), _EDGES * (end >= len(text))
    start = max(0, start)
    found = align(pattern, leading + text[start:end] + trailing, part)
    shift, last = start - len(leading), min(end, len(text))
    return Span(*(min(max(start, shift + place), last) for place in (found.start, found.end)))


def _find_shifts(text: str, pattern: str) -> tuple[list[tuple[int, int]], bool]:
    """By how much each piece is shifted wherever it stands, with its place in the pattern.

    Also whether most pieces are so common that look-alikes may have been missed.
    """
    size = min(_PIECE, max(1, len(pattern) // 3))
    step = max(1, (len(pattern) - size) // (_PIECES - 1), size // 2)
    places = range(0, len(pattern) - size + 1, step)
    shifts: list[tuple[int, int]] = []
    common = 0
    for at in places:
        found = find_all(text, pattern[at : at + size], _COMMON + 1)
        if len(found) > _COMMON:
            common += 1
        else:
            shifts.extend((start - at, at) for start in found)
    return sorted(shifts), 2 * common > len(places)


def _group(shifts: Sequence[tuple[int, int]], width: int) -> list[tuple[int, int]]:
    """The ranges of shifts that are alike, those with the most pieces first."""
    groups: list[tuple[int, int, set[int]]] = []
    for shift, piece in shifts:
        if groups and shift - groups[-1][0] <= width:
            first, _, pieces = groups[-1]
            pieces.add(piece)
            groups[-1] = (first, shift, pieces)
        else:
            groups.append((shift, shift, {piece}))
    groups.sort(key=lambda group: (-len(group[2]), group[0]))
    enough = len(groups[0][2]) / 4 if groups else 0
    return [(first, last) for first, last, pieces in groups if len(pieces) >= enough]
