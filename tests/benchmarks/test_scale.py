"""As fast at 100,000 briefings as at 100: first paint, keys, search, commands, and what the index costs.

Ratios are asserted, of two things measured in turns in this run; seconds and megabytes are printed for the record.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median, quantiles

import pytest

from tests.benchmarks.measuring import compare
from tests.benchmarks.scaling import SIZES, Sample, has_list, heading_of, list_of, prepare, press, text_of
from tests.conftest import ROOT
from tests.terminal import Terminal

pytestmark = [pytest.mark.benchmark, pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")]

BARE_APP = [sys.executable, str(Path(__file__).parent / "bare_app.py")]
PAINT_RATIO = 1.5
KEY_RATIO = 1.2
GREP_RATIO = 3.0
MEMORY_BYTES = 120 * 1000 * 1000
PRESSES = 15
SOUGHT = ("rapidus", "nvidia")
"""A word that one briefing in ten has, and one that more than half of them have."""
TYPED = ("nvidia", "the", "memory", "quxq", "samsung", "an", "taiwan", "export")


@pytest.fixture(scope="module")
def record() -> Iterator[list[str]]:
    rows: list[str] = []
    yield rows
    sys.stdout.write("\n" + "".join(f"{row}\n" for row in rows))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, record: list[str]) -> dict[int, Sample]:
    kept = os.environ.get("BRIEFING_READER_BENCH")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("scale")
    found: dict[int, Sample] = {}
    for count in SIZES:
        found[count], seconds = prepare(folder, count)
        if seconds is not None:
            size = found[count].size / 1e6
            record.append(f"indexed {count:>7,}   {size:6.1f} MB in {seconds:6.1f} s, {size / seconds:.1f} MB/s")
    return found


def paint(sample: Sample) -> float:
    with sample.open() as terminal:
        return terminal.wait_for(has_list, timeout=30)


def paint_bare() -> float:
    with Terminal(BARE_APP, columns=120, rows=40, cwd=ROOT) as terminal:
        return terminal.wait_for("bare and ready", timeout=30)


@pytest.mark.parametrize("count", SIZES)
def test_first_paint(samples: dict[int, Sample], count: int, record: list[str]) -> None:
    result = compare(lambda: paint(samples[count]), paint_bare)
    record.append(f"first paint, {count:>7,}    {result}")
    assert result.ratio <= PAINT_RATIO, result


def test_memory(samples: dict[int, Sample], record: list[str]) -> None:
    with samples[SIZES[-1]].open() as terminal:
        terminal.wait_for(has_list, timeout=30)
        terminal.settle(1.0, timeout=30)
        at_rest = terminal.resident_bytes()
        terminal.press("f")
        terminal.settle()
        type_word(terminal, "nvidia")
        searched = terminal.resident_bytes()
    record.append(f"memory, {SIZES[-1]:>7,}         {at_rest / 1e6:.1f} MB, {searched / 1e6:.1f} MB after a search")
    assert searched < MEMORY_BYTES


def test_keys_in_the_list(samples: dict[int, Sample], record: list[str]) -> None:
    keys: list[tuple[str, str, Callable[[str], object]]] = [
        ("40j", "40 rows down", list_of),
        ("G", "to the end", list_of),
        ("]", "next briefing", text_of),
    ]
    with samples[SIZES[-1]].open() as large, samples[SIZES[0]].open() as small:
        for terminal in (large, small):
            terminal.wait_for(has_list, timeout=30)
            terminal.settle(1.0, timeout=30)
        ratios = []
        for key, name, part in keys:

            def measure(terminal: Terminal, key: str = key, part: Callable[[str], object] = part) -> float:
                terminal.press("g", "g")
                terminal.settle(0.3)
                return press(terminal, key, part)

            result = compare(lambda: measure(large), lambda: measure(small), PRESSES)
            record.append(f"{name:<24}{result}")
            ratios.append(result.ratio)
    assert max(ratios) <= KEY_RATIO, ratios


def type_word(terminal: Terminal, word: str) -> list[float]:
    """Seconds from each letter until the list or its heading is another; without those that change nothing there."""
    seconds = []
    for letter in word:
        try:
            seconds.append(press(terminal, letter, lambda screen: (heading_of(screen), list_of(screen)), timeout=1.0))
        except AssertionError:
            continue
    return seconds


def test_search_as_you_type(samples: dict[int, Sample], record: list[str]) -> None:
    seconds: list[float] = []
    with samples[SIZES[-1]].open() as terminal:
        terminal.wait_for(has_list, timeout=30)
        terminal.settle(1.0, timeout=30)
        terminal.press("f")
        terminal.settle()
        for word in TYPED:
            seconds += type_word(terminal, word)
            terminal.press(*["Backspace"] * len(word))
            terminal.settle(0.4)
    worst = quantiles(seconds, n=20)[-1]
    record.append(
        f"a letter of a search    {median(seconds) * 1000:7.1f} ms, p95 {worst * 1000:.1f} ms, {len(seconds)} letters"
    )
    assert len(seconds) >= sum(map(len, TYPED)) / 2


@pytest.mark.skipif(shutil.which("grep") is None, reason="needs grep")
def test_search_beside_grep(samples: dict[int, Sample], record: list[str]) -> None:
    sample = samples[SIZES[-1]]
    commands: dict[str, Callable[[str], str]] = {
        "grep -rli": lambda word: (
            subprocess.run(
                ["grep", "-rli", word, str(sample.folder)], capture_output=True, text=True, check=True
            ).stdout
        ),
        "search --files": lambda word: sample.run("--as-is", "search", word, "--files").stdout,
    }

    def measure(command: str, word: str) -> float:
        begun = time.perf_counter()
        commands[command](word)
        return time.perf_counter() - begun

    ratios = {}
    for word in SOUGHT:
        found = {command: sorted(ask(word).splitlines()) for command, ask in commands.items()}
        assert found["search --files"] == found["grep -rli"]
        result = compare(partial(measure, "grep -rli", word), partial(measure, "search --files", word), 5)
        record.append(f"{word + ' in ' + str(len(found['grep -rli'])):<24}{result}")
        ratios[word] = result.ratio
    assert ratios[SOUGHT[0]] >= GREP_RATIO, ratios


def test_nothing_has_changed(samples: dict[int, Sample], record: list[str]) -> None:
    begun = time.perf_counter()
    answer = samples[SIZES[-1]].run("index")
    record.append(f"index, nothing changed  {(time.perf_counter() - begun) * 1000:7.1f} ms")
    assert answer.stdout.rstrip().endswith("0 added, 0 changed, 0 removed")
