"""What stands beside a name and belongs to it, or is another: states in short, seats of offices, divisions."""

import pytest

from reader.domain.entity import EntityType
from reader.entities.recogniser import Recogniser, load_recogniser
from tests.entities.factory import make_briefing


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return load_recogniser()


def find(recogniser: Recogniser, text: str) -> list[tuple[str, str, EntityType | None]]:
    mentions = recogniser.recognise(make_briefing(text))
    return [(mention.span.of(text), str(mention.entity.name), mention.entity.type) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("The warehouse in Austin, TX, was shut.", "TX", "Texas"),
        ("They moved to Brenmoor, OR 97000 in spring.", "OR", "Oregon"),
        ("A lab of Brenmoor, Mass., took part.", "Mass.", "Massachusetts"),
    ],
)
def test_a_state_in_short_follows_a_town(recogniser: Recogniser, text: str, surface: str, name: str) -> None:
    assert (surface, name, EntityType.PLACE) in find(recogniser, text)


def test_the_town_before_a_state_is_a_place(recogniser: Recogniser) -> None:
    assert ("Brenmoor", "Brenmoor", EntityType.PLACE) in find(recogniser, "A firm of Brenmoor, OH said so.")


@pytest.mark.parametrize(
    "text",
    ["It sold more to Nvidia, MA said in spring.", "Then, OK, they went on.", "It was a Monday, OR so they say."],
)
def test_two_capitals_after_another_word_are_no_state(recogniser: Recogniser, text: str) -> None:
    assert all(surface not in ("MA", "OK", "OR") for surface, _, _ in find(recogniser, text))


def test_the_seat_of_an_office_belongs_to_its_name(recogniser: Recogniser) -> None:
    found = find(recogniser, "They asked the Velland Trade Office in Taipei about it.")
    assert [surface for surface, _, _ in found] == ["Velland Trade Office in Taipei"]


def test_a_division_is_a_company(recogniser: Recogniser) -> None:
    found = find(recogniser, "Sales at the Brelkin Widgetry division fell.")
    assert ("Brelkin Widgetry", "Brelkin Widgetry", EntityType.COMPANY) in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was made by Nvidia North America, they say.", ["Nvidia North America"]),
        ("It was made at the Nvidia Norway plant then.", ["Nvidia", "Norway"]),
        ("It was made under US law by Nvidia in Norway.", ["US", "Nvidia", "Norway"]),
        ("In Smyrna, Tenn., it was made.", ["Smyrna", "Tenn."]),
        ("It was OK in Boise, OK or not, and OK again.", ["Boise", "OK"]),
        ("So said Senator Jorolin Belkinov (R-Ohio) there.", ["Jorolin Belkinov", "Ohio"]),
    ],
)
def test_a_company_and_the_place_after_it(recogniser: Recogniser, text: str, expected: list[str]) -> None:
    assert [surface for surface, _, _ in find(recogniser, text)] == expected
