"""What decisions change in a text."""

from functools import cache

import pytest

from reader.domain.entity import Mention
from reader.entities.compiled import compile_packs
from reader.entities.decided import DecidedRecogniser, KnownNames, NameTest
from reader.entities.packs import parse_pack, shipped_packs
from reader.entities.recogniser import build_recogniser
from tests.entities.factory import make_briefing
from tests.entities.test_ledger import read

PACK = """
type: company
entities:
  - {name: Blue Harbour Lines, aliases: [BHL, Blue Harbour]}
  - {name: Port of Harwich, type: place, aliases: [Harwich]}
  - {name: Compass Group, aliases: [{name: Compass, case: exact}]}
"""


@cache
def _known() -> KnownNames:
    cues = [parse_pack(path.read_text(), path.name) for path in shipped_packs() if path.stem == "cues"]
    return KnownNames(compile_packs([*cues, parse_pack(PACK, "ships.yaml")]))


def recogniser(*lines: str) -> DecidedRecogniser:
    return DecidedRecogniser(build_recogniser(_known().compiled), _known(), read(*lines))


def find(text: str, *lines: str) -> list[str]:
    """The mentions as "words=name type status"."""
    briefing = make_briefing(text)
    return [_show(briefing.text, mention) for mention in recogniser(*lines).recognise(briefing)]


def _show(text: str, mention: Mention) -> str:
    entity = mention.entity
    kind = entity.type.value if entity.type else "-"
    return f"{mention.span.of(text)}={entity.name} {kind} {mention.status.value}"


FOUND = "The yard sold ships to Gavrilo Marsk and to BHL in Harwich."
GAVRILO, BHL = "Gavrilo Marsk=Gavrilo Marsk - found", "BHL=Blue Harbour Lines company known"
HARWICH = "Harwich=Port of Harwich place known"

CASES = {
    "nothing": ([], [GAVRILO, BHL, HARWICH]),
    "accept": (["accept: Gavrilo Marsk, type: person"], ["Gavrilo Marsk=Gavrilo Marsk person known", BHL, HARWICH]),
    "reject": (["reject: Gavrilo Marsk"], [BHL, HARWICH]),
    "reject a form": (["reject: BHL"], [GAVRILO, HARWICH]),
    "reject a thing with all its forms": (["reject: Blue Harbour Lines"], [GAVRILO, HARWICH]),
    "merge": (
        ["merge: Gavrilo Marsk, into: Blue Harbour"],
        ["Gavrilo Marsk=Blue Harbour Lines company known", BHL, HARWICH],
    ),
    "split": (["split: BHL, from: Blue Harbour Lines"], [GAVRILO, "BHL=BHL company known", HARWICH]),
    "split from another thing": (["split: BHL, from: Compass Group"], [GAVRILO, BHL, HARWICH]),
    "split from what it is called now": (
        ["rename: Blue Harbour Lines, to: Blue Lines", "split: BHL, from: Blue Lines"],
        [GAVRILO, "BHL=BHL company known", HARWICH],
    ),
    "rename to a form": (["rename: Blue Harbour Lines, to: BHL"], [GAVRILO, "BHL=BHL company known", HARWICH]),
    "rename": (["rename: Port of Harwich, to: Harwich Port"], [GAVRILO, BHL, "Harwich=Harwich Port place known"]),
    "retype": (["retype: Port of Harwich, type: company"], [GAVRILO, BHL, "Harwich=Port of Harwich company known"]),
    "case exact": (["case: bhl, rule: exact"], [GAVRILO, HARWICH]),
    "a word that is no name in capitals": (
        ["accept: ships, type: product"],
        ["ships=ships product known", GAVRILO, BHL, HARWICH],
    ),
    "of names that overlap the longest": (
        ["accept: Marsk, type: company"],
        [GAVRILO, BHL, HARWICH],
    ),
    "a name with signs that mean something elsewhere": (
        ["accept: 's.+', type: product".replace("'", '"')],
        [GAVRILO, BHL, HARWICH],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_decisions_change_what_is_found(case: tuple[list[str], list[str]]) -> None:
    lines, found = case
    assert find(FOUND, *lines) == found


def test_what_stands_within_a_name_that_is_rejected_is_found() -> None:
    text = "We met at the Port of Harwich."
    assert find(text) == ["Port of Harwich=Port of Harwich place known"]
    assert find(text, "case: port of harwich, rule: exact") == [HARWICH]
    assert find(text, "case: port of Harwich, rule: exact", "reject: Harwich") == []
    assert find(text, "reject: Port of Harwich") == []


def test_an_accepted_name_counts_as_it_is_written_unless_decided_otherwise() -> None:
    text = "KESTREL ROPES is what kestrel ropes are called."
    assert find(text, "accept: kestrel ropes") == [
        "KESTREL ROPES=KESTREL ROPES - found",
        "kestrel ropes=kestrel ropes - known",
    ]
    assert find(text, "accept: kestrel ropes", "case: kestrel ropes, rule: any") == [
        "KESTREL ROPES=kestrel ropes - known",
        "kestrel ropes=kestrel ropes - known",
    ]


def test_a_form_of_a_list_can_be_let_count_in_any_case() -> None:
    text = "Rates at compass rose. At Compass they fell."
    assert find(text) == ["Compass=Compass Group company known"]
    assert find(text, "case: Compass, rule: any") == [
        "compass=Compass Group company known",
        "Compass=Compass Group company known",
    ]


def test_the_surname_of_who_is_made_a_person_names_that_person() -> None:
    text = "They sold ropes to gavrilo marsk. Later the ropes of marsk broke."
    assert find(text) == []
    assert find(text, "accept: gavrilo marsk, type: person") == [
        "gavrilo marsk=gavrilo marsk person known",
        "marsk=gavrilo marsk person known",
    ]
    assert find(text, "accept: gavrilo marsk, type: person", "reject: marsk") == [
        "gavrilo marsk=gavrilo marsk person known"
    ]


def test_scripts_without_spaces_and_accents_are_names_like_others() -> None:
    lines = ["accept: 力積電, type: company", "merge: Zürich Häfen, into: Port of Harwich"]
    assert find("本週力積電宣布 the Zürich Häfen plan.", *lines) == [
        "力積電=力積電 company known",
        "Zürich Häfen=Port of Harwich place known",
    ]


def test_ten_thousand_aliases_are_looked_for() -> None:
    lines = [f"merge: Alias {number}x, into: Blue Harbour Lines" for number in range(10_000)]
    assert find("Then Alias 77x came.", *lines) == ["Alias 77x=Blue Harbour Lines company known"]


CHANGES = {
    "accept": ([], ["accept: Gavrilo Marsk"], {"Gavrilo Marsk"}),
    "reject a thing": ([], ["reject: Blue Harbour Lines"], {"Blue Harbour Lines", "BHL", "Blue Harbour"}),
    "reject a form": ([], ["reject: BHL"], {"BHL"}),
    "merge a rare name into a common one": ([], ["merge: Marsk, into: Blue Harbour Lines"], {"Marsk"}),
    "split": ([], ["split: BHL, from: Blue Harbour Lines"], {"BHL"}),
    "the type of what others are merged into": (
        ["merge: Marsk, into: Compass"],
        ["merge: Marsk, into: Compass", "retype: Compass Group, type: place"],
        {"Marsk", "Compass Group", "Compass"},
    ),
    "a form of what is rejected anyhow": (
        ["rename: A, to: B", "reject: B"],
        ["rename: A, to: B", "reject: B", "reject: A"],
        {"A"},
    ),
    "the case of a canonical name": ([], ["case: Blue Harbour Lines, rule: exact"], {"Blue Harbour Lines"}),
    "undone": (["case: Marsk, rule: any"], [], {"Marsk"}),
    "order": (["reject: A", "retype: B, type: place"], ["retype: B, type: place", "reject: A"], set()),
}


@pytest.mark.parametrize("case", CHANGES.values(), ids=CHANGES)
def test_a_change_concerns_no_more_names_than_it_must(case: tuple[list[str], list[str], set[str]]) -> None:
    before, after, names = case
    assert recogniser(*after).list_changes(recogniser(*before)) == names


HOLDS = {
    "in another case": ("blue harbour", "at Blue Harbour.", True),
    "in a longer word": ("Harb", "at Blue Harbour.", False),
    "over two lines": ("Blue Harbour", "at Blue\nHarbour.", True),
    "in the plural": ("H100", "two H100s.", True),
    "with a sign behind": ("Nvidia", "Nvidia™ said", True),
    "in a list of codes": ("Ascend 950DT", "Ascend 950PR and 950DT", True),
    "where words are written together": ("積電", "台力積電廠", True),
    "after itself within a longer word": ("a a", "xa a a", True),
    "not at all": ("Blue Harbour", "blue, Harbour", False),
}


@pytest.mark.parametrize("case", HOLDS.values(), ids=HOLDS)
def test_whether_a_name_stands_in_a_text(case: tuple[str, str, bool]) -> None:
    name, text, holds = case
    assert NameTest([name]).fits(text) is holds
