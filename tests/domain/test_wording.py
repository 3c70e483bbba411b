"""What became of some words, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.wording import WordChange, compare_words

SAME, REMOVED, ADDED = WordChange.SAME, WordChange.REMOVED, WordChange.ADDED
TEXTS = st.one_of(st.lists(st.sampled_from(["HBM4", "rose", "8 %", "\n", "日本", "."])).map(" ".join), st.text())


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("HBM4 rose", "HBM4\n rose", [(SAME, "HBM4 rose", "HBM4\n rose")]),
        ("in 8 %", "in 9 %", [(SAME, "in", "in"), (REMOVED, "8", ""), (ADDED, "", "9"), (SAME, "%", "%")]),
        ("did raise", "did not raise", [(SAME, "did", "did"), (ADDED, "", "not"), (SAME, "raise", "raise")]),
        ("very, very big", "big", [(REMOVED, "very, very", ""), (SAME, "big", "big")]),
        ("東京の工場", "大阪の工場", [(REMOVED, "東京", ""), (ADDED, "", "大阪"), (SAME, "の工場", "の工場")]),
        ("", "new", [(ADDED, "", "new")]),
        ("old", "", [(REMOVED, "old", "")]),
        ("", "", []),
    ],
)  # fmt: skip
def test_words_that_stayed_went_and_came(was: str, now: str, expected: list[tuple[WordChange, str, str]]) -> None:
    assert [(run.kind, run.was.of(was), run.now.of(now)) for run in compare_words(was, now)] == expected


@given(TEXTS, TEXTS)
def test_the_runs_are_all_the_words_of_both_in_order(was: str, now: str) -> None:
    runs = compare_words(was, now)
    for side, text, without in (("was", was, ADDED), ("now", now, REMOVED)):
        spans = [getattr(run, side) for run in runs]
        assert spans == sorted(spans)
        assert [len(span) == 0 for span in spans] == [run.kind is without for run in runs]
        assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


def test_very_long_texts_are_compared_by_their_ends() -> None:
    was = "begin " + "a b c d " * 5000 + "end"
    now = "begin " + "x y z " * 5000 + "end"
    kinds = [run.kind for run in compare_words(was, now)]
    assert kinds == [SAME, REMOVED, ADDED, SAME]
