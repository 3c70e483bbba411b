"""The `:` line: it offers, completes, runs with the words behind a name, and remembers."""

from collections.abc import Callable

import pytest

from reader.services.services import Services
from reader.ui.screens.annotations import AnnotationsScreen
from reader.ui.screens.help import HelpScreen
from reader.ui.screens.main import MainScreen
from reader.ui.widgets.command_prompt import CommandOffers
from reader.ui.widgets.prompt import Field
from tests.ui.pilot import Reader, run_reader


def _offers(reader: Reader) -> list[str]:
    """The rows over the line."""
    return [line.strip() for line in reader.pane_lines("offers") if line.strip()]


def _field(reader: Reader) -> str:
    return reader.screen.query_one(Field).value


def _text(reader: Reader) -> list[str]:
    """The rows of the article above the offers, without the scroll bar."""
    return [line.rstrip(" ▁▂▃▄▅▆▇█") for line in reader.pane_lines("article")[:20]]


async def test_it_offers_what_is_live_and_narrows_while_one_types(services: Services) -> None:
    async with run_reader(services, (120, 40)) as reader:
        before = _text(reader)
        await reader.press("colon")
        assert len(_offers(reader)) == 8
        assert _offers(reader)[0].startswith("list.read")
        await reader.type_text("mute")
        (row,) = _offers(reader)
        assert row.split() == ["view.mute-bold", "M", *"Show bold words like the rest, or bold again.".split()]
        assert _text(reader) == before, "the text does not move"
        await reader.type_text("zzz")
        assert not reader.screen.query_one(CommandOffers).display
        await reader.press("escape")
        assert not reader.screen.query(CommandOffers)
        assert reader.pane == "list"


async def test_tab_completes_and_goes_on(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("colon", *"mov")
        await reader.press("tab")
        assert _field(reader) == "move.down "
        await reader.press("tab")
        assert _field(reader) == "move.up "
        await reader.press("enter")
        assert reader.status.notice == ""
        await reader.press("colon", *"2 mov", "tab", "enter")
        assert reader.current_title() == "April Brief"


@pytest.mark.parametrize("line", ["view.mute-bold", "mute-bold", "Mute bold", "mute-b"])
async def test_a_command_is_run_by_any_of_its_names(services: Services, line: str) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        await reader.answer(":", line)
        assert reader.main.is_bold_muted
        assert reader.pane == "article", "the focus is where it was"


async def test_words_behind_a_name_answer_what_it_asks(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.answer(":", "tag hbm memory")
        assert services.annotations.tags() == (("hbm", 1), ("memory", 1))
        await reader.answer(":", "filter the library taiwan -memory")
        assert [entry.title for entry in reader.main.shelf.entries] == [
            "Chip Letter", "April Brief", "Notes on packaging",
        ]  # fmt: skip
        await reader.answer(":", "list.arrange title")
        assert [entry.title for entry in reader.main.shelf.entries][0] == "April Brief"
        await reader.answer(":", "arrange colour")
        assert reader.status.notice.endswith("not colour.")
        await reader.answer(":", "zen now")
        assert reader.status.notice == "Zen takes no words behind it."


async def test_words_find_in_the_text(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        await reader.answer(":", "find second sentence names")
        assert reader.status.trail.endswith("1/40")
        await reader.press("n")
        assert reader.status.trail.endswith("2/40")


async def test_what_is_none_is_told(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.answer(":", "view.zenn")
        assert reader.status.notice.startswith("view.zenn: no such command")
        await reader.answer(":", "annotate.bookmark")
        assert reader.status.notice == "Bookmark works here: article, selection."
        await reader.answer(":", "\x1b")
        await reader.answer(":", "")
        assert isinstance(reader.screen, MainScreen)


async def test_it_is_there_on_every_screen(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.answer("t", "x")
        await reader.answer(":", "annotations")
        assert [type(reader.screen)] == [AnnotationsScreen]
        await reader.answer(":", "delete")
        assert services.annotations.tags() == ()
        await reader.answer(":", "help")
        assert [type(reader.screen)] == [HelpScreen]
        await reader.answer(":", "app.back")
        await reader.answer(":", "back")
        assert [type(reader.screen)] == [MainScreen]


async def test_lines_are_remembered_across_starts(open_again: Callable[[], Services]) -> None:
    async with run_reader(open_again()) as reader:
        await reader.answer(":", "mute bold")
        await reader.answer(":", "tag one")
    async with run_reader(open_again()) as reader:
        await reader.answer(":", "tag two")
        await reader.press("colon", "up")
        assert _field(reader) == "tag two"
        await reader.press("up")
        assert _field(reader) == "tag one"
        await reader.press("up", "up")
        assert _field(reader) == "mute bold"
        await reader.press("down")
        assert _field(reader) == "tag one"
        await reader.press("down", "down")
        assert _field(reader) == ""
        await reader.type_text("mu")
        await reader.press("up")
        assert _field(reader) == "mute bold", "only what begins so"
        await reader.press("down")
        assert _field(reader) == "mu"


async def test_keys_typed_fast_go_into_the_line(services: Services) -> None:
    async with run_reader(services) as reader:
        reader.strike("colon", *"mute bold", "enter", "j")
        await reader.settle()
        assert reader.main.is_bold_muted
        assert reader.current_title() == "Chip Letter"


@pytest.mark.parametrize("size", [(60, 20), (34, 12), (200, 60)])
async def test_it_fits_every_size(services: Services, size: tuple[int, int]) -> None:
    async with run_reader(services, size) as reader:
        await reader.press("colon", *"m", "tab")
        assert _offers(reader)[0].startswith("list.mark-many")
        assert all(len(line) <= size[0] for line in reader.full_lines)
        assert ": " in reader.text
