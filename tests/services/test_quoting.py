"""Which words a person means by typing them."""

import pytest

from reader.services.quoting import QuoteError, find_quote

TEXT = "Taiwan’s “power” – not\nrules – matters.  HBM supply, hbm supply."


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("HBM supply", "HBM supply"),
        ("Taiwan's", "Taiwan’s"),
        ('"power" - not rules', "“power” – not\nrules"),
        ("matters. HBM", "matters.  HBM"),
        ("rules – matters", "rules – matters"),
    ],
)
def test_words_are_found_as_they_stand_or_plainly_written(words: str, meant: str) -> None:
    assert find_quote(TEXT, words).of(TEXT) == meant


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("supply", '"supply" stands 2 times'),
        ("Supply", '"Supply" does not stand'),
        ("  ", "no words"),
        ("a\x1bb", '"a␛b" does not stand'),
    ],
)
def test_no_place_is_chosen_where_none_or_several_fit(words: str, reason: str) -> None:
    with pytest.raises(QuoteError, match=reason):
        find_quote(TEXT, words)


def test_exact_words_win_over_similar_ones() -> None:
    text = 'the "power" and the “power”'
    assert find_quote(text, '"power"').start == 4
