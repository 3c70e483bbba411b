"""What the index answers is what the meaning of queries says, record by record."""

import gc
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.domain.briefing import Briefing, Metadata
from reader.domain.query import parse_query, print_query
from reader.domain.query_evaluation import Named, compile_query, fits_name
from reader.domain.query_nodes import InField, Query
from reader.domain.scrub import SafeText
from reader.storage.index.database import Database
from reader.storage.index.reading import ORDERS, Reader
from reader.storage.index.selecting import Marks, Selector
from reader.storage.index.writing import Writer
from tests.storage.index.worlds import (
    OTHER_NAMES,
    TODAY,
    Member,
    MemoryRecord,
    collect_forms,
    libraries,
    queries_from,
)


class Index:
    """An index of some members."""

    def __init__(self, members: Sequence[Member], path: Path | None = None) -> None:
        self.members = list(members)
        self.database = Database(path)
        Writer(self.database).put([member.parcel for member in members])
        self.reader = Reader(self.database)
        self.selector = Selector(self.database, self, list_other_names)
        self.asked = 0

    def generation(self) -> object:
        return tuple(member.marks for member in self.members)

    def marks(self) -> Iterator[Marks]:
        self.asked += 1
        return iter([member.marks for member in self.members])

    def ask(self, query: Query | str) -> list[str]:
        """The answer by date."""
        return self.ask_all(query)[0]

    def ask_all(self, query: Query | str) -> list[list[str]]:
        """The answer in every order."""
        parsed = parse_query(query) if isinstance(query, str) else query
        answers = []
        for order in ORDERS:
            everything = self.reader.list_numbers(order)
            numbers = self.selector.select(parsed, TODAY, order, lambda numbers=everything: numbers)  # type: ignore[misc]
            rows = dict(self.reader.describe(numbers))
            answers.append([rows[number].id for number in numbers])
        return answers


def list_other_names(condition: InField) -> Iterable[str]:
    return [name for name, forms in OTHER_NAMES.items() if fits_name(condition, Named(forms))]


def evaluate(members: Sequence[Member], query: Query) -> set[str]:
    """The same answer, without an index."""
    forms, test = collect_forms(members), compile_query(query, TODAY)
    return {member.briefing.id for member in members if test(MemoryRecord(member, forms))}


def make(text: str, title: str = "T", number: int = 0, tags: tuple[str, ...] = ()) -> Member:
    """A member of a few words."""
    name = f"{number:016x}"
    briefing = Briefing(name, SafeText(text), (), (), (), Metadata(SafeText(title)), len(text.split()))
    return Member(briefing, (), Marks(name, False, False, 0, 0, tags))


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_index_answers_as_the_meaning_says(data: st.DataObject) -> None:
    members = data.draw(libraries(), label="library")
    index = Index(members)
    everything = index.ask_all("")
    for query in data.draw(st.lists(queries_from(members), min_size=6, max_size=6), label="queries"):
        for found, all_rows in zip(index.ask_all(query), everything, strict=True):
            assert set(found) == evaluate(members, query), print_query(query)
            assert found == [number for number in all_rows if number in found]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("HBM-supply", '"hbm supply"', True),
        ("hbm, supply", '"hbm supply"', True),
        ("hbm\n\nsupply", '"hbm supply"', True),
        ("hbm_supply", '"hbm supply"', True),
        ("hbm 4 supply", '"hbm supply"', False),
        ("HBMsupply", '"hbm supply"', False),
        ("AI🤖news", "news", True),
        ("AI\u1ab0news", "news", True),
        ("x\ue000news", "news", True),
        ("Straße", "strasse", True),
        ("STRASSE", "straße", True),
        ("İstanbul", "istanbul", True),
        ("Łódź", "lodz", True),
        ("cafe\u0301", "café", True),
        ("C++ and C", "c++", True),
        ("C and D", "c++", False),
        ("US$70 billion", "$70", True),
        ("70 billion", "$70", False),
        ("foo_bar", "bar", True),
        ("subfoo", "foo", False),
        ("foobar", "foo", True),
        ("foobar", '"foo"', False),
        ("台積電公司", "積電", True),
        ("台積", "積電", False),
        ("台積。電", "積電", False),
        ("台", "台", True),
        ("次のHBMは", "hbm", True),
        ("次のHBMは", '"hbm"', True),
        ("次のHBMは", "のhbm", True),
        ("HBMの次", "のhbm", False),
        ("한국의", "한국", True),
        ("กันน", "กิน", False),
        ("กินข้าว", "กิน", True),
        ("น้ำ", "นำ", False),
        ("हिन्दी", "हिन्दी", True),
        ("हिंदी", "हिन्दी", False),
        ("Москва", "МОСК", True),
        ("nothing", "🤖", False),
        ("a 🤖", "🤖", True),
    ],
)
def test_words_of_many_scripts(text: str, query: str, expected: bool) -> None:
    member = make(text)
    assert bool(evaluate([member], parse_query(query))) is expected
    assert bool(Index([member]).ask(query)) is expected


def nest(core: str, around: str, times: int) -> str:
    """A query within a query, and so on."""
    for _ in range(times):
        core = around.format(core)
    return core


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(" OR ".join(f"w{number}" for number in range(2_000)) + " OR hbm", id="many words"),
        pytest.param("hbm " + " ".join(f"-w{number}" for number in range(2_000)), id="many words not"),
        pytest.param(" ".join(f"-w{number}" for number in range(2_000)), id="nothing but not"),
        pytest.param(" OR ".join(f"tag:w{number}" for number in range(2_000)) + " OR tag:x", id="many tags"),
        pytest.param(" ".join(f"-tag:w{number}" for number in range(2_000)) + " tag:x", id="many tags not"),
        pytest.param("-" * 50 + "tag:x", id="fifty minus signs"),
        pytest.param("-" * 49 + "hbm", id="forty-nine minus signs"),
        pytest.param("(" * 50 + "hbm" + ")" * 50, id="fifty parentheses"),
        pytest.param(nest("hbm", "w OR (nvidia ({}))", 24), id="nested words"),
        pytest.param(nest("tag:x", "tag:y OR -(tag:z -({}))", 12), id="nested tags"),
    ],
)
def test_a_query_as_long_and_deep_as_may_be_is_answered(query: str) -> None:
    members = [make("nvidia hbm", number=1, tags=("x",)), make("nvidia", number=2), make("hbm", number=3, tags=("z",))]
    assert set(Index(members).ask(query)) == evaluate(members, parse_query(query))


def test_what_says_most_comes_first_and_nothing_is_lost() -> None:
    members = [make("hbm " * count + "filler " * 20, number=count) for count in range(1, 6)]
    index = Index(members)
    query = parse_query("hbm -nowhere")
    numbers = index.selector.select(query, TODAY, next(iter(ORDERS)), index.reader.list_numbers)
    rows = dict(index.reader.describe(numbers))
    assert [rows[number].id for number in index.selector.rank(query, numbers)] == [
        f"{count:016x}" for count in (5, 4, 3, 2, 1)
    ]
    assert index.selector.rank(parse_query("tag:x OR hbm"), numbers) == numbers


def test_marks_are_laid_beside_the_index_when_they_have_changed_and_only_then() -> None:
    index = Index([make("one", number=1), make("two", number=2, tags=("hbm",))])
    assert index.ask("tag:hbm") == index.ask("has:tag") == [f"{2:016x}"]
    assert index.asked == 1
    index.members[0] = replace(index.members[0], marks=Marks(f"{1:016x}", True, False, 1, 0, ("HBM",)))
    assert set(index.ask("tag:hbm")) == {f"{1:016x}", f"{2:016x}"}
    assert index.ask("is:started") == index.ask("has:bookmark") == [f"{1:016x}"]
    assert index.asked == 2


def test_each_thread_has_the_marks() -> None:
    index = Index([make("one", number=1, tags=("hbm",))])
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(index.ask("tag:hbm c++ OR tag:hbm"))) for _ in range(4)]
    for thread in threads:
        thread.start()
        thread.join()
    assert found == [[f"{1:016x}"]] * 4


def test_a_thread_that_ends_leaves_no_connection_open(tmp_path: Path) -> None:
    index = Index([make("one c++", tags=("hbm",))], tmp_path / "index.sqlite3")

    def count() -> int:
        gc.collect()
        return sum(isinstance(one, sqlite3.Connection) for one in gc.get_objects())

    before = count()
    for _ in range(5):
        thread = threading.Thread(target=index.ask, args=("c++ subject:x tag:hbm",))
        thread.start()
        thread.join()
    assert count() == before
