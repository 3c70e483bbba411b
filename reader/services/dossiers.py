"""Dossiers: every sentence of the library that names an entity.

Owns the search through the library and the order of what is found. The counts are those of the mentions that the
recogniser finds, and so those of the marks in the text.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from reader.domain.briefing import Section
from reader.domain.dossier import Dossier, Statement, Tally
from reader.domain.entity import Entity, Mention
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText
from reader.domain.sentences import split_sentences
from reader.domain.span import Span
from reader.services.errors import UnknownName
from reader.services.library import Library
from reader.services.recognition import Recognitions
from reader.storage.index.naming import NamedText, NamingReader

_FIRST_PAGE = 12
"""Briefings that are looked through before the first sentences are shown: more than a screen is full of."""
_PAGE = 128

T = TypeVar("T")


class Portion(NamedTuple):
    """Some more sentences."""

    statements: Sequence[Statement]
    done: int
    """Briefings that have been looked through so far."""
    total: int
    """Briefings that name it."""


class Lists(Protocol):
    """With which lists names are looked for."""

    @property
    def word(self) -> str:
        """Differs between any two of them."""


class Dossiers:
    """Compiles dossiers from a library. Every method may be called from any thread."""

    def __init__(self, library: Library, recognitions: Recognitions, lists: Callable[[], Lists]) -> None:
        self._library = library
        self._recognitions = recognitions
        self._lists = lists

    def _ask(self, question: Callable[[NamingReader], T]) -> T:
        return self._library.ask(lambda reader: question(NamingReader(reader, self._library.database)))

    def identify(self, name: str) -> Entity:
        """What a person calls `name`: by its canonical name or any form in the texts.

        Raises:
            UnknownName: if no briefing names it.
        """
        entity = self._library.find_entity(name)
        if entity is None:
            raise UnknownName(name)
        return entity

    def find(self, name: str, should_stop: Callable[[], bool] = lambda: False) -> Dossier:
        """The whole dossier of what a person calls `name`.

        Raises:
            UnknownName: if no briefing names it.
            NamesUnavailable: if the lists of names cannot be read.
        """
        return self.compile(self.identify(name), should_stop)

    def compile(self, entity: Entity, should_stop: Callable[[], bool] = lambda: False) -> Dossier:
        """The whole dossier of an entity; what was found so far when told to stop.

        Raises:
            NamesUnavailable: if the lists of names cannot be read.
        """
        statements = [statement for portion in self.stream(entity, should_stop) for statement in portion.statements]
        tally = Tally()
        tally.add(statements)
        return Dossier(entity, tally.list_forms(entity), tuple(statements), tally.list_companions())

    def count_days(self, entity: Entity) -> Mapping[date | None, int]:
        """How often it is named on each day that a briefing ends with, as the index has counted; None: unknown."""
        days = self._ask(lambda reader: reader.list_days(entity))
        return {date.fromordinal(day.day) if day.day else None: day.mentions for day in days}

    def stream(self, entity: Entity, should_stop: Callable[[], bool] = lambda: False) -> Iterator[Portion]:
        """All sentences that name an entity, a portion at a time; the first at once, however large the library is.

        They come by the last day that their briefings speak for, oldest first, those of unknown date last.

        Raises:
            IndexUnusable: if the index cannot be read.
            NamesUnavailable: if the lists of names cannot be read.
        """
        lists = self._lists().word
        total = self._ask(lambda reader: reader.count(entity)).briefings
        done, size, page = 0, _FIRST_PAGE, self._turn(entity, None, _FIRST_PAGE)
        while page:
            if should_stop():
                return
            done += len(page)
            yield Portion(tuple(self._read(entity, page, lists)), done, max(total, done))
            size = min(_PAGE, 2 * size)
            page = self._turn(entity, page[-1], size)

    def _turn(self, entity: Entity, after: int | None, size: int) -> Sequence[int]:
        return self._ask(lambda reader: reader.turn_page(entity, after, size))

    def _read(self, entity: Entity, page: Sequence[int], lists: str) -> Iterator[Statement]:
        """The statements of a page."""
        texts = self._ask(lambda reader: reader.read_texts(page, lists))
        rows = self._ask(lambda reader: reader.describe(page))
        for number in sorted((number for number in page if number in rows), key=lambda one: _order(rows[one])):
            if number in texts:
                yield from self._state(entity, rows[number], texts[number])

    def _state(self, entity: Entity, entry: Entry, text: NamedText) -> Iterator[Statement]:
        mentions = text.mentions
        if mentions is None:
            briefing = self._library.remembered(entry)
            mentions = self._recognitions.of(briefing).mentions if briefing is not None else ()
        return list_statements(entry, text, mentions, entity)


def _order(entry: Entry) -> tuple[object, ...]:
    start, end = entry.start, entry.end
    return (end is None, end or date.min, start or date.min, entry.title.casefold(), entry.id)


def list_statements(entry: Entry, text: NamedText, mentions: Sequence[Mention], entity: Entity) -> Iterator[Statement]:
    """The sentences of a briefing that name `entity`, in the order of the text."""
    by_block: dict[int, list[Mention]] = {}
    at, blocks = 0, text.blocks
    for mention in mentions:
        while at + 1 < len(blocks) and blocks[at + 1].start <= mention.span.start:
            at += 1
        by_block.setdefault(at, []).append(mention)
    for index, inside in by_block.items():
        if any(mention.entity == entity for mention in inside):
            for sentence in split_sentences(text.text, blocks[index]):
                statement = _make_statement(entry, text, sentence, inside, entity)
                if statement is not None:
                    yield statement


def _make_statement(
    entry: Entry, text: NamedText, sentence: Span, mentions: Sequence[Mention], entity: Entity
) -> Statement | None:
    within = [mention for mention in mentions if mention.span.start in sentence]
    named = tuple(mention.span for mention in within if mention.entity == entity)
    if not named:
        return None
    others = dict.fromkeys(mention.entity for mention in within if mention.entity != entity)
    section = _section_at(text.sections, sentence.start)
    words = SafeText(sentence.of(text.text))
    return Statement(entry, section.title if section else None, sentence, words, named, tuple(others))


def _section_at(sections: Sequence[Section], offset: int) -> Section | None:
    """The innermost section that holds `offset`."""
    found = None
    for section in sections:
        if section.span.start > offset:
            break
        if offset <= section.span.end:
            found = section
    return found
