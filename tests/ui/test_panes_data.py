"""What the panes show is made from what is known, and says no more than that."""

from datetime import date

import pytest

from reader.domain.annotation import Annotation, BriefingRef, Motivation
from reader.domain.briefing import Block, BlockKind, Briefing, Metadata, Section
from reader.domain.entity import Entity, EntityType, Mention
from reader.domain.entry import Entry
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText
from reader.domain.selector import Anchor, AnchorState
from reader.domain.span import Span
from reader.services.annotations import PlacedAnnotation
from reader.ui.snapshots import count_minutes, make_marks, make_status, mention_at, print_dates, print_facts
from reader.ui.state import NOTHING_ADDED, Marks, OpenBriefing, Trail


def _entry(
    *, start: date | None = None, end: date | None = None, label: str | None = None, words: int = 100, failure: str = ""
) -> Entry:
    return Entry(
        id="one",
        paths=("/one.md",),
        title=SafeText("One"),
        label=SafeText(label) if label else None,
        start=start,
        end=end,
        words=words,
        length=1000,
        failure=SafeText(failure) if failure else None,
    )


MAY_3, MAY_9 = date(2026, 5, 3), date(2026, 5, 9)


@pytest.mark.parametrize(
    ("start", "end", "printed"),
    [
        pytest.param(None, None, "", id="unknown"),
        pytest.param(MAY_9, MAY_9, "9 May 2026", id="a day"),
        pytest.param(MAY_3, MAY_9, "3–9 May 2026", id="within a month"),
        pytest.param(date(2026, 4, 28), date(2026, 5, 4), "28 Apr – 4 May 2026", id="over a month's end"),
        pytest.param(date(2025, 12, 29), date(2026, 1, 4), "29 Dec 2025 – 4 Jan 2026", id="over a year's end"),
        pytest.param(date(2025, 5, 3), date(2026, 5, 9), "3 May 2025 – 9 May 2026", id="the same month a year on"),
    ],
)
def test_dates_are_printed(start: date | None, end: date | None, printed: str) -> None:
    assert print_dates(_entry(start=start, end=end)) == printed


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (1, 1), (230, 1), (344, 1), (346, 2), (460, 2), (884, 4), (2300, 10), (23_000, 100)]
)
def test_minutes_are_counted(words: int, minutes: int) -> None:
    assert count_minutes(words) == minutes


@pytest.mark.parametrize(
    ("entry", "facts"),
    [
        pytest.param(
            _entry(start=MAY_3, end=MAY_9, label="2026-W19", words=884),
            "W19, 3–9 May 2026 · 884 words · 4 min",
            id="an issue with its days",
        ),
        pytest.param(_entry(words=1), "no date · 1 word · 1 min", id="nothing known"),
        pytest.param(_entry(label="No. 12", words=1370), "No. 12 · 1,370 words · 6 min", id="a number"),
        pytest.param(_entry(start=MAY_9, end=MAY_9), "9 May 2026 · 100 words · 1 min", id="a day"),
        pytest.param(_entry(words=0), "no date · 0 words · 1 min", id="empty"),
    ],
)
def test_facts_are_printed(entry: Entry, facts: str) -> None:
    assert print_facts(entry) == facts


@pytest.mark.parametrize(
    ("state", "is_unread", "progress"),
    [
        pytest.param(None, True, 0.0, id="never seen"),
        pytest.param(ReadState(seen=500), True, 0.0, id="only looked at"),
        pytest.param(ReadState(opened=True, seen=470), False, 0.47, id="in progress"),
        pytest.param(ReadState(opened=True, read=True, seen=900), False, 1.0, id="read"),
        pytest.param(ReadState(place=300), True, 0.0, id="unread again, the place kept"),
    ],
)
def test_read_state_is_marked(state: ReadState | None, is_unread: bool, progress: float) -> None:
    marks = make_marks({"one": state} if state else {}, {}, {}).get("one", NOTHING_ADDED)
    assert (marks.is_unread, marks.progress(1000)) == (is_unread, progress)


def test_tags_and_bookmarks_are_marked() -> None:
    marks = make_marks({}, {"one": (SafeText("hbm"),), "two": (SafeText("x"),)}, {"one": 2})
    assert marks["one"] == Marks(tags=(SafeText("hbm"),), bookmarks=2)
    assert marks["two"] == Marks(tags=(SafeText("x"),))


TSMC, TAIWAN = Entity(SafeText("TSMC"), EntityType.COMPANY), Entity(SafeText("Taiwan"), EntityType.PLACE)
MENTIONS = (Mention(Span(2, 6), TSMC), Mention(Span(10, 16), TAIWAN), Mention(Span(30, 34), TSMC))


@pytest.mark.parametrize(
    ("row", "place", "found"),
    [
        pytest.param(Span(0, 20), 3, 0, id="under the cursor"),
        pytest.param(Span(0, 20), 12, 1, id="under the cursor, the second of the row"),
        pytest.param(Span(0, 20), 0, 0, id="the first of the row"),
        pytest.param(Span(0, 20), 18, 0, id="the first, also behind it"),
        pytest.param(Span(20, 30), 25, None, id="none on the row"),
        pytest.param(Span(12, 20), 13, None, id="one that began on the row above"),
        pytest.param(None, 3, None, id="no row"),
    ],
)
def test_the_mention_at_the_cursor(row: Span | None, place: int, found: int | None) -> None:
    mention = mention_at(MENTIONS, row, place)
    assert mention == (None if found is None else MENTIONS[found])


TEXT = SafeText("Head\nOne two three four five.\nSix seven eight nine.")
BLOCKS = (
    Block(BlockKind.HEADING, Span(0, 4), 2),
    Block(BlockKind.PARAGRAPH, Span(5, 29)),
    Block(BlockKind.PARAGRAPH, Span(30, 51)),
)
OPENED = OpenBriefing(
    _entry(words=460),
    Briefing("one", TEXT, BLOCKS, (Section(2, SafeText("Head"), Span(0, 51)),), (), Metadata(SafeText("One")), 460),
)


def _placed(motivation: Motivation, span: Span, *tags: str) -> PlacedAnnotation:
    ref = BriefingRef("one", "/one.md", SafeText("One"))
    annotation = Annotation("1", motivation, ref, "2026-05-10", tuple(SafeText(tag) for tag in tags))
    return PlacedAnnotation(annotation, Anchor(AnchorState.EXACT, span))


@pytest.mark.parametrize(
    ("place", "mention", "placed", "progress", "parts"),
    [
        pytest.param(0, None, [], 0.0, ["¶ 1/3", "0%", "2 min left", "Head"], id="at the top"),
        pytest.param(30, MENTIONS[0], [], 0.588, ["¶ 3/3", "59%", "1 min left", "Head", "TSMC (company)"], id="a name"),
        pytest.param(50, None, [], 1.0, ["¶ 3/3", "100%", "last minute", "Head"], id="at the end"),
        pytest.param(
            6,
            None,
            [_placed(Motivation.TAGGING, Span(9, 12), "hbm", "x"), _placed(Motivation.BOOKMARKING, Span(5, 29))],
            0.1,
            ["¶ 2/3", "10%", "2 min left", "Head", "#hbm", "#x", "◆ bookmarked"],
            id="tags and a bookmark of the block",
        ),
        pytest.param(
            6,
            None,
            [_placed(Motivation.TAGGING, Span(30, 33), "hbm")],
            0.1,
            ["¶ 2/3", "10%", "2 min left", "Head"],
            id="not those of another block",
        ),
        pytest.param(
            6,
            Mention(Span(5, 8), Entity(SafeText("Acme"))),
            [],
            0.1,
            ["¶ 2/3", "10%", "2 min left", "Head", "Acme (unknown)"],
            id="a name of no known type",
        ),
    ],
)
def test_the_status_line(
    place: int, mention: Mention | None, placed: list[PlacedAnnotation], progress: float, parts: list[str]
) -> None:
    assert make_status(OPENED, place, mention, placed, progress) == tuple(parts)


def test_the_status_line_without_text() -> None:
    assert make_status(None, 0, None, (), 0.0) == ()
    failed = OpenBriefing(_entry(failure="is too large"), failure=SafeText("is too large"))
    assert make_status(failed, 0, None, (), 0.0) == ("is too large",)
    empty = OpenBriefing(_entry(), Briefing("one", SafeText(""), (), (), (), Metadata(SafeText("One")), 0))
    assert make_status(empty, 0, None, (), 0.0) == ("empty",)


@pytest.mark.parametrize(
    ("index", "distance", "reached"), [(0, 1, 1), (2, 1, 0), (0, -1, 2), (1, 5, 0), (1, -3, 1), (0, 300, 0)]
)
def test_a_trail_goes_round(index: int, distance: int, reached: int) -> None:
    spans = (Span(0, 1), Span(2, 3), Span(4, 5))
    trail = Trail("x", spans, index).step(distance)
    assert (trail.index, trail.spans, trail.label) == (reached, spans, "x")
    assert trail.current == spans[reached]


def test_a_trail_is_printed_with_its_place() -> None:
    assert str(Trail("“hbm”", (Span(0, 1), Span(2, 3)), 1)) == "“hbm” 2/2"
    assert str(Trail("“hbm”")) == "“hbm” 0/0"
    assert Trail("“hbm”").step(1).current is None
