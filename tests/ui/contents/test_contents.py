"""What the sidebar lists is made of what is known, and says no more than that."""

from dataclasses import replace
from datetime import date

import pytest

from reader.domain.annotation import Annotation, BriefingRef, Motivation
from reader.domain.briefing import Briefing, Metadata, Section
from reader.domain.entity import Entity, EntityCount, EntityType, MentionStatus
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText
from reader.domain.selector import Anchor, AnchorState, TextQuoteSelector
from reader.domain.sighting import History, Sighting
from reader.domain.span import Span
from reader.services.annotations import PlacedAnnotation
from reader.ui.contents.entities import NameOrder, describe_name, list_entities
from reader.ui.contents.listing import Listing, Row, find_place, make_heading
from reader.ui.contents.outline import find_section, list_outline
from reader.ui.contents.sparks import draw_spark
from reader.ui.contents.tags import Bearer, Branch, list_tags
from reader.ui.showing import print_tag_query
from reader.ui.snapshots import count_tags
from reader.ui.state import Annotated, Names, OpenBriefing, TagCount

TEXT = SafeText("Before. One speaks. Two is long. Three ends.")
SECTIONS = (
    Section(2, SafeText("One"), Span(8, 43)),
    Section(3, SafeText("Two"), Span(20, 43)),
    Section(9, SafeText(""), Span(33, 43)),
)


def _open(sections: tuple[Section, ...] = (), *, is_glimpse: bool = False) -> OpenBriefing:
    briefing = Briefing("one", TEXT, (), sections, (), Metadata(SafeText("One")), 8)
    return OpenBriefing(Entry("one", ("/one.md",), SafeText("One")), briefing, is_glimpse=is_glimpse)


def _rows(listing: Listing) -> list[str]:
    return [f"{'  ' * row.depth}{row.text} {row.detail}".rstrip() for row in listing.rows]


def test_sections_stand_in_by_their_level() -> None:
    listing = list_outline(_open(SECTIONS))
    assert _rows(listing) == ["One", "  Two", "        (no title)"], "no further in than there is room for"
    assert listing.summary == "3"
    assert _rows(list_outline(_open(SECTIONS), "TW")) == ["  Two"]
    assert list_outline(_open(SECTIONS), "TW").summary == "1 of 3 · TW"


@pytest.mark.parametrize(
    ("opened", "needle", "message"),
    [
        (None, "", "The sections of a briefing are listed here."),
        (_open(), "", "This briefing has no headings"),
        (_open(SECTIONS), "zz", "No section fits the filter. Esc clears it."),
        (OpenBriefing(Entry("one", ("/one.md",), SafeText("One"))), "", "This briefing cannot be read."),
    ],
)
def test_an_outline_without_rows_says_why(opened: OpenBriefing | None, needle: str, message: str) -> None:
    listing = list_outline(opened, needle)
    assert not listing.rows
    assert listing.empty.startswith(message)


def test_the_sections_of_a_beginning_are_not_counted() -> None:
    assert list_outline(_open(SECTIONS, is_glimpse=True)).summary == ""


@pytest.mark.parametrize(
    ("place", "title"), [(0, None), (7, None), (8, "One"), (19, "One"), (20, "Two"), (32, "Two"), (33, ""), (99, "")]
)
def test_a_place_is_in_the_section_that_began_last(place: int, title: str | None) -> None:
    section = find_section(SECTIONS, place)
    assert (section.title if section else None) == title


def _tagged(
    number: str, *tags: str, quote: str = "", at: int | None = None, entity: str | None = None
) -> PlacedAnnotation:
    annotation = Annotation(
        id=number,
        motivation=Motivation.TAGGING,
        briefing=BriefingRef("one", "/one.md", SafeText("One")),
        created="2026-05-10T08:00:00+00:00",
        tags=tuple(map(SafeText, tags)),
        quote=TextQuoteSelector(SafeText(quote)) if quote else None,
        entity=SafeText(entity) if entity else None,
    )
    span = None if at is None else Span(at, at + len(quote))
    state = AnchorState.LOST if quote and at is None else AnchorState.EXACT
    return PlacedAnnotation(annotation, Anchor(state, span))


LIBRARY = (TagCount(SafeText("hbm"), 3), TagCount(SafeText("Fab"), 2), TagCount(SafeText("old"), 1))


def test_tags_of_the_open_briefing_come_first_with_what_bears_them() -> None:
    placed = (
        _tagged("1", "fab"),
        _tagged("2", "FAB", "new", quote="Two is\nlong", at=20),
        _tagged("3", "new", quote="gone"),
        _tagged("4", "fab", entity="TSMC"),
    )
    listing = list_tags(LIBRARY, Annotated("one", placed), _open())
    assert _rows(listing) == [
        "IN THIS BRIEFING 2",
        "#Fab 2",
        "  the whole briefing",
        "  “Two is long”",
        "  the name TSMC",
        "#new 1",
        "  “Two is long”",
        "  “gone” × lost",
        "ELSEWHERE 2",
        "#hbm 3",
        "#old 1",
    ], "a tag that was given a moment ago is there before it is counted"
    assert listing.summary == "4"
    bearers = [row.value for row in listing.rows if isinstance(row.value, Bearer)]
    assert [(bearer.start, bearer.is_lost) for bearer in bearers] == [
        (None, False), (20, False), (None, False), (20, False), (None, True),
    ]  # fmt: skip
    assert len({row.key for row in listing.rows if row.key}) == 9, "each row can be told from the others"


def test_tags_are_filtered() -> None:
    placed = (_tagged("1", "fab"),)
    assert _rows(list_tags(LIBRARY, Annotated("one", placed), _open(), "B")) == [
        "IN THIS BRIEFING 1",
        "#Fab 2",
        "  the whole briefing",
        "ELSEWHERE 1",
        "#hbm 3",
    ]
    nothing = list_tags(LIBRARY, Annotated("one", placed), _open(), "zz")
    assert (nothing.rows, nothing.summary) == ((), "0 of 3 · zz")
    assert nothing.empty == "No tag fits the filter. Esc clears it."


def test_without_tags_there_are_only_words_that_say_so() -> None:
    assert list_tags(None, Annotated(), None).empty == "Reading the tags …"
    assert list_tags(None, Annotated(), None).summary == ""
    assert list_tags((), Annotated(), None).empty.startswith("No tags yet. t tags")
    assert _rows(list_tags(LIBRARY[:1], Annotated(), None)) == ["ALL TAGS 1", "#hbm 3"]


def test_long_and_hostile_words_are_shortened_and_harmless() -> None:
    quote = f"a\x1b[2Jb {'word ' * 40}"
    (_, _, row) = list_tags((), Annotated("one", (_tagged("1", "x", quote=quote),)), None).rows
    assert row.text.startswith("“a␛[2Jb word")
    assert len(row.text) == 60 + len("“…”")


def test_tags_are_counted_by_briefing_whatever_their_case() -> None:
    tags = [("hbm", "Fab"), ("HBM",), ("fab", "memory"), ("hbm",)]
    counted = count_tags([tuple(map(SafeText, some)) for some in tags])
    assert counted == (("hbm", 3), ("Fab", 2), ("memory", 1))


@pytest.mark.parametrize(
    ("tag", "query"),
    [
        ("hbm", "tag:hbm"),
        ("supply chain", 'tag:"supply chain"'),
        ("-old", 'tag:"-old"'),
        ("@home", 'tag:"@home"'),
        ("q2(a)", 'tag:"q2(a)"'),
        ('a"b', None),
        ("it’s", "tag:it's"),
        ("a “b”", None),
    ],
)
def test_a_tag_is_quoted_where_it_must_be(tag: str, query: str | None) -> None:
    assert print_tag_query(tag) == query


def _make_rows(*words: str) -> list[Row]:
    """Rows; a word in capitals is a heading."""
    return [make_heading(word, 1) if word.isupper() else Row(SafeText(word), value=word, key=word) for word in words]


@pytest.mark.parametrize(
    ("before", "after", "key", "name", "place"),
    [
        (["A", "one", "two"], ["A", "two", "one"], "one", "", "one"),
        (["A", "one", "B", "two", "three"], ["A", "one", "two", "B", "three"], "two", "", "two"),
        (["A", "one", "two", "B", "three"], ["A", "one", "B", "three"], "two", "", "three"),
        (["A", "one", "two"], ["A", "one"], "two", "", "one"),
        (["A", "one", "two"], ["A", "four", "two"], "one", "four", "four"),
        (["A", "one", "two"], ["A", "four", "two"], "one", "five", "two"),
        (["A", "one"], ["A", "four"], "one", "", "A"),
        (["A", "one", "two"], ["A", "zero", "two"], None, "", "A"),
    ],
)
def test_the_cursor_stays_on_its_row_or_near_it(
    before: list[str], after: list[str], key: str | None, name: str, place: str
) -> None:
    rows = _make_rows(*after)
    assert rows[find_place(_make_rows(*before), rows, key, name)].text == place


@pytest.mark.parametrize(
    ("counts", "width", "drawn"),
    [
        ((), 4, "    "),
        ((0, 1, 2, 4), 4, "·▂▄█"),
        ((8, 1, 0), 5, "  █▁·"),
        ((9, 9, 1, 3), 2, "▂▆"),
        ((1000, 1), 2, "█▁"),
        ((3,), 0, ""),
    ],
)
def test_counts_are_drawn_as_bars(counts: tuple[int, ...], width: int, drawn: str) -> None:
    assert draw_spark(counts, width) == drawn


TSMC, IMEC, ACT, LAW = (
    Entity(SafeText("TSMC"), EntityType.COMPANY),
    Entity(SafeText("Asian IMEC"), EntityType.ORGANIZATION),
    Entity(SafeText("act one")),
    Entity(SafeText("Acme"), EntityType.COMPANY),
)
COUNTS = (
    EntityCount(TSMC, 7, MentionStatus.KNOWN, (SafeText("TSMC"),)),
    EntityCount(LAW, 2, MentionStatus.RULE, (SafeText("Acme"),)),
    EntityCount(IMEC, 2, MentionStatus.FOUND, (SafeText("Asian IMEC"),)),
    EntityCount(ACT, 1, MentionStatus.KNOWN, (SafeText("act one"),)),
)
HISTORY = History(
    {
        TSMC: Sighting(date(2025, 1, 2), missed=3, counts=(1, 0, 7)),
        LAW: Sighting(date(2026, 1, 2), is_first=True, counts=(2,)),
        IMEC: Sighting(date(2024, 1, 2), missed=2),
    }
)


def test_found_names_stand_apart_whatever_type_they_seem_to_be() -> None:
    names = Names("one", (), COUNTS, {TSMC: 1100, IMEC: 1}, is_loading=False)
    assert _rows(list_entities(names)) == [
        "COMPANY 2",
        "TSMC 7/1,100",
        "Acme 2",
        "OF NO TYPE 1",
        "act one 1",
        "NOT IN YOUR LIST 1",
        "Asian IMEC 2/2",
    ], "what the index does not know yet is not counted there; what it counts too low is in this briefing at least"
    assert list_entities(names).summary == "4"


def test_names_are_sorted_within_their_groups() -> None:
    names = Names("one", (), COUNTS, history=HISTORY, is_loading=False)
    companies = {order: [row.text for row in list_entities(names, "", order).rows][1:3] for order in NameOrder}
    assert companies == {
        NameOrder.COUNT: ["TSMC", "Acme"],
        NameOrder.NAME: ["Acme", "TSMC"],
        NameOrder.FIRST_SEEN: ["Acme", "TSMC"],
    }
    assert list_entities(names, "", NameOrder.NAME).summary == "4 by name"
    older = replace(HISTORY, sightings={LAW: Sighting(), TSMC: Sighting(date(1990, 1, 1))})
    rows = list_entities(replace(names, history=older), "", NameOrder.FIRST_SEEN).rows
    assert [row.text for row in rows][1:3] == ["TSMC", "Acme"], "those of unknown date come last"
    assert [order.next for order in NameOrder] == [NameOrder.NAME, NameOrder.FIRST_SEEN, NameOrder.COUNT]


def test_what_is_new_and_what_has_come_back_is_marked() -> None:
    names = Names("one", (), COUNTS, history=HISTORY, is_loading=False)
    marks = {row.text: (row.mark, row.is_news) for row in list_entities(names).rows if not row.is_heading}
    assert marks == {
        "TSMC": ("gap 3", False),
        "Acme": ("new", True),
        "act one": ("", False),
        "Asian IMEC": ("", False),
    }


def test_the_status_line_tells_more_of_a_name() -> None:
    names = Names("one", (), COUNTS, {TSMC: 11}, HISTORY, is_loading=False)
    told = [" · ".join(describe_name(names, row)) for row in COUNTS]
    assert told == [
        "TSMC (company) · 7 here, 11 in the library · not in the 3 issues before · first seen 2 Jan 2025",
        "Acme (company) · 2 here · the first time ever",
        "Asian IMEC (organization) · 2 here · not in the 2 issues before · first seen 2 Jan 2024",
        "act one (unknown) · 1 here",
    ]


def _count(*names: str) -> list[TagCount]:
    return [TagCount(SafeText(name), number) for number, name in enumerate(names, 1)]


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        pytest.param(["a/b"], ["#a/b 1"], id="one alone does not nest"),
        pytest.param(["A/b", "x", "a/c"], ["#A", "  /b 1", "  /c 3", "#x 2"], id="two share what is no tag"),
        pytest.param(["a/b", "a"], ["#a 2", "  /b 1"], id="in a tag"),
        pytest.param(["a", "a/b/c", "a/b/d"], ["#a 1", "  /b", "    /c 2", "    /d 3"], id="deeper"),
        pytest.param(["a", "ab/c"], ["#a 1", "#ab/c 2"], id="only whole parts count"),
        pytest.param(["/", "/a", "b/"], ["#/ 1", "#/a 2", "#b/ 3"], id="what has no part nests nowhere"),
    ],
)
def test_nested_tags_are_a_tree(names: list[str], rows: list[str]) -> None:
    listing = list_tags(_count(*names), Annotated(), _open())
    assert _rows(listing)[1:] == rows


def test_a_branch_knows_what_is_nested_in_it() -> None:
    listing = list_tags(_count("Supply/hbm", "supply/film", "other"), Annotated(), _open())
    (branch,) = [row.value for row in listing.rows if isinstance(row.value, Branch)]
    assert branch == Branch("supply", (SafeText("Supply/hbm"), SafeText("supply/film")))
