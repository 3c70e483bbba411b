"""How long the interface stands still while a large store is listed, grouped, filtered and changed."""

import asyncio
import sys
import time
from pathlib import Path

import pytest

from tests.benchmarks.annotating import annotate
from tests.libraries import make_library
from tests.ui.pilot import open_reader_services, run_reader

pytestmark = pytest.mark.benchmark

ANNOTATIONS = 10_000
BRIEFINGS = 150
FREEZE = 0.1
"""Seconds of work in one go on the interface's thread."""
_BEAT = 0.002


async def test_the_interface_goes_on(tmp_path: Path) -> None:
    make_library(tmp_path / "library", BRIEFINGS)
    services = open_reader_services(tmp_path / "library", tmp_path / "home")
    services.update()
    annotate(services, ANNOTATIONS)
    services = open_reader_services(tmp_path / "library", tmp_path / "home")
    worked: dict[str, float] = {}
    async with run_reader(services) as reader:
        for keys in ("A", "s", "s", "/ n o t e enter", "escape", "G", "X escape", "d", "u", "t t a g escape", "q"):
            longest = 0.0
            steps = asyncio.create_task(reader.press(*keys.split()))
            while not steps.done():
                before = time.thread_time()
                await asyncio.sleep(_BEAT)
                longest = max(longest, time.thread_time() - before)
            await steps
            worked[keys] = longest
    sys.stdout.write("".join(f"{keys}: {1000 * longest:.0f} ms\n" for keys, longest in worked.items()))
    assert max(worked.values()) < FREEZE, worked
