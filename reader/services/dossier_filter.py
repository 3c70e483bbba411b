"""Which sentences of a dossier fit a query, in the language of all queries.

Owns what a query means there: words stand in the sentence, its heading, its title or series, or in the name of who
else is met; names are those in the sentence; days, tags and read state are the briefing's.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

from reader.domain.dossier import Statement
from reader.domain.entity import Entity
from reader.domain.entry import Entry
from reader.domain.query_evaluation import Named, asks_for_marks, compile_query, has_part
from reader.domain.query_matching import FoldedText, fold_text
from reader.domain.query_nodes import EVERYTHING, Mark, Query
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText
from reader.paths import Paths
from reader.services.annotations import Annotations
from reader.services.filtering import list_forms
from reader.services.pack_choice import Choice
from reader.storage.index.selecting import Marks

Test = Callable[[Statement], bool]

_NEVER_OPENED = ReadState()


class Shelf(Protocol):
    """What a query needs: the services have it."""

    paths: Paths

    @property
    def pack_choice(self) -> Choice:
        """Which lists of names are used."""

    @property
    def annotations(self) -> Annotations:
        """Tags, bookmarks, notes and read state."""


def compile_words(query: Query, entity: Entity, shelf: Shelf, today: date) -> Test:
    """What tells which statements about an entity fit a query.

    Args:
        query: as it was read.
        entity: what the dossier is about.
        shelf: where tags and read state come from; asked, here and now, only where the query is about them.
        today: what `30d` is counted from.

    Raises:
        StoreError: if they are asked for and cannot be read.
    """
    if query == EVERYTHING:
        return lambda statement: True
    test, facts = compile_query(query, today), _Facts(entity, shelf)
    if has_part(query, asks_for_marks):
        facts.load_marks()
    return lambda statement: test(_Record(statement, facts))


class _Facts:
    """What is known beside the statements, fetched when first asked for."""

    def __init__(self, entity: Entity, shelf: Shelf) -> None:
        self.entity = entity
        self._shelf = shelf

    def load_marks(self) -> None:
        """Fetch what the reader added, now."""
        _ = self.marks, self.states

    @cached_property
    def marks(self) -> Mapping[str, Marks]:
        return {marks.id: marks for marks in self._shelf.annotations.marks()}

    @cached_property
    def states(self) -> Mapping[str, ReadState]:
        return self._shelf.annotations.read_states()

    def describe(self, entity: Entity) -> Named:
        """An entity under all its names."""
        forms = list_forms(entity.name, self._shelf.paths.cache, self._shelf.pack_choice)
        return Named((entity.name, *forms), entity.type)


class _Record:
    """A statement as a query sees it."""

    def __init__(self, statement: Statement, facts: _Facts) -> None:
        self._statement = statement
        self._facts = facts

    @property
    def entry(self) -> Entry:
        """The row of its briefing."""
        return self._statement.entry

    def state(self) -> ReadState:
        return self._facts.states.get(self.entry.id, _NEVER_OPENED)

    def tags(self) -> Sequence[SafeText]:
        marks = self._facts.marks.get(self.entry.id)
        return tuple(SafeText(tag) for tag in marks.tags) if marks else ()

    def has(self, mark: Mark) -> bool:
        marks = self._facts.marks.get(self.entry.id)
        if marks is None:
            return False
        match mark:
            case Mark.BOOKMARK:
                return marks.bookmarks > 0
            case Mark.TAG:
                return bool(marks.tags)
            case Mark.NOTE:
                return marks.notes > 0

    def text(self) -> FoldedText:
        statement = self._statement
        names = (entity.name for entity in statement.others)
        return fold_text("\n".join((statement.text, statement.section or "", *names)))

    def names(self) -> Collection[Named]:
        return [self._facts.describe(entity) for entity in (self._facts.entity, *self._statement.others)]
