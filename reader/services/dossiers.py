"""Dossiers: every sentence of the library that names an entity.

Owns the search through the library and the order of what is found. The counts are those of the mentions that the
recogniser finds, and so those of the marks in the text.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from reader.domain.briefing import Briefing
from reader.domain.dossier import Dossier, Statement
from reader.domain.entity import Entity, Mention
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText
from reader.domain.sentences import split_sentences
from reader.domain.span import Span
from reader.services.errors import UnknownName
from reader.services.library import Library
from reader.services.recognition import Recognitions


class Dossiers:
    """Compiles dossiers from a library. Every method may be called from any thread."""

    def __init__(self, library: Library, recognitions: Recognitions) -> None:
        self._library = library
        self._recognitions = recognitions

    def find(self, name: str, should_stop: Callable[[], bool] = lambda: False) -> Dossier:
        """The dossier of the entity that a person calls `name`: by its canonical name or any form in the texts.

        Raises:
            UnknownName: if no briefing names it.
            NamesUnavailable: if the lists of names cannot be read.
        """
        entity = self._library.find_entity(name)
        if entity is None:
            raise UnknownName(name)
        return self.compile(entity, should_stop)

    def compile(self, entity: Entity, should_stop: Callable[[], bool] = lambda: False) -> Dossier:
        """The dossier of an entity; what was found so far when told to stop.

        Raises:
            NamesUnavailable: if the lists of names cannot be read.
        """
        statements: list[Statement] = []
        forms: Counter[str] = Counter()
        for entry, briefing in self._read(entity, should_stop):
            mentions = self._recognitions.of(briefing).mentions
            found = list(_list_statements(entry, briefing, mentions, entity))
            statements += found
            forms.update(" ".join(span.of(briefing.text).split()) for statement in found for span in statement.mentions)
        companions = Counter(other for statement in statements for other in statement.others)
        aliases = tuple(SafeText(form) for form, _ in forms.most_common() if form != entity.name)
        return Dossier(entity, aliases, tuple(statements), tuple(companions.most_common()))

    def _read(self, entity: Entity, should_stop: Callable[[], bool]) -> Iterator[tuple[Entry, Briefing]]:
        """The briefings that name it, oldest first, unknown dates last."""
        for entry in self._library.naming(entity):
            if should_stop():
                return
            briefing = self._library.remembered(entry)
            if briefing is not None:
                yield entry, briefing


def _list_statements(
    entry: Entry, briefing: Briefing, mentions: Sequence[Mention], entity: Entity
) -> Iterator[Statement]:
    """The sentences of a briefing that name `entity`, in the order of the text."""
    by_block: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_block.setdefault(briefing.block_index(mention.span.start), []).append(mention)
    for index, inside in by_block.items():
        if any(mention.entity == entity for mention in inside):
            for sentence in split_sentences(briefing.text, briefing.blocks[index].span):
                statement = _state(entry, briefing, sentence, inside, entity)
                if statement is not None:
                    yield statement


def _state(
    entry: Entry, briefing: Briefing, sentence: Span, mentions: Sequence[Mention], entity: Entity
) -> Statement | None:
    within = [mention for mention in mentions if mention.span.start in sentence]
    named = tuple(mention.span for mention in within if mention.entity == entity)
    if not named:
        return None
    others = dict.fromkeys(mention.entity for mention in within if mention.entity != entity)
    section = briefing.section_at(sentence.start)
    text = SafeText(sentence.of(briefing.text))
    return Statement(entry, section.title if section else None, sentence, text, named, tuple(others))
