"""What comes back from the index equals what went in."""

from dataclasses import asdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.briefing import Block, BlockKind, Briefing, InlineKind, InlineStyle, Metadata, Provenance, Section
from reader.domain.entity import Entity, EntityType, Mention, MentionStatus, count_entities
from reader.domain.period import Period
from reader.domain.scrub import SafeText, scrub, scrub_line
from reader.domain.span import Span
from reader.storage.index import packing
from reader.storage.index.database import Database
from reader.storage.index.packing import (
    LaidText,
    count_day,
    day_of_number,
    fold_name,
    pack_layout,
    pack_mentions,
    pack_numbers,
    read_day,
    type_bit,
    unpack_briefing,
    unpack_mentions,
    unpack_numbers,
)
from reader.storage.index.parcels import Source, pack_briefing, pack_names, sort_naturally
from reader.storage.index.reading import Reader
from reader.storage.index.writing import Writer

texts = st.text(max_size=40).map(scrub)
lines = st.text(max_size=12).map(scrub_line)
perhaps = st.none() | lines
sizes = st.integers(0, 2**31)
spans = st.tuples(sizes, sizes).map(lambda pair: Span(min(pair), max(pair)))
periods = st.tuples(st.dates(), st.dates(), perhaps).map(lambda one: Period(min(one[:2]), max(one[:2]), one[2]))
blocks = st.builds(
    Block,
    st.sampled_from(BlockKind),
    spans,
    st.integers(0, 6),
    st.integers(1, 10**6),
    lines,
    st.integers(0, 3),
    st.lists(st.sampled_from(["left", "right", "center"]), max_size=3).map(tuple),
)
metadata = st.builds(
    Metadata,
    title=lines,
    creator=perhaps,
    publisher=perhaps,
    issued=st.none() | st.dates(),
    period=st.none() | periods,
    series=perhaps,
    number=perhaps,
    label=perhaps,
    language=perhaps,
    subjects=st.lists(lines, max_size=3).map(tuple),
    source=perhaps,
    identifier=perhaps,
    origins=st.dictionaries(st.sampled_from(["title", "issued", "period"]), st.sampled_from(Provenance)),
)
briefings = st.builds(
    Briefing,
    id=st.text("0123456789abcdef", min_size=16, max_size=16),
    text=texts,
    blocks=st.lists(blocks, max_size=4).map(tuple),
    sections=st.lists(st.builds(Section, st.integers(0, 6), lines, spans), max_size=3).map(tuple),
    styles=st.lists(st.builds(InlineStyle, st.sampled_from(InlineKind), spans, lines), max_size=4).map(tuple),
    metadata=metadata,
    words=st.integers(0, 10**6),
    warnings=st.lists(lines, max_size=2).map(tuple),
)
entities = st.builds(Entity, lines.filter(str.strip), st.none() | st.sampled_from(EntityType))


@st.composite
def named(draw: st.DrawFn) -> tuple[Briefing, tuple[Mention, ...]]:
    """A briefing and what is named in it: in order, without overlaps."""
    briefing = draw(briefings)
    edges = draw(st.lists(st.integers(0, len(briefing.text)), max_size=10, unique=True).map(sorted))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    known = draw(st.lists(entities, min_size=1, max_size=3))
    mentions = [
        Mention(Span(start, end), draw(st.sampled_from(known)), draw(st.sampled_from(MentionStatus)))
        for start, end in pairs
    ]
    return briefing, tuple(mentions)


@given(briefings)
def test_a_briefing_comes_back_as_it_went_in(briefing: Briefing) -> None:
    back = unpack_briefing(briefing.id, briefing.text, pack_layout(briefing))
    assert asdict(back) == asdict(briefing)
    assert [type(block.kind) for block in back.blocks] == [BlockKind] * len(briefing.blocks)
    assert all(type(origin) is Provenance for origin in back.metadata.origins.values())


@given(briefings)
def test_a_long_layout_is_decoded_row_by_row_and_says_the_same(briefing: Briefing) -> None:
    layout, most = pack_layout(briefing), packing._AT_ONCE
    packing._AT_ONCE = 0
    try:
        assert asdict(unpack_briefing(briefing.id, briefing.text, layout)) == asdict(briefing)
    finally:
        packing._AT_ONCE = most


@given(briefings, st.integers(0, 100))
def test_a_text_that_is_only_laid_out_has_the_same_blocks(briefing: Briefing, offset: int) -> None:
    laid = LaidText(briefing.text, pack_layout(briefing))
    assert (laid.text, tuple(laid.blocks), tuple(laid.blocks[1:])) == (
        briefing.text, briefing.blocks, briefing.blocks[1:],
    )  # fmt: skip
    if briefing.blocks:
        assert laid.block_index(offset) == briefing.block_index(offset)
    else:
        with pytest.raises(IndexError):
            laid.block_index(offset)


@given(named())
def test_a_briefing_and_its_mentions_come_back_from_the_index(one: tuple[Briefing, tuple[Mention, ...]]) -> None:
    briefing, mentions = one
    database = Database(None)
    names = pack_names(mentions, count_entities(briefing.text, mentions), "lists")
    Writer(database).put([pack_briefing(Source(b"/a.md", b"/", b"1"), briefing, names)])
    back = Reader(database).read_text(briefing.id)
    assert back is not None
    assert asdict(back) == asdict(briefing)
    assert Reader(database).mentions(briefing.id, "lists") == mentions
    assert Reader(database).mentions(briefing.id, "other lists") is None


@given(named())
def test_mentions_come_back_as_they_went_in(one: tuple[Briefing, tuple[Mention, ...]]) -> None:
    _, mentions = one
    order = list(dict.fromkeys(mention.entity for mention in mentions))
    assert unpack_mentions(pack_mentions(mentions, order), order) == mentions


@given(st.lists(st.integers(0, 2**32 - 1)))
def test_numbers_come_back(numbers: list[int]) -> None:
    assert list(unpack_numbers(pack_numbers(numbers))) == numbers


@pytest.mark.parametrize("day", [None, date.min, date(2026, 5, 9), date.max])
def test_days_come_back_and_sort(day: date | None) -> None:
    assert read_day(count_day(day)) == day
    briefing = Briefing("f" * 16, SafeText(""), (), (), (), Metadata(SafeText("x"), issued=day), 0)
    number = pack_briefing(Source(b"/a.md", b"/", b"1"), briefing, None).number
    assert day_of_number(number) == count_day(day)
    assert number < 2**63


def test_every_type_has_a_bit_of_its_own() -> None:
    kinds = [*(kind.value for kind in EntityType), ""]
    assert len({type_bit(kind) for kind in kinds}) == len(kinds)
    assert sum(type_bit(kind) for kind in kinds) == 2 ** len(kinds) - 1


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["Issue 10", "issue 2", "Issue 1"], ["Issue 1", "issue 2", "Issue 10"]),
        (["b 007", "B 7", "a"], ["a", "b 007", "B 7"]),
        (["W19/2026", "W2/2026", "W19/2025"], ["W2/2026", "W19/2025", "W19/2026"]),
        (["٣", "٢", "١٠"], ["٢", "٣", "١٠"]),
        (["10000000000000", "9"], ["9", "10000000000000"]),
    ],
)
def test_numbers_in_titles_sort_as_numbers(titles: list[str], expected: list[str]) -> None:
    assert sorted(titles, key=sort_naturally) == expected


def test_a_name_is_looked_up_however_it_is_spaced_and_written() -> None:
    assert fold_name("  SK \n Hynix ") == fold_name("sk hynix")
