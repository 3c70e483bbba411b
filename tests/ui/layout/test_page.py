"""Each code point has its one place on the page, and the way there and back agree; what is measured never moves."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.briefing import Block, BlockKind, Briefing, InlineKind, InlineStyle
from reader.domain.span import Span
from reader.ui.layout.page import Page, Row, RowRole
from reader.ui.layout.setting import air_between, indent, marker_width
from reader.ui.layout.width import cells
from tests.ui.layout.texts import FAMILY, block, briefings, join_blocks, make_briefing

P, H, T = block(BlockKind.PARAGRAPH), block(BlockKind.HEADING, 2), block(BlockKind.TITLE, 1)
SMALL = block(BlockKind.HEADING, 3)
LEAD, RULE = block(BlockKind.LEAD_IN), block(BlockKind.RULE)
BULLET, DEEP = block(BlockKind.BULLET, 1, "•"), block(BlockKind.BULLET, 2, "–")
NUMBER = block(BlockKind.BULLET, 1, "3.")
QUOTE, CODE, TABLE = block(BlockKind.QUOTE, quoted=1), block(BlockKind.CODE), block(BlockKind.TABLE)


def _draw_row(page: Page, row: Row) -> str:
    match row.role:
        case RowRole.TEXT:
            line = ""
            for piece in row.pieces:
                line += " " * (piece.x - cells(line)) + page.briefing.text[piece.start : piece.end].replace("\n", " ")
            return line
        case RowRole.RULE:
            return "(rule)"
        case _:
            return row.literal


def _draw(page: Page) -> list[str]:
    page.measure_all()
    return [_draw_row(page, page.row(y)) for y in range(page.height)]


@pytest.mark.parametrize(
    ("blocks", "drawn"),
    [
        pytest.param([], [], id="no blocks"),
        pytest.param([(P, "one two three four")], ["one two", "three four"], id="a paragraph"),
        pytest.param([(P, "one"), (P, "two")], ["one", "", "two"], id="air between paragraphs"),
        pytest.param(
            [(LEAD, "watch:"), (BULLET, "a b c d e f"), (BULLET, "g")],
            ["watch:", "  a b c d e", "  f", "  g"],
            id="bullets stand close, under their marker",
        ),
        pytest.param([(BULLET, "a"), (DEEP, "b"), (BULLET, "c")], ["  a", "    b", "  c"], id="a deeper bullet"),
        pytest.param([(NUMBER, "a")], ["   a"], id="a longer marker"),
        pytest.param([(T, "Title"), (P, "one")], ["Title", "", "one"], id="a title"),
        pytest.param([(P, "one"), (H, "Head"), (P, "two")], ["one", "", "", "Head", "", "two"], id="a heading"),
        pytest.param([(P, "one"), (SMALL, "Head"), (P, "two")], ["one", "", "Head", "two"], id="a small heading"),
        pytest.param([(H, "Head"), (SMALL, "Sub"), (P, "x")], ["Head", "", "Sub", "x"], id="headings in a row"),
        pytest.param([(P, "one"), (RULE, ""), (H, "Head")], ["one", "", "(rule)", "", "Head"], id="a rule"),
        pytest.param([(P, "one"), (P, ""), (P, "two")], ["one", "", "", "", "two"], id="an empty block"),
        pytest.param([(QUOTE, "one two three")], ["  one two", "  three"], id="a quote"),
        pytest.param([(CODE, "if x:\n    y\n")], ["  if x:", "      y", ""], id="code"),
        pytest.param([(TABLE, "a\tb\nc\td")], ["a  b", "────", "c  d"], id="a table"),
        pytest.param(
            [(TABLE, "abcdef\tabcdef\tx\nx\ty\tz")],
            ["abcdef  abcdef  x", "─" * 17, "x       y       z"],
            id="a table that does not fit is wider than the page",
        ),
        pytest.param([(P, "日本の半導体業")], ["日本の半導体", "業"], id="wide text"),
    ],
)
def test_blocks_are_set(blocks: Sequence[tuple[Block, str]], drawn: list[str]) -> None:
    assert [line.rstrip() for line in _draw(Page(join_blocks(*blocks), 12))] == drawn


def test_hard_breaks_end_rows_and_other_line_feeds_do_not() -> None:
    text = "one\ntwo\nthree"
    briefing = make_briefing(
        text, [Block(BlockKind.PARAGRAPH, Span(0, 13))], [InlineStyle(InlineKind.BREAK, Span(7, 8))]
    )
    assert _draw(Page(briefing, 20)) == ["one two", "three"]


def test_hard_breaks_of_other_blocks_do_not_count() -> None:
    briefing = join_blocks((P, "a\nb"), (P, "c\nd"), (P, "e\nf"))
    middle = InlineStyle(InlineKind.BREAK, Span(5, 6))
    briefing = make_briefing(briefing.text, briefing.blocks, [middle])
    assert _draw(Page(briefing, 20)) == ["a b", "", "c", "d", "", "e f"]


@pytest.mark.parametrize(
    ("first", "masthead", "facts", "drawn"),
    [
        pytest.param(T, (), "W19", ["Head", "W19", "", "text"], id="facts under a title"),
        pytest.param(P, (), "", ["Head", "", "text"], id="nothing to add"),
        pytest.param(P, ("A title",), "W19", ["A title", "W19", "", "Head", "", "text"], id="a title above the text"),
        pytest.param(P, (), "W19", ["W19", "", "Head", "", "text"], id="facts alone"),
        pytest.param(P, ("A", "title"), "", ["A", "title", "", "Head", "", "text"], id="a title of two rows"),
    ],
)
def test_title_and_facts(first: Block, masthead: tuple[str, ...], facts: str, drawn: list[str]) -> None:
    page = Page(join_blocks((first, "Head"), (P, "text")), 20, masthead, facts)
    assert _draw(page) == drawn
    text = page.briefing.text.index("text")
    assert page.row_of(text) == len(drawn) - 1
    assert page.offset_at(len(drawn) - 1) == text
    assert page.offset_at(0) == 0


def test_a_page_without_blocks_shows_its_masthead() -> None:
    page = Page(make_briefing("", ()), 20, ("A title",), "no date")
    assert page.is_complete
    assert _draw(page) == ["A title", "no date", ""]
    assert (page.row_of(0), page.x_of(0), page.offset_at(0), page.offset_at(5, 3), page.block_at(2)) == (0, 0, 0, 0, 0)
    assert page.row(99).role is RowRole.BLANK


def test_places_are_found_both_ways() -> None:
    page = Page(join_blocks((P, "one two three"), (BULLET, "日本の半導体")), 10)
    # one two / three / (air) / 日本の半 / 導体, the bullet's words from column 2, with eight cells for them.
    assert [page.row_of(at) for at in (0, 3, 4, 7, 8, 13, 14, 17, 18, 19)] == [0, 0, 0, 0, 1, 1, 3, 3, 4, 4]
    assert [page.x_of(at) for at in (0, 4, 8, 13, 14, 15, 17, 18)] == [0, 4, 0, 5, 2, 4, 8, 2]
    assert [page.offset_at(3, x) for x in (0, 1, 2, 3, 4, 6, 9, 10, 99)] == [14, 14, 14, 14, 15, 16, 17, 17, 17]
    assert page.offset_at(2) == 8, "on an empty row: the row above"
    assert page.offset_at(99) == 18, "below the end: the last row"
    assert page.row(-1).role is RowRole.BLANK


def test_a_cell_cut_within_a_word_is_found_on_its_second_row() -> None:
    briefing = join_blocks((TABLE, f"a\tb\n{'s' * 30}ctor\tx"))
    page = Page(briefing, 33)
    rows = [_draw_row(page, page.row(y)) for y in range(page.block_height(0))]
    assert rows == [f"a{' ' * 31}b", "─" * 33, f"{'s' * 30}  x", "ctor"]
    cut = briefing.text.index("ctor")
    assert (page.row_of(cut), page.x_of(cut)) == (3, 0)
    assert page.row_of(cut - 1) == 2
    assert page.offset_at(3) == cut


@pytest.mark.parametrize(
    ("above", "below", "rows"),
    [
        pytest.param(None, P, 0, id="at the top"),
        pytest.param(P, P, 1, id="paragraphs"),
        pytest.param(BULLET, BULLET, 0, id="bullets"),
        pytest.param(LEAD, BULLET, 0, id="a lead-in and its bullets"),
        pytest.param(BULLET, block(BlockKind.BULLET, 1, "•", quoted=1), 1, id="a bullet in a quote after one outside"),
        pytest.param(P, BULLET, 1, id="a paragraph and bullets"),
        pytest.param(P, H, 2, id="before a heading"),
        pytest.param(P, SMALL, 1, id="before a small heading"),
        pytest.param(RULE, H, 1, id="a rule and a heading"),
        pytest.param(H, P, 1, id="under a heading"),
        pytest.param(SMALL, P, 0, id="under a small heading"),
    ],
)
def test_air_between_blocks(above: Block | None, below: Block, rows: int) -> None:
    assert air_between(above, below) == rows


@pytest.mark.parametrize(
    ("block_", "cells_"),
    [
        pytest.param(P, 0, id="a paragraph"),
        pytest.param(QUOTE, 2, id="a quote"),
        pytest.param(block(BlockKind.QUOTE, quoted=2), 4, id="a quote in a quote"),
        pytest.param(BULLET, 2, id="a bullet"),
        pytest.param(DEEP, 4, id="a deeper one"),
        pytest.param(block(BlockKind.BULLET, 1, "12.", quoted=1), 6, id="a number in a quote"),
        pytest.param(block(BlockKind.PARAGRAPH, 1), 2, id="a paragraph that continues a bullet"),
        pytest.param(SMALL, 0, id="a heading's level is no indent"),
        pytest.param(CODE, 2, id="code"),
    ],
)
def test_indents(block_: Block, cells_: int) -> None:
    assert indent(block_) == cells_


def test_a_marker_takes_its_cells_and_a_space() -> None:
    assert [marker_width(item) for item in (BULLET, NUMBER, P)] == [2, 3, 0]


@pytest.mark.parametrize("width", [1, 5, 8, 9, 20])
def test_deep_lists_keep_room_for_words(width: int) -> None:
    page = Page(join_blocks((block(BlockKind.BULLET, 40, "•"), "semiconductors")), width)
    (first, *_) = [page.row(y) for y in range(page.block_height(0))]
    assert first.pieces[0].x == max(0, width - 8)


WIDTHS = st.sampled_from([1, 2, 3, 7, 10, 16, 30, 72])


def _pages(briefing: Briefing, width: int) -> Page:
    return Page(briefing, width, ("A title",), "W19") if len(briefing.text) % 2 else Page(briefing, width, (), "W19")


def _rows(page: Page) -> list[Row]:
    page.measure_all()
    return [page.row(y) for y in range(page.height)]


@given(briefings(), WIDTHS)
def test_each_code_point_stands_on_one_row(briefing: Briefing, width: int) -> None:
    page = _pages(briefing, width)
    covered = sorted(at for row in _rows(page) for piece in row.pieces for at in range(piece.start, piece.end))
    assert len(covered) == len(set(covered))
    missing = set(range(len(briefing.text))) - set(covered)
    assert {briefing.text[at] for at in missing} <= set(" \t\n")


@given(briefings(), WIDTHS)
def test_no_row_is_wider_than_the_page_or_its_table(briefing: Briefing, width: int) -> None:
    page = _pages(briefing, width)
    for row in _rows(page):
        if row.block >= 0 and page.block_width(row.block) > width:
            full = page.block_width(row.block)
            assert briefing.blocks[row.block].kind is BlockKind.TABLE
            assert all(piece.x + cells(briefing.text[piece.start : piece.end]) <= full for piece in row.pieces)
            continue
        for piece in row.pieces:
            words = briefing.text[piece.start : piece.end]
            right = piece.x + cells(words)
            assert right <= width or (width == 1 and right == 2 and len(row.pieces) == 1), words
        if row.role is RowRole.TABLE_LINE:
            assert cells(row.literal) <= width


@given(briefings(), WIDTHS)
def test_rows_follow_the_text(briefing: Briefing, width: int) -> None:
    page = _pages(briefing, width)
    rows = [row for row in _rows(page) if row.role is RowRole.TEXT]
    assert [row.block for row in rows] == sorted(row.block for row in rows)
    for row in rows:
        if row.span is not None:
            assert briefing.blocks[row.block].span.covers(row.span)
    for row, following in zip(rows, rows[1:], strict=False):
        is_table = briefing.blocks[row.block].kind is BlockKind.TABLE and row.block == following.block
        if row.span is not None and following.span is not None and not is_table:
            assert row.span.end <= following.span.start
    firsts = [row.block for row in _rows(page) if row.is_first]
    assert firsts == list(range(len(briefing.blocks)))


@given(briefings(), WIDTHS)
def test_the_way_there_and_back_agree(briefing: Briefing, width: int) -> None:
    page = _pages(briefing, width)
    for y, row in enumerate(_rows(page)):
        for piece in row.pieces:
            for offset in range(piece.start, piece.end):
                assert page.row_of(offset) == y
                before = cells(briefing.text[piece.start : offset])
                assert page.x_of(offset) == piece.x + before
                if cells(briefing.text[piece.start : offset + 1]) > before:
                    assert page.offset_at(y, page.x_of(offset)) == offset


@given(briefings(), WIDTHS)
def test_the_height_is_the_sum_of_what_is_there(briefing: Briefing, width: int) -> None:
    page = _pages(briefing, width)
    page.measure_all()
    assert page.is_complete
    blocks = briefing.blocks
    has_title = bool(blocks) and blocks[0].kind is BlockKind.TITLE
    masthead = 1 if len(briefing.text) % 2 else 0
    head = masthead + (0 if has_title else 1)
    total = head + (1 if head else 0) + (1 if has_title else 0)
    for index, placed in enumerate(blocks):
        total += air_between(blocks[index - 1] if index else None, placed) + page.block_height(index)
    assert page.height == total
    assert page.row(total).role is RowRole.BLANK
    assert page.row(total).pieces == ()


@given(briefings(), WIDTHS, st.lists(st.integers(0, 40), max_size=6))
def test_what_has_been_measured_never_moves(briefing: Briefing, width: int, steps: list[int]) -> None:
    at_once = _rows(_pages(briefing, width))
    page = _pages(briefing, width)
    seen: dict[int, Row] = {}
    places: dict[int, tuple[int, int]] = {}
    for step in steps:
        if step % 3 == 0:
            page.measure_rows(step)
            seen |= {y: page.row(y) for y in range(min(step, page.height if page.is_complete else step))}
        elif step % 3 == 1:
            offset = min(step, max(0, len(briefing.text) - 1))
            places[offset] = (page.row_of(offset), page.x_of(offset))
        else:
            page.measure_more(step)
        assert page.height >= 0
    page.measure_all()
    assert [page.row(y) for y in range(page.height)] == at_once
    assert {y: page.row(y) for y in seen} == seen
    assert {offset: (page.row_of(offset), page.x_of(offset)) for offset in places} == places


@given(briefings(), WIDTHS)
def test_blocks_know_their_rows(briefing: Briefing, width: int) -> None:
    page = _pages(briefing, width)
    page.measure_all()
    for index, placed in enumerate(briefing.blocks):
        top, height = page.block_top(index), page.block_height(index)
        assert page.row(top).is_first
        assert {page.block_at(y) for y in range(top, top + height)} == {index}
        if placed.kind is not BlockKind.RULE:
            assert page.row_of(placed.span.start) == top


def test_measuring_a_little_measures_little() -> None:
    briefing = join_blocks(*((P, "word " * 40) for _ in range(500)))
    page = Page(briefing, 72)
    page.measure_rows(20)
    assert not page.is_complete
    exact = [page.row(y) for y in range(20)]
    assert page.height > 500
    assert not page.measure_more(1000)
    assert page.measure_more(1_000_000)
    assert [page.row(y) for y in range(20)] == exact


def test_the_estimate_is_near_the_truth() -> None:
    briefing = join_blocks(*((P, "semiconductor supply chains " * 20) for _ in range(100)))
    page = Page(briefing, 72)
    page.measure_rows(1)
    estimate = page.height
    page.measure_all()
    assert 0.7 * page.height < estimate < 1.3 * page.height


def test_joined_emoji_stand_whole() -> None:
    page = Page(join_blocks((P, f"{FAMILY}{FAMILY}{FAMILY}")), 4)
    assert _draw(page) == [FAMILY * 2, FAMILY]
