"""What becomes of one file on its way into the index.

Owns the shape in which a worker process hands over what it read: numbers, strings and bytes, ready to be written, so
that the process that writes has little left to do.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reader.domain.briefing import Briefing, Provenance
from reader.domain.entity import EntityCount, Mention
from reader.storage.index.packing import DAY_SHIFT, count_day, pack_layout, pack_mentions
from reader.storage.index.schema import NO_DAY

_DIGITS = re.compile(r"\d+")
_DIGITS_COMPARED = 12


class Source(NamedTuple):
    """A version of a file."""

    path: bytes
    """Absolute, as the file system knows it."""
    folder: bytes
    stamp: bytes
    """Differs between two versions."""


class NamedEntity(NamedTuple):
    """An entity that a briefing names."""

    name: str
    type: str
    """Empty when unknown."""
    mentions: int
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What is named in a briefing."""

    mentions: bytes
    named: tuple[NamedEntity, ...]
    """In the order in which `mentions` counts them."""
    lists: str
    """The word of the lists of names that it was found with."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file that was read, or could not be."""

    source: Source
    id: str
    title: str
    series: str | None = None
    label: str | None = None
    first: int = NO_DAY
    last: int = NO_DAY
    date_source: str = Provenance.UNKNOWN.value
    words: int = 0
    subjects: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    failure: str | None = None
    body: str = ""
    layout: str = ""
    spread: tuple[str, str, str] = ("", "", "")
    """Title, series and body as they are searched."""
    names: Names | None = None
    """None when they have not been looked for."""

    @property
    def number(self) -> int:
        """What the row is called in the index unless that is taken: greater for later days, else told by the id."""
        return (self.last << DAY_SHIFT) | int(self.id[:8], 16)

    @property
    def sorting(self) -> str:
        """The title as it is sorted."""
        return sort_naturally(self.title)


def sort_naturally(text: str) -> str:
    """A key that sorts without regard to case, and "issue 2" before "issue 10"."""
    return _DIGITS.sub(lambda digits: digits.group().zfill(_DIGITS_COMPARED), text.casefold())


def pack_briefing(source: Source, briefing: Briefing, names: Names | None) -> Parcel:
    """The parcel of a briefing."""
    from reader.domain.query_tokens import spread_words

    metadata = briefing.metadata
    first, last = metadata.dates or (None, None)
    texts = (metadata.title, metadata.series or "", briefing.text)
    return Parcel(
        source,
        briefing.id,
        metadata.title,
        metadata.series,
        metadata.label,
        count_day(first),
        count_day(last),
        metadata.date_source.value,
        briefing.words,
        metadata.subjects,
        briefing.warnings,
        None,
        briefing.text,
        pack_layout(briefing),
        (spread_words(texts[0]), spread_words(texts[1]), spread_words(texts[2])),
        names,
    )


def pack_names(mentions: Sequence[Mention], counts: Sequence[EntityCount], lists: str) -> Names:
    """What is named, as it is handed over."""
    entities = [row.entity for row in counts]
    named = tuple(
        NamedEntity(row.entity.name, row.entity.type.value if row.entity.type else "", row.count, row.aliases)
        for row in counts
    )
    return Names(pack_mentions(mentions, entities), named, lists)


def pack_failure(source: Source, briefing_id: str, title: str, reason: str) -> Parcel:
    """The parcel of a file that cannot be read."""
    from reader.domain.query_tokens import spread_words

    return Parcel(source, briefing_id, title, failure=reason, spread=(spread_words(title), "", ""))
