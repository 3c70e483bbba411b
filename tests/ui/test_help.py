"""The help shows the keys of the view that asks, all of them and no others, and finds them by words."""

import pytest

from reader.commands.model import Scope
from reader.commands.table import live_commands
from reader.services.services import Services
from reader.ui.screens.annotations import AnnotationsScreen
from reader.ui.screens.dossier import DossierScreen
from reader.ui.screens.help import HelpScreen, KeyList
from reader.ui.screens.main import MainScreen
from reader.ui.widgets.bars import KeyBar
from tests.ui.pilot import Reader, run_reader


def _rows(reader: Reader) -> list[str]:
    """The rows of the list of keys."""
    assert isinstance(reader.screen, HelpScreen)
    keys = reader.screen.query_one(KeyList)
    rows = reader.full_lines[keys.region.y : keys.region.bottom]
    return [" ".join(row[: keys.row_width].split()) for row in rows if row[: keys.row_width].strip()]


@pytest.mark.parametrize(
    ("keys", "scope", "heading"),
    [
        pytest.param("", Scope.LIST, "KEYS in the list", id="list"),
        pytest.param("enter", Scope.ARTICLE, "KEYS in the article", id="article"),
        pytest.param("l l", Scope.SIDEBAR, "KEYS among the entities", id="sidebar"),
        pytest.param("l l g o", Scope.OUTLINE, "KEYS in the outline", id="outline"),
        pytest.param("l l g t", Scope.TAGS, "KEYS among the tags", id="tags"),
        pytest.param("A", Scope.ANNOTATIONS, "KEYS among the annotations", id="annotations"),
        pytest.param("l l d", Scope.DOSSIER, "KEYS in the dossier", id="dossier"),
    ],
)
async def test_help_shows_the_commands_of_the_view(services: Services, keys: str, scope: Scope, heading: str) -> None:
    live = live_commands(scope)
    async with run_reader(services, (110, 120)) as reader:
        await reader.press(*keys.split(), "question_mark")
        assert reader.lines[0].split("  ")[0].strip() == heading
        assert reader.lines[0].endswith(f" {len(live)} commands")
        shown = {row for row in _rows(reader) if row.upper() != row}
        assert shown == {f"{command.printed_keys or 'by name'} {command.help}" for command in live}


async def test_what_is_of_the_view_alone_comes_first(services: Services) -> None:
    async with run_reader(services, (110, 120)) as reader:
        await reader.press("l", "l", "question_mark")
        rows = _rows(reader)
        headings = [row for row in rows if row.upper() == row]
        assert headings == ["AMONG THE ENTITIES", "HERE AND ELSEWHERE", "EVERYWHERE"]
        assert rows[:2] == ["AMONG THE ENTITIES", "Enter Walk through the mentions of this name; n and N go on."]
        everywhere = rows[rows.index("EVERYWHERE") :]
        assert "gg Home To the beginning of the focused pane." in everywhere


async def test_help_is_searched(services: Services) -> None:
    async with run_reader(services, (100, 24)) as reader:
        await reader.press("enter", "}", "question_mark")
        before = _rows(reader)
        await reader.press("slash", *"the bookm")
        assert _rows(reader) == [
            "IN THE ARTICLE",
            "B Bookmark the words under the cursor, or take the bookmark away.",
        ]
        assert reader.lines[0].endswith(" commands · the bookm")
        await reader.press("escape")
        assert _rows(reader) == before, "what was typed is dropped"
        await reader.answer("/", "Ctrl-D")
        assert _rows(reader) == ["EVERYWHERE", "Ctrl-D Half a page down."], "keys are found too"
        await reader.press("escape")
        assert _rows(reader) == before
        assert isinstance(reader.screen, HelpScreen)
        await reader.answer("/", "zzz")
        assert _rows(reader) == ["No command has these words. Esc shows all."]
        await reader.press("escape", "escape")
        assert isinstance(reader.screen, MainScreen)
        assert (reader.pane, reader.words[:6]) == ("article", "Nvidia")


@pytest.mark.parametrize("columns", [34, 40, 60, 80])
async def test_nothing_is_cut_on_a_narrow_screen(services: Services, columns: int) -> None:
    async with run_reader(services, (columns, 320)) as reader:
        await reader.press("question_mark")
        shown = "".join(_rows(reader)).replace(" ", "")
        for command in live_commands(Scope.LIST):
            assert f"{command.printed_keys or 'by name'}{command.help}".replace(" ", "") in shown


async def test_help_is_scrolled_to_its_end_and_back(services: Services) -> None:
    async with run_reader(services, (60, 20)) as reader:
        await reader.press("question_mark")
        assert _rows(reader)[0] == "IN THE LIST"
        await reader.press("G")
        assert _rows(reader)[-1] == "kept."
        await reader.press("g", "g")
        assert _rows(reader)[0] == "IN THE LIST"
        await reader.press(*["space"] * 12)
        assert _rows(reader)[-1] == "kept."
        await reader.press("pageup", *["b"] * 12)
        assert _rows(reader)[0] == "IN THE LIST"


@pytest.mark.parametrize("keys", ["f1 f1", "f1 escape", "question_mark question_mark", "question_mark q"])
async def test_help_closes(services: Services, keys: str) -> None:
    async with run_reader(services) as reader:
        before = reader.lines
        await reader.press(*keys.split())
        assert isinstance(reader.screen, MainScreen)
        assert reader.lines == before
        await reader.press("j")
        assert reader.current_title() == "Chip Letter"


async def test_help_closes_to_the_view_that_asked(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("A", "question_mark", "escape")
        assert type(reader.screen).__name__ == AnnotationsScreen.__name__
        await reader.press("q", "l", "l", "d", "f1", "q")
        assert type(reader.screen).__name__ == DossierScreen.__name__


async def test_the_keys_of_other_views_do_nothing_in_help(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.answer("t", "one")
        await reader.press("question_mark", "t", "B", "d", "enter", "u", "ctrl+r", "A", "s", "x")
        assert isinstance(reader.screen, HelpScreen)
        assert services.annotations.tags() == (("one", 1),)
        assert reader.screen.query_one(KeyBar).scope is Scope.HELP
        assert reader.lines[-1].split() == ["/", "find", "q", "back", "?", "help"]
