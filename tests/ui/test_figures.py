"""The figures of a briefing, of a name, of a dossier."""

from pathlib import Path

import pytest

from reader.domain.entity import EntityType
from reader.services.services import Services
from reader.ui.screens.dossier import DossierScreen
from reader.ui.screens.figures import FiguresScreen
from reader.ui.screens.main import MainScreen
from reader.ui.widgets.bars import PaneHeading
from reader.ui.widgets.figure_list import FigureList
from tests.ui.pilot import Reader, open_reader_services, run_reader

FABS = """---
date: 2026-05-09
---
# Fab notes

TSMC spends up to $56 billion in 2026. Its margin is 60% to 62%.

- Samsung adds 30,000 wafers per month in 1Q26.
- TSMC cut 5% of jobs.
"""
OLDER = "---\ndate: 2026-04-01\n---\n# Older notes\n\nTSMC spent $40 billion. Nobody counts 7 days.\n"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "fabs.md").write_text(FABS)
    (folder / "older.md").write_text(OLDER)
    names = {"TSMC": EntityType.COMPANY, "Samsung": EntityType.COMPANY}
    return open_reader_services(folder, tmp_path / "home", names)


def _figures(reader: Reader) -> list[str]:
    """What is listed, the words alone."""
    assert isinstance(reader.screen, FiguresScreen)
    return [row.stated.surface for row in reader.screen.query_one(FigureList)._figures]


async def test_the_figures_of_the_briefing(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "F")
        assert _figures(reader) == ["$56 billion", "2026", "60% to 62%", "30,000 wafers per month", "1Q26", "5%"]
        rows = [" ".join(row.split()) for row in reader.lines]
        assert rows[0] == "FIGURES Fab notes 6 · by place"
        assert rows[1].startswith("money $56 billion <= 56,000,000,000 USD")
        assert rows[2].startswith("TSMC spends up to $56 billion in 2026.")


async def test_the_figure_stands_out_in_its_sentence(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "F")
        before, figure = reader.styles_of("up to $56 billion")
        assert before.color != figure.color


async def test_they_are_sorted(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "F", "s")
        assert _figures(reader) == ["$56 billion", "60% to 62%", "5%", "30,000 wafers per month", "2026", "1Q26"]
        assert reader.status.notice == "Sorted by kind."
        await reader.press("s")
        assert _figures(reader) == ["60% to 62%", "5%", "$56 billion", "30,000 wafers per month", "2026", "1Q26"]
        await reader.press("s")
        assert _figures(reader)[-1] == "5%", "in the order of the text again"


async def test_they_are_filtered(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "F", "slash", *"percent")
        assert _figures(reader) == ["60% to 62%", "5%"]
        assert reader.screen.query_one(PaneHeading).detail == "2 of 6 · percent · by place"
        await reader.press("escape")
        await reader.answer("/", "zzz")
        assert "No figure here has these words. Esc shows all." in reader.text
        await reader.press("escape")
        assert len(_figures(reader)) == 6
        await reader.press("escape")
        assert isinstance(reader.screen, MainScreen)


async def test_enter_goes_to_the_figure_and_ctrl_o_comes_back(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "F", "j", "j", "enter")
        assert reader.words.startswith("60% to 62%")
        await reader.press("ctrl+o")
        assert reader.place == 0


async def test_a_figure_is_copied_with_its_source(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "F", "y")
        assert reader.app.clipboard == (
            "$56 billion (<= 56,000,000,000 USD)\n\n"
            "> TSMC spends up to $56 billion in 2026.\n>\n> — Fab notes, 9 May 2026\n"
        )


async def test_a_name_in_the_sidebar_leaves_those_in_its_sentences(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "l", "F")
        assert reader.screen.query_one(PaneHeading).label == "FIGURES  TSMC in Fab notes"
        assert _figures(reader) == ["$56 billion", "2026", "5%"]


async def test_those_of_a_dossier_come_from_the_whole_library(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "l", "d", "F")
        assert _figures(reader) == ["$40 billion", "$56 billion", "2026", "5%"], "oldest first, no other sentence's"
        assert "1 April 2026 · Older notes" in reader.text
        await reader.press("enter")
        assert (reader.title, isinstance(reader.screen, MainScreen)) == ("Older notes", True)
        assert reader.words.startswith("$40 billion")
        await reader.press("ctrl+o")
        assert isinstance(reader.screen, DossierScreen)


async def test_a_briefing_without_figures_says_so(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "l", "j", "d", "F")
        assert _figures(reader) == ["30,000 wafers per month", "1Q26"]
        await reader.press("q", "q")
        assert isinstance(reader.screen, MainScreen)


async def test_a_long_title_gives_way_to_the_number(tmp_path: Path) -> None:
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "long.md").write_text(f"# {'A very long title ' * 12}\n\nTSMC spends $56 billion.\n")
    async with run_reader(open_reader_services(folder, tmp_path / "home"), (80, 24)) as reader:
        await reader.press("enter", "F")
        assert reader.lines[0].strip().startswith("FIGURES  A very long title")
        assert reader.lines[0].endswith("1 · by place")
