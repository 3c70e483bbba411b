"""The tags in the sidebar: all of the library, and which words of the open briefing bear them."""

from reader.commands.model import Scope
from reader.services.services import Services
from reader.ui.widgets.bars import KeyBar
from tests.ui.pilot import Reader, run_reader


def _rows(reader: Reader) -> list[str]:
    return [" ".join(row.split()) for row in reader.pane_lines("sidebar") if row.strip()]


def _shown(reader: Reader) -> list[str]:
    return [entry.title for entry in reader.main.shelf.entries]


async def _give_tags(reader: Reader) -> None:
    """The weekly gets #hbm, a block of it #hbm and #supply chain; the letter #hbm and #old."""
    await reader.answer("t", "hbm")
    await reader.highlight("j")
    await reader.answer("t", "hbm old")
    await reader.highlight("k")
    await reader.press("enter", "}")
    await reader.answer("t", "HBM fab")


async def test_all_tags_are_listed_with_what_bears_them_here(services: Services) -> None:
    async with run_reader(services) as reader:
        await _give_tags(reader)
        await reader.press("g", "t")
        assert reader.pane == "article"
        assert _rows(reader) == [
            "IN THIS BRIEFING 2",
            "#hbm 2",
            "the whole briefing",
            "“Nvidia waits for HBM…",
            "#fab 1",
            "“Nvidia waits for HBM…",
            "ELSEWHERE 1",
            "#old 1",
        ]
        assert reader.lines[1].split()[-4:] == ["TAGS", "go", "ge", "3"]
        await reader.press("h")
        await reader.highlight("j")
        assert _rows(reader) == [
            "IN THIS BRIEFING 2",
            "#hbm 2",
            "the whole briefing",
            "#old 1",
            "the whole briefing",
            "ELSEWHERE 1",
            "#fab 1",
        ]


async def test_a_tag_that_is_given_is_there_at_once(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("g", "t")
        assert _rows(reader)[0].startswith("No tags yet. t tags a")
        await reader.answer("t", "hbm")
        assert _rows(reader) == ["IN THIS BRIEFING 1", "#hbm 1", "the whole briefing"]
        await reader.press("u")
        assert _rows(reader)[0].startswith("No tags yet.")


async def test_enter_on_a_tag_filters_and_again_shows_all(services: Services) -> None:
    async with run_reader(services) as reader:
        await _give_tags(reader)
        await reader.press("g", "t", "l")
        assert reader.screen.query_one(KeyBar).scope is Scope.TAGS
        assert "Enter filter" in reader.lines[-1]
        await reader.press("enter")
        assert _shown(reader) == ["Memory Weekly", "Chip Letter"]
        assert reader.main.shelf.filter == "tag:hbm"
        assert "2 of 4 · tag:hbm" in reader.lines[1]
        assert reader.pane == "sidebar"
        await reader.press("G", "enter")
        assert _shown(reader) == ["Chip Letter"]
        await reader.press("enter")
        assert len(_shown(reader)) == 4
        await reader.press("g", "g", "enter", "escape")
        assert len(_shown(reader)) == 4


async def test_what_is_filtered_is_seen_on_a_narrow_screen_too(services: Services) -> None:
    async with run_reader(services, (80, 24)) as reader:
        await reader.answer("t", "hbm")
        await reader.press("g", "t")
        assert reader.pane == "sidebar"
        await reader.press("enter")
        assert reader.pane == "list"
        assert "1 of 4 · " in reader.lines[1]


async def test_enter_on_words_goes_to_them(services: Services) -> None:
    async with run_reader(services) as reader:
        await _give_tags(reader)
        await reader.press("G", "g", "t", "l", "g", "g", "2", "j")
        await reader.press("enter")
        assert reader.words.startswith("Nvidia waits for HBM.")
        assert reader.pane == "article"
        await reader.press("ctrl+o")
        assert reader.words.startswith("The end.")
        await reader.press("l", "k", "enter")
        assert reader.status.notice == "This tag stands on no words of the text."
        assert reader.pane == "sidebar"


async def test_the_tags_are_filtered(services: Services) -> None:
    async with run_reader(services) as reader:
        await _give_tags(reader)
        await reader.press("g", "t", "l", "slash")
        assert reader.lines[-3].split()[0] == "tags"
        await reader.type_text("O")
        assert _rows(reader) == ["ALL TAGS 1", "#old 1"]
        await reader.press("enter", "enter")
        assert _shown(reader) == ["Chip Letter"]
        await reader.press("escape")
        assert len(_rows(reader)) > 3
        assert _shown(reader) == ["Chip Letter"], "the sidebar's filter goes first"


async def test_the_cursor_stays_on_its_tag(services: Services) -> None:
    async with run_reader(services) as reader:
        await _give_tags(reader)
        await reader.press("g", "t", "l", "G", "g", "o", "g", "t")
        chosen = reader.main.sidebar.chosen
        assert getattr(chosen, "name", "") == "old"
        await reader.press("h")
        await reader.answer("t", "zz")
        assert getattr(reader.main.sidebar.chosen, "name", "") == "old", "though other rows came above it"


async def test_enter_on_what_tags_are_nested_in_shows_all_of_them(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.answer("t", "supply/hbm")
        await reader.highlight("j")
        await reader.answer("t", "supply/film")
        await reader.press("g", "t", "l", "l")
        assert _rows(reader)[:2] == ["IN THIS BRIEFING 1", "#supply/film 1"]
        await reader.press("h", "h")
        await reader.highlight("j")
        await reader.press("l", "l")
        assert _rows(reader) == ["ALL TAGS 2", "#supply", "/film 1", "/hbm 1"]
        await reader.press("g", "g", "enter")
        assert _shown(reader) == ["Memory Weekly", "Chip Letter"]
        await reader.press("enter")
        assert len(_shown(reader)) == 4
