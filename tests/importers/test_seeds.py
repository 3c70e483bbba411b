"""The two sample briefings: one of Markdown without a blank line, one without any markup."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from reader.domain.briefing import Block, BlockKind, Briefing, Provenance
from reader.domain.period import Period
from reader.domain.scrub import SafeText
from reader.importers.briefings import import_briefing
from tests.importers.looking import kinds, sections, styles

SEEDS = Path(__file__).parents[2] / "seeds"
MARKDOWN = (SEEDS / "regional-semiconductor-expansion.md").read_bytes()
PLAIN = (SEEDS / "alpha-in-asia-weekly-2026-w19.txt").read_bytes()

NAMES = ["x.md", "x.txt", "x.markdown", "x", "deep/folder/briefing.text"]


def shape(briefing: Briefing) -> str:
    """One letter a block: T title, 1-6 heading, p paragraph, L lead-in, b bullet, - rule."""
    letters = {BlockKind.TITLE: "T", BlockKind.PARAGRAPH: "p", BlockKind.LEAD_IN: "L", BlockKind.RULE: "-"}

    def letter(block: Block) -> str:
        if block.kind is BlockKind.HEADING:
            return str(block.level)
        return "b" * block.level if block.kind is BlockKind.BULLET else letters[block.kind]

    return "".join(map(letter, briefing.blocks))


@pytest.mark.parametrize("name", NAMES)
class TestMarkdownSeed:
    def test_every_line_is_a_block(self, name: str) -> None:
        briefing = import_briefing(MARKDOWN, name)
        # One line of the source after the other, in the order in which it is written.
        assert shape(briefing) == "Tp-2pp3bbpLbbp-2pp3p3bbbp-2Lbbbbbbp-2pLbbbbb-2pLbbb3bbb-2pp3bbbbp"
        assert [block.line for block in briefing.blocks] == list(range(1, 66))

    def test_sections(self, name: str) -> None:
        assert sections(import_briefing(MARKDOWN, name)) == [
            (1, "Regional Semiconductor Expansion and Policy in 2024: New Developments Reshape the Global Landscape"),
            (2, "Taiwan and Japan: Strengthening Manufacturing Ecosystems Amid Strategic Collaborations"),
            (3, "Notable Japanese Initiatives"),
            (2, "China’s Dual Strategy: Accelerating Indigenous Innovation and Pragmatic Imports"),
            (3, "Pragmatic Engagement and Export Challenges"),
            (3, "Recent Notable Developments"),
            (2, "The AI Processor Arms Race: Innovation, Market Disruption, and Strategic Competition"),
            (2, "Hyperscaler and Infrastructure Investments: Powering the AI Boom"),
            (2, "Geopolitical Risks and Policy Challenges: Fragmentation, Standardization, and Export Controls"),
            (3, "Key Challenges"),
            (2, "Current Status and Implications"),
            (3, "Key Implications"),
        ]

    def test_text_is_the_file_without_its_marks(self, name: str) -> None:
        marks = ("# ", "## ", "### ", "- ")
        expected = []
        for line in MARKDOWN.decode().split("\n"):
            bare = line.replace("**", "")
            bare = "" if bare == "---" else bare
            expected.append(next((bare[len(mark) :] for mark in marks if bare.startswith(mark)), bare))
        assert import_briefing(MARKDOWN, name).text == "\n".join(expected)

    def test_bold_words_are_strong(self, name: str) -> None:
        briefing = import_briefing(MARKDOWN, name)
        written = MARKDOWN.decode().split("**")[1::2]
        assert styles(briefing) == [("strong", words) for words in written]
        assert len(written) > 180

    def test_nothing_is_made_up(self, name: str) -> None:
        metadata = import_briefing(MARKDOWN, name).metadata
        assert metadata.dates is None
        assert (metadata.series, metadata.label, metadata.number) == (None, None, None)
        assert metadata.date_source is Provenance.UNKNOWN
        assert metadata.origins == {"title": Provenance.TEXT}


def test_a_nested_section_lies_within_its_parent() -> None:
    briefing = import_briefing(MARKDOWN, "x.md")
    whole, taiwan, initiatives, china = briefing.sections[:4]
    assert (whole.span.start, whole.span.end) == (0, len(briefing.text))
    assert taiwan.span.covers(initiatives.span)
    assert taiwan.span.end == initiatives.span.end < china.span.start
    assert initiatives.span.of(briefing.text).startswith("Notable Japanese Initiatives:\nJoint projects")


@pytest.mark.parametrize("name", NAMES)
class TestPlainSeed:
    def test_blocks(self, name: str) -> None:
        briefing = import_briefing(PLAIN, name)
        assert shape(briefing) == "Tp2pppppppp2pLbbb"
        assert [block.line for block in briefing.blocks] == list(range(1, 18))
        assert kinds(briefing)[2] == ("heading", 2, "This Week’s Events")
        assert kinds(briefing)[13] == ("lead-in", 0, "In the coming weeks, watch for:")

    def test_sections(self, name: str) -> None:
        assert sections(import_briefing(PLAIN, name)) == [
            (1, "Alpha In Asia Weekly Supply Chain 2026-W19 (2026-05-03~2026-05-09)"),
            (2, "This Week’s Events"),
            (2, "Looking Ahead"),
        ]

    def test_text_is_the_file_but_for_the_bullets(self, name: str) -> None:
        assert import_briefing(PLAIN, name).text == PLAIN.decode().replace("\n- ", "\n")

    def test_the_title_carries_series_label_and_the_stated_range(self, name: str) -> None:
        metadata = import_briefing(PLAIN, name).metadata
        assert metadata.title == "Alpha In Asia Weekly Supply Chain 2026-W19 (2026-05-03~2026-05-09)"
        assert metadata.series == "Alpha In Asia Weekly Supply Chain"
        assert metadata.label == "2026-W19"
        # ISO week 19 would be the 4th to the 10th.
        assert metadata.period == Period(date(2026, 5, 3), date(2026, 5, 9), SafeText("2026-W19"))
        assert metadata.issued is None
        assert metadata.origins == dict.fromkeys(("title", "series", "label", "period"), Provenance.TEXT)

    def test_words(self, name: str) -> None:
        assert import_briefing(PLAIN, name).words == 884


def test_bullets_carry_their_marker() -> None:
    briefing = import_briefing(PLAIN, "x.txt")
    markers = Counter(block.marker for block in briefing.blocks)
    assert markers == {"": 14, "•": 3}
