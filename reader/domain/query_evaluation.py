"""Whether a record fits a query.

Owns what each condition means. Pure: whoever asks provides the records, and fetches of each only what is asked for.
Cheap conditions are tried first, so that a text is read, and its names are looked for, only where all else fits.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import Protocol

from reader.domain.annotation import normalise_tag
from reader.domain.entity import EntityType
from reader.domain.entry import Entry
from reader.domain.query_matching import FoldedText, WordMatcher, fold_text
from reader.domain.query_nodes import (
    PLAIN_FORMS,
    And,
    Dated,
    Edge,
    InField,
    InState,
    Mark,
    Marked,
    Not,
    OfType,
    Or,
    Query,
    ReadingState,
    TextField,
    Undated,
    Words,
)
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText

_REMEMBERED = 10_000
"""Titles and names of which a condition remembers whether they fit: the same few hundred come again and again."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that is named, under every name it goes by."""

    forms: tuple[str, ...]
    type: EntityType | None = None


class Record(Protocol):
    """What a query is asked of: a briefing, or an annotation."""

    @property
    def entry(self) -> Entry:
        """The row of the briefing."""

    def state(self) -> ReadState:
        """How far it has been read."""

    def tags(self) -> Sequence[SafeText]:
        """The reader's tags."""

    def has(self, mark: Mark) -> bool:
        """Whether the reader made such a thing there."""

    def text(self) -> FoldedText:
        """The text in which words are sought, beside title and series."""

    def names(self) -> Collection[Named]:
        """What is named there."""


Test = Callable[[Record], bool]
"""A query, ready to be asked."""


class _Cost(IntEnum):
    """What a condition has to look at."""

    ROW = 0
    STORE = 1
    NOTES = 2
    TEXT = 3
    NAMES = 4


def compile_query(query: Query, today: date) -> Test:
    """Make a query ready to be asked of many records.

    Args:
        query: the query.
        today: what `30d` is counted from.
    """
    match query:
        case And(parts):
            return _test_all([compile_query(part, today) for part in sorted(parts, key=_measure)])
        case Or(parts):
            return _test_any([compile_query(part, today) for part in sorted(parts, key=_measure)])
        case Not(part):
            return _test_not(compile_query(part, today))
        case Dated(edge, when):
            return _test_date(edge, when.find_days(today))
        case _:
            return _compile_term(query)


def _compile_term(query: Words | InField | OfType | InState | Marked | Undated) -> Test:
    match query:
        case Words():
            return _test_words(query)
        case InField(field, words):
            return _FIELD_TESTS[field](words)
        case OfType(kind):
            return lambda record: any(named.type is kind for named in record.names())
        case InState(state):
            return lambda record: _has_state(record.state(), state)
        case Marked(mark):
            return lambda record: record.has(mark)
        case Undated():
            return lambda record: record.entry.end is None


def list_positive(query: Query, *, holds: bool = True) -> Iterator[Words | InField | OfType]:
    """The conditions that a place in a text can meet, without those that were turned round by a minus sign."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from list_positive(part, holds=holds)
        case Not(part):
            yield from list_positive(part, holds=not holds)
        case Words() | InField() | OfType():
            if holds:
                yield query


def asks_for_names(query: Query) -> bool:
    """Whether a condition is about what is named."""
    return isinstance(query, OfType) or (isinstance(query, InField) and query.field is TextField.ENTITY)


def has_part(query: Query, test: Callable[[Query], bool]) -> bool:
    """Whether a condition, or one that it is made of, passes a test."""
    match query:
        case And(parts) | Or(parts):
            return any(has_part(part, test) for part in parts)
        case Not(part):
            return has_part(part, test)
        case _:
            return test(query)


def asks_for_marks(query: Query) -> bool:
    """Whether a condition is about what the reader added or has read."""
    return isinstance(query, InState | Marked) or (isinstance(query, InField) and query.field is TextField.TAG)


def fits_name(query: Query, named: Named) -> bool:
    """Whether a name is one that `entity:` or `type:` asks for."""
    match query:
        case OfType(kind):
            return named.type is kind
        case InField(TextField.ENTITY, words):
            matcher = WordMatcher(words)
            return any(matcher.is_in(fold_text(form)) for form in named.forms)
        case _:
            return False


def _measure(query: Query) -> _Cost:
    """The dearest thing that a condition may have to look at."""
    match query:
        case And(parts) | Or(parts):
            return max(map(_measure, parts), default=_Cost.ROW)
        case Not(part):
            return _measure(part)
        case Words():
            return _Cost.TEXT
        case OfType() | InField(TextField.ENTITY):
            return _Cost.NAMES
        case Marked(Mark.NOTE):
            return _Cost.NOTES
        case Marked() | InState() | InField(TextField.TAG):
            return _Cost.STORE
        case _:
            return _Cost.ROW


def _test_all(tests: Sequence[Test]) -> Test:
    return lambda record: all(test(record) for test in tests)


def _test_any(tests: Sequence[Test]) -> Test:
    return lambda record: any(test(record) for test in tests)


def _test_not(test: Test) -> Test:
    return lambda record: not test(record)


def _test_date(edge: Edge, days: tuple[date, date]) -> Test:
    first, last = days
    if edge is Edge.SINCE:
        return lambda record: record.entry.end is not None and record.entry.end >= first
    return lambda record: record.entry.start is not None and record.entry.start <= last


def _test_words(words: Words) -> Test:
    fits, matcher = _remember(words), WordMatcher(words)

    def test(record: Record) -> bool:
        entry = record.entry
        return fits(entry.title) or fits(entry.series or "") or matcher.is_in(record.text())

    return test


def _test_tag(words: Words) -> Test:
    wanted = plain_tag(words.text)
    return lambda record: any(plain_tag(tag) == wanted for tag in record.tags())


def plain_tag(tag: str) -> str:
    """A tag as it is compared."""
    return " ".join(normalise_tag(tag.translate(PLAIN_FORMS)).split())


def _test_title(words: Words) -> Test:
    fits = _remember(words)
    return lambda record: fits(record.entry.title)


def _test_series(words: Words) -> Test:
    fits = _remember(words)
    return lambda record: fits(record.entry.series or "")


def _test_subject(words: Words) -> Test:
    fits = _remember(words)
    return lambda record: any(map(fits, record.entry.subjects))


def _test_entity(words: Words) -> Test:
    fits = _remember(words)
    return lambda record: any(fits(form) for named in record.names() for form in named.forms)


_FIELD_TESTS: dict[TextField, Callable[[Words], Test]] = {
    TextField.TAG: _test_tag,
    TextField.TITLE: _test_title,
    TextField.SERIES: _test_series,
    TextField.SUBJECT: _test_subject,
    TextField.ENTITY: _test_entity,
}


def _remember(words: Words) -> Callable[[str], bool]:
    """Whether a short text holds the words; the answer is remembered."""
    matcher = WordMatcher(words)
    return lru_cache(_REMEMBERED)(lambda text: matcher.is_in(fold_text(text)))


def _has_state(state: ReadState, wanted: ReadingState) -> bool:
    match wanted:
        case ReadingState.READ:
            return state.read
        case ReadingState.STARTED:
            return state.is_in_progress
        case ReadingState.UNREAD:
            return not (state.read or state.opened)
