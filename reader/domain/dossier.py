"""Everything that a library says about one entity."""

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
