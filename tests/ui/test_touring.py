"""From name to name, annotation to annotation, section to section; the unread before; letters at places; the mouse."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from reader.services.services import Services
from tests.ui.pilot import Reader, run_reader


@pytest.mark.parametrize(
    ("keys", "words", "trail"),
    [
        pytest.param("g n", "Nvidia waits", "names 1/85", id="the first name"),
        pytest.param("g n g n", "HBM. TSMC", "names 2/85", id="the next"),
        pytest.param("3 g n", "TSMC builds", "names 3/85", id="a count"),
        pytest.param("g n n n", "TSMC builds", "names 3/85", id="n goes on"),
        pytest.param("3 g n g N", "HBM. TSMC", "names 2/85", id="the name before"),
        pytest.param("3 g n 2 N", "Nvidia waits", "names 1/85", id="N goes back"),
        pytest.param("G g N", "Nvidia.\n\nDemand", "names 85/85", id="back from the end"),
    ],
)
async def test_from_name_to_name(services: Services, keys: str, words: str, trail: str) -> None:
    # Nvidia 41, HBM 41, TSMC, Taiwan and Acme Nova once: 85.
    async with run_reader(services) as reader:
        await reader.press("enter", *keys.split())
        assert reader.words.startswith(words)
        assert reader.status.trail == trail


async def test_names_go_round_and_say_so(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "G", "g", "n")
        assert reader.words.startswith("Nvidia waits")
        assert reader.status.notice == "Past the last: on from the first."
        await reader.press("g", "N")
        assert reader.status.notice == "Past the first: on from the last."


async def test_only_the_name_that_one_stands_on_is_marked(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "g", "n")
        tint = [style.bgcolor.name for style in reader.styles_of("Nvidia waits")[:1] if style.bgcolor]
        assert tint == ["#e3b66b"]
        other = reader.styles_of("TSMC builds")[0].bgcolor
        assert other is None or other.name == "#15191e", "the others look as ever"
        await reader.press("ctrl+o")
        assert reader.words.startswith("Memory Weekly")


async def test_from_annotation_to_annotation(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "g", "a")
        assert reader.status.notice == "No annotations in this briefing."
        await reader.press("5", "}", "B")
        await reader.press("9", "}")
        await reader.answer("t", "hbm")
        await reader.press("g", "g", "g", "a")
        assert reader.words.startswith("Paragraph 3 ")
        assert reader.status.trail == "annotations 1/2"
        await reader.press("g", "a")
        assert reader.words.startswith("Paragraph 12 ")
        await reader.press("g", "A")
        assert reader.words.startswith("Paragraph 3 ")


async def test_from_section_to_section(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "g", "}")
        assert reader.words.startswith("Supply\n")
        await reader.press("g", "}")
        assert reader.words.startswith("Demand\n")
        await reader.press("g", "}")
        assert reader.status.notice == "That was the last section."
        await reader.press("5", "{", "g", "{")
        assert reader.words.startswith("Supply\n")
        await reader.press("9", "g", "{")
        assert reader.words.startswith("Memory Weekly")
        await reader.press("g", "{")
        assert reader.status.notice == "That was the first section."
        await reader.press("ctrl+o")
        assert reader.words.startswith("Supply\n")


async def test_back_from_the_end(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "4", "}")
        place = reader.place
        await reader.press("G", "ctrl+o")
        assert reader.place == place


async def test_the_unread_briefing_before(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", ",")
        assert reader.title == "Notes on packaging", "round from the first to the last"
        await reader.press(",", ",")
        assert reader.title == "Chip Letter"
        await reader.press(",")
        assert reader.status.notice == "Everything here has been read."


# Letters.


async def test_a_small_letter_is_the_briefings_own(services: Services, open_again: Callable[[], Services]) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "5", "}", "m", "a")
        assert reader.status.notice.startswith("Mark a is set at “Paragraph 3 speaks of H")
        await reader.press("G", "'", "a")
        assert reader.words.startswith("Paragraph 3 ")
        await reader.press("ctrl+o")
        assert reader.words == "The end."
        await reader.press("]", "'", "a")
        assert reader.title == "Chip Letter"
        assert reader.status.notice == "Mark a is not set: m and a set it."
        await reader.press("3", ")", "m", "a", "[", "'", "a")
        assert reader.words.startswith("Paragraph 3 "), "one for each"
    async with run_reader(open_again()) as reader:
        await reader.press("enter", "g", "g", "'", "a")
        assert reader.words.startswith("Paragraph 3 "), "kept"


async def test_a_capital_letter_leads_there_from_anywhere(
    services: Services, open_again: Callable[[], Services]
) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "5", "}", "m", "H", "]")
    async with run_reader(open_again()) as reader:
        await reader.highlight("j")
        await reader.press("'")
        assert "H Memory Weekly" in reader.status.notice
        await reader.press("H")
        assert reader.title == "Memory Weekly"
        assert reader.words.startswith("Paragraph 3 ")
        await reader.press("ctrl+o")
        assert reader.title == "Chip Letter"


async def test_a_letter_is_taken_back(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "5", "}", "m", "a", "}", "m", "a", "u")
        assert reader.status.notice.startswith("Undone: Mark a is set")
        await reader.press("g", "g", "'", "a")
        assert reader.words.startswith("Paragraph 3 ")
        await reader.press("u", "'", "a")
        assert reader.status.notice == "Mark a is not set: m and a set it."
        await reader.press("ctrl+r", "'", "a")
        assert reader.words.startswith("Paragraph 3 ")


async def test_two_strokes_lead_back(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "5", "}", "G", "'", "'")
        assert reader.words.startswith("Paragraph 3 ")


async def test_a_letter_whose_briefing_is_gone(
    services: Services, folder: Path, open_again: Callable[[], Services]
) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "m", "Z")
    (folder / "weekly.md").unlink()
    async with run_reader(open_again()) as reader:
        await reader.press("enter", "'", "Z")
        assert reader.status.notice == "The briefing of mark Z is not in the library any more."


async def test_any_other_key_sets_nothing(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "m", "7", "'", "escape")
        assert reader.status.notice == ""
        await reader.press("j")
        assert reader.words.startswith("Nvidia waits")


# The mouse.


async def _scroll(reader: Reader, times: int) -> None:
    kind = MouseScrollDown if times > 0 else MouseScrollUp
    for _ in range(abs(times)):
        article = reader.main.article
        article.post_message(kind(article, 5, 5, 0, 0, 0, False, False, False))
        await reader.settle()


async def test_the_wheel_takes_the_cursor_along(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        await _scroll(reader, 2)
        assert reader.main.article.scroll_offset.y == 6
        assert reader.words.startswith("Supply"), "the first words in sight: the title has gone"
        await _scroll(reader, 3)
        assert reader.words.startswith("Paragraph 3 ")
        await reader.press("j")
        assert reader.main.article.scroll_offset.y <= 15
        await _scroll(reader, -9)
        assert reader.main.article.scroll_offset.y == 0
