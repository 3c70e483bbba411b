"""Selecting words: what a word is, wider and narrower, and one end that moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.briefing import BlockKind, Briefing
from reader.domain.span import Span
from reader.ui.layout.page import Page
from reader.ui.layout.selecting import Selection, find_word, start_selection
from tests.ui.layout.texts import block, briefings, join_blocks

P = block(BlockKind.PARAGRAPH)
TEXT = join_blocks((P, "The U.S. waits. HBM3-E costs 3.5 % more, they say."), (P, "台積電 builds."), (P, "Last words."))


def _start(words: str) -> Selection:
    selection = start_selection(TEXT.text, TEXT.text.index(words))
    assert selection is not None
    return selection


def _words(selection: Selection) -> str:
    return selection.span.of(TEXT.text)


@pytest.mark.parametrize(
    ("at", "word"),
    [
        pytest.param("U.S.", "U.S", id="a full stop within"),
        pytest.param("M3-E", "HBM3-E", id="from the middle of a hyphened name"),
        pytest.param("3.5", "3.5", id="a figure"),
        pytest.param(". HBM", "waits", id="a sign that ends a word"),
        pytest.param("%", "more", id="a sign that stands alone"),
        pytest.param(" waits", "waits", id="from the space before"),
        pytest.param("積電", "積", id="a sign of a script without spaces"),
        pytest.param("words.", "words", id="the last"),
    ],
)
def test_a_selection_begins_with_a_word(at: str, word: str) -> None:
    assert _words(_start(at)) == word


def test_nothing_can_be_selected_where_no_words_are() -> None:
    assert start_selection("", 0) is None
    assert start_selection(" \n ", 1) is None


def test_it_grows_to_sentence_and_block_and_shrinks_the_same_way() -> None:
    word = _start("costs")
    sentence = word.widen(TEXT)
    block_ = sentence.widen(TEXT)
    assert _words(sentence) == "HBM3-E costs 3.5 % more, they say."
    assert _words(block_) == "The U.S. waits. HBM3-E costs 3.5 % more, they say."
    assert block_.narrow(TEXT.text).span == sentence.span
    assert block_.narrow(TEXT.text).narrow(TEXT.text).span == word.span
    assert word.narrow(TEXT.text).span == word.span


@pytest.mark.parametrize(
    ("distance", "words"),
    [(1, "costs 3.5"), (2, "costs 3.5 %"), (3, "costs 3.5 % more"), (-1, "HBM3-E costs"), (-3, "waits. HBM3-E costs")],
)
def test_one_end_moves_by_words_and_may_pass_the_other(distance: int, words: str) -> None:
    assert _words(_start("costs").move_words(TEXT.text, distance)) == words
    back = _start("costs").move_words(TEXT.text, -distance).move_words(TEXT.text, 2 * distance)
    assert _words(back) == words


def test_the_other_end_moves_after_a_swap() -> None:
    selection = _start("costs").move_words(TEXT.text, 1).swap_ends().move_words(TEXT.text, -1)
    assert _words(selection) == "HBM3-E costs 3.5"


def test_sentences_and_blocks_are_taken_whole() -> None:
    selection = _start("waits")
    assert _words(selection.move_sentences(TEXT, 1)) == "waits."
    assert _words(selection.move_sentences(TEXT, 2)).endswith("they say.")
    assert _words(selection.move_sentences(TEXT, -1)) == "The U.S. waits"
    assert _words(selection.move_blocks(TEXT, 2)).endswith("builds.")
    assert _words(selection.move_blocks(TEXT, 9)).endswith("Last words."), "as far as there is text"


def test_rows_keep_the_column() -> None:
    page = Page(TEXT, 24)
    selection = _start("HBM3-E")
    below = selection.move_rows(page, 1)
    assert page.row_of(below.place) == page.row_of(selection.place) + 1
    assert abs(page.x_of(below.place) - page.x_of(selection.place)) <= len("costs ")
    assert below.move_rows(page, -1).fixed == selection.fixed


def test_it_says_what_it_is() -> None:
    word = _start("costs")
    assert word.describe(TEXT) == "1 word"
    assert word.widen(TEXT).describe(TEXT) == "sentence, 6 words"
    assert word.widen(TEXT).widen(TEXT).describe(TEXT) == "block, 9 words"


@given(briefings(), st.data())
def test_a_selection_is_always_words_of_the_text(briefing: Briefing, data: st.DataObject) -> None:
    size = len(briefing.text)
    selection = start_selection(briefing.text, data.draw(st.integers(0, size)))
    if selection is None:
        return
    for _ in range(6):
        step = data.draw(st.sampled_from([-2, -1, 1, 2]))
        move = data.draw(st.sampled_from("words sentences blocks widen narrow swap reach".split()))
        before = selection
        match move:
            case "words":
                selection = selection.move_words(briefing.text, step)
            case "sentences":
                selection = selection.move_sentences(briefing, step)
            case "blocks":
                selection = selection.move_blocks(briefing, step)
            case "widen":
                selection = selection.widen(briefing)
                assert selection.span.covers(before.span)
            case "narrow":
                selection = selection.narrow(briefing.text)
                assert before.span.covers(selection.span)
            case "swap":
                selection = selection.swap_ends()
            case "reach":
                word = find_word(briefing.text, data.draw(st.integers(0, size)))
                selection = selection.reach(briefing.text, word) if word is not None else selection
        assert 0 <= selection.span.start < selection.span.end <= size
        assert Span(selection.place, selection.place + 1).overlaps(selection.span)
        assert selection.span.of(briefing.text).strip()
