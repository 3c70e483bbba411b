"""The briefings that name something, by page: in the order of time, each once, however they are cut into pages."""

from datetime import date

import pytest

from reader.domain.entity import Entity, EntityType
from reader.domain.scrub import SafeText
from reader.storage.index.database import Database
from reader.storage.index.naming import NamedDay, Naming, NamingReader
from reader.storage.index.packing import DAY_SHIFT, count_day
from reader.storage.index.parcels import NamedEntity, Names, Parcel, Source
from reader.storage.index.reading import Reader
from reader.storage.index.writing import Writer

TSMC = Entity(SafeText("TSMC"), EntityType.COMPANY)
OTHER = Entity(SafeText("Other"))
MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


def _make(number: int, day: date | None, count: int) -> Parcel:
    names = (NamedEntity("TSMC", "company", count, ("TSMC",)),) if count else ()
    source = Source(f"/{number}.md".encode(), b"/", b"1")
    at = count_day(day)
    return Parcel(source, f"{number:08x}".ljust(16, "0"), "T", names=Names(b"", names, "lists"), first=at, last=at)


@pytest.fixture
def reader() -> NamingReader:
    database = Database(None)
    days = [None, MAY, JULY, JUNE, MAY, MAY, None, JUNE]
    Writer(database).put([_make(at, day, at) for at, day in enumerate(days)])
    return NamingReader(Reader(database), database)


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pages_hold_all_in_order_of_time_and_unknown_dates_last(reader: NamingReader, size: int) -> None:
    numbers: list[int] = []
    page = reader.turn_page(TSMC, None, size)
    while page:
        numbers += page
        page = reader.turn_page(TSMC, page[-1], size)
    days = [number >> DAY_SHIFT for number in numbers]
    assert days == [*[MAY.toordinal()] * 3, *[JUNE.toordinal()] * 2, JULY.toordinal(), 0], "the first names nothing"
    assert len(set(numbers)) == len(numbers)


def test_a_page_ends_with_a_day(reader: NamingReader) -> None:
    assert [number >> DAY_SHIFT for number in reader.turn_page(TSMC, None, 1)] == [MAY.toordinal()] * 3


def test_days_are_counted(reader: NamingReader) -> None:
    assert reader.list_days(TSMC) == [
        NamedDay(0, 6, 1),
        NamedDay(MAY.toordinal(), 1 + 4 + 5, 3),
        NamedDay(JUNE.toordinal(), 3 + 7, 2),
        NamedDay(JULY.toordinal(), 2, 1),
    ]
    assert reader.count(TSMC) == Naming(28, 7)


def test_nothing_is_known_of_what_nobody_names(reader: NamingReader) -> None:
    assert reader.count(OTHER) == Naming(0, 0)
    assert reader.list_days(OTHER) == []
    assert not reader.turn_page(OTHER, None, 5)
    assert reader.read_texts((), "lists") == {}
