"""A store that cannot be written, or is changed by somebody else: the screen says so, and nothing is lost."""

import json
import signal
from pathlib import Path

from reader.services.annotations import Annotations
from reader.services.services import Services
from reader.storage.store import Store
from reader.ui.screens.annotations import AnnotationsScreen
from reader.ui.widgets.bars import StatusLine
from tests.storage.test_processes import held
from tests.ui.conftest import NAMES
from tests.ui.pilot import Reader, open_reader_services, run_reader


def _notice(reader: Reader) -> str:
    return reader.screen.query_one(StatusLine).status.notice


async def test_a_store_of_a_newer_program_is_told_and_left_alone(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "data").mkdir(parents=True)
    store = home / "data" / "store.json"
    store.write_text(json.dumps({"meta": {"1": {"schema": 99}}, "annotations": {}}))
    before = store.read_bytes()
    async with run_reader(open_reader_services(folder, home, NAMES)) as reader:
        assert "newer version" in _notice(reader)
        await reader.press("enter", "B")
        assert "newer version" in _notice(reader)
        await reader.press("t")
        assert "newer version" in _notice(reader)
        assert "Nvidia waits" in reader.pane_text("article")
    assert store.read_bytes() == before


async def test_a_lock_that_a_stopped_process_holds_is_told_and_nothing_is_lost(services: Services) -> None:
    annotations = services.annotations
    path = services.paths.store_file
    async with run_reader(services) as reader:
        await reader.answer("t", "first")
        annotations._store._tables._lock._patience = 0.3
        with held(path, "stop") as other:
            await reader.answer("t", "second")
            assert f"another process (number {other.pid})" in _notice(reader)
            assert "#second" not in reader.pane_text("list")
            assert "#first" in reader.pane_text("list")
            other.send_signal(signal.SIGCONT)
            assert other.wait(10) == 0
        await reader.press("T")
        assert "#second" in reader.pane_text("list")
    assert {str(tag) for tag, _ in Annotations(Store(path), services.library, annotations._clock).tags()} == {
        "first",
        "second",
    }


async def test_a_store_that_is_edited_by_hand_while_it_is_open(services: Services) -> None:
    path = services.paths.store_file
    async with run_reader(services) as reader:
        await reader.answer("t", "first")
        services.annotations._store.close()
        path.write_text(path.read_text().replace("first", "edited"))
        await reader.press("j")
        await reader.answer("t", "second")
        await reader.press("A")
        assert isinstance(reader.screen, AnnotationsScreen)
        assert "#edited" in reader.text
        assert "#second" in reader.text
        assert "#first" not in reader.text
    copies = [file for file in path.parent.iterdir() if "edited" in file.name]
    assert any("first" in file.read_text() for file in copies), "the state before is kept"


async def test_hostile_tags_and_notes_are_text(services: Services) -> None:
    path = services.paths.store_file
    async with run_reader(services) as reader:
        await reader.answer("t", "[red]x[/red]")
        await reader.answer("t", "a" * 5_000)
    services.annotations._store.close()
    content = path.read_text()
    assert "[red]x[/red]" in content
    path.write_text(content.replace("[red]x[/red]", "\\u001b[2J\\u202e[@click=app.quit]x[/]"))
    again = open_reader_services(services.library.roots[0], path.parent.parent, NAMES)
    async with run_reader(again) as reader:
        await reader.press("A")
        assert "\x1b" not in reader.text
        assert "\u202e" not in reader.text
        assert "[@click=app.quit]x[/]" in reader.text
        await reader.press("s", "s", "q", "g", "t")
        assert "\x1b" not in reader.text
        assert reader.app.return_code is None
