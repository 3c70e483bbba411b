"""Opening one briefing after another on the real screen, and reading each to its end.

Owns the keys, what of the screen is the text, and the memory that the program held meanwhile. Knows no corpus.
"""

import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.hostile.payloads import keep_visible
from tests.terminal import Terminal

_FRAME = re.compile("[▌▎•─│▏▕ ]")
"""What the page draws beside words."""
_ABOVE, _BELOW = 1, 2
"""Rows of the title bar; of the status and the keys."""
_SURE = 0.6
"""Seconds without any output after which a key is taken to do nothing."""
_LONG_ENOUGH = 5.0
"""Seconds after which a text is there; what is read then tells whether it is."""
_KEPT = 2
"""Rows that a page turned keeps."""


@dataclass(frozen=True)
class Opened:
    """What was seen of one briefing."""

    text: str
    """The visible characters, in order; in the last page, or where pages were left out, some may stand twice."""
    is_whole: bool
    """Whether every page was looked at."""
    megabytes: int
    """The most memory that the program held since the briefing before."""


def list_rows(folder: Path, env: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows of the list, in its order."""
    command = [sys.executable, "-m", "reader", "--library", str(folder), "list", "--json"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=200, env=os.environ | env, cwd=ROOT)
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def keep_words(text: str) -> str:
    """The visible characters of a text, without those that the page draws too."""
    return _FRAME.sub("", keep_visible(text))


class Reader:
    """Reads what the program in a terminal shows."""

    def __init__(self, terminal: Terminal, patience: float) -> None:
        """Args: terminal: with the program started; patience: seconds that a key may take to show an effect."""
        self._terminal = terminal
        self._patience = patience

    def begin(self) -> None:
        """Wait for the list, and open its first row in all of the screen."""
        self._terminal.wait_for(lambda screen: re.search(r"\d briefings", screen) is not None, timeout=90)
        self._terminal.settle(quiet=0.5, timeout=60)
        self._terminal.press("Enter", "z")
        self._settle()

    def go_on(self) -> None:
        """Open the next row."""
        self._go("]")

    def await_words(self, words: str) -> None:
        """Wait until words stand in the part that is in sight, or long enough: they may stand further on."""
        with contextlib.suppress(AssertionError):
            self._terminal.wait_for(lambda _: words in keep_words("".join(self._body())), timeout=_LONG_ENOUGH)
        self._settle()

    def read(self, pages: int) -> Opened:
        """Read what is open from its beginning: at most so many pages, then the last.

        Raises:
            AssertionError: if the program does not answer in time.
        """
        self._press("g", "g")
        seen = list(self._body())
        for _ in range(pages):
            before = self._terminal.screen_text()
            self._press("Space")
            if self._terminal.screen_text() == before:
                # It may be busy with what it has just opened.
                self._terminal.settle(quiet=_SURE, timeout=self._patience)
            after = self._body()
            if self._terminal.screen_text() == before:
                break
            seen += after[_KEPT:] if after[:_KEPT] == seen[-_KEPT:] else after
        is_whole = not self._go_to_end()
        if not is_whole:
            seen += self._body()
        return Opened(keep_words("".join(seen)), is_whole, self._take_peak())

    def _go_to_end(self) -> bool:
        """Show the last page; whether that was another one. Two pages within a long text may look the same."""
        before = self._terminal.screen_text()
        self._press("G")
        # Keys are taken in their turn: when help has come and gone, the end has been gone to.
        self._go("?")
        self._go("q")
        return self._terminal.screen_text() != before

    def _go(self, key: str) -> None:
        """Press what must show an effect."""
        before = len(self._terminal.raw)
        self._terminal.press(key)
        self._terminal.wait_for(lambda _: len(self._terminal.raw) > before, timeout=self._patience)
        self._terminal.settle(quiet=0.2, timeout=self._patience)

    def _press(self, *keys: str) -> None:
        self._terminal.press(*keys)
        self._settle()

    def _settle(self) -> None:
        self._terminal.settle(quiet=0.07, timeout=self._patience)

    def _body(self) -> list[str]:
        return self._terminal.screen_text().split("\n")[_ABOVE:-_BELOW]

    def _take_peak(self) -> int:
        """The most memory since the last time, in megabytes; 0 where the system does not tell."""
        folder = Path(f"/proc/{self._terminal.pid}")
        if not folder.exists():
            return 0
        found = re.search(r"^VmHWM:\s+(\d+) kB$", (folder / "status").read_text(), re.MULTILINE)
        (folder / "clear_refs").write_text("5")
        return int(found[1]) // 1024 if found else 0


def find_missing(words: str, seen: str) -> str:
    """Where the first of some characters is that is not seen in its turn; empty where all are."""
    at = 0
    for place, character in enumerate(words):
        at = seen.find(character, at) + 1
        if at == 0:
            return words[max(0, place - 20) : place + 20]
    return ""
