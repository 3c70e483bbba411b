"""Where a name of several words ends: companies of a country, long titles of acts, adjectives between two names."""

import pytest

from reader.domain.entity import EntityType
from reader.entities.recogniser import Recogniser, load_recogniser
from tests.entities.factory import make_briefing


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return load_recogniser()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was bought by the Widget Corporation of Norway in May.", ["Widget Corporation of Norway"]),
        ("It was bought by the Widget Corporation of Monday in May.", ["Widget Corporation"]),
        (
            "It rests on the Act on the Protection of Widgets through Public Storage of 2021 alone.",
            ["Act on the Protection of Widgets through Public Storage of 2021"],
        ),
        ("They met Brelkin Group-owned Quorvex Tools there.", ["Brelkin Group", "Quorvex Tools"]),
        ("It was paid by New Brelkin Ventures then.", ["New Brelkin Ventures"]),
        ("They asked Trade and Market Cooperation Minister Jorolin Belkinov there.", ["Jorolin Belkinov"]),
        ("They met at the Festival of Velvet on Tuesday again.", ["Festival of Velvet"]),
        ("So said Jorolin Belkinov MP, the Speaker of it.", ["Jorolin Belkinov"]),
        ("It was paid by Brelkin Capital Markets then.", ["Brelkin Capital Markets"]),
        ("They spoke of Moore’s Law again.", []),
        ("They are among the makers of outsourced things (OSAT) there.", ["OSAT"]),
        ("It was made by Brelkin Tools Private Limited then.", ["Brelkin Tools Private Limited"]),
    ],
)
def test_where_long_names_end(recogniser: Recogniser, text: str, expected: list[str]) -> None:
    assert [mention.span.of(text) for mention in recogniser.recognise(make_briefing(text))] == expected


def test_a_short_form_may_leave_out_the_countries(recogniser: Recogniser) -> None:
    text = "They held the Norway-Peru Velvet Trade Dialogue (VTD) again, and the VTD went well."
    names = {mention.span.of(text): str(mention.entity.name) for mention in recogniser.recognise(make_briefing(text))}
    assert names["VTD"].endswith("Velvet Trade Dialogue")


def test_a_code_is_what_the_text_defines_it_as(recogniser: Recogniser) -> None:
    text = "The Velvet Master Plan 2031 (VMP2031) was read. In spring VMP2031 was praised."
    types = {mention.span.of(text): mention.entity.type for mention in recogniser.recognise(make_briefing(text))}
    assert types["VMP2031"] is types["Velvet Master Plan 2031"] is EntityType.POLICY


@pytest.mark.parametrize("label", ["Q3", "H2", "G4"])
def test_a_label_alone_is_no_code(recogniser: Recogniser, label: str) -> None:
    assert not recogniser.recognise(make_briefing(f"They spoke of {label} and went on."))
