"""Where words stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.query_matching import WordMatcher, find_places, fold_text, join_spans
from reader.domain.query_nodes import Words
from reader.domain.span import Span

TEXT = "Nvidia’s H200 needs HBM4.\nTaiwan’s vice-\u00a0premier spoke of C++, café Erdoğan and 半導体市場, TSMC製."


def stands(words: str, text: str = TEXT, *, is_whole: bool = False) -> list[str]:
    spans = WordMatcher(Words(words, is_whole or " " in words)).find(fold_text(text))
    return [span.of(text) for span in spans]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("nvidia", ["Nvidia"]),
        ("NVID", ["Nvid"]),
        ("vidia", []),
        ("200", []),
        ("nvidia's", ["Nvidia’s"]),
        ("needs hbm4", ["needs HBM4"]),
        ("needs hbm", []),
        ("hbm4. taiwan's", ["HBM4.\nTaiwan’s"]),
        ("vice- premier", ["vice-\u00a0premier"]),
        ("premier", ["premier"]),
        ("c++", ["C++"]),
        ("++", ["++"]),
        ("cafe", ["café"]),
        ("CAFÉ", ["café"]),
        ("erdogan", ["Erdoğan"]),
        ("市場", ["市場"]),
        ("製", ["製"]),
        ("tsmc", ["TSMC"]),
    ],
)
def test_words_stand_where_words_begin(words: str, expected: list[str]) -> None:
    assert stands(words) == expected


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("ai", "AI said: aims, AI-led, A.I.", ["AI", "AI"]),
        ("hbm", "HBM HBM4 (HBM) x_hbm", ["HBM", "HBM", "hbm"]),
        ("c++", "C++17", ["C++"]),
        ("半導", "半導体", ["半導"]),
        ("tsmc", "TSMC製", ["TSMC"]),
        ("삼성", "삼성전자는", ["삼성"]),
    ],
)
def test_quoted_words_are_whole(words: str, text: str, expected: list[str]) -> None:
    assert stands(words, text, is_whole=True) == expected


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("strasse", "die Straße.", ["Straße"]),
        ("stras", "die Straße.", ["Straß"]),
        ("straße", "STRASSE", ["STRASSE"]),
        ("cafe", "x cafe\u0301 y", ["cafe\u0301"]),
        ("cafe\u0301", "café", ["café"]),
        ("istanbul", "İstanbul", ["İstanbul"]),
        ("lodz", "Łódź", ["Łódź"]),
        ("σοφος", "ΣΟΦΌΣ", ["ΣΟΦΌΣ"]),
        ("ai", "ＡＩ", ["ＡＩ"]),
        ("ハード", "バード", []),
        ("2025-2026", "2025–2026", ["2025–2026"]),
        ("finance", "ﬁnance", ["ﬁnance"]),
        ("\u0301", "e\u0301", []),
    ],
)
def test_letters_that_count_as_the_same(words: str, text: str, expected: list[str]) -> None:
    assert stands(words, text) == expected


@given(st.text(st.sampled_from("aAéßİ\u0301半-’ \n1Σfiﬁ"), max_size=12))
def test_a_text_stands_in_itself(text: str) -> None:
    words = " ".join(fold_text(text).text.split())
    matcher = WordMatcher(Words(words.strip('"') or "x", is_whole=True))
    spans = list(matcher.find(fold_text(text)))
    if words and words[0].isalnum():
        assert spans[0].of(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold_text(text)
    if once.starts is None:
        assert len(once.text) == len(text)
    else:
        assert list(once.starts) == sorted(once.starts)
        assert len(once.starts) == len(once.text) + 1


def test_places_that_overlap_are_one() -> None:
    text = "HBM supply, HBM."
    matchers = [WordMatcher(Words("hbm")), WordMatcher(Words("hbm supply", is_whole=True))]
    assert [span.of(text) for span in find_places(fold_text(text), matchers)] == ["HBM supply", "HBM"]
    assert join_spans([Span(4, 6), Span(0, 3), Span(3, 4), Span(5, 8)]) == (Span(0, 3), Span(3, 4), Span(4, 8))
