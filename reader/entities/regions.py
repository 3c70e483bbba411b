"""States and provinces in short, after a town: Plano, TX.

Owns when two capitals after a comma are one. Which letters stand for what comes with the packs.
"""

import re
from collections.abc import Iterator

from reader.domain.entity import Entity, EntityType, MentionStatus
from reader.domain.scrub import SafeText
from reader.entities.candidates import Candidate, Taken
from reader.entities.cuebook import CueBook
from reader.entities.gazetteer import Gazetteer
from reader.entities.lexicon import is_ordinary
from reader.entities.normalise import PlainText
from reader.entities.packs import CueKind

_REACH = 30
_TOWN = re.compile(r"(?<![\w.'-])[^\W\d_a-z][\w.'-]*[^\W\d_]$")


class RegionRules:
    """Finds the short forms of states where a town stands before; holds nothing between texts."""

    def __init__(self, cues: CueBook, gazetteer: Gazetteer) -> None:
        self._cues = cues
        self._entities: dict[str, Entity] = {}
        for said in cues.words(CueKind.REGION):
            short, _, name = said.partition(" ")
            self._entities[short] = gazetteer.resolve(name) or Entity(SafeText(name), EntityType.PLACE)
        shorts = "|".join(sorted(map(re.escape, self._entities), key=len, reverse=True))
        self._pattern = re.compile(rf", (?=[A-Z][A-Za-z.])({shorts})(?![\w-])") if shorts else None

    def find(self, plain: PlainText, taken: Taken) -> Iterator[Candidate]:
        """The states that follow a town, which may be known or not."""
        if self._pattern is None:
            return
        for match in self._pattern.finditer(plain.text):
            if taken.is_free(*match.span(1)) and self._follows_town(plain, match.start(), taken):
                yield Candidate(*match.span(1), self._entities[match[1]], MentionStatus.KNOWN)
                yield from self._town(plain, match.start(), taken)

    def _town(self, plain: PlainText, end: int, taken: Taken) -> Iterator[Candidate]:
        """The town itself, where it is one word that nothing else has found."""
        word = _TOWN.search(plain.text[max(0, end - _REACH) : end])
        start = end - len(word.group()) if word else end
        is_alone = not plain.text[max(0, start - _REACH) : max(0, start - 1)].rpartition(" ")[2][:1].isupper()
        if word is not None and is_alone and taken.is_free(start, end):
            yield Candidate(start, end, Entity(SafeText(word.group()), EntityType.PLACE), MentionStatus.RULE)

    def _follows_town(self, plain: PlainText, end: int, taken: Taken) -> bool:
        before = taken.ending_at(end)
        if before is not None:
            return before.is_a(EntityType.PLACE)
        word = _TOWN.search(plain.text[max(0, end - _REACH) : end])
        return word is not None and not is_ordinary(word.group()) and not self._cues.is_filler(word.group())
