"""The dossier of a name: every sentence of the library about it, in time order, each a way to its briefing."""

import threading
from collections.abc import Callable, Iterator

import pytest

from reader.commands.model import Scope
from reader.domain.entity import Entity
from reader.services.dossiers import Portion
from reader.services.services import Services
from reader.ui.screens.dossier import DossierScreen
from reader.ui.screens.main import MainScreen
from reader.ui.widgets.bars import KeyBar, PaneHeading
from reader.ui.widgets.companions import CompanionList
from reader.ui.widgets.statements import StatementList
from tests.ui.pilot import PATIENCE, Reader, run_reader


def _rows(reader: Reader) -> list[str]:
    """What is listed, without the blank rows."""
    assert isinstance(reader.screen, DossierScreen)
    listed = reader.screen.query_one(StatementList)
    rows = reader.full_lines[listed.region.y : listed.region.bottom]
    return [" ".join(row[: listed.row_width].split()).rstrip("─… ") for row in rows if row[: listed.row_width].strip()]


TAIWAN = [
    "11 April 2026 · April Brief",
    "Taiwan exports rise.",
    "2 May 2026 · Chip Letter",
    "TSMC builds more in Taiwan.",
    "9 May 2026 · Memory Weekly",
    "TSMC builds in Taiwan.",
    "── date unknown",
    "no date · Notes on packaging",
    "CoWoS capacity doubles in Taiwan.",
]


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        pytest.param("l l j j d", "Taiwan place", id="from the sidebar"),
        pytest.param("enter ] ] } d", "Taiwan place", id="from the text"),
    ],
)
async def test_sentences_stand_in_time_order_under_their_source(services: Services, keys: str, name: str) -> None:
    async with run_reader(services) as reader:
        await reader.press(*keys.split())
        assert " ".join(reader.lines[0].split()) == f"{name} 4 mentions in 4 sentences"
        assert _rows(reader) == TAIWAN
        assert reader.lines[-2] == " 11 Apr 2026 to 9 May 2026"
        assert reader.lines[-1].split("  ") == [" Enter go", "Tab names", "/ find", "q back", "? help"]


async def test_a_source_is_named_once_for_what_follows(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("l", "l", "j", "d")
        assert " ".join(reader.lines[0].split()) == "TSMC company 3 mentions in 3 sentences"
        assert _rows(reader) == [
            "2 May 2026 · Chip Letter",
            "TSMC and Nvidia meet.",
            "TSMC builds more in Taiwan.",
            "9 May 2026 · Memory Weekly",
            "TSMC builds in Taiwan.",
        ]
        assert reader.styles_of("TSMC and")[0].color != reader.styles_of("and Nvidia")[0].color, "the name stands out"


async def test_enter_leads_to_the_words(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("l", "l", "j", "d", "j", "enter")
        assert isinstance(reader.screen, MainScreen)
        assert (reader.title, reader.pane) == ("Chip Letter", "article")
        assert reader.words.startswith("TSMC builds more")
        await reader.press("ctrl+o")
        assert reader.title == "Memory Weekly"


async def test_sentences_are_filtered(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("l", "l", "j", "j", "d", "slash", *"tsmc")
        assert _rows(reader) == TAIWAN[2:6]
        assert " ".join(reader.lines[0].split()) == "Taiwan place 2 of 4 sentences · tsmc"
        await reader.press("escape")
        assert _rows(reader) == TAIWAN
        await reader.answer("/", "april")
        assert _rows(reader) == TAIWAN[:2], "words of the source are found too"
        await reader.press("enter")
        assert reader.title == "April Brief"
        await reader.press("l", "d")
        await reader.answer("/", "zzz")
        assert _rows(reader) == ["No sentence fits. Esc shows all."]
        await reader.press("enter", "escape", "escape")
        assert isinstance(reader.screen, MainScreen)


async def test_a_change_is_undone_and_done_again_there(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.answer("t", "one")
        await reader.press("l", "l", "d", "u")
        assert reader.status.notice == "Undone: Tagged Memory Weekly: #one"
        assert services.annotations.tags() == ()
        await reader.press("ctrl+r")
        assert services.annotations.tags() == (("one", 1),)
        await reader.press("u", "u")
        assert reader.status.notice == "Nothing to undo."
        await reader.press("q")
        assert "#one" not in reader.pane_text("list"), "the list below knows of it"
        await reader.press("ctrl+r")
        assert "#one" in reader.pane_text("list")


@pytest.mark.parametrize("keys", ["d", "enter G d", "colon d o s s i e r enter"])
async def test_without_a_name_under_the_cursor_one_is_asked_for(services: Services, keys: str) -> None:
    async with run_reader(services) as reader:
        await reader.press(*keys.split())
        assert isinstance(reader.screen, MainScreen)
        await reader.press(*"taiwan", "enter")
        assert _rows(reader) == TAIWAN


async def test_a_name_typed_behind_the_command_counts_before_the_one_under_the_cursor(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("l", "l", "j", "colon", *"dossier", "space", *"taiwan", "enter")
        assert _rows(reader) == TAIWAN
        await reader.press("q", "h", "h", "d", *"tai", "tab", "enter")
        assert _rows(reader) == TAIWAN


async def test_a_name_that_nobody_bears_is_told(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("d", *"quokka", "enter")
        assert isinstance(reader.screen, MainScreen)
        assert reader.status.notice == "quokka: no briefing of the library names that"
        await reader.press("d", *"tai", "enter")
        assert reader.status.notice == "nothing is called tai: Tab completes to names such as Taiwan"
        await reader.press("d", "enter")
        assert isinstance(reader.screen, MainScreen)


@pytest.mark.parametrize("size", [(60, 20), (200, 60)], ids=str)
async def test_long_dossiers_are_paged(services: Services, size: tuple[int, int]) -> None:
    async with run_reader(services, size) as reader:
        await reader.press("enter", "l", "d")
        assert " ".join(reader.lines[0].split()) == "Nvidia company 42 mentions in 42 sentences"
        assert reader.screen.query_one(KeyBar).scope is Scope.DOSSIER
        assert _rows(reader)[:2] == ["2 May 2026 · Chip Letter", "TSMC and Nvidia meet."]
        await reader.press("G")
        assert _rows(reader)[-1] == "Its second sentence names Nvidia."
        await reader.press("b", "space", "enter")
        assert reader.title == "Memory Weekly"
        assert reader.words.startswith("Nvidia.")


def _met(reader: Reader) -> list[str]:
    """Who is listed beside the sentences, with the numbers."""
    region = reader.screen.query_one(CompanionList).region
    rows = [row[region.x : region.right] for row in reader.full_lines[region.y : region.bottom]]
    return [" ".join(row.split()) for row in rows if row.strip()]


async def test_enter_on_a_name_leaves_the_sentences_with_both(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("l", "l", "j", "d")
        assert _met(reader) == ["Taiwan 2", "Nvidia 1"]
        await reader.press("tab", "enter")
        assert _rows(reader) == TAIWAN[2:6]
        assert _met(reader) == ["▸ Taiwan 2", "Nvidia 1"], "the others can still be chosen"
        assert " ".join(reader.lines[0].split()) == "TSMC company 2 of 3 sentences · with Taiwan"
        await reader.answer("/", "until:2026-05-02")
        assert _rows(reader) == TAIWAN[2:4]
        assert _met(reader) == ["Nvidia 1", "▸ Taiwan 1"], "of equals, by name"
        await reader.press("escape")
        assert len(_rows(reader)) == 5
        assert _met(reader) == ["Taiwan 2", "Nvidia 1"]


async def test_the_dossier_of_who_is_met(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("l", "l", "j", "d", "d")
        assert reader.status.notice.startswith("Tab leads to the names")
        await reader.press("tab", "d")
        assert " ".join(reader.lines[0].split()) == "Taiwan place 4 mentions in 4 sentences"
        await reader.press("q")
        assert isinstance(reader.screen, MainScreen)


async def test_ctrl_o_comes_back_to_the_same_sentence(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("l", "l", "d")
        await reader.answer("/", "supply")
        await reader.press("5", "j")
        before = reader.screen.query_one(StatementList).current
        await reader.press("enter")
        assert isinstance(reader.screen, MainScreen)
        await reader.press("ctrl+o")
        assert isinstance(reader.screen, DossierScreen)
        after = reader.screen.query_one(StatementList).current
        assert before is not None
        assert after is before
        assert reader.screen.query_one("#dossier-heading", PaneHeading).detail.endswith("· supply")


async def test_the_plot_counts_mentions_by_month(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("l", "l", "j", "j", "d")
        words = [" ".join(row.split()) for row in reader.lines[1:6]]
        assert [word for word in words if "most" in word or "unknown" in word][0].endswith("most: 2, May 2026")
        assert "1 of unknown date" in reader.text
        await reader.answer("/", "april")
        assert "most: 1, Apr 2026" in reader.text
        assert "unknown date" not in reader.text


async def test_reading_goes_on_while_the_list_is_used_and_can_be_stopped(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    whole = services.dossiers.stream

    def pause(entity: Entity, should_stop: Callable[[], bool] = lambda: False) -> Iterator[Portion]:
        for portion in whole(entity, should_stop):
            yield portion._replace(total=2 * portion.total)
            go_on.wait(PATIENCE)

    monkeypatch.setattr(services.dossiers, "stream", pause)
    async with run_reader(services) as reader:
        reader.strike("l", "l", "d")
        await reader.glance(lambda: "reading 2 of 4 briefings" in reader.text)
        reader.strike("j", "j")
        await reader.glance(lambda: reader.screen.query_one(StatementList).cursor == 2)
        reader.strike("escape")
        await reader.glance(lambda: "Stopped: 2 of 4 briefings" in reader.text)
        go_on.set()
        await reader.settle()
        assert reader.screen.query_one(StatementList).cursor == 2
        assert "so far" in reader.lines[0]


@pytest.mark.parametrize("size", [(60, 20), (40, 12)], ids=str)
async def test_where_there_is_no_room_for_both_tab_changes(services: Services, size: tuple[int, int]) -> None:
    async with run_reader(services, size) as reader:
        await reader.press("enter", "l", "d")
        assert reader.screen.query_one(CompanionList).region.width == 0
        await reader.press("tab")
        assert reader.screen.query_one(StatementList).region.width == 0
        assert reader.screen.query_one(CompanionList).region.width == size[0]
        await reader.press("enter")
        assert reader.screen.query_one(StatementList).region.width == size[0]
