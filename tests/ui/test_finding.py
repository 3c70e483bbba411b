"""Words are found where a reader sees them, over line ends and whatever kind of quotes and hyphens there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ui.finding import find_spans


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        pytest.param("HBM and hbm", "hbm", ["HBM", "hbm"], id="small letters find both"),
        pytest.param("HBM and hbm", "HBM", ["HBM"], id="a capital letter finds itself"),
        pytest.param("Hbm HBM hbm", "Hbm", ["Hbm"], id="exactly"),
        pytest.param("chips", "", [], id="nothing"),
        pytest.param("a  b", "  ", [], id="only spaces"),
        pytest.param("chips", " chip ", ["chip"], id="spaces around do not count"),
        pytest.param("chips", "memory", [], id="not there"),
        pytest.param("aaaa", "aa", ["aa", "aa"], id="without overlaps"),
        pytest.param("aaa", "aa", ["aa"], id="the first of two that overlap"),
        pytest.param("supply\nchain, supply  chain", "supply chain", ["supply\nchain", "supply  chain"], id="line end"),
        pytest.param("Japan’s and Japan's", "japan's", ["Japan’s", "Japan's"], id="a straight apostrophe"),
        pytest.param("Japan’s and Japan's", "japan’s", ["Japan’s", "Japan's"], id="a curly one"),
        pytest.param("the “power” of", '"power"', ["“power”"], id="quotation marks"),
        pytest.param("U.S.‑backed U.S.-backed", "u.s.-b", ["U.S.‑b", "U.S.-b"], id="hyphens"),
        pytest.param("a.b axb", "a.b", ["a.b"], id="a full stop is no pattern"),
        pytest.param("(x) [y] *", "[y] *", ["[y] *"], id="nor are brackets and stars"),
        pytest.param("C++ \\d", "\\d", ["\\d"], id="nor a backslash"),
        pytest.param("日本の半導体", "半導", ["半導"], id="CJK"),
        pytest.param("Zürich ZÜRICH", "zü", ["Zü", "ZÜ"], id="accents"),
    ],
)
def test_words_are_found(text: str, words: str, found: list[str]) -> None:
    assert [span.of(text) for span in find_spans(text, words)] == found


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        pytest.param("chip chips microchip CHIP.", "chip", ["chip", "CHIP"], id="no part of a word"),
        pytest.param("HBM3 HBM-3 HBM_3", "hbm", ["HBM", "HBM"], id="a digit is part of a word, a sign is not"),
        pytest.param("C++ C+++ xC++", "c++", ["C++", "C++"], id="a sign at the edge cuts nothing"),
        pytest.param("the supply\nchain of chains", "supply chain", ["supply\nchain"], id="a phrase"),
    ],
)
def test_whole_words_are_found(text: str, words: str, found: list[str]) -> None:
    assert [span.of(text) for span in find_spans(text, words, is_whole=True)] == found


def test_a_page_of_hits_ends() -> None:
    assert len(find_spans("a" * 30_000, "a")) == 20_000


@given(st.text(st.sampled_from("abA .*[\n’'-‑"), max_size=60), st.text(st.sampled_from("abA .*[’'-"), max_size=4))
def test_hits_stand_in_order_and_fit(text: str, words: str) -> None:
    spans = find_spans(text, words)
    assert all(one.end <= other.start for one, other in zip(spans, spans[1:], strict=False))

    def plain(some: str) -> str:
        folded = some if any(letter.isupper() for letter in words) else some.lower()
        return " ".join(folded.replace("’", "'").replace("‑", "-").split())

    assert all(plain(span.of(text)) == plain(words) for span in spans)
    if not spans and words.strip():
        assert plain(words) not in plain(text)
