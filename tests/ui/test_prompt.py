"""The line in which one types: the focus comes straight back, and what is offered stands beside it."""

import pytest
from textual.widgets import Input

from reader.services.services import Services
from reader.ui.widgets.prompt import Offers, Prompt
from tests.ui.pilot import run_reader


@pytest.mark.parametrize("end", ["enter", "escape"])
@pytest.mark.parametrize("pane", ["list", "article", "sidebar"])
async def test_the_focus_comes_straight_back(services: Services, pane: str, end: str) -> None:
    async with run_reader(services) as reader:
        await reader.press(*{"list": "", "article": "l", "sidebar": "ll"}[pane])
        focused: list[str | None] = []
        reader.main.watch(
            reader.main, "focused", lambda widget: focused.append(widget and (widget.id or "field")), init=False
        )
        await reader.press("t", end)
        assert focused == ["field", pane], "panes follow the focus: no other may have it for a moment"
        assert reader.pane == pane
        assert not reader.screen.query(Prompt)


async def test_completions_stand_beside_the_field_only_where_there_are_some(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("t")
        assert not reader.screen.query_one(Offers).display
        assert reader.screen.query_one(Input).region.right == 120
        await reader.press(*"hbm supply", "enter", "j", "t")
        assert reader.screen.query_one(Input).region.right < 60
        assert reader.lines[-3].split() == ["tag", "hbm", "supply"]
        first, *_, second = reader.styles_of("hbm  supply")
        assert first.color != second.color, "Tab takes the first"
        await reader.press("escape", "slash")
        assert reader.screen.query_one(Input).region.right == 120


async def test_the_prompt_is_one_colour_from_edge_to_edge(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("slash", "x")
        strip = reader.screen._compositor.render_strips()[-3]
        grounds = [segment.style.bgcolor for segment in strip if segment.style and not segment.style.reverse]
        cursor = reader.screen.query_one(Input).get_component_rich_style("input--cursor").bgcolor
        assert len({ground for ground in grounds if ground != cursor}) == 1
