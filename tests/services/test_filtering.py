"""The words that select briefings and annotations."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.entry import Entry
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.services.annotations import Annotations
from reader.services.errors import FilterError
from reader.services.filtering import (
    Candidate,
    choose_annotations,
    choose_entries,
    parse_days,
    parse_filter,
)
from reader.services.library import Library

TODAY = date(2026, 5, 20)


def make(**values: object) -> Candidate:
    days = values.pop("days", None)
    start, end = (date.fromisoformat(str(day)) for day in days) if isinstance(days, tuple) else (None, None)
    entry = Entry(
        "id",
        ("/x.md",),
        SafeText(str(values.get("title", "Weekly"))),
        series=SafeText(str(values["series"])) if "series" in values else None,
        start=start,
        end=end,
        subjects=(SafeText("memory"), SafeText("export controls")),
    )
    state = values.get("state", ReadState())
    assert isinstance(state, ReadState)
    text = str(values.get("text", ""))
    tags = (SafeText("HBM"),) if values.get("tagged") else ()
    return Candidate(entry, state, tags, int(bool(values.get("bookmarked"))), lambda: text)


def fits(query: str, candidate: Candidate) -> bool:
    return all(term.accepts(candidate) for term in parse_filter(query, TODAY))


TEXT = make(text="Nvidia’s H200 needs HBM4.\nTaiwan’s vice-\u00a0premier spoke of C++ and 半導体市場.")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", True),
        ("nvidia", True),
        ("NVIDIA hbm", True),
        ("vidia", False),
        ("nvid", True),
        ("nvidia -taiwan", False),
        ("nvidia -korea", True),
        ('"h200 needs"', True),
        ('"h200   hbm4"', False),
        ('-"h200 needs"', False),
        ('"taiwan\'s vice-"', True),
        ("“taiwan’s”", True),
        ("C++", True),
        ("市場", True),
        ('"unclosed', False),
        ("\"nvidia's h200", True),
        ("weekly", True),
        ("-", True),
        ('""', True),
        ("https://x.y", False),
    ],
)
def test_words_and_phrases(query: str, expected: bool) -> None:
    assert fits(query, TEXT) is expected


@pytest.mark.parametrize(
    ("query", "candidate", "expected"),
    [
        ("tag:hbm", make(tagged=True), True),
        ("tag:#HBM", make(tagged=True), True),
        ("tag:hb", make(tagged=True), False),
        ("-tag:hbm", make(), True),
        ("title:week", make(text="none"), True),
        ("title:none", make(text="none"), False),
        ('title:"memory weekly"', make(title="The Memory Weekly"), True),
        ("series:asia", make(series="Alpha in Asia"), True),
        ("series:asia", make(), False),
        ('subject:"export controls"', make(), True),
        ("is:unread", make(), True),
        ("is:unread", make(state=ReadState(opened=True)), False),
        ("is:read", make(state=ReadState(opened=True)), False),
        ("is:read", make(state=ReadState(opened=True, read=True)), True),
        ("IS:Read", make(state=ReadState(opened=True, read=True)), True),
        ("has:bookmark", make(bookmarked=True), True),
        ("-has:bookmark", make(bookmarked=True), False),
        ("has:tag", make(), False),
        ("date:unknown", make(), True),
        ("date:unknown", make(days=("2026-05-03", "2026-05-09")), False),
    ],
)
def test_fields(query: str, candidate: Candidate, expected: bool) -> None:
    assert fits(query, candidate) is expected


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


@pytest.mark.parametrize("query", ["since:2020", "until:2030"])
def test_an_unknown_date_fits_neither(query: str) -> None:
    assert not fits(query, make())


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026-5-3", "2026-05-03", "2026-05-03"),
        ("2026-w01", "2025-12-29", "2026-01-04"),
        ("0d", "2026-05-20", "2026-05-20"),
    ],
)
def test_days(value: str, start: str, end: str) -> None:
    assert parse_days(value, TODAY) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("since:soon", "soon: not a date"),
        ("since:2026-02-30", "2026-02-30: not a date"),
        ("until:2026-W60", "not a date"),
        ("since:99999d", None),
        ("since:0000", "not a date"),
        ("since:", "a word must follow"),
        ("tag: x", "tag: what"),
        ("is:good", "write is:unread or is:read"),
        ("colour:red", "colour: is not a field"),
        ("a OR b", "OR and parentheses"),
        ("(a b)", "OR and parentheses"),
        ("date:2026", "write date:unknown"),
    ],
)
def test_what_is_not_understood_is_said(query: str, words: str | None) -> None:
    if words is None:
        assert not fits(query, make())
        return
    with pytest.raises(FilterError, match=words):
        parse_filter(query, TODAY)


@given(st.text(max_size=30))
def test_any_words_are_understood_or_refused(query: str) -> None:
    with suppress(FilterError):
        assert fits(query, TEXT) in (True, False)


def test_texts_are_read_only_where_the_rest_fits(library: Library, annotations: Annotations, folder: Path) -> None:
    entry = library.find(str(folder / "w19.md"))
    annotations.tag(entry, None, None, [SafeText("x")])
    terms = parse_filter("supply tag:x", TODAY)
    assert [term.field for term in terms] == ["tag", ""]
    assert choose_entries(library.load(), terms, library, annotations) == (entry,)
    assert choose_entries(library.load(), parse_filter("cowos tag:x", TODAY), library, annotations) == ()


def test_choosing_stops_when_told(library: Library, annotations: Annotations) -> None:
    answers = iter([False, True])
    terms = parse_filter("-nothing", TODAY)
    assert len(choose_entries(library.load(), terms, library, annotations, lambda: next(answers))) == 1


def test_a_file_that_vanished_has_no_words(tmp_path: Path, folder: Path, annotations: Annotations) -> None:
    from reader.services.library import BriefingCache

    library = Library([folder], cache=BriefingCache(0))
    entries = library.load()
    (folder / "w19.md").unlink()
    assert [entry.title for entry in choose_entries(entries, parse_filter("in", TODAY), library, annotations)] == [
        "Notes on packaging"
    ]


def test_annotations_are_chosen_by_their_own_tags_and_words(
    library: Library, annotations: Annotations, folder: Path
) -> None:
    entry = library.find(str(folder / "w19.md"))
    annotations.tag(entry, Span(15, 25), None, [SafeText("hbm")])
    annotations.bookmark(entry, note=SafeText("ask Nvidia"))
    (folder / "w19.md").unlink()
    library.load()

    def chosen(query: str) -> list[str]:
        placed = choose_annotations(annotations.all_placed(), parse_filter(query, TODAY), annotations)
        return [item.annotation.motivation.value for item in placed]

    assert chosen("") == ["tagging", "bookmarking"]
    assert chosen("tag:hbm") == ["tagging"]
    assert chosen("has:bookmark") == ["bookmarking"]
    assert chosen("ask") == ["bookmarking"]
    assert chosen("hbm") == ["tagging"]
    assert chosen('title:"memory weekly"') == ["tagging", "bookmarking"]
    assert chosen("is:read") == []
