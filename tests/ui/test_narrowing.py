"""Filtering the library, from the list and from the text."""

from pathlib import Path

from reader.services.services import Services
from tests.ui.conftest import NAMES
from tests.ui.pilot import Reader, open_reader_services, run_reader


def _shown(reader: Reader) -> list[str]:
    return [entry.title for entry in reader.main.shelf.entries]


ALL = ["Memory Weekly", "Chip Letter", "April Brief", "Notes on packaging"]


async def test_the_list_is_filtered_while_it_is_typed(services: Services) -> None:
    async with run_reader(services) as reader:
        assert _shown(reader) == ALL
        await reader.press("/", *"cowos")
        assert _shown(reader) == ["Notes on packaging"]
        assert reader.lines[1].split()[:6] == ["BRIEFINGS", "1", "of", "4", "·", "cowos"]
        await reader.press("escape")
        assert _shown(reader) == ALL
        await reader.answer("/", "taiwan -memory")
        assert _shown(reader) == ["Chip Letter", "April Brief", "Notes on packaging"]
        assert reader.pane == "list"
        await reader.highlight("g", "g")
        assert reader.title == "Chip Letter"
        await reader.highlight("G")
        assert reader.title == "Notes on packaging"
        await reader.press("escape")
        assert _shown(reader) == ALL
        assert reader.current_title() == "Notes on packaging", "the cursor stays on its briefing"
        assert "BRIEFINGS" in reader.lines[1]
        assert "by date" in reader.lines[1]


async def test_the_library_is_filtered_from_the_text(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "f", *"since:2026-05", "enter")
        assert reader.pane == "article"
        assert _shown(reader) == ["Memory Weekly", "Chip Letter"]
        await reader.press("]")
        assert reader.title == "Chip Letter"
        await reader.press("]")
        assert reader.status.notice == "That was the last briefing."
        await reader.press("escape")
        assert _shown(reader) == ALL


async def test_read_state_and_tags_are_filtered(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.answer("t", "hbm")
        await reader.press("j", "r")
        await reader.answer("f", "is:unread")
        assert _shown(reader) == ["Memory Weekly", "April Brief", "Notes on packaging"]
        await reader.press("f")
        assert "is:unread" in reader.lines[-3], "the filter can be changed"
        await reader.press(*" tag:hbm", "enter")
        assert _shown(reader) == ["Memory Weekly"]
        await reader.press("f", *["backspace"] * 18, "enter")
        assert _shown(reader) == ALL


async def test_nothing_fits(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.answer("/", "zebra")
        assert _shown(reader) == []
        assert "No briefing fits the" in reader.pane_text("list")
        await reader.press("j", "k", "G", "r", "enter", ".")
        assert reader.title == "Memory Weekly", "the text stays"
        await reader.press("h", "escape")
        assert _shown(reader) == ALL
        await reader.press("j")
        assert reader.main.list_.current is not None


async def test_words_that_are_not_understood_are_told(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("f", *"colour:red", "enter")
        assert reader.status.notice.startswith("colour: is not a field; ")
        assert reader.status.is_warning
        assert "0 of 4 · colour" in reader.lines[1], "what was understood last stays, and says so"
        await reader.press("escape")
        assert _shown(reader) == ALL


async def test_markup_in_a_filter_is_text(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("f", *"[/b]")
        assert _shown(reader) == []
        assert "[/b]" in reader.lines[-3]
        assert "[/b]" in reader.lines[1]


async def test_an_objection_goes_when_the_query_is_right(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("f", *"tag:")
        await reader.until(lambda: "tag:" in reader.status.notice)
        await reader.press("escape", "f", *"HBM")
        await reader.until(lambda: "HBM" in reader.main.shelf.filter)
        assert "what?" not in reader.status.notice


async def test_the_words_that_were_sought_stand_in_a_narrow_list(tmp_path: Path) -> None:
    words = "In a rally of suppliers that nobody had foreseen at all, demand for extraordinary kestrels rose."
    (tmp_path / "one.md").write_text(f"# Letter\n\n{words}\n")
    (tmp_path / "two.md").write_text("# 週報\n\n" + "半導体市場" * 30 + "隼" + "半導体市場" * 9 + "\n")
    services = open_reader_services(tmp_path, tmp_path / "home", NAMES)
    async with run_reader(services, size=(80, 24)) as reader:
        await reader.press("f", *"kestrels", "enter")
        await reader.until(lambda: "kestrels" in reader.pane_text("list"))
        await reader.press("escape", "f", *"隼", "enter")
        await reader.until(lambda: "隼" in reader.pane_text("list"))
