"""Recognition with a reader's own decisions: what the lists found, corrected.

Owns how decisions change the mentions of one text, and in which texts a change of decisions can show. Knows no file.
Everything here depends on one text and on the decisions only, never on other texts, nor on the order in which the
decisions were made; and a decision changes nothing in a text in which none of the names stands that it is about.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Protocol

from reader.domain.briefing import Briefing
from reader.domain.decision import Decision
from reader.domain.entity import Entity, EntityType, Mention, MentionStatus
from reader.domain.scrub import SafeText
from reader.entities.candidates import Candidate, Taken, make_mentions
from reader.entities.compiled import CompiledPacks
from reader.entities.cuebook import CueBook
from reader.entities.gazetteer import Form, Gazetteer
from reader.entities.ledger import Ledger, Outcome, find_key
from reader.entities.normalise import WORD, PlainText, fold, is_edge, normalise, read_plain
from reader.entities.persons import PersonRules


class Finder(Protocol):
    """What finds mentions by the packs alone."""

    def find(self, plain: PlainText) -> Sequence[Candidate]:
        """The mentions of a text: sorted, never overlapping."""


class KnownNames:
    """What the packs know, as far as decisions ask for it. One serves any number of ledgers."""

    def __init__(self, compiled: CompiledPacks) -> None:
        self.compiled = compiled

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """All names of the packs."""
        return Gazetteer(self.compiled.forms)

    @cached_property
    def persons(self) -> PersonRules:
        """The rules for surnames."""
        return PersonRules(CueBook(self.compiled.cues))

    @cached_property
    def forms_by_name(self) -> dict[str, list[str]]:
        """The names that the packs give to each thing, by the key of its canonical name."""
        forms: dict[str, list[str]] = {}
        for form in self.compiled.forms:
            forms.setdefault(find_key(form.entity.name), []).append(form.text)
        return forms

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        return {find_key(form.entity.name): form.entity for form in self.compiled.forms}

    def resolve(self, name: str) -> Entity | None:
        """The thing that the packs know under a name: by its canonical name as it is written, else in any case."""
        return self._entities.get(find_key(name)) or self.gazetteer.resolve(name)


class DecidedRecogniser:
    """Finds what a briefing names, by the packs and the decisions. One may serve several threads."""

    def __init__(self, finder: Finder, known: KnownNames, decisions: Sequence[Decision]) -> None:
        """Args: finder: with the packs in `known`."""
        self._finder = finder
        self._known = known
        self._ledger = Ledger(decisions, known.resolve)
        self._own = Gazetteer(self._describe_forms())
        self._exact: dict[str, set[str]] = {}
        for key, (_, is_exact) in self._ledger.cases.items():
            if is_exact:
                self._exact.setdefault(fold(key), set()).add(key)

    def _describe_forms(self) -> Iterator[Form]:
        for key, is_exact in self._ledger.forms():
            if WORD.match(key):
                known = None if key in self._ledger.accepted or key in self._ledger.links else self._known.resolve(key)
                yield Form(key, known or Entity(self._ledger.accepted.get(key, SafeText(key))), is_exact)

    def recognise(self, briefing: Briefing) -> tuple[Mention, ...]:
        """Find the mentions of a briefing: sorted, never overlapping."""
        return make_mentions(self._find(read_plain(briefing)))

    def _find(self, plain: PlainText) -> Iterable[Candidate]:
        before = self._finder.find(plain)
        kept = [self._correct(plain, one) for one in before]
        own = [new for old in self._find_own(plain) if (new := self._correct(plain, old)) is not None]
        if kept == before and not own:
            return before
        taken = Taken([one for one in kept if one is not None])
        taken.settle(own)
        taken.add(self._find_within(plain, [old for old, new in zip(before, kept, strict=True) if new is None]))
        changed = set(taken.candidates).difference(before)
        taken.add(self._find_surnames(plain, changed))
        return self._settle_types(taken.candidates, changed)

    def _find_own(self, plain: PlainText) -> Iterator[Candidate]:
        for match in self._own.find(plain):
            yield Candidate(match.start, match.end, match.form.entity, MentionStatus.KNOWN)

    def _is_refused(self, surface: str) -> bool:
        if surface in self._ledger.rejected:
            return True
        return bool(self._exact) and surface not in self._exact.get(fold(surface), (surface,))

    def _correct(self, plain: PlainText, found: Candidate) -> Candidate | None:
        """What the decisions make of a mention; None where it is none."""
        surface = " ".join(plain.text[found.start : found.end].split())
        if self._is_refused(surface):
            return None
        name, splits = found.entity.name, self._ledger.splits
        is_split = bool(splits) and any((surface, key) in splits for key in self._ledger.chain(name))
        outcome = self._ledger.outcome(surface if is_split else name)
        if outcome is None:
            return None
        if not is_split and not outcome.is_decided:
            return found
        kind = outcome.type if outcome.is_typed else found.entity.type
        return found._replace(entity=Entity(outcome.name, kind), status=MentionStatus.KNOWN)

    @cached_property
    def _loose(self) -> frozenset[str]:
        """The names of things that decisions speak of without settling their type."""
        outcomes = [self._ledger.outcome(key) for key in self._ledger.names()]
        return frozenset(one.name for one in outcomes if one is not None and not one.is_typed)

    @cached_property
    def _others(self) -> Gazetteer:
        """The names of the packs that no decision rejects: what may stand within a longer one that is rejected."""
        forms = (form for form in self._known.compiled.forms if not self._is_refused(find_key(form.text)))
        return Gazetteer(
            form._replace(is_exact=form.is_exact or fold(find_key(form.text)) in self._exact)
            for form in forms
            if self._ledger.outcome(form.entity.name) is not None
        )

    def _find_within(self, plain: PlainText, freed: Sequence[Candidate]) -> Iterator[Candidate]:
        """Known names within mentions that are none."""
        rest = Taken(freed)
        for match in self._others.find(plain) if freed else ():
            if rest.covers(match.start, match.end):
                known = Candidate(match.start, match.end, match.form.entity, MentionStatus.KNOWN)
                corrected = self._correct(plain, known)
                if corrected is not None:
                    yield corrected

    def _find_surnames(self, plain: PlainText, changed: Iterable[Candidate]) -> Iterator[Candidate]:
        """The surnames of those whom only a decision made a person."""
        people = [one for one in changed if one.is_a(EntityType.PERSON)]
        for found in self._known.persons.find_surnames(plain, Taken(people)) if people else ():
            if not self._is_refused(plain.text[found.start : found.end]):
                yield found._replace(status=MentionStatus.KNOWN)

    def _settle_types(self, found: Sequence[Candidate], changed: Collection[Candidate]) -> Iterator[Candidate]:
        """Give what a decision concerns, but gives no type, that of the same thing elsewhere in the text."""
        types: dict[str, EntityType] = {}
        for one in sorted(found, key=changed.__contains__):
            if one.entity.type is not None:
                types.setdefault(one.entity.name, one.entity.type)
        for one in found:
            kind = types.get(one.entity.name)
            if one in changed and kind is not one.entity.type and one.entity.name in self._loose:
                one = one._replace(entity=Entity(one.entity.name, kind))
            yield one

    def rename(self, name: str) -> str:
        """What a thing that the packs call `name` is called; the same where it is rejected."""
        outcome = self._ledger.outcome(name)
        return name if outcome is None else outcome.name

    def list_changes(self, before: "DecidedRecogniser") -> set[str]:
        """The names of which one must stand in a text, in whatever case, for these decisions to differ there."""
        mine, its = self._ledger, before._ledger
        pairs = mine.splits ^ its.splits
        changed = {form for form, _ in pairs}
        changed |= {key for key in {*mine.cases, *its.cases} if mine.cases.get(key) != its.cases.get(key)}
        changed |= {key for key, _ in set(mine.forms()) ^ set(its.forms())}
        changed |= mine.rejected ^ its.rejected
        for key in mine.names() | its.names():
            if _describe(mine, key) != _describe(its, key):
                changed.update((key, *self._known.forms_by_name.get(key, ())))
        return changed


def _describe(ledger: Ledger, key: str) -> tuple[Outcome | None, SafeText | None, EntityType | None, tuple[str, ...]]:
    """All that a ledger says of a name by itself."""
    return ledger.outcome(key), ledger.accepted.get(key), ledger.types.get(key), ledger.chain(key)


class NameTest:
    """Whether one of some names stands in a text, in whatever case: there a mention can be."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = tuple(fold(normalise(name)) for name in names)

    def fits(self, text: str) -> bool:
        """Whether one of them stands there, or can be put together from the words there, as codes in a list are."""
        folded = " ".join(fold(normalise(text)).split())
        return any(_stands(folded, name) or _is_listed(folded, name) for name in self._names)


def _stands(text: str, name: str) -> bool:
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        is_ended = is_edge(text, end) or (text[end] == "s" and is_edge(text, end + 1))
        if is_ended and (is_edge(text, at) or name[0].isdigit()):
            return True
        at = text.find(name, at + 1)
    return False


def _is_listed(text: str, name: str) -> bool:
    """Whether it can be the second of "Ascend 950PR and 950DT"."""
    series, _, code = name.rpartition(" ")
    return code[0].isdigit() and bool(series) and series in text and code in text
