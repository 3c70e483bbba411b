"""The list of all annotations: what is in it, how it is filtered and changed, and the way back to their words."""

import re
from collections.abc import Callable

import pytest

from reader.commands.model import Scope
from reader.services.services import Services
from reader.ui.screens.annotations import AnnotationsScreen
from reader.ui.screens.main import MainScreen
from reader.ui.screens.places import PlacesScreen
from reader.ui.widgets.annotation_list import AnnotationList
from reader.ui.widgets.bars import KeyBar
from tests.ui.pilot import Reader, run_reader


def _rows(reader: Reader) -> list[str]:
    """The annotations as they are listed, two rows each, without the headings."""
    assert isinstance(reader.screen, AnnotationsScreen)
    region = reader.screen.query_one(AnnotationList).region
    lines = [" ".join(line.split()) for line in reader.lines[region.y : region.bottom] if line.strip()]
    return [line for line in lines if not _HEADING.fullmatch(line)]


_HEADING = re.compile(r"[A-Z][a-z]+ \d{4} \d+")


async def test_every_annotation_is_listed_and_leads_to_its_words(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("A")
        assert "No annotations to show." in reader.text
        await reader.press("q")
        await reader.press("enter", "9", "}", "B")
        await reader.press("]", "}")
        await reader.answer("t", "meeting")
        await reader.press("l", "j")
        await reader.answer("t", "name")
        await reader.press("h", "h", "G")
        await reader.answer("t", "later")
        await reader.press("A")
        # Newest first; the clock of these tests stands at the 10th of May.
        assert _rows(reader) == [
            "#later the whole briefing",
            "2026-05-10 · Notes on packaging",
            "#name Nvidia",
            "2026-05-10 · Chip Letter",
            "#meeting “TSMC and Nvidia meet. TSMC builds more in Taiwan.”",
            "2026-05-10 · Chip Letter",
            "◆ “Paragraph 7 speaks of HBM supply. Its second sentence names Nvidia.”",
            "2026-05-10 · Memory Weekly",
        ]
        assert reader.lines[0].split() == ["ANNOTATIONS", "4", "·", "by", "date"]
        await reader.press("G", "enter")
        assert isinstance(reader.screen, type(reader.main))
        assert (reader.title, reader.pane) == ("Memory Weekly", "article")
        assert reader.words.startswith("Paragraph 7 ")
        assert any("Paragraph 7 speaks" in line for line in reader.pane_lines("article"))
        assert reader.current_title() == "Memory Weekly"
        await reader.press("ctrl+o")
        assert reader.title == "Notes on packaging"
        await reader.press("A", "2", "j", "enter")
        assert (reader.title, reader.pane) == ("Chip Letter", "article")
        assert reader.words.startswith("TSMC and Nvidia meet.")


async def test_annotations_are_deleted_and_brought_back(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.answer("t", "one")
        await reader.press("enter", "}", "B", "A")
        assert len(_rows(reader)) == 4
        await reader.press("d")
        assert _rows(reader) == ["#one the whole briefing", "2026-05-10 · Memory Weekly"]
        assert reader.status.notice.startswith("Removed an annotation.")
        await reader.press("u")
        assert len(_rows(reader)) == 4
        await reader.press("delete", "d")
        assert "No annotations to show." in reader.text
        await reader.press("d", "enter")
        assert "No annotations to show." in reader.text
        await reader.press("u")
        assert len(_rows(reader)) == 2
        await reader.press("q")
        assert "◆" not in reader.pane_text("article")
        assert "#one" in reader.pane_text("list")
        await reader.press("u")
        assert "◆1" in reader.pane_text("list"), "what was done there can be undone here"


async def test_annotations_are_filtered(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.answer("t", "one")
        await reader.press("j")
        await reader.answer("t", "two")
        await reader.press("A", "/", *"memory")
        assert _rows(reader) == ["#one the whole briefing", "2026-05-10 · Memory Weekly"]
        assert reader.lines[0].split() == ["ANNOTATIONS", "1", "of", "2", "·", "memory", "·", "by", "date"]
        await reader.press("escape")
        assert len(_rows(reader)) == 4
        await reader.answer("f", "tag:two")
        assert _rows(reader)[0] == "#two the whole briefing"
        await reader.press("escape")
        assert len(_rows(reader)) == 4
        await reader.press("escape")
        assert isinstance(reader.screen, type(reader.main))


async def test_words_that_were_edited_are_not_jumped_to(open_again: Callable[[], Services]) -> None:
    services = open_again()
    async with run_reader(services) as reader:
        await reader.press("G", "enter", "}", "B")
        path = services.library.roots[0] / "notes.md"
    path.write_text("# Notes on packaging\n\nAn entirely different sentence stands here.\n")
    async with run_reader(open_again()) as reader:
        await reader.press("A")
        assert _rows(reader) == [
            "◆ “CoWoS capacity doubles in Taiwan.”",
            "2026-05-10 · Notes on packaging × lost",
        ]
        await reader.press("enter")
        assert isinstance(reader.screen, PlacesScreen)
        assert "Nothing like these words is there any more." in reader.text
    path.unlink()
    async with run_reader(open_again()) as reader:
        await reader.press("A")
        assert _rows(reader)[1] == "2026-05-10 · Notes on packaging – absent"
        await reader.press("enter")
        assert reader.status.notice == "Its briefing is not in the library now."


async def test_changes_are_undone_and_done_again(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.answer("t", "one")
        await reader.press("j")
        await reader.answer("t", "two")
        await reader.press("A", "u")
        assert _rows(reader) == ["#one the whole briefing", "2026-05-10 · Memory Weekly"]
        assert reader.status.notice == "Undone: Tagged Chip Letter: #two"
        await reader.press("ctrl+r")
        assert _rows(reader)[0] == "#two the whole briefing"
        assert sorted(services.annotations.tags()) == [("one", 1), ("two", 1)]
        await reader.press("u", "u")
        assert services.annotations.tags() == ()
        await reader.press("u")
        assert reader.status.notice == "Nothing to undo."
        await reader.press("q")
        assert "#" not in reader.pane_text("list"), "the list below knows of it"
        await reader.press("ctrl+r")
        assert "#one" in reader.pane_text("list")


async def test_the_cursor_stays_in_the_list(services: Services) -> None:
    async with run_reader(services) as reader:
        for word in ("one", "two", "three"):
            await reader.answer("t", word)
            await reader.press("j")
        await reader.press("A", "G", "j", "j", "enter")
        assert reader.title == "Memory Weekly", "the oldest is last"
        await reader.press("A", "k", "k", "enter")
        assert reader.title == "April Brief", "the newest is first"
        await reader.press("A", "2", "j", "2", "k", "j", "enter")
        assert reader.title == "Chip Letter"


@pytest.mark.parametrize("keys", ["A q", "A escape"])
async def test_it_closes_and_nothing_has_moved(services: Services, keys: str) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "5", "}")
        before = reader.lines
        await reader.press(*keys.split())
        assert isinstance(reader.screen, MainScreen)
        assert reader.lines == before


async def test_long_words_end_in_an_ellipsis(services: Services) -> None:
    async with run_reader(services, (40, 20)) as reader:
        await reader.press("enter", "}", "B")
        await reader.answer("t", "a-tag-that-is-rather-long another-one-of-them")
        await reader.press("A")
        tagged, _, marked, _ = _rows(reader)
        assert tagged == "#a-tag-that-is-ra… “Nvidia waits for…"
        assert marked == "◆ “Nvidia waits for HBM. TSMC builds…"


async def test_what_a_reader_typed_is_no_markup(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.answer("t", "[red]x[/red] [bold")
        await reader.press("A")
        assert _rows(reader)[0] == "#[red]x[/red] #[bold the whole briefing"
        await reader.answer("/", "[red]")
        assert reader.lines[0].split()[:1] == ["ANNOTATIONS"]
        assert "[red]" in reader.lines[0]


async def test_the_footer_says_what_can_be_done_there(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("A")
        assert reader.screen.query_one(KeyBar).scope is Scope.ANNOTATIONS
        assert reader.lines[-1].split("  ") == [
            *(" / find", "Enter jump", "e edit", "t tag", "x select", "c re-anchor", "s group", "f filter", "d delete"),
            *("q back", "? help"),
        ]
