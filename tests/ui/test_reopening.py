"""A file that is written anew while its briefing is open: the text under the eye and the cursors stay."""

from pathlib import Path

import pytest

from reader.services.indexing import Event, EventKind
from reader.services.services import Services
from reader.ui.loading import IndexAdvanced
from tests.ui.pilot import Reader, open_reader_services, run_reader

PARAGRAPHS = [f"Paragraph {number} speaks of wafers, and of nothing else that anybody knows." for number in range(60)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "briefings"
    folder.mkdir()
    for name in ("Alpha", "Beta", "Gamma", "Delta"):
        (folder / f"{name.lower()}.md").write_text(f"# {name}\n\n{name} has words.\n")
    write(folder, PARAGRAPHS)
    return folder


def write(folder: Path, paragraphs: list[str]) -> None:
    (folder / "long.md").write_text("\n\n".join(["---\ndate: 2026-05-09\n---", "# Long", *paragraphs]) + "\n")


async def notice(services: Services, reader: Reader) -> None:
    """What the other process does and tells."""
    report = services.update()
    event = Event(EventKind.CURRENT, total=report.added + report.changed + report.removed)
    reader.main.post_message(IndexAdvanced(event))
    await reader.settle()


async def test_the_text_under_the_eye_stays(folder: Path, tmp_path: Path) -> None:
    services = open_reader_services(folder, tmp_path / "home", {})
    async with run_reader(services) as reader:
        assert reader.title == "Long"
        await reader.press("enter", "3", "0", "}")
        assert reader.words.startswith("Paragraph 29 ")
        seen, before = reader.pane_lines("article"), reader.briefing
        write(folder, ["Quite new.", *PARAGRAPHS[:10], "New too, and long enough for a row.", *PARAGRAPHS[10:]])
        await notice(services, reader)
        assert reader.briefing.id != before.id
        assert reader.words.startswith("Paragraph 29 ")
        assert [line[:58] for line in reader.pane_lines("article")] == [line[:58] for line in seen]
        assert (reader.pane, reader.current_title()) == ("article", "Long")
        assert "changed" in reader.text
        state = services.annotations.read_states()[reader.briefing.id]
        assert (state.opened, state.read) == (True, False)
        await reader.press("}")
        assert reader.words.startswith("Paragraph 30 ")


async def test_what_is_only_looked_at_stays_unread(folder: Path, tmp_path: Path) -> None:
    services = open_reader_services(folder, tmp_path / "home", {})
    async with run_reader(services) as reader:
        write(folder, ["Quite new.", *PARAGRAPHS])
        await notice(services, reader)
        assert "Quite new." in reader.pane_text("article")
        assert (reader.pane, reader.current_title()) == ("list", "Long")
        assert reader.briefing.id not in services.annotations.read_states()


async def test_a_file_that_is_gone_leaves_the_text_on_the_screen_for_the_next(folder: Path, tmp_path: Path) -> None:
    services = open_reader_services(folder, tmp_path / "home", {})
    async with run_reader(services) as reader:
        (folder / "long.md").unlink()
        await notice(services, reader)
        await reader.until(lambda: reader.title != "Long")
        assert reader.current_title() == reader.title
