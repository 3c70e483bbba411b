"""The figures in briefings, with their sentences and who is named in them: chosen and sorted.

Owns which figures are told of an entity, and the cache of what was found. How a figure is found is the business of
`entities`, in what order figures stand that of `domain`.
"""

import threading
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reader.domain.briefing import Briefing
from reader.domain.entity import Entity
from reader.domain.figure import Figure, FigureKind, FigureOrder, choose_figures, sort_figures
from reader.domain.scrub import SafeText
from reader.entities.figures import find_figures
from reader.services.recognition import Recognition, Recognitions

REMEMBERED = 64
"""Briefings whose figures are kept: a figure takes about 500 bytes, a briefing full of numbers has about 350."""


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure with what a reader wants to see beside it."""

    figure: Figure
    """Span, kind, value, unit, qualifier, and the sentence's span."""
    surface: SafeText
    """The figure as it is written."""
    sentence: SafeText
    """The words of its sentence."""
    entities: tuple[Entity, ...]
    """Who is named in that sentence, each once, in order of appearance."""


@dataclass(frozen=True, slots=True)
class FigureQuery:
    """Which figures are wanted, and in what order. The default is: all, as in the text."""

    kinds: frozenset[FigureKind] = frozenset()
    """None of them stands for all."""
    units: frozenset[str] = frozenset()
    """None of them stands for all; case does not count."""
    entity: str | None = None
    """The canonical name or any form of something that the figure's sentence names; case does not count."""
    words: str = ""
    """Words, or beginnings or parts of words, that all stand in the figure's sentence; case does not count."""
    order: FigureOrder = FigureOrder.TEXT


class Figures:
    """What briefings state in numbers. Every method may be called from any thread."""

    def __init__(self, recognitions: Recognitions) -> None:
        """Args: recognitions: the names in briefings, since a number within a name is no figure."""
        self._recognitions = recognitions
        self._lock = threading.Lock()
        self._known: OrderedDict[str, tuple[Recognition, tuple[StatedFigure, ...]]] = OrderedDict()

    def of(
        self, briefing: Briefing, query: FigureQuery | None = None, should_stop: Callable[[], bool] = lambda: False
    ) -> tuple[StatedFigure, ...]:
        """The figures of a briefing that fit a query; those found so far when told to stop.

        Args:
            briefing: looked through when first asked for, and again only when the names in it have changed.
            query: None for all, in the order of the text.
            should_stop: asked often; a result that was cut short is not remembered.

        Raises:
            NamesUnavailable: if the lists of names cannot be read.
        """
        recognition = self._recognitions.of(briefing)
        rows = self._recall(briefing, recognition)
        if rows is None:
            found = find_figures(briefing, recognition.mentions, should_stop)
            rows = tuple(_state(briefing, found, recognition))
            if not should_stop():
                self._remember(briefing, recognition, rows)
        return rows if query is None else choose_stated(rows, recognition, query)

    def _recall(self, briefing: Briefing, recognition: Recognition) -> tuple[StatedFigure, ...] | None:
        with self._lock:
            known = self._known.get(briefing.id)
            if known is None or known[0] is not recognition:
                return None
            self._known.move_to_end(briefing.id)
            return known[1]

    def _remember(self, briefing: Briefing, recognition: Recognition, rows: tuple[StatedFigure, ...]) -> None:
        with self._lock:
            self._known[briefing.id] = recognition, rows
            self._known.move_to_end(briefing.id)
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)


def choose_stated(
    rows: Sequence[StatedFigure], recognition: Recognition, query: FigureQuery
) -> tuple[StatedFigure, ...]:
    """The rows that fit a query, in its order.

    Args:
        rows: of one briefing.
        recognition: the names in it.
        query: what is wanted.
    """
    if query.entity is not None:
        wanted = _find_entities(recognition, query.entity)
        rows = [row for row in rows if not wanted.isdisjoint(row.entities)]
    words = query.words.casefold().split()
    if words:
        rows = [row for row in rows if _holds(row.sentence.casefold(), words)]
    by_span = {row.figure.span: row for row in rows}
    chosen = choose_figures((row.figure for row in rows), query.kinds, query.units)
    return tuple(by_span[figure.span] for figure in sort_figures(chosen, query.order))


def _holds(sentence: str, words: Sequence[str]) -> bool:
    return all(word in sentence for word in words)


def _find_entities(recognition: Recognition, name: str) -> set[Entity]:
    """The entities of a briefing that a person calls `name`."""
    wanted = name.strip().casefold()
    return {
        row.entity
        for row in recognition.counts
        if wanted in {form.casefold() for form in (row.entity.name, *row.aliases)}
    }


def _state(briefing: Briefing, found: Sequence[Figure], recognition: Recognition) -> Iterator[StatedFigure]:
    starts = [mention.span.start for mention in recognition.mentions]
    text = briefing.text
    for figure in found:
        first, last = bisect_left(starts, figure.sentence.start), bisect_left(starts, figure.sentence.end)
        named = dict.fromkeys(mention.entity for mention in recognition.mentions[first:last])
        yield StatedFigure(figure, SafeText(figure.span.of(text)), SafeText(figure.sentence.of(text)), tuple(named))
