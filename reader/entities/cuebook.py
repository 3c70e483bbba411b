"""The cue words of all packs, ready to be asked.

Owns how a word is looked up. Knows nothing of texts: the modules that look for names ask it word by word.
"""

import re
from collections.abc import Iterable

from reader.domain.entity import EntityType
from reader.entities.packs import Cue, CueKind

_DIGIT = re.compile(r"\d")


class CueBook:
    """What single words (or two or three) say of the words beside them."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        """Collect the rows of all packs; where two speak of one word, the first one counts."""
        words: dict[CueKind, dict[str, EntityType | None]] = {kind: {} for kind in CueKind}
        for cue in cues:
            for word in cue.words:
                words[cue.kind].setdefault(word, cue.type)
        self._words = words
        self._title_ends = {title.rpartition(" ")[2].lower() for title in words[CueKind.TITLE]}
        self._before_ends = {words_.rpartition(" ")[2].lower() for words_ in words[CueKind.BEFORE]}
        self._signs = {
            word.rpartition(" ")[2]
            for kind in (CueKind.LEGAL, CueKind.HEAD, CueKind.LIST_HEAD, CueKind.TAIL)
            for word in words[kind]
        }
        for kind in (CueKind.TITLE, CueKind.BEFORE, CueKind.AFTER, CueKind.DOES, CueKind.UNIT):
            words[kind].update({word.lower(): type_ for word, type_ in tuple(words[kind].items())})
        self._empty = {*words[CueKind.CLASS], *words[CueKind.TITLE]}
        self._paired = {part for said in self._empty if " " in said for part in said.split(" ")}

    def words(self, kind: CueKind) -> Iterable[str]:
        """All cues of a kind, as they are written."""
        return self._words[kind]

    def has(self, kind: CueKind, word: str) -> bool:
        """Whether the word, written so, is a cue of that kind."""
        return word in self._words[kind]

    def type_of(self, kind: CueKind, word: str) -> EntityType | None:
        """The type that the word speaks for."""
        return self._words[kind].get(word)

    def has_sign(self, words: Iterable[str]) -> bool:
        """Whether a head, a tail or a legal form may be among the words, written so: for most runs none is."""
        return not self._signs.isdisjoint(words)

    def is_label(self, code: str) -> bool:
        """Whether something that looks like a code is a label, such as Q3 or FY2026."""
        return _DIGIT.sub("#", code) in self._words[CueKind.LABEL] or code in self._words[CueKind.LABEL]

    def is_class(self, word: str) -> bool:
        """Whether the word names a kind of thing, never one thing."""
        return word in self._words[CueKind.CLASS]

    def is_title(self, words: str) -> bool:
        """Whether the words, in capitals or not, are a person's title."""
        return words in self._words[CueKind.TITLE]

    def is_empty(self, words: str) -> bool:
        """Whether they are no part of a name, wherever they stand beside it: a class word or a title."""
        return words in self._empty

    def may_pair(self, word: str) -> bool:
        """Whether the word may be one of several that are empty only together: quick to ask, for most are not."""
        return word in self._paired

    def ends_title(self, word: str) -> bool:
        """Whether a title may end with the word: quick to ask, for most words do not."""
        return word.lower() in self._title_ends

    def ends_noun(self, word: str) -> bool:
        """Whether a common noun that stands before names may end with the word, in lower case."""
        return word in self._before_ends

    def is_filler(self, word: str) -> bool:
        """Whether a name cannot begin with the word: articles, class words, titles."""
        return word in self._empty or self.has(CueKind.STOP, word)
