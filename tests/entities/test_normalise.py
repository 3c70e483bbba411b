"""Plain characters, edges and segments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.briefing import Block, BlockKind, InlineKind, InlineStyle
from reader.domain.span import Span
from reader.entities.normalise import fold, is_edge, normalise, occurs_small, read_plain
from tests.entities.factory import assemble, make_briefing


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Yangtze\u2019s \u201cfab\u201d", 'Yangtze\'s "fab"'),
        ("CoWoS\u2011L", "CoWoS-L"),
        ("2\u00a0nm", "2 nm"),
        ("Bureau of\nIndustry", "Bureau of Industry"),
        ("\u0130zmir", "Izmir"),
        ("a\tb", "a\tb"),
    ],
)
def test_variants_become_plain(written: str, plain: str) -> None:
    assert normalise(written) == plain


@given(st.text())
def test_no_offset_moves(text: str) -> None:
    assert len(normalise(text)) == len(text)
    assert len(fold(normalise(text))) == len(text)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("metals", 5, False),
        ("U.S.-backed", 4, True),
        ("TSMC-Sony", 4, True),
        ("US$70", 2, False),
        ("13.5 nm", 3, False),
        ("13.5 nm", 2, False),
        ("1,980 units", 2, False),
        ("v4.", 2, True),
        ("\u53f0\u7a4d\u96fb\u5ba3\u5e03", 3, True),
        ("H200\u306f", 4, True),
        ("word", 0, True),
        ("word", 4, True),
    ],
)
def test_edges(text: str, at: int, expected: bool) -> None:
    assert is_edge(text, at) is expected


def test_words_are_where_they_are_said_to_be() -> None:
    plain = read_plain(make_briefing("Nvidia\u2019s H200, \u53f0\u7a4d\u96fb \u2013 and more"))
    rows = [(piece.strip(), at) for piece, at in zip(plain.pieces, plain.starts, strict=True) if piece != "\n"]
    assert [plain.text[at : at + len(word)] for word, at in rows] == [word for word, _ in rows]
    assert [word for word, _ in rows] == [
        "Nvidia", "s", "H200", "\u53f0", "\u7a4d", "\u96fb", "and", "more",
    ]  # fmt: skip


def test_cells_and_code_lines_are_segments_of_their_own() -> None:
    text = "Taiwan\tSemiconductor\nJapan\tDisplay"
    briefing = assemble(text, [Block(BlockKind.TABLE, Span(0, len(text)))])
    plain = read_plain(briefing)
    assert [text[segment.start : segment.end] for segment in plain.segments] == text.replace("\n", "\t").split("\t")


def test_a_hard_break_ends_a_segment() -> None:
    text = "South\nKorea"
    styles = (InlineStyle(InlineKind.BREAK, Span(5, 6)),)
    plain = read_plain(assemble(text, [Block(BlockKind.PARAGRAPH, Span(0, len(text)))], styles))
    assert [text[segment.start : segment.end] for segment in plain.segments] == ["South", "\nKorea"]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [("Memory is tight: memory sells.", "Memory", True), ("Memory is tight; memorygate", "Memory", False)],
)
def test_a_word_that_also_stands_small(text: str, word: str, expected: bool) -> None:
    assert occurs_small(read_plain(make_briefing(text)), word, 0) is expected


def test_a_long_text_is_split_like_a_short_one() -> None:
    words = "the quick fox, hbm4 of tsmc\u2019s \u53f0\u7a4d\u96fb plant \u2013 in taipei\n"
    long = words * 20_000
    plain = read_plain(make_briefing(long))
    once = read_plain(make_briefing(words * 20))
    assert list(filter(str.strip, plain.pieces)) == list(filter(str.strip, once.pieces)) * 1_000
    assert all(plain.text.startswith(piece.strip(), at) for piece, at in zip(plain.pieces, plain.starts, strict=True))
    assert len({id(piece) for piece in plain.pieces if len(piece) > 2}) == len(
        {piece for piece in once.pieces if len(piece) > 2}
    )
