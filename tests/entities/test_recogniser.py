"""What the recogniser finds beyond its lists, rule by rule. The names are made up unless a shipped pack has them."""

import subprocess
import sys

import pytest

from reader.domain.entity import EntityType, MentionStatus
from reader.entities.recogniser import Recogniser, load_recogniser
from tests.entities.factory import make_briefing


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return load_recogniser()


def surfaces(recogniser: Recogniser, text: str) -> list[str]:
    briefing = make_briefing(text)
    return [mention.span.of(text) for mention in recogniser.recognise(briefing)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # heads
        ("She left the Ministry of Digital Affairs.", ["Ministry of Digital Affairs"]),
        ("The Ministry of Trade, Mines and Fisheries met.", ["Ministry of Trade, Mines and Fisheries"]),
        ("The Ministry of Mines and Nvidia met.", ["Ministry of Mines", "Nvidia"]),
        ("a grant from the Plovdiv Institute of Optics", ["Plovdiv Institute of Optics"]),
        # tails
        ("the National Samsung Widget Union struck.", ["National Samsung Widget Union"]),
        ("he joined Brenmoor Semiconductor in May", ["Brenmoor Semiconductor"]),
        ("a fab in Pelling County", ["Pelling County"]),
        ("the Wafer Security Act of 2031 passed", ["Wafer Security Act of 2031"]),
        ("at the Lisbon Lithography Forum 2031 in spring", ["Lisbon Lithography Forum 2031"]),
        ("the Trump Administration acted", ["Trump"]),
        ("the Act and the Union", []),
        # where its bearer is
        (
            "they say that the Brenmoor Supercomputing Center Shenzhen opened",
            ["Brenmoor Supercomputing Center Shenzhen"],
        ),
        ("trouble at Brenmoor Memory Taiwan today", ["Brenmoor Memory Taiwan"]),
        ("the Brenmoor Institute, Taiwan, said", ["Brenmoor Institute", "Taiwan"]),
        # what is issued every week is no policy of its own
        ("it issued an Interim Final Rule and a Proposed Rule", []),
        ("the permanent Brenmoor Subcommittee on Inquiries met", ["Brenmoor Subcommittee on Inquiries"]),
        # legal forms
        ("shares of Nvidia Corp fell", ["Nvidia Corp"]),
        ("Alibaba Group Holding Ltd said", ["Alibaba Group Holding Ltd"]),
        ("Nvidia Corp. said", ["Nvidia Corp."]),
        ("It sued Nvidia Corp.", ["Nvidia Corp"]),
        ("suppliers such as Brenmoor Circuit Co. (BCCO) rose", ["Brenmoor Circuit Co.", "BCCO"]),
        ("It bought from Brenmoor Widget Co., Ltd. in May.", ["Brenmoor Widget Co., Ltd."]),
        # an adjective with a hyphen is no part of the name
        ("the Singapore-based Brenmoor Foundry grew", ["Singapore", "Brenmoor Foundry"]),
        ("and little-known Brenmoor Foundry grew", ["Brenmoor Foundry"]),
        ("it buys the SiC-supplier Brenmoor Materials now", ["SiC", "Brenmoor Materials"]),
        ("a role for the Opto-widget Materials", ["Opto-widget Materials"]),
        # what began before the run is no part of it
        ("the House of Representatives Widget Committee met", ["House of Representatives", "Widget Committee"]),
        ("a partner at Brenmoor & Co. in May", ["Brenmoor & Co."]),
        ("the iPad Air and a Xeon-based GPU-centric box", ["iPad Air", "Xeon"]),
        ("it fears the Foreign Widget Law now", ["Foreign Widget Law"]),
        ("shares of Brenmoor Widget Industry Co. Ltd., which rose", ["Brenmoor Widget Industry Co. Ltd."]),
        ("its unit Brenmoor Systems (Malaysia) Sdn Bhd grew", ["Brenmoor Systems (Malaysia) Sdn Bhd"]),
        ("it shipped 20 million square inches (MSI) then", ["MSI"]),
        (
            "phones with a Snapdragon 8 Elite Gen 5 were sold there by the QXTV Oman unit",
            ["Snapdragon 8 Elite Gen 5", "QXTV Oman"],
        ),
        ('He said: "We\'re late. The Widget Friendship Talks, too."', ["Widget Friendship"]),
        # a minister is no ministry, and a role no company
        ("the Minister of Trade, Mines and Fisheries (MOTMF) met", []),
        ("the U.S. National Security Advisor met", ["U.S."]),
        # ordinary words before an "and"
        ("the new Optics and Widget Research Council met", ["Optics and Widget Research Council"]),
        ("with some help from Nvidia and Widget Research Council people", ["Nvidia", "Widget Research Council"]),
        ("the Brenmoor Hub for Honest & Open Design", ["Brenmoor Hub for Honest & Open Design"]),
        # what a common noun announces may begin with an ordinary word
        ("the Danish research firm Global Rope said", ["Global Rope"]),
        # a variant of a known product, and no code at all
        ("it sells the H20-Lite now", ["H20-Lite"]),
        ("it sells the H20-based box", ["H20"]),
        ("some USD229 and AI100 more", []),
        # numbers and years
        ("he signed Senate Bill 484 there", ["Senate Bill 484"]),
        ("at Computex 2026 in Taipei", ["Computex 2026", "Taipei"]),
    ],
)
def test_cue_words(recogniser: Recogniser, text: str, expected: list[str]) -> None:
    assert surfaces(recogniser, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Jaro Belkin spoke. Later Belkin left.", ["Jaro Belkin", "Belkin"]),
        ("President Yoon Suk-yeol spoke, and Yoon left.", ["Yoon Suk-yeol", "Yoon"]),
        ("analyst Mira van den Holm said", ["Mira van den Holm"]),
        ("according to Jaro Belkin, chief economist", ["Jaro Belkin"]),
        ("said Canon Huang, president of it", ["Canon Huang"]),
        ("said James Pond, co-CEO and CTO of it", ["James Pond"]),
        ("Belkin spoke before President Jaro Belkin did", ["Belkin", "Jaro Belkin"]),
        ("Secretary of Commerce Gina M. Raimondo said", ["Gina M. Raimondo"]),
        ("Assistant Secretary of Commerce for Export Review Alan Estevez", ["Alan Estevez"]),
        ("the Vice President General Manager", []),
        ("Lisa Su spoke. The Su doctrine", ["Lisa Su", "Su"]),
        ("Lisa Su spoke. Anna Su did not.", ["Lisa Su", "Anna Su"]),
        ("President Jaro Belkin Jr. flies home", ["Jaro Belkin Jr."]),
        ("It works, said Under Secretary of Trade Jaro Belkin", ["Jaro Belkin"]),
    ],
)
def test_persons(recogniser: Recogniser, text: str, expected: list[str]) -> None:
    assert surfaces(recogniser, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("using Fully Private Bananas (FPB) today", ["Fully Private Bananas", "FPB"]),
        ("the FPB (Fully Private Bananas) today, FPB", ["FPB", "Fully Private Bananas", "FPB"]),
        ("extra high bananas (EHB) today", ["EHB"]),
        ("some hefty bandwidth memory (HBM) today", ["hefty bandwidth memory", "HBM"]),
        ("many central processing units (CPU)", []),
        ("by Brenmoor Semiconductor (BSC) today; BSC won", ["Brenmoor Semiconductor", "BSC", "BSC"]),
        ("Nvidia (HBM) and more", ["Nvidia", "HBM"]),
    ],
)
def test_definitions(recogniser: Recogniser, text: str, expected: list[str]) -> None:
    assert surfaces(recogniser, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the new HBM7E stacks", ["HBM7E"]),
        ("its QX700 card", ["QX700"]),
        ("in Q3 2026 and FY2027, H1 and W19", []),
        ("Ascend 977C and 978D ship", ["Ascend 977C", "978D"]),
        ("Ascend 40 percent faster", ["Ascend"]),
        ("Llama 9.1 70B and Claude Opus 9", ["Llama 9.1 70B", "Claude Opus 9"]),
        ("a 4nm line, 2 nm, 7-nanometer and sub-2 nm", ["4nm", "2 nm", "7-nanometer", "2 nm"]),
        ("13.5 nm light and a 200nm bonding pitch", []),
        ("it cost US$70 billion", []),
        ("the Ryzen 7 9140U beats it", ["Ryzen 7 9140U"]),
        ("it beats the Snapdragon 9 Gen 7. So they say", ["Snapdragon 9 Gen 7"]),
        ("a Ryzen 7 in 5000 units", ["Ryzen 7"]),
        ("the 10 nm dense lines of it", []),
    ],
)
def test_codes(recogniser: Recogniser, text: str, expected: list[str]) -> None:
    assert surfaces(recogniser, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He praised Quixotek for it.", ["Quixotek"]),
        ("Navigating this demands care. Rising costs hurt.", []),
        ("Quixotek\u2019s plant burned.", ["Quixotek"]),
        ("QuixoTek burned.", ["QuixoTek"]),
        ("Memory is scarce. They make Memory.", []),
        ("like Recursive Thought, a startup", ["Recursive Thought"]),
        ("Market Access: it is hard.", []),
        ("the \u201cAI Swarm\u201d project", ["AI Swarm"]),
        ("in May, on Tuesday, a Dutch firm with GPUs", []),
        ("# Recursive Thought and Quick Growth Reshape Markets", []),
        ("# The Return of Quixotek and Others\nHe praised Quixotek.", ["Quixotek", "Quixotek"]),
        ("a Quixotek-backed plan", ["Quixotek"]),
        ("samples from Taiwan Crockery arrived", ["Taiwan Crockery"]),
        ("the startup Falcon Thought won; Falcon grew", ["Falcon Thought"]),
        ("the startup Quixotek Thought won; Quixotek grew", ["Quixotek Thought", "Quixotek"]),
        ("a deal between Nvidia and Ember AI is near", ["Nvidia", "Ember AI"]),
    ],
)
def test_discovery(recogniser: Recogniser, text: str, expected: list[str]) -> None:
    assert surfaces(recogniser, text) == expected


def test_a_title_and_a_surname_are_the_person_of_before(recogniser: Recogniser) -> None:
    text = "Chairman Jaro Belkin spoke. Chairman Belkin left. Then Chairman Brenmoor came."
    names = [mention.entity.name for mention in recogniser.recognise(make_briefing(text))]
    assert names == ["Jaro Belkin", "Jaro Belkin", "Brenmoor"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "they asked somebody from the Mines Department of the Ministry of Digital Affairs",
            ["Mines Department", "Ministry of Digital Affairs"],
        ),
        ("as trendforce.com and www.nvidia.com wrote", []),
        ("as TrendForce. com", ["TrendForce"]),
        ("results of Record Q3 shipments", []),
        ("a grant of $5.3 M Brenmoor got", ["Brenmoor"]),
        ("800 VDC and 20 GWh", []),
        ("a broad franchise with vertical fab ownership in power (SiC), and more", ["SiC"]),
        ("made of silicon carbide (SiC)", ["silicon carbide", "SiC"]),
        ("“The U.S. Economy” by the U.S.", ["U.S.", "U.S."]),
        (
            "Nvidia Widens U.S. Output Amid Mounting Trade Pressures. The maker will build more of what it needs here.",
            ["Nvidia", "U.S."],
        ),
        ("Congressional doubts about Commerce grew with every export licence.", ["Commerce"]),
        ("They sold the $7 Billion Brenmoor Plant in the end, as people said.", ["Brenmoor Plant"]),
        ("It is Responsible AI and Trustworthy AI.", []),
    ],
)
def test_what_only_looks_like_a_name(recogniser: Recogniser, text: str, expected: list[str]) -> None:
    assert surfaces(recogniser, text) == expected


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("where Sarah Brenmoor works", "Sarah Brenmoor", EntityType.PERSON),
        ("Brenmoor Circuit Electronics (CBE) rose", "CBE", EntityType.COMPANY),
        ("Brenmoor Assembly and Test Ltd (“BATL”) rose", "BATL", EntityType.COMPANY),
        ("at its Q7X fab there", "Q7X", EntityType.PLACE),
        ("a plant in Brenmoor Township", "Brenmoor Township", EntityType.PLACE),
    ],
)
def test_types(recogniser: Recogniser, text: str, name: str, type_: EntityType) -> None:
    found = {mention.span.of(text): mention.entity.type for mention in recogniser.recognise(make_briefing(text))}
    assert found[name] is type_


def test_status_and_type_say_how_a_name_was_found(recogniser: Recogniser) -> None:
    text = "Nvidia met the Ministry of Digital Affairs about HBM9 and the startup Quixotek."
    rows = [
        (mention.span.of(text), mention.entity.type, mention.status)
        for mention in recogniser.recognise(make_briefing(text))
    ]
    assert rows == [
        ("Nvidia", EntityType.COMPANY, MentionStatus.KNOWN),
        ("Ministry of Digital Affairs", EntityType.ORGANIZATION, MentionStatus.RULE),
        ("HBM9", EntityType.TECHNOLOGY, MentionStatus.RULE),
        ("Quixotek", EntityType.COMPANY, MentionStatus.FOUND),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Xi Jinping left. Xi returned.", "Xi Jinping"),
        ("Fully Private Bananas (FPB) grow; FPB ripen", "Fully Private Bananas"),
        ("by Taiwan Semiconductor Manufacturing Company (TSMC)", "TSMC"),
        ("the startup Quixotek Thought won; the Quixotek team", "Quixotek Thought"),
    ],
)
def test_all_forms_count_for_one_entity(recogniser: Recogniser, text: str, name: str) -> None:
    names = {mention.entity.name for mention in recogniser.recognise(make_briefing(text))}
    assert names == {name}


def test_a_known_long_form_stays_known(recogniser: Recogniser) -> None:
    text = "TSMC (Taiwan Semiconductor Manufacturing Company) grows"
    statuses = [mention.status for mention in recogniser.recognise(make_briefing(text))]
    assert statuses == [MentionStatus.KNOWN, MentionStatus.KNOWN]


def test_no_name_crosses_two_blocks(recogniser: Recogniser) -> None:
    assert surfaces(recogniser, "We visited South\nKorea and left") == ["Korea"]


def test_importing_it_does_not_load_yaml() -> None:
    code = "import sys, reader.entities.recogniser; sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
