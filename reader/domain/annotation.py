"""What a reader adds to a briefing: bookmarks, tags, highlights, notes.

The motivations are those of the W3C Web Annotation vocabulary.
"""

from dataclasses import dataclass
from enum import StrEnum
from string import whitespace

from reader.domain.anchor import TextPositionSelector, TextQuoteSelector
from reader.domain.scrub import SafeText


class Motivation(StrEnum):
    """Why an annotation was made."""

    BOOKMARKING = "bookmarking"
    TAGGING = "tagging"
    HIGHLIGHTING = "highlighting"
    COMMENTING = "commenting"


class Colour(StrEnum):
    """What words are highlighted with. Each begins with another letter, which is shown beside it."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    ROSE = "rose"


@dataclass(frozen=True, slots=True)
class BriefingRef:
    """What an annotation remembers of its briefing, so that it can be bound to it again."""

    id: str
    path: str
    """As the file system knows it, not yet fit to be shown: scrub it first."""
    title: SafeText
    series: SafeText | None = None
    label: SafeText | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """One mark of the reader's. Without a quote it is about the whole briefing, or about `entity`."""

    id: str
    motivation: Motivation
    briefing: BriefingRef
    created: str
    """ISO 8601 with offset."""
    tags: tuple[SafeText, ...] = ()
    note: SafeText = SafeText("")
    quote: TextQuoteSelector | None = None
    position: TextPositionSelector | None = None
    entity: SafeText | None = None
    """The canonical name, when the annotation is about an entity."""
    colour: Colour | None = None
    """Of a highlight; None for any other, and for one that says none."""
    modified: str = ""
    """When it was last changed, as `created`; empty for one that never was."""
    others: str = ""
    """Fields that a newer version of the program wrote, as a JSON object: kept, never shown; empty for none."""

    @property
    def changed(self) -> str:
        """When it became as it is."""
        return self.modified or self.created


def normalise_tag(word: str) -> str:
    """The form by which two tags are the same: without a leading "#" or "+", case folded."""
    return word.lstrip(f"#+{whitespace}\u00a0").rstrip().casefold()


def change_tags(
    tags: tuple[SafeText, ...], added: tuple[SafeText, ...], removed: tuple[SafeText, ...]
) -> tuple[SafeText, ...]:
    """Add and remove tags, matched without case; the case first written stays, and so does the order."""
    gone = {normalise_tag(tag) for tag in removed}
    merged: dict[str, SafeText] = {}
    for tag in (*tags, *added):
        merged.setdefault(normalise_tag(tag), tag)
    return tuple(tag for name, tag in merged.items() if name and name not in gone)
