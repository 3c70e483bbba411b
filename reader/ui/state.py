"""What the panes show: frozen snapshots, made by the main screen and handed down.

They compare by identity, so that setting one never compares ten thousand rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reader.domain.briefing import Briefing
from reader.domain.entity import Entity, EntityCount, Mention
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText
from reader.domain.span import Span

if TYPE_CHECKING:
    from reader.services.annotations import PlacedAnnotation


class Marks(NamedTuple):
    """What the reader has added to a briefing, as the list shows it."""

    unread: bool = True
    progress: float = 0.0
    tags: tuple[SafeText, ...] = ()
    bookmarks: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """The briefing list."""

    entries: tuple[Entry, ...] = ()
    """The rows that are shown, in their order."""
    marks: Mapping[str, Marks] = field(default_factory=dict)
    total: int = 0
    unread: int = 0
    filter: str = ""
    is_loading: bool = True
    message: SafeText = SafeText("")
    """Why there is nothing to show."""


@dataclass(frozen=True, slots=True, eq=False)
class OpenBriefing:
    """The article."""

    entry: Entry
    briefing: Briefing | None = None
    """None where the file cannot be read."""
    failure: SafeText = SafeText("")
    facts: SafeText = SafeText("")
    """The line under the title."""
    is_glimpse: bool = False
    """Whether this is only the beginning of a long briefing, of which the rest is being read."""


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The names in the open briefing."""

    briefing_id: str = ""
    mentions: tuple[Mention, ...] = ()
    counts: tuple[EntityCount, ...] = ()
    totals: Mapping[Entity, int] | None = None
    """Mentions in the whole library; None until counted."""
    is_loading: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Annotated:
    """The annotations of the open briefing."""

    briefing_id: str = ""
    placed: tuple[PlacedAnnotation, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Trail:
    """Places to step through with n and N: what was found, or the mentions of one name."""

    label: str = ""
    spans: tuple[Span, ...] = ()
    index: int = 0

    @property
    def current(self) -> Span | None:
        """Where the trail stands."""
        return self.spans[self.index] if self.spans else None

    def step(self, distance: int) -> Trail:
        """The trail `distance` places on, round and round."""
        return Trail(self.label, self.spans, (self.index + distance) % len(self.spans)) if self.spans else self

    def __str__(self) -> str:
        """For the status line."""
        return f"{self.label} {self.index + 1}/{len(self.spans)}" if self.spans else f"{self.label} 0/0"
