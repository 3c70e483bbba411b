"""Discovery: capitalised names that no list knows, in the gaps between those that one does.

Owns when capitals make a name: not at the beginning of a sentence alone, not in a headline, not for a word that the
text or the language also writes small. What it finds is a guess, and says so by its status.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reader.domain.entity import Entity, EntityType, MentionStatus
from reader.domain.scrub import SafeText
from reader.entities.candidates import Candidate, Taken
from reader.entities.contexts import PARISH, ContextRules, is_given_pair
from reader.entities.cuebook import CueBook
from reader.entities.lexicon import is_ordinary
from reader.entities.normalise import PlainText, is_edge, occurs_small
from reader.entities.packs import CueKind
from reader.entities.runs import Run, Word, is_in_headline

_SHORTEST = 3
_DIGITS = "0123456789."
_COMMON_ENDINGS = (
    "ing",
    "tion",
    "ment",
    "ers",
    "ors",
    "ics",
    "ity",
    "graphy",
    "ness",
    "ism",
    "ally",
    "ists",
    "ies",
    "ons",
)
"""A word that no list has, with such an ending, is more often a common one than a name."""
_LONGEST_GROWTH = 3
_LAB = "AI"
_ROLE_REACH = 100
_LABEL_END = re.compile(r"[*_\"']*(?:$|:| [-\u2013\u2014] )")
_ROLE_JOINTS = ("of", "for")
_ROLE_LINKS = ("and", "the", "&")
_VERSION = re.compile(r" (?:v?\d+\.\d+|\d{3,4}[A-Z]{1,2})(?![\w%.])(?! (?:percent|million|billion|trillion))")
_PARTY = re.compile(r"[DRI]-[A-Z][A-Za-z]*")
"""A lawmaker's party and state."""
_OWNED = re.compile(r"'s ([A-Z][a-z]+)")
_LONGEST_PERSON = 4
_LONGEST = 6
"""Words; longer runs are slogans and headlines."""


class DiscoveryRules:
    """Judges runs of capitalised words in one text after the other; holds nothing between texts."""

    def __init__(self, cues: CueBook) -> None:
        self._cues = cues
        self._contexts = ContextRules(cues)

    def find(self, plain: PlainText, run: Run, taken: Taken) -> Iterator[Candidate]:
        """The names in a run's gaps."""
        for words in self._gaps(run, taken):
            if len(words) == 1 and is_ordinary(words[0].text):
                continue
            is_initial = run.is_initial and words[0] is run.words[0]
            is_quoted = self._is_quoted(plain.text, words)
            name = words if is_quoted else self._trim(words)
            is_announced = self._is_announced(plain, words, run) or self._is_lab(plain, words, run, taken)
            if is_announced:
                name = words
            # "Minister of Trade Jane Doe", and "Minister of Trade and Industry, Jane Doe".
            may_have_role = bool(name) and (is_ordinary(name[0].text) or plain.text.endswith(", ", 0, words[0].start))
            in_role = may_have_role and self._has_role(plain.text, words[0], run)
            if in_role:
                name = _without_topic(name)
            if name and len(name[0].text) == 1 and plain.text[max(0, name[0].start - 2) : name[0].start - 1].isdigit():
                name = name[1:]
            if not name or len(name) > _LONGEST or self._is_role(words, name):
                continue
            if name[0] is not words[0]:
                is_initial = False
            if self._is_name(plain, name, run, is_initial=is_initial, is_quoted=is_quoted or is_announced):
                found = self._discovered(plain, name, run, taken)
                is_person = in_role and len(name) <= _LONGEST_PERSON and not self._cues.has(CueKind.TAIL, name[-1].text)
                yield found._replace(entity=replace(found.entity, type=EntityType.PERSON)) if is_person else found

    def _is_announced(self, plain: PlainText, words: tuple[Word, ...], run: Run) -> bool:
        """Whether ordinary words begin a name, since what is named is said before them: "startup Blue Widget"."""
        if len(words) < 2 or not is_ordinary(words[0].text) or not self._contexts.is_announced(plain, words[0], run):
            return False
        return not self._cues.is_title(" ".join(word.text for word in words))

    def _is_lab(self, plain: PlainText, words: tuple[Word, ...], run: Run, taken: Taken) -> bool:
        """Whether an ordinary word makes a company's name with "AI", by what that does: "Nvidia and Emerald AI"."""
        if len(words) != 2 or words[1].text != _LAB or words[0] is run.words[0] and run.is_initial:
            return False
        if self._cues.is_filler(words[0].text) or self._cues.is_class(f"{words[0].text} {_LAB}"):
            return False
        return self._contexts.guess(plain, words, run, taken) is EntityType.COMPANY

    def _is_role(self, words: tuple[Word, ...], name: tuple[Word, ...]) -> bool:
        """Whether it is what somebody is in charge of: "Widget Affairs" of "Widget Affairs Minister Jane Doe"."""
        rest = words[words.index(name[-1]) + 1 :] if name[-1] is not words[-1] else ()
        return bool(rest) and self._cues.is_title(rest[0].text) and all(is_ordinary(word.text) for word in name)

    def _discovered(self, plain: PlainText, name: tuple[Word, ...], run: Run, taken: Taken) -> Candidate:
        start, end = name[0].start, self._branch_end(plain.text, name, taken)
        version = _VERSION.match(plain.text, end, run.segment.end)
        if version is not None and not is_edge(plain.text, version.end()):
            version = None
        if version is not None:
            end = version.end()
        type_ = EntityType.PRODUCT if version is not None else self._contexts.guess(plain, name, run, taken)
        return Candidate(start, end, Entity(SafeText(plain.text[start:end]), type_), MentionStatus.FOUND)

    def _branch_end(self, text: str, name: tuple[Word, ...], taken: Taken) -> int:
        """Where a name ends that an acronym and a country make: "GSME Oman"."""
        end = name[-1].end
        if len(name) > 1 or not name[0].text.isupper() or text[end : end + 1] != " ":
            return end
        seat = next(iter(taken.within(end + 1, end + 2)), None)
        return seat.end if seat is not None and seat.start == end + 1 and seat.is_a(EntityType.PLACE) else end

    def find_grown(self, plain: PlainText, run: Run, taken: Taken) -> Iterator[Candidate]:
        """A place that ordinary words in capitals make the beginning of another name: Taiwan of "Taiwan Glass"."""
        first = next(iter(taken.within(run.start, run.end)), None)
        if first is None or not first.is_a(EntityType.PLACE) or first.start != run.start:
            return
        rest = tuple(word for word in run.words if word.start > first.end)
        if not 0 < len(rest) <= _LONGEST_GROWTH or not taken.is_free(rest[0].start, run.end):
            return
        if self._cues.is_title(rest[-1].text):
            return
        if all(is_ordinary(word.text) and word.text.isalpha() and not self._cues.is_filler(word.text) for word in rest):
            name = SafeText(plain.text[run.start : run.end])
            yield Candidate(run.start, run.end, Entity(name, EntityType.COMPANY), MentionStatus.FOUND)

    def _has_role(self, text: str, word: Word, run: Run) -> bool:
        """Whether the word belongs to a role: the Export of "Assistant Secretary for Export Enforcement"."""
        before = text[max(run.segment.start, word.start - _ROLE_REACH) : word.start].rstrip(" ").split(" ")
        for at in range(len(before) - 1, 0, -1):
            if before[at] in _ROLE_JOINTS:
                if any(self._cues.is_title(" ".join(before[max(0, at - size) : at])) for size in (1, 2, 3)):
                    return True
            elif not before[at][:1].isupper() and before[at] not in _ROLE_LINKS:
                return False
        return False

    def _gaps(self, run: Run, taken: Taken) -> Iterator[tuple[Word, ...]]:
        """The longest stretches of words that nothing known touches."""
        gap: list[Word] = []
        is_free = taken.is_free(run.start, run.end)
        for word in run.words:
            if is_free or taken.is_free(word.start, word.end):
                gap.append(self._cut(word, gap) if "-" in word.text else word)
                if gap[-1].end == word.end:
                    continue
            if gap:
                yield tuple(gap)
            gap = []
        if gap:
            yield tuple(gap)

    def _cut(self, word: Word, gap: Sequence[Word]) -> Word:
        """Without what a hyphen adds: Acme of "Acme-backed", but all of "Suk-yeol", and of "Choi Seung-ho"."""
        head, _, tail = word.text.rpartition("-")
        if not tail.islower() or PARISH.fullmatch(word.text) or not (is_ordinary(tail) or self._cues.is_class(head)):
            return word
        if gap and is_given_pair(word.text) and self._cues.has(CueKind.SURNAME, gap[-1].text):
            return word
        return Word(word.start, word.start + len(head), head)

    def _is_quoted(self, text: str, words: tuple[Word, ...]) -> bool:
        start, end = words[0].start, words[-1].end
        if len(words) < 2 or text[start - 1 : start] != '"':
            return False
        return text[end : end + 1] == '"' or (
            text[end : end + 1] in (",", ".") and not self._cues.has(CueKind.STOP, words[0].text)
        )

    def _trim(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """Without articles, titles and class words at either end."""
        # By their places: cutting word after word off a long run would copy it as often.
        start, end = 0, len(words)
        while size := self._filler_size(words[start : min(start + 2, end)], first=True):
            start += size
        while size := self._filler_size(words[max(start, end - 3) : end], first=False):
            end -= size
        return words[start:end]

    def _filler_size(self, words: tuple[Word, ...], *, first: bool) -> int:
        """How many words at one end are none of a name: 2 for "Vice President"."""
        if not words:
            return 0
        if len(words) == 3 and not first:
            if self._cues.may_pair(words[2].text) and self._cues.is_title(" ".join(word.text for word in words)):
                return 3
            words = words[1:]
        if len(words) > 1:
            one, other = words[:2] if first else words[-2:]
            if self._cues.may_pair(one.text) and self._cues.is_empty(f"{one.text} {other.text}"):
                return 2
        word = words[0 if first else -1].text
        is_label = word[-1].isdigit() and self._cues.is_label(word)
        return int(is_label or self._cues.is_empty(word) or (first and self._cues.has(CueKind.STOP, word)))

    def _is_name(
        self, plain: PlainText, name: tuple[Word, ...], run: Run, *, is_initial: bool, is_quoted: bool
    ) -> bool:
        phrase = plain.text[name[0].start : name[-1].end]
        if self._cues.is_class(phrase) or self._is_label(plain.text, name, run, is_initial=is_initial):
            return False
        if len(name) == 1:
            return self._is_single_name(plain, name[0], run, is_initial=is_initial)
        if all(is_ordinary(word.text) for word in name):
            return is_quoted or not (
                occurs_small(plain, phrase, name[0].start)
                or (is_initial and not self._goes_on(plain, name[-1]))
                or is_in_headline(plain.text, run)
            )
        return True

    def _is_label(self, text: str, name: tuple[Word, ...], run: Run, *, is_initial: bool) -> bool:
        """Whether it is a label that leads a paragraph in: "Market Access: ..."."""
        if not _LABEL_END.match(text, run.end, run.segment.end):
            return False
        return not text[run.segment.start : run.start].strip("*_ \"'") or (is_initial and len(name) == 1)

    def _is_single_name(self, plain: PlainText, word: Word, run: Run, *, is_initial: bool) -> bool:
        text = word.text
        if len(text) < _SHORTEST or self._cues.is_label(text) or is_ordinary(text) or _has_point(text):
            return False
        if _PARTY.fullmatch(text):
            return False
        if "'" in text and self._cues.has(CueKind.STOP, text.partition("'")[0]):
            return False
        if any(self._cues.has(kind, text) for kind in (CueKind.HEAD, CueKind.LIST_HEAD, CueKind.LEGAL, CueKind.TAIL)):
            return False
        if occurs_small(plain, text, word.start) or (text[-1].isdigit() and self._cues.is_class(text.rstrip(_DIGITS))):
            return False
        if (said := _OWNED.match(plain.text, word.end)) and self._cues.is_class(f"{text}'s {said[1]}"):
            return False
        return not is_initial or _is_coined(text) or self._acts(plain, word, run)

    def _acts(self, plain: PlainText, word: Word, run: Run) -> bool:
        """Whether the first word of a sentence is a name by what follows: "Acme's ...", "Acme, a maker of ..."."""
        if plain.text.startswith("'s ", word.end) or self._contexts.is_explained(plain, word, run):
            return True
        return not word.text.lower().endswith(_COMMON_ENDINGS) and self._goes_on(plain, word)

    def _goes_on(self, plain: PlainText, word: Word) -> bool:
        """Whether a word in lower case follows."""
        return plain.text[word.end : word.end + 1] == " " and plain.text[word.end + 1 : word.end + 2].islower()


def _without_topic(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Without the ordinary words at the beginning, up to a family name: "Energy" of "Energy Sung Yun-mo"."""
    for at, word in enumerate(words):
        if not is_ordinary(word.text) or (at + 1 < len(words) and is_given_pair(words[at + 1].text)):
            return words[at:]
    return ()


def _is_coined(word: str) -> bool:
    """Whether a word has a capital within."""
    return any(letter.isupper() for letter in word[1:])


def _has_point(word: str) -> bool:
    return "." in word
