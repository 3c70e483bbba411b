"""Thousands of annotations make no start slower, and no key wait.

The ratio of the first screen with them to that without is asserted; the rest is printed for the record.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from reader.paths import find_paths
from reader.services.services import open_services
from tests.benchmarks.annotating import annotate
from tests.benchmarks.measuring import compare
from tests.benchmarks.scaling import has_list
from tests.conftest import ROOT
from tests.libraries import make_library
from tests.terminal import Terminal

pytestmark = [pytest.mark.benchmark, pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")]

BRIEFINGS = 500
SIZES = (10_000, 100_000)
RATIO = 1.1
RUNS = 11
WATCHED = 4.0
"""Seconds after the first screen in which keys are pressed."""


@dataclass(frozen=True)
class Desk:
    """A library that is opened with homes of several sizes."""

    library: Path
    folder: Path

    def open(self, size: int) -> Terminal:
        """The reader with so many annotations."""
        command = [sys.executable, "-m", "reader", str(self.library)]
        env = {"BRIEFING_READER_HOME": str(self.folder / str(size))}
        return Terminal(command, columns=120, rows=40, env=env, cwd=ROOT)

    def paint(self, size: int) -> float:
        """Seconds to the first screen."""
        with self.open(size) as terminal:
            return terminal.wait_for(has_list, timeout=30)


@pytest.fixture(scope="module")
def record() -> Iterator[list[str]]:
    rows: list[str] = []
    yield rows
    sys.stdout.write("\n" + "".join(f"{row}\n" for row in rows))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("annotated")
    make_library(folder / "library", BRIEFINGS)
    for size in (0, *SIZES):
        services = open_services(find_paths({"BRIEFING_READER_HOME": str(folder / str(size))}), [folder / "library"])
        services.update()
        annotate(services, size)
    return Desk(folder / "library", folder)


@pytest.mark.parametrize("size", SIZES)
def test_first_paint(desk: Desk, record: list[str], size: int) -> None:
    result = compare(partial(desk.paint, size), partial(desk.paint, 0), RUNS)
    record.append(f"first paint, {size:>7,} annotations  {result}")
    if size == SIZES[0]:
        assert result.ratio <= RATIO, result


@pytest.mark.parametrize("size", [0, *SIZES])
def test_keys_while_they_are_read(desk: Desk, record: list[str], size: int) -> None:
    seconds: list[float] = []
    with desk.open(size) as terminal:
        terminal.wait_for(has_list, timeout=30)
        end = time.monotonic() + WATCHED
        while time.monotonic() < end:
            before = terminal.screen_text()
            terminal.press("j" if len(seconds) % 40 < 20 else "k")
            seconds.append(terminal.wait_for(lambda screen, before=before: screen != before, timeout=10))  # type: ignore[misc]
    record.append(f"longest wait, {size:>6,} annotations  {max(seconds) * 1000:7.1f} ms of {len(seconds)} keys")
    assert len(seconds) > WATCHED
