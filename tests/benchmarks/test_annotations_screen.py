"""How long the interface stands still while a large store is listed, grouped, filtered and changed."""

import asyncio
import random
import sys
import time
from pathlib import Path

import pytest

from reader.domain.anchor import ALONE, TextPositionSelector, TextQuoteSelector
from reader.domain.annotation import Annotation, Motivation
from reader.domain.scrub import SafeText
from reader.services.binding import describe_ref
from reader.services.services import Services
from reader.storage.store import Store
from tests.libraries import make_library
from tests.ui.pilot import open_reader_services, run_reader

pytestmark = pytest.mark.benchmark

ANNOTATIONS = 10_000
BRIEFINGS = 150
FREEZE = 0.1
"""Seconds of work in one go on the interface's thread."""
_BEAT = 0.002


def _fill(services: Services) -> None:
    """Annotations of every kind, all over the library."""
    rng, made = random.Random(1), []
    rows = [entry for entry in services.library.load() if not entry.failure]
    for number in range(ANNOTATIONS):
        entry = rows[number % len(rows)]
        text = services.library.briefing(entry.id).text
        start = rng.randrange(max(1, len(text) - 60))
        words, before, after = text[start : start + 50], text[max(0, start - 32) : start], text[start + 50 : start + 82]
        quote = TextQuoteSelector(SafeText(words), SafeText(before), SafeText(after), ALONE)
        made.append(
            Annotation(
                f"{number:016x}",
                rng.choice(list(Motivation)),
                describe_ref(entry),
                f"2026-0{1 + number % 9}-{1 + number % 28:02}T08:00:{number % 60:02}+00:00",
                (SafeText(f"tag{number % 50}"), SafeText(f"supply/t{number % 7}")),
                SafeText("a note" if number % 5 == 0 else ""),
                quote,
                TextPositionSelector(start, start + len(words)),
            )
        )
    store = Store(services.paths.store_file)
    store.save_annotations(made)
    store.close()


async def test_the_interface_goes_on(tmp_path: Path) -> None:
    make_library(tmp_path / "library", BRIEFINGS)
    services = open_reader_services(tmp_path / "library", tmp_path / "home")
    services.update()
    _fill(services)
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
