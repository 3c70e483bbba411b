"""Counts are those of the mentions, and of nothing else."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.entity import Entity, EntityCount, EntityType, Mention, MentionStatus, count_entities
from reader.domain.scrub import SafeText
from reader.domain.span import Span

TSMC = Entity(SafeText("TSMC"), EntityType.COMPANY)
SONY = Entity(SafeText("Sony"), EntityType.COMPANY)
IMEC = Entity(SafeText("Asian IMEC"))

KNOWN, RULE, FOUND = MentionStatus.KNOWN, MentionStatus.RULE, MentionStatus.FOUND


def _mark(text: str, *names: tuple[str, Entity, MentionStatus]) -> tuple[Mention, ...]:
    """A mention for each name, in order, each after the one before."""
    mentions = []
    position = 0
    for words, entity, status in names:
        start = text.index(words, position)
        position = start + len(words)
        mentions.append(Mention(Span(start, position), entity, status))
    return tuple(mentions)


def _count(name: Entity, count: int, status: MentionStatus, *aliases: str) -> EntityCount:
    return EntityCount(name, count, status, tuple(SafeText(alias) for alias in aliases))


TEXT = "Sony and TSMC; Taiwan Semiconductor (TSMC) and the Asian IMEC. TSMC's fab."

CASES = [
    pytest.param("nobody", (), (), id="no mentions"),
    pytest.param(
        TEXT,
        _mark(TEXT, ("Sony", SONY, KNOWN), ("TSMC", TSMC, KNOWN), ("Asian IMEC", IMEC, FOUND)),
        (
            _count(SONY, 1, KNOWN, "Sony"),
            _count(TSMC, 1, KNOWN, "TSMC"),
            _count(IMEC, 1, FOUND, "Asian IMEC"),
        ),
        id="a tie keeps the order of the text",
    ),
    pytest.param(
        TEXT,
        _mark(
            TEXT,
            ("Sony", SONY, KNOWN),
            ("TSMC", TSMC, KNOWN),
            ("Taiwan Semiconductor", TSMC, RULE),
            ("TSMC", TSMC, KNOWN),
            ("TSMC", TSMC, KNOWN),
        ),
        (_count(TSMC, 4, KNOWN, "TSMC", "Taiwan Semiconductor"), _count(SONY, 1, KNOWN, "Sony")),
        id="most mentioned first, each form once",
    ),
    pytest.param(
        TEXT,
        _mark(TEXT, ("TSMC", TSMC, FOUND), ("TSMC", TSMC, RULE)),
        (_count(TSMC, 2, RULE, "TSMC"),),
        id="the surest status",
    ),
    pytest.param(
        TEXT,
        _mark(TEXT, ("Sony", SONY, KNOWN), ("TSMC", Entity(SafeText("Sony"), EntityType.PRODUCT), KNOWN)),
        (_count(SONY, 1, KNOWN, "Sony"), _count(Entity(SafeText("Sony"), EntityType.PRODUCT), 1, KNOWN, "TSMC")),
        id="one name, two types: two entities",
    ),
]


@pytest.mark.parametrize(("text", "mentions", "counts"), CASES)
def test_entities_are_counted(text: str, mentions: tuple[Mention, ...], counts: tuple[EntityCount, ...]) -> None:
    assert count_entities(text, mentions) == counts


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, tuple[Mention, ...]]:
    """A text of one-letter names, some of them marked, in the order of the text."""
    text = draw(st.text("abcd", max_size=30))
    mentions = []
    for start, letter in enumerate(text):
        if draw(st.booleans()):
            entity = draw(st.sampled_from([Entity(SafeText(letter)), Entity(SafeText("any"), EntityType.PLACE)]))
            mentions.append(Mention(Span(start, start + 1), entity, draw(st.sampled_from(MentionStatus))))
    return text, tuple(mentions)


@given(marked_texts())
def test_counts_agree_with_the_marks(case: tuple[str, tuple[Mention, ...]]) -> None:
    text, mentions = case
    counts = count_entities(text, mentions)
    assert {row.entity: row.count for row in counts} == Counter(mention.entity for mention in mentions)
    assert len({row.entity for row in counts}) == len(counts)
    assert [row.count for row in counts] == sorted((row.count for row in counts), reverse=True)


@given(marked_texts())
def test_forms_and_status_come_from_the_marks(case: tuple[str, tuple[Mention, ...]]) -> None:
    text, mentions = case
    for row in count_entities(text, mentions):
        own = [mention for mention in mentions if mention.entity == row.entity]
        forms = [mention.span.of(text) for mention in own]
        assert sorted(row.aliases, key=forms.index) == list(row.aliases)
        assert set(row.aliases) == set(forms)
        assert len(set(row.aliases)) == len(row.aliases)
        assert row.status in {mention.status for mention in own}
        assert row.status is not FOUND or all(mention.status is FOUND for mention in own)


def test_order_of_the_mentions_given_is_no_matter_for_the_counts() -> None:
    mentions = _mark(TEXT, ("Sony", SONY, KNOWN), ("TSMC", TSMC, KNOWN), ("TSMC", TSMC, KNOWN))
    rows = {row.entity: row.count for row in count_entities(TEXT, mentions[::-1])}
    assert rows == {SONY: 1, TSMC: 2}
