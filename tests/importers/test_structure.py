"""What blocks are by their neighbours: titles, bare and bold headings, lead-ins, sections."""

import pytest

from reader.domain.briefing import Provenance
from tests.importers.looking import kinds, read, sections

BODY = "A paragraph that is long enough to stand under a heading, and that ends as a sentence does."

# Source, its first kinds as letters: T title, 1-6 heading, p paragraph, L lead-in, b bullet, the title.
CASES: dict[str, tuple[str, str, str]] = {
    "a first heading": (f"# One\n\n{BODY}\n\n## Two\n\n{BODY}\n", "Tp2p", "One"),
    "a first heading of lower rank": (f"{BODY}\n\n## Two\n\n{BODY}\n", "pTp", "Two"),
    "a line over lower headings": (f"Chip Weekly\n\n## Two\n\n{BODY}\n", "T2p", "Chip Weekly"),
    "a date over lower headings": (f"9 May 2026\n\n## Two\n\n{BODY}\n", "pTp", "Two"),
    "bare headings": (f"Chip Weekly\n\n{BODY}\n\nNext Steps\n\n{BODY}\n", "Tp2p", "Chip Weekly"),
    "a date over a bare title": (f"9 May 2026\n\nChip Weekly\n\n{BODY}\n", "pTp", "Chip Weekly"),
    "a weekday and a date over a bare title": (
        f"Saturday, May 9, 2026\n\nChip Weekly\n\n{BODY}\n",
        "pTp",
        "Chip Weekly",
    ),
    "a date in German over a bare title": (f"Freitag, 22. März 2024\n\nChip-Brief\n\n{BODY}\n", "pTp", "Chip-Brief"),
    "by the numbers": (f"Chip Weekly\n\n{BODY}\n\nBy the Numbers\n\n{BODY}\n", "Tp2p", "Chip Weekly"),
    "bare heading over bullets": (f"Chip Weekly\n\n{BODY}\n\nTo Watch\n\n- a\n- b\n", "Tp2bb", "Chip Weekly"),
    "a sentence is no heading": (f"Chip Weekly\n\n{BODY}\n\nThat was it.\n\n{BODY}\n", "Tppp", "Chip Weekly"),
    "lower case is no heading": (f"Chip Weekly\n\n{BODY}\n\nand so on\n\n{BODY}\n", "Tppp", "Chip Weekly"),
    "a by-line is no heading": (f"Chip Weekly\n\nBy Jane Doe\n\n{BODY}\n", "Tpp", "Chip Weekly"),
    "an address is no heading": (f"Chip Weekly\n\nhttps://x.example\n\n{BODY}\n", "Tpp", "Chip Weekly"),
    "an address within is no heading": (
        f"Chip Weekly\n\nRead us at https://x.example now\n\n{BODY}\n\nWrite to Ann ann@x.example\n\n{BODY}\n",
        "Tpppp",
        "Chip Weekly",
    ),
    "a serial's number is no heading": (f"Chip Weekly\n\nISSN 1234-5679\n\n{BODY}\n", "Tpp", "Chip Weekly"),
    "terms of release are no heading": (f"9 May 2026\n\nFor immediate release\n\n{BODY}\n", "ppp", "X"),
    "a field is no heading": (f"Chip Weekly\n\nSubject: Memory\n\n{BODY}\n", "Tpp", "Chip Weekly"),
    "a last line is no heading": (f"Chip Weekly\n\n{BODY}\n\nThe Editors\n", "Tpp", "Chip Weekly"),
    "a list of names is no row of headings": (
        f"Chip Weekly\n\n{BODY}\n\nAlpha\n\nBeta\n\nGamma\n",
        "Tpppp",
        "Chip Weekly",
    ),
    "no title in a long first line": (f"{BODY}\n\n{BODY}\n", "pp", "X"),
    "a headline in quotes": (f"“Chips Are Back”\n\n{BODY}\n", "Tp", "“Chips Are Back”"),
    "Japanese": ("半導体週報\n\n今週は価格が上がった。\n", "Tp", "半導体週報"),
    "bare headings under a greeting": (f"Good morning,\n\n{BODY}\n\nNext Steps\n\n{BODY}\n", "pp2p", "X"),
    "numbered bare headings": (
        f"Chip Weekly\n\n1. MEMORY\n\n{BODY}\n\n2. LOGIC\n\n{BODY}\n\n1. a list\n2. of two\n",
        "T2p2pbb",
        "Chip Weekly",
    ),
    "bold paragraphs": (f"**Memory**\n\n{BODY}\n\n**Logic:**\n\n{BODY}\n", "T" + "p2p", "Memory"),
    "bold words over a list introduce it": (f"# One\n\n{BODY}\n\n**In short:**\n\n- a\n", "TpLb", "One"),
    "bold paragraphs beside headings": (f"# One\n\n**Memory**\n\n{BODY}\n", "Tpp", "One"),
    "a lead-in": ("# One\n\nWatch for:\n\n- a\n\nDone:\n\nlast\n", "TLbpp", "One"),
}


def letters(found: list[tuple[str, int, str]]) -> str:
    short = {"title": "T", "paragraph": "p", "lead-in": "L", "bullet": "b", "rule": "-"}
    return "".join(str(level) if kind == "heading" else short[kind] for kind, level, _ in found)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("path", ["x.md", "x.txt"])
def test_kinds_and_title(name: str, path: str) -> None:
    source, expected, title = CASES[name]
    briefing = read(source, path)
    assert (letters(kinds(briefing)), briefing.metadata.title) == (expected, title)


def test_front_matter_names_the_document() -> None:
    briefing = read(f"---\ntitle: The Whole\n---\n# A Part\n\n{BODY}\n")
    assert briefing.metadata.title == "The Whole"
    assert letters(kinds(briefing)) == "1p"


@pytest.mark.parametrize("heading", ["The Whole", "The whole!", "**The** Whole"])
def test_a_heading_that_repeats_the_front_matter_is_the_title(heading: str) -> None:
    briefing = read(f"---\ntitle: The Whole\n---\n# {heading}\n\n{BODY}\n")
    assert letters(kinds(briefing)) == "Tp"
    assert briefing.metadata.origins["title"] is Provenance.FRONT_MATTER


def test_sections_nest() -> None:
    source = "# A:\n\na\n\n### B\n\nb\n\n## C\n\nc\n\n### D\n\n- d\n\n# E\n"
    briefing = read(source)
    assert [(section.level, section.title, section.span.of(briefing.text)) for section in briefing.sections] == [
        (1, "A", "A:\n\na\n\nB\n\nb\n\nC\n\nc\n\nD\n\nd"),
        (3, "B", "B\n\nb"),
        (2, "C", "C\n\nc\n\nD\n\nd"),
        (3, "D", "D\n\nd"),
        (1, "E", "E"),
    ]


def test_bold_leads_make_sections_where_nothing_else_does() -> None:
    source = "**Memory.** Prices rose.\n\nThey rose twice.\n\n**Logic:** None did.\n\n**Bold** words only.\n"
    briefing = read(source)
    assert letters(kinds(briefing)) == "pppp"
    assert [(section.title, section.span.of(briefing.text)) for section in briefing.sections] == [
        ("Memory", "Memory. Prices rose.\n\nThey rose twice."),
        ("Logic", "Logic: None did.\n\nBold words only."),
    ]


def test_bold_leads_make_no_sections_beside_headings() -> None:
    assert sections(read("# T\n\n**Memory.** Prices rose.\n\n**Logic:** None did.\n")) == [(1, "T")]
