"""Echoes: names that a text brought in itself, said again in a headline, at the start of a sentence, or in short.

Owns which short form stands for which longer name. Knows neither packs nor cue words.
"""

from collections.abc import Iterable, Iterator

from reader.domain.entity import Entity, EntityType, MentionStatus
from reader.entities.candidates import Candidate, Taken
from reader.entities.gazetteer import find_exactly
from reader.entities.lexicon import is_ordinary
from reader.entities.normalise import PlainText

_SHORTEST = 4
"""Letters of a word that may stand for a name of several words."""


def _short_forms(name: str) -> Iterator[str]:
    """The first and the last word of a name, where they are no ordinary words: Kestrel of "Kestrel Compute"."""
    words = name.split(" ")
    if len(words) > 1:
        yield from (
            word
            for word in (words[0], words[-1])
            if len(word) >= _SHORTEST and word.isalpha() and not is_ordinary(word)
        )


def unify(plain: PlainText, found: Iterable[Candidate], taken: Taken) -> Iterator[Candidate]:
    """Give a name that was discovered the entity it has elsewhere in the text, under the same or a longer name."""
    ruled = (row for row in taken.candidates if row.status is not MentionStatus.KNOWN)
    rows = sorted([*ruled, *found], key=lambda row: row.status is MentionStatus.FOUND)
    entities: dict[str, Entity] = {}
    for row in rows:
        for name in (row.entity.name, plain.text[row.start : row.end]):
            if entities.setdefault(name, row.entity).type is None and row.entity.type is not None:
                # What one place in the text tells of a name holds for all of them.
                entities[name] = row.entity
    for row in rows:
        if row.entity.type is not EntityType.PLACE:
            for short in _short_forms(row.entity.name):
                if entities.get(short, row.entity).type in (None, row.entity.type):
                    entities[short] = row.entity
    for row in rows:
        if row.status is MentionStatus.FOUND:
            yield row._replace(entity=entities[row.entity.name])


def find_echoes(plain: PlainText, taken: Taken) -> Iterator[Candidate]:
    """Where names that are in no pack stand again."""
    rows: dict[str, Candidate] = {}
    for row in reversed(taken.candidates):
        if row.status is MentionStatus.KNOWN:
            continue
        name = plain.text[row.start : row.end]
        if not row.is_a(EntityType.PERSON) or " " in name:
            rows.update(dict.fromkeys((*_short_forms(row.entity.name), row.entity.name, name), row))
    for start, end, name in find_exactly(plain, rows):
        if taken.is_free(start, end):
            _, _, entity, status = rows[name]
            yield Candidate(start, end, entity, status)
