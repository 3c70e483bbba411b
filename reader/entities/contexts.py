"""Of what type a discovered name may be, by the words around it.

Owns in which order the signs are asked: the name's own words, a common noun beside it, the place that follows it, what
it does, the names it is listed with. Knows no names; the words come with the packs. What it says is a guess.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reader.domain.entity import EntityType
from reader.entities.candidates import Candidate, Taken
from reader.entities.cuebook import CueBook
from reader.entities.lexicon import is_ordinary
from reader.entities.normalise import PlainText
from reader.entities.packs import CueKind
from reader.entities.runs import Run, Word

_REACH = 60
_AGE = re.compile(r", [1-9]\d,")
_ROLE = re.compile(r"([A-Za-z-]+)(?: (?:of|for|at) [^,.;:]{2,45})?, $")
_NEXT_WORDS = re.compile(r"(?:'s|\")?(?: \([A-Za-z0-9]{2,8}\))? ([A-Za-z][\w-]*)(?: ([a-z][\w-]*))?")
_PERSON_WORDS = (2, 3)
PARISH = re.compile(r"[A-Z][a-z]{2,}-(?:si|gun|gu|myeon|eup|dong|ri|do|ken|shi|cho|machi|mura|cun|xian|zhen)")
"""A place by what it is, in Korean, Japanese or Chinese: "Wonsam-myeon"."""
_OF = re.compile(r" (?:of|at) (?:the )?")
_SYLLABLES = re.compile(r"[A-Z][a-z]{1,6}")
_DATELINE = re.compile(r"(?:, [A-Z][\w. ]{2,20})?(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2})\b| \(| (?:--|[\u2013\u2014-]) )")
"""What follows the town in capitals at the beginning of a report: "OSLO, May 3 (...)"."""
_BYLINE = re.compile(r"(?:^|\n)[*_]*By $")
_INITIAL = re.compile(r"(?:[A-Z]\.)+")
_SHORTEST_FAMILY = 3
"""Letters of a family name that stands after initials alone."""
_GIVEN_PAIR = re.compile(r"[A-Z][a-z]{1,5}-[A-Za-z][a-z]{1,5}")
_APPOSITION = re.compile(r", (?:an?|the|which is an?) ((?:[A-Za-z][\w-]* ){0,4}[a-z][\w-]*)")
_MOST_BEFORE = 3
"""Words of a common noun before a name: "data center operator"."""
_LINK_BEFORE = re.compile(r"(?:,|,? and|,? or|,? with|/| &) ?$")
_LINK_AFTER = re.compile(r"(?:, | and | or |, and |/| & )")
_IN_PLACE = re.compile(r"(?P<word>[A-Za-z]*) (?:in|near) $")
_IN = (" in ", " near ")
_LONGEST_LINK = 6
_LONGEST_NOUN = 24
_NO_PLACE = ("stake", "stakes", "shares", "share", "investment", "investments", "investor", "investors", "interest",
             "invest", "invests", "invested", "investing", "confidence", "holding", "holdings", "position")  # fmt: skip
"""What one has in a company."""


class ContextRules:
    """Guesses types; holds nothing between texts."""

    def __init__(self, cues: CueBook) -> None:
        self._cues = cues

    def guess(self, plain: PlainText, name: tuple[Word, ...], run: Run, taken: Taken) -> EntityType | None:
        """The type that the name's own words or its surroundings speak for; None where nothing does."""
        before = plain.text[max(run.segment.start, name[0].start - _REACH) : name[0].start]
        after = _NEXT_WORDS.match(plain.text, name[-1].end, run.segment.end)
        return (
            self._by_words(name)
            or self._by_role(plain, name, before, run, taken)
            or self._by_noun_before(before, len(name) in _PERSON_WORDS)
            or self._by_word_after(after, CueKind.AFTER)
            or self._by_apposition(plain, name, run)
            or self._by_place(plain, name, before, run, taken)
            or self._by_word_after(after, CueKind.DOES)
            or self._by_neighbour(plain, name, before, run, taken)
            or self._by_family(name)
        )

    def is_announced(self, plain: PlainText, first: Word, run: Run) -> bool:
        """Whether a common noun stands directly before a word that says what is named: "research firm"."""
        at = first.start - 1
        if at <= run.segment.start or plain.text[at] != " ":
            return False
        before = plain.text[plain.text.rfind(" ", max(run.segment.start, at - _LONGEST_NOUN), at) + 1 : at]
        return self._cues.type_of(CueKind.BEFORE, before.lower()) is not None

    def is_explained(self, plain: PlainText, word: Word, run: Run) -> bool:
        """Whether it is said after a comma what the one named so is: "Quixotek, a reseller in ..."."""
        return self._by_apposition(plain, (word,), run) is not None

    def _by_words(self, name: tuple[Word, ...]) -> EntityType | None:
        tail = self._cues.type_of(CueKind.TAIL, name[-1].text)
        if len(name) == 1 and "-" in name[0].text and PARISH.fullmatch(name[0].text):
            return EntityType.PLACE
        if tail is None and len(name) in _PERSON_WORDS and self._is_person(name[0].text, name[-1].text):
            return EntityType.PERSON
        if tail is None and len(name) > 2 and any(_INITIAL.fullmatch(word.text) for word in name[1:-1]):
            return EntityType.PERSON
        return tail

    def _is_person(self, first: str, last: str) -> bool:
        """Whether a given name stands first, or a family name that does, or one beside a hyphen: "Chun-hyuk Lee".

        Or initials: "K.S. Belkin".
        """
        if self._cues.has(CueKind.GIVEN, first):
            return True
        if self._cues.has(CueKind.SURNAME, first) and last[1:].islower() and not is_ordinary(last):
            return True
        if _INITIAL.fullmatch(first) and len(last) >= _SHORTEST_FAMILY and last[1:].islower() and not is_ordinary(last):
            return True
        family, given = (first, last) if "-" in last else (last, first)
        return is_given_pair(given) and self._cues.has(CueKind.SURNAME, family)

    def _speaks_for(self, plain: PlainText, name: tuple[Word, ...], before: str, run: Run, taken: Taken) -> bool:
        """Whether a company follows as the one that a person is of: "Jane Doe of Nvidia"; or whether it is a byline."""
        if any(is_ordinary(word.text) for word in name) or self._cues.type_of(CueKind.TAIL, name[-1].text):
            return False
        if _BYLINE.search(plain.text[run.segment.start : name[0].start][-_LONGEST_LINK:]):
            return True
        link = _OF.match(plain.text, name[-1].end, run.segment.end)
        whose = taken.within(link.end(), link.end() + 1) if link else []
        return bool(whose) and whose[0].is_a(EntityType.COMPANY)

    def _by_family(self, name: tuple[Word, ...]) -> EntityType | None:
        """A person, where nothing else is known of two or three short words of which the last is a family name."""
        *given, family = name
        if not 0 < len(given) < _PERSON_WORDS[-1] or not self._cues.has(CueKind.SURNAME, family.text):
            return None
        return EntityType.PERSON if all(_SYLLABLES.fullmatch(word.text) for word in given) else None

    def _by_role(
        self, plain: PlainText, name: tuple[Word, ...], before: str, run: Run, taken: Taken
    ) -> EntityType | None:
        """A person, whose age follows ("Jane Doe, 43,") or whose title stands before a comma ("its CEO, Jane Doe,")."""
        if len(name) not in _PERSON_WORDS or any(word.text.isupper() and "." not in word.text for word in name):
            return None
        if self._speaks_for(plain, name, before, run, taken):
            return EntityType.PERSON
        if _AGE.match(plain.text, name[-1].end, run.segment.end):
            return EntityType.PERSON
        role = _ROLE.search(before) if before.endswith(", ") else None
        return EntityType.PERSON if role and self._cues.is_title(role[1].lower()) else None

    def _by_noun_before(self, before: str, may_be_person: bool) -> EntityType | None:
        words = before.rstrip(' "').lower().removesuffix(" the").rsplit(" ", _MOST_BEFORE)
        if not self._cues.ends_noun(words[-1]):
            return None
        for size in range(1, min(_MOST_BEFORE, len(words)) + 1):
            guess = self._cues.type_of(CueKind.BEFORE, " ".join(words[-size:]))
            if guess is not None and (may_be_person or guess is not EntityType.PERSON):
                return guess
        return None

    def _by_word_after(self, after: re.Match[str] | None, kind: CueKind) -> EntityType | None:
        if after is None:
            return None
        pair = self._cues.type_of(kind, f"{after[1]} {after[2]}".lower()) if after[2] else None
        return pair or self._cues.type_of(kind, after[1])

    def _by_apposition(self, plain: PlainText, name: tuple[Word, ...], run: Run) -> EntityType | None:
        """What it is said to be: "Quixotek, a subsidiary of ..."."""
        if not plain.text.startswith(", ", name[-1].end):
            return None
        match = _APPOSITION.match(plain.text, name[-1].end, run.segment.end)
        types = (self._cues.type_of(CueKind.BEFORE, word.lower()) for word in match[1].split(" ")) if match else ()
        return next((type_ for type_ in types if type_ is not None), None)

    def _by_place(
        self, plain: PlainText, name: tuple[Word, ...], before: str, run: Run, taken: Taken
    ) -> EntityType | None:
        """A place where another one follows ("Pelling, Italy"), or where something is in it; or a report's first."""
        is_loud = all(word.text.isupper() and len(word.text) > 2 for word in name)
        if is_loud and not before and _DATELINE.match(plain.text, name[-1].end, run.segment.end):
            return EntityType.PLACE
        if len(name) > 2 or any(not word.text.isalpha() or not word.text[1:].islower() for word in name):
            return None
        if plain.text.startswith(", ", name[-1].end):
            seat = name[-1].end + 2
            found = taken.within(seat, seat + 1)
            if found and found[0].start == seat and found[0].is_a(EntityType.PLACE):
                return EntityType.PLACE
        match = _IN_PLACE.search(before) if before.endswith(_IN) else None
        return EntityType.PLACE if match and match["word"].lower() not in _NO_PLACE else None

    def _by_neighbour(
        self, plain: PlainText, name: tuple[Word, ...], before: str, run: Run, taken: Taken
    ) -> EntityType | None:
        """The type of the name that it is listed with: "Nvidia and Brenmoor"."""
        start, end = name[0].start, name[-1].end
        link = _LINK_BEFORE.search(before[-_LONGEST_LINK:])
        listed = taken.ending_at(start - len(link.group())) if link else None
        if listed is None and (link := _LINK_AFTER.match(plain.text, end, run.segment.end)):
            following = taken.within(link.end(), link.end() + 1)
            listed = following[0] if following and following[0].start == link.end() else None
        return None if listed is None or listed.is_a(EntityType.PLACE) else listed.entity.type


def is_given_pair(word: str) -> bool:
    """Whether a word is written like a given name of two syllables: "Chun-hyuk"."""
    return _GIVEN_PAIR.fullmatch(word) is not None


def share_types(plain: PlainText, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Names one after the other, each without a type with that of the one it is listed with."""
    rows = list(found)
    for at in range(1, len(rows)):
        if rows[at].entity.type is None:
            rows[at] = _like(plain, rows[at], rows[at - 1])
    for at in range(len(rows) - 2, -1, -1):
        if rows[at].entity.type is None:
            rows[at] = _like(plain, rows[at], rows[at + 1])
    return iter(rows)


def _like(plain: PlainText, row: Candidate, other: Candidate) -> Candidate:
    if other.entity.type in (None, EntityType.PLACE, EntityType.PERSON):
        return row
    first, second = (row, other) if row.start < other.start else (other, row)
    if not _LINK_AFTER.fullmatch(plain.text, first.end, max(first.end, second.start)):
        return row
    return row._replace(entity=replace(row.entity, type=other.entity.type))
