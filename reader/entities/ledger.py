"""What holds of all that a reader decided about names.

Owns which of two decisions counts, and what becomes of a name under all of them. Knows nothing of texts, and of the
packs only what it is told.

The later of two decisions that contradict each other counts, and nothing else about their order matters: `accept` and
`merge` contradict `reject`, of the same name; `merge` contradicts `split`, of the same two names; two of `merge` and
`rename` contradict each other, and so do two types, or two case rules, of one name.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from reader.domain.decision import Decision, DecisionKind
from reader.domain.entity import Entity, EntityType
from reader.domain.scrub import SafeText
from reader.entities.normalise import normalise

_FARTHEST = 100
"""Names that lead from one to the next; no reader ever makes so many."""


def find_key(name: str) -> str:
    """What two spellings of one name have in common: quotes, hyphens and spaces do not matter, case does."""
    return " ".join(normalise(name).split())


class Link(NamedTuple):
    """That one name leads to another."""

    target: SafeText
    is_merge: bool
    """Whether it joins another thing; else the thing itself is called otherwise."""
    place: int
    """Of the decision, in their order."""


class Outcome(NamedTuple):
    """What becomes of a thing that was found under a name."""

    name: SafeText
    type: EntityType | None = None
    is_typed: bool = False
    """Whether the type is settled; else it stays what it was."""
    is_decided: bool = False
    """Whether the name is one of the reader's own."""


class _Step(NamedTuple):
    """A name on the way from what was found to what it is shown as."""

    key: str
    shown: SafeText
    known: Entity | None = None
    """What the packs know under it."""
    is_joined: bool = False
    """Whether a merge led here."""


class Ledger:
    """The decisions, put together. Every method may be called from any thread."""

    def __init__(
        self, decisions: Iterable[Decision], resolve: Callable[[str], Entity | None] = lambda name: None
    ) -> None:
        """Args: decisions: in their order. resolve: what the packs know under a name."""
        self.accepted: dict[str, SafeText] = {}
        self.rejected: set[str] = set()
        self.links: dict[str, Link] = {}
        self.types: dict[str, EntityType] = {}
        self.splits: set[tuple[str, str]] = set()
        """Forms, and what they no longer name."""
        self.cases: dict[str, tuple[SafeText, bool]] = {}
        self._resolve = resolve
        self._outcomes: dict[str, Outcome | None] = {}
        for place, decision in enumerate(decisions):
            self._enter(decision, place)
        self._cut_circles()

    def _enter(self, decision: Decision, place: int) -> None:
        key, name, other = find_key(decision.name), decision.name, decision.other
        match decision.kind:
            case DecisionKind.ACCEPT:
                self.rejected.discard(key)
                self.accepted[key] = name
            case DecisionKind.REJECT:
                self.rejected.add(key)
                self.accepted.pop(key, None)
                self._unmerge(key)
            case DecisionKind.MERGE if other is not None:
                self.rejected.discard(key)
                self.splits.discard((key, find_key(other)))
                self.links[key] = Link(other, True, place)
            case DecisionKind.SPLIT if other is not None:
                self.splits.add((key, find_key(other)))
                self._unmerge(key, find_key(other))
            case DecisionKind.RENAME if other is not None:
                self.links[key] = Link(other, False, place)
            case DecisionKind.CASE:
                self.cases[key] = (name, bool(decision.is_exact))
        if decision.type is not None:
            self.types[key] = decision.type

    def _unmerge(self, key: str, target: str | None = None) -> None:
        link = self.links.get(key)
        if link is not None and link.is_merge and target in (None, find_key(link.target)):
            del self.links[key]

    def _cut_circles(self) -> None:
        """Where names lead to each other in a circle the earliest decision of it does not count."""
        done: set[str] = set()
        for begin in tuple(self.links):
            path: dict[str, None] = {}
            key = begin
            while key in self.links and key not in done and key not in path:
                path[key] = None
                key = self._follow(key, self.links[key])
            if key in path:
                walked = list(path)
                circle = walked[walked.index(key) :]
                del self.links[min(circle, key=lambda one: self.links[one].place)]
            done.update(path)

    def _follow(self, key: str, link: Link) -> str:
        """The key that a link leads to: of a merge that of the thing that the packs know so, if it has no own."""
        target = find_key(link.target)
        if not link.is_merge or target in self.links or target in self.accepted or target in self.types:
            return target
        known = self._resolve(link.target)
        found = target if known is None else find_key(known.name)
        # To merge a thing into one of its own names is to call it so.
        return target if found == key else found

    def outcome(self, name: str) -> Outcome | None:
        """What becomes of a thing of that name; None where it is rejected."""
        if name not in self._outcomes:
            self._outcomes[name] = self._decide(name)
        return self._outcomes[name]

    def _decide(self, name: str) -> Outcome | None:
        steps = list(self._walk(name))
        if any(step.key in self.rejected for step in steps):
            return None
        shown, last = steps[-1].shown, steps[-1].key
        is_decided = len(steps) > 1 or last in self.accepted or last in self.types
        for step in reversed(steps):
            if step.key in self.types:
                return Outcome(shown, self.types[step.key], is_typed=True, is_decided=is_decided)
            if step.is_joined:
                kind = self._find_type(step)
                return Outcome(shown, kind, is_typed=kind is not None, is_decided=is_decided)
        return Outcome(shown, is_decided=is_decided)

    def _find_type(self, step: _Step) -> EntityType | None:
        """Of what others are merged into: as the packs know it, perhaps under the name that it had before."""
        if step.known is not None:
            return step.known.type
        before = self._former.get(step.key)
        known = None if before is None else self._resolve(before)
        return self.types.get(before or "", None if known is None else known.type)

    @cached_property
    def _former(self) -> dict[str, str]:
        """What things were called before they were renamed."""
        return {find_key(link.target): key for key, link in sorted(self.links.items()) if not link.is_merge}

    def chain(self, name: str) -> tuple[str, ...]:
        """The keys of a name and of all that it leads to."""
        return tuple(step.key for step in self._walk(name))

    def _walk(self, name: str) -> Iterator[_Step]:
        """A name, and those that it leads to."""
        key = find_key(name)
        yield _Step(key, SafeText(name))
        for _ in range(_FARTHEST):
            link = self.links.get(key)
            if link is None:
                return
            key = self._follow(key, link)
            known = None if key in self.accepted else self._resolve(link.target)
            is_same = known is not None and find_key(known.name) == key
            shown = known.name if known is not None and is_same else link.target
            yield _Step(key, shown, known if is_same else None, link.is_merge)

    def forms(self) -> Iterator[tuple[str, bool]]:
        """The names that are to be looked for beside those of the packs, and whether only as they are written."""
        wanted = dict.fromkeys((*self.accepted, *(key for key, link in self.links.items() if link.is_merge)))
        loose = [key for key, (_, is_exact) in self.cases.items() if not is_exact]
        for key in dict.fromkeys((*wanted, *loose)):
            if key not in self.rejected:
                _, is_exact = self.cases.get(key, (key, True))
                yield key, is_exact

    def names(self) -> set[str]:
        """The keys of all names that a decision speaks of."""
        targets = {self._follow(key, link) for key, link in self.links.items()}
        pairs = {key for pair in self.splits for key in pair}
        return {*self.accepted, *self.rejected, *self.links, *self.types, *self.cases, *targets, *pairs}
