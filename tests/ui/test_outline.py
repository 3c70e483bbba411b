"""The outline in the sidebar: the sections, the one that is read, and the way to each; and how one list takes turns."""

from pathlib import Path

import pytest

from reader.commands.model import Scope
from reader.services.services import Services
from reader.ui.widgets.bars import KeyBar
from tests.ui.conftest import NAMES
from tests.ui.pilot import Reader, open_reader_services, run_reader


def _rows(reader: Reader) -> list[str]:
    return [row for row in reader.pane_lines("sidebar") if row.strip()]


def _heading(reader: Reader) -> str:
    return " ".join(reader.pane_text("sidebar-heading").split())


def _marked(reader: Reader) -> list[str]:
    return [row[1:].strip() for row in _rows(reader) if row.startswith("▌")]


def _chosen(reader: Reader) -> str:
    chosen = reader.main.sidebar.chosen
    title: str = getattr(chosen, "title", "")
    return title


async def test_the_sections_stand_by_level(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("g", "o")
        assert _rows(reader) == ["▌ Memory Weekly", "    Supply", "    Demand"]
        assert _heading(reader) == "OUTLINE ge gt 3"
        assert reader.pane == "list", "the focus stays"


async def test_the_heading_says_what_else_there_is_where_there_is_room(services: Services) -> None:
    async with run_reader(services, (180, 40)) as reader:
        assert _heading(reader) == "ENTITIES go outline gt tags 5"
        await reader.press("g", "t")
        assert _heading(reader) == "TAGS go outline ge entities 0"
        await reader.press("g", "o")
        assert _heading(reader) == "OUTLINE ge entities gt tags 3"
        await reader.press("g", "e")
        assert _heading(reader) == "ENTITIES go outline gt tags 5"
        assert "Nvidia" in reader.pane_text("sidebar")


async def test_the_outline_follows_the_reading_cursor(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "g", "o")
        assert _marked(reader) == ["Memory Weekly"]
        await reader.press("3", "}")
        assert reader.words.startswith("Paragraph 1 ")
        assert (_marked(reader), _chosen(reader)) == (["Supply"], "Supply")
        await reader.press("G")
        assert _marked(reader) == ["Demand"]
        await reader.press("g", "g")
        assert _marked(reader) == ["Memory Weekly"]


async def test_the_section_that_is_read_stays_in_sight(tmp_path: Path) -> None:
    folder = tmp_path / "briefings"
    folder.mkdir()
    text = "\n\n".join(f"## Part {number}\n\nWords of it." for number in range(1, 61))
    (folder / "long.md").write_text(f"# Long\n\n{text}\n")
    async with run_reader(open_reader_services(folder, tmp_path / "home", NAMES), (120, 20)) as reader:
        await reader.press("enter", "g", "o", "G")
        assert _marked(reader) == ["Part 60"]
        await reader.press("6", "0", "{")
        (marked,) = _marked(reader)
        section = reader.briefing.section_at(reader.place)
        assert section is not None
        assert marked == section.title == "Part 30"
        await reader.press("l", "g", "g")
        assert _marked(reader) == [], "one can look elsewhere"
        await reader.press("9", "K")
        assert len(_marked(reader)) == 1, "until the article moves"


async def test_enter_goes_to_the_section(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "g", "o", "l", "j")
        assert reader.screen.query_one(KeyBar).scope is Scope.OUTLINE
        assert "Enter go" in reader.lines[-1]
        assert "Enter walk" not in reader.lines[-1]
        assert reader.place == 0, "only looking"
        await reader.press("enter")
        assert reader.words.startswith("Supply\n\nParagraph 1 ")
        assert reader.pane == "article"
        lines = reader.pane_lines("article")
        assert any("Supply" in line for line in lines[: len(lines) // 2]), "with what follows under it"
        await reader.press("ctrl+o")
        assert reader.place == 0
        await reader.press("l", "G", "enter")
        assert reader.words.startswith("Demand")


async def test_the_sections_are_filtered(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("g", "o", "tab", "tab", "slash")
        assert reader.lines[-3].split()[0] == "outline"
        await reader.type_text("DEM")
        assert [row.strip() for row in _rows(reader)] == ["Demand"]
        await reader.press("enter")
        assert "1 of 3 · DEM" in _heading(reader)
        await reader.press("g", "e")
        assert "Nvidia" in reader.pane_text("sidebar"), "each list has a filter of its own"
        await reader.press("g", "o")
        assert len(_rows(reader)) == 1
        await reader.press("escape")
        assert len(_rows(reader)) == 3
        await reader.answer("slash", "zz")
        assert "No section fits the" in reader.pane_text("sidebar")


async def test_another_briefing_has_another_outline(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("g", "o")
        await reader.highlight("j")
        assert _rows(reader) == ["▌ Chip Letter"]
        await reader.highlight("k")
        assert len(_rows(reader)) == 3


async def test_long_titles_are_broken_and_not_cut(tmp_path: Path) -> None:
    folder = tmp_path / "briefings"
    folder.mkdir()
    title = "What the export rule means for all the makers of memory"
    (folder / "one.md").write_text(f"# One\n\nWords.\n\n## {title}\n\nMore words.\n")
    async with run_reader(open_reader_services(folder, tmp_path / "home", NAMES)) as reader:
        await reader.press("g", "o")
        rows = _rows(reader)
        assert " ".join(row.strip() for row in rows[1:]) == title
        assert len(rows) == 4
        first, *others = (len(row) - len(row.lstrip()) for row in rows[1:])
        assert set(others) == {first + 1}, "what goes on is told from what begins"
        await reader.resize(200, 40)
        assert " ".join(row.strip() for row in _rows(reader)[1:]) == title
        assert len(_rows(reader)) == 3, "broken anew where there is more room"


@pytest.mark.parametrize(
    ("size", "keys", "pane"),
    [
        pytest.param((120, 40), "enter", "article", id="beside the others"),
        pytest.param((120, 40), "enter z", "article", id="zen ends, the focus stays"),
        pytest.param((80, 24), "enter", "sidebar", id="in the place of the list"),
        pytest.param((50, 24), "enter", "sidebar", id="in the place of the text"),
    ],
)
async def test_the_sidebar_is_brought_into_sight(
    services: Services, size: tuple[int, int], keys: str, pane: str
) -> None:
    async with run_reader(services, size) as reader:
        await reader.press(*keys.split(), "g", "o")
        assert any("▌ Memory Weekly" in row for row in _rows(reader))
        assert reader.pane == pane
        assert not reader.main.is_zen


async def test_asking_for_what_is_shown_says_so(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("g", "e")
        assert reader.status.notice == "The sidebar shows the entities already; Tab leads to it."
        await reader.press("g", "o")
        assert reader.status.notice == ""


async def test_a_briefing_without_headings_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "plain.txt").write_text("nothing here is a heading, and the words just go on until there are no more.\n")
    async with run_reader(open_reader_services(folder, tmp_path / "home", NAMES)) as reader:
        await reader.press("g", "o")
        assert "This briefing has no headings;" in " ".join(" ".join(_rows(reader)).split())
        await reader.press("l", "l", "enter", "j", "G")
        assert reader.pane == "sidebar"
