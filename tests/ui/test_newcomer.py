"""The first minutes of somebody who knows no key: only what the screen says is pressed."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal import Terminal


class Newcomer:
    """Presses a key only where the last rows of the screen say what it does."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    def press(self, key: str, word: str) -> None:
        """Press a key, once the screen says `word` of it."""
        hint = f"{key} {word}"
        self._terminal.wait_for(lambda screen: any(hint in row for row in screen.rstrip().split("\n")[-2:]))
        self._terminal.press({"Esc": "Escape"}.get(key, key))

    def type_text(self, words: str) -> None:
        """Answer what is asked."""
        self._terminal.wait_for("Enter done  ")
        self._terminal.type_text(words)

    def wait_for(self, words: str) -> None:
        """See something."""
        self._terminal.wait_for(words)


@pytest.fixture(params=[(100, 30), (80, 24)], ids=["100x30", "80x24"])
def terminal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    """The program as `make run` starts it."""
    columns, rows = request.param
    command = [sys.executable, "-m", "reader", str(ROOT / "seeds")]
    env = {"BRIEFING_READER_HOME": str(tmp_path)}
    with Terminal(command, columns=columns, rows=rows, env=env, cwd=ROOT) as started:
        yield started


def test_from_the_first_screen_to_a_tag_a_find_a_dossier_and_out(terminal: Terminal) -> None:
    someone = Newcomer(terminal)
    someone.wait_for("New here?")
    someone.press("Enter", "read")
    someone.wait_for("1 unread")

    # A sentence is tagged; what was done, and how to undo it, is said.
    someone.press("t", "tag")
    someone.type_text("watch")
    someone.press("Enter", "done")
    someone.wait_for("#watch   u undoes")

    # A phrase is found.
    someone.press("/", "find")
    someone.type_text("hardware race")
    someone.wait_for("1/1")
    someone.press("Enter", "done")
    someone.wait_for("hardware race")

    # The dossier of a name, and the way out of everything.
    someone.press("d", "dossier")
    someone.wait_for("sentences")
    someone.press("q", "back")
    someone.wait_for("¶ ")
    someone.press("?", "help")
    someone.wait_for("KEYS in the article")
    someone.press("q", "back")
    # In the article q leads back to the list, and there it leaves.
    someone.wait_for("¶ ")
    someone.press("q", "back")
    someone.press("q", "quit")
    assert terminal.exit_status() == 0
