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


@pytest.mark.parametrize(
    "text",
    [
        # "|" stands where one sentence ends and the next begins.
        "The U.S. government acted.|It did.",
        "It is No. 3 in chips.|Next.",
        "Sales fell in Q1.|In Q2 they rose.|By 4Q25.|Then it was over.",
        "It rose 3.5% in Q1.|2 fabs closed.",
        "The firm is based in the U.S. and in the E.U.|It hires.",
        "It cost $1.5.|Then $2.50.|Yes.",
        "Use A, B, etc.|Then stop.",
        "“No. 3 is ours,” he said.|“It is.”",
        "J. R. R. Lee and A. Kim left.|Both did.",
        "Rules no. 5 and nos. 6 and 7 hold.|Next.",
        "He said no.|Then he left.",
        "See p. 5 and pp. 6-9 there.|Next.",
        "See Sec. 301 and Vol. IV there.|Next.",
        "Use e.g. Intel or i.e. Samsung.|Next.",
        "It was bought by Acme Inc.|The price is unknown.",
        "It was bought by Acme Inc.|Shares fell.",
        "Acme Inc. Chief Executive Ann Lee spoke.",
        "Acme Co., Ltd. of Japan grew.|It hires.",
        "Secretary Gina M. Raimondo signed.|It holds.",
        "C.C. Wei and J.P. Morgan met.|They left.",
        "Dr. Lisa Su and Sen. Todd Young met.|Both left.",
        "Sales rose 3.5 percent to $1.2 billion.|3nm led.",
        "TSMC vs. Samsung is on.|Who wins?|Nobody.",
        "It was … Tuesday, I think.|Yes.",
        "He trailed off...|Then he left.",
        "He trailed off…|Then he left.",
        "… And then it ended.|Yes.",
        "“Yes,” he said.|“No.”|Then both left.",
        "“Is it over?” Lee asked.|Nobody knew.",
        "“Go!” she cried.|He went.",
        "“It is over!” Lee Jae-yong said.|It was not.",
        "He said: “It is over.”|She left.",
        "It fell (by 5%).|Then it rose.",
        "It fell.|(It rose again.)|Yes.",
        "It was in force as of Jan. 15 and until Dec. 3.|Then it ended.",
        "At 5 p.m. on May 3 it closed.|At 6 a.m. it opened.",
        "It closed at 5 p.m.|The rest is known.",
        "In Washington, D.C. they met.|In the U.K. they did not.",
        "It was made in the U.S.|In May it was sold.",
        "Yahoo! Inc. was sold.|Wow!|It was.",
        "It ended.[3]|The next began.[4][5]|Yes.",
        "1. Buy chips.|2. Sell chips.",
        "A. Buy chips.|It helps.",
        "Visit chips.gov.|Then call.",
        "Node.js and v2.1.3 run.|Fine.",
        "It has Ph.D. students.|They work.",
        "Smith et al. found it.|So did we.",
        "Rep. Mike Gallagher (R-Wis.) spoke.|Fine.",
        "他说：“好。”|然后走了。|日本は？|はい！",
        "「そうです。」|東京です。",
        "삼성전자가 올랐다.|SK도 올랐다.",
        "What?!|No way…|Yes.",
        "The price (approx. $5) rose.|Fine.",
        "Samsung Electronics Co. Vice Chairman Jay Y. Lee spoke.|He left.",
        "Émile left.|Élise stayed.|Österreich won.",
    ],
)
def test_sentences_in_briefings(text: str) -> None:
    assert _split(text.replace("|", " ")) == text.split("|")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("A – B. C", ["A – B. C"], id="an initial-like letter"),
        pytest.param("One.Two", ["One.Two"], id="no space, no end"),
    ],
)
def test_stops_that_end_nothing(text: str, sentences: list[str]) -> None:
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


_LEAST_SECONDS = 0.005
"""Shorter times are mostly noise."""


def _time(text: str) -> float:
    """Seconds of the processor to split `text`, the better of two runs."""
    runs = []
    for _ in range(2):
        start = time.process_time()
        _split(text)
        runs.append(time.process_time() - start)
    return min(runs)


@pytest.mark.parametrize(
    ("piece", "last"),
    [
        pytest.param(".", "x", id="dots"),
        pytest.param("!?", "x", id="marks"),
        pytest.param("a. ", "", id="stops"),
        pytest.param(" ", "b", id="spaces"),
        pytest.param("\n", "b", id="line feeds"),
        pytest.param('"', "x", id="quotes"),
        pytest.param('."', "x", id="stops and quotes"),
        pytest.param("。", "x", id="ideographic stops"),
        pytest.param("a\n\n", "", id="empty lines"),
        pytest.param("U.S. ", "", id="abbreviations"),
        pytest.param("1. ", "", id="numbers"),
        pytest.param("… ", "", id="ellipses"),
        pytest.param("a.[1]", "", id="references"),
        pytest.param("A!” A A A ", "", id="speakers"),
        pytest.param("no. ", "", id="words that need a number"),
        pytest.param("no.      ", "", id="and spaces"),
    ],
)
def test_four_times_the_text_takes_about_four_times_as_long(piece: str, last: str) -> None:
    """Quadratic work would take sixteen times as long; the size is raised until there is something to measure."""
    count = 500
    while (few := _time("a." + piece * count + last)) < _LEAST_SECONDS and count < 500_000:
        count *= 2
    assert _time("a." + piece * 4 * count + last) < 9 * max(few, _LEAST_SECONDS)
