"""Correcting what is taken for a name: from a key to a line of the reader's file, and back to a notice.

Owns what is asked before a decision, and the words that tell of it. What follows from a decision is `following`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.domain.decision import Decision, DecisionKind
from reader.domain.entity import Entity, EntityType, MentionStatus
from reader.domain.scrub import SafeText, phrase, scrub_line
from reader.services.decision_lines import DecisionFault
from reader.services.errors import StoreError
from reader.ui.completing import NameStock
from reader.ui.screens.base import Choice
from reader.ui.widgets.prompt import Question

if TYPE_CHECKING:
    from reader.domain.decision import DecisionChange
    from reader.services.decisions import Decisions
    from reader.services.services import Services
    from reader.ui.annotating import Annotating
    from reader.ui.following import Following
    from reader.ui.turning import Turn

_TYPE_KEYS = (
    ("c", EntityType.COMPANY, ""),
    ("o", EntityType.ORGANIZATION, "org"),
    ("p", EntityType.PERSON, ""),
    ("l", EntityType.PLACE, ""),
    ("r", EntityType.PRODUCT, "prod"),
    ("t", EntityType.TECHNOLOGY, "tech"),
    ("y", EntityType.POLICY, ""),
    ("e", EntityType.EVENT, ""),
)
"""The letter of each type: its first, or else one that is heard in it; with a short word for narrow terminals."""

_MOST_FORMS = 9
"""As many as there are digits."""


@dataclass(frozen=True, slots=True)
class ChosenName:
    """What a decision is to be about."""

    entity: Entity
    status: MentionStatus
    forms: tuple[SafeText, ...]
    """The forms that are meant, as they stand in the text, on one line."""

    @classmethod
    def of(cls, entity: Entity, status: MentionStatus, forms: Sequence[str]) -> ChosenName:
        """The same, with forms that may be broken over lines."""
        return cls(entity, status, tuple(dict.fromkeys(scrub_line(" ".join(form.split())) for form in forms)))

    @property
    def other_forms(self) -> tuple[SafeText, ...]:
        """The forms that are not what it is called."""
        return tuple(form for form in self.forms if form != self.entity.name)


class Host(Protocol):
    """What the screen gives."""

    def name_under_cursor(self) -> ChosenName | None:
        """The name that the cursor stands on."""

    def list_names(self) -> Sequence[str]:
        """The names in the open briefing."""

    def choose(self, label: str, choices: Sequence[Choice]) -> None:
        """Let the next key take one of several things."""

    def ask(self, question: Question) -> None:
        """Ask for a line of text."""

    def key_of(self, command: str) -> str:
        """The key of a command, by its id, as it is told to a person."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""

    def follow_name(self, name: str) -> None:
        """Let the sidebar's cursor follow a thing to its new name."""

    def call_on_screen(self, callback: Callable[[], None]) -> None:
        """Run `callback` on the interface's thread."""


class Triage:
    """The commands that decide about names."""

    def __init__(self, host: Host, services: Services, annotating: Annotating, following: Following) -> None:
        """Args: annotating: in whose order of changes decisions stand."""
        self._host = host
        self._services = services
        self._annotating = annotating
        self._following = following
        self._stock = NameStock(services)

    @property
    def _decisions(self) -> Decisions:
        return self._services.decisions

    def _choose_name(self) -> ChosenName | None:
        name = self._host.name_under_cursor()
        if name is None:
            self._host.say(phrase("No name under the cursor: Tab leads to the list of the names."), is_warning=True)
        return name

    # Commands.

    def do_accept_name(self, count: int) -> None:
        """Take a name that was found for one, of the type that it seems to be, or else of one that is asked for."""
        name = self._choose_name()
        if name is None:
            return
        if name.status is MentionStatus.KNOWN:
            self._host.say(phrase("{} is in your list already: e corrects it.", name.entity.name))
        elif name.entity.type is not None:
            self._accept(name.entity.name, name.entity.type)
        else:
            take = partial(self._accept, name.entity.name)
            nothing = Choice("n", "none", partial(take, None))
            self._host.choose(f"Accept {name.entity.name} as", [*_choose_type(take), nothing])

    def _accept(self, name: SafeText, type_: EntityType | None) -> None:
        self._decide(lambda: self._decisions.accept(name, type_))

    def do_reject_name(self, count: int) -> None:
        """Take a name for none, for good."""
        name = self._choose_name()
        if name is not None:
            self._decide(lambda: self._decisions.reject(name.entity.name))

    def do_correct_name(self, count: int) -> None:
        """Offer the other corrections."""
        name = self._choose_name()
        if name is None:
            return
        ways: tuple[tuple[str, str, str, Callable[[ChosenName], None]], ...] = (
            ("r", "rename", "", self._rename),
            ("m", "merge into another", "merge", self._merge),
            ("s", "split off a form", "split", self._split),
            ("t", "type", "", self._retype),
            ("c", "upper and lower case", "case", self._set_case),
        )
        choices = [Choice(key, text, partial(take, name), short=short) for key, text, short, take in ways]
        self._host.choose(f"Correct {name.entity.name}", choices)

    def _rename(self, name: ChosenName) -> None:
        called = name.entity.name

        def rename(to: str) -> None:
            words = scrub_line(" ".join(to.split()))
            if words and words != called:
                self._decide(lambda: self._decisions.rename(called, words), words)

        self._host.ask(Question(f"call {called}", rename, value=called))

    def _merge(self, name: ChosenName) -> None:
        called = name.entity.name
        complete = self._stock.open(self._host.list_names(), called)

        def merge(into: str) -> None:
            words = " ".join(into.split())
            if words:
                self._decide(lambda: self._decisions.merge(called, self._stock.find(words)))

        self._host.ask(Question(f"merge {called} into", merge, complete=complete))

    def _split(self, name: ChosenName) -> None:
        called = name.entity.name

        def split(form: SafeText) -> None:
            self._decide(lambda: self._decisions.split(form, called), form)

        if not name.other_forms:
            self._host.say(
                phrase("No other form of {} is meant here: there is nothing to split off.", called), is_warning=True
            )
        else:
            self._choose_form("Split off", name.other_forms, split)

    def _retype(self, name: ChosenName) -> None:
        called = name.entity.name

        def retype(type_: EntityType) -> None:
            self._decide(lambda: self._decisions.retype(called, type_), called)

        self._host.choose(f"Type of {called}", list(_choose_type(retype)))

    def _set_case(self, name: ChosenName) -> None:
        def ask(form: SafeText) -> None:
            rules = (("e", "exactly as written", "exact", True), ("a", "in any case", "any", False))
            choices = [
                Choice(key, text, partial(set_case, form, is_exact), short=short)
                for key, text, short, is_exact in rules
            ]
            self._host.choose(f"{form} counts", choices)

        def set_case(form: SafeText, is_exact: bool) -> None:
            self._decide(lambda: self._decisions.set_case(form, is_exact=is_exact))

        self._choose_form("Case of", name.forms, ask)

    def _choose_form(self, label: str, forms: Sequence[SafeText], take: Callable[[SafeText], None]) -> None:
        """Have one of several forms chosen by its number; the only one is taken at once."""
        if len(forms) == 1:
            take(forms[0])
        else:
            numbered = enumerate(forms[:_MOST_FORMS], 1)
            self._host.choose(label, [Choice(str(number), form, partial(take, form)) for number, form in numbered])

    # Deciding.

    def _decide(self, decide: Callable[[], DecisionChange], becomes: str = "") -> None:
        """Make a decision in its turn among all changes.

        Args:
            decide: makes it.
            becomes: what the thing is called then, for the cursor to follow it; empty for what it is merged into.
        """

        def work() -> tuple[str, Turn]:
            change = _guard(decide)
            if change.is_nothing:
                raise StoreError(f"line {change.number} of {self._services.paths.decisions_file.name} says so already")
            done, name = print_done(change.decision), becomes or change.decision.other or ""
            self._host.call_on_screen(lambda: self._host.follow_name(name))
            self._follow(change, done, f"   {self._host.key_of('edit.undo')} undoes")
            return done, self._make_turn(change, done)

        self._annotating.change(work)

    def _make_turn(self, change: DecisionChange, done: str, verb: str = "Undone", other: str = "Done again") -> Turn:
        def turn() -> Turn:
            inverse = _guard(lambda: self._decisions.undo(change))
            self._follow(inverse, f"{verb}: {done}")
            return self._make_turn(inverse, done, other, verb)

        return turn

    def _follow(self, change: DecisionChange, done: str, hint: str = "") -> None:
        self._host.call_on_screen(lambda: self._following.follow(change, done, hint))


def print_done(decision: Decision) -> str:
    """For a notice: what was decided."""
    name, other = decision.name, decision.other
    match decision.kind:
        case DecisionKind.ACCEPT:
            return f"Accepted {name} as {decision.type}" if decision.type else f"Accepted {name}"
        case DecisionKind.REJECT:
            return f"Rejected {name}"
        case DecisionKind.MERGE:
            return f"Merged {name} into {other}"
        case DecisionKind.SPLIT:
            return f"Split {name} off {other}"
        case DecisionKind.RENAME:
            return f"Renamed {name} to {other}"
        case DecisionKind.RETYPE:
            return f"{name} is of type {decision.type} now"
        case DecisionKind.CASE:
            return f"{name} counts {'only as it is written' if decision.is_exact else 'in any case'}"


def _choose_type(take: Callable[[EntityType], None]) -> list[Choice]:
    return [Choice(key, str(type_), partial(take, type_), short=short) for key, type_, short in _TYPE_KEYS]


def _guard(decide: Callable[[], DecisionChange]) -> DecisionChange:
    """What makes no sense is told like what is not saved."""
    try:
        return decide()
    except DecisionFault as fault:
        raise StoreError(str(fault)) from fault
