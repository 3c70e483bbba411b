"""A footer on the page: one row while it is closed, its rows under another while it is open; nothing above it moves."""

import pytest

from reader.domain.briefing import BlockKind, Briefing
from reader.domain.footer import Footer
from reader.ui.layout.moves import move_blocks, move_rows
from reader.ui.layout.page import Page, RowRole
from reader.ui.layout.setting import describe_footer
from reader.ui.layout.width import cells
from tests.ui.layout.texts import block, join_blocks

P, RULE = block(BlockKind.PARAGRAPH), block(BlockKind.RULE)
FIRST = "one two three four"
LAST = (P, "You get this."), (P, "Unsubscribe here")


def _set(*, has_rule: bool, width: int = 20) -> tuple[Briefing, Page, Footer]:
    briefing = join_blocks((P, FIRST), (P, "five"), *([(RULE, "")] if has_rule else []), *LAST)
    blocks = briefing.blocks
    span = type(blocks[0].span)(blocks[-2].span.start, blocks[-1].span.end)
    footer = Footer(2, span, 2, ("unsubscribe", "why it came"))
    return briefing, Page(briefing, width, footer=footer), footer


def _draw(page: Page) -> list[str]:
    page.measure_all()
    rows = [page.row(y) for y in range(page.height)]
    text = page.briefing.text
    return [row.literal or "".join(text[piece.start : piece.end] for piece in row.pieces) for row in rows]


@pytest.mark.parametrize("has_rule", [True, False])
def test_closed_and_open(has_rule: bool) -> None:
    _, page, _ = _set(has_rule=has_rule)
    above = [FIRST, "", "five", ""]
    assert _draw(page) == [*above, "▸ footer, 2 lines"]
    page.open_footer(True)
    assert _draw(page) == [*above, "▾ footer, 2 lines", "", "You get this.", "", "Unsubscribe here"]
    page.open_footer(False)
    assert _draw(page) == [*above, "▸ footer, 2 lines"]


@pytest.mark.parametrize("has_rule", [True, False])
def test_every_place_has_its_row(has_rule: bool) -> None:
    briefing, page, footer = _set(has_rule=has_rule)
    closed = [page.row_of(offset) for offset in range(len(briefing.text) + 1)]
    assert closed == sorted(closed)
    assert set(closed[footer.span.start :]) == {4}
    assert page.offset_at(4, 9) == footer.span.start
    page.open_footer(True)
    rows = [page.row_of(offset) for offset in range(len(briefing.text) + 1)]
    assert rows[: footer.span.start - 1] == closed[: footer.span.start - 1]
    for offset in range(footer.span.start, len(briefing.text)):
        row = page.row(rows[offset])
        assert row.role is RowRole.TEXT
        assert row.span is None or row.span.start <= offset <= row.span.end


def test_the_row_stands_for_all_its_words() -> None:
    _, page, footer = _set(has_rule=True)
    assert page.row(4).span == footer.span
    edge = footer.span.start
    assert [page.hides(offset) for offset in (edge - 1, edge, edge + 1)] == [False, True, True]
    page.open_footer(True)
    assert [page.hides(offset) for offset in (edge - 1, edge, edge + 1)] == [False, False, False]


@pytest.mark.parametrize("has_rule", [True, False])
def test_the_cursor_stops_on_it_and_goes_no_further(has_rule: bool) -> None:
    _, page, footer = _set(has_rule=has_rule)
    start = footer.span.start
    assert move_rows(page, 0, 9) == move_rows(page, 0, 2) == start
    assert move_blocks(page, 0, 9) == move_blocks(page, 0, 2) == start
    assert move_blocks(page, start, 1) == start
    assert move_rows(page, start, -1) == move_blocks(page, start, -1) == len(FIRST) + 1


def test_open_the_cursor_passes_over_what_closes_it() -> None:
    briefing, page, footer = _set(has_rule=True)
    page.open_footer(True)
    assert move_rows(page, 0, 2) == footer.span.start
    assert move_rows(page, footer.span.start, 1) == briefing.blocks[-1].span.start
    assert move_rows(page, footer.span.start, -1) == len(FIRST) + 1


def test_what_is_measured_above_stays() -> None:
    _, page, _ = _set(has_rule=False)
    page.measure_rows(2)
    page.open_footer(True)
    assert [page.is_complete, page.row(0).span == page.briefing.blocks[0].span] == [False, True]
    page.measure_all()
    assert page.height == 9


@pytest.mark.parametrize("width", [1, 9, 17, 30, 40, 80])
def test_as_many_topics_as_there_is_room_for(width: int) -> None:
    footer = _set(has_rule=True)[2]
    label = describe_footer(footer, width, is_open=False)
    assert cells(label) <= width
    assert ("unsubscribe" in label) == (width >= 40)
    assert ("why it came" in label) == (width >= 80)
