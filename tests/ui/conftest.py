"""A small library on which every expectation can be worked out by hand."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.domain.entity import EntityType
from reader.services.services import Services
from tests.ui.pilot import open_reader_services

PARAGRAPHS = 40

WEEKLY = "\n\n".join(
    [
        "---\ntitle: Memory Weekly\ndate: 2026-05-09\n---\n# Memory Weekly",
        "Nvidia waits for HBM. TSMC builds in Taiwan. Acme Nova watches.",
        "## Supply",
        *(
            f"Paragraph {number} speaks of HBM supply. Its second sentence names Nvidia."
            for number in range(1, PARAGRAPHS + 1)
        ),
        "## Demand",
        "Watch for:",
        "- prices\n- **orders**",
        "The end.",
    ]
)
"""Long enough to scroll. Nvidia stands in it 41 times, HBM 41 times, TSMC, Taiwan and Acme Nova once."""

LETTER = "---\ndate: 2026-05-02\n---\n# Chip Letter\n\nTSMC and Nvidia meet. TSMC builds more in Taiwan.\n"
APRIL = "---\ndate: 2026-04-11\n---\n# April Brief\n\nTaiwan exports rise.\n"
NOTES = "# Notes on packaging\n\nCoWoS capacity doubles in Taiwan.\n"

NAMES = {
    "Nvidia": EntityType.COMPANY,
    "TSMC": EntityType.COMPANY,
    "HBM": EntityType.TECHNOLOGY,
    "Taiwan": EntityType.PLACE,
    "Acme Nova": None,
}
"""The library has Nvidia 42, TSMC 3, HBM 41, Taiwan 4 times, Acme Nova once."""


_COLLECTED_AFTER = 100_000
"""Objects made before the collector looks again."""


@pytest.fixture(autouse=True, scope="session")
def _collect_seldom() -> Iterator[None]:
    """Have the collector pass over what was imported, as the program itself does: it took half of a test's time."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECTED_AFTER, 20, 50)
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four briefings: two of May, one of April, one without a date."""
    briefings = tmp_path / "briefings"
    briefings.mkdir()
    for name, text in {"weekly": WEEKLY, "letter": LETTER, "april": APRIL, "notes": NOTES}.items():
        (briefings / f"{name}.md").write_text(text)
    return briefings


@pytest.fixture
def open_again(folder: Path, tmp_path: Path) -> Callable[[], Services]:
    """Opens the library as a new run of the program would: with the same home, and nothing in memory."""
    return lambda: open_reader_services(folder, tmp_path / "home", NAMES)


@pytest.fixture
def services(open_again: Callable[[], Services]) -> Services:
    """The library, opened for the first time."""
    return open_again()
