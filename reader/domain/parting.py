"""Whether words may have gone elsewhere from a place that is like theirs: the last doubt about a place that was chosen.

Where a line is swapped with the next, copied between two or taken out, another one like it comes to stand between what
stood around it. Owns which signs of that are enough. The limits were set on `tests/domain/repeats.py`, texts of little
but lines that resemble each other: with them less than one wrong place in ten is left, and 2 in 100 of the small edits
of ordinary texts (`tests/domain/edits.py`) more are ambiguous. `tests/domain/bulletins.py` found what they left out.
"""

from collections.abc import Iterable, Sequence

from reader.domain.alignment import measure_distance
from reader.domain.anchor import TextQuoteSelector
from reader.domain.lookalikes import Place

_LINE_END = "\n"
_TELLING = 4
"""Code points from which on a line counts: a list's dash stands everywhere."""
_ALIKE = 75
"""How like, in hundredths, something else had to be to the words when they were chosen."""
_SAME = 0.8
"""How like several lines must be to those chosen: of two lines, less means that one of them is another."""
_CORRECTED = 0.95
"""How like they are where a letter or two was corrected."""


def may_be_another(text: str, quote: TextQuoteSelector, place: Place) -> bool:
    """Whether it is in doubt that words are at the place that was chosen for them.

    Args:
        text: the whole of it, with its line feeds.
        quote: the words looked for.
        place: the best one.
    """
    is_framed = place.before == place.after == 1
    if is_framed and place.words == 1:
        return False
    if _LINE_END not in quote.exact:
        return place.words == 1 and (_stands_beside_itself(quote) or _shares_side(quote))
    chosen, there = quote.exact.split(_LINE_END), place.span.of(text).split(_LINE_END)
    if _were_beside(quote, {*there} - {*chosen}) or _is_nearer_beside(text, place, chosen, there):
        return True
    if is_framed and place.words >= _CORRECTED:
        return _have_twins(text, place, {*there} ^ {*chosen})
    return _repeats_itself(chosen) or _is_shaken(quote, place) or _have_twins(text, place, {*chosen, *there})


def _is_shaken(quote: TextQuoteSelector, place: Place) -> bool:
    return quote.likeness is None or quote.likeness.words >= _ALIKE or place.words < _SAME


def _have_twins(text: str, place: Place, lines: Iterable[str]) -> bool:
    """Whether one of some lines stands outside of the place."""
    rest = text[: place.span.start], text[place.span.end :]
    return any(len(line) >= _TELLING and any(line in part for part in rest) for line in lines)


def _repeats_itself(lines: Sequence[str]) -> bool:
    """Whether a line is among them twice: when one of these goes or comes, nobody can say where the words begin."""
    telling = [line for line in lines if len(line) >= _TELLING]
    return len({*telling}) < len(telling)


def _were_beside(quote: TextQuoteSelector, lines: Iterable[str]) -> bool:
    """Whether one of some lines stood right before or behind the words when they were chosen."""
    before, after = (
        quote.prefix.strip(_LINE_END).split(_LINE_END)[-1],
        quote.suffix.strip(_LINE_END).split(_LINE_END)[0],
    )
    befores = len(before) >= _TELLING and any(line.endswith(before) for line in lines)
    return befores or (len(after) >= _TELLING and any(line.startswith(after) for line in lines))


def _is_nearer_beside(text: str, place: Place, chosen: Sequence[str], there: Sequence[str]) -> bool:
    """Whether the line before or behind a place is as like the first or last one chosen as the one taken for it."""
    start, end = place.span.start, place.span.end
    before = text[: max(0, start - 1)].rpartition(_LINE_END)[2] if text[max(0, start - 1) : start] == _LINE_END else ""
    after = text[end + 1 :].partition(_LINE_END)[0] if text[end : end + 1] == _LINE_END else ""
    pairs = (chosen[0], there[0], before), (chosen[-1], there[-1], after)
    return any(beside and _is_nearer(line, taken, beside) for line, taken, beside in pairs)


def _is_nearer(line: str, taken: str, beside: str) -> bool:
    distance = measure_distance(line, taken)
    return distance > 0 and measure_distance(line, beside) <= distance


def _stands_beside_itself(quote: TextQuoteSelector) -> bool:
    """Whether the same words stood near: when one of them goes, the next takes its place."""
    return quote.exact in quote.prefix or quote.exact in quote.suffix


def _shares_side(quote: TextQuoteSelector) -> bool:
    """Whether something like the words had the very same on one side."""
    likeness = quote.likeness
    return likeness is not None and likeness.words >= _ALIKE and 100 in (likeness.before, likeness.after)
