"""The line in which one types: the focus comes straight back, and what is offered stands beside it."""

from pathlib import Path

import pytest
from textual.widgets import Input

from reader.domain.scrub import SafeText
from reader.services.services import Services
from reader.ui.widgets.prompt import Offers, Prompt, complete_word
from tests.ui.pilot import open_reader_services, run_reader


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
        await reader.pilot.click("AnnotationList", offset=(5, 1), times=2)
        await reader.settle()
        assert (reader.title, reader.pane) == ("Notes on packaging", "article")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["supply/hbm", "hbm-4", "hot", "ABF"]),
        ("h", ["hbm-4", "hot", "supply/hbm"]),
        ("hbm", ["hbm-4", "supply/hbm"]),
        ("sbm", ["supply/hbm"]),
        ("bf", ["ABF"]),
        ("hot a", ["ABF"]),
        ("-s", ["supply/hbm"]),
        ("xyz", []),
    ],
)
def test_words_are_completed_by_how_well_they_fit(typed: str, offered: list[str]) -> None:
    words = [SafeText(word) for word in ("supply/hbm", "hbm-4", "hot", "ABF")]
    assert list(complete_word(typed, words)) == offered


async def test_a_digit_picks_a_quick_tag_only_while_nothing_is_typed(folder: Path, tmp_path: Path) -> None:
    config = tmp_path / "home" / "config"
    config.mkdir(parents=True)
    (config / "config.yaml").write_text("quick_tags: [hbm, supply/foundry]\n")
    services = open_reader_services(folder, tmp_path / "home", {})
    async with run_reader(services) as reader:
        await reader.press("t")
        assert reader.lines[-3].split() == ["tag", "1", "hbm", "2", "supply/foundry"]
        await reader.press("2")
        assert [tag for tag, _ in services.annotations.tags()] == ["supply/foundry"]
        assert not reader.screen.query(Prompt)
        reader.strike("j", "t", "1", "j")
        await reader.settle()
        assert sorted(tag for tag, _ in services.annotations.tags()) == ["hbm", "supply/foundry"]
        assert reader.current_title() == "April Brief", "what is typed behind it is a command"
        await reader.press("t", "3", "1", "enter")
        assert sorted(tag for tag, _ in services.annotations.tags()) == ["31", "hbm", "supply/foundry"]
        await reader.answer("t", "+2")
        assert "2" in [tag for tag, _ in services.annotations.tags()]


async def test_tags_have_the_colours_of_the_configuration(folder: Path, tmp_path: Path) -> None:
    config = tmp_path / "home" / "config"
    config.mkdir(parents=True)
    (config / "config.yaml").write_text("tag_colours: {supply: red}\n")
    services = open_reader_services(folder, tmp_path / "home", {})
    async with run_reader(services) as reader:
        await reader.answer("t", "Supply/x other")
        await reader.press("g", "t")
        nested, other = reader.styles_of("#Supply/x")[0], reader.styles_of("#other")[0]
        assert nested.color is not None
        assert nested.color.triplet is not None
        assert nested.color.triplet.red > nested.color.triplet.green
        assert other.color != nested.color
        await reader.press("A")
        assert reader.styles_of("#Supply/x")[0].color == nested.color


@pytest.mark.parametrize(
    ("key", "hints"),
    [
        pytest.param("slash", "Enter done  Esc cancel", id="a line"),
        pytest.param("a", "Ctrl-S keep  Esc leave", id="several lines"),
        pytest.param("m", "Esc cancel", id="one key"),
    ],
)
async def test_the_keys_of_what_is_asked_stand_below_as_long_as_it_is(services: Services, key: str, hints: str) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        before = reader.lines[-1]
        await reader.press(key)
        assert reader.lines[-1].strip() == hints
        await reader.press("escape")
        assert reader.lines[-1] == before


async def test_tab_is_told_where_something_is_offered(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("t", *"hbm", "enter", "t")
        assert reader.lines[-1].strip() == "Enter done  Tab complete  Esc cancel"
