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


async def test_keys_that_come_at_once_are_taken_in_turn(services: Services) -> None:
    async with run_reader(services) as reader:
        reader.strike("t", *"hbm jq", "enter", "j", "t", *"-x two", "enter", "j", "slash", *"nvi", "backspace", "enter")
        await reader.settle()
        ids = {str(entry.title): entry.id for entry in services.library.rows()}
        assert services.annotations.tags_by_briefing() == {
            ids["Memory Weekly"]: ("hbm", "jq"),
            ids["Chip Letter"]: ("two",),
        }
        assert reader.main.shelf.filter == "nv"
        reader.strike("escape", "g", "g", "enter", "}", "l", "l", "h", "q", "q")
        await reader.settle()
        assert reader.app.return_code == 0


async def test_what_is_typed_behind_escape_is_a_command(services: Services) -> None:
    async with run_reader(services) as reader:
        reader.strike("t", *"hb", "escape", "j", "x")
        await reader.settle()
        assert services.annotations.tags() == ()
        assert len(reader.main.shelf.selected) == 1
        assert reader.current_title() == "April Brief", "one down, and one more after the selection"


async def test_keys_go_to_the_screen_that_the_key_before_has_opened(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.answer("t", "one")
        reader.strike("A", "question_mark", "slash", *"delete")
        await reader.settle()
        assert reader.lines[0].startswith(" KEYS among the annotations")
        assert reader.lines[0].endswith("· delete")


async def test_the_mouse_takes_no_typing_away(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("t", *"hb")
        await reader.pilot.click("#article", offset=(8, 4))
        await reader.press("m", "enter")
        assert services.annotations.tags() == (("hbm", 1),)
        assert not reader.screen.query(Prompt)


async def test_two_clicks_are_enter(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.pilot.click("#list", offset=(5, 3), times=2)
        await reader.settle()
        assert (reader.title, reader.pane) == ("Chip Letter", "article")
        await reader.pilot.click("#sidebar", offset=(5, 2), times=2)
        await reader.settle()
        assert reader.status.trail == "Nvidia 1/1"
        await reader.press("h", "h", "G", "enter", "}", "B", "[", "A")
        await reader.pilot.click("AnnotationList", offset=(5, 0), times=2)
        await reader.settle()
        assert (reader.title, reader.pane) == ("Notes on packaging", "article")
