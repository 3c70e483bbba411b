"""What an index of words is asked for a condition."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.domain.query_matching import SPACED, UNSPACED, WordMatcher, fold_text
from reader.domain.query_nodes import Words
from reader.domain.query_tokens import Lookup, find_lookup, spread_words


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("HBM-supply, C++", "HBM-supply, C++"),
        ("“HBM” – supply", "'hbm' - supply"),
        ("Straße in Łódź", "strasse in lodz"),
        ("AI🤖news", "ai news"),
        ("半導体", " 半導 導体 体 "),
        ("次のHBMは", " 次の の hbm は "),
        ("กิน", " กิ ิน น "),
        ("हिन्दी", "ह न द "),
        ("e\u0301", "e"),
        ("", ""),
    ],
)
def test_what_is_kept_of_a_text(text: str, spread: str) -> None:
    assert spread_words(text).replace('"', "'") == spread


@pytest.mark.parametrize(
    ("words", "lookup"),
    [
        (Words("HBM"), Lookup('"hbm" *', is_exact=True)),
        (Words("HBM", is_whole=True), Lookup('"hbm"', is_exact=True)),
        (Words("hbm supply", is_whole=True), Lookup('"hbm supply"', is_exact=True)),
        (Words("Łódź"), Lookup('"lodz" *', is_exact=True)),
        (Words("C++"), Lookup('"c" *', is_exact=False)),
        (Words("$70"), Lookup('"70" *', is_exact=False)),
        (Words("foo-bar"), Lookup('"foo bar" *', is_exact=False)),
        (Words("半"), Lookup('"半" *', is_exact=True)),
        (Words("半導"), Lookup('"半導"', is_exact=True)),
        (Words("半導体"), Lookup('"半導 導体"', is_exact=True)),
        (Words("のHBM"), Lookup('"の" * AND "hbm" *', is_exact=False)),
        (Words("🤖"), Lookup("", is_exact=False)),
        (Words("\u0301"), Lookup("", is_exact=False)),
    ],
)
def test_what_is_asked(words: Words, lookup: Lookup) -> None:
    assert find_lookup(words) == lookup


def lower_ascii(text: str) -> str:
    """What the index's own table does to letters; others it leaves as they are."""
    return re.sub("[A-Z]", lambda letter: letter[0].lower(), text)


@given(st.text(max_size=30))
@example("\u13a0")
def test_an_index_that_knows_only_ascii_finds_the_words_of_the_matcher(text: str) -> None:
    expected: list[str] = []
    for word in re.findall(rf"{SPACED}+|[{UNSPACED}]+", fold_text(text).text):
        is_spaced = re.match(SPACED, word)
        expected += [word] if is_spaced else [word[at : at + 2] for at in range(len(word))]
    assert re.findall("[0-9a-z\x80-\U0010ffff]+", lower_ascii(spread_words(text))) == expected


@given(st.text(st.sampled_from("aß半導กิน🤖-_ \u0301İ1"), max_size=8), st.booleans())
def test_a_text_that_holds_the_words_has_all_their_entries(text: str, is_whole: bool) -> None:
    plain = " ".join(text.split())
    if not plain or not (is_whole or " " not in plain) or plain.startswith("-"):
        return
    words = Words(plain, is_whole)
    if not WordMatcher(words).is_in(fold_text(text)):
        return
    kept = spread_words(text).lower().replace("-", " ").replace("_", " ").split()
    for entry in find_lookup(words).expression.replace("AND", " ").replace("*", " ").replace('"', " ").split():
        assert any(one.startswith(entry) for one in kept)
