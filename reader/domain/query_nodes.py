"""What a query is, once it has been read: a tree of conditions.

Owns the shapes and what makes one valid, so that every tree can be printed and read again as the same tree. Knows
neither how a query is written nor how it is answered.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from reader.domain.entity import EntityType
from reader.domain.query_dates import When
from reader.domain.query_saved import QUOTATION_MARKS

MAX_DEPTH = 50
"""How deep parentheses and minus signs may nest: far beyond any use, and far from the interpreter's own limit."""

PLAIN_FORMS = str.maketrans(
    {
        **dict.fromkeys(QUOTATION_MARKS, '"'),
        **dict.fromkeys("‘’‛ʼ′＇", "'"),
        **dict.fromkeys("\u2010\u2011\u2212\uff0d", "-"),
        "\u00a0": " ",
        "\u202f": " ",
    }
)
"""Typographic characters and what a query takes them for, one for one: no offset moves."""

FIELD = r"[A-Za-z]+:(?!//)"
"""How a field begins; "https://" is a word."""

_BARE = re.compile(rf'(?![-@])(?!OR\Z)(?!{FIELD})[^\s"()]+')


class QueryError(ValueError):
    """A query that cannot be understood.

    Attributes:
        sentence: what is wrong, naming the words; it holds what was typed and is to be scrubbed before it is shown.
        position: the offset in the query, in code points, of the character where it goes wrong.
        nearest: the known field nearest to an unknown one; None where nothing is near, and for other errors.
    """

    def __init__(self, sentence: str, position: int, nearest: str | None = None) -> None:
        self.sentence = sentence
        self.position = position
        self.nearest = nearest
        super().__init__(f"{sentence} (at character {position + 1})")


class TextField(StrEnum):
    """Fields that are followed by words."""

    TAG = "tag"
    SUBJECT = "subject"
    ENTITY = "entity"
    SERIES = "series"
    TITLE = "title"


class Edge(StrEnum):
    """The ends of a stretch of time."""

    SINCE = "since"
    UNTIL = "until"


class ReadingState(StrEnum):
    """How far a briefing has been read."""

    UNREAD = "unread"
    READ = "read"
    STARTED = "started"
    """Opened, and not yet read."""


class Mark(StrEnum):
    """What a reader may have made."""

    BOOKMARK = "bookmark"
    TAG = "tag"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand one after the other.

    Raises:
        ValueError: if no query can be written that means these.
    """

    text: str
    """Not empty, in plain characters, one space between two words, no double quotation mark."""
    is_whole: bool = False
    """Whether they were quoted: then each is a whole word; else the one word is the beginning of a word."""

    def __post_init__(self) -> None:
        plain = " ".join(self.text.translate(PLAIN_FORMS).split())
        if not plain or plain != self.text or '"' in plain or not (self.is_whole or is_bare(plain)):
            raise ValueError(f"not the words of a query: {self.text!r}")


def is_bare(word: str) -> bool:
    """Whether a word can be written without quotation marks and be taken for nothing else."""
    return _BARE.fullmatch(word) is not None


@dataclass(frozen=True, slots=True)
class InField:
    """Words in a field. A tag is the same as the words, all other fields hold them."""

    field: TextField
    words: Words


@dataclass(frozen=True, slots=True)
class OfType:
    """Something of this type is named."""

    type: EntityType | None
    """None for names of which the type is unknown."""


@dataclass(frozen=True, slots=True)
class InState:
    """How far it has been read."""

    state: ReadingState


@dataclass(frozen=True, slots=True)
class Marked:
    """The reader made something there."""

    mark: Mark


@dataclass(frozen=True, slots=True)
class Dated:
    """Its days reach into a stretch of time. Unknown dates never do."""

    edge: Edge
    when: When


@dataclass(frozen=True, slots=True)
class Undated:
    """Its date is unknown."""


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold.

    Raises:
        ValueError: if every briefing fits the part: no query is written so.
    """

    part: "Query"

    def __post_init__(self) -> None:
        if self.part == EVERYTHING:
            raise ValueError("a Not needs a part")


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold. Without parts: every briefing.

    Raises:
        ValueError: for a single part, or a part that is itself an And.
    """

    parts: tuple["Query", ...] = ()

    def __post_init__(self) -> None:
        if len(self.parts) == 1 or any(isinstance(part, And) for part in self.parts):
            raise ValueError("an And has no part or several, and none of them is an And")


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds.

    Raises:
        ValueError: for fewer than two parts, or a part that is itself an Or, or that every briefing fits.
    """

    parts: tuple["Query", ...]

    def __post_init__(self) -> None:
        if len(self.parts) < 2 or any(isinstance(part, Or) or part == EVERYTHING for part in self.parts):
            raise ValueError("an Or has several parts, and none of them is an Or or empty")


Query: TypeAlias = And | Or | Not | Words | InField | OfType | InState | Marked | Dated | Undated
"""A condition on a briefing, or on an annotation."""

EVERYTHING = And()
"""What an empty query means."""


def all_of(parts: list[Query]) -> Query:
    """The condition that all parts hold."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(parts: list[Query]) -> Query:
    """The condition that at least one of one or more parts holds."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Or) else (part,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))
