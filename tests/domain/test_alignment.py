"""The bit-parallel distances are those of the table that everybody can draw."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.alignment import align, align_all, count_shared, match_items, measure_distance, measure_lead

LETTERS = st.text("abc", max_size=20)
PATTERNS = st.text("abc", min_size=1, max_size=12)


def _fill(pattern: str, text: str, is_anywhere: bool = False) -> list[int]:
    """The last row of the table: the distance to what ends after each letter of the text."""
    column = list(range(len(pattern) + 1))
    row = [column[-1]]
    for start, letter in enumerate(text, 1):
        new = [0 if is_anywhere else start]
        for place, own in enumerate(pattern, 1):
            new.append(min(new[-1] + 1, column[place] + 1, column[place - 1] + (own != letter)))
        column = new
        row.append(column[-1])
    return row


@given(LETTERS, LETTERS)
def test_distance(one: str, other: str) -> None:
    assert measure_distance(one, other) == _fill(one, other)[-1]


@given(PATTERNS, LETTERS)
def test_lead(pattern: str, text: str) -> None:
    assert measure_lead(pattern, text) == min(_fill(pattern, text))


@given(PATTERNS, LETTERS, st.data())
def test_alignment_costs_what_its_parts_cost(pattern: str, text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(pattern) - 1))
    last = data.draw(st.integers(first + 1, len(pattern)))
    found = align(pattern, text, (first, last))
    before = _fill(pattern[:first], text[: found.start], is_anywhere=True)[-1]
    within = _fill(pattern[first:last], text[found.start : found.end])[-1]
    after = min(_fill(pattern[last:], text[found.end :]))
    assert found.distance == min(_fill(pattern, text, is_anywhere=True)) == before + within + after


@given(PATTERNS, LETTERS, st.integers(0, 6))
def test_every_place_is_as_near_as_it_says(pattern: str, text: str, most: int) -> None:
    found = align_all(pattern, text, most)
    for place in found:
        assert place.distance == _fill(pattern, text[place.start : place.end])[-1] <= most
    least = min(_fill(pattern, text, is_anywhere=True))
    if least <= most and least < len(pattern):
        assert least in {place.distance for place in found}


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_matches_are_a_shortest_way(one: list[str], other: list[str]) -> None:
    matches = match_items(one, other)
    assert all(one[i] == other[j] for i, j in matches)
    assert matches == sorted(matches)
    between = [(-1, -1), *matches, (len(one), len(other))]
    steps = zip(between, between[1:], strict=False)
    edits = sum(max(i - a, j - b) - 1 for (a, b), (i, j) in steps)
    assert edits == _fill("".join(one), "".join(other))[-1]


@pytest.mark.parametrize(("one", "other", "shared"), [("", "", 0), ("abc", "abd", 2), ("abc", "abc", 3), ("x", "", 0)])
def test_shared_beginnings(one: str, other: str, shared: int) -> None:
    assert count_shared(one, other) == shared


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the HBM4 yield", (4, 8)),
        ("the new HBM4 yield", (8, 12)),
        ("the HBM4 new yield", (4, 8)),
        ("the HBM yield", (4, 7)),
    ],
)
def test_what_is_put_in_at_an_edge_is_outside(text: str, expected: tuple[int, int]) -> None:
    found = align("the HBM4 yield", text, (4, 8))
    assert (found.start, found.end) == expected
