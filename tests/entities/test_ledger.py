"""Which decisions count, and in which order they may stand."""

from itertools import permutations

import pytest

from reader.domain.decision import Decision
from reader.domain.entity import Entity, EntityType
from reader.domain.scrub import SafeText
from reader.entities.ledger import Ledger, Outcome
from reader.services.decision_lines import parse_line

KNOWN = {
    "SK Hynix": Entity(SafeText("SK Hynix"), EntityType.COMPANY),
    "Hynix": Entity(SafeText("SK Hynix"), EntityType.COMPANY),
    "Taiwan": Entity(SafeText("Taiwan"), EntityType.PLACE),
}


def read(*lines: str) -> list[Decision]:
    decisions = [parse_line(f"- {{{line}}}".encode()) for line in lines]
    return [decision for decision in decisions if decision is not None]


def decide(*lines: str) -> Ledger:
    return Ledger(read(*lines), KNOWN.get)


def show(outcome: Outcome | None) -> str:
    """An outcome as "name type", with "-" for a type that stays; "none" for a name that is rejected."""
    if outcome is None:
        return "none"
    return f"{outcome.name} {outcome.type.value if outcome.type and outcome.is_typed else '-'}"


OUTCOMES = {
    "nothing decided": ([], "Kestrel", "Kestrel -"),
    "accepted": (["accept: Kestrel, type: company"], "Kestrel", "Kestrel company"),
    "accepted without a type": (["accept: Kestrel"], "Kestrel", "Kestrel -"),
    "rejected": (["reject: Kestrel"], "Kestrel", "none"),
    "the case of a name matters": (["reject: Kestrel"], "KESTREL", "KESTREL -"),
    "quotes do not": (["reject: Xi’an"], "Xi'an", "none"),
    "merged into what is known": (["merge: Hon Hai, into: SK Hynix"], "Hon Hai", "SK Hynix company"),
    "merged into another name of it": (["merge: Hon Hai, into: Hynix"], "Hon Hai", "SK Hynix company"),
    "merged into what is not": (["merge: A, into: B"], "A", "B -"),
    "renamed": (["rename: SK Hynix, to: Hynix Corp"], "SK Hynix", "Hynix Corp -"),
    "renamed and of another type": (["rename: A, to: B", "retype: B, type: place"], "A", "B place"),
    "of another type and renamed": (["rename: A, to: B", "retype: A, type: place"], "A", "B place"),
    "the type of what is merged away": (["retype: A, type: place", "merge: A, into: Hynix"], "A", "SK Hynix company"),
    "merged into what is renamed": (["merge: A, into: Hynix", "rename: SK Hynix, to: C"], "A", "C company"),
    "merged into what is rejected": (["merge: A, into: B", "reject: B"], "A", "none"),
    "renamed to another name of it": (["rename: SK Hynix, to: Hynix"], "SK Hynix", "Hynix -"),
    "merged into another of its names": (["merge: SK Hynix, into: Hynix"], "SK Hynix", "Hynix -"),
    "merged into what it is called now": (["rename: SK Hynix, to: HC", "merge: A, into: HC"], "A", "HC company"),
    "rejected under the name it has now": (["rename: SK Hynix, to: HC", "reject: HC"], "SK Hynix", "none"),
    "accepted and merged": (["accept: A, type: place", "merge: A, into: SK Hynix"], "A", "SK Hynix company"),
}


@pytest.mark.parametrize("case", OUTCOMES.values(), ids=OUTCOMES)
def test_what_becomes_of_a_name(case: tuple[list[str], str, str]) -> None:
    lines, name, outcome = case
    assert {show(decide(*order).outcome(name)) for order in permutations(lines)} == {outcome}


CONTRADICTIONS = {
    "accept and reject": ("accept: A, type: place", "reject: A", "A place", "none"),
    "merge and reject": ("merge: A, into: B", "reject: A", "B -", "none"),
    "two types": ("retype: A, type: place", "retype: A, type: person", "A place", "A person"),
    "two types, one accepted": ("accept: A, type: place", "retype: A, type: person", "A place", "A person"),
    "two mergers": ("merge: A, into: B", "merge: A, into: C", "B -", "C -"),
    "merge and rename": ("merge: A, into: Taiwan", "rename: A, to: C", "Taiwan place", "C -"),
    "a circle": ("merge: A, into: B", "merge: B, into: A", "B -", "A -"),
}


@pytest.mark.parametrize("case", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_of_two_that_contradict_each_other_the_later_one_counts(case: tuple[str, str, str, str]) -> None:
    one, other, first, second = case
    assert show(decide(other, one).outcome("A")) == first
    assert show(decide(one, other).outcome("A")) == second


def test_a_longer_circle_is_cut_at_its_earliest_decision() -> None:
    ledger = decide("merge: B, into: C", "merge: A, into: B", "merge: C, into: A")
    assert {show(ledger.outcome(name)) for name in "ABC"} == {"B -"}


def test_splitting_and_merging_the_same_names_the_later_counts() -> None:
    split, merge = "split: A, from: B", "merge: A, into: B"
    assert decide(merge, split).splits == {("A", "B")}
    assert decide(merge, split).links == {}
    assert decide(split, merge).splits == set()


def test_ten_thousand_names_that_lead_to_each_other_end() -> None:
    ledger = decide(*(f"merge: N{number}, into: N{number + 1}" for number in range(10_000)))
    assert all(ledger.outcome(f"N{number}") is not None for number in range(0, 10_000, 10))
    assert show(ledger.outcome("N9999")) == "N10000 -"
