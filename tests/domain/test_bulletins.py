"""Annotations in bulletins of tables, lists and standing phrases, after what editors do to these every week.

`python -m tests.domain.test_bulletins` prints the figures of docs/annotations.md.
"""

import sys
from collections import Counter
from functools import lru_cache

import pytest

from reader.domain.selector import describe_span, resolve_anchor
from tests.domain.bulletins import EDITS, is_simpler, make_bulletins

SEEDS = (201, 202, 203)


@lru_cache
def measure(seed: int, count: int, edits: int) -> tuple[Counter[str], tuple[str, ...], frozenset[str]]:
    """How often words were found, not chosen for doubt, or found wrongly; which wrongly; and which edits were made."""
    counts: Counter[str] = Counter()
    wrong, made = [], set[str]()
    for case in make_bulletins(seed, count, edits):
        anchor = resolve_anchor(case.after, *describe_span(case.before, case.chosen))
        made.update(case.edits)
        if anchor.span is None:
            counts[anchor.state.value if case.remains else "gone"] += 1
        elif case.is_right(anchor.span) or is_simpler(case, anchor.span):
            counts["right"] += 1
        else:
            counts["wrong"] += 1
            wrong.append(f"{case.edits}: {case.chosen.of(case.before)!r}, now {anchor.span.of(case.after)!r}")
    return counts, tuple(wrong), frozenset(made)


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_and_standing_phrases_are_not_mistaken_for_each_other(seed: int) -> None:
    _, wrong, made = measure(seed, 400, 1)
    assert not wrong, "\n".join(wrong)
    assert made == set(EDITS)


def test_after_three_edits_of_one_passage_they_hardly_ever_are() -> None:
    """A line that was corrected, moved, and of which an exact copy was put in elsewhere, passes for the copy."""
    wrong = [case for seed in SEEDS for case in measure(seed, 240, 3)[1]]
    assert len(wrong) <= 1, "\n".join(wrong)


@pytest.mark.parametrize("seed", SEEDS)
def test_most_of_what_is_still_there_is_found(seed: int) -> None:
    counts, _, _ = measure(seed, 400, 1)
    assert counts["right"] > 0.65 * (counts.total() - counts["gone"]), counts


if __name__ == "__main__":
    for edits in (1, 3):
        total = sum((measure(seed, 2_000, edits)[0] for seed in (1, 2, 3, 4, 5)), Counter[str]())
        sys.stdout.write(f"{edits} edited: {dict(total)}\n")
