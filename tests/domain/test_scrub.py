"""What must never reach a terminal never leaves `scrub`, and nothing else is touched."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.scrub import cap_marks, phrase, scrub, scrub_line

ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""Any string that Python can hold, with controls, unassigned characters and lone surrogates."""

EVERY_CHARACTER = "".join(map(chr, range(sys.maxunicode + 1)))

VISIBLE_FORMAT_CHARACTERS = frozenset(
    [*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440)]
)
"""Of the category Cf, but drawn: signs that enclose Arabic, Syriac and Kaithi numbers, and Egyptian joiners."""

JOINERS = frozenset([0x200C, 0x200D])
"""ZWNJ and ZWJ, without which Persian, Indic scripts and emoji fall apart."""

CASES = [
    pytest.param("\x00", "\u2400", id="NUL"),
    pytest.param("\x07", "\u2407", id="BEL"),
    pytest.param("\x08", "\u2408", id="BS"),
    pytest.param("\x0b", "\u240b", id="VT"),
    pytest.param("\x0c", "\u240c", id="FF"),
    pytest.param("\r", "\u240d", id="CR"),
    pytest.param("\x0e", "\u240e", id="SO"),
    pytest.param("\x1b[2J", "\u241b[2J", id="ESC"),
    pytest.param("\x1f", "\u241f", id="US"),
    pytest.param("\x7f", "\u2421", id="DEL"),
    pytest.param("\x80", "\ufffd", id="first of C1"),
    pytest.param("\x84", "\ufffd", id="IND"),
    pytest.param("\x86", "\ufffd", id="SSA"),
    pytest.param("\x90", "\ufffd", id="DCS"),
    pytest.param("\x9b", "\ufffd", id="CSI"),
    pytest.param("\x9d", "\ufffd", id="OSC"),
    pytest.param("\x9f", "\ufffd", id="APC, last of C1"),
    pytest.param("\x85", "\u2424", id="NEL"),
    pytest.param("\u2028", "\u2424", id="line separator"),
    pytest.param("\u2029", "\u2424", id="paragraph separator"),
    pytest.param("\u061c", "\ufffd", id="Arabic letter mark"),
    pytest.param("\u200e", "\ufffd", id="left-to-right mark"),
    pytest.param("\u200f", "\ufffd", id="right-to-left mark"),
    pytest.param("\u202a\u202b\u202c\u202d\u202e", "\ufffd" * 5, id="bidirectional embeddings and overrides"),
    pytest.param("\u2066\u2067\u2068\u2069", "\ufffd" * 4, id="bidirectional isolates"),
    pytest.param("\U000e0000\U000e0041\U000e007f", "\ufffd" * 3, id="tag characters"),
    pytest.param("\ud800\udbff\udc00\udfff", "\ufffd" * 4, id="lone surrogates"),
    pytest.param("\ufffe\uffff", "\ufffd" * 2, id="noncharacters"),
    pytest.param("\u00ad", "\u00b7", id="soft hyphen"),
    pytest.param("\u034f", "\u00b7", id="combining grapheme joiner"),
    pytest.param("\u115f\u1160\u3164\uffa0", "\u00b7" * 4, id="Hangul fillers"),
    pytest.param("\u17b4\u17b5", "\u00b7" * 2, id="Khmer inherent vowels"),
    pytest.param("\u180b\u180e\u180f", "\u00b7" * 3, id="Mongolian separators"),
    pytest.param("\u200b", "\u00b7", id="zero-width space"),
    pytest.param("\u2060\u2061\u2064", "\u00b7" * 3, id="word joiner and invisible operators"),
    pytest.param("\u206a\u206f", "\u00b7" * 2, id="deprecated format characters"),
    pytest.param("\ufe00\ufe0d", "\u00b7" * 2, id="variation selectors"),
    pytest.param("\ufeff", "\u00b7", id="byte order mark"),
    pytest.param("\ufff9\ufffa\ufffb", "\u00b7" * 3, id="interlinear annotation"),
    pytest.param("\U0001d173\U0001d17a", "\u00b7" * 2, id="musical format characters"),
    pytest.param("\U000e0100\U000e01ef", "\u00b7" * 2, id="supplementary variation selectors"),
]

KEPT = [
    pytest.param("", id="nothing"),
    pytest.param("plain words, 100 % of them", id="ASCII"),
    pytest.param("naïve – “quoted” … €", id="typography"),
    pytest.param("\u00a0\u202f\u3000", id="spaces of other widths"),
    pytest.param("日本語 한국어 العربية עברית", id="other scripts"),
    pytest.param("می\u200cخواهم क\u094d\u200dष", id="Persian and Indic joiners"),
    pytest.param("👩\u200d🔬 ❤\ufe0f ☎\ufe0e", id="emoji sequences"),
    pytest.param("e\u0301\u0302", id="combining marks"),
    pytest.param("\u2400\u241b\u2421\u2424\ufffd\u00b7", id="the stand-ins themselves"),
    pytest.param("[bold]x[/] [@click=app.bell]y[/]", id="markup is text"),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_each_class_has_its_stand_in(text: str, wanted: str) -> None:
    assert scrub(f"a{text}z") == f"a{wanted}z"
    assert scrub_line(f"a{text}z") == f"a{wanted}z"


@pytest.mark.parametrize("text", KEPT)
def test_what_does_no_harm_stays(text: str) -> None:
    assert scrub(text) == text
    assert scrub_line(text) == text


def test_a_body_keeps_its_lines_and_a_line_does_not() -> None:
    assert scrub("a\n\tb") == "a\n\tb"
    assert scrub_line("a\n\tb") == "a\u240a\u2409b"


def test_every_c0_control_becomes_its_picture() -> None:
    controls = "".join(map(chr, range(0x20)))
    assert scrub_line(controls) == "".join(map(chr, range(0x2400, 0x2420)))


def _list_unsafe(text: str, allowed: str) -> list[str]:
    """What a terminal must not be sent, told by the Unicode categories and not by the scrubber's own ranges."""
    unsafe = []
    for character in set(text) - set(allowed):
        category = unicodedata.category(character)
        is_drawn = ord(character) in VISIBLE_FORMAT_CHARACTERS | JOINERS
        if category in ("Cc", "Cs", "Zl", "Zp") or (category == "Cf" and not is_drawn):
            unsafe.append(f"U+{ord(character):04X}")
    return sorted(unsafe)


def test_the_list_of_unsafe_characters_finds_some() -> None:
    assert _list_unsafe("a\x1b\u202e\ud800\u200d\n", "\n") == ["U+001B", "U+202E", "U+D800"]
    assert len(_list_unsafe(EVERY_CHARACTER[:0x3000], "\n\t")) > 80


SHORTHAND = "\U0001bca0\U0001bca1\U0001bca2\U0001bca3"
"""Invisible controls of the Duployan shorthand."""


def test_no_unsafe_character_of_all_of_unicode_is_left() -> None:
    assert _list_unsafe(scrub(EVERY_CHARACTER), "\n\t" + SHORTHAND) == []


def test_shorthand_controls_become_dots() -> None:
    assert scrub(SHORTHAND) == "\u00b7" * 4


def test_ignorable_characters_of_the_future_become_dots() -> None:
    assert scrub("\U000e0080\U000e00ff\U000e01f0\U000e0fff") == "\u00b7" * 4


def test_a_line_differs_from_a_body_in_line_feeds_and_tabs_only() -> None:
    wanted = scrub(EVERY_CHARACTER).replace("\n", "\u240a").replace("\t", "\u2409")
    assert scrub_line(EVERY_CHARACTER) == wanted


@given(text=st.text())
def test_a_phrase_has_its_words_and_no_control_of_what_is_put_in(text: str) -> None:
    assert phrase("{} was renamed to {}.", text, "a{b}") == f"{scrub_line(text)} was renamed to a{{b}}."
    assert "\n" not in phrase("{}", text)


def test_a_phrase_without_values_stands_as_it_is() -> None:
    assert phrase("{} marks a place") == "{} marks a place"


def test_only_listed_stand_ins_are_new() -> None:
    new = set(scrub_line(EVERY_CHARACTER)) - set(EVERY_CHARACTER)
    changed = {
        after for before, after in zip(EVERY_CHARACTER, scrub_line(EVERY_CHARACTER), strict=True) if before != after
    }
    assert new == set()
    assert changed == {*map(chr, range(0x2400, 0x2420)), "\u2421", "\u2424", "\ufffd", "\u00b7"}


@given(ANY_TEXT)
def test_length_never_changes(text: str) -> None:
    assert len(scrub(text)) == len(text)
    assert len(scrub_line(text)) == len(text)


@given(ANY_TEXT)
def test_scrubbing_twice_changes_nothing_more(text: str) -> None:
    assert scrub(scrub(text)) == scrub(text)
    assert scrub_line(scrub(text)) == scrub_line(text) == scrub_line(scrub_line(text))


@given(ANY_TEXT, ANY_TEXT)
def test_characters_are_judged_one_by_one(one: str, other: str) -> None:
    assert scrub(one + other) == scrub(one) + scrub(other)


@given(ANY_TEXT)
def test_result_can_be_written_as_utf8(text: str) -> None:
    assert scrub(text).encode().decode() == scrub(text)


def test_long_text_is_scrubbed_in_linear_time() -> None:
    text = "words \x1b[31m and \u202e more\n" * 40_000
    assert scrub(text).count("\u241b") == 40_000


def test_a_letter_has_four_marks_at_most() -> None:
    assert cap_marks("a" + "\u0301" * 1000 + "b\u0302c") == "a" + "\u0301" * 4 + "b\u0302c"
    assert cap_marks("plain") == "plain"


@pytest.mark.parametrize("words", ["שָׁלוֹם", "مُحَمَّدٌ", "ที่นี้", "Việt Nam", "e\u0301\u0302\u0303\u0304"])
def test_the_marks_of_real_words_stay(words: str) -> None:
    assert cap_marks(words) == words
