"""Which sentence of a briefing is shown, and what is marked in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.briefing import Block, BlockKind, Briefing, Metadata
from reader.domain.query_matching import WordMatcher, fold_text
from reader.domain.query_nodes import Words
from reader.domain.query_snippets import SnippetPart, cut_snippet, mark_hits
from reader.domain.scrub import SafeText
from reader.domain.span import Span


def make_briefing(*parts: tuple[BlockKind, str]) -> Briefing:
    blocks, at = [], 0
    for kind, words in parts:
        blocks.append(Block(kind, Span(at, at + len(words))))
        at += len(words) + 1
    text = SafeText("\n".join(words for _, words in parts))
    return Briefing("id", text, tuple(blocks), (), (), Metadata(SafeText("T")), 1)


def show(briefing: Briefing, *words: str) -> str:
    text = fold_text(briefing.text)
    places = [list(WordMatcher(Words(word)).find(text)) for word in words]
    return write(cut_snippet(briefing, places))


def write(parts: tuple[SnippetPart, ...]) -> str:
    return "".join(f"[{part.text}]" if part.is_hit else part.text for part in parts)


WEEKLY = make_briefing(
    (BlockKind.TITLE, "HBM weekly"),
    (BlockKind.PARAGRAPH, "Prices rise. HBM is short\nin Asia. Nobody sells HBM to China."),
    (BlockKind.TABLE, "Name\tShare\nTSMC\t60 %\nSMIC\t5 %"),
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["hbm"], "[HBM] is short in Asia."),
        (["hbm", "china"], "Nobody sells [HBM] to [China]."),
        (["weekly"], "HBM [weekly]"),
        (["smic"], "[SMIC] 5 %"),
        (["share"], "Name [Share]"),
        (["nothing"], "Prices rise."),
        ([], "Prices rise."),
        (["asia", "asia."], "HBM is short in [Asia.]"),
    ],
)
def test_the_sentence_that_says_most_is_shown(words: list[str], expected: str) -> None:
    assert show(WEEKLY, *words) == expected


def test_frequent_words_do_not_hide_rare_ones() -> None:
    briefing = make_briefing((BlockKind.PARAGRAPH, "The one. " * 90 + "The HBM and the rest."))
    assert show(briefing, "the", "hbm") == "[The] [HBM] and [the] rest."


def test_a_briefing_of_nothing_has_no_snippet() -> None:
    assert cut_snippet(make_briefing(), []) == ()
    assert cut_snippet(make_briefing((BlockKind.RULE, "")), []) == ()


def test_of_a_long_sentence_the_part_around_the_hit_is_shown() -> None:
    briefing = make_briefing((BlockKind.PARAGRAPH, "word " * 40_000 + "HBM " + "word " * 40_000))
    shown = show(briefing, "hbm")
    assert shown.startswith("…word ")
    assert " [HBM] word " in shown
    assert shown.endswith(" word…")
    assert 280 < len(shown) < 330


def test_a_long_hit_and_a_text_without_blocks() -> None:
    text = "a" * 5000
    parts = mark_hits(text, Span(0, 5000), [Span(0, 5000)])
    assert [part.is_hit for part in parts] == [True, False]
    assert parts[1].text == "…"
    bare = Briefing("id", SafeText("One HBM. Two."), (), (), (), Metadata(SafeText("T")), 3)
    assert show(bare, "hbm") == "One [HBM]."


@given(
    st.text(st.sampled_from("ab .\n"), min_size=1, max_size=900),
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 30)), max_size=6),
)
def test_the_parts_are_the_text(text: str, places: list[tuple[int, int]]) -> None:
    hits = sorted(Span(start, start + length) for start, length in places)
    parts = mark_hits(text, Span(0, len(text)), hits)
    assert all(part.text for part in parts)
    assert all(one.is_hit != other.is_hit for one, other in zip(parts, parts[1:], strict=False))
    assert "".join(part.text for part in parts).strip("…") in text.replace("\n", " ")
    if any(span.start < len(text) for span in hits):
        assert any(part.is_hit for part in parts)
