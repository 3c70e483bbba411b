"""When the library has named something, as seen from one of its briefings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from reader.domain.entity import Entity


class Interval(StrEnum):
    """What is counted between two sightings."""

    ISSUE = "issue"
    """Issues of the briefing's own series."""
    BRIEFING = "briefing"
    """Briefings of the whole library, where it has no series with an issue before."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What is known of one entity."""

    first: date | None = None
    """The last day of the earliest briefing that names it; None where only undated ones do."""
    is_first: bool = False
    """Whether no earlier briefing names it, and none of which nobody knows whether it is earlier. In the library's
    first briefing, in which every name is new, none is."""
    missed: int = 0
    """How many issues or briefings, one after the other right before this one, do not name it, though one before
    them does; 0 where none does."""
    counts: tuple[int, ...] = ()
    """Its mentions in each of the latest issues or months up to this one, oldest first; none where no briefing came
    before this one."""


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """What is known of the entities of one briefing."""

    sightings: Mapping[Entity, Sighting] = field(default_factory=dict)
    interval: Interval = Interval.ISSUE
    """In which `missed` counts; where these are briefings, `counts` are by month."""
