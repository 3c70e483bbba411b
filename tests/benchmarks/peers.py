"""The reader beside newsboat, the terminal reader that people have: the same texts, from start to the visible list.

Owns how each of the two is given the texts, started in a pseudo-terminal and measured. Newsboat takes them as one feed
from a local file and keeps them in its cache; the reader takes them as files and keeps an index. Both have done that
once before anything is measured, and both find their files in the system's page cache.

    python -m tests.benchmarks.peers [COUNT]
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from tests.conftest import ROOT
from tests.libraries import make_feed, make_library
from tests.terminal import Predicate, Terminal

COUNT: Final = 50_000
RUNS: Final = 5
"""Of each program, in turns, after one that does not count."""
MISSING: Final = "newsboat is not installed; on Debian and Ubuntu: apt-get install newsboat"

_COLUMNS, _ROWS = 120, 40
_UNREAD: Final = "●"
"""What the reader shows before each briefing that has not been read."""
_SHOWN: Final = 8
"""Rows that must stand on the screen before a list counts as shown."""
_START_SECONDS: Final = 120.0
_PREPARE_SECONDS: Final = 3600.0
_REST_SECONDS: Final = 5.0
"""After the list is shown, before memory is read: what goes on in the background then counts."""
_NEWSBOAT_ROW = re.compile(r"^ +\d+ N ", re.MULTILINE)
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a program, up to its list and a rest after it."""

    first: float
    """Seconds from the start to the first screen."""
    shown: float
    """Seconds from the start to the visible list, without the time that a person takes to press a key."""
    own_peak: int
    """The most bytes that were resident in the program's own process."""
    peak: int
    """The same, and added to it that of every process that it started and that was seen after the list was shown."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A program that has taken the texts in and can be started."""

    name: str
    command: Sequence[str | Path]
    env: Mapping[str, str]
    prepared: float
    """Seconds that it took to take in all texts for the first time."""
    is_first: Predicate
    is_list: Predicate
    key: str | None
    """To be pressed on the first screen to see the list."""

    def start(self) -> Start:
        """Start it once, and end it."""
        with Terminal(self.command, columns=_COLUMNS, rows=_ROWS, env=self.env, cwd=ROOT) as terminal:
            first = terminal.wait_for(self.is_first, _START_SECONDS)
            if self.key is None:
                shown = terminal.wait_for(self.is_list, _START_SECONDS)
            else:
                terminal.press(self.key)
                shown = first + terminal.wait_for(self.is_list, _START_SECONDS)
            peaks = _watch_memory(terminal)
            return Start(first, shown, peaks[terminal.pid], sum(peaks.values()))


@dataclass(frozen=True, slots=True)
class Runs:
    """The starts of one program."""

    peer: Peer
    starts: Sequence[Start]

    def middle(self, measure: Callable[[Start], float]) -> float:
        """The median of one measure."""
        return median(map(measure, self.starts))

    @property
    def row(self) -> str:
        """A row of the table in docs/benchmarks.md."""
        first, shown = self.middle(lambda one: one.first), self.middle(lambda one: one.shown)
        own, peak = self.middle(lambda one: one.own_peak) / 1e6, self.middle(lambda one: one.peak) / 1e6
        times = f"{first:.2f} s | {shown:.2f} s | {own:.0f} MB | {peak:.0f} MB | {self.peer.prepared:.0f} s"
        return f"| {self.peer.name} | {times} |"


HEADER: Final = """\
| program | first screen | list shown | peak memory | with its helpers | first reading |
|---|---|---|---|---|---|"""


def find_newsboat() -> str | None:
    """Where newsboat is, if it is installed."""
    return shutil.which("newsboat")


def prepare_newsboat(folder: Path, count: int) -> Peer:
    """Give newsboat the texts as one feed, and let it take them into its cache.

    Raises:
        RuntimeError: if newsboat is not installed.
    """
    program = find_newsboat()
    if program is None:
        raise RuntimeError(MISSING)
    folder.mkdir(parents=True)
    feed, urls, config = folder / "feed.xml", folder / "urls", folder / "config"
    make_feed(feed, count)
    urls.write_text(f"{feed.as_uri()}\n", encoding="utf-8")
    config.write_text("", encoding="utf-8")
    command: list[str | Path] = [program, "-u", urls, "-c", folder / "cache.db", "-C", config]
    env = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    seconds = _run([*command, "-x", "reload"], env)
    return Peer("newsboat", command, env, seconds, lambda text: "All briefings" in text, _shows_articles, "Enter")


def prepare_reader(folder: Path, count: int) -> Peer:
    """Give the reader the texts as files, and let it index them."""
    library, home = folder / "library", folder / "home"
    make_library(library, count)
    env = {"BRIEFING_READER_HOME": str(home)}
    reader: list[str | Path] = [sys.executable, "-m", "reader"]
    seconds = _run([*reader, "--library", library, "index"], env)
    return Peer("reader", [*reader, library], env, seconds, lambda text: "Briefing Reader" in text, _shows_rows, None)


def measure_in_turns(peers: Sequence[Peer], runs: int = RUNS) -> list[Runs]:
    """Start all of them in turns, so that whatever else the machine does falls on each."""
    for peer in peers:
        peer.start()
    rounds = [[peer.start() for peer in peers] for _ in range(runs)]
    return [Runs(peer, starts) for peer, *starts in zip(peers, *rounds, strict=True)]


def _shows_rows(text: str) -> bool:
    return text.count(_UNREAD) >= _SHOWN


def _shows_articles(text: str) -> bool:
    return len(_NEWSBOAT_ROW.findall(text)) >= _SHOWN


def _run(command: Sequence[str | Path], env: Mapping[str, str]) -> float:
    """Seconds that a command takes."""
    started = time.perf_counter()
    subprocess.run(
        command, cwd=ROOT, env=os.environ | env, check=True, stdout=subprocess.DEVNULL, timeout=_PREPARE_SECONDS
    )
    return time.perf_counter() - started


def _watch_memory(terminal: Terminal) -> dict[int, int]:
    """Let the program rest; the most bytes that each of its processes had resident, by process id."""
    peaks: dict[int, int] = {}
    deadline = time.perf_counter() + _REST_SECONDS
    while time.perf_counter() < deadline:
        terminal.settle(timeout=_START_SECONDS)
        for pid in _list_tree(terminal.pid):
            with suppress(OSError):  # It has ended since it was listed.
                if found := _PEAK.search(Path(f"/proc/{pid}/status").read_text()):
                    peaks[pid] = int(found[1]) * 1024
    return peaks


def _list_tree(pid: int) -> list[int]:
    """A process and all that it started, itself first."""
    found = [pid]
    for parent in found:
        with suppress(OSError):
            for thread in Path(f"/proc/{parent}/task").iterdir():
                found += map(int, (thread / "children").read_text().split())
    return found


def main() -> None:
    """Measure both and print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    if find_newsboat() is None:
        sys.exit(MISSING)
    with tempfile.TemporaryDirectory(prefix="peers-") as name:
        peers = [prepare_newsboat(Path(name) / "newsboat", count), prepare_reader(Path(name) / "reader", count)]
        rows = [runs.row for runs in measure_in_turns(peers)]
    sys.stdout.write("\n".join((HEADER, *rows)) + "\n")


if __name__ == "__main__":
    main()
