"""Composing moves offsets; what is found is told in those of the text."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from reader.domain.composing import compose
from reader.domain.span import Span

LETTERS = st.text("ab é ü ở 한국 が日👩‍🔬\u0301", max_size=30)


@given(LETTERS, st.sampled_from(["NFC", "NFD"]))
def test_words_of_the_composed_text_are_the_same_in_the_text(text: str, form: str) -> None:
    given_text = unicodedata.normalize("NFD", text) if form == "NFD" else text
    composed = compose(given_text)
    assert unicodedata.normalize("NFC", composed.text) == unicodedata.normalize("NFC", text)
    for start in range(len(composed.text)):
        span = Span(start, start + 1)
        words = composed.find_origin(span).of(given_text)
        assert unicodedata.normalize("NFD", words) == unicodedata.normalize("NFD", span.of(composed.text))


def test_a_composed_text_is_itself() -> None:
    text = "Genève, 한국, plain"
    assert compose(text).text is text
    assert compose(text).find_origin(Span(3, 5)) == Span(3, 5)
