"""How soon a key shows its effect while hundreds of feeds are brought in and indexed: on the real screen."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from reader.domain.scrub import SafeText
from reader.domain.source import Source
from reader.paths import find_paths
from reader.services.source_lines import add_sources
from tests.benchmarks.test_latency import MOST_RATIO, P95, percentile
from tests.benchmarks.test_sources import FEEDS, ITEMS
from tests.conftest import ROOT
from tests.terminal import Terminal

pytestmark = pytest.mark.benchmark

KEYS = 180
LEAST_KEYS = 30
"""Pressed during the sync, for a 95th part in a hundred to mean something."""
LONGEST = 300
"""Seconds for the sync."""
TEXT = "# Wafers\n\n" + "\n\n".join(f"Paragraph {number}, a short line of words." for number in range(60))

Sees = Callable[[str, str], bool]
"""Looks at the screen before and now."""


def _has_moved(before: str, now: str) -> bool:
    """Whether the article stands elsewhere, or its cursor does: the list beside it changes by itself."""
    return [line[27:75] for line in before.split("\n")[1:-2]] != [line[27:75] for line in now.split("\n")[1:-2]]


ROUND: tuple[tuple[str, Sees], ...] = (
    ("j", _has_moved),
    ("k", _has_moved),
    ("Space", _has_moved),
    ("b", _has_moved),
    ("?", lambda _, now: "KEYS in" in now),
    ("q", lambda _, now: "KEYS in" not in now),
)


@contextmanager
def _serve() -> Iterator[list[str]]:
    """The addresses of many feeds, which another process serves."""
    command = [sys.executable, "-m", "tests.benchmarks.feed_server", str(FEEDS)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield [process.stdout.readline().strip() for _ in range(FEEDS)]
        assert process.stdin is not None
        process.stdin.close()


@contextmanager
def _open(home: Path, urls: list[str]) -> Iterator[Terminal]:
    """The program, in the article, with many sources that were never asked."""
    folder = home / "library"
    folder.mkdir(parents=True)
    (folder / "2026-02-02-wafers.md").write_text(TEXT)
    paths = find_paths({"BRIEFING_READER_HOME": str(home)})
    paths.config.mkdir(parents=True)
    paths.settings_file.write_text(f"libraries: {folder}\n")
    add_sources(paths.settings_file, [Source(SafeText(f"Feed {n}"), url=url) for n, url in enumerate(urls)])
    command = [sys.executable, "-m", "reader"]
    with Terminal(command, columns=100, rows=30, env={"BRIEFING_READER_HOME": str(home)}, cwd=ROOT) as terminal:
        terminal.wait_for("Paragraph 3", timeout=60)
        terminal.press("Enter")
        terminal.settle(quiet=1.0, timeout=60)
        yield terminal


def _press(terminal: Terminal, key: str, sees: Sees) -> float:
    """Seconds until a key shows what it does."""
    with suppress(AssertionError):  # what goes on beside it may write all the time
        terminal.settle(quiet=0.03, timeout=0.3)
    before = terminal.screen_text()
    terminal.press(key)
    return terminal.wait_for(lambda now: sees(before, now), timeout=30)


def _measure(terminal: Terminal, goes_on: Callable[[], bool]) -> list[float]:
    """The times of the keys, one round after the other."""
    times: list[float] = []
    while len(times) < KEYS and goes_on():
        times += [_press(terminal, key, sees) for key, sees in ROUND]
    return times


def test_keys_are_answered_while_many_feeds_are_brought_in(tmp_path: Path) -> None:
    all_there = f"{FEEDS * ITEMS + 1:,} briefings"
    with _serve() as urls, _open(tmp_path, urls) as terminal:
        calm = _measure(terminal, lambda: True)
        terminal.type_text(":sync")
        terminal.wait_for(lambda now: "sync" in now)
        terminal.press("Enter")
        terminal.wait_for("sync …", timeout=30)
        begun = time.perf_counter()
        during = _measure(terminal, lambda: all_there not in terminal.screen_text())
        took = time.perf_counter() - begun
        terminal.wait_for(all_there, timeout=LONGEST)
        whole = time.perf_counter() - begun
        terminal.press("Ctrl-C")
        assert terminal.exit_status(timeout=30) == 0
    p95, before = percentile(during, 95), percentile(calm, 95)
    sys.stdout.write(
        f"\n{FEEDS} feeds of {ITEMS} items in {whole:.0f} s; {len(during)} keys in the first {took:.0f} s of it: "
        f"p50 {percentile(during, 50) * 1000:.0f}, p95 {p95 * 1000:.0f}, most {max(during) * 1000:.0f} ms; "
        f"at rest p50 {percentile(calm, 50) * 1000:.0f}, p95 {before * 1000:.0f} ms; ratio {p95 / before:.1f}\n"
    )
    assert len(during) >= min(LEAST_KEYS, len(ROUND) * max(1, FEEDS // 100))
    assert p95 < P95 or p95 < MOST_RATIO * before
