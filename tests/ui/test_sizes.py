"""The screen on terminals of every size."""

import pytest

from reader.services.services import Services
from tests.ui.pilot import Reader, run_reader


def _panes(reader: Reader) -> set[str]:
    """The panes that are in sight, with room in them."""
    return {name for name in ("list", "article", "sidebar") if reader.main.query_one(f"#{name}").region.width > 20}


@pytest.mark.parametrize(
    ("size", "panes"),
    [
        pytest.param((60, 20), ["list", "article", "sidebar"], id="60x20"),
        pytest.param((80, 24), ["list article", "list article", "article sidebar"], id="80x24"),
        pytest.param((120, 40), ["list article sidebar"] * 3, id="120x40"),
        pytest.param((200, 60), ["list article sidebar"] * 3, id="200x60"),
    ],
)
async def test_panes_for_each_focus(services: Services, size: tuple[int, int], panes: list[str]) -> None:
    async with run_reader(services, size) as reader:
        for expected in panes:
            assert _panes(reader) == set(expected.split())
            assert {len(line) for line in reader.full_lines} == {size[0]}
            assert len(reader.full_lines) == size[1]
            # The right edge is taken: no pane leaves the rest of the screen empty.
            regions = [reader.main.query_one(f"#{name}").region for name in _panes(reader)]
            assert max(region.right for region in regions) == size[0]
            await reader.press("tab")
        assert reader.pane == "list", "round and round"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)], ids=str)
async def test_left_and_right_stop_at_the_edges(services: Services, size: tuple[int, int]) -> None:
    async with run_reader(services, size) as reader:
        seen = []
        for key in ("h", "l", "right", "l", "left", "h", "h", "shift+tab"):
            await reader.press(key)
            seen.append(reader.pane)
        assert seen == ["list", "article", "sidebar", "sidebar", "article", "list", "list", "sidebar"]


async def test_too_small_says_so_and_how_to_leave(services: Services) -> None:
    async with run_reader(services, (20, 5)) as reader:
        words = " ".join(" ".join(reader.lines).split())
        assert words == "Too small: Briefing Reader needs 34 columns and 8 rows. q quits."
        await reader.press("q")
        assert reader.app.return_code == 0


async def test_large_again_after_too_small(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "5", "}")
        before = reader.lines
        await reader.resize(20, 5)
        assert "Too small" in reader.text
        await reader.resize(120, 40)
        assert "Too small" not in reader.text
        assert reader.lines == before
        assert reader.pane == "article"
        await reader.press("}")
        assert reader.words.startswith("Paragraph 4 ")


@pytest.mark.parametrize("size", [(34, 8), (72, 8), (100, 8), (35, 50), (300, 10)], ids=str)
async def test_odd_sizes_work(services: Services, size: tuple[int, int]) -> None:
    async with run_reader(services, size) as reader:
        await reader.press("j", "k", "enter", "space", "G", "g", "g", "}", "tab", "j", "enter")
        assert reader.status.trail == "TSMC 1/1"
        await reader.press("question_mark", "q", "A", "q", "q")
        assert {len(line) for line in reader.full_lines} == {size[0]}
        assert reader.app.return_code is None
