"""What holds for every text: mentions are sorted, apart, whole words within one block, and always the same."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.domain.entity import count_entities
from reader.entities.normalise import is_edge, normalise
from reader.entities.recogniser import load_recogniser
from tests.entities.factory import make_briefing

RECOGNISER = load_recogniser()

_PIECES = [
    "Nvidia", "Samsung", "Samsung Electronics", "the", "The", "Ministry", "of", "Trade", "and", ",", ".", " (", ")",
    "HBM4", "HBM", "High-Bandwidth Memory", "H200", "s", "'s", "\u2019s", "-", "Quixotek", "President", "Xi Jinping",
    "Xi", "Corp", "Co., Ltd.", "Act", "of 2022", "4nm", "13.5", "US$", "70", "Ascend", "910C", "\n", "# ", "- ",
    "\t", "AI", "\u201c", "\u201d", "\u53f0\u7a4d\u96fb", "\u00a0", "\u2011", "\u0130", "Institute", "for", ":",
]  # fmt: skip
_TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(_PIECES), max_size=40).map("".join),
    st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join),
)


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
@example("AAA 000A$")
@example("Ministry of B$")
def test_mentions_are_sorted_apart_and_whole(text: str) -> None:
    briefing = make_briefing(text)
    mentions = RECOGNISER.recognise(briefing)
    plain = normalise(text)
    end = 0
    for mention in mentions:
        span = mention.span
        assert span.start >= end
        assert len(span) > 0
        end = span.end
        block = briefing.blocks[briefing.block_index(span.start)].span
        assert block.covers(span)
        assert not span.of(text).startswith((" ", "\n", "'"))
        assert span.start == block.start or is_edge(plain, span.start)
        assert span.end == block.end or is_edge(plain, span.end)
    assert mentions == RECOGNISER.recognise(make_briefing(text))


@settings(max_examples=50, deadline=None)
@given(_TEXTS)
def test_counts_agree_with_mentions(text: str) -> None:
    mentions = RECOGNISER.recognise(make_briefing(text))
    counts = count_entities(text, mentions)
    assert sum(row.count for row in counts) == len(mentions)
    assert len({row.entity for row in counts}) == len(counts)
