"""Opening and reading: what counts as opened, in progress, read, and where one is when one comes back."""

from collections.abc import Callable
from pathlib import Path

from reader.domain.reading import ReadState
from reader.services.services import Services
from tests.ui.conftest import NAMES
from tests.ui.pilot import Reader, open_reader_services, run_reader


def _state(services: Services, reader: Reader, title: str) -> ReadState | None:
    entry = next(entry for entry in reader.main.shelf.entries if entry.title == title)
    return services.annotations.read_states().get(entry.id)


async def test_enter_opens_and_the_place_comes_back(open_again: Callable[[], Services]) -> None:
    services = open_again()
    async with run_reader(services) as reader:
        await reader.press("enter")
        assert reader.pane == "article"
        assert "3 unread" in reader.lines[0]
        assert (reader.place, reader.title) == (0, "Memory Weekly")
        await reader.press("9", "}")
        # The heading is block 1, so the ninth block on is Paragraph 7.
        assert reader.words.startswith("Paragraph 7 ")
        place = reader.place
        await reader.press("]")
        assert (reader.title, reader.pane) == ("Chip Letter", "article")
        kept = _state(services, reader, "Memory Weekly")
        assert kept is not None
        assert (kept.opened, kept.read, kept.place) == (True, False, place)
        await reader.press("[")
        assert (reader.title, reader.place) == ("Memory Weekly", place), "restored within one run"
        await reader.press("}", "q")
        assert reader.pane == "list"
    services = open_again()
    async with run_reader(services) as reader:
        assert reader.words.startswith("Paragraph 8 "), "previewed where it was left"
        assert "Paragraph 8 speaks" in reader.pane_text("article")
        await reader.press("enter")
        assert reader.words.startswith("Paragraph 8 ")
        row = next(line for line in reader.pane_lines("list") if "%" in line)
        kept = _state(services, reader, "Memory Weekly")
        assert kept is not None
        assert f"{kept.seen / len(reader.briefing.text):.0%}" in row


async def test_a_place_on_a_narrow_screen_comes_back_too(open_again: Callable[[], Services]) -> None:
    async with run_reader(open_again(), (60, 20)) as reader:
        await reader.press("enter", "5", "}")
        assert reader.words.startswith("Paragraph 3 ")
    async with run_reader(open_again(), (60, 20)) as reader:
        await reader.press("enter")
        assert reader.words.startswith("Paragraph 3 ")
        assert "Paragraph 3 speaks" in reader.pane_text("article")


async def test_going_back_to_the_top_is_a_place_too(open_again: Callable[[], Services]) -> None:
    async with run_reader(open_again()) as reader:
        await reader.press("enter", "9", "}")
    async with run_reader(open_again()) as reader:
        await reader.press("enter", "g", "g")
        assert reader.place == 0
        await reader.press("B")
        assert reader.place == 0, "reading the annotations again moves nothing"
    async with run_reader(open_again()) as reader:
        await reader.press("enter")
        assert reader.place == 0


async def test_nine_tenths_seen_are_read(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        length = len(reader.briefing.text)
        await reader.press("1", "0", "}")
        await reader.press("]", "[")
        state = _state(services, reader, "Memory Weekly")
        assert state is not None
        assert not state.read
        assert 0 < state.seen < 0.9 * length
        await reader.press("G")
        assert reader.words == "The end."
        await reader.press("]")
        state = _state(services, reader, "Memory Weekly")
        assert state is not None
        assert state.read
        assert state.seen == length


async def test_what_fits_the_screen_is_read_at_once(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.highlight("j")
        assert _state(services, reader, "Chip Letter") is None, "a preview marks nothing"
        await reader.press("enter")
        await reader.press("q")
        await reader.highlight("j")
        state = _state(services, reader, "Chip Letter")
        assert state is not None
        assert state.read
        assert _state(services, reader, "April Brief") is None


async def test_the_place_is_written_while_one_rests(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "}", "}")
        place = reader.place

        def is_kept() -> bool:
            state = _state(services, reader, "Memory Weekly")
            return state is not None and state.place == place

        await reader.until(is_kept)
        assert place == reader.briefing.text.index("Supply\n")


async def test_reading_the_next_and_the_next_unread(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "]")
        assert (reader.title, reader.current_title(), reader.pane) == ("Chip Letter", "Chip Letter", "article")
        await reader.press("2", "]")
        assert reader.title == "Notes on packaging"
        await reader.press("]")
        assert reader.title == "Notes on packaging"
        assert reader.status.notice == "That was the last briefing."
        await reader.press("9", "[")
        assert reader.title == "Memory Weekly"
        await reader.press("[")
        assert reader.status.notice == "That was the first briefing."
        await reader.press(".")
        assert reader.title == "April Brief", "the only one that was never opened"
        await reader.press(".")
        assert reader.title == "April Brief"
        assert reader.status.notice == "Everything here has been read."
        assert "0 unread" in reader.lines[0]


async def test_from_the_list_the_next_unread_is_only_shown(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("r")
        await reader.press("g", "g")
        await reader.highlight(".")
        assert (reader.title, reader.pane) == ("Chip Letter", "list")
        assert "3 unread" in reader.lines[0]


async def test_a_changed_measure_is_the_readers(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.yaml").write_text("measure: 44\ntheme: paper\n")
    async with run_reader(open_reader_services(folder, home, NAMES)) as reader:
        page = reader.main.article.page
        assert page is not None
        assert page.width == 44
        assert reader.app.theme == "paper"
