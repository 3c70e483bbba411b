"""Words as they were over words as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.wording import compare_words
from reader.ui.contents.comparison import align, set_pairs
from reader.ui.layout.width import cells

_TEXTS = st.lists(st.sampled_from(["HBM", "memory", "of", "台積電", "20 %", "Kumamoto"]), max_size=30).map(" ".join)


def _lines(was: str, now: str, width: int) -> list[tuple[str, str]]:
    pairs = set_pairs(align(was, now, compare_words(was, now)), width)
    return [
        ("".join(text for text, _ in pair.was).rstrip(), "".join(text for text, _ in pair.now).rstrip())
        for pair in pairs
    ]


@pytest.mark.parametrize(
    ("was", "now", "lines"),
    [
        ("two fabs", "three fabs", [("[two]   fabs", "{three} fabs")]),
        ("fabs in Taiwan", "fabs", [("fabs [in Taiwan]", "fabs")]),
        ("fabs", "new fabs", [("      fabs", "{new} fabs")]),
        ("same words", "same words", [("same words", "same words")]),
        ("", "", []),
    ],
)
def test_what_differs_stands_one_over_the_other(was: str, now: str, lines: list[tuple[str, str]]) -> None:
    assert _lines(was, now, 40) == lines


def test_long_stretches_of_the_same_words_are_left_out() -> None:
    same = " ".join(f"w{number}" for number in range(40))
    ((was, now),) = _lines(f"{same} old {same}", f"{same} new {same}", 200)
    assert was == "… w35 w36 w37 w38 w39 [old] w0 w1 w2 w3 w4 …"
    assert now == "… w35 w36 w37 w38 w39 {new} w0 w1 w2 w3 w4 …"


@given(_TEXTS, _TEXTS, st.integers(4, 60))
def test_no_line_is_wider_than_it_may_be(was: str, now: str, width: int) -> None:
    for first, second in _lines(was, now, width):
        assert max(cells(first), cells(second)) <= width
