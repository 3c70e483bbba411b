"""The bar at the right shows where in the whole text the hits stand."""

import pytest

from reader.domain.briefing import BlockKind
from reader.domain.span import Span
from reader.services.services import Services
from reader.ui.layout.page import Page
from reader.ui.widgets.rail import CURRENT, HIT, locate
from tests.ui.layout.texts import block, join_blocks
from tests.ui.pilot import Reader, run_reader

LINES = 20
PAGE = Page(join_blocks(*((block(BlockKind.PARAGRAPH), f"line {number:02}") for number in range(LINES))), 20)
"""A block on every other row: 39 rows."""
PAGE.measure_all()


def _span(number: int) -> Span:
    start = PAGE.briefing.text.index(f"line {number:02}")
    return Span(start, start + 4)


@pytest.mark.parametrize(
    ("numbers", "current", "height", "rows"),
    [
        pytest.param([], None, 13, {}, id="nothing"),
        pytest.param([0], 0, 13, {0: CURRENT}, id="the first"),
        pytest.param([19], None, 13, {12: HIT}, id="the last"),
        pytest.param([0, 9, 19], 9, 13, {0: HIT, 6: CURRENT, 12: HIT}, id="three rows of the text to one of the bar"),
        pytest.param([0, 1, 2], 1, 13, {0: CURRENT, 1: HIT}, id="the current one over another"),
        pytest.param([3, 4], None, 39, {6: HIT, 8: HIT}, id="row beside row"),
        pytest.param([3], None, 60, {6: HIT}, id="a text that is shorter than the bar"),
        pytest.param([3], None, 0, {}, id="no bar"),
    ],
)
def test_signs_stand_at_their_heights(
    numbers: list[int], current: int | None, height: int, rows: dict[int, str]
) -> None:
    spans = [_span(number) for number in numbers]
    signs = locate(PAGE, spans, None if current is None else _span(current), height)
    assert {at: sign for at, sign in enumerate(signs) if sign} == rows


def _bar(reader: Reader) -> str:
    region = reader.main.article.vertical_scrollbar.region
    return "".join(line[region.x] for line in reader.full_lines[region.y : region.bottom])


async def test_the_bar_follows_the_trail(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        assert HIT not in _bar(reader)
        await reader.answer("/", "paragraph 20 ")
        bar = _bar(reader)
        assert bar.count(CURRENT) == 1
        # Paragraph 20 is about in the middle.
        assert abs(bar.index(CURRENT) - len(bar) // 2) <= 2
        assert HIT not in bar
        await reader.answer("/", "nvidia")
        bar = _bar(reader)
        assert HIT in bar[:2]
        assert bar.count(HIT) > len(bar) // 2
        await reader.press("n", "n", "n")
        assert _bar(reader).count(CURRENT) == 1
        await reader.press("escape")
        assert HIT not in _bar(reader)
        assert CURRENT not in _bar(reader)


async def test_the_bar_shows_the_mentions_of_the_name_walked(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "l", "j", "enter")
        assert reader.status.trail == "TSMC 1/1"
        assert _bar(reader).count(CURRENT) == 1
