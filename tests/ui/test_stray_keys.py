"""A key that does nothing where it is pressed says so, and where it would do something."""

from reader.commands.model import Command, Scope, tell_stray
from reader.services.services import Services
from tests.ui.pilot import run_reader

BOOKMARK = Command("bookmark", ("B", "g b"), "Bookmark", "Bookmark.", (Scope.ARTICLE, Scope.SELECTION), "bookmark")
SYNC = Command("sync", ("S",), "Sync", "Sync.", (Scope.SOURCES,), "sync")


def test_a_key_of_another_pane() -> None:
    told = "does nothing here; in the article: Bookmark"
    assert tell_stray("B", Scope.LIST, (SYNC, BOOKMARK)) == f"B {told}"
    assert tell_stray("gb", Scope.SIDEBAR, (SYNC, BOOKMARK)) == f"gb {told}"


def test_a_key_of_another_screen_or_of_none() -> None:
    assert tell_stray("S", Scope.LIST, (SYNC, BOOKMARK)) == "S does nothing here"
    assert tell_stray("B", Scope.SOURCES, (SYNC, BOOKMARK)) == "B does nothing here"
    assert tell_stray("é", Scope.LIST, ()) == "é does nothing here"


async def test_the_status_line_says_so(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("B")
        assert reader.status.notice == "B does nothing here; in the article: Bookmark"
        await reader.press("g", "Z")
        assert reader.status.notice == "gZ does nothing here"
        await reader.press("enter", "B")
        assert "Bookmarked" in reader.status.notice
