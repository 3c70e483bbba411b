"""What has been read of a dossier, and which of it is shown. Used by the interface's thread alone."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from reader.domain.dossier import Statement, Tally
from reader.domain.entity import Entity
from reader.services.dossiers import Portion

Test = Callable[[Statement], bool]


class DossierState:
    """The sentences of one entity, as far as they have come, and the choice of them."""

    def __init__(self, entity: Entity) -> None:
        self.entity = entity
        self.statements: list[Statement] = []
        self.done = self.total = 0
        """Briefings looked through, and how many there are."""
        self.is_whole = False
        """Whether no more will come."""
        self.days: Mapping[date | None, int] = {}
        """When it is named, as the index counts it."""
        self.query = ""
        self.companion: Entity | None = None
        self.cursor: Statement | None = None
        """Where the cursor was when the dossier was left."""
        self.test: Test = lambda statement: True
        self._taken = 0
        self.tally = Tally()
        """Of the sentences that fit the query."""
        self._tally_both = self.tally
        self.everything = self.tally
        """Of all, as far as they had come when it was last not chosen among them."""

    def take_in(self, portion: Portion) -> None:
        """More sentences have come."""
        self.statements += portion.statements
        self.done, self.total = portion.done, portion.total

    def choose(self, query: str, test: Test, companion: Entity | None) -> None:
        """Show others, from the first on."""
        self.query, self.test, self.companion = query, test, companion
        self.begin()

    def begin(self) -> None:
        """Show from the first on."""
        self._taken = 0
        self.tally = Tally()
        self._tally_both = Tally() if self.companion else self.tally
        if not self.is_chosen:
            self.everything = self.tally

    def forget(self) -> None:
        """Drop what was read."""
        self.statements, self.done = [], 0
        self.begin()

    @property
    def shown(self) -> int:
        """How many sentences are shown."""
        return self._tally_both.sentences

    @property
    def shown_days(self) -> Mapping[date | None, int]:
        """When the entity is named in them."""
        return dict(self._tally_both.days)

    @property
    def is_chosen(self) -> bool:
        """Whether not all are wanted."""
        return bool(self.query or self.companion)

    @property
    def has_more(self) -> bool:
        """Whether some that have come have not been looked at."""
        return self._taken < len(self.statements)

    def take_next(self, count: int) -> Sequence[Statement]:
        """Of the next so many, those that are to be shown."""
        fitting = [item for item in self.statements[self._taken : self._taken + count] if self.test(item)]
        self._taken = min(len(self.statements), self._taken + count)
        self.tally.add(fitting)
        if self.companion is None:
            return fitting
        chosen = [item for item in fitting if self.companion in item.others]
        self._tally_both.add(chosen)
        return chosen
