"""What the panes show: frozen snapshots, made by the main screen and handed down.

They compare by identity, so that setting one never compares ten thousand rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from reader.domain.briefing import Briefing
from reader.domain.entity import Entity, EntityCount, Mention
from reader.domain.entry import Entry
from reader.domain.query_saved import SavedQuery
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText
from reader.domain.sighting import History
from reader.domain.span import Span
from reader.services.grouping import Group
from reader.services.rows import Rows

if TYPE_CHECKING:
    from reader.services.annotations import PlacedAnnotation
    from reader.services.filtering import Finding


class Marks(NamedTuple):
    """What the reader has added to a briefing, as the list shows it."""

    state: ReadState = ReadState()
    tags: tuple[SafeText, ...] = ()
    bookmarks: int = 0

    @property
    def is_unread(self) -> bool:
        """Whether it was never opened."""
        return not (self.state.opened or self.state.read)

    def progress(self, length: int) -> float:
        """The part that has been read, from 0 to 1, of a text of `length` code points; looking at it is not reading."""
        return 0.0 if self.is_unread else self.state.progress(length)


NOTHING_ADDED = Marks()


class TagCount(NamedTuple):
    """A tag of the library."""

    name: SafeText
    """As first written."""
    briefings: int
    """How many have it, on the whole or on anything in them."""


@dataclass(frozen=True, slots=True, eq=False)
class Saved:
    """The saved queries."""

    queries: tuple[SavedQuery, ...] = ()
    counts: Mapping[str, int | None] = field(default_factory=dict)
    """How many briefings fit each, by its name, as far as they are counted; None for one that cannot be answered."""


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """The briefing list."""

    entries: Rows = field(default_factory=lambda: Rows.of(()))
    """The rows that are shown, in their order."""
    groups: tuple[Group, ...] = ()
    """What they are headed with."""
    marks: Mapping[str, Marks] | None = None
    """What the reader added, by the briefing's id, where it is not nothing; None until that is known."""
    read: frozenset[int] = frozenset()
    """What the rows are called in the index that have been opened or read."""
    total: int = 0
    found: int = 0
    """How many rows fit; more than there are entries for the moment in which only the first are known."""
    unread: int | None = None
    """None until known."""
    filter: str = ""
    is_search: bool = False
    """Whether the filter looks for words, so that each row shows where they stand."""
    findings: Mapping[str, Finding] = field(default_factory=dict)
    """Where they stand, by the briefing's id, as far as it has been looked up."""
    selected: frozenset[str] = frozenset()
    """The ids of the rows that the next command is about."""
    reissued: Mapping[str, Entry] = field(default_factory=dict)
    """Of what was in hand when the rows changed: the rows that have taken its place, by the earlier ids."""
    arrangement: str = "by date"
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
    history: History = field(default_factory=History)
    """When they were met before, as far as it has been looked up."""
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
    """Which of them it stands on; -1 before the first step."""
    is_search: bool = False
    """Whether it goes on in the next briefing."""
    is_quiet: bool = False
    """Whether only the place that it stands on is marked: all names at once would be a carpet."""

    @property
    def current(self) -> Span | None:
        """Where the trail stands; None before its first step."""
        return self.spans[self.index] if self.spans and self.index >= 0 else None

    def step(self, distance: int) -> Trail:
        """The trail `distance` places on, round and round."""
        if not self.spans:
            return self
        start = self.index if self.index >= 0 else -1 if distance > 0 else 0
        return replace(self, index=(start + distance) % len(self.spans))

    def __str__(self) -> str:
        """For the status line."""
        return f"{self.label} {self.index + 1}/{len(self.spans)}" if self.spans else f"{self.label} 0/0"
