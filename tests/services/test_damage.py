"""Whatever stands where the index should be: the library lists and searches, says what is wrong, touches no more."""

import ctypes
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from reader.domain.query import parse_query
from reader.services.ingest import rebuild_index
from reader.services.library import BriefingCache, Library
from reader.storage.errors import IndexDamaged, IndexUnusable
from reader.storage.index.database import Database
from reader.storage.index.schema import APPLICATION, STAMP, STAMP_UNIT
from tests.services.fakes import make_lists
from tests.services.indexes import QUERIES, TODAY, check_soundness, differences, index_afresh, read_index
from tests.services.test_ingest import fill

PAGE = 4096
BRIEFINGS = 25
LISTS = make_lists()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / "library", BRIEFINGS)
    return tmp_path / "library"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index.sqlite3"


def open_library(folder: Path, index: Path) -> Library:
    library = Library([folder], index=index, cache=BriefingCache(0))
    library.look_for(LISTS)
    return library


@pytest.fixture
def sound(folder: Path, index: Path) -> bytes:
    """The bytes of a sound index."""
    library = open_library(folder, index)
    library.update()
    library.database.connect().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    library.database.close()
    for path in index.parent.glob("index.sqlite3-*"):
        path.unlink()
    return index.read_bytes()


@pytest.fixture
def expected(folder: Path) -> dict[str, Any]:
    return read_index(index_afresh([folder], LISTS))


def put(index: Path, data: bytes) -> None:
    for path in index.parent.glob("index.sqlite3*"):
        path.unlink()
    index.write_bytes(data)


def ask(library: Library) -> dict[str, list[str]]:
    library.update()
    return {query: [row.id for row in library.select(parse_query(query), TODAY)] for query in QUERIES}


def list_files(folder: Path) -> Mapping[str, bytes]:
    """Every file but those of the index."""
    return {
        str(path): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("index.sqlite3")
    }


def make_foreign(path: Path, application: int, stamp: int) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks(address TEXT)")
        connection.execute("INSERT INTO bookmarks VALUES ('https://example.org')")
        connection.execute(f"PRAGMA application_id = {application}")
        connection.execute(f"PRAGMA user_version = {stamp}")
    connection.close()


def _nothing(path: Path) -> None:
    return None


def _garbage(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(10 * PAGE))


@pytest.mark.parametrize(
    ("make", "notice"),
    [
        pytest.param(_nothing, "", id="nothing"),
        pytest.param(lambda path: path.write_bytes(b""), "", id="an empty file"),
        pytest.param(_garbage, "the index was made anew: file is not a database", id="garbage"),
        pytest.param(
            lambda path: path.write_text("# Notes\n" * 999), "the index was made anew: file is not a", id="a text"
        ),
        pytest.param(
            lambda path: make_foreign(path, 0, 0), "the index was made anew: the file was another", id="foreign"
        ),
        pytest.param(
            lambda path: make_foreign(path, 7, STAMP),
            "the index was made anew: the file was another",
            id="foreign, with our version",
        ),
        pytest.param(
            lambda path: make_foreign(path, APPLICATION, STAMP + 5 * STAMP_UNIT),
            "the index was made anew: it was a newer version's",
            id="newer",
        ),
        pytest.param(lambda path: make_foreign(path, APPLICATION, STAMP - STAMP_UNIT), "", id="older"),
        pytest.param(
            lambda path: make_foreign(path, APPLICATION, STAMP), "the index was made anew: the index is", id="no tables"
        ),
    ],
)
def test_another_file_in_its_place_is_made_anew(
    folder: Path, index: Path, tmp_path: Path, expected: dict[str, Any], make: Callable[[Path], object], notice: str
) -> None:
    index.parent.mkdir()
    (index.parent / "another.sqlite3").write_bytes(b"not ours")
    make(index)
    before = list_files(tmp_path)
    library = open_library(folder, index)
    assert ask(library) == expected["answers"]
    assert library.notice.startswith(notice)
    assert bool(library.notice) is bool(notice)
    assert list_files(tmp_path) == before
    again = open_library(folder, index)
    assert differences(read_index(again), expected) == {}
    assert again.notice == ""
    check_soundness(again.database)


@pytest.mark.parametrize("make", ["directory", "file for folder"])
def test_where_no_file_can_be_made_it_is_done_in_memory(
    folder: Path, index: Path, tmp_path: Path, expected: dict[str, Any], make: str
) -> None:
    if make == "directory":
        index.mkdir(parents=True)
        (index / "kept").write_text("kept")
    else:
        index.parent.write_text("a file")
    before = list_files(tmp_path)
    library = open_library(folder, index)
    assert ask(library) == expected["answers"]
    assert differences(read_index(library), expected) == {}
    assert library.notice.startswith(f"no index is kept: {index}: ")
    assert library.database.is_in_memory
    assert list_files(tmp_path) == before


@pytest.mark.parametrize("part", [0.001, 0.1, 0.5, 0.9])
def test_a_file_that_was_cut_off_is_made_anew(
    folder: Path, index: Path, sound: bytes, expected: dict[str, Any], part: float
) -> None:
    put(index, sound[: int(len(sound) * part)])
    library = open_library(folder, index)
    assert ask(library) == expected["answers"]
    assert differences(read_index(library), expected) == {}
    assert library.notice.startswith("the index was made anew: ")


@pytest.mark.parametrize("kind", ["zeros", "noise"])
def test_whichever_page_is_lost_the_answers_are_right(
    folder: Path, index: Path, sound: bytes, expected: dict[str, Any], tmp_path: Path, kind: str
) -> None:
    before = list_files(tmp_path)
    rng = random.Random(kind)
    noticed = 0
    for start in range(0, len(sound), PAGE):
        page = bytes(PAGE) if kind == "zeros" else rng.randbytes(PAGE)
        put(index, sound[:start] + page + sound[start + PAGE :])
        library = open_library(folder, index)
        assert ask(library) == expected["answers"], start // PAGE
        rows = list(library.rows())
        assert rows == expected["rows"]
        assert all(library.remembered(row) is not None for row in rows)
        assert library.find_entity("nvidia") is not None
        noticed += library.notice.startswith("the index was made anew: ")
        library.database.close()
    assert noticed > len(sound) / PAGE / 2
    assert list_files(tmp_path) == before


def test_damage_is_never_another_error(folder: Path, index: Path, sound: bytes) -> None:
    rng = random.Random(7)
    for _ in range(150):
        data = bytearray(sound)
        for _ in range(rng.choice((1, 10, 100))):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        put(index, bytes(data))
        library = open_library(folder, index)
        ask(library)
        for row in library.rows():
            library.remembered(row)
        library.database.close()


def test_a_file_that_is_locked_is_not_thrown_away(
    folder: Path, index: Path, sound: bytes, expected: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.storage.index.database._PATIENCE", 0.05)
    put(index, sound)
    (folder / "0000.md").write_text("# Issue 0\n\nChanged.\n")
    inode = index.stat().st_ino
    other = sqlite3.connect(index, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("BEGIN IMMEDIATE")
    library = open_library(folder, index)
    assert len(library.load()) == BRIEFINGS
    assert [row.words for row in library.select(parse_query("changed"), TODAY)] == [3]
    assert library.notice.startswith(f"no index is kept: {index}: ")
    assert "locked" in library.notice
    other.execute("ROLLBACK")
    other.close()
    assert index.stat().st_ino == inode
    again = open_library(folder, index)
    assert differences(read_index(again), expected) == {}
    again.update()
    assert differences(read_index(again), read_index(index_afresh([folder], LISTS))) == {}


def test_an_index_that_another_process_made_anew_is_the_one_that_is_asked(folder: Path, index: Path) -> None:
    one, other = open_library(folder, index), open_library(folder, index)
    one.update()
    assert len(other.rows()) == BRIEFINGS
    one.database.rebuild("for the test")
    assert len(one.rows()) == BRIEFINGS, "who has brought it up to date once does so again"
    assert len(other.rows()) == BRIEFINGS
    fill(folder, 3, BRIEFINGS)
    one.update()
    assert len(other.rows()) == len(one.rows()) == BRIEFINGS + 3


def test_who_reads_while_an_index_is_made_anew_has_the_one_before_or_the_other(folder: Path, index: Path) -> None:
    library, lists = open_library(folder, index), LISTS
    library.update()
    seen: list[int] = []
    report = rebuild_index([folder], library.database, lists, lambda _: seen.append(len(library.rows())))
    assert (report.added, set(seen)) == (BRIEFINGS, {BRIEFINGS})
    before = library.version
    fill(folder, 3, BRIEFINGS)
    other = open_library(folder, index)
    assert rebuild_index([folder], other.database, lists).added == BRIEFINGS + 3
    assert library.version > before
    assert len(library.rows()) == BRIEFINGS + 3
    assert differences(read_index(library), read_index(index_afresh([folder], lists))) == {}
    check_soundness(library.database)
    assert sorted(path.name for path in index.parent.glob("*.new*")) == []


def test_what_is_made_anew_and_not_finished_takes_no_place(folder: Path, index: Path) -> None:
    library = open_library(folder, index)
    library.update()
    report = rebuild_index([folder], library.database, LISTS, should_stop=lambda: True)
    assert not report.is_complete
    assert len(library.rows()) == BRIEFINGS
    assert sorted(path.name for path in index.parent.glob("*.new*")) == []


def test_making_anew_heals_what_is_damaged(folder: Path, index: Path, expected: dict[str, Any]) -> None:
    open_library(folder, index).update()
    for at in range(3):
        size = index.stat().st_size
        with index.open("r+b") as file:
            file.seek((0, 4096, size // 2)[at])
            file.write(b"\xff" * 8192)
        library = open_library(folder, index)
        rebuild_index([folder], library.database, LISTS)
        assert differences(read_index(library), expected) == {}
        check_soundness(library.database)


def test_an_index_may_be_deleted_at_any_moment(folder: Path, index: Path, expected: dict[str, Any]) -> None:
    library = open_library(folder, index)
    library.update()
    for path in index.parent.glob("index.sqlite3*"):
        path.unlink()
    assert [row.id for row in library.rows()] == [row.id for row in expected["rows"]]
    again = open_library(folder, index)
    assert ask(again) == expected["answers"]
    assert differences(read_index(again), expected) == {}


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("SELECT * FROM nowhere", IndexDamaged),
        ("SELECT )", IndexUnusable),
        ("SELECT " + "(" * 1_500 + "1" + ")" * 1_500, IndexUnusable),
    ],
)
def test_a_question_that_is_too_much_is_no_damage(message: str, kind: type[Exception]) -> None:
    with pytest.raises(IndexUnusable) as caught:
        Database(None).ask(message)
    assert type(caught.value) is kind


# In processes of their own.


def run(
    folder: Path, home: Path, *words: str, before: Callable[[], None] | None = None
) -> "subprocess.CompletedProcess[str]":
    environ = os.environ | {"BRIEFING_READER_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    line = [sys.executable, "-m", "reader", "--library", str(folder), *words]
    return subprocess.run(line, env=environ, capture_output=True, text=True, preexec_fn=before, timeout=100)


def obey_permissions() -> None:
    """Let nobody, not even root, write where that is forbidden."""
    drop_from_bounding_set, may_override = 24, 1
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(drop_from_bounding_set, may_override, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="takes away a privilege as Linux does")
@pytest.mark.parametrize("has_index", [False, True])
def test_a_cache_folder_that_cannot_be_written(folder: Path, tmp_path: Path, has_index: bool) -> None:
    home = tmp_path / "home"
    (home / "cache").mkdir(parents=True)
    if has_index:
        assert run(folder, home, "index").returncode == 0
    files = list_files(home)
    (home / "cache").chmod(0o500)
    try:
        done = run(folder, home, "list", "nvidia", "--json", before=obey_permissions)
    finally:
        (home / "cache").chmod(0o700)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) == BRIEFINGS
    assert done.stderr.startswith(f"reader: notice: no index is kept: {home / 'cache'}")
    assert done.stderr.count("\n") == 1
    assert list_files(home) == files


@pytest.mark.parametrize("limit", [0, 4_096, 100_000])
def test_a_full_disk_is_told_and_the_index_before_is_not_lost(folder: Path, tmp_path: Path, limit: int) -> None:
    home = tmp_path / "home"
    assert run(folder, home, "index").returncode == 0
    fill(folder, 400, BRIEFINGS)

    def fill_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = run(folder, home, "search", "wafers", "--json", before=fill_disk)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) == BRIEFINGS + 400
    assert "reader: notice: no index is kept: " in done.stderr
    assert "Traceback" not in done.stderr
    done = run(folder, home, "list", "wafers", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)) == BRIEFINGS + 400
    found = Database(next((home / "cache").glob("index-*.sqlite3")))
    assert found.ask("SELECT count(*) FROM briefings") == [(BRIEFINGS + 400,)]
    check_soundness(found)
