"""Single questions about rows and names."""

import os
from collections.abc import Sequence

import pytest

from reader.domain.entity import Entity, EntityType
from reader.domain.scrub import SafeText
from reader.storage.index.database import Database
from reader.storage.index.parcels import NamedEntity, Names, Parcel, Source
from reader.storage.index.reading import Reader
from reader.storage.index.writing import Writer

TSMC = Entity(SafeText("TSMC"), EntityType.COMPANY)
LISTS = "lists"


def make(number: str, path: str = "", names: Sequence[NamedEntity] = (), **facts: str) -> Parcel:
    source = Source((path or f"/{number}.md").encode(), b"/", b"1")
    title, series = facts.get("title", "T"), facts.get("series")
    return Parcel(
        source,
        number.ljust(16, "0"),
        title,
        series,
        facts.get("label"),
        spread=(title, series or "", ""),
        names=Names(b"", tuple(names), LISTS),
    )


def named(name: str, kind: str, count: int, *forms: str) -> NamedEntity:
    return NamedEntity(name, kind, count, forms or (name,))


def reader_of(*parcels: Parcel) -> Reader:
    database = Database(None)
    Writer(database).put(parcels)
    return Reader(database)


def test_an_id_is_found_by_its_beginning() -> None:
    reader = reader_of(make("abcd1"), make("abcd2"), make("abce"))
    assert sorted(reader.find_prefix("abc")) == ["abcd100000000000", "abcd200000000000"]
    assert reader.find_prefix("abce") == ["abce000000000000"]
    assert reader.find_prefix("b") == reader.find_prefix("%") == reader.find_prefix("'") == []


@pytest.mark.parametrize(
    ("ids", "width"),
    [([], 4), (["a"], 4), (["abcdef0123", "abcdef0199"], 9), (["1", "2"], 4), (["f" * 15 + "0", "f" * 16], 16)],
)
def test_as_many_digits_as_tell_ids_apart(ids: list[str], width: int) -> None:
    assert reader_of(*map(make, ids)).id_width() == width


def test_an_issue_is_found_by_series_label_and_title() -> None:
    reader = reader_of(
        make("a", series="S", label="L", title="T"), make("b", series="S", title="T"), make("c", label="L", title="T")
    )
    assert reader.find_issue("S", "L", "T") == ["a000000000000000"]
    assert reader.find_issue("S", None, "T") == ["b000000000000000"]
    assert reader.find_issue("S", "L", None) == ["a000000000000000"]
    assert reader.find_issue(None, None, "T") == []


def test_a_name_means_its_owner_before_who_is_only_called_so() -> None:
    reader = reader_of(
        make("a", names=[named("Samsung", "company", 1), named("Samsung Electronics", "company", 9, "Samsung")]),
        make("b", names=[named("SEC", "organization", 1), named("Samsung Electronics", "company", 1, "SEC")]),
    )
    for name, expected in (("samsung", "Samsung"), ("sec", "SEC"), (" samsung  ELECTRONICS", "Samsung Electronics")):
        found = reader.find_entity(name)
        assert found is not None
        assert found.name == expected
    assert reader.find_entity("elec") is None


def test_of_several_with_one_name_the_most_named_is_meant() -> None:
    reader = reader_of(make("a", names=[named("TSMC", "company", 2), named("TSMC", "", 3)]))
    assert reader.find_entity("TSMC") == Entity(SafeText("TSMC"), None)
    assert reader.totals([TSMC, Entity(SafeText("TSMC")), Entity(SafeText("Other"))]) == {
        TSMC: 2,
        Entity(SafeText("TSMC")): 3,
    }


def test_a_path_is_found_as_the_file_system_knows_it() -> None:
    path = "/caf\udce9.md"
    database = Database(None)
    Writer(database).put([Parcel(Source(os.fsencode(path), b"/", b"1"), "a" * 16, "T")])
    found = Reader(database).find_path(path)
    assert found is not None
    assert found.paths == (path,)
    assert Reader(database).find_path("/café.md") is None


def test_what_waits_for_names_is_counted() -> None:
    reader = reader_of(make("a"), make("b"))
    assert (reader.count_stale(LISTS), reader.count_stale("others")) == (0, 2)
    assert len(reader.list_stale("others")) == 2
    assert (reader.count(), reader.count_readable()) == (2, 2)


def test_the_version_grows_with_every_change() -> None:
    database = Database(None)
    reader, writer = Reader(database), Writer(database)
    seen = [reader.version]
    writer.put([make("a")])
    seen.append(reader.version)
    writer.remove([b"/a.md"])
    seen.append(reader.version)
    assert seen == sorted(set(seen))
