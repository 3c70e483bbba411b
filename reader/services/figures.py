"""The figures in briefings: all of them, or those in the sentences that name something.

Owns which figures are told of an entity. How a figure is found is the business of `entities`.
"""

from bisect import bisect_left
from dataclasses import dataclass

from reader.domain.briefing import Briefing
from reader.domain.figure import Figure, FigureKind, FigureOrder, choose_figures, sort_figures
from reader.entities.figures import find_figures
from reader.services.recognition import Recognition, Recognitions


@dataclass(frozen=True, slots=True)
class FigureQuery:
    """Which figures are wanted, and in what order. The default is: all, as in the text."""

    kinds: frozenset[FigureKind] = frozenset()
    """None of them stands for all."""
    units: frozenset[str] = frozenset()
    """None of them stands for all; case does not count."""
    entity: str | None = None
    """The canonical name or any form of something that the figure's sentence names; case does not count."""
    order: FigureOrder = FigureOrder.TEXT


class Figures:
    """What briefings state in numbers."""

    def __init__(self, recognitions: Recognitions) -> None:
        """Args: recognitions: the names in briefings, since a number within a name is no figure."""
        self._recognitions = recognitions

    def of(self, briefing: Briefing, query: FigureQuery | None = None) -> tuple[Figure, ...]:
        """The figures of a briefing that fit a query.

        Raises:
            NamesUnavailable: if the lists of names cannot be read.
        """
        recognition = self._recognitions.of(briefing)
        figures = find_figures(briefing, recognition.mentions)
        if query is None:
            return figures
        if query.entity is not None:
            figures = tell_of(figures, recognition, query.entity)
        return sort_figures(choose_figures(figures, query.kinds, query.units), query.order)


def tell_of(figures: tuple[Figure, ...], recognition: Recognition, name: str) -> tuple[Figure, ...]:
    """The figures whose sentence names an entity.

    Args:
        figures: of one briefing.
        recognition: the names in it.
        name: the entity's canonical name, or a form of it that stands in the text; case does not count.
    """
    wanted = name.strip().casefold()
    entities = {
        row.entity
        for row in recognition.counts
        if wanted in {form.casefold() for form in (row.entity.name, *row.aliases)}
    }
    places = [mention.span.start for mention in recognition.mentions if mention.entity in entities]

    def is_named(figure: Figure) -> bool:
        at = bisect_left(places, figure.sentence.start)
        return at < len(places) and places[at] < figure.sentence.end

    return tuple(filter(is_named, figures))
