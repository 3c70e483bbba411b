"""Rows that are fetched by the page."""

from array import array
from collections.abc import Sequence

import pytest

from reader.domain.entry import Entry
from reader.domain.scrub import SafeText
from reader.services.rows import Rows

PAGE = 64


def make(number: int) -> Entry:
    return Entry(f"id{number}", (f"/{number}.md",), SafeText(f"Briefing {number}"))


class Source:
    """Has rows, and notes which are fetched."""

    def __init__(self, count: int) -> None:
        self.present = {number: make(number) for number in range(count)}
        self.fetched: list[int] = []
        self.rows = Rows(array("q", range(count)), self.fetch, self.locate)

    def fetch(self, numbers: Sequence[int]) -> Sequence[tuple[int, Entry]]:
        self.fetched.append(len(numbers))
        # The index gives them in an order of its own.
        return [(number, self.present[number]) for number in reversed(numbers) if number in self.present]

    def locate(self, entry_id: str) -> int | None:
        return int(entry_id[2:]) if entry_id.startswith("id") else None


def test_only_the_pages_that_are_looked_at_are_fetched() -> None:
    source = Source(1_000)
    assert len(source.rows) == 1_000
    assert source.fetched == []
    assert [source.rows[at].title for at in (0, 63, 64, 999, -1)] == [
        "Briefing 0", "Briefing 63", "Briefing 64", "Briefing 999", "Briefing 999",
    ]  # fmt: skip
    assert source.fetched == [PAGE, PAGE, 1_000 % PAGE]


def test_an_index_out_of_bounds_is_an_error() -> None:
    for at in (3, -4):
        with pytest.raises(IndexError):
            Source(3).rows[at]
    with pytest.raises(IndexError):
        Source(0).rows[0]


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 300])
def test_all_of_them_come_in_order(count: int) -> None:
    source = Source(count)
    assert list(source.rows) == [make(number) for number in range(count)]
    assert source.rows == source.rows
    assert [entry.id for entry in reversed(source.rows)] == [f"id{number}" for number in reversed(range(count))]


def test_a_part_of_them_is_rows_too() -> None:
    source = Source(200)
    part = source.rows[100:103]
    assert [entry.id for entry in part] == ["id100", "id101", "id102"]
    assert isinstance(part, Rows)
    assert part.position("id101") == 1
    assert part.position("id5") is None


def test_old_pages_are_forgotten_and_fetched_again() -> None:
    source = Source(70 * PAGE)
    for at in range(0, 70 * PAGE, PAGE):
        assert source.rows[at].id == f"id{at}"
    before = len(source.fetched)
    assert source.rows[69 * PAGE].id == f"id{69 * PAGE}"
    assert len(source.fetched) == before
    assert source.rows[0].id == "id0"
    assert len(source.fetched) == before + 1


def test_where_a_row_stands() -> None:
    source = Source(500)
    assert source.rows.position("id300") == 300
    assert source.fetched == []
    assert source.rows[70].id == "id70"
    assert source.rows.position("id70") == 70
    assert source.rows.position("id500") is None
    assert source.rows.position("other") is None


def test_rows_that_went_say_so_and_keep_their_place() -> None:
    source = Source(100)
    del source.present[1]
    assert [source.rows[at].failure for at in range(3)] == [None, "is no longer there", None]
    assert len(list(source.rows)) == 100
    assert len({entry.id for entry in source.rows}) == 100


@pytest.mark.parametrize(("total", "kept", "fetched"), [(10, 10, 0), (200, 128, 0), (200, 100, 1), (128, 128, 0)])
def test_rows_that_are_known_are_not_fetched(total: int, kept: int, fetched: int) -> None:
    source = Source(total)
    source.rows.keep([make(number) for number in range(kept)])
    for at in range(kept):
        assert source.rows[at] == make(at)
    assert len(source.fetched) == fetched
    assert list(source.rows) == [make(number) for number in range(total)]


def test_rows_in_memory() -> None:
    entries = [make(number) for number in (3, 1, 2)]
    rows = Rows.of(entries)
    assert list(rows) == entries
    assert (rows.position("id2"), rows.position("id9")) == (2, None)
    assert list(Rows.of([])) == []
