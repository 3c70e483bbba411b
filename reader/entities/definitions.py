"""Names that a text itself defines, in parentheses: "Fully Homomorphic Encryption (FHE)", "FHE (Fully ...)".

Owns how a short form is matched with a long one. After Schwartz and Hearst, "A simple algorithm for identifying
abbreviation definitions in biomedical text", 2003.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reader.domain.entity import Entity, EntityType, MentionStatus
from reader.domain.scrub import SafeText
from reader.entities.candidates import Candidate, Taken
from reader.entities.cuebook import CueBook
from reader.entities.normalise import PlainText, Segment
from reader.entities.packs import CueKind

_PARENTHESIS = re.compile(r" \(\"?([^()\"]{2,90})\"?\)")
_SHORT = re.compile(r"[A-Z0-9][A-Za-z0-9&/+-]{1,9}")
_LAST_WORD = re.compile(r"(?<![\w-])[A-Za-z0-9][\w&/+-]*$")
_WORD_START = re.compile(r"(?<![^\W_])[^\W_]")
_SMALL = frozenset({"of", "and", "for", "the", "on", "in", "to", "a", "an", "de", "&"})
_MOST_EXTRA_WORDS = 5


class Definition(NamedTuple):
    """A long form and its short form, as offsets."""

    long: tuple[int, int]
    short: tuple[int, int]


def is_short_form(text: str) -> bool:
    """Whether it looks like an abbreviation: at least two capitals, no spaces."""
    return bool(_SHORT.fullmatch(text)) and sum(letter.isupper() for letter in text) > 1


def match_long_form(short: str, words: str) -> int | None:
    """Where in `words` the long form of `short` begins, if they end with it.

    Every letter or digit of the short form must occur in order, the first one at the beginning of a word.
    """
    letters = [letter for letter in short.lower() if letter.isalnum()]
    folded = words.lower()
    at = len(folded)
    for place in range(len(letters) - 1, -1, -1):
        at = folded.rfind(letters[place], 0, at)
        while place == 0 and at > 0 and folded[at - 1].isalnum():
            at = folded.rfind(letters[place], 0, at)
        if at < 0:
            return None
    return at


def _initials(words: str) -> str:
    return "".join(match.group() for match in _WORD_START.finditer(words)).lower()


def _is_fitting(short: str, long: str) -> bool:
    """Whether the letters of the short form are mostly first letters, and the long form has no more words than fit.

    A chance match skips whole words. Words in lower case match by chance more often.
    """
    initials = _initials(long)
    wanted = [letter for letter in short.lower() if letter.isalnum()]
    words = [word for word in long.split(" ") if word not in _SMALL]
    if long.partition(" ")[0] in _SMALL:
        return False
    is_plain = any(word[:1].islower() for word in words)
    most = len(wanted) + 1 if is_plain else min(len(wanted) + _MOST_EXTRA_WORDS, 2 * len(wanted))
    return len(words) <= most and sum(letter in initials for letter in wanted) * 2 >= len(wanted)


class DefinitionRules:
    """Finds definitions, and what they name."""

    def __init__(self, cues: CueBook) -> None:
        self._cues = cues

    def find(self, plain: PlainText, segment: Segment, taken: Taken) -> Iterator[Candidate]:
        """The mentions that definitions in a segment add, or change; they may overlap what is taken."""
        for found in self._find_all(plain, segment, taken):
            if not any(old[:3] == found[:3] for old in taken.within(found.start, found.end)):
                yield found

    def _find_all(self, plain: PlainText, segment: Segment, taken: Taken) -> Iterator[Candidate]:
        if plain.text.find(" (", segment.start, segment.end) < 0:
            return
        for match in _PARENTHESIS.finditer(plain.text, segment.start, segment.end):
            inner = match[1]
            if taken.covers(match.start(), match.end()):
                continue
            if is_short_form(inner):
                yield from self._define_short(plain, segment, match, taken)
            elif " " in inner:
                yield from self._define_long(plain, segment, match, taken)

    def _define_short(
        self, plain: PlainText, segment: Segment, match: re.Match[str], taken: Taken
    ) -> Iterator[Candidate]:
        short = (match.start(1), match.end(1))
        before = taken.ending_at(match.start())
        inside = next(iter(taken.within(*short)), None)
        start = self._long_start(plain, segment, match)
        if before is not None and (start is None or start >= before.start):
            if inside is None and (start is not None or self._may_abbreviate(before, match[1])):
                yield Candidate(*short, before.entity, MentionStatus.RULE)
            return
        if start is None or self._cues.is_class(match[1]):
            return
        entity = self._entity(plain, (start, match.start()), inside)
        if entity is not None:
            yield Candidate(start, match.start(), entity, MentionStatus.RULE)
            if inside is None:
                yield Candidate(*short, entity, MentionStatus.RULE)

    def _may_abbreviate(self, before: Candidate, short: str) -> bool:
        """Whether a name directly before may be what the short form stands for."""
        if self._cues.is_class(short) or before.is_a(EntityType.PLACE) or before.is_a(EntityType.PERSON):
            return False
        name = before.entity.name
        is_like = name[:1].upper() == short[0] or sorted(_initials(name)) == sorted(short.lower())
        return is_like and not self._cues.is_label(short)

    def _long_start(self, plain: PlainText, segment: Segment, match: re.Match[str]) -> int | None:
        text, end = plain.text, match.start()
        count = len(match[1]) + _MOST_EXTRA_WORDS
        words = text[segment.start : end].rsplit(" ", count)[-count:]
        first = end - len(" ".join(words))
        at = match_long_form(match[1], text[first:end])
        if at is None or not _is_fitting(match[1], text[first + at : end]):
            return None
        return first + at if " " in text[first + at : end] or "-" in text[first + at : end] else None

    def _entity(self, plain: PlainText, long: tuple[int, int], inside: Candidate | None) -> Entity | None:
        """What a long form names: what its short form is known for, or itself, if it is written as a name."""
        words = plain.text[long[0] : long[1]].split(" ")
        if inside is not None:
            # "2000 million square inches (MSI)" names no firm.
            is_chance = inside.is_a(EntityType.COMPANY) and not any(word[:1].isupper() for word in words)
            return None if is_chance or self._cues.is_title(words[0]) else inside.entity
        # A "Minister of Trade" is no organization, though its short form is.
        if any(word[:1].islower() and word not in _SMALL for word in words) or self._cues.is_title(words[0]):
            return None
        type_ = self._cues.type_of(CueKind.LEGAL, words[-1]) or self._cues.type_of(CueKind.TAIL, words[-1])
        return Entity(SafeText(" ".join(words)), type_)

    def _define_long(
        self, plain: PlainText, segment: Segment, match: re.Match[str], taken: Taken
    ) -> Iterator[Candidate]:
        """The other way round: a short form, its long form in parentheses."""
        word = _LAST_WORD.search(plain.text[segment.start : match.start()])
        if word is None or not is_short_form(word.group()) or match_long_form(word.group(), match[1]) != 0:
            return
        short = (segment.start + word.start(), match.start())
        inside = next(iter(taken.within(*short)), None)
        entity = self._entity(plain, match.span(1), inside)
        if entity is None or self._cues.is_class(word.group()):
            return
        if inside is None:
            entity = Entity(SafeText(word.group()), entity.type)
            yield Candidate(*short, entity, MentionStatus.RULE)
        yield Candidate(*match.span(1), entity, MentionStatus.RULE)
