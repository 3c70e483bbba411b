"""Persons: names after a title, and the surname that stands for a full name further on.

Owns the order of family and given names and what a title covers. The titles and family names come with the packs.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from reader.domain.entity import Entity, EntityType, MentionStatus
from reader.domain.scrub import SafeText
from reader.entities.candidates import Candidate, Taken
from reader.entities.cuebook import CueBook
from reader.entities.lexicon import is_ordinary
from reader.entities.normalise import PlainText, find_all, is_edge, occurs_small
from reader.entities.packs import CueKind
from reader.entities.runs import TOKEN, Run, Word, begins_sentence

_LONGEST_NAME = 4
"""Words; longer ones run into something else."""
_LONGEST_TITLE = 3
_TITLE_REACH = 40
_AFTER_NAME = frozenset({"MS", "MP", "MSP", "MEP", "MLA", "QC", "KC", "JD", "CFA", "PhD", "Esq", "OBE", "CBE"})
"""What a person has been made or elected to, behind the name."""
_SHORT_ENDS = (" Jr", " Sr")
_PARTICLE = re.compile(rf"(?: (?:van|von|de|der|den|bin|al|da|di|le|la|ter|ten|dos))+ {TOKEN}")
_POSTPOSED = re.compile(r", (?:the |a |an |its |their |his |her |who )?((?:[\w-]+ ){0,3}[\w-]+)")
_CAPITALISED = re.compile(r"(?<![\w.'-])([A-Z][\w-]*) $")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")


class PersonRules:
    """Finds persons by their titles, and their surnames."""

    def __init__(self, cues: CueBook) -> None:
        self._cues = cues

    def find(self, plain: PlainText, run: Run, known: Taken) -> Iterator[Candidate]:
        """The person whom a title in or before the run announces, if there is one."""
        words = self._after_title(plain, run)
        is_introduced = not words and self._is_introduced(plain, run)
        if is_introduced:
            words = run.words
        while len(words) > 2 and words[-1].text in _AFTER_NAME:
            words = words[:-1]
        end = self._name_end(plain, words, run)
        if end is None or not self._is_name(words, known, may_be_ordinary=is_introduced):
            return
        name = SafeText(plain.text[words[0].start : end])
        yield Candidate(words[0].start, end, Entity(name, EntityType.PERSON), MentionStatus.RULE)

    def _after_title(self, plain: PlainText, run: Run) -> tuple[Word, ...]:
        """The words after the last title within the run, or all of them after a title in lower case."""
        for at in range(len(run.words) - 1, 0, -1):
            if self._cues.is_title(run.words[at - 1].text):
                return run.words[at:]
        before = plain.text[max(run.segment.start, run.start - _TITLE_REACH) : run.start]
        last = before[:-1].rpartition(" ")[2].removesuffix(".")
        if not before.endswith(" ") or not self._cues.ends_title(last):
            return ()
        spoken = before.rstrip().removesuffix(".").split(" ")
        is_title = any(self._cues.is_title(" ".join(spoken[-size:])) for size in range(1, _LONGEST_TITLE + 1))
        return run.words if is_title else ()

    def _is_introduced(self, plain: PlainText, run: Run) -> bool:
        """Whether a title follows after a comma: "Jane Doe, chief economist at ..."."""
        if len(run.words) not in (2, 3) or not plain.text.startswith(", ", run.end):
            return False
        match = _POSTPOSED.match(plain.text, run.end, run.segment.end)
        if match is None:
            return False
        spoken = match[1].split(" ")
        return any(
            self._cues.is_title(" ".join(spoken[first:last]))
            for first in range(len(spoken))
            for last in range(first + 1, min(first + _LONGEST_TITLE, len(spoken)) + 1)
        )

    def _name_end(self, plain: PlainText, words: tuple[Word, ...], run: Run) -> int | None:
        if not words:
            return None
        particle = _PARTICLE.match(plain.text, words[-1].end, run.segment.end)
        return particle.end() if particle else words[-1].end

    def _is_name(self, words: tuple[Word, ...], known: Taken, *, may_be_ordinary: bool) -> bool:
        is_known = not known.is_free(words[0].start, words[0].end)
        if len(words) > _LONGEST_NAME or (is_known and not self._outweighs(words, known)):
            return False
        if any(not self._may_be_part(word.text) for word in words):
            return False
        if len(words) == 1:
            return not is_ordinary(words[0].text) and not words[0].text.isupper()
        return (may_be_ordinary and self._cues.has(CueKind.GIVEN, words[0].text)) or not all(
            is_ordinary(word.text) for word in words
        )

    def _outweighs(self, words: tuple[Word, ...], known: Taken) -> bool:
        """Whether a given name only happens to be known, as a town or a brand: a family name follows it."""
        found = known.within(words[0].start, words[-1].end)
        return len(words) > 1 and found[-1].end <= words[0].end and self._is_family(words[-1].text)

    def _may_be_part(self, word: str) -> bool:
        if any(letter.isdigit() or letter == "&" for letter in word) or self._cues.is_filler(word):
            return False
        if any(self._cues.has(kind, word) for kind in (CueKind.HEAD, CueKind.LIST_HEAD, CueKind.LEGAL)):
            return False
        return not self._cues.has(CueKind.TAIL, word)

    def end_with_point(self, plain: PlainText, taken: Taken) -> Iterator[Candidate]:
        """Persons whose names end with a short form and its point: "John Doe Jr."."""
        if not any(short in plain.text for short in _SHORT_ENDS):
            return
        for row in taken.candidates:
            if row.is_a(EntityType.PERSON) and plain.text.startswith(".", row.end):
                name = plain.text[row.start : row.end]
                if name.endswith(_SHORT_ENDS):
                    entity = row.entity
                    yield row._replace(end=row.end + 1, entity=replace(entity, name=SafeText(f"{entity.name}.")))

    def surname(self, name: str) -> str | None:
        """The family name in a full name; None for a single word."""
        if " " not in name:
            return None
        words = [word for word in name.split(" ") if not _INITIALS.fullmatch(word)]
        if len(words) < 2:
            return words[0] if words else None
        first, last = words[0], words[-1]
        is_hyphened = len(words) == 2 and "-" in last and last.rpartition("-")[2].islower()
        if is_hyphened or (self._is_family(first) and not (self._is_family(last) and len(words) == 2)):
            return first
        return last

    def _is_family(self, word: str) -> bool:
        return self._cues.has(CueKind.SURNAME, word)

    def _list_full_names(self, plain: PlainText, taken: Taken) -> dict[str, list[Candidate]]:
        """By surname, where a person is called by the full name."""
        said: dict[str, list[Candidate]] = {}
        for candidate in taken.candidates:
            if candidate.entity.type is EntityType.PERSON:
                surname = self.surname(plain.text[candidate.start : candidate.end])
                if surname is not None:
                    said.setdefault(surname, []).append(candidate)
        return said

    def unify(self, plain: PlainText, taken: Taken) -> Iterator[Candidate]:
        """Surnames that a title made names, as those of whom the full name was said before: "Chairman Chey"."""
        said = self._list_full_names(plain, taken)
        for candidate in taken.candidates:
            if candidate.entity.type is EntityType.PERSON and candidate.status is MentionStatus.RULE:
                full_names = said.get(candidate.entity.name, ())
                before = [full for full in full_names if full.start < candidate.start]
                if before:
                    yield candidate._replace(entity=before[-1].entity)

    def find_surnames(self, plain: PlainText, taken: Taken) -> Iterator[Candidate]:
        """The surnames that stand alone after the full name was said."""
        for surname, full_names in self._list_full_names(plain, taken).items():
            starts = [full.start for full in full_names]
            for start in find_all(plain.text, surname, full_names[0].end):
                end = start + len(surname)
                if taken.is_free(start, end) and self._stands_alone(plain, start, end):
                    person = full_names[bisect_left(starts, start) - 1]
                    yield Candidate(start, end, person.entity, MentionStatus.RULE)

    def _stands_alone(self, plain: PlainText, start: int, end: int) -> bool:
        text = plain.text
        if not is_edge(text, start) or not is_edge(text, end) or text[end : end + 1] == "-":
            return False
        before, after = text[max(0, start - _TITLE_REACH) : start], text[end : end + 2]
        if (after[:1] == " " and after[1:].isupper()) or before.endswith("-"):
            return False
        spoken = _CAPITALISED.search(before)
        if spoken is not None and not self._cues.is_filler(spoken[1]):
            return False
        word = text[start:end]
        if self._cues.has(CueKind.STOP, word) and begins_sentence(text, start, 0):
            return False
        return not (begins_sentence(text, start, 0) and is_ordinary(word) and occurs_small(plain, word, start))
