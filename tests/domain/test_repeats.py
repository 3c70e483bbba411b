"""Annotations in texts whose lines repeat and resemble each other, after whole lines were edited.

`python -m tests.domain.test_repeats` prints the figures of docs/annotations.md.
"""

import sys
from collections import Counter
from functools import lru_cache

import pytest

from reader.domain.selector import describe_span, resolve_anchor
from tests.domain.repeats import make_repeats

SEEDS = (101, 102, 103)


@lru_cache
def measure(seed: int, count: int, edits: int) -> tuple[Counter[str], tuple[str, ...]]:
    """How often words were found, not chosen for doubt, or found wrongly; and which wrongly."""
    counts: Counter[str] = Counter()
    wrong = []
    for case in make_repeats(seed, count, edits):
        anchor = resolve_anchor(case.after, *describe_span(case.before, case.chosen))
        if anchor.span is None:
            counts[anchor.state.value if case.remains else "gone"] += 1
        elif case.is_right(anchor.span):
            counts["right"] += 1
        else:
            counts["wrong"] += 1
            wrong.append(f"{case.edits}: {case.chosen.of(case.before)!r}, now {anchor.span.of(case.after)!r}")
    return counts, tuple(wrong)


@pytest.mark.parametrize("seed", SEEDS)
def test_lines_that_resemble_each_other_are_not_mistaken(seed: int) -> None:
    _, wrong = measure(seed, 240, 1)
    assert not wrong, "\n".join(wrong)


def test_after_three_edits_they_are_not_either() -> None:
    wrong = [case for seed in SEEDS for case in measure(seed, 160, 3)[1]]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("seed", SEEDS)
def test_most_words_are_still_found_among_them(seed: int) -> None:
    counts, _ = measure(seed, 240, 1)
    assert counts["right"] > 0.5 * counts.total(), counts


if __name__ == "__main__":
    for edits in (1, 3):
        total = sum((measure(seed, 2_000, edits)[0] for seed in (1, 2, 3, 4)), Counter[str]())
        sys.stdout.write(f"{edits} edited: {dict(total)}\n")
