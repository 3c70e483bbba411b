"""Names that a cue word gives away: Ministry of Digital Affairs, Kumamoto Growers Union, Acme Foods Ltd.

Owns the rules for heads ("Ministry of ..."), tails ("... Union") and legal forms. The words themselves come with the
packs. Knows nothing of persons.
"""

import re
from collections.abc import Iterator

from reader.domain.entity import Entity, EntityType, MentionStatus
from reader.domain.scrub import SafeText
from reader.entities.candidates import Candidate, Taken
from reader.entities.cuebook import CueBook
from reader.entities.lexicon import is_ordinary
from reader.entities.normalise import PlainText
from reader.entities.packs import CueKind
from reader.entities.runs import RUN, Run, Word, begins_sentence, split_words

_OBJECT = re.compile(rf" (?:of|for|on)(?: the)? ({RUN})")
_AND = re.compile(rf"(?:,? and| &) ({RUN})")
_BEFORE_AND = re.compile(rf"(?<![\w.'-])({RUN})(?:,? and| &) $")
_CLAUSE = re.compile(rf"(?:(?:,? and)? (?:of|through|by|for|and|on)(?: the)? {RUN})+")
"""How the long title of an act goes on: "(Act on the Promotion) of Widgets through Loans"."""
_REACH = 60
_COMMA = re.compile(rf", ({RUN})")
_YEAR = re.compile(r" (?:of )?(?:19|20)\d\d(?![\w-])")
_JOINTS = " ,."
_NUMBERED = (" Bill", " Order", " Resolution", "Announcement", " Directive", " Notice")
_ACT_NUMBER = re.compile(r" (?:No\. ?)?\d{1,5}(?![\d%]|[.,]\d)")
"""What a bill or an order is known by."""
_DAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
"""A name that goes on after a cue word ends before the day of what is told of it."""
_COMPOUND = re.compile(
    r"(?!(?:Micro|Opto|High|Low|Semi|Co|E|Inter|Multi|Anti|Non|Pre|Post|Sub|Super|Ultra|Bio|Nano|Electro|Self|Pan"
    r"|Trans|Tri|Bi|Mid|Cross|All|Re|Ex|Vice|Open|Long|Short|Hi|Deep|Free|Well|Wide|Solid|Thin|Full)-)"
    r"[\w.&]{2,}-(?P<rest>[a-z]{3,})"
)
"""An adjective, no part of the name that it stands before: "Singapore-based"."""
_GROWING = (EntityType.COMPANY, EntityType.EVENT, EntityType.POLICY, EntityType.ORGANIZATION)
"""The types of which a name may go on after its end."""
_SEAT = re.compile(r"( \([A-Z][A-Za-z ]{1,20}\)) ([A-Z][A-Za-z]*(?: Bhd)?)")
_OFFICE = re.compile(rf"(?<=[a-z] Office) in (?:the )?{RUN}")
"""Where an office is belongs to its name: "Trade Office in Taipei"."""
_JOINED = (EntityType.ORGANIZATION, EntityType.POLICY, EntityType.EVENT)
"""The types of which a name may begin before an "and"."""
_LEGAL = re.compile(
    r"(?:(?:\.(?=,| (?:Ltd|Limited|Inc|LLC|KG|Bhd)\b))?,? | & )(?:Private (?=Limited|Ltd))?([A-Za-z][\w./]*+)(?![\w-])"
)


def _name(plain: PlainText, start: int, end: int) -> SafeText:
    return SafeText(plain.text[start:end])


class CueRules:
    """Finds names by the cue words in and around a run."""

    def __init__(self, cues: CueBook) -> None:
        self._cues = cues

    def find(self, plain: PlainText, run: Run, known: Taken) -> Iterator[Candidate]:
        """The names that cue words show in a run. They may overlap, each other and known names."""
        if not self._cues.has_sign(word.text for word in run.words):
            return
        words = self._after_known(self._trim(run), run, known)
        if not words:
            return
        legal = self._legal_end(plain, words, run, known)
        if legal is not None:
            yield legal
        last = words[-1]
        for kind in (CueKind.LIST_HEAD, CueKind.HEAD):
            if self._cues.has(kind, last.text):
                yield from self._headed(plain, run, words, kind, known)
        for found in self._tailed(plain, run, words, known):
            yield found
            yield from self._joined(plain, run, found, known)

    def _joined(self, plain: PlainText, run: Run, found: Candidate, known: Taken) -> Iterator[Candidate]:
        """The longer name where ordinary words are joined to it from before: "Science and Technology Office"."""
        if found.start != run.start or found.entity.type not in _JOINED:
            return
        before = plain.text[max(run.segment.start, run.start - _REACH) : run.start]
        match = _BEFORE_AND.search(before)
        if match is None:
            return
        start = run.start - len(before) + match.start(1)
        words = split_words(plain.text, start, start + len(match[1]))
        if len(words) > 1 and self._cues.has(CueKind.STOP, words[0].text):
            words = words[1:]
        start = words[0].start
        is_initial = len(words) == 1 and begins_sentence(plain.text, start, run.segment.start)
        if is_initial or not known.is_free(start, run.start) or not all(self._is_topical(word.text) for word in words):
            return
        name = _name(plain, start, found.end)
        yield found._replace(start=start, entity=Entity(name, found.entity.type))

    def _is_topical(self, word: str) -> bool:
        return is_ordinary(word) and not self._cues.is_filler(word) and not self._cues.has(CueKind.HEAD, word)

    def _after_known(self, words: tuple[Word, ...], run: Run, known: Taken) -> tuple[Word, ...]:
        """Without the end of a known name that began before the run: the second half of "House of Representatives"."""
        found = known.within(words[0].start, words[0].end) if words else ()
        if not found or found[0].start >= run.start:
            return words
        return tuple(word for word in words if word.start >= found[0].end)

    def _trim(self, run: Run) -> tuple[Word, ...]:
        words, start = run.words, 0
        while start < len(words) and (
            _COMPOUND.fullmatch(words[start].text)
            or self._cues.is_filler(words[start].text)
            and not self._is_acronym(words[start : start + 2])
            and not self._is_head(words[start])
            and not self._is_new(words[start:], run)
        ):
            start += 1
        return words[start:]

    def _is_new(self, words: tuple[Word, ...], run: Run) -> bool:
        """Whether a company's name begins with the word New, in the middle of a sentence: "New Acme Ventures"."""
        is_company = self._cues.type_of(CueKind.TAIL, words[-1].text) is EntityType.COMPANY
        return words[0].text == "New" and len(words) > 2 and is_company and not run.is_initial

    def _is_head(self, word: Word) -> bool:
        return self._cues.has(CueKind.HEAD, word.text) or self._cues.has(CueKind.LIST_HEAD, word.text)

    def _is_acronym(self, words: tuple[Word, ...]) -> bool:
        return len(words) > 1 and words[0].text.isupper() and not self._cues.has(CueKind.STOP, words[0].text)

    def _legal_end(self, plain: PlainText, words: tuple[Word, ...], run: Run, known: Taken) -> Candidate | None:
        for at in range(1, len(words)):
            if self._cues.has(CueKind.LEGAL, words[at].text):
                name = words[:at]
                if all(self._cues.is_filler(word.text) for word in name) or _covers(known, name):
                    return None
                if run.is_initial and len(name) == 1 and is_ordinary(name[0].text):
                    return None
                entity = Entity(_name(plain, name[0].start, name[-1].end), EntityType.COMPANY)
                return Candidate(name[0].start, self._last_form(words, at).end, entity, MentionStatus.RULE)
        return None

    def _last_form(self, words: tuple[Word, ...], at: int) -> Word:
        while at + 1 < len(words) and self._cues.has(CueKind.LEGAL, words[at + 1].text):
            at += 1
        return words[at]

    def _headed(
        self, plain: PlainText, run: Run, words: tuple[Word, ...], kind: CueKind, known: Taken
    ) -> Iterator[Candidate]:
        match = _OBJECT.match(plain.text, run.end, run.segment.end)
        if match is None:
            return
        end = self._object_end(plain, match.start(1), match.end(1), known)
        if end is None:
            return
        end = self._list_end(plain, end, run.segment.end, known, with_commas=kind is CueKind.LIST_HEAD)
        type_ = self._cues.type_of(kind, words[-1].text)
        if type_ is EntityType.POLICY and is_ordinary(match[1].partition(" ")[0]):
            clause = _CLAUSE.match(plain.text, end, run.segment.end)
            end = clause.end() if clause else end
        yield Candidate(words[0].start, end, Entity(_name(plain, words[0].start, end), type_), MentionStatus.RULE)

    def _object_end(self, plain: PlainText, start: int, end: int, known: Taken) -> int | None:
        """Where the name goes on to: its words before the first title; None where it names a person."""
        words = split_words(plain.text, start, end)
        for at, word in enumerate(words):
            if self._cues.is_title(word.text) or self._cues.has(CueKind.STOP, word.text) or word.text in _DAYS:
                words = words[:at]
                break
        # What ends with another head is the beginning of another name: "Bureau of the Ministry of ...".
        if (
            not words
            or self._is_head(words[-1])
            or any(found.is_a(EntityType.PERSON) for found in known.within(words[0].start, words[-1].end))
        ):
            return None
        return words[-1].end

    def _list_end(self, plain: PlainText, end: int, limit: int, known: Taken, *, with_commas: bool) -> int:
        """Follow "Trade, Industry and Energy" from `end` on; a comma counts only when an "and" comes after it."""
        at = end
        while with_commas and (match := _COMMA.match(plain.text, at, limit)) and self._is_topic(match, known):
            at = match.end()
        match = _AND.match(plain.text, at, limit)
        if match is None or not self._is_topic(match, known):
            return end
        return match.end()

    def _is_topic(self, match: re.Match[str], known: Taken) -> bool:
        words = match[1].split(" ")
        if any(self._cues.is_title(word) or not is_ordinary(word) for word in words):
            return words[-1].isupper() and len(words) == 1 and known.is_free(match.start(1), match.end(1))
        return known.is_free(match.start(1), match.end(1))

    def _tailed(self, plain: PlainText, run: Run, words: tuple[Word, ...], known: Taken) -> Iterator[Candidate]:
        for at in range(len(words) - 1, 0, -1):
            size, type_ = self._tail_at(words, at)
            if not size or size > at or not self._ends_name(words, at, known):
                continue
            # Not before: of a text all in capitals, that would copy every beginning.
            rest = words[: at + 1 - size]
            if self._carries_name(rest, words[at].text, run, type_, known):
                start, end = words[0].start, words[at].end
                if type_ in (EntityType.ORGANIZATION, EntityType.COMPANY):
                    end = self._seat_end(words[at + 1 :], known, end)
                if type_ in (EntityType.POLICY, EntityType.EVENT):
                    year = _YEAR.match(plain.text, end, run.segment.end)
                    end = year.end() if year else end
                yield Candidate(start, end, Entity(_name(plain, start, end), type_), MentionStatus.RULE)
            return

    def _seat_end(self, rest: tuple[Word, ...], known: Taken, end: int) -> int:
        """Where a name ends that says last where its bearer is: "Supercomputing Center Jinan"."""
        found = known.within(rest[0].start, rest[-1].end) if rest else ()
        is_seat = len(found) == 1 and found[0].is_a(EntityType.PLACE) and _covers(known, rest)
        return rest[-1].end if is_seat else end

    def _tail_at(self, words: tuple[Word, ...], at: int) -> tuple[int, EntityType | None]:
        pair = f"{words[at - 1].text} {words[at].text}"
        for size, tail in ((2, pair), (1, words[at].text)):
            if self._cues.has(CueKind.TAIL, tail):
                return size, self._cues.type_of(CueKind.TAIL, tail)
        return 0, None

    def _ends_name(self, words: tuple[Word, ...], at: int, known: Taken) -> bool:
        if at + 1 == len(words):
            return True
        after = words[at + 1]
        return self._cues.is_filler(after.text) or not known.is_free(after.start, after.end)

    def _carries_name(
        self, rest: tuple[Word, ...], tail: str, run: Run, type_: EntityType | None, known: Taken
    ) -> bool:
        """Whether the words before a tail make it a name, and not a class or a title in capitals."""
        if all(self._cues.is_class(word.text) for word in rest):
            return False
        if type_ is EntityType.COMPANY and self._cues.has(CueKind.LEGAL, tail) and _covers(known, rest):
            return False
        found = known.within(rest[0].start, rest[-1].end)
        if len(found) == 1 and found[0].end == rest[-1].end and found[0].is_a(EntityType.PERSON):
            return False
        if run.is_initial and rest[0] is run.words[0]:
            return any(not is_ordinary(word.text) for word in rest) or len(rest) > 1 and type_ is not EntityType.COMPANY
        return True

    def _ends_legally(self, name: str) -> bool:
        return self._cues.has(CueKind.LEGAL, name.rpartition(" ")[2])

    def extend(self, plain: PlainText, candidate: Candidate, limit: int) -> Candidate:
        """Add what belongs to a name that was found: a company's legal form, the year of an act or a fair."""
        if candidate.entity.type not in _GROWING:
            return candidate
        end = candidate.end
        after = plain.text[end : min(end + 2, limit)]
        if not after or after[0] not in _JOINTS or (after[0] == " " and not _may_go_on(after[1:])):
            return candidate
        if candidate.is_a(EntityType.COMPANY):
            if plain.text.startswith(".", end) and self._ends_legally(plain.text[candidate.start : end]):
                end += _keeps_point(plain.text, end + 1, limit)
            end += _seat_size(self._cues, plain.text, end, limit)
            while (match := _LEGAL.match(plain.text, end, limit)) and self._cues.has(
                CueKind.LEGAL, match[1].rstrip(".")
            ):
                end = match.end() if _keeps_point(plain.text, match.end(), limit) else match.end() - 1
        elif candidate.is_a(EntityType.ORGANIZATION):
            seat = _OFFICE.match(plain.text, end, limit)
            end = seat.end() if seat else end
        else:
            year = _YEAR.match(plain.text, end, limit)
            if year is None and plain.text.endswith(_NUMBERED, candidate.start, end):
                year = _ACT_NUMBER.match(plain.text, end, limit)
            end = year.end() if year else end
        return candidate if end == candidate.end else candidate._replace(end=end)


def _seat_size(cues: CueBook, text: str, end: int, limit: int) -> int:
    """How much the country in parentheses before a legal form takes: "Acme (Malaysia) Sdn Bhd"."""
    match = _SEAT.match(text, end, limit)
    return len(match[1]) if match and cues.has(CueKind.LEGAL, match[2]) else 0


def _may_go_on(letter: str) -> bool:
    """Whether a legal form or a year may begin so: Ltd, plc, SpA, & Co, (China) Ltd, 2026, of 2022."""
    return letter.isupper() or letter in "(&poi" or letter.isdigit()


def _covers(known: Taken, words: tuple[Word, ...]) -> bool:
    """Whether one known name is all that the words are."""
    found = known.within(words[0].start, words[-1].end)
    return len(found) == 1 and (found[0].start, found[0].end) == (words[0].start, words[-1].end)


def _keeps_point(text: str, end: int, limit: int) -> bool:
    """Whether a match that ends at `end` ends without a point, or with one that does not end the sentence."""
    if text[end - 1] != ".":
        return True
    after = text[end : min(end + 3, limit)].lstrip(" ")
    return bool(after) and (after[0].islower() or after[0] in ",;()")
