"""How queries are written, and that what is printed is read again as the same."""

import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import check_queries, parse_settings
from reader.domain.entity import EntityType
from reader.domain.query import EVERYTHING, FIELDS, Query, QueryError, parse_query, print_query
from reader.domain.query_dates import When, read_when
from reader.domain.query_nodes import (
    MAX_DEPTH,
    And,
    Dated,
    Edge,
    InField,
    InState,
    Mark,
    Marked,
    Not,
    OfType,
    Or,
    ReadingState,
    TextField,
    Undated,
    Words,
    is_bare,
)
from reader.domain.query_saved import SavedQuery
from reader.domain.scrub import SafeText
from tests.conftest import ROOT

A, B, C = Words("a"), Words("b"), Words("c")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", EVERYTHING),
        (" \n\t", EVERYTHING),
        ("a", A),
        ("a b", And((A, B))),
        ("-a", Not(A)),
        ("--a", Not(Not(A))),
        ("a OR b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("a OR (b OR c)", Or((A, B, C))),
        ("((a)) (b c)", And((A, B, C))),
        ("-(a OR b)c", And((Not(Or((A, B))), C))),
        ("a OR -b", Or((A, Not(B)))),
        ("a or b", And((A, Words("or"), B))),
        ('"a OR  b"', Words("a OR b", is_whole=True)),
        ("ORa", Words("ORa")),
        ("a-b", Words("a-b")),
        ("“a\u00a0b”", Words("a b", is_whole=True)),
        ("Taiwan’s", Words("Taiwan's")),
        ("\u2212a", Not(A)),
        ('"a b', Words("a b", is_whole=True)),
        ('a"b"', And((A, Words("b", is_whole=True)))),
        ("https://x.y", Words("https://x.y")),
        ("10:30", Words("10:30")),
        ("C++", Words("C++")),
        ("半導体", Words("半導体")),
        ("-", EVERYTHING),
        ("- a", A),
        ('"" a -""', A),
        ("a -", A),
    ],
)
def test_words_and_operators(text: str, expected: Query) -> None:
    assert parse_query(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tag:hbm", InField(TextField.TAG, Words("hbm"))),
        ('TAG:"supply chain"', InField(TextField.TAG, Words("supply chain", is_whole=True))),
        ("tag:#hbm", InField(TextField.TAG, Words("#hbm"))),
        ("title:-x", InField(TextField.TITLE, Words("-x", is_whole=True))),
        ("title:OR", InField(TextField.TITLE, Words("OR", is_whole=True))),
        ("title:a:b", InField(TextField.TITLE, Words("a:b", is_whole=True))),
        ("-entity:TSMC", Not(InField(TextField.ENTITY, Words("TSMC")))),
        ("series:x subject:y", And((InField(TextField.SERIES, Words("x")), InField(TextField.SUBJECT, Words("y"))))),
        ("type:Company", OfType(EntityType.COMPANY)),
        ("type:unknown", OfType(None)),
        ("since:2026-5-9", Dated(Edge.SINCE, When("2026-05-09"))),
        ("until:2026-w7", Dated(Edge.UNTIL, When("2026-W07"))),
        ("since:030D", Dated(Edge.SINCE, When("30d"))),
        ("date:unknown", Undated()),
        ("is:started", InState(ReadingState.STARTED)),
        ("has:Note", Marked(Mark.NOTE)),
        ("(tag:a)(tag:b)", And((InField(TextField.TAG, A), InField(TextField.TAG, B)))),
    ],
)
def test_fields(text: str, expected: Query) -> None:
    assert parse_query(text) == expected


@pytest.mark.parametrize(
    ("text", "position", "sentence"),
    [
        ("colour:red", 0, "colour: is not a field; the fields are tag:, subject:"),
        ("a -tga:b", 3, "tga: is not a field; did you mean tag:?"),
        ("a  is:good", 6, "is:good is not understood; write is:unread, is:read or is:started"),
        ('has:"x', 5, "has:x is not understood; write has:bookmark, has:tag or has:note"),
        ("date:2026", 5, "write date:unknown"),
        ("type:firm", 5, "type:event or type:unknown"),
        ("a since:soon", 8, "soon: not a date; write 2026, 2026-05, 2026-05-09, 2026-W19 or 30d"),
        ("tag: x", 0, "tag: what? a word must follow"),
        ('a tag:""', 2, "tag: what?"),
        ("tag:(a)", 0, "tag: what?"),
        ("a (b", 2, "( is not closed"),
        ("(a (b)", 0, "( is not closed"),
        ("a) b", 1, ") closes nothing"),
        ("(a))", 3, ") closes nothing"),
        ("a ()", 2, "nothing stands between the parentheses"),
        ('(-"")', 0, "nothing stands between the parentheses"),
        ("OR a", 0, "OR needs something before it"),
        ('"" OR a', 3, "OR needs something before it"),
        ("a OR", 2, "OR needs something after it"),
        ("(a OR) b", 3, "OR needs something after it"),
        ("a OR OR b", 2, "OR needs something after it"),
        ("a -OR b", 3, "OR cannot be left out"),
        ("“x” é tag:", 6, "tag: what?"),
    ],
)
def test_errors_say_what_and_where(text: str, position: int, sentence: str) -> None:
    with pytest.raises(QueryError, match=re.escape(sentence)) as caught:
        parse_query(text)
    assert caught.value.position == position
    assert str(caught.value) == f"{caught.value.sentence} (at character {position + 1})"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("tga", "tag"), ("Entities", "entity"), ("titel", "title"), ("after", "since"), ("company", "entity"),
     ("sinse", "since"), ("xyzzy", None), ("x" * 5000, None)],
)  # fmt: skip
def test_the_nearest_field_is_offered(name: str, nearest: str | None) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(f"{name}:x")
    assert caught.value.nearest == nearest
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("text", ["(" * 10_000, "(" * 10_000 + "a" + ")" * 10_000, "-" * 10_000 + "a", "-(" * 10_000])
def test_deep_nesting_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match=f"more than {MAX_DEPTH} parentheses") as caught:
        parse_query(text)
    assert caught.value.position == MAX_DEPTH


def test_what_is_allowed_may_nest_and_be_long() -> None:
    assert parse_query("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH) == A
    assert parse_query("a " * 20_000) == And((A,) * 20_000)
    assert parse_query("(a) " * 20_000) == And((A,) * 20_000)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("9999-12", "9999-12-01", "9999-12-31"),
        ("2026-5-3", "2026-05-03", "2026-05-03"),
        ("2026-w01", "2025-12-29", "2026-01-04"),
        ("0d", "2026-05-20", "2026-05-20"),
        ("30d", "2026-04-20", "2026-04-20"),
        ("99999d", "1752-08-05", "1752-08-05"),
    ],
)
def test_days(text: str, start: str, end: str) -> None:
    assert read_when(text).find_days(date(2026, 5, 20)) == (date.fromisoformat(start), date.fromisoformat(end))


def test_days_before_the_calendar_are_its_first() -> None:
    assert read_when("99999d").find_days(date(10, 1, 1)) == (date.min, date.min)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2026-02-30", "2026-13", "0000", "2026-W54", "9999-W52", "2026-", "26-05", "2026-05-09-1", "-3d",
     "٢٠٢٦", "123456d", "30 d"],
)  # fmt: skip
def test_no_days(text: str) -> None:
    with pytest.raises(ValueError, match="."):
        read_when(text)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Words(""),
        lambda: Words("a b"),
        lambda: Words("-a"),
        lambda: Words("OR"),
        lambda: Words("a:b"),
        lambda: Words("a)"),
        lambda: Words("@a"),
        lambda: Words('a"b', is_whole=True),
        lambda: Words("a  b", is_whole=True),
        lambda: Words("’", is_whole=True),
        lambda: And((A,)),
        lambda: And((A, And((B, C)))),
        lambda: Not(EVERYTHING),
        lambda: Or((A,)),
        lambda: Or((A, Or((B, C)))),
        lambda: Or((A, EVERYTHING)),
        lambda: When("2026-5"),
    ],
)
def test_no_query_that_cannot_be_written(make: object) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match="."):
        make()


# Saved queries.

SAVED = (
    SavedQuery(SafeText("watch"), "tag:hbm OR samsung"),
    SavedQuery(SafeText("Supply chain (all)"), '"supply chain"'),
    SavedQuery(SafeText("broken"), "colour:red"),
    SavedQuery(SafeText("nested"), "is:unread @watch"),
    SavedQuery(SafeText("blank"), '""'),
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("@watch", "tag:hbm OR samsung", id="alone"),
        pytest.param("@WATCH is:unread", "(tag:hbm OR samsung) is:unread", id="a part of a longer one stays together"),
        pytest.param("-@watch", "-(tag:hbm OR samsung)", id="turned round"),
        pytest.param('micron OR @"supply Chain (all)"', 'micron OR "supply chain"', id="a name of several words"),
        pytest.param("(@watch)", "tag:hbm OR samsung", id="in parentheses"),
        pytest.param("@blank hbm", "hbm", id="one that says nothing"),
        pytest.param('"@watch"', '"@watch"', id="quoted, it is a word"),
        pytest.param("me@watch", "me@watch", id="only where a word begins"),
        pytest.param("tag:@watch", 'tag:"@watch"', id="a tag is no name"),
    ],
)
def test_a_name_stands_for_a_saved_query(text: str, meant: str) -> None:
    assert parse_query(text, SAVED) == parse_query(meant)


@pytest.mark.parametrize("query", SAVED[:2])
def test_a_saved_query_tells_how_it_is_referred_to(query: SavedQuery) -> None:
    assert parse_query(query.reference, SAVED) == parse_query(query.text)
    assert query.is_meant_by(query.reference.upper())
    assert not query.is_meant_by(f"{query.reference} more")


@pytest.mark.parametrize(
    ("text", "sentence", "position"),
    [
        ("hbm @wacth", "@wacth: no such saved query; did you mean @watch?", 4),
        ("hbm @", "@: what? the name of a saved query must follow", 4),
        ("@broken", "@broken cannot be used: colour: is not a field", 0),
        ("x @nested", "@nested cannot be used: @watch: a saved query cannot use another", 2),
        ("@zzzzzz", 'no such saved query; there are @watch, @"Supply chain (all)", @broken, @nested, @blank', 0),
    ],
)
def test_a_name_that_leads_nowhere_is_told(text: str, sentence: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(text, SAVED)
    assert sentence in caught.value.sentence
    assert caught.value.position == position


def test_where_nothing_is_saved_the_way_to_search_for_the_word_is_told() -> None:
    with pytest.raises(QueryError, match='quote a word that begins so: "@alice"'):
        parse_query("@alice")


# Round trips.

LETTERS = st.text(st.sampled_from("aBé半1'-+#:.OR/_@ "), min_size=1, max_size=8)
bare = LETTERS.filter(is_bare).map(Words)
whole = LETTERS.map(lambda text: " ".join(text.split())).filter(bool).map(lambda text: Words(text, is_whole=True))
days = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: f"{day.year:04}-{day.month:02}"),
    st.integers(1, 9999).map(lambda year: f"{year:04}"),
    st.integers(1, 52).map(lambda week: f"2026-W{week:02}"),
    st.integers(0, 99_999).map(lambda number: f"{number}d"),
).map(When)
terms: st.SearchStrategy[Query] = st.one_of(
    bare,
    whole,
    st.builds(InField, st.sampled_from(TextField), st.one_of(bare, whole)),
    st.builds(OfType, st.sampled_from([*EntityType, None])),
    st.builds(InState, st.sampled_from(ReadingState)),
    st.builds(Marked, st.sampled_from(Mark)),
    st.builds(Dated, st.sampled_from(Edge), days),
    st.just(Undated()),
)


def _combine(parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(parts, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        parts.map(Not),
        several.filter(lambda some: not any(isinstance(part, And) for part in some)).map(And),
        several.filter(lambda some: not any(isinstance(part, Or) for part in some)).map(Or),
    )


queries = st.one_of(st.just(EVERYTHING), st.recursive(terms, _combine, max_leaves=12))


@given(queries)
def test_what_is_printed_is_read_as_the_same(query: Query) -> None:
    assert parse_query(print_query(query)) == query


PIECES = st.sampled_from(
    [
        "a",
        "b",
        " ",
        " OR ",
        "(",
        ")",
        "-",
        '"',
        "“",
        "tag:",
        "is:unread",
        "since:2026-W19",
        "x:",
        ":",
        "é",
        "type:place",
    ]
)


@given(st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=30)))
def test_anything_is_read_or_refused_where_it_goes_wrong(text: str) -> None:
    try:
        query = parse_query(text)
    except QueryError as error:
        refused = error
    else:
        assert parse_query(print_query(query)) == query
        return
    assert 0 <= refused.position < len(text)


def test_a_query_is_read_while_it_is_typed() -> None:
    text = 'hbm -china "memory prices" (tag:asia OR since:2026-05) is:unread'
    for end in range(len(text) + 1):
        with suppress(QueryError):
            parse_query(text[:end])


# The manual.

MANUAL = (ROOT / "docs" / "queries.md").read_text("utf-8")
ROWS = re.findall(r"^\| `([^`]+)` \| (.+) \|$", MANUAL, re.M)
REFUSED = [(text, message) for text, message in ROWS if message.endswith(")") and "(at character" in message]
UNDERSTOOD = [text for text, message in ROWS if (text, message) not in REFUSED]
SETTINGS = "".join(re.findall(r"^```yaml\n(.+?)^```", MANUAL, re.M | re.S))
NAMED = parse_settings(SETTINGS, ROOT / "config.yaml")[0].queries


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_each_example_of_the_manual_is_understood(text: str) -> None:
    assert parse_query(text, NAMED) != EVERYTHING


def test_the_saved_queries_of_the_manual_are_understood() -> None:
    assert parse_settings(SETTINGS, ROOT / "config.yaml")[1] == check_queries(NAMED, ROOT / "config.yaml") == ()
    assert NAMED


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_each_error_of_the_manual_is_said_so(text: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(text, NAMED)
    assert str(caught.value) == message


def test_the_manual_has_an_example_of_everything() -> None:
    words = " ".join(UNDERSTOOD)
    for field in FIELDS:
        assert f"{field}:" in words, field
    for choice in (*(f"is:{state}" for state in ReadingState), *(f"has:{mark}" for mark in Mark)):
        assert choice in words, choice
    for kind in EntityType:
        assert kind in MANUAL, kind
    for line in re.findall(r"^    (?!reader )(.+)$", MANUAL, re.M):
        assert parse_query(line) != EVERYTHING
    assert len(REFUSED) > 5
