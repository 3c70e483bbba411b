"""Bringing briefings in from the screen, by the real subcommands in a process of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.services.services import Services
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
def settings(tmp_path: Path, folder: Path) -> Path:
    """The settings of the reader, whose library is the folder on the screen."""
    path = tmp_path / "home" / "config" / "config.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(f"libraries: {folder}\n")
    return path


def keep(settings: Path, **sources: str) -> None:
    rows = "".join(f"  - name: {name}\n    url: {url}\n" for name, url in sources.items())
    settings.write_text(f"{settings.read_text()}sources:\n{rows}")


async def command(reader: Reader, title: str) -> None:
    """Find a command by its name and run it."""
    await reader.press(":")
    await reader.type_text(title)
    await reader.until(lambda: title in reader.text)
    await reader.press("enter")


def notice(reader: Reader) -> str:
    return reader.status.notice


async def test_a_sync_brings_files_and_tells(settings: Path, folder: Path, site: Site, services: Services) -> None:
    keep(settings, Letter=site.url("/feed"), Lost=site.url("/nothing"))
    async with run_reader(services) as reader:
        await command(reader, "Sync")
        assert reader.status.busy.startswith("sync")
        await reader.press("j")
        assert reader.current_title() == "Chip Letter", "keys are answered meanwhile"
        await reader.until(lambda: not reader.status.busy)
        assert notice(reader) == "2 new. Failed: Lost: there is nothing at this address (404)"
        assert reader.status.is_warning
    assert sorted(path.name for path in (folder / "inbox").rglob("*.md")) == ["issue-8.md", "issue-9.md"]


async def test_a_sync_with_nothing_new_and_one_without_sources(settings: Path, site: Site, services: Services) -> None:
    async with run_reader(services) as reader:
        await command(reader, "Sync")
        await reader.until(lambda: not reader.status.busy)
        assert "No sources yet" in notice(reader)
        keep(settings, Letter=site.url("/feed"))
        site.replies["/feed"] = Reply(rss())
        await command(reader, "Sync")
        await reader.until(lambda: not reader.status.busy)
        assert notice(reader) == "1 source: nothing new"


async def test_a_sync_can_be_stopped(settings: Path, site: Site, services: Services) -> None:
    keep(settings, Letter=site.url("/feed"))
    site.pause = 20
    async with run_reader(services) as reader:
        await command(reader, "Sync")
        await command(reader, "Sync")
        assert "Wait for the other one: sync" in notice(reader)
        await command(reader, "Stop the sync")
        assert reader.status.busy == ""
        assert notice(reader).startswith("Stopped: sync")
        await command(reader, "Stop the sync")
        assert notice(reader) == "Nothing is being brought in."


async def test_something_is_brought_in_by_name(settings: Path, folder: Path, site: Site, services: Services) -> None:
    async with run_reader(services) as reader:
        await command(reader, "Add")
        await reader.type_text(site.url("/feed"))
        await reader.press("enter")
        await reader.until(lambda: not reader.status.busy)
        assert notice(reader).endswith("2 new; 1 source kept: Chip Letter   u undoes")
        await command(reader, "Add")
        await reader.type_text(str(folder / "missing.md"))
        await reader.press("enter")
        await reader.until(lambda: not reader.status.busy)
        assert notice(reader).endswith("missing.md: no such file")
        assert reader.status.is_warning
    assert f"url: {site.url('/feed')}" in settings.read_text().replace('"', "")


async def test_what_the_list_does_not_show_is_told(site: Site, services: Services, tmp_path: Path) -> None:
    async with run_reader(services) as reader:
        await command(reader, "Add")
        await reader.type_text(site.url("/feed"))
        await reader.press("enter")
        await reader.until(lambda: not reader.status.busy)
        assert f"in {tmp_path / 'home' / 'data' / 'inbox'}: open the reader anew to see it" in notice(reader)


async def test_an_added_source_is_taken_back_in_its_turn(settings: Path, site: Site, services: Services) -> None:
    before = settings.read_bytes()
    async with run_reader(services) as reader:
        await reader.answer("t", "hbm")
        await command(reader, "Add")
        await reader.type_text(site.url("/feed"))
        await reader.press("enter")
        await reader.until(lambda: "u undoes" in notice(reader) and b"sources" in settings.read_bytes())
        await reader.press("u")
        await reader.until(lambda: settings.read_bytes() == before)
        assert notice(reader).startswith("Undone: ")
        await reader.press("ctrl+r")
        await reader.until(lambda: b"sources" in settings.read_bytes())
        settings.write_bytes(settings.read_bytes() + b"# mine\n")
        await reader.press("u")
        assert "edited since" in notice(reader)
        await reader.press("u")
        assert notice(reader).startswith("Undone: Tagged"), "what cannot be taken back stands in nobody's way"
