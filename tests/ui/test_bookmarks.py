"""Bookmarks: on the block under the cursor, seen in the text and in the list, and taken away by the same key."""

from collections.abc import Callable

from reader.domain.annotation import Motivation
from reader.services.services import Services
from tests.ui.pilot import run_reader


async def test_a_block_is_bookmarked(open_again: Callable[[], Services]) -> None:
    services = open_again()
    async with run_reader(services) as reader:
        await reader.press("enter", "3", "}", "B")
        assert reader.status.notice.startswith("Bookmarked “Paragraph 1 speaks of HBM supply. Its se")
        (item,) = services.annotations.placed(reader.briefing)
        assert item.annotation.motivation is Motivation.BOOKMARKING
        assert item.annotation.quote is not None
        assert item.annotation.quote.exact.startswith("Paragraph 1 speaks")
        rows = [line for line in reader.pane_lines("article") if "◆" in line]
        assert len(rows) == 1
        assert rows[0].startswith(" ◆▌ Paragraph 1 ")
        assert any("◆1" in line for line in reader.pane_lines("list"))
        await reader.press("k", "j")
        assert reader.lines[-2].endswith("◆ bookmarked")
        await reader.press("B")
        assert services.annotations.placed(reader.briefing) == ()
        assert "◆" not in reader.text
        await reader.press("u")
        assert any("◆1" in line for line in reader.pane_lines("list"))
    async with run_reader(open_again()) as reader:
        assert any("◆1" in line for line in reader.pane_lines("list"))
        await reader.press("enter")
        assert any(line.startswith(" ◆") for line in reader.pane_lines("article"))
