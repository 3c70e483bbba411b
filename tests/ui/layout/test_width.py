"""Cells are counted as a terminal draws them, and a text is cut where they are full."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.ui.layout.width import cells, fit, index_at, is_narrow, longest_row
from tests.ui.layout.texts import FAMILY, HEART, MIXED, THUMB

SIZES = [
    pytest.param("", 0, id="nothing"),
    pytest.param("TSMC", 4, id="letters"),
    pytest.param("a\nb\tc", 5, id="a line feed and a tab are shown as spaces"),
    pytest.param("Zürich – “ok”…", 14, id="Latin with accents, dashes and quotes"),
    pytest.param("日本", 4, id="CJK"),
    pytest.param("AI半導体", 8, id="mixed"),
    pytest.param("ｱ", 1, id="halfwidth katakana"),
    pytest.param("한국", 4, id="Hangul"),
    pytest.param("e\u0301", 1, id="a combining mark"),
    pytest.param("か\u3099", 2, id="a combining mark on a wide character"),
    pytest.param("क्षि", 2, id="Devanagari marks"),
    pytest.param(HEART, 2, id="an emoji by its variation selector"),
    pytest.param(THUMB, 2, id="an emoji with a skin tone"),
    pytest.param(FAMILY, 2, id="joined emoji"),
    pytest.param("␛[2J", 4, id="a stand-in for ESC"),
    pytest.param("\ufffd", 1, id="the replacement character"),
]


@pytest.mark.parametrize(("text", "size"), SIZES)
def test_cells_are_counted(text: str, size: int) -> None:
    assert cells(text) == size


def test_what_counts_as_narrow_takes_one_cell_each() -> None:
    narrow = [
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if is_narrow(character, 0, 1) and character not in "\n\t"
    ]
    assert "a" in narrow
    assert "—" in narrow
    assert [character for character in narrow if cell_len(character) != 1] == []


@pytest.mark.parametrize(
    "character", ["\u00ad", "\u0301", "\u200d", "\ufe0f", "日", "⌚", "👍", "\x1b", "\x7f", "\x9b"]
)
def test_what_takes_more_or_less_than_a_cell_is_not_narrow(character: str) -> None:
    assert not is_narrow(character, 0, 1)
    assert not is_narrow(f"ab{character}", 0, 3)
    assert is_narrow(f"ab{character}", 0, 2)


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [
        pytest.param("TSMC", 4, "TSMC", id="fits"),
        pytest.param("TSMC", 3, "TS…", id="too long"),
        pytest.param("TSMC", 2, "T…", id="two cells"),
        pytest.param("TSMC", 1, "…", id="one cell"),
        pytest.param("TSMC", 0, "", id="no cell"),
        pytest.param("", 0, "", id="nothing in nothing"),
        pytest.param("two words", 5, "two…", id="no space before the ellipsis"),
        pytest.param("日本語", 6, "日本語", id="wide, fits"),
        pytest.param("日本語", 5, "日本…", id="wide, cut"),
        pytest.param("日本語", 4, "日…", id="half a wide character is none"),
        pytest.param(f"{FAMILY}{FAMILY}", 3, f"{FAMILY}…", id="joined emoji stay whole"),
    ],
)
def test_texts_are_shortened(text: str, width: int, fitted: str) -> None:
    assert fit(text, width) == fitted


@given(st.text(MIXED, max_size=20), st.integers(0, 20))
def test_a_shortened_text_fits(text: str, width: int) -> None:
    fitted = fit(text, width)
    assert cells(fitted) <= width
    if cells(text) <= width:
        assert fitted == text
    elif width:
        assert fitted.endswith("…")
        assert text.startswith(fitted[:-1])


@pytest.mark.parametrize(
    ("text", "x", "index"),
    [
        pytest.param("abc", 0, 0, id="the first"),
        pytest.param("abc", 2, 2, id="the last"),
        pytest.param("abc", 3, 3, id="beyond"),
        pytest.param("abc", 99, 3, id="far beyond"),
        pytest.param("abc", -5, 0, id="before"),
        pytest.param("", 0, 0, id="nothing"),
        pytest.param("日本", 0, 0, id="left half of a wide one"),
        pytest.param("日本", 1, 0, id="right half of a wide one"),
        pytest.param("日本", 2, 1, id="the second wide one"),
        pytest.param("日本", 4, 2, id="beyond wide ones"),
        pytest.param("日本", -1, 0, id="before wide ones"),
        pytest.param("e\u0301x", 1, 2, id="after a combining mark"),
        pytest.param(f"{FAMILY}x", 1, 0, id="right half of joined emoji"),
        pytest.param(f"{FAMILY}x", 2, len(FAMILY), id="after joined emoji"),
    ],
)
def test_the_character_at_a_cell(text: str, x: int, index: int) -> None:
    assert index_at(text, x) == index


@given(st.text(MIXED, max_size=20))
def test_a_visible_character_is_found_at_its_cell(text: str) -> None:
    for index in range(len(text)):
        x = cells(text[:index])
        if cells(text[: index + 1]) > x:
            assert index_at(text, x) == index


def test_a_text_that_takes_no_cells_is_shortened_too() -> None:
    fitted = fit("a" + "\u0301" * 100_000, 10)
    assert len(fitted) <= longest_row(10) + 1
    assert fitted.endswith("…")
