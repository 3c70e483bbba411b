"""Who and what a briefing is about."""

from dataclasses import dataclass
from enum import StrEnum

from reader.domain.scrub import SafeText
from reader.domain.span import Span


class EntityType(StrEnum):
    """The kinds of named things, in the order in which they are listed."""

    COMPANY = "company"
    ORGANIZATION = "organization"
    PERSON = "person"
    PLACE = "place"
    PRODUCT = "product"
    TECHNOLOGY = "technology"
    POLICY = "policy"
    EVENT = "event"


class MentionStatus(StrEnum):
    """How a mention was found."""

    KNOWN = "known"
    """Its name is in a pack, or in the reader's own list."""
    RULE = "rule"
    """By a cue word, a code pattern or a definition in parentheses."""
    FOUND = "found"
    """A capitalised name that no list knows."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing, known by one canonical name."""

    name: SafeText
    type: EntityType | None = None
    """None when unknown."""

    def __hash__(self) -> int:
        # Few share a name, and a name's own hash is remembered.
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity. Mentions of one briefing never overlap."""

    span: Span
    entity: Entity
    status: MentionStatus = MentionStatus.KNOWN


@dataclass(frozen=True, slots=True)
class EntityCount:
    """One entity of a briefing and how often it is named there."""

    entity: Entity
    count: int
    status: MentionStatus
    aliases: tuple[SafeText, ...]
    """The forms that stand in the text, in order of appearance."""


_STATUSES = tuple(MentionStatus)


def count_entities(text: str, mentions: tuple[Mention, ...]) -> tuple[EntityCount, ...]:
    """List the entities of a text: most mentioned first, then by first appearance.

    The counts are those of `mentions` and nothing else, so a list and the marks in the text always agree.
    """
    groups: dict[Entity, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(mention.entity, []).append(mention)
    counts = [
        EntityCount(
            entity,
            len(group),
            min({mention.status for mention in group}, key=_STATUSES.index),
            tuple(SafeText(form) for form in dict.fromkeys(mention.span.of(text) for mention in group)),
        )
        for entity, group in groups.items()
    ]
    return tuple(sorted(counts, key=lambda row: -row.count))
