"""Libraries of several sizes, indexed once, and the reader started on them.

Making and indexing the largest takes minutes: a folder named by BRIEFING_READER_BENCH keeps them for the next run.
BRIEFING_READER_BENCH_MOST says how large the largest is.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.conftest import ROOT
from tests.libraries import make_library
from tests.terminal import Terminal

SIZES: Final = tuple(
    size for size in (100, 10_000, 100_000) if size <= int(os.environ.get("BRIEFING_READER_BENCH_MOST", "100000"))
)
COLUMNS, ROWS = 120, 40
_PREPARE_SECONDS: Final = 7200.0
_LIST_COLUMNS: Final = 30
_BELOW: Final = 4
"""Rows at the bottom that are not the list: what is typed stands there too."""
_READER: Final = (sys.executable, "-m", "reader")
_DONE: Final = "indexed"


@dataclass(frozen=True, slots=True)
class Sample:
    """A library that has been indexed."""

    folder: Path
    home: Path
    count: int

    @property
    def env(self) -> Mapping[str, str]:
        """What tells the reader where its index is."""
        return {"BRIEFING_READER_HOME": str(self.home)}

    @property
    def size(self) -> int:
        """Bytes of text."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def open(self) -> Terminal:
        """The reader on this library, in a terminal."""
        return Terminal([*_READER, self.folder], columns=COLUMNS, rows=ROWS, env=self.env, cwd=ROOT)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A subcommand on this library."""
        command = [*_READER, "--library", str(self.folder), *words]
        return subprocess.run(
            command, cwd=ROOT, env=os.environ | self.env, capture_output=True, text=True, timeout=_PREPARE_SECONDS
        )


def prepare(folder: Path, count: int) -> tuple[Sample, float | None]:
    """Make a library and index it, unless that has been done.

    Returns:
        The library, and the seconds that indexing took, None if it was there.
    """
    home = folder / f"home-{count}"
    sample = Sample(folder / f"library-{count}", home, count)
    if (home / _DONE).exists():
        sample.run("index")
        return sample, None
    if not sample.folder.exists():
        make_library(sample.folder, count)
    begun = time.perf_counter()
    sample.run("index").check_returncode()
    seconds = time.perf_counter() - begun
    (home / _DONE).touch()
    return sample, seconds


def has_list(screen: str) -> bool:
    """Whether briefings stand in the list, and one of them in the text."""
    lines = screen.split("\n")
    listed = sum(" words" in line[:_LIST_COLUMNS] for line in lines)
    return listed > 3 and any(line[_LIST_COLUMNS + 5 :].strip() for line in lines[2:9])


def press(terminal: Terminal, keys: str, part: Callable[[str], object], timeout: float = 10.0) -> float:
    """Seconds from the last of some keys until a part of the screen is another."""
    before = part(terminal.screen_text())
    terminal.press(*keys)
    seconds = terminal.wait_for(lambda screen: part(screen) != before, timeout)
    terminal.settle(quiet=0.25)
    return seconds


def list_of(screen: str) -> list[str]:
    """The rows of the list."""
    return [line[:_LIST_COLUMNS] for line in screen.split("\n")[2:-_BELOW]]


def text_of(screen: str) -> list[str]:
    """The rows of the text."""
    return [line[_LIST_COLUMNS + 2 : 90] for line in screen.split("\n")[2:-2]]


def heading_of(screen: str) -> str:
    """What stands above the list: how many briefings fit, and what was typed."""
    return screen.split("\n")[1][:_LIST_COLUMNS]
