"""Saved queries over the list: there from the start, counted later, one key to filter with."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.commands.model import Scope
from reader.services.services import Services
from reader.ui.app import ReaderApp
from reader.ui.widgets.bars import KeyBar
from reader.ui.widgets.saved_queries import SavedQueries
from tests.ui.conftest import NAMES
from tests.ui.pilot import Reader, open_reader_services, run_reader

QUERIES = "queries:\n  new: is:unread\n  In Taiwan: taiwan -memory\n  tagged: has:tag\n"

Open = Callable[..., Services]


@pytest.fixture
def open_with(folder: Path, tmp_path: Path) -> Open:
    """Opens the library with a settings file."""

    def open_(settings: str = QUERIES) -> Services:
        (tmp_path / "home" / "config").mkdir(parents=True, exist_ok=True)
        (tmp_path / "home" / "config" / "config.yaml").write_text(settings)
        return open_reader_services(folder, tmp_path / "home", NAMES)

    return open_


def _rows(reader: Reader) -> list[str]:
    return [" ".join(row.split()) for row in reader.pane_lines("queries") if row.strip()]


def _is_in_queries(reader: Reader) -> bool:
    return reader.main.is_in_queries


def _shown(reader: Reader) -> list[str]:
    return [entry.title for entry in reader.main.shelf.entries]


async def _await_counts(reader: Reader, *rows: str) -> None:
    await reader.until(lambda: _rows(reader) == list(rows))


async def test_their_rows_are_there_before_they_are_counted(open_with: Open) -> None:
    services = open_with()
    services.update()
    app = ReaderApp(services, watches=False)
    async with app.run_test(size=(120, 40)) as pilot:
        reader = Reader(app, pilot)
        await reader.settle()
        before = reader.pane_lines("list-pane")
        assert [" ".join(row.split()) for row in before[1:5]] == ["new ▕", "In Taiwan ▕", "tagged ▕", "▕"]
        await _await_counts(reader, "new 4", "In Taiwan 3", "tagged 0")
        assert reader.pane_lines("list-pane")[4:] == before[4:], "nothing moved"
        assert reader.pane == "list"


async def test_no_saved_queries_take_no_room(services: Services) -> None:
    async with run_reader(services) as reader:
        assert not reader.screen.query(SavedQueries)
        assert reader.pane_lines("list-pane")[1].split()[:3] == ["May", "2026", "2"]
        await reader.press("g", "q")
        assert reader.status.notice.startswith("No saved queries yet")
        await reader.press("k")
        assert reader.pane == "list"


async def test_enter_filters_and_again_shows_all(open_with: Open) -> None:
    async with run_reader(open_with()) as reader:
        await reader.press("g", "q")
        assert reader.screen.query_one(KeyBar).scope is Scope.QUERIES
        assert "Enter filter" in reader.lines[-1]
        await reader.press("j", "enter")
        assert _shown(reader) == ["Chip Letter", "April Brief", "Notes on packaging"]
        assert _rows(reader)[1].startswith("▸ In Taiwan")
        assert reader.lines[1].split()[:4] == ["BRIEFINGS", "3", "of", "4"], "which one it is, its row says"
        assert "taiwan" not in reader.lines[1].casefold()
        await reader.press("enter")
        assert len(_shown(reader)) == 4
        assert not any("▸" in row for row in _rows(reader))
        await reader.press("k", "enter", "escape")
        assert len(_shown(reader)) == 4
        assert not any("▸" in row for row in _rows(reader))


async def test_the_cursor_goes_from_the_list_to_the_queries_and_back(open_with: Open) -> None:
    async with run_reader(open_with()) as reader:
        await reader.press("k")
        assert _is_in_queries(reader)
        await reader.press("3", "k", "enter")
        assert reader.main.shelf.filter == "@new"
        await reader.press("G", "j")
        assert not _is_in_queries(reader)
        assert reader.pane == "list"
        await reader.press("j")
        assert reader.current_title() == "Chip Letter"
        await reader.press("g", "q", "q")
        assert not _is_in_queries(reader), "back to the list, not out"
        await reader.press("g", "q", "l")
        assert reader.pane == "article"
        await reader.press("h")
        assert not _is_in_queries(reader)
        assert reader.pane == "list"


async def test_a_click_filters(open_with: Open) -> None:
    async with run_reader(open_with()) as reader:
        await reader.pilot.click("#queries", offset=(5, 1))
        await reader.settle()
        assert reader.main.shelf.filter == '@"In Taiwan"'
        await reader.pilot.click("#queries", offset=(5, 1))
        await reader.settle()
        assert reader.main.shelf.filter == ""


async def test_counts_follow_what_is_read_and_tagged(open_with: Open) -> None:
    async with run_reader(open_with()) as reader:
        await _await_counts(reader, "new 4", "In Taiwan 3", "tagged 0")
        await reader.press("r")
        await reader.answer("t", "hbm")
        await _await_counts(reader, "new 3", "In Taiwan 3", "tagged 1")
        await reader.press("u", "u")
        await _await_counts(reader, "new 4", "In Taiwan 3", "tagged 0")


async def test_a_saved_query_is_a_part_of_what_is_typed(open_with: Open) -> None:
    async with run_reader(open_with()) as reader:
        await reader.answer("f", '@"in taiwan" since:2026')
        assert _shown(reader) == ["Chip Letter", "April Brief"]
        assert '2 of 4 · @"in' in reader.lines[1]
        assert not any("▸" in row for row in _rows(reader))
        await reader.press("escape", "escape")
        await reader.answer("f", "@tagd")
        assert reader.status.notice.startswith("@tagd: no such saved query; did you mean @tagged?")


async def test_words_of_a_saved_query_are_walked(open_with: Open) -> None:
    async with run_reader(open_with("queries: {exports: exports rise}")) as reader:
        await reader.press("g", "q", "enter", "j", "enter")
        assert reader.title == "April Brief"
        assert reader.status.trail == "exports 1/2"
        assert reader.words.startswith("exports rise.")


@pytest.mark.parametrize("rows", [23, 12])
async def test_on_a_low_screen_they_share_one_row(open_with: Open, rows: int) -> None:
    async with run_reader(open_with(), (120, rows)) as reader:
        await _await_counts(reader, "new 1 of 3 4")
        assert reader.pane_lines("list-pane")[2].split()[:3] == ["May", "2026", "2"]
        await reader.press("g", "q", "j", "enter")
        assert _rows(reader) == ["▸ In Taiwan 2 of 3 3"]
        await reader.press("j", "j")
        assert reader.pane == "list"
        assert not _is_in_queries(reader)
        await reader.resize(120, 24)
        assert len(_rows(reader)) == 3


async def test_many_leave_room_for_the_list(open_with: Open) -> None:
    names = "".join(f"  q{number}: hbm\n" for number in range(40))
    async with run_reader(open_with(f"queries:\n{names}"), (120, 24)) as reader:
        assert len(reader.pane_lines("list")) >= 10
        await reader.press("g", "q", "G")
        assert "q39" in reader.pane_text("queries")


async def test_what_is_wrong_with_them_is_told_and_stops_nothing(open_with: Open) -> None:
    settings = "queries:\n  bad: 'colour:red'\n  new: is:unread\n  worse: [x]\n"
    async with run_reader(open_with(settings)) as reader:
        assert "config.yaml:4: queries: worse: must be a query such as" in reader.status.notice
        assert reader.status.notice.endswith("(and 1 more)")
        assert reader.status.is_warning
        await _await_counts(reader, "bad !", "new 4")
        await reader.press("g", "q", "enter")
        assert reader.status.notice.startswith("@bad cannot be used: colour: is not a field")
        assert len(_shown(reader)) == 4


async def test_names_are_text(open_with: Open) -> None:
    async with run_reader(open_with('queries: {"[red]\\e[2Jx": hbm}')) as reader:
        await reader.press("g", "q", "enter")
        assert _rows(reader)[0].startswith("▸ [red]␛[2Jx")
        assert _shown(reader) == ["Memory Weekly"]
