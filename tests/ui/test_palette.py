"""The palette offers what can be done in the view below it, finds it by its words, and runs it there."""

import pytest
from textual.command import CommandList, CommandPalette

from reader.commands.model import Scope
from reader.commands.table import live_commands
from reader.services.services import Services
from reader.ui.screens.main import MainScreen
from tests.ui.pilot import Reader, run_reader


async def _open(reader: Reader) -> None:
    """Open the palette; it lists its commands a moment later."""
    await reader.press("ctrl+p")
    await reader.until(lambda: isinstance(reader.screen, CommandPalette) and bool(_rows(reader)))


async def _choose(reader: Reader, words: str) -> None:
    """Type words, and run the first command that has them."""
    await _open(reader)
    reader.strike(*words)
    await reader.until(lambda: bool(_rows(reader)) and words.split()[0] in _rows(reader)[0].casefold())
    await reader.press("enter")
    await reader.until(lambda: isinstance(reader.screen, MainScreen))


def _rows(reader: Reader) -> list[str]:
    """What the palette lists: names with their keys, and under each what it does."""
    region = reader.screen.query_one(CommandList).region
    rows = [line[region.x : region.right].strip("▁▂▃▄▅▆▇ ") for line in reader.full_lines[region.y : region.bottom]]
    return [" ".join(row.split()) for row in rows if row]


@pytest.mark.parametrize(
    ("keys", "scope"),
    [
        pytest.param("", Scope.LIST, id="list"),
        pytest.param("enter", Scope.ARTICLE, id="article"),
        pytest.param("l l", Scope.SIDEBAR, id="sidebar"),
    ],
)
async def test_it_offers_what_can_be_done_here(services: Services, keys: str, scope: Scope) -> None:
    live = live_commands(scope)
    async with run_reader(services, (100, 50)) as reader:
        await reader.press(*keys.split())
        await _open(reader)
        listed = reader.screen.query_one(CommandList)
        await reader.until(lambda: listed.option_count >= len(live))
        assert listed.option_count == len(live)
        rows = [row for command in live for row in (f"{command.title} {command.printed_keys}".strip(), command.help)]
        shown = _rows(reader)
        assert len(shown) > 30
        assert shown == rows[: len(shown)]


async def test_it_runs_a_command(services: Services) -> None:
    async with run_reader(services) as reader:
        was_muted = reader.main.is_bold_muted
        await _open(reader)
        reader.strike(*"mute bold")
        await reader.until(lambda: _rows(reader) == ["Mute bold M", "Show bold words like the rest, or bold again."])
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.screen, MainScreen))
        assert (was_muted, reader.main.is_bold_muted) == (False, True)
        assert reader.status.notice.startswith("Bold is muted.")
        assert reader.pane == "list", "the focus is where it was"


async def test_a_command_without_keys_is_run_by_its_name(services: Services) -> None:
    async with run_reader(services) as reader:
        assert reader.app.theme == "night"
        before = reader.styles_of("Nvidia waits")[0]
        await _choose(reader, "light")
        assert reader.app.theme == "paper"
        after = reader.styles_of("Nvidia waits")[0]
        assert before.color != after.color
        assert after.color is not None
        assert after.color.name == "#1f5f99"
        await _choose(reader, "light")
        assert reader.styles_of("Nvidia waits")[0] == before


async def test_a_command_acts_where_the_cursor_was(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "}")
        await _choose(reader, "bookmark")
        (item,) = services.annotations.placed(reader.briefing)
        assert item.annotation.quote is not None
        assert item.annotation.quote.exact.startswith("Nvidia waits")
        assert reader.pane == "article"


async def test_what_is_of_another_view_is_not_offered(services: Services) -> None:
    async with run_reader(services) as reader:
        await _open(reader)
        reader.strike(*"delete")
        await reader.until(lambda: "No matches" in reader.text)
        await reader.press("escape")
        assert isinstance(reader.screen, MainScreen)


async def test_escape_runs_nothing(services: Services) -> None:
    async with run_reader(services) as reader:
        before = reader.lines
        await _open(reader)
        reader.strike(*"mute")
        await reader.press("escape")
        assert isinstance(reader.screen, MainScreen)
        assert reader.lines == before
        await reader.press("j")
        assert reader.current_title() == "Chip Letter", "keys are commands again"
