"""A regular expression finds what it says, over line ends, and neither a wrong nor an endless one does harm."""

import time

import pytest

from reader.importers.briefings import import_briefing
from reader.services.patterns import BadPattern, find_pattern, soften


def _find(text: str, pattern: str, *, is_whole: bool = False) -> list[str]:
    spans = find_pattern(text, pattern, is_whole=is_whole)
    assert spans is not None
    return [span.of(text) for span in spans]


@pytest.mark.parametrize(
    ("text", "pattern", "found"),
    [
        pytest.param("HBM3 and hbm4", r"hbm\d", ["HBM3", "hbm4"], id="small letters find both"),
        pytest.param("HBM3 and hbm4", r"HBM\d", ["HBM3"], id="a capital letter finds itself"),
        pytest.param("Ab aB", r"\Sb", ["Ab", "aB"], id="the letter of an escape is no capital"),
        pytest.param("one\ntwo", "^t.*$", ["two"], id="lines"),
        pytest.param("aaa", "x*", [], id="nothing is no place"),
        pytest.param("日本の半導体", "半.体", ["半導体"], id="CJK"),
        pytest.param("a\ud800b", "b", ["b"], id="a lone surrogate"),
    ],
)
def test_patterns_find(text: str, pattern: str, found: list[str]) -> None:
    assert _find(text, pattern) == found


def test_whole_words_only() -> None:
    assert _find("chip chips microchip chip.", "chip", is_whole=True) == ["chip", "chip"]
    assert _find("cat dog cats dogs", "cat|dog", is_whole=True) == ["cat", "dog"]


@pytest.mark.parametrize("pattern", ["(", "[a", "a**", r"\1", "(?P<x", "*"])
def test_what_is_no_pattern_is_told(pattern: str) -> None:
    with pytest.raises(BadPattern, match="^Not a pattern: "):
        find_pattern("some words", pattern)


def test_a_pattern_without_end_is_given_up() -> None:
    begun = time.perf_counter()
    with pytest.raises(BadPattern, match="longer than 0.3 s"):
        find_pattern("a" * 60 + "!", r"(a+)+$", patience=0.3)
    assert time.perf_counter() - begun < 2.0


def test_it_stops_when_told() -> None:
    asked = iter([False, False, True])
    assert find_pattern("a" * 60 + "!", r"(a+)+$", patience=30, should_stop=lambda: next(asked)) is None


def test_a_large_text_comes_back_whole() -> None:
    text = "supply chain " * 50_000
    spans = find_pattern(text, "chain", patience=10)
    assert spans is not None
    assert len(spans) == 20_000
    assert {span.of(text) for span in spans} == {"chain"}


def test_soft_line_feeds_are_spaces_and_nothing_moves() -> None:
    source = "# Title\n\nThe supply\nchain holds.  \nA hard break.\n\n```\ncode\nstays\n```\n"
    briefing = import_briefing(source.encode(), "x.md")
    text = soften(briefing)
    assert len(text) == len(briefing.text)
    assert "supply chain holds." in text
    assert "holds.\nA hard" in text
    assert "code\nstays" in text
