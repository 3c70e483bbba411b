"""The whole of it, as a person does it: the real program in a real terminal, twice, on a library of one's own."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal import Terminal


@pytest.fixture
def start(tmp_path: Path) -> Callable[[], Terminal]:
    """Starts the program on a copy of the samples, with the same home each time."""
    library = tmp_path / "briefings"
    shutil.copytree(ROOT / "seeds", library)
    command = [sys.executable, "-m", "reader", str(library)]
    return lambda: Terminal(command, env={"BRIEFING_READER_HOME": str(tmp_path / "home")}, cwd=ROOT)


def _article_row(terminal: Terminal, sign: str) -> str:
    """The words of the row of the text that has a sign in its gutter."""
    found = re.search(rf"▕ *{sign}▌? +(.*?) *▏", terminal.screen_text())
    assert found is not None, terminal.screen_text()
    return found[1]


def test_read_tag_bookmark_leave_and_come_back(start: Callable[[], Terminal], tmp_path: Path) -> None:
    with start() as terminal:
        terminal.wait_for("2 briefings, 2 unread")
        terminal.wait_for("East Asia’s AI hardware race")

        # Look at the other one, come back, and read.
        terminal.press("j")
        terminal.wait_for("¶ 1/65")
        terminal.press("k")
        terminal.wait_for("¶ 1/17")
        terminal.press("Enter")
        terminal.wait_for("2 briefings, 1 unread")
        terminal.press("}", "}", "}")
        terminal.wait_for("¶ 4/17")
        terminal.press("Space")
        terminal.wait_for(lambda screen: "¶ 4/17" not in screen)
        terminal.press("g", "g", "2", "}")
        terminal.wait_for("¶ 3/17")

        # Tag a block, then another with what was typed before.
        terminal.press("t")
        terminal.wait_for(lambda screen: "\n tag" in screen)
        terminal.type_text("hbm supply-chain")
        terminal.press("Enter")
        terminal.wait_for("Tagged “This Week’s Events”: #hbm #supply-chain")
        terminal.press("}")
        terminal.wait_for("¶ 4/17")
        terminal.press("t")
        terminal.wait_for(lambda screen: "\n tag" in screen)
        terminal.type_text("sup")
        terminal.wait_for("tag sup ")
        terminal.press("Tab", "Enter")
        terminal.wait_for("Tagged “The shifting sands of global trade polic…”: #supply-chain")

        # Bookmark a third.
        terminal.press("}", "B")
        terminal.wait_for("Bookmarked “Amidst this, the AI hardware boom contin…”")
        terminal.wait_for(lambda screen: "#hbm #supply-chain ◆1" in screen)
        bookmarked = _article_row(terminal, "◆")
        assert bookmarked.startswith("Amidst this, the AI hardware boom")
        terminal.press("q", "q")
        assert terminal.exit_status() == 0

    listed = subprocess.run(
        [sys.executable, "-m", "reader", "--library", str(tmp_path / "briefings"), "annotations", "--json"],
        env={"BRIEFING_READER_HOME": str(tmp_path / "home"), "PATH": ""},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    kept = {(item["motivation"], tuple(item["tags"]), item["quote"][:11]) for item in json.loads(listed.stdout)}
    assert kept == {
        ("tagging", ("hbm", "supply-chain"), "This Week’s"),
        ("tagging", ("supply-chain",), "The shiftin"),
        ("bookmarking", (), "Amidst this"),
    }

    with start() as terminal:
        terminal.wait_for("2 briefings, 1 unread")
        terminal.wait_for("#hbm #supply… ◆1")
        terminal.press("j")
        terminal.wait_for("¶ 1/65")

        # From the bookmarks back to the words, in another briefing than the one in sight.
        terminal.press("A")
        terminal.wait_for("ANNOTATIONS")
        terminal.wait_for("◆ “Amidst this, the AI hardware boom")
        terminal.press("Enter")
        terminal.wait_for("◆ bookmarked")
        assert "¶ 5/17" in terminal.screen_text()
        assert _article_row(terminal, "◆") == bookmarked
        terminal.press("q")
        terminal.wait_for("q quit")
        terminal.press("q")
        assert terminal.exit_status() == 0
