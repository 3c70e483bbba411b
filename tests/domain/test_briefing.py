"""Blocks and sections are found by offset; metadata says what is known and from where."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.briefing import Block, BlockKind, Briefing, Metadata, Provenance, Section
from reader.domain.entry import describe_briefing
from reader.domain.period import Period
from reader.domain.scrub import SafeText
from reader.domain.span import Span


def _briefing(
    text: str, blocks: tuple[Block, ...], sections: tuple[Section, ...] = (), metadata: Metadata | None = None
) -> Briefing:
    return Briefing(
        id="0123456789abcdef",
        text=SafeText(text),
        blocks=blocks,
        sections=sections,
        styles=(),
        metadata=metadata or Metadata(SafeText("T")),
        words=len(text.split()),
    )


def _section(level: int, start: int, end: int) -> Section:
    return Section(level, SafeText(f"{level}: {start}"), Span(start, end))


@st.composite
def briefings(draw: st.DrawFn) -> Briefing:
    """Blocks, some of them rules, apart by line feeds; headings open sections as the importers make them."""
    text, blocks = "", []
    for _ in range(draw(st.integers(1, 12))):
        kind = draw(st.sampled_from([BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.RULE]))
        words = "" if kind is BlockKind.RULE else "x" * draw(st.integers(1, 6))
        level = draw(st.integers(1, 3)) if kind is BlockKind.HEADING else 0
        blocks.append(Block(kind, Span(len(text), len(text) + len(words)), level))
        text += words + "\n"
    sections = []
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            last = index
            while last + 1 < len(blocks) and not 0 < blocks[last + 1].level <= block.level:
                last += 1
            sections.append(_section(block.level, block.span.start, blocks[last].span.end))
    return _briefing(text, tuple(blocks), tuple(sections))


def test_a_briefing_without_blocks_has_no_block_index() -> None:
    with pytest.raises(IndexError, match="without blocks"):
        _briefing("", ()).block_index(0)


@pytest.mark.parametrize(
    ("offset", "index"),
    [
        pytest.param(0, 0, id="before the first"),
        pytest.param(2, 0, id="first letter"),
        pytest.param(4, 0, id="last letter"),
        pytest.param(5, 0, id="between two: the one before"),
        pytest.param(6, 1, id="first letter of the next"),
        pytest.param(9, 2, id="a rule's own place"),
        pytest.param(10, 3, id="behind the rule"),
        pytest.param(999, 3, id="behind the end"),
    ],
)
def test_block_index(offset: int, index: int) -> None:
    paragraph = BlockKind.PARAGRAPH
    blocks = (
        Block(paragraph, Span(2, 5)),
        Block(paragraph, Span(6, 8)),
        Block(BlockKind.RULE, Span(9, 9)),
        Block(paragraph, Span(10, 12)),
    )
    assert _briefing("\n\nabc\nde\n\nfg", blocks).block_index(offset) == index


@given(briefings(), st.integers(0, 100))
def test_block_index_is_that_of_a_walk(briefing: Briefing, offset: int) -> None:
    walked = 0
    for index, block in enumerate(briefing.blocks):
        if block.span.start <= offset:
            walked = index
    assert briefing.block_index(offset) == walked


@given(briefings())
def test_every_letter_lies_in_the_block_of_its_index(briefing: Briefing) -> None:
    for index, block in enumerate(briefing.blocks):
        assert all(briefing.block_index(at) == index for at in range(block.span.start, block.span.end))


NESTED = (_section(1, 3, 40), _section(2, 10, 20), _section(3, 15, 20), _section(2, 21, 40), _section(1, 41, 50))


@pytest.mark.parametrize(
    ("offset", "title"),
    [
        pytest.param(0, None, id="before the first heading"),
        pytest.param(3, "1: 3", id="a heading's first letter"),
        pytest.param(12, "2: 10", id="the inner of two"),
        pytest.param(16, "3: 15", id="the inner of three"),
        pytest.param(22, "2: 21", id="the next of the same rank"),
        pytest.param(45, "1: 41", id="another chapter"),
        pytest.param(90, None, id="behind the last"),
    ],
)
def test_section_at(offset: int, title: str | None) -> None:
    section = _briefing("x" * 50, (), NESTED).section_at(offset)
    assert (section.title if section else None) == title


@given(briefings())
def test_section_of_every_letter_is_the_innermost(briefing: Briefing) -> None:
    for block in briefing.blocks:
        for offset in range(block.span.start, block.span.end):
            holding = [section for section in briefing.sections if offset in section.span]
            innermost = max(holding, key=lambda section: section.span.start) if holding else None
            assert briefing.section_at(offset) is innermost


def test_briefings_are_compared_by_identity() -> None:
    one, other = (_briefing("a", ()) for _ in range(2))
    assert one != other
    assert len({one, other}) == 2


WEEK = Period(date(2026, 5, 3), date(2026, 5, 9), SafeText("2026-W19"))
DAY = date(2026, 5, 10)


@pytest.mark.parametrize(
    ("metadata", "dates", "source"),
    [
        pytest.param(Metadata(SafeText("T")), None, Provenance.UNKNOWN, id="no date"),
        pytest.param(
            Metadata(SafeText("T"), issued=DAY, origins={"issued": Provenance.FILE_NAME}),
            (DAY, DAY),
            Provenance.FILE_NAME,
            id="issued",
        ),
        pytest.param(
            Metadata(
                SafeText("T"),
                issued=DAY,
                period=WEEK,
                origins={"issued": Provenance.FRONT_MATTER, "period": Provenance.TEXT},
            ),
            (WEEK.start, WEEK.end),
            Provenance.TEXT,
            id="the stated period wins",
        ),
    ],
)
def test_dates_and_their_source(metadata: Metadata, dates: tuple[date, date] | None, source: Provenance) -> None:
    assert metadata.dates == dates
    assert metadata.date_source is source


def test_a_row_says_what_the_briefing_says() -> None:
    metadata = Metadata(
        SafeText("Alpha"),
        period=WEEK,
        series=SafeText("Asia"),
        label=SafeText("2026-W19"),
        subjects=(SafeText("hbm"),),
        origins={"period": Provenance.TEXT},
    )
    entry = describe_briefing(_briefing("two words", (), metadata=metadata), ("a.txt", "copy/a.txt"))
    assert (entry.path, entry.paths) == ("a.txt", ("a.txt", "copy/a.txt"))
    assert (entry.title, entry.series, entry.label) == ("Alpha", "Asia", "2026-W19")
    assert (entry.start, entry.end, entry.date_source) == (WEEK.start, WEEK.end, Provenance.TEXT)
    assert (entry.words, entry.length, entry.subjects) == (2, 9, ("hbm",))
    assert entry.failure is None


def test_a_row_without_a_date_has_none() -> None:
    entry = describe_briefing(_briefing("", ()), ("a.txt",))
    assert (entry.start, entry.end, entry.date_source) == (None, None, Provenance.UNKNOWN)
