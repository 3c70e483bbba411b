"""Annotations are followed through thousands of edits of which it is known where the words went.

What must hold: no annotation stands on other words than those meant and says that it is sure; and small edits are
followed nearly always. `python -m tests.domain.test_edit_suite` prints the table of docs/annotations.md.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

import pytest

from reader.domain.selector import Anchor, AnchorState, describe_span, resolve_anchor
from reader.paths import seeds_folder
from tests.domain.edits import GONE, SMALL, SWAPPED, Case, make_cases
from tests.domain.passages import BRIEFINGS

SLACK = 2
"""Letters by which the edges of edited words may be off: marks such as the asterisks of bold."""
HARD = frozenset({"a letter, and words on both sides", "words on both sides changed", "its line doubled elsewhere"})
"""Edits that leave so little that saying so is right oftener: most are of words that stand elsewhere too."""
ROUNDS = 1


def _texts() -> Iterator[str]:
    yield from BRIEFINGS
    for path in sorted(seeds_folder().iterdir()):
        yield path.read_text(encoding="utf-8")


def judge(case: Case, anchor: Anchor) -> str:
    """right, ambiguous, lost, or wrong: on other words without a warning."""
    if anchor.span is None:
        return "right" if case.expected is None else anchor.state.value
    if case.expected is None:
        return "wrong"
    off = abs(anchor.span.start - case.expected.start) + abs(anchor.span.end - case.expected.end)
    is_same = anchor.span.of(case.after) == case.chosen.of(case.before)
    if is_same is (anchor.state is AnchorState.EDITED):
        return "wrong"
    return "right" if off <= SLACK else "wrong"


@lru_cache(1)
def measure(rounds: int = ROUNDS) -> tuple[Mapping[str, Counter[str]], tuple[str, ...]]:
    """How often each kind of edit was followed, and which were followed to other words."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    wrong: list[str] = []
    for number in range(rounds):
        for index, text in enumerate(_texts()):
            known = {}
            for case in make_cases(text, 100 * number + index):
                if case.chosen not in known:
                    known[case.chosen] = describe_span(case.before, case.chosen)
                anchor = resolve_anchor(case.after, *known[case.chosen])
                verdict = judge(case, anchor)
                table[case.kind][verdict] += 1
                if verdict == "wrong":
                    wrong.append(f"{case.kind}: {case.chosen.of(case.before)!r} at {case.chosen}, now {anchor}")
    return table, tuple(wrong)


def test_no_annotation_stands_on_other_words_without_a_warning() -> None:
    table, wrong = measure()
    assert not wrong, "\n".join(wrong)
    assert sum(counts.total() for counts in table.values()) > 9_000
    assert set(table) == {*SMALL, *GONE, SWAPPED}


@pytest.mark.parametrize("kind", sorted(set(SMALL) - HARD - {"a twin put in beside them"}))
def test_small_edits_are_followed(kind: str) -> None:
    counts = measure()[0][kind]
    assert counts["right"] >= 0.9 * counts.total(), counts


def test_small_edits_are_followed_in_95_cases_of_100() -> None:
    counts = sum((measure()[0][kind] for kind in set(SMALL) - HARD), Counter[str]())
    assert counts["right"] >= 0.95 * counts.total(), counts


@pytest.mark.parametrize("kind", sorted(GONE))
def test_words_that_are_gone_are_lost_or_in_doubt(kind: str) -> None:
    counts = measure()[0][kind]
    assert counts["right"] == counts.total() > 30


if __name__ == "__main__":
    columns = ("right", "ambiguous", "lost", "wrong")
    lines = [
        f"| {kind} | {counts.total():,} | " + " | ".join(f"{counts[c]:,}" for c in columns) + " |"
        for kind, counts in measure(8)[0].items()
    ]
    sys.stdout.write("\n".join(lines) + "\n")
