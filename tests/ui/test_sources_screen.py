"""The screen of the sources, over the real subcommands and a server on the loopback address."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.services.services import Services
from reader.ui.screens.main import MainScreen
from reader.ui.screens.sources import SourcesScreen
from reader.ui.widgets.source_list import SourceList
from tests.sources.server import Reply, Site, serve
from tests.sources.test_feeds import item, rss
from tests.ui.pilot import Reader, run_reader


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serve() as running:
        running.replies["/feed"] = Reply(rss(item(8, description="Words of eight."), item(9, description="Of nine.")))
        yield running


@pytest.fixture
def settings(tmp_path: Path, folder: Path, site: Site) -> Path:
    """Two sources, with comments between them."""
    path = tmp_path / "home" / "config" / "config.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        f"libraries: {folder}\nsources:\n  # the good one\n  - name: Letter\n    url: {site.url('/feed')}\n"
        f"    series: Chips\n  # the bad one\n  - name: Lost\n    url: {site.url('/nothing')}\n# the end\n"
    )
    return path


def rows(reader: Reader) -> list[str]:
    """What is listed, single-spaced."""
    return [" ".join(line.split()) for line in reader.lines[1:4]]


async def _open(reader: Reader) -> None:
    await reader.press("g", "s")
    await reader.until(lambda: isinstance(reader.screen, SourcesScreen))
    await reader.until(lambda: "Looking" not in reader.text)


async def test_each_source_has_a_row_that_tells_what_was_heard(settings: Path, services: Services) -> None:
    async with run_reader(services) as reader:
        await _open(reader)
        assert rows(reader)[0] == "Letter feed Chips nothing heard yet"
        assert rows(reader)[1] == "Lost feed – nothing heard yet"
        await reader.press("S")
        await reader.until(lambda: "2 new" in rows(reader)[0] and "asking" not in rows(reader)[1])
        await reader.until(lambda: not reader.status.busy)
        await reader.until(lambda: "next try" in rows(reader)[1])
        assert "there is nothing at this address (404)" in rows(reader)[1]
        await reader.press("j")
        assert "/nothing" in reader.lines[-2], "the status line has what the row has no room for"


async def test_only_the_source_under_the_cursor_is_asked(settings: Path, site: Site, services: Services) -> None:
    async with run_reader(services) as reader:
        await _open(reader)
        await reader.press("s")
        assert "asking" in rows(reader)[0]
        await reader.until(lambda: not reader.status.busy)
        assert [path for path, _ in site.asked] == ["/feed"]


async def test_a_removed_source_comes_back_byte_for_byte(settings: Path, services: Services) -> None:
    before = settings.read_bytes()
    async with run_reader(services) as reader:
        await _open(reader)
        await reader.press("d")
        await reader.until(lambda: rows(reader)[0].startswith("Lost"))
        assert reader.status.notice == "Removed Letter; what it brought stays."
        after = settings.read_text()
        assert "Letter" not in after
        assert "# the bad one\n" in after
        assert "# the end\n" in after
        await reader.press("u")
        await reader.until(lambda: rows(reader)[0].startswith("Letter"))
        assert settings.read_bytes() == before
        assert reader.status.notice == "Undone: removed Letter."
        await reader.press("ctrl+r")
        await reader.until(lambda: rows(reader)[0].startswith("Lost"))
        assert settings.read_text() == after


async def test_a_source_is_changed_in_its_own_lines(settings: Path, services: Services) -> None:
    before = settings.read_text()
    async with run_reader(services) as reader:
        await _open(reader)
        await reader.press("e")
        assert "n name" in reader.status.notice
        await reader.press("s")
        await reader.press("ctrl+u")
        await reader.type_text("Memory")
        await reader.press("enter")
        await reader.until(lambda: rows(reader)[0].startswith("Letter feed Memory"))
        assert reader.status.notice == "Changed Letter: series   u undoes"
        assert settings.read_text() == before.replace("series: Chips", "series: Memory")
        await reader.press("e", "f")
        await reader.until(lambda: "full_text: yes" in settings.read_text())
        await reader.press("u", "u")
        await reader.until(lambda: settings.read_text() == before)
        assert reader.status.notice == "Undone: changed Letter."


async def test_what_cannot_be_used_changes_nothing(settings: Path, services: Services) -> None:
    before = settings.read_bytes()
    async with run_reader(services) as reader:
        await _open(reader)
        for key, words, reason in (
            ("k", "many", "number of items"),
            ("n", "Lost", "another source"),
            ("n", "", "name"),
        ):
            await reader.press("e", key, "ctrl+u")
            await reader.type_text(words)
            await reader.press("enter")
            await reader.settle()
            assert reason in reader.status.notice
            assert reader.status.is_warning
        await reader.press("e", "escape")
        assert settings.read_bytes() == before


async def test_settings_that_were_edited_since_are_not_put_back(settings: Path, services: Services) -> None:
    async with run_reader(services) as reader:
        await _open(reader)
        await reader.press("d")
        await reader.until(lambda: rows(reader)[0].startswith("Lost"))
        settings.write_text(settings.read_text() + "# mine\n")
        await reader.press("u")
        assert "edited since" in reader.status.notice
        assert settings.read_text().endswith("# mine\n")


async def test_an_added_source_can_be_undone(settings: Path, site: Site, services: Services) -> None:
    before = settings.read_bytes()
    site.replies["/other"] = Reply(rss(item(3, description="Of three.")).replace(b"Chip Letter", b"Wafer Notes"))
    async with run_reader(services) as reader:
        await _open(reader)
        await reader.press("a")
        await reader.type_text(site.url("/other"))
        await reader.press("enter")
        await reader.until(lambda: rows(reader)[2].startswith("Wafer Notes"))
        await reader.press("u")
        await reader.until(lambda: "Wafer Notes" not in rows(reader)[2])
        assert settings.read_bytes() == before


async def test_escape_stops_what_runs_and_then_closes(settings: Path, site: Site, services: Services) -> None:
    site.pause = 20
    async with run_reader(services) as reader:
        await _open(reader)
        await reader.press("S")
        await reader.press("escape")
        assert reader.status.notice.startswith("Stopped: sync")
        await reader.until(lambda: "nothing heard yet" in rows(reader)[0])
        await reader.press("escape")
        assert isinstance(reader.screen, MainScreen)


async def test_a_sync_goes_on_when_the_screen_is_closed(settings: Path, services: Services) -> None:
    async with run_reader(services) as reader:
        await _open(reader)
        await reader.press("S", "q")
        assert isinstance(reader.screen, MainScreen)
        await reader.until(lambda: "2 new" in reader.status.notice)


async def test_its_briefings_are_shown_in_the_list(settings: Path, folder: Path, services: Services) -> None:
    (folder / "chips.md").write_text("---\nseries: Chips\n---\n# Of the chips\n\nWords.\n")
    services.update()
    async with run_reader(services) as reader:
        await _open(reader)
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.screen, MainScreen) and reader.current_title() == "Of the chips")
        assert "April Brief" not in reader.text


async def test_without_sources_it_says_which_key_adds_one(tmp_path: Path, services: Services) -> None:
    async with run_reader(services) as reader:
        await _open(reader)
        assert "No sources yet: a adds a feed" in reader.text
        for key in ("s", "d", "e", "enter"):
            await reader.press(key)
            assert "a adds one" in reader.status.notice
        assert reader.screen.query_one(SourceList).current is None
