"""The first rows of a large answer: what the whole answer begins with, and how many there are."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from reader.domain.order import Order
from reader.paths import Paths
from reader.services import arranging
from reader.services.arranging import Arrangement, arrange, begin
from reader.services.services import Services, open_services

COUNT = 400


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    folder = tmp_path / "library"
    folder.mkdir()
    for number in range(COUNT):
        day = date(2024, 1, 1) + timedelta(days=number)
        word = "wafers" if number % 2 else "masks"
        (folder / f"{day}.md").write_text(f"# Issue {number}\n\nThey sold {word} and gases.\n")
    monkeypatch.setattr(arranging, "_LARGE", 100)
    monkeypatch.setattr(arranging, "_FIRST", 20)
    services = open_services(Paths(tmp_path / "config", tmp_path / "data", tmp_path / "cache"), [folder])
    services.update(with_names=False)
    return services


@pytest.mark.parametrize("query", ["gases", "waf", "masks OR wafers", '"sold masks"', "gases -wafers"])
def test_they_are_what_the_whole_begins_with(services: Services, query: str) -> None:
    first, whole = begin(services, query, Arrangement()), arrange(services, query, Arrangement())
    assert first is not None
    assert list(first.rows) == list(whole.rows)[:20]
    assert (first.found, first.total) == (len(whole.rows), COUNT)
    assert whole.found == len(whole.rows) in (COUNT, COUNT // 2)
    assert [group.heading for group in first.groups] == [group.heading for group in whole.groups[: len(first.groups)]]


@pytest.mark.parametrize(
    ("query", "order"),
    [("gases", Order.TITLE), ("", Order.DATE), ("is:unread gases", Order.DATE), ("nothing", Order.DATE)],
    ids=["another order", "everything", "marks", "nothing fits"],
)
def test_where_the_whole_is_needed_or_is_as_soon_there_are_none(services: Services, query: str, order: Order) -> None:
    assert begin(services, query, Arrangement(order)) is None


def test_a_small_library_has_none(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arranging, "_LARGE", COUNT + 1)
    assert begin(services, "gases", Arrangement()) is None
