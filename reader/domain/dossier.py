"""Everything that a library says about one entity."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reader.domain.entity import Entity
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText
from reader.domain.span import Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that names the entity."""

    entry: Entry
    """The briefing it stands in."""
    section: SafeText | None
    """The heading it stands under."""
    span: Span
    """The sentence, in code points of the briefing's text."""
    text: SafeText
    """The sentence's words."""
    mentions: tuple[Span, ...]
    """Where the entity is named in it, in code points of the briefing's text."""
    others: tuple[Entity, ...]
    """Who else is named in it, each once, in order of appearance."""


@dataclass(frozen=True, slots=True, eq=False)
class Dossier:
    """All statements about one entity, oldest first, those of unknown date last."""

    entity: Entity
    aliases: tuple[SafeText, ...]
    """The forms by which it is named, the commonest first."""
    statements: tuple[Statement, ...]
    companions: tuple[tuple[Entity, int], ...]
    """Who is met in the same sentences, and in how many: most often first."""

    @property
    def total(self) -> int:
        """How often it is named."""
        return sum(len(statement.mentions) for statement in self.statements)

    @property
    def first(self) -> date | None:
        """The first day for which a dated briefing names it."""
        return min((day for statement in self.statements if (day := statement.entry.start)), default=None)

    @property
    def last(self) -> date | None:
        """The last day for which a dated briefing names it."""
        return max((day for statement in self.statements if (day := statement.entry.end)), default=None)


class Tally:
    """What some statements about an entity amount to, counted while they come in."""

    def __init__(self) -> None:
        self.sentences = 0
        self.mentions = 0
        self.first: date | None = None
        self.last: date | None = None
        self.days: Counter[date | None] = Counter()
        """How often it is named on each day that a briefing ends with; None for those of unknown date."""
        self._forms: Counter[str] = Counter()
        self._others: Counter[Entity] = Counter()

    def add(self, statements: Iterable[Statement]) -> None:
        """Count more."""
        for statement in statements:
            entry = statement.entry
            self.sentences += 1
            self.mentions += len(statement.mentions)
            self.days[entry.end] += len(statement.mentions)
            self._others.update(statement.others)
            start = statement.span.start
            self._forms.update(
                " ".join(statement.text[span.start - start : span.end - start].split()) for span in statement.mentions
            )
            if entry.start is not None and (self.first is None or entry.start < self.first):
                self.first = entry.start
            if entry.end is not None and (self.last is None or entry.end > self.last):
                self.last = entry.end

    def list_forms(self, entity: Entity) -> tuple[SafeText, ...]:
        """The forms by which the entity is named, beside its own name, the commonest first."""
        return tuple(SafeText(form) for form, _ in self._forms.most_common() if form != entity.name)

    def list_companions(self) -> tuple[tuple[Entity, int], ...]:
        """Who is met in the same sentences, and in how many: most often first, then by name."""
        return tuple(sorted(self._others.items(), key=lambda item: (-item[1], item[0].name.casefold(), item[0].name)))
