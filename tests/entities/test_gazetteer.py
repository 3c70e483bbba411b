"""Known names: longest first, whole words, case and surroundings."""

import pytest

from reader.domain.entity import EntityType
from reader.entities.compiled import compile_packs
from reader.entities.gazetteer import Gazetteer
from reader.entities.normalise import read_plain
from reader.entities.packs import parse_pack
from tests.entities.factory import make_briefing

PACK = """
entities:
  - {name: Samsung, type: company}
  - {name: Samsung Electro-Mechanics, type: company, aliases: [SEMCO]}
  - {name: Samsung Electronics, type: company}
  - {name: TSMC, type: company, aliases: [台積電]}
  - {name: Sony, type: company}
  - {name: United States, type: place, case: exact, aliases: [US, U.S.]}
  - {name: Metal, type: company}
  - {name: Intel, type: company, case: exact}
  - {name: Arm, type: company, case: exact, not_after: [left]}
  - {name: Sharp, type: company, case: exact, not_before: [rise]}
  - {name: Thor, type: product, case: exact, needs: [Sony]}
  - {name: BIS, type: organization, aliases: [Bureau of Industry and Security]}
  - {name: H100, type: product}
  - {name: DRAM, type: technology}
  - {name: HBM3, type: technology}
  - {name: GPT-4, type: product}
  - {name: Llama 3, type: product}
  - {name: "5 nm", type: technology}
"""


def find(text: str, pack: str = PACK) -> list[str]:
    gazetteer = Gazetteer(compile_packs([parse_pack(pack, "test.yaml")]).forms)
    return [text[match.start : match.end] for match in gazetteer.find(read_plain(make_briefing(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Samsung Electro-Mechanics and Samsung", ["Samsung Electro-Mechanics", "Samsung"]),
        ("Samsung Electro\u2011Mechanics", ["Samsung Electro\u2011Mechanics"]),
        ("Samsung\u00a0Electronics\u2019 loss", ["Samsung\u00a0Electronics"]),
        ("the TSMC-Sony JV", ["TSMC", "Sony"]),
        ("U.S.-backed, US-led, U.S.", ["U.S.", "US", "U.S."]),
        ("a US$70 billion plan", []),
        ("metals, intelligence, Intelligent", []),
        ("METAL metal Metal", ["METAL", "metal", "Metal"]),
        ("let us go to the US", ["US"]),
        ("an Arm core, the left Arm", ["Arm"]),
        ("a Sharp rise at Sharp", ["Sharp"]),
        ("Thor alone", []),
        ("Thor for Sony", ["Thor", "Sony"]),
        ("H100s and DRAMs", ["H100s", "DRAMs"]),
        ("HBM3E is not HBM3", ["HBM3"]),
        ("GPT-4.1 and GPT-4.", ["GPT-4"]),
        ("Llama 3.1, Llama 3, 8B", ["Llama 3"]),
        ("13.5 nm light, 5 nm node", ["5 nm"]),
        ("\u53f0\u7a4d\u96fb\u5ba3\u5e03", ["\u53f0\u7a4d\u96fb"]),
        ("Sony_Sony", ["Sony", "Sony"]),
    ],
)
def test_matching(text: str, expected: list[str]) -> None:
    assert find(text) == expected


def test_a_name_may_be_broken_over_a_line() -> None:
    briefing_text = "the Bureau of\nIndustry and Security"
    gazetteer = Gazetteer(compile_packs([parse_pack(PACK, "test.yaml")]).forms)
    from reader.domain.briefing import Block, BlockKind
    from reader.domain.span import Span
    from tests.entities.factory import assemble

    whole = assemble(briefing_text, [Block(BlockKind.PARAGRAPH, Span(0, len(briefing_text)))])
    apart = make_briefing(briefing_text)
    assert [match.start for match in gazetteer.find(read_plain(whole))] == [4]
    assert list(gazetteer.find(read_plain(apart))) == []


def test_the_later_pack_wins() -> None:
    mine = parse_pack("entities: [{name: My Sony, type: person, aliases: [Sony]}]", "mine.yaml")
    gazetteer = Gazetteer(compile_packs([parse_pack(PACK, "test.yaml"), mine]).forms)
    entity = gazetteer.resolve("SONY")
    assert entity is not None
    assert (entity.name, entity.type) == ("My Sony", EntityType.PERSON)


def test_a_name_without_a_first_word_is_passed_over() -> None:
    forms = compile_packs([parse_pack("entities: ['?!', Sony]", "test.yaml")]).forms
    assert [form.text for form in forms] == ["Sony"], "one name that can stand nowhere takes no other away"


@pytest.mark.parametrize(
    ("stem", "expected"),
    [("HBM", EntityType.TECHNOLOGY), ("h", EntityType.PRODUCT), ("GPT", EntityType.PRODUCT), ("Sony", None)],
)
def test_families_of_codes(stem: str, expected: EntityType | None) -> None:
    gazetteer = Gazetteer(compile_packs([parse_pack(PACK, "test.yaml")]).forms)
    assert gazetteer.family(stem) is expected


def test_many_names_with_one_first_word_do_not_slow_it_down() -> None:
    names = ", ".join(f"National Body {number}" for number in range(3000))
    assert find("the National Body 2999 of National Body", f"entities: [{names}]") == ["National Body 2999"]
