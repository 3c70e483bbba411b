"""Text files without a markup language."""

from datetime import date

import pytest

from tests.importers.looking import kinds, lines, read

WRAPPED = (
    "The price of memory rose in the first quarter, the\nmakers said, and it will go on rising for a while\n"
    "if nothing else happens to the demand for it."
)

CASES: dict[str, tuple[str, list[tuple[str, int, str]]]] = {
    "paragraphs apart by blank lines, wrapped": (
        "The price of memory rose in the first\nquarter, makers said, and will go on\nrising.\n\nA second paragraph"
        " follows the first\none here, and it is wrapped as well\nas that.\n",
        [
            ("paragraph", 0, "The price of memory rose in the first\nquarter, makers said, and will go on\nrising."),
            ("paragraph", 0, "A second paragraph follows the first\none here, and it is wrapped as well\nas that."),
        ],
    ),
    "a paragraph a line": (
        "One sentence here.\nAnother sentence there.\nA third one.\n",
        [("paragraph", 0, "One sentence here."), ("paragraph", 0, "Another sentence there.")]
        + [("paragraph", 0, "A third one.")],
    ),
    "bullets of all kinds": (
        "Points noted:\n- a\n* b\n• c\n  ◦ d\n1. e\n2) f\n",
        [("lead-in", 0, "Points noted:"), ("bullet", 1, "a"), ("bullet", 1, "b"), ("bullet", 1, "c")]
        + [("bullet", 2, "d"), ("bullet", 1, "e"), ("bullet", 1, "f")],
    ),
    "a bullet that goes on": (
        "- first part\n  second part\n- next\n\n  its own paragraph\n",
        [("bullet", 1, "first part\nsecond part"), ("bullet", 1, "next"), ("paragraph", 1, "its own paragraph")],
    ),
    "rules": (
        "One thing was said.\n-----\nThen another one.\n\n* * *\n\nThe end came.\n==========\n",
        [("paragraph", 0, "One thing was said."), ("rule", 0, ""), ("paragraph", 0, "Then another one.")]
        + [("rule", 0, ""), ("title", 1, "The end came.")],
    ),
    "underlined headings": (
        "Daily Wrap\n==========\n\nChips\n-----\nPrices of chips rose.\n",
        [("title", 1, "Daily Wrap"), ("heading", 2, "Chips"), ("paragraph", 0, "Prices of chips rose.")],
    ),
    "quotes": (
        "He said it.\n\n> one\n> two\n>\n> three\n\n>> deeper\n",
        [("paragraph", 0, "He said it."), ("quote", 0, "one\ntwo"), ("quote", 0, "three"), ("quote", 0, "deeper")],
    ),
    "a mark without words": (">\n#\n", [("paragraph", 0, "#")]),
    "columns set with spaces stay": (
        "Maker      Share    Change\nAlpha      40 %     +2\nBeta       31 %     -1\n",
        [("code", 0, "Maker      Share    Change\nAlpha      40 %     +2\nBeta       31 %     -1")],
    ),
    "headings in capitals": (
        "WEEKLY CHIP NOTES\n\nMEMORY\nPrices of memory rose.\n\nOutlook for Spring\n\nThey will rise again.\n",
        [("title", 1, "WEEKLY CHIP NOTES"), ("heading", 2, "MEMORY"), ("paragraph", 0, "Prices of memory rose.")]
        + [("heading", 3, "Outlook for Spring"), ("paragraph", 0, "They will rise again.")],
    ),
    "a short line over wrapped text": (f"Memory\n{WRAPPED}\n", [("title", 1, "Memory"), ("paragraph", 0, WRAPPED)]),
}


@pytest.mark.parametrize("name", CASES)
def test_blocks(name: str) -> None:
    source, expected = CASES[name]
    assert kinds(read(source, "notes.txt")) == expected


@pytest.mark.parametrize("name", ["x.txt", "x.text", "x", "x.TXT"])
def test_signs_of_markdown_in_a_text_file(name: str) -> None:
    assert kinds(read("# T\n\n**a** b\n", name)) == [("title", 1, "T"), ("paragraph", 0, "a b")]


@pytest.mark.parametrize(
    "source", ["2 * 3 * 4 = 24 is so.\n", "#hashtag is what he wrote.\n", "[1] is a number in brackets.\n"]
)
def test_one_doubtful_sign_is_no_markdown(source: str) -> None:
    assert read(source, "x.txt").text == source.strip()


def test_lines_and_line_feeds() -> None:
    source = "\n\nOne.\n\n\nTwo.\n- a\n- b\n\n***\nEnd.\n"
    briefing = read(source, "x.txt")
    assert lines(briefing) == [3, 6, 7, 8, 10, 11]
    assert briefing.text == "One.\n\nTwo.\na\nb\n\n\nEnd."


def test_quote_depth() -> None:
    assert [block.quoted for block in read("So.\n\n> a\n\n> > b\n\n>>> c\n", "x.txt").blocks] == [0, 1, 2, 3]


def test_a_first_line_with_wide_gaps_is_a_masthead() -> None:
    source = "MEMORY LETTER     Vol. 39, No. 4     May 12, 2026     desk@memory.example\n\nDRAM rose.\n\nNAND fell.\n"
    briefing = read(source, "letter.txt")
    metadata = briefing.metadata
    assert (metadata.title, metadata.label, metadata.number) == ("MEMORY LETTER", "Vol. 39, No. 4", "4")
    assert metadata.issued == date(2026, 5, 12)
    assert "desk@memory.example" in briefing.text
    assert read("Prices rose.  Nobody cared.\n\nMore.\n", "x.txt").text.startswith("Prices rose.  Nobody cared.")
    digest = read("Fab Digest  Friday 8 May 2026  Volume 34 : Issue 12\n\nDate: Thu, 7 May 2026\n\nWords.\n", "d.txt")
    assert (digest.metadata.title, digest.metadata.issued) == ("Fab Digest", date(2026, 5, 8))


def test_numbered_headings_are_underlined_too() -> None:
    source = (
        "WEEKLY WAFERS\nWeek 19, 2026\n=============\n\n1. MARKET\n---------\nPrices rose.\n\n2. POLICY\n-----\nNone.\n"
    )
    briefing = read(source, "w.txt")
    assert [(section.level, section.title) for section in briefing.sections] == [
        (1, "WEEKLY WAFERS"), (2, "1. MARKET"), (2, "2. POLICY")
    ]  # fmt: skip
    assert lines(briefing) == [1, 2, 5, 7, 9, 11]
