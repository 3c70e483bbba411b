"""What type a name that no list has is taken for, by the words around it. The names are made up."""

import pytest

from reader.domain.entity import EntityType
from reader.entities.recogniser import Recogniser, load_recogniser
from tests.entities.factory import make_briefing


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return load_recogniser()


def types(recogniser: Recogniser, text: str) -> dict[str, str | None]:
    return {
        mention.span.of(text): mention.entity.type and mention.entity.type.value
        for mention in recogniser.recognise(make_briefing(text))
    }


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("The round was led by Quixotek, people said.", "Quixotek", EntityType.COMPANY),
        ("It buys masks according to Quixotek.", "Quixotek", EntityType.COMPANY),
        ("Last year Quixotek raised more money.", "Quixotek", EntityType.COMPANY),
        ("Orders came to Quixotek and Nvidia in spring.", "Quixotek", EntityType.COMPANY),
        ("Orders came to Nvidia, Quixotek and others.", "Quixotek", EntityType.COMPANY),
        ("A plant opened in Bramfeldt last year.", "Bramfeldt", EntityType.PLACE),
        ("Work began at Bramfeldt, Germany, in spring.", "Bramfeldt", EntityType.PLACE),
        ("Then VRK officials met.", "VRK", EntityType.ORGANIZATION),
        ('The leak of the "Quixotek" processor came first.', "Quixotek", EntityType.PRODUCT),
        ("They spoke to Kang Do-wyn at length.", "Kang Do-wyn", EntityType.PERSON),
        ("They met Minister of Trade Affairs Jaro Belkin there.", "Jaro Belkin", EntityType.PERSON),
        ("The Governor of the Mooring Land, Jaro Belkin, left.", "Jaro Belkin", EntityType.PERSON),
        ("It was bought from Quixotek, a subsidiary of others.", "Quixotek", EntityType.COMPANY),
        ("It sells to companies such as Quixotek.", "Quixotek", EntityType.COMPANY),
        ("It was late, said Joro Belkinov of the union.", "Joro Belkinov", EntityType.PERSON),
        ("They asked Joro C. F. Belkinov about it.", "Joro C. F. Belkinov", EntityType.PERSON),
        ("They met the Minister of Trade, Industry and Energy Sung Yun-hak then.", "Sung Yun-hak", EntityType.PERSON),
        ("They held Joro Belkinov, 43, a trader.", "Joro Belkinov", EntityType.PERSON),
        ("So said its CEO, Joro Belkinov, in spring.", "Joro Belkinov", EntityType.PERSON),
        ("Its head of AI and robotics, Joro Belkinov, left.", "Joro Belkinov", EntityType.PERSON),
        ("They used a company called “Quixotek” as a front.", "Quixotek", EntityType.COMPANY),
        ("They asked Choi Belk-ho about it.", "Choi Belk-ho", EntityType.PERSON),
        ("They asked Zhang Belkinheng about it.", "Zhang Belkinheng", EntityType.PERSON),
        ("It was said by the Alliance for Widget Ovens in May.", "Alliance for Widget Ovens", EntityType.ORGANIZATION),
        ("It is in talks with Quixotek for now.", "Quixotek", EntityType.COMPANY),
        ("Nothing is known of Quixotek yet.", "Quixotek", None),
        ("They hold a stake in Quixotek now.", "Quixotek", EntityType.COMPANY),
        ("So thinks Jorolin Belkinov of Nvidia, who left.", "Jorolin Belkinov", EntityType.PERSON),
        ("By Jorolin Belkinov, in Oslo", "Jorolin Belkinov", EntityType.PERSON),
        ("Work began at Belkin-myeon in spring.", "Belkin-myeon", EntityType.PLACE),
        ("It said so with Shri Jorolin Belkinov there.", "Jorolin Belkinov", EntityType.PERSON),
        ("Velbon Chen lives in another town.", "Velbon Chen", EntityType.PERSON),
        ("BRELKIN TOWN, May 3 (Reuters) -- It fell.", "BRELKIN TOWN", EntityType.PLACE),
        ("The report is from OSLO and NORWAY itself.", "NORWAY", EntityType.PLACE),
        ("They buy the T4 accelerator for it.", "T4", EntityType.PRODUCT),
        ("Shipments of the Quixotek rose in spring.", "Quixotek", EntityType.PRODUCT),
        ("They begin mass production of Quixotek in spring.", "Quixotek", EntityType.PRODUCT),
        ("Shipments of Lenovo rose in spring.", "Lenovo", EntityType.COMPANY),
        ("Quixotek would raise its prices.", "Quixotek", EntityType.COMPANY),
        ("Work goes on in Brelkin High-tech Zone for now.", "Brelkin High-tech Zone", EntityType.PLACE),
        ("They met at the Brelkin Exhibition Center in May.", "Brelkin Exhibition Center", EntityType.PLACE),
        ("They spoke at the Brelkin Investor Day in May.", "Brelkin Investor Day", EntityType.EVENT),
        ("It follows the Brelkin Guidelines of last year.", "Brelkin Guidelines", EntityType.POLICY),
        ("They asked Yuichiro Belkinami about it.", "Yuichiro Belkinami", EntityType.PERSON),
        ("They asked K.S. Belkinson about it.", "K.S. Belkinson", EntityType.PERSON),
        ("They walked to Brelk-dong on foot.", "Brelk-dong", EntityType.PLACE),
        ("Then President Trump left.", "Trump", EntityType.PERSON),
        ("Quixotek, a reseller in Oslo, left.", "Quixotek", EntityType.COMPANY),
    ],
)
def test_the_words_around_a_name_tell_its_type(
    recogniser: Recogniser, text: str, name: str, type_: EntityType | None
) -> None:
    assert types(recogniser, text)[name] == type_


def test_what_one_place_tells_of_a_name_holds_for_all_of_them(recogniser: Recogniser) -> None:
    briefing = make_briefing("They looked at Quixotek again.\nLater Quixotek raised money.")
    assert [mention.entity.type for mention in recogniser.recognise(briefing)] == [EntityType.COMPANY] * 2


def test_a_listed_name_takes_the_type_of_the_one_before(recogniser: Recogniser) -> None:
    text = "It sells to companies such as Quixotek, Brenmoor and Velomi for now."
    assert types(recogniser, text) == dict.fromkeys(("Quixotek", "Brenmoor", "Velomi"), "company")


def test_a_legal_form_makes_a_discovered_name_a_company(recogniser: Recogniser) -> None:
    text = "The court fined Quixotek Flanges, Inc. (Quixotek) in May; Quixotek Flanges did not appeal."
    assert types(recogniser, text) == {
        "Quixotek Flanges, Inc.": "company",
        "Quixotek": "company",
        "Quixotek Flanges": "company",
    }
