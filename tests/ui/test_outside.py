"""Out of the reader: text to a program and its answer, the source to an editor, a link shown before it opens."""

import stat
import sys
from pathlib import Path

import pytest

from reader.importers.briefings import import_briefing
from reader.services.services import Services
from reader.ui.outside import find_line
from reader.ui.screens.main import MainScreen
from reader.ui.screens.output import OutputScreen
from tests.terminal import Terminal
from tests.ui.pilot import Reader, run_reader

LINKS = """# Links

See [the report](https://example.com/report) and [another](https://bücher.example/).

A [trap](javascript:alert) here.

No link here.
"""


def _program(tmp_path: Path, name: str, code: str) -> Path:
    file = tmp_path / name
    file.write_text(f"#!/bin/sh\n{code}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


async def _answered(reader: Reader) -> list[str]:
    """The lines that a program answered."""
    await reader.until(lambda: isinstance(reader.screen, OutputScreen) and "status" in reader.lines[0])
    return [line.strip(" ▁▂▃▄▅▆▇█▕") for line in reader.lines[1:-2] if line.strip(" ▁▂▃▄▅▆▇█▕")]


async def test_the_whole_text_goes_to_a_program(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        await reader.answer("|", "grep -c HBM")
        assert (await _answered(reader))[0] == "41"
        assert reader.lines[0].split("  ")[0].strip() == "the text | grep -c HBM"
        assert "exit status 0 · 1 line" in reader.lines[0]
        await reader.press("q")
        assert isinstance(reader.screen, MainScreen)
        assert reader.pane == "article"


async def test_chosen_words_and_blocks_go_alone(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "}", ")")
        await reader.answer("|", "cat")
        assert await _answered(reader) == ["Nvidia waits for HBM."]
        await reader.press("q", "}")
        await reader.answer(":", "pipe-block cat")
        assert await _answered(reader) == ["Supply"]


async def test_an_answer_is_searched_and_scrubbed(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        await reader.answer("|", "printf 'one [red]\\n\\033[2Jtwo\\nthree\\n'")
        assert await _answered(reader) == ["one [red]", "␛[2Jtwo", "three"]
        await reader.press("/", *"tw")
        assert "1 of 3 lines · tw" in reader.lines[0]
        await reader.press("enter", "escape")
        assert len(await _answered(reader)) == 3


async def test_what_goes_wrong_is_told(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        await reader.answer("|", "no-such-program-here")
        await reader.until(lambda: "no such file" in reader.status.notice)
        await reader.press("q")
        await reader.answer("|", "false")
        await reader.until(lambda: reader.status.notice == "exit status 1")
        assert "Nothing was answered." in reader.text
        await reader.press("q")
        await reader.answer("|", "wc | cat")
        assert reader.status.notice.startswith("no shell reads this line")


async def test_escape_stops_a_program(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        reader.strike("vertical_line", *"sleep 60", "enter")
        while not isinstance(reader.screen, OutputScreen):
            await reader.pilot.pause(0.02)
        reader.strike("escape")
        await reader.until(lambda: reader.status.notice == "stopped")


async def test_a_link_is_shown_before_it_is_opened(
    services: Services, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "links.md").write_text(LINKS)
    told = tmp_path / "told"
    _program(tmp_path, "open" if sys.platform == "darwin" else "xdg-open", f'echo "$1" > {told}')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    async with run_reader(services) as reader:
        await reader.answer("f", "title:Links")
        await reader.press("enter", "}", "O")
        assert reader.status.notice.startswith("Open: a https://example.com/report  b https://b%C3%BCcher.example/")
        await reader.press("b")
        assert "https://xn--bcher-kva.example/" in reader.text
        assert reader.status.notice.startswith("Enter opens xn--bcher-kva.example")
        await reader.press("escape")
        assert not told.exists()
        await reader.press("O", "a", "enter")
        await reader.until(told.exists)
        await reader.until(lambda: told.read_text() == "https://example.com/report\n")
        await reader.press("}", "O")
        assert reader.status.notice.startswith("javascript:alert: javascript: links are not opened")
        await reader.press("}", "O")
        assert reader.status.notice == "No link in this block."


async def test_without_an_editor_that_is_told(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with run_reader(services) as reader:
        await reader.press("o")
        assert reader.status.notice.startswith("No editor is set: export EDITOR=")


def test_a_place_is_found_in_the_source() -> None:
    source = "---\ntitle: X\n---\n# X\n\nOne\ntwo.\n\n```\na\nb\n```\n"
    briefing = import_briefing(source.encode(), "x.md")
    lines = source.split("\n")
    for word in ("X", "One", "two"):
        place = briefing.text.rindex(word)
        assert lines[find_line(briefing, place) - 1].removeprefix("# ").startswith(word)


def test_the_source_opens_in_the_editor_and_the_screen_comes_back(folder: Path, tmp_path: Path) -> None:
    told = tmp_path / "told"
    editor = _program(tmp_path, "vim", f'printf "%s\\n" "$@" > {told}; echo "an editor is here"; sleep 0.3')
    env = {"EDITOR": str(editor), "PATH": "/usr/bin:/bin"}
    with Terminal([sys.executable, "-m", "reader", folder / "letter.md"], env=env) as terminal:
        terminal.wait_for("TSMC and Nvidia meet")
        terminal.settle()
        terminal.press("Enter", "}", "o")
        terminal.wait_for("an editor is here")
        terminal.wait_for("TSMC and Nvidia meet")
        assert told.read_text() == f"+6\n{folder / 'letter.md'}\n"
        terminal.settle()
        terminal.press("z")
        terminal.wait_for("Only the article.")
        terminal.press("q", "q")
        assert terminal.exit_status() == 0
