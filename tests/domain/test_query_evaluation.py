"""What the conditions of a query mean."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from reader.domain.entity import EntityType
from reader.domain.entry import Entry
from reader.domain.query import parse_query, print_query
from reader.domain.query_evaluation import Named, asks_for_names, compile_query, fits_name, list_positive
from reader.domain.query_matching import FoldedText, fold_text
from reader.domain.query_nodes import Mark
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText

TODAY = date(2026, 5, 20)


@dataclass
class Fake:
    """A record that notes what it was asked for."""

    entry: Entry
    read: ReadState = field(default_factory=ReadState)
    tagged: tuple[SafeText, ...] = ()
    made: tuple[Mark, ...] = ()
    words: str = ""
    named: tuple[Named, ...] = ()
    asked: list[str] = field(default_factory=list)

    def state(self) -> ReadState:
        self.asked.append("state")
        return self.read

    def tags(self) -> tuple[SafeText, ...]:
        self.asked.append("tags")
        return self.tagged

    def has(self, mark: Mark) -> bool:
        self.asked.append(mark)
        return mark in self.made

    def text(self) -> FoldedText:
        self.asked.append("text")
        return fold_text(self.words)

    def names(self) -> tuple[Named, ...]:
        self.asked.append("names")
        return self.named


def make(
    words: str = "",
    *,
    title: str = "Weekly",
    series: str | None = None,
    days: tuple[str, str] | None = None,
    read: ReadState | None = None,
    tags: tuple[str, ...] = (),
    made: tuple[Mark, ...] = (),
    named: tuple[Named, ...] = (),
) -> Fake:
    start, end = map(date.fromisoformat, days) if days else (None, None)
    entry = Entry(
        "id",
        ("/x.md",),
        SafeText(title),
        series=SafeText(series) if series else None,
        start=start,
        end=end,
        subjects=(SafeText("memory"), SafeText("export controls")),
    )
    return Fake(entry, read or ReadState(), tuple(map(SafeText, tags)), made, words, named)


def fits(query: str, record: Fake) -> bool:
    return compile_query(parse_query(query), TODAY)(record)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", True),
        ("nvidia", True),
        ("nvidia taiwan", True),
        ("nvidia korea", False),
        ("nvidia -korea", True),
        ("nvidia -taiwan", False),
        ("korea OR taiwan", True),
        ("korea OR japan", False),
        ("nvidia korea OR taiwan", True),
        ("nvidia (korea OR japan)", False),
        ("-(korea OR japan)", True),
        ("-(nvidia korea)", True),
        ("--nvidia", True),
        ('"h200 needs"', True),
        ('"needs h200"', False),
        ("weekly", True),
        ("asia", True),
    ],
)
def test_words(query: str, expected: bool) -> None:
    assert fits(query, make("Nvidia’s H200 needs HBM4. Taiwan.", series="Alpha in Asia")) is expected


SAMSUNG = Named(("Samsung Electronics", "SEC"), EntityType.COMPANY)
IMEC = Named(("Asian IMEC",), None)
OPENED, READ = ReadState(opened=True), ReadState(opened=True, read=True)


@pytest.mark.parametrize(
    ("query", "record", "expected"),
    [
        ("tag:hbm", make(tags=("HBM",)), True),
        ("tag:#HBM", make(tags=("HBM",)), True),
        ("tag:hb", make(tags=("HBM",)), False),
        ('tag:"taiwan\'s  chips"', make(tags=("Taiwan’s chips",)), True),
        ("-tag:hbm", make(), True),
        ("title:week", make("none"), True),
        ("title:none", make("none"), False),
        ('title:"memory weekly"', make(title="The Memory Weekly"), True),
        ("series:asia", make(series="Alpha in Asia"), True),
        ("series:asia", make(), False),
        ('subject:"export controls"', make(), True),
        ("subject:control", make(), True),
        ("subject:chips", make(), False),
        ("entity:samsung", make(named=(IMEC, SAMSUNG)), True),
        ("entity:ELEC", make(named=(SAMSUNG,)), True),
        ("entity:sec", make(named=(SAMSUNG,)), True),
        ('entity:"sam"', make(named=(SAMSUNG,)), False),
        ("entity:samsung", make("Samsung"), False),
        ("type:company", make(named=(IMEC, SAMSUNG)), True),
        ("type:place", make(named=(IMEC, SAMSUNG)), False),
        ("type:unknown", make(named=(IMEC,)), True),
        ("type:unknown", make(named=(SAMSUNG,)), False),
        ("is:unread", make(), True),
        ("is:unread", make(read=OPENED), False),
        ("is:started", make(read=OPENED), True),
        ("is:started", make(read=READ), False),
        ("is:read", make(read=OPENED), False),
        ("is:read", make(read=READ), True),
        ("has:bookmark", make(made=(Mark.BOOKMARK,)), True),
        ("-has:bookmark", make(made=(Mark.BOOKMARK,)), False),
        ("has:note", make(made=(Mark.BOOKMARK,)), False),
        ("date:unknown", make(), True),
        ("date:unknown", make(days=("2026-05-03", "2026-05-09")), False),
        ("since:2020", make(), False),
        ("until:2030", make(), False),
        ("-since:2020", make(), True),
    ],
)
def test_fields(query: str, record: Fake, expected: bool) -> None:
    assert fits(query, record) is expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("since:2026-05-09", True),
        ("since:2026-05-10", False),
        ("until:2026-05-03", True),
        ("until:2026-05-02", False),
        ("since:2026-W19 until:2026-W19", True),
        ("since:2026-W20", False),
        ("since:2026 until:2026-05", True),
        ("since:11d", True),
        ("since:10d", False),
    ],
)
def test_dates_overlap_the_days_of_a_briefing(query: str, expected: bool) -> None:
    assert fits(query, make(days=("2026-05-03", "2026-05-09"))) is expected


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("hbm tag:x", ["tags"]),
        ("entity:tsmc hbm has:note is:read since:2026", []),
        ("entity:tsmc hbm has:note is:unread", ["state", "note"]),
        ("(entity:tsmc OR hbm) -tag:x", ["tags", "text", "names"]),
        ("hbm OR is:unread", ["state"]),
        ("weekly", []),
        ("-hbm", ["text"]),
    ],
)
def test_what_is_dear_is_asked_last(query: str, asked: list[str]) -> None:
    record = make("nothing")
    fits(query, record)
    assert record.asked == asked


@pytest.mark.parametrize(
    ("query", "positive"),
    [
        ("", []),
        ("a -b (c OR -d)", ["a", "c"]),
        ("-(a -b)", ["b"]),
        ("tag:x entity:y is:read type:place -type:event", ["tag:x", "entity:y", "type:place"]),
    ],
)
def test_what_is_not_turned_round_may_be_shown(query: str, positive: list[str]) -> None:
    assert [print_query(one) for one in list_positive(parse_query(query))] == positive


@pytest.mark.parametrize(
    ("query", "is_about_names", "expected"),
    [
        ("entity:elec", True, True), ("entity:tsmc", True, False), ("type:company", True, True),
        ("type:place", True, False), ("tag:sec", False, False), ("sec", False, False),
    ],
)  # fmt: skip
def test_names_that_fit(query: str, is_about_names: bool, expected: bool) -> None:
    parsed = parse_query(query)
    assert (asks_for_names(parsed), fits_name(parsed, SAMSUNG)) == (is_about_names, expected)
