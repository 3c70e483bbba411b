"""Rows break where a typesetter would break them, hold each word once, and never run over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ui.layout.width import cells, longest_row
from reader.ui.layout.wrap import Extent, wrap_lines, wrap_words
from tests.ui.layout.texts import FAMILY, HEART, MIXED


def _wrap(text: str, width: int, *breaks: int) -> list[str]:
    return [text[start:end] for start, end in wrap_words(text, 0, len(text), width, breaks)]


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        pytest.param("", 10, [], id="nothing"),
        pytest.param("TSMC rose", 10, ["TSMC rose"], id="fits"),
        pytest.param("TSMC rose", 9, ["TSMC rose"], id="fits exactly"),
        pytest.param("TSMC rose", 8, ["TSMC", "rose"], id="one cell too few"),
        pytest.param("TSMC rose", 4, ["TSMC", "rose"], id="a word a row"),
        pytest.param("TSMC rose", 3, ["TSM", "C", "ros", "e"], id="words longer than a row"),
        pytest.param("a bb ccc", 1, ["a", "b", "b", "c", "c", "c"], id="one cell"),
        pytest.param("a bb ccc", 0, ["a", "b", "b", "c", "c", "c"], id="no cell is taken for one"),
        pytest.param("one\ntwo", 10, ["one\ntwo"], id="a line feed is a space"),
        pytest.param("one\ntwo", 5, ["one", "two"], id="and a place to break"),
        pytest.param("one  two", 4, ["one", "two"], id="two spaces at a break"),
        pytest.param("one  two", 8, ["one  two"], id="two spaces within a row"),
        pytest.param("one   two", 5, ["one", "two"], id="three spaces, of which one would fit"),
        pytest.param("  one", 8, ["one"], id="spaces before"),
        pytest.param("one  ", 8, ["one"], id="spaces after"),
        pytest.param("   ", 8, [], id="only spaces"),
        pytest.param("supply—chain", 8, ["supply—", "chain"], id="after a dash"),
        pytest.param("2024–2026", 6, ["2024–", "2026"], id="after an en dash"),
        pytest.param("chip-to-chip", 9, ["chip-to-", "chip"], id="after a hyphen"),
        pytest.param("a x-ray", 5, ["a", "x-ray"], id="not after a single letter and a hyphen"),
        pytest.param("on 2026-05-09 it", 9, ["on", "2026-05-0", "9 it"], id="not within a date, if it can be helped"),
        pytest.param("on 2026-05-09 it", 10, ["on", "2026-05-09", "it"], id="a date stays whole"),
        pytest.param("about 16-nanometre", 10, ["about 16-", "nanometre"], id="after digits and before letters"),
        pytest.param("minus -5 now", 8, ["minus -5", "now"], id="not after a minus"),
        pytest.param("US$\u00a070 bn", 6, ["US$\u00a070", "bn"], id="not at a no-break space"),
        pytest.param("日本の半導体", 6, ["日本の", "半導体"], id="CJK breaks anywhere"),
        pytest.param("日本の半導体", 7, ["日本の", "半導体"], id="half a wide character does not fit"),
        pytest.param("日本。東京", 4, ["日", "本。", "東京"], id="a full stop does not begin a row"),
        pytest.param("AIの半導体", 4, ["AIの", "半導", "体"], id="Latin and CJK"),
        pytest.param("in 日本 too", 7, ["in 日本", "too"], id="CJK between words"),
        pytest.param("日本", 1, ["日", "本"], id="a wide character gets its row even in one cell"),
        pytest.param("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"], id="marks stay with their letter"),
        pytest.param(HEART * 3, 4, [HEART * 2, HEART], id="emoji by selector are measured whole"),
        pytest.param(HEART * 2, 3, [HEART, HEART], id="and do not run over"),
        pytest.param(FAMILY * 2, 3, [FAMILY, FAMILY], id="joined emoji are not torn"),
        pytest.param(FAMILY, 1, [FAMILY], id="even in one cell"),
        pytest.param(f"see {FAMILY} now", 6, [f"see {FAMILY}", "now"], id="joined emoji among words"),
    ],
)
def test_words_are_wrapped(text: str, width: int, rows: list[str]) -> None:
    assert _wrap(text, width) == rows


@pytest.mark.parametrize(
    ("text", "breaks", "rows"),
    [
        pytest.param("one\ntwo", [3], ["one", "two"], id="a hard break"),
        pytest.param("one\n\ntwo", [3, 4], ["one", "", "two"], id="an empty row between two"),
        pytest.param("one\ntwo\nthree", [7], ["one\ntwo", "three"], id="only those that are named"),
        pytest.param("one two three\nfour", [13], ["one two", "three", "four"], id="each part is wrapped"),
        pytest.param("日本\n東京", [2], ["日本", "東京"], id="between wide texts"),
    ],
)
def test_hard_breaks_end_a_row(text: str, breaks: list[int], rows: list[str]) -> None:
    assert _wrap(text, 8, *breaks) == rows


def test_only_the_range_is_wrapped() -> None:
    text = "not this, but these words, not that"
    start, end = text.index("but"), text.index(", not that")
    assert [text[at:stop] for at, stop in wrap_words(text, start, end, 9)] == ["but these", "words"]


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        pytest.param("", 4, [""], id="nothing is an empty row"),
        pytest.param("a\n\nb", 4, ["a", "", "b"], id="empty lines stay"),
        pytest.param("if x:\n    y", 12, ["if x:", "    y"], id="indents stay"),
        pytest.param("abcdef", 4, ["abcd", "ef"], id="cut where the cells are full"),
        pytest.param("abcd", 4, ["abcd"], id="exactly full"),
        pytest.param("a b c d", 4, ["a b ", "c d"], id="at any character"),
        pytest.param("a\tb", 4, ["a\tb"], id="a tab"),
        pytest.param("a\n", 4, ["a", ""], id="a line feed at the end"),
        pytest.param("日本語", 4, ["日本", "語"], id="wide"),
        pytest.param("日本語", 5, ["日本", "語"], id="wide, a cell left over"),
        pytest.param("日本", 1, ["日", "本"], id="wide in one cell"),
        pytest.param(f"x{FAMILY}y", 3, [f"x{FAMILY}", "y"], id="joined emoji"),
        pytest.param(HEART * 2, 2, [HEART, HEART], id="emoji by selector"),
    ],
)
def test_lines_are_cut(text: str, width: int, rows: list[str]) -> None:
    assert [text[start:end] for start, end in wrap_lines(text, 0, len(text), width)] == rows


TEXTS = st.text(MIXED, max_size=40) | st.text(st.sampled_from("ab-— \n\t"), max_size=40)
WIDTHS = st.integers(1, 12)


def _clusters(text: str) -> int:
    """How many characters a person sees: those with a width that no joiner binds to the one before."""
    return sum(cells(text[: at + 1]) > cells(text[:at]) and text[at] != "\ufe0f" for at in range(len(text)))


def _check_rows(text: str, extents: list[Extent], width: int, free: str) -> None:
    """Each code point but those of `free` stands in exactly one row, in order; no row is too wide."""
    covered = [at for start, end in extents for at in range(start, end)]
    assert covered == sorted(set(covered))
    assert {text[at] for at in set(range(len(text))) - set(covered)} <= set(free)
    for start, end in extents:
        row = text[start:end]
        assert cells(row) <= width or _clusters(row) == 1, row


@given(TEXTS, WIDTHS)
def test_wrapped_words_are_all_there_and_fit(text: str, width: int) -> None:
    extents = list(wrap_words(text, 0, len(text), width))
    _check_rows(text, extents, width, " \n\t")
    for start, end in extents:
        assert text[start:end] == text[start:end].strip(" \n\t") != ""


@given(TEXTS, WIDTHS)
def test_cut_lines_are_all_there_and_fit(text: str, width: int) -> None:
    extents = list(wrap_lines(text, 0, len(text), width))
    _check_rows(text, extents, width, "\n")
    assert all("\n" not in text[start:end] for start, end in extents)


@given(st.text(st.sampled_from("ab 日e\u0301"), max_size=40), WIDTHS)
def test_no_row_could_have_taken_the_next_word(text: str, width: int) -> None:
    rows = list(wrap_words(text, 0, len(text), width))
    for (start, _), (begin, stop) in zip(rows, rows[1:], strict=False):
        word = text[begin:stop].split(" ")[0]
        first = word if "日" not in word else word[: word.index("日") + 1] if word[0] != "日" else word[0]
        assert cells(text[start : begin + len(first)]) > width


@given(st.lists(st.sampled_from(["one", "日本", "a b"]), min_size=1, max_size=6), WIDTHS)
def test_each_hard_break_ends_a_row(lines: list[str], width: int) -> None:
    text = "\n".join(lines)
    feeds = [at for at, character in enumerate(text) if character == "\n"]
    whole = list(wrap_words(text, 0, len(text), width, feeds))
    apart: list[Extent] = []
    for start, end in zip([0, *(feed + 1 for feed in feeds)], [*feeds, len(text)], strict=True):
        apart += wrap_words(text, start, end, width)
    assert whole == apart


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" + "\u0301" * 3000, id="marks"),
        pytest.param("\u0915" + "\u094d" * 3000, id="marks of a script that are no accents"),
        pytest.param("\u200d".join("\U0001f469" * 1500), id="joined emoji"),
        pytest.param("\u200d" * 3000, id="joiners alone"),
        pytest.param("b " * 20 + "a" + "\u0301" * 3000 + " c", id="within words"),
    ],
)
def test_a_row_has_an_end_also_where_nothing_takes_a_cell(text: str) -> None:
    for rows in (list(wrap_words(text, 0, len(text), 20)), list(wrap_lines(text, 0, len(text), 20))):
        assert max(end - start for start, end in rows) <= longest_row(20)
        kept = "".join(text[start:end] for start, end in rows)
        assert kept.replace(" ", "") == text.replace(" ", "")


def test_the_longest_emoji_stays_whole() -> None:
    kiss = "\U0001f469\U0001f3fb\u200d\u2764\ufe0f\u200d\U0001f48b\u200d\U0001f469\U0001f3fb"
    family = "\u200d".join(
        ("\U0001f468\U0001f3fb", "\U0001f469\U0001f3fb", "\U0001f467\U0001f3fb", "\U0001f466\U0001f3fb")
    )
    for emoji in (kiss, family):
        text = emoji * 3
        rows = [text[start:end] for start, end in wrap_words(text, 0, len(text), 3)]
        assert rows == [emoji] * 3
