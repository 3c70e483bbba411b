"""The head start: what it hands over is what is read without it."""

import os
from pathlib import Path

import pytest

from reader.services.ingest import update_index
from reader.services.library import Library
from reader.services.preload import FEW, SMALL, Preload, Preloaded, list_rows, read_library
from tests.services.test_ingest import fill

CAN_FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index.sqlite3"


def titles(library: Library, loaded: Preloaded) -> list[str]:
    return [entry.title for entry in list_rows(library, loaded)]


@CAN_FORK
@pytest.mark.parametrize("may_fork", [True, False], ids=["child", "alone"])
def test_a_small_library_is_read_whole(folder: Path, index: Path, may_fork: bool) -> None:
    library = Library([folder], index=index)
    loaded = Preload(library, may_fork=may_fork).finish()
    assert loaded.is_complete
    assert titles(library, loaded) == ["Memory Weekly", "Notes on packaging"]
    assert [entry.title for entry in loaded.entries] == ["Memory Weekly", "Notes on packaging"]
    assert loaded.first is not None
    assert loaded.first.metadata.title == "Memory Weekly"
    assert list(library.rows()) == list(list_rows(library, loaded))
    (folder / "w19.md").unlink()
    assert library.briefing(loaded.first.id).text == loaded.first.text


@CAN_FORK
def test_what_takes_long_is_waited_for_only_so_long(folder: Path, index: Path) -> None:
    preload = Preload(Library([folder], index=index))
    loaded = preload.wait(30.0)
    assert loaded is not None
    assert loaded.is_complete
    assert Preload(Library([folder], index=index), may_fork=False).wait(0.0) is None


def test_much_that_is_new_is_left_for_later(tmp_path: Path, index: Path) -> None:
    fill(tmp_path / "many", FEW + 1)
    library = Library([tmp_path / "many"], index=index)
    loaded = read_library(library)
    assert (len(loaded.numbers), loaded.is_complete, loaded.first) == (0, False, None)
    (tmp_path / "many" / "0000.md").unlink()
    loaded = read_library(library)
    assert (len(loaded.numbers), loaded.is_complete) == (FEW, True)


def test_a_large_index_is_shown_as_it_is(tmp_path: Path, index: Path) -> None:
    fill(tmp_path / "many", SMALL + 1)
    library = Library([tmp_path / "many"], index=index)
    update_index(library.roots, library.database)
    (tmp_path / "many" / "new.md").write_text("# New\n\nWords.\n")
    loaded = read_library(library)
    assert (len(loaded.numbers), loaded.is_complete) == (SMALL + 1, False)
    assert len(loaded.entries) == 128
    assert titles(library, loaded) == [entry.title for entry in library.rows()]


@CAN_FORK
@pytest.mark.parametrize("may_fork", [True, False], ids=["child", "alone"])
def test_where_no_index_can_be_kept_the_rows_are_there_all_the_same(folder: Path, index: Path, may_fork: bool) -> None:
    index.mkdir(parents=True)
    library = Library([folder], index=index)
    loaded = Preload(library, may_fork=may_fork).finish()
    assert titles(library, loaded) == ["Memory Weekly", "Notes on packaging"]
    assert "no index is kept" in library.notice


@CAN_FORK
def test_a_damaged_index_is_made_anew(folder: Path, index: Path) -> None:
    index.parent.mkdir()
    index.write_bytes(b"garbage" * 1_000)
    library = Library([folder], index=index)
    assert len(Preload(library).finish().numbers) == 2


@CAN_FORK
def test_the_beginning_of_a_long_file_comes_first(tmp_path: Path, index: Path) -> None:
    long = tmp_path / "long.md"
    long.write_text("# A long one\n\n" + "Some words of a paragraph.\n\n" * 60_000)
    preload = Preload(Library([long], index=index))
    glimpse = preload.finish().glimpse
    assert glimpse is not None
    assert glimpse[0].title == "A long one"
    loaded = preload.finish()
    assert loaded.glimpse is None
    assert loaded.is_complete
    assert loaded.first is not None
    assert len(loaded.first.text) > len(glimpse[1].text)


@CAN_FORK
def test_an_empty_library_has_no_first_briefing(tmp_path: Path, index: Path) -> None:
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "empty" / "pipe.md")
    loaded = Preload(Library([tmp_path / "empty"], index=index)).finish()
    assert (len(loaded.numbers), loaded.first, loaded.is_complete) == (1, None, True)
