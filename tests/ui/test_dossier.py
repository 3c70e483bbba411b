"""The dossier of a name: every sentence of the library about it, in time order, each a way to its briefing."""

import pytest

from reader.commands.model import Scope
from reader.services.services import Services
from reader.ui.screens.dossier import DossierScreen, StatementList
from reader.ui.screens.main import MainScreen
from reader.ui.widgets.bars import KeyBar
from tests.ui.pilot import Reader, run_reader


def _rows(reader: Reader) -> list[str]:
    """What is listed, without the blank rows."""
    assert isinstance(reader.screen, DossierScreen)
    listed = reader.screen.query_one(StatementList)
    rows = reader.full_lines[listed.region.y : listed.region.bottom]
    return [" ".join(row[: listed.row_width].split()) for row in rows if row[: listed.row_width].strip()]


TAIWAN = [
    "11 April 2026 · April Brief",
    "Taiwan exports rise.",
    "2 May 2026 · Chip Letter",
    "TSMC builds more in Taiwan.",
    "9 May 2026 · Memory Weekly",
    "TSMC builds in Taiwan.",
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
        assert reader.lines[-2] == " 11 Apr 2026 to 9 May 2026 · with TSMC 2"
        assert reader.lines[-1].split("  ") == [" Enter go", "/ find", "q back", "? help"]


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
        assert _rows(reader) == ["No sentence has these words. Esc shows all."]
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


async def test_no_name_no_dossier(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "G", "d")
        assert isinstance(reader.screen, MainScreen)
        assert reader.status.notice.startswith("No name under the cursor")


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
