"""There and back: jumps, and the way out."""

import pytest

from reader.services.services import Services
from tests.ui.pilot import run_reader


async def test_back_after_a_walk(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "9", "}")
        place = reader.place
        await reader.press("l", "j", "enter")
        assert reader.words.startswith("TSMC builds")
        walked = reader.place
        await reader.press("ctrl+o")
        assert reader.place == place
        await reader.press("ctrl+o")
        assert reader.status.notice == "No jump to go back to."
        await reader.press("alt+right")
        assert reader.place == walked
        await reader.press("alt+right")
        assert reader.status.notice == "No jump ahead."
        await reader.press("alt+left")
        assert reader.place == place


async def test_back_after_finding(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "9", "}")
        place = reader.place
        await reader.answer("/", "the end")
        assert reader.words == "The end."
        await reader.press("ctrl+o")
        assert reader.place == place


async def test_a_search_given_up_is_no_jump(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "9", "}", "/", *"the end", "escape", "ctrl+o")
        assert reader.status.notice == "No jump to go back to."


async def test_q_leads_from_the_text_to_the_list_and_out(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "q")
        assert (reader.pane, reader.app.return_code) == ("list", None)
        await reader.press("l", "l", "q")
        assert (reader.pane, reader.app.return_code) == ("list", None)
        await reader.press("q")
        assert reader.app.return_code == 0


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param("ctrl+c", id="from the list"),
        pytest.param("ctrl+q", id="Ctrl-Q too"),
        pytest.param("enter ctrl+c", id="from the text"),
        pytest.param("A ctrl+c", id="from the annotations"),
        pytest.param("f1 ctrl+c", id="from the help"),
        pytest.param("t h ctrl+c", id="while something is typed"),
        pytest.param("ctrl+p h ctrl+c", id="from the palette"),
        pytest.param("s ctrl+c", id="while something is to be chosen"),
        pytest.param("l d ctrl+c", id="from a dossier"),
        pytest.param("g ctrl+q", id="with half a chord typed"),
    ],
)
async def test_leaving_at_once(services: Services, keys: str) -> None:
    async with run_reader(services) as reader:
        await reader.press(*keys.split())
        assert reader.app.return_code == 0


async def test_keys_that_mean_nothing_do_nothing(services: Services) -> None:
    async with run_reader(services) as reader:
        before = reader.lines
        await reader.press("X", "Z", "0", "f5", "insert", "backspace", "ctrl+x", "é", "日")
        notice = len(before) - 2
        assert reader.lines[notice].strip() == "日 does nothing here"
        assert [*reader.lines[:notice], *reader.lines[notice + 1 :]] == [*before[:notice], *before[notice + 1 :]]
        assert reader.app.return_code is None
