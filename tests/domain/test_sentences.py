"""Sentences hold every word of their block once, in order, and end where a reader would say."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.sentences import split_sentences
from reader.domain.span import Span


def _split(text: str) -> list[str]:
    return [sentence.of(text) for sentence in split_sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(" \n ", [], id="spaces only"),
        pytest.param("No stop at all", ["No stop at all"], id="no stop"),
        pytest.param("TSMC rose. Sony fell.", ["TSMC rose.", "Sony fell."], id="two"),
        pytest.param("  TSMC rose.  \n", ["TSMC rose."], id="spaces around"),
        pytest.param("What?! Yes. No…", ["What?!", "Yes.", "No…"], id="other stops"),
        pytest.param("“It rose.” Sony fell.", ["“It rose.”", "Sony fell."], id="the quote goes with it"),
        pytest.param("It fell. (Sony too.) Next.", ["It fell.", "(Sony too.)", "Next."], id="in parentheses"),
        pytest.param("日本。東京。", ["日本。", "東京。"], id="without spaces"),
        pytest.param("One.\nTwo.", ["One.", "Two."], id="a line feed is a space"),
        pytest.param("One line\n\nanother", ["One line", "another"], id="an empty line ends one"),
        pytest.param("It cost $3.5 bn. Then more.", ["It cost $3.5 bn.", "Then more."], id="decimal point"),
        pytest.param("Llama 3.1 8B runs.", ["Llama 3.1 8B runs."], id="a version"),
        pytest.param("Mr. Smith spoke.", ["Mr. Smith spoke."], id="title"),
        pytest.param("J. P. Morgan rose.", ["J. P. Morgan rose."], id="initials"),
        pytest.param("The U.S. Senate met.", ["The U.S. Senate met."], id="abbreviation within"),
        pytest.param(
            "Made in the U.S. The rest is not.", ["Made in the U.S.", "The rest is not."], id="and at the end"
        ),
        pytest.param("See Fig. 5 there. Next.", ["See Fig. 5 there.", "Next."], id="before a number"),
        pytest.param("It ended. then it went on", ["It ended. then it went on"], id="a small letter begins nothing"),
    ],
)
def test_sentences_end_where_a_reader_says(text: str, sentences: list[str]) -> None:
    assert _split(text) == sentences


def test_sentences_stay_within_their_block() -> None:
    text = "One. Two. Three. Four."
    found = list(split_sentences(text, Span(5, 15)))
    assert [sentence.of(text) for sentence in found] == ["Two.", "Three"]


@given(st.text(st.sampled_from("aB1 .!?…。\n\"'”)(é日"), max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_sentences_hold_every_word_once(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    block = Span(start, min(start + length, len(text)))
    covered: list[int] = []
    for sentence in split_sentences(text, block):
        assert block.covers(sentence)
        assert sentence.of(text) == sentence.of(text).strip() != ""
        covered += range(sentence.start, sentence.end)
    assert covered == sorted(set(covered))
    left = set(range(block.start, block.end)) - set(covered)
    assert all(text[at].isspace() for at in left)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("." * 4000 + "x", id="dots"),
        pytest.param("!?" * 2000 + "x", id="marks"),
        pytest.param("a. " * 4000, id="stops"),
        pytest.param("a." + " " * 8000 + "b", id="spaces"),
        pytest.param("." + '"' * 8000 + "x", id="quotes"),
        pytest.param("。" * 8000 + "x", id="ideographic stops"),
        pytest.param("a\n\n" * 4000, id="empty lines"),
    ],
)
def test_hostile_text_is_split_in_linear_time(text: str) -> None:
    started = time.perf_counter()
    _split(text)
    assert time.perf_counter() - started < 0.1
