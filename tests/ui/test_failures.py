"""What cannot be read is a row with its reason; what is not there is said; nothing of it ends the program."""

import random
from pathlib import Path

import pytest

from reader.commands.table import COMMANDS
from reader.services.library import BriefingCache, Library
from reader.services.services import Services
from tests.ui.conftest import NAMES
from tests.ui.pilot import open_reader_services, run_reader

PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


async def test_a_file_that_cannot_be_read_is_a_row_with_its_reason(folder: Path, tmp_path: Path) -> None:
    (folder / "picture.md").write_bytes(PICTURE)
    services = open_reader_services(folder, tmp_path / "home", NAMES)
    failed = next(entry for entry in services.library.load() if entry.failure)
    assert failed.failure
    async with run_reader(services) as reader:
        assert "5 briefings, 4 unread" in reader.lines[0], "what cannot be read is not unread"
        assert reader.lines[1].endswith(" 5")
        rows = reader.pane_lines("list")
        at = next(index for index, row in enumerate(rows) if "picture.md" in row)
        assert "●" not in rows[at]
        assert rows[at + 1].strip()[:10] == failed.failure[:10]
        await reader.highlight("G")
        assert reader.title == "picture.md"
        shown = " ".join(" ".join(line.strip() for line in reader.pane_lines("article")).split())
        assert failed.failure in shown
        assert not reader.lines[1].endswith("5"), "the names of another briefing are not counted here"
        assert "Nvidia" not in reader.pane_text("sidebar")
        await reader.press("enter", "j", "G", "space", "}", ")", "B", "y", "/", *"x", "enter", "n")
        assert reader.app.return_code is None
        assert services.annotations.read_states() == {}
        await reader.press("[")
        assert reader.title == "Notes on packaging"


async def test_what_cannot_be_read_cannot_be_tagged(folder: Path, tmp_path: Path) -> None:
    (folder / "picture.md").write_bytes(PICTURE)
    services = open_reader_services(folder, tmp_path / "home", NAMES)
    async with run_reader(services) as reader:
        await reader.highlight("G")
        await reader.answer("t", "lost")
        assert services.annotations.tags() == (), "such a tag would show nowhere"


async def test_a_file_that_vanishes_is_told(folder: Path, tmp_path: Path) -> None:
    services = open_reader_services(folder, tmp_path / "home", NAMES)
    services.library = Library([folder], cache=BriefingCache(0))
    async with run_reader(services) as reader:
        (folder / "letter.md").unlink()
        (folder / "april.md").write_text("Another text.\n")
        await reader.press("j", "enter")
        assert reader.main.opened is not None
        assert reader.main.opened.briefing is None
        assert reader.main.opened.failure in reader.pane_text("article")
        await reader.press("]")
        assert "has changed since the library was read" in " ".join(reader.pane_text("article").split())
        await reader.press("]")
        assert "CoWoS capacity" in reader.pane_text("article")


async def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "nothing"
    folder.mkdir()
    services = open_reader_services(folder, tmp_path / "home", NAMES)
    async with run_reader(services) as reader:
        assert "0 briefings" in reader.lines[0]
        words = " ".join(reader.pane_text("list").split())
        assert words == "No briefings here. Start with a folder: reader PATH"
        assert "Choose a briefing in the list" in reader.pane_text("article")
        await reader.press(
            "j", "k", "G", "enter", "r", "t", "x", "enter", "T", "]", ".", "B", "space", "J", "/", "a", "enter"
        )
        await reader.press("l", "l", "l", "enter", "j", "y", "n", "u", "ctrl+o", "z", "A", "q", "question_mark", "q")
        assert reader.app.return_code is None
        assert services.annotations.tags() == ()


async def test_an_empty_file_is_shown_as_empty(tmp_path: Path) -> None:
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "empty.md").write_text("")
    services = open_reader_services(folder, tmp_path / "home", NAMES)
    async with run_reader(services) as reader:
        assert " Empty" in reader.pane_text("list")
        assert reader.lines[-2] == " empty"
        await reader.press("enter", "j", "G", "space", "}", ")", "(", "B", "t", "x", "enter", "/", "a", "enter", "n")
        await reader.resize(60, 20)
        await reader.press("less_than_sign", "M", "z", "q")
        assert reader.app.return_code is None
        assert services.annotations.tags() == ()


async def test_a_store_that_cannot_be_used_is_told_and_the_text_is_there(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "data" / "store.json").mkdir(parents=True)
    services = open_reader_services(folder, home, NAMES)
    async with run_reader(services) as reader:
        assert reader.status.is_warning
        assert reader.status.notice
        assert "Nvidia waits" in reader.pane_text("article")
        assert "Nvidia 41" in " ".join(reader.pane_text("sidebar").split())
        await reader.press("enter", "t")
        assert reader.status.is_warning
        await reader.press("B", "A", "q", "q")
        assert reader.app.return_code is None


_NAMED_KEYS = {
    "Enter": "enter", "Space": "space", "PageDown": "pagedown", "PageUp": "pageup", "Down": "down", "Up": "up",
    "Left": "left", "Right": "right", "Home": "home", "End": "end", "Delete": "delete", "Tab": "tab",
    "Shift-Tab": "shift+tab", "Escape": "escape", "Alt-Left": "alt+left", "Alt-Right": "alt+right", "F1": "f1",
    "Shift-Left": "shift+left", "Shift-Right": "shift+right",
}  # fmt: skip
_LEAVING = {"q", "Ctrl-C", "Ctrl-P", ":"}
"""The palette too: a person who leans on Enter there may choose to leave."""


def _every_key() -> list[str]:
    keys = sorted({key for command in COMMANDS for chord in command.chords for key in chord} - _LEAVING)
    return [_NAMED_KEYS.get(key, f"ctrl+{key[5:].lower()}" if key.startswith("Ctrl-") else key) for key in keys]


@pytest.mark.parametrize(("seed", "size"), [(1, (120, 40)), (2, (80, 24)), (3, (60, 20))])
async def test_any_keys_in_any_order(services: Services, seed: int, size: tuple[int, int]) -> None:
    """A person who leans on the keyboard."""
    choose = random.Random(seed)
    keys = _every_key()
    async with run_reader(services, size) as reader:
        for _ in range(6):
            reader.strike(*(choose.choice(keys) for _ in range(12)))
            await reader.settle()
            assert reader.app.return_code is None
            assert {len(line) for line in reader.full_lines} == {size[0]}
        await reader.press("escape", "escape")
