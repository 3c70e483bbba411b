"""Speed, as ratios against what the same machine needs to split the same text into words."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.domain.entity import Entity
from reader.domain.scrub import SafeText
from reader.entities.compiled import CompiledPacks, load_packs
from reader.entities.gazetteer import Form
from reader.entities.normalise import WORD
from reader.entities.packs import shipped_packs
from reader.entities.recogniser import build_recogniser, load_recogniser
from tests.entities.factory import make_briefing

ROUNDS = 5
SEEDS = Path(__file__).parents[2] / "seeds"


def best_time(run: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def made_up_names(count: int) -> tuple[Form, ...]:
    names = (
        f"{first}{second} {third}ix"
        for first in "Bar Cor Den Fal".split()
        for second in "abcdefghij"
        for third in (
            f"Mo{chr(97 + a)}{chr(97 + b)}{chr(97 + c)}" for a in range(26) for b in range(26) for c in range(4)
        )
    )
    return tuple(Form(name, Entity(SafeText(name))) for _, name in zip(range(count), names, strict=False))


@pytest.mark.benchmark
def test_recognising_takes_a_few_times_as_long_as_finding_the_words() -> None:
    """With 10,000 names more than the shipped ones; where the words take 30 ms/MB, 7 times is 5 MB/s."""
    text = "\n".join(path.read_text(encoding="utf-8").replace("**", "") for path in sorted(SEEDS.iterdir())) * 20
    packs = load_packs(shipped_packs())
    recogniser = build_recogniser(CompiledPacks((*packs.forms, *made_up_names(10_000)), packs.cues))
    briefing = make_briefing(text)
    recogniser.recognise(briefing)
    taken = best_time(lambda: recogniser.recognise(briefing))
    words = best_time(lambda: [match.start() for match in WORD.finditer(text.lower())])
    print(f"{len(text) / taken / 1e6:.1f} MB/s, {taken / words:.1f} times the words")
    assert taken < 9 * words


@pytest.mark.benchmark
def test_the_compiled_copy_loads_in_a_fraction_of_the_time(tmp_path: Path) -> None:
    parsed = best_time(load_recogniser)
    load_recogniser(cache=tmp_path)
    copied = best_time(lambda: load_recogniser(cache=tmp_path))
    print(f"{parsed * 1000:.0f} ms parsed, {copied * 1000:.0f} ms from the copy")
    assert copied < 0.7 * parsed


@pytest.mark.benchmark
def test_a_text_of_new_names_takes_time_in_proportion() -> None:
    recogniser = load_recogniser()
    line = "He met Jaro Quix{0}ek of Brem{0}or Widgets, chief economist, and praised Zad{0}ix for Widget Thought {0}.\n"
    small, large = (make_briefing("".join(line.format(number) for number in range(size))) for size in (1000, 4000))
    few, many = best_time(lambda: recogniser.recognise(small)), best_time(lambda: recogniser.recognise(large))
    print(f"{many / few:.1f} times the time for 4 times the text")
    assert many < 8 * few
