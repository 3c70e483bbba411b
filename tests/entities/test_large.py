"""A briefing of ten megabytes is recognised in time that grows no faster than its length."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from reader.domain.briefing import Briefing
from reader.domain.entity import Mention
from reader.entities.recogniser import load_recogniser
from tests.entities.factory import make_briefing

SEEDS = Path(__file__).parents[2] / "seeds"
MEGABYTE = 1_000_000
SLACK = 2.5
"""Ten times the text may take so much longer than ten times as long: its mentions and their like fill the memory, and
a processor is not always as fast. What grows with the square of the length would take a hundred times as long."""


def test_ten_megabytes_take_no_longer_than_their_length_says() -> None:
    text = "\n".join(path.read_text(encoding="utf-8").replace("**", "") for path in sorted(SEEDS.iterdir()))
    one = "\n".join([text] * (MEGABYTE // len(text) + 1))
    recogniser = load_recogniser()
    recogniser.recognise(make_briefing(text))
    small, few = measure(recogniser.recognise, one)
    large, many = measure(recogniser.recognise, "\n".join([one] * 10))
    assert many == 10 * few > 10_000, "every name in it is found"
    assert large < SLACK * 10 * small, f"{small:.2f} s, then {large:.2f} s"


def measure(recognise: Callable[[Briefing], Sequence[Mention]], text: str) -> tuple[float, int]:
    """Processor time in seconds, and how many mentions."""
    briefing = make_briefing(text)
    start = time.process_time()
    found = len(recognise(briefing))
    return time.process_time() - start, found
