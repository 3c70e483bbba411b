"""Orders and headings of a list."""

from array import array
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.order import Order
from reader.paths import find_paths
from reader.services.arranging import Arrangement, arrange
from reader.services.grouping import Group, Grouping, group_by_date, group_by_series
from reader.services.services import Services, open_services
from reader.storage.index.packing import DAY_SHIFT
from tests.libraries import make_library


def write(folder: Path, name: str, text: str, **facts: str) -> None:
    head = "".join(f"{key}: {value}\n" for key, value in facts.items())
    (folder / f"{name}.md").write_text(f"---\n{head}---\n\n{text}\n")


@pytest.fixture
def services(tmp_path: Path) -> Services:
    folder = tmp_path / "library"
    folder.mkdir()
    write(folder, "a", "One hbm.", title="Issue 10", series="Weekly", date="2026-05-09")
    write(folder, "b", "Two of them, hbm and hbm.", title="issue 2", series="Weekly", date="2026-05-02")
    write(folder, "c", "hbm hbm hbm hbm, a long one.", title="Issue 1", series="monthly 10", date="2026-04-30")
    write(folder, "d", "Words.", title="Issue 3", series="Monthly 2")
    write(folder, "e", "Other words, but no such.", title="Alpha", date="2025-12-29")
    services = open_services(find_paths({"BRIEFING_READER_HOME": str(tmp_path / "home")}), [folder])
    services.library.load()
    return services


def titles(services: Services, order: Order, query: str = "") -> list[str]:
    return [entry.title for entry in services.filter_entries(query, order)]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.DATE, ["Issue 10", "issue 2", "Issue 1", "Alpha", "Issue 3"]),
        (Order.TITLE, ["Alpha", "Issue 1", "issue 2", "Issue 3", "Issue 10"]),
        (Order.SERIES, ["Issue 3", "Issue 1", "Issue 10", "issue 2", "Alpha"]),
        (Order.LENGTH, ["Issue 1", "issue 2", "Alpha", "Issue 10", "Issue 3"]),
    ],
)
def test_orders(services: Services, order: Order, expected: list[str]) -> None:
    assert titles(services, order) == expected
    assert titles(services, order, "date:unknown OR -date:unknown") == expected
    assert titles(services, order, "issue") == [title for title in expected if title != "Alpha"]


def test_the_newest_that_fit_are_the_first_of_all_that_fit(tmp_path: Path) -> None:
    make_library(tmp_path / "library", 700)
    services = open_services(find_paths({"BRIEFING_READER_HOME": str(tmp_path / "home")}), [tmp_path / "library"])
    services.library.load()
    for query in ("nvidia", "the", "nvidia -china", "title:taiwan OR tsmc", "tag:memory", "date:unknown", "quxq", ""):
        everything = [entry.id for entry in services.filter_entries(query)]
        for count in (1, 2, 7, 50, 199, 1000):
            assert [entry.id for entry in services.filter_first(query, count)] == everything[:count], (query, count)


def test_what_says_most_comes_first(services: Services) -> None:
    assert titles(services, Order.RELEVANCE, "hbm")[0] == "Issue 1"
    assert sorted(titles(services, Order.RELEVANCE, "hbm")) == ["Issue 1", "Issue 10", "issue 2"]
    assert titles(services, Order.RELEVANCE) == titles(services, Order.DATE)


def test_what_was_never_opened_comes_first(services: Services) -> None:
    newest, second = services.library.rows()[:2]
    services.annotations.mark_opened(newest.id)
    services.annotations.mark_all([second.id], is_read=True)
    found = arrange(services, "", Arrangement(Order.UNREAD, Grouping.NOTHING))
    assert [entry.title for entry in found.rows] == ["Issue 1", "Alpha", "Issue 3", "Issue 10", "issue 2"]
    assert found.groups == (Group("unread", 3), Group("opened or read", 2))
    assert arrange(services, "is:read", Arrangement(Order.UNREAD)).groups == (Group("opened or read", 1),)


@pytest.mark.parametrize(
    ("arrangement", "query", "groups"),
    [
        (Arrangement(), "", [("May 2026", 2), ("April 2026", 1), ("December 2025", 1), ("no date", 1)]),
        (Arrangement(), "hbm", [("May 2026", 2), ("April 2026", 1)]),
        (
            Arrangement(Order.DATE, Grouping.WEEK),
            "",
            [("2026-W19", 1), ("2026-W18", 2), ("2026-W01", 1), ("no date", 1)],
        ),
        (
            Arrangement(Order.SERIES, Grouping.SERIES),
            "",
            [("Monthly 2", 1), ("monthly 10", 1), ("Weekly", 2), ("no series", 1)],
        ),
        (Arrangement(Order.TITLE, Grouping.NOTHING), "", []),
        (Arrangement(), "nothing-here", []),
    ],
)
def test_headings(services: Services, arrangement: Arrangement, query: str, groups: list[tuple[str, int]]) -> None:
    found = arrange(services, query, arrangement)
    assert list(found.groups) == [Group(*group) for group in groups]
    assert found.total == 5
    if groups:
        assert sum(group.size for group in found.groups) == len(found.rows)


days = st.one_of(st.none(), st.dates(), st.dates(date(2025, 12, 20), date(2026, 1, 20)), st.just(date.min))


@given(
    st.lists(st.tuples(days, st.integers(0, 2**32 - 1)), max_size=40), st.sampled_from([Grouping.MONTH, Grouping.WEEK])
)
def test_headings_by_date_are_those_of_the_days(rows: list[tuple[date | None, int]], grouping: Grouping) -> None:
    ordered = sorted(rows, key=lambda row: row[0].toordinal() if row[0] else 0, reverse=True)

    def head(day: date | None) -> str:
        if day is None:
            return "no date"
        year, week, _ = day.isocalendar()
        return f"{day:%B %Y}" if grouping is Grouping.MONTH else f"{year}-W{week:02}"

    expected = [Group(key, len(list(run))) for key, run in groupby(head(day) for day, _ in ordered)]
    numbers = array("q", [((day.toordinal() if day else 0) << DAY_SHIFT) | low for day, low in ordered])
    assert list(group_by_date(numbers, grouping)) == expected


def test_series_are_runs_in_their_order() -> None:
    numbers = array("q", [5, 6, 7, 8])
    assert group_by_series(numbers, {5: "A", 6: "A", 8: "B"}) == (Group("A", 2), Group("no series", 1), Group("B", 1))
    assert group_by_series(array("q"), {}) == ()
