"""Which decisions an index knows, and what becomes stale when they change."""

from pathlib import Path

import pytest

from reader.services.ingest import update_index
from reader.services.library import Library
from reader.services.preparing import name_texts
from reader.storage.index.deciding import Decided, Decider, Search, Superseded, find_search
from reader.storage.index.reading import Reader
from reader.storage.index.writing import Writer
from tests.services.fakes import make_lists

OLD, NEW = Decided(), Decided("new", "what is new")
TEXTS = {"a": "Nvidia waits.", "b": "Taiwan waits.", "c": "Nvidiana sings.", "d": "力積電廠 and H100s."}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Four briefings, named."""
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.md").write_text(f"# {name}\n\n{text}\n")
    library = Library([tmp_path])
    update_index(library.roots, library.database, make_lists())
    return library


def titles(library: Library, numbers: list[int]) -> set[str]:
    return {entry.title for _, entry in Reader(library.database).describe(numbers)}


@pytest.mark.parametrize(
    ("name", "found"),
    [("NVIDIA", {"a", "c"}), ("waits", {"a", "b"}), ("積電", {"d"}), ("H100", {"d"}), ("Nvidia Taiwan", set())],
)
def test_texts_are_found_by_the_words_in_them(library: Library, name: str, found: set[str]) -> None:
    search = find_search(name)
    assert search is not None
    assert titles(library, Decider(library.database, "fake").change(OLD, NEW, Search([search]))) == found


def test_signs_are_no_questions(library: Library) -> None:
    for name in ('a"b', "a*", "a AND", "a OR b", "NEAR(a b)", "a:b", "C++", "a'b", "^a", "-a"):
        search = find_search(name)
        assert search is not None
        assert Decider(library.database, "fake").count(Search([search])) <= len(TEXTS)
    assert find_search("***") is None


def test_only_texts_that_fit_become_stale(library: Library) -> None:
    decider, reader = Decider(library.database, "fake"), Reader(library.database)
    search = Search([find_search("nvidia") or ""], lambda body: "Nvidia " in body)
    assert titles(library, decider.change(OLD, NEW, search)) == {"a"}
    assert decider.read() == NEW
    assert titles(library, list(reader.list_stale("fake/new"))) == {"a"}
    assert reader.count_stale("fake") == len(TEXTS)
    assert reader.count_stale("other/new") == len(TEXTS)


def test_all_texts_become_stale_where_nothing_can_be_searched(library: Library) -> None:
    assert len(Decider(library.database, "fake").change(OLD, NEW, Search(None))) == len(TEXTS)


def test_who_knows_too_little_changes_nothing(library: Library) -> None:
    decider = Decider(library.database, "fake")
    decider.change(OLD, NEW, Search([]))
    with pytest.raises(Superseded):
        decider.change(OLD, Decided("third", "3"), Search(None))
    assert decider.read() == NEW
    assert Reader(library.database).count_stale("fake/new") == 0


def test_names_that_were_found_with_other_decisions_have_to_be_found_again(library: Library) -> None:
    """As by a process that began before the change."""
    decider, reader = Decider(library.database, "fake"), Reader(library.database)
    (number,) = decider.change(OLD, NEW, Search([find_search("taiwan") or ""]))
    texts = reader.pack_texts([number], "fake/new")
    Writer(library.database).put_names(name_texts(texts, make_lists()))
    assert list(reader.list_stale("fake/new")) == [number]
    Writer(library.database).put_names(name_texts(texts, make_lists(word="fake/new")))
    assert list(reader.list_stale("fake/new")) == []
    assert reader.mentions(texts[0][0], "fake/new") is not None
    assert reader.mentions(texts[0][0], "fake") is None


def test_what_another_process_has_done_is_not_done_again(library: Library) -> None:
    decider, reader = Decider(library.database, "fake"), Reader(library.database)
    numbers = decider.change(OLD, NEW, Search(None))
    texts = reader.pack_texts(numbers, "fake/new")
    assert len(texts) == len(TEXTS)
    Writer(library.database).put_names(name_texts(texts[:1], make_lists(word="fake/new")))
    assert reader.pack_texts(numbers, "fake/new") == texts[1:]
    assert reader.pack_texts(numbers, "fake") == texts, "with other decisions all is to be done"


def test_what_was_found_with_other_packs_has_to_be_found_again(library: Library) -> None:
    """Only those who have these packs could tell what a decision changes there."""
    Decider(library.database, "other").change(OLD, NEW, Search([]))
    assert Reader(library.database).count_stale("fake/new") == len(TEXTS)
