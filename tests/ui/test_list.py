"""The briefing list: order, months, marks, and the cursor that previews and marks nothing."""

from pathlib import Path

from reader.services.services import Services
from tests.ui.conftest import NAMES
from tests.ui.pilot import Reader, open_reader_services, run_reader


def _words(rows: list[str]) -> list[str]:
    """Rows with their columns pulled together."""
    return [" ".join(row.split()) for row in rows if row.strip()]


def _titles(reader: Reader) -> list[str]:
    return [row for row in _words(reader.pane_lines("list")) if not row.endswith("words")]


async def test_briefings_stand_by_month_newest_first(services: Services) -> None:
    async with run_reader(services) as reader:
        assert _titles(reader) == [
            "May 2026 2",
            "● Memory Weekly 9 May",
            "● Chip Letter 2 May",
            "April 2026 1",
            "● April Brief 11 Apr",
            "no date 1",
            "● Notes on packaging",
        ]
        assert reader.lines[0].split() == "Briefing Reader briefings 4 briefings, 4 unread".split()
        assert reader.pane == "list"
        assert reader.current_title() == reader.title == "Memory Weekly"
        assert "Nvidia waits for HBM." in reader.pane_text("article")


async def test_the_cursor_moves_and_previews_and_marks_nothing(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.highlight("j")
        assert reader.title == "Chip Letter"
        assert "TSMC and Nvidia meet." in reader.pane_text("article")
        await reader.highlight("2", "j")
        assert reader.title == "Notes on packaging"
        await reader.press("j")
        assert reader.current_title() == "Notes on packaging", "there is nothing below"
        await reader.highlight("g", "g")
        assert reader.title == "Memory Weekly"
        await reader.highlight("G")
        assert reader.title == "Notes on packaging"
        await reader.highlight("up")
        assert reader.title == "April Brief"
        await reader.highlight("home")
        await reader.highlight("9", "j")
        assert reader.title == "Notes on packaging", "a count beyond the end stops there"
        assert "4 unread" in reader.lines[0]
        assert services.annotations.read_states() == {}


async def test_a_cursor_that_does_not_rest_opens_only_where_it_stops(services: Services) -> None:
    opened: list[str] = []
    read = services.library.briefing

    def count(briefing_id: str) -> object:
        entry = services.library.entry(briefing_id)
        assert entry is not None
        opened.append(entry.title)
        return read(briefing_id)

    async with run_reader(services) as reader:
        services.library.briefing = count  # type: ignore[method-assign,assignment]
        reader.strike("j", "j", "j")
        await reader.until(lambda: reader.title == "Notes on packaging")
        assert set(opened) == {"Notes on packaging"}


async def test_read_and_unread(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("j", "r")
        assert "3 unread" in reader.lines[0]
        assert "Chip Letter 2 May" in _titles(reader)
        assert reader.status.notice.startswith("Read: Chip Letter")
        await reader.press("r")
        assert "4 unread" in reader.lines[0]
        assert "● Chip Letter 2 May" in _titles(reader)
        await reader.press("u")
        assert "3 unread" in reader.lines[0]
        await reader.press("u")
        assert "4 unread" in reader.lines[0]
        await reader.press("ctrl+r")
        assert "3 unread" in reader.lines[0]


async def test_the_article_scrolls_while_the_list_has_the_focus(services: Services) -> None:
    async with run_reader(services) as reader:
        article = reader.main.article
        await reader.press("J")
        assert (reader.pane, reader.current_title()) == ("list", "Memory Weekly")
        assert reader.words.startswith("Nvidia waits")
        await reader.press("3", "J")
        before = reader.place
        await reader.press("K")
        assert reader.place < before
        await reader.press("space")
        assert reader.pane == "list"
        assert reader.current_title() == "Memory Weekly"
        assert article.scroll_offset.y > article.size.height // 2
        await reader.press("b")
        assert article.scroll_offset.y == 0
        assert services.annotations.read_states() == {}


async def test_one_title_for_many_and_long_titles(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for day in range(1, 6):
        (folder / f"{day}.md").write_text(f"---\ndate: 2026-05-0{day}\ntitle: Same\n---\nText {day}.\n")
    (folder / "long.md").write_text("# " + "Regional semiconductor expansion " * 8 + "\n\nText.\n")
    services = open_reader_services(folder, tmp_path / "home", NAMES)
    async with run_reader(services) as reader:
        rows = _titles(reader)
        assert rows[:6] == ["May 2026 5", *(f"● Same {day} May" for day in (5, 4, 3, 2, 1))]
        assert rows[6] == "no date 1"
        assert rows[7].startswith("● Regional")
        assert all(len(line) <= 40 for line in reader.pane_lines("list"))
        assert reader.full_lines[0][:1] == " "
        assert {len(line) for line in reader.full_lines} == {120}


async def test_a_title_without_its_second_row_says_that_it_goes_on(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("# Quarterly substrates letter from the laminating trade\n\nText.\n")
    services = open_reader_services(tmp_path / "one.md", tmp_path / "home", NAMES)
    async with run_reader(services, size=(80, 24)) as reader:
        first, second = _words(reader.pane_lines("list"))[1:3]
        assert not first.endswith("…")
        assert second.startswith(("letter", "substrates"))
        await reader.press("tab", "B")
        await reader.until(lambda: "◆1" in reader.pane_text("list"))
        first, second = _words(reader.pane_lines("list"))[1:3]
        assert first.endswith("…")
        assert second == "◆1"
