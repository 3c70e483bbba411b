"""Briefing in, mentions out.

Owns the order in which the ways to find a name are asked: known names and cue words, definitions, codes, surnames,
discovery in the gaps, echoes; and that mentions come sorted and never overlap. Knows no rule itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from reader.domain.briefing import Briefing
from reader.domain.entity import Entity, EntityType, Mention, MentionStatus
from reader.domain.scrub import SafeText
from reader.entities.candidates import Candidate, Taken, make_mentions
from reader.entities.codes import CodeRules
from reader.entities.compiled import CompiledPacks, load_packs
from reader.entities.contexts import share_types
from reader.entities.cuebook import CueBook
from reader.entities.cued import CueRules
from reader.entities.definitions import DefinitionRules
from reader.entities.discovery import DiscoveryRules
from reader.entities.echoes import find_echoes, unify
from reader.entities.gazetteer import Gazetteer
from reader.entities.lexicon import is_ordinary
from reader.entities.listed import ListedRules
from reader.entities.normalise import PlainText, is_edge, read_plain
from reader.entities.packs import CueKind, shipped_packs
from reader.entities.persons import PersonRules
from reader.entities.regions import RegionRules
from reader.entities.runs import Run, find_runs, is_headline, split_run

_WORDS_REMEMBERED = 20_000
_WITH_BRANCHES = (EntityType.COMPANY, EntityType.ORGANIZATION)
_GOES_ON = re.compile(r" (?:[^a-z ]|[pio])|[,.]|-")
"""What follows a name where it may be longer than what is known: most are followed by a word in lower case."""
_NEXT_WORD = re.compile(r" ([a-z]+)")
_LOUD = 5
"""Letters from which on a name in capitals is compared with known places."""
_WHOLE_FIRMS = ("Corporation", "Corp", "Corp.", "Company")
_OF_COUNTRY = re.compile(r" of ([A-Z][a-z]+)(?![\w-])")


def _is_idle(cues: CueBook, words: str) -> bool:
    """Whether a run is a single word that neither is a name nor announces one."""
    if " " in words or cues.has(CueKind.HEAD, words) or cues.has(CueKind.LIST_HEAD, words):
        return False
    return cues.has(CueKind.STOP, words) or cues.is_class(words) or is_ordinary(words)


def _safe(plain: PlainText, start: int, end: int) -> SafeText:
    return SafeText(plain.text[start:end])


class Recogniser:
    """Finds what a briefing names. Holds no state between briefings: one may serve several threads."""

    def __init__(self, gazetteer: Gazetteer, cues: CueBook) -> None:
        self._gazetteer = gazetteer
        self._is_idle = lru_cache(_WORDS_REMEMBERED)(partial(_is_idle, cues))
        self._cues = cues
        self._cued = CueRules(cues)
        self._persons = PersonRules(cues)
        self._definitions = DefinitionRules(cues)
        self._codes = CodeRules(cues, gazetteer)
        self._discovery = DiscoveryRules(cues)
        self._regions = RegionRules(cues, gazetteer)
        self._listed = ListedRules(cues)

    def recognise(self, briefing: Briefing) -> tuple[Mention, ...]:
        """Find the mentions of a briefing: sorted, never overlapping, none across two blocks."""
        return make_mentions(self.find(read_plain(briefing)))

    def find(self, plain: PlainText) -> Sequence[Candidate]:
        """The same, of a text that has been prepared."""
        taken = Taken(self._find_known(plain))
        runs = self._find_runs(plain, taken)
        self._take_cued(plain, runs, taken)
        taken.replace([found for segment in plain.segments for found in self._definitions.find(plain, segment, taken)])
        taken.add(self._find_codes(plain, taken))
        taken.replace(tuple(self._persons.unify(plain, taken)))
        taken.add(self._persons.find_surnames(plain, taken))
        taken.replace(list(self._find_branches(plain, taken)))
        taken.add(self._regions.find(plain, taken))
        taken.add(self._listed.find(plain, taken))
        self._discover(plain, runs, taken)
        taken.add(find_echoes(plain, taken))
        taken.add(self._persons.find_surnames(plain, taken))
        taken.replace(list(self._persons.end_with_point(plain, taken)))
        # A rule that reads on from a cue word may have stopped before a currency sign: that is an amount, and no name.
        return [found for found in taken.candidates if is_edge(plain.text, found.end)]

    def _find_codes(self, plain: PlainText, taken: Taken) -> Sequence[Candidate]:
        """The codes in the gaps; what the text has defined as something else is that."""
        defined = {
            plain.text[row.start : row.end]: row.entity
            for row in taken.candidates
            if row.status is MentionStatus.RULE and plain.text[row.end - 1].isdigit()
        }
        found = [code for segment in plain.segments for code in self._codes.find(plain, segment, taken)]
        return [code._replace(entity=defined.get(code.entity.name, code.entity)) for code in found]

    def _find_branches(self, plain: PlainText, taken: Taken) -> Iterator[Candidate]:
        """What a company or body and the place after it make: "Acme North America"; not "Acme US plant"."""
        rows = taken.candidates
        for row, place in zip(rows, rows[1:], strict=False):
            if place.start != row.end + 1 or not place.is_a(EntityType.PLACE) or plain.text[row.end] != " ":
                continue
            is_short = plain.text[place.start : place.end].replace(".", "").isupper()
            if row.entity.type not in _WITH_BRANCHES or is_short or self._is_site(plain.text, place.end):
                continue
            yield row._replace(end=place.end, entity=Entity(_safe(plain, row.start, place.end), row.entity.type))

    def _is_site(self, text: str, end: int) -> bool:
        """Whether a plant, an analyst or the like follows: then the place is one of its own."""
        after = _NEXT_WORD.match(text, end)
        return after is not None and self._cues.type_of(CueKind.AFTER, after[1]) is not None

    def _find_runs(self, plain: PlainText, known: Taken) -> Sequence[Run]:
        """The runs in which a name may hide: not those in headlines, of one known name, or of one word like "The"."""
        return [
            run
            for segment in plain.segments
            if not is_headline(plain, segment)
            for whole in find_runs(plain, segment, self._is_idle, known.covers)
            for run in (split_run(whole) if "-" in plain.text[whole.start : whole.end] else (whole,))
        ]

    def _take_cued(self, plain: PlainText, runs: Sequence[Run], known: Taken) -> None:
        """Add the names that cue words show, where they are longer than what is known."""
        found: list[Candidate] = []
        for run in runs:
            found += self._cued.find(plain, run, known)
            found += self._persons.find(plain, run, known)
        known.settle([self._recall(plain, candidate) for candidate in found])

    def _discover(self, plain: PlainText, runs: Sequence[Run], taken: Taken) -> None:
        taken.replace([found for run in runs for found in self._discovery.find_grown(plain, run, taken)])
        found = [self._firm(plain, found) for run in runs for found in self._discovery.find(plain, run, taken)]
        known = [row for row in map(self._resolve_capitals, found) if row.status is MentionStatus.KNOWN]
        taken.replace([*unify(plain, share_types(plain, found), taken)])
        taken.replace(known)

    def _resolve_capitals(self, found: Candidate) -> Candidate:
        """The same, of the known place that it is in capitals: "NORWAY"."""
        name = found.entity.name
        if not name.isupper() or len(name) < _LOUD:
            return found
        entity = self._gazetteer.resolve(name.title())
        is_place = entity is not None and entity.type is EntityType.PLACE
        return found._replace(entity=entity, status=MentionStatus.KNOWN) if entity and is_place else found

    def _firm(self, plain: PlainText, found: Candidate) -> Candidate:
        """The same name as a company's, with its legal form, if one follows: "Acme Widget, Inc."."""
        after = plain.text[found.end : found.end + 4]
        if (
            not after.startswith((", ", " & "))
            or not after[2:].strip()
            or found.entity.type not in (None, EntityType.COMPANY)
        ):
            return found
        company = found._replace(entity=replace(found.entity, type=EntityType.COMPANY))
        extended = self._cued.extend(plain, company, plain.limit(found.start))
        return found if extended.end == found.end else extended

    def _find_known(self, plain: PlainText) -> Sequence[Candidate]:
        found: list[Candidate] = []
        resume = 0
        for start, end, limit, form in self._gazetteer.find(plain):
            if start < resume:
                continue
            candidate = Candidate(start, end, form.entity, MentionStatus.KNOWN)
            if form.is_series or _GOES_ON.match(plain.text, end, limit):
                found += self._extend(plain, candidate, limit, is_series=form.is_series)
                resume = found[-1].end
            else:
                found.append(candidate)
        return found

    def _extend(self, plain: PlainText, known: Candidate, limit: int, *, is_series: bool) -> Sequence[Candidate]:
        coded = list(self._codes.extend_series(plain, known, limit)) if is_series else None
        if coded:
            return coded
        if known.entity.type is EntityType.PRODUCT and plain.text.startswith(("-", " "), known.end):
            known = self._codes.extend_suffix(plain, known, limit)
        return (self._cued.extend(plain, known, limit),)

    def _recall(self, plain: PlainText, found: Candidate) -> Candidate:
        """The same mention with what belongs to it, of the known entity that goes by that name, if there is one."""
        candidate = self._cued.extend(plain, found, plain.limit(found.start))
        if candidate.is_a(EntityType.COMPANY) and plain.text.startswith(" of ", candidate.end):
            candidate = self._of_country(plain, candidate)
        entity = self._gazetteer.resolve(candidate.entity.name)
        return candidate if entity is None else candidate._replace(entity=entity, status=MentionStatus.KNOWN)

    def _of_country(self, plain: PlainText, company: Candidate) -> Candidate:
        """The same with a country that belongs to its name: "Widget Corporation of America"."""
        match = _OF_COUNTRY.match(plain.text, company.end, plain.limit(company.start))
        country = self._gazetteer.resolve(match[1]) if match else None
        if match is None or country is None or country.type is not EntityType.PLACE:
            return company
        if not plain.text.endswith(_WHOLE_FIRMS, company.start, company.end):
            return company
        name = SafeText(plain.text[company.start : match.end()])
        return company._replace(end=match.end(), entity=Entity(name, EntityType.COMPANY))


def build_recogniser(compiled: CompiledPacks) -> Recogniser:
    """Build a recogniser; of two forms written alike the later one counts."""
    return Recogniser(Gazetteer(compiled.forms), CueBook(compiled.cues))


def load_recogniser(packs: Sequence[Path] = (), cache: Path | None = None) -> Recogniser:
    """Build a recogniser from the shipped packs and the reader's own.

    Args:
        packs: the reader's packs; a name in a later one wins over the same name in an earlier one.
        cache: a folder in which a compiled copy of the packs may be kept; it need not exist.

    Raises:
        PackError: if a shipped pack cannot be used; the message names the file and the entry.
    """
    return build_recogniser(load_packs(shipped_packs(), cache, packs))
