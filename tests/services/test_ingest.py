"""What an update of the index reads, and what it leaves alone."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reader.domain.briefing import Briefing
from reader.domain.entity import Entity, EntityType
from reader.domain.scrub import SafeText
from reader.importers import briefings
from reader.services.ingest import Ingest, Progress, Report, update_index
from reader.services.library import Library
from reader.storage.index.database import Database
from tests.services.fakes import NVIDIA, TAIWAN, FakeLists, FakeRecogniser, make_lists
from tests.services.indexes import check_soundness, differences, index_afresh, read_index


@pytest.fixture
def lists() -> FakeLists:
    return make_lists()


@pytest.fixture
def index(tmp_path: Path) -> Database:
    return Database(tmp_path / "cache" / "index.sqlite3")


def fill(folder: Path, count: int, start: int = 0) -> None:
    """Write some briefings."""
    folder.mkdir(exist_ok=True)
    for number in range(start, start + count):
        (folder / f"{number:04}.md").write_text(f"# Issue {number}\n\nNvidia told Taiwan about {number} wafers.\n")


@contextmanager
def reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the files that are imported meanwhile, in this process."""
    names: list[str] = []
    import_file = briefings.import_file

    def note(path: str, *rest: int) -> Briefing:
        names.append(Path(path).name)
        return import_file(path, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(briefings, "import_file", note)
        yield names


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.removed, len(report.failed)


def test_only_what_is_new_or_changed_is_read(
    folder: Path, index: Database, lists: FakeLists, monkeypatch: pytest.MonkeyPatch
) -> None:
    def update() -> tuple[list[str], tuple[int, int, int, int]]:
        with reading(monkeypatch) as names:
            report = update_index([folder], index, lists)
        return names, counts(report)

    assert update() == (["notes.md", "w19.md"], (2, 0, 0, 0))
    assert update() == ([], (0, 0, 0, 0))
    (folder / "new.md").write_text("# New\n\nSomething.\n")
    assert update() == (["new.md"], (1, 0, 0, 0))
    (folder / "w19.md").write_text("# Other\n\nSomething else.\n")
    assert update() == (["w19.md"], (0, 1, 0, 0))
    (folder / "new.md").rename(folder / "moved.md")
    assert update() == (["moved.md"], (1, 0, 1, 0))
    (folder / "moved.md").unlink()
    assert update() == ([], (0, 0, 1, 0))
    os.mkfifo(folder / "pipe.md")
    assert update() == (["pipe.md"], (1, 0, 0, 1))
    assert update() == ([], (0, 0, 0, 0))


def test_a_file_that_cannot_be_read_is_told_with_the_reason(folder: Path, index: Database) -> None:
    os.mkfifo(folder / "pipe.md")
    (folder / "broken.md").symlink_to(folder / "nowhere")
    report = update_index([folder], index)
    assert sorted(report.failed) == [
        (str(folder / "broken.md"), "no such file"),
        (str(folder / "pipe.md"), "is a named pipe"),
    ]


def test_a_change_that_keeps_size_and_time_is_seen(
    folder: Path, index: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    update_index([folder], index)
    path = folder / "notes.md"
    before = path.stat()
    path.write_text(path.read_text().replace("CoWoS", "CoPoS"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    with reading(monkeypatch) as names:
        update_index([folder], index)
    assert names == ["notes.md"]


class _Looked:
    """An entry of a folder that notes when its file is looked at."""

    def __init__(self, entry: "os.DirEntry[str]", looked: list[str]) -> None:
        self._entry, self._looked = entry, looked
        self.name, self.path = entry.name, entry.path

    def is_dir(self) -> bool:
        return self._entry.is_dir()

    def stat(self) -> os.stat_result:
        self._looked.append(self.name)
        return self._entry.stat()


def test_a_second_start_looks_once_at_each_file_and_opens_none(
    tmp_path: Path, index: Database, lists: FakeLists, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        fill(tmp_path / name, 30)
    roots = [tmp_path / "one", tmp_path / "two"]
    update_index(roots, index, lists)
    looked: list[str] = []
    opened: list[str] = []
    scandir = os.scandir

    @contextmanager
    def scan(path: str) -> Iterator[Iterator[_Looked]]:
        with scandir(path) as entries:
            yield (_Looked(entry, looked) for entry in entries)

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and is_listening and str(arguments[0]).endswith(".md"):
            opened.append(str(arguments[0]))

    is_listening = True
    sys.addaudithook(note)
    monkeypatch.setattr("reader.services.walk.os.scandir", scan)
    version = index.ask("SELECT value FROM facts")
    report = update_index(roots, Database(tmp_path / "cache" / "index.sqlite3"), lists)
    (tmp_path / "control.md").write_text("the hook hears")
    is_listening = False
    assert counts(report) == (0, 0, 0, 0)
    assert sorted(looked) == sorted(2 * [f"{number:04}.md" for number in range(30)])
    assert opened == [str(tmp_path / "control.md")]
    assert index.ask("SELECT value FROM facts") == version


def test_work_that_was_broken_off_goes_on_where_it_stopped(
    tmp_path: Path, index: Database, lists: FakeLists, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "many", 55)
    stop = False

    def work(mention_limit: int) -> tuple[int, bool]:
        nonlocal stop
        stop = False
        asked = len(lists.recogniser.asked)

        def should_stop() -> bool:
            return len(lists.recogniser.asked) - asked >= mention_limit

        with reading(monkeypatch) as names:
            report = update_index([tmp_path / "many"], index, lists, should_stop=should_stop)
        return len(names), report.is_complete

    assert work(1) == (40, False)
    assert len(index.ask("SELECT 1 FROM briefings")) == 40
    assert work(100) == (15, True)
    assert work(100) == (0, True)
    fresh = index_afresh([tmp_path / "many"], lists)
    library = Library([tmp_path / "many"], index=tmp_path / "cache" / "index.sqlite3")
    assert differences(read_index(library), read_index(fresh)) == {}


def test_told_to_stop_before_it_begins_nothing_is_done(folder: Path, index: Database) -> None:
    update_index([folder], index)
    (folder / "notes.md").unlink()
    report = update_index([folder], index, should_stop=lambda: True)
    assert (counts(report), report.is_complete) == ((0, 0, 0, 0), False)
    assert len(index.ask("SELECT 1 FROM briefings")) == 2


def test_nothing_is_done_where_too_much_is_new(tmp_path: Path, index: Database) -> None:
    fill(tmp_path / "many", 12)
    ingest = Ingest([tmp_path / "many"], index)
    assert not ingest.run(at_most=11).is_complete
    assert index.ask("SELECT count(*) FROM briefings") == [(0,)]
    assert ingest.run(at_most=12).is_complete
    assert index.ask("SELECT count(*) FROM briefings") == [(12,)]


def test_progress_counts_files_then_names(tmp_path: Path, index: Database, lists: FakeLists) -> None:
    fill(tmp_path / "many", 50)
    told: list[Progress] = []
    update_index([tmp_path / "many"], index, None, told.append)
    assert told[-1] == Progress(50, 50)
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
    told.clear()
    update_index([tmp_path / "many"], index, lists, told.append)
    assert told[-1] == Progress(50, 50, is_naming=True)
    assert all(progress.is_naming for progress in told)


# Names.


def sums(library: Library) -> dict[Entity, int]:
    """The mentions of all briefings, counted."""
    found: dict[Entity, int] = {}
    for row in library.rows():
        briefing = library.remembered(row)
        for mention in (briefing and library.recall(briefing, "fake")) or ():
            found[mention.entity] = found.get(mention.entity, 0) + 1
    return found


def test_totals_are_the_sums_of_the_mentions_through_every_change(folder: Path, index: Database) -> None:
    library, lists = Library([folder]), make_lists()

    def check(taiwan: int, nvidia: int) -> None:
        update_index(library.roots, library.database, lists)
        expected = {entity: count for entity, count in ((TAIWAN, taiwan), (NVIDIA, nvidia)) if count}
        totals = library.totals([TAIWAN, NVIDIA])
        assert {entity: count for entity, count in totals.items() if count} == expected
        assert {entity: count for entity, count in sums(library).items() if entity in (TAIWAN, NVIDIA)} == expected

    check(1, 1)
    (folder / "more.md").write_text("Taiwan, Taiwan and Nvidia.")
    check(3, 2)
    shutil.copy(folder / "more.md", folder / "copy.md")
    check(3, 2)
    (folder / "more.md").unlink()
    check(3, 2)
    (folder / "copy.md").write_text("Nvidia.")
    check(1, 2)
    for path in folder.iterdir():
        path.unlink()
    check(0, 0)


def test_other_lists_are_looked_through_without_reading_a_file_again(
    folder: Path, index: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library([folder])
    update_index(library.roots, library.database, make_lists())
    micron = Entity(SafeText("CoWoS"), EntityType.TECHNOLOGY)
    other = make_lists({"CoWoS": micron, "Taiwan": TAIWAN}, "fake, changed")
    with reading(monkeypatch) as names:
        update_index(library.roots, library.database, other)
    assert names == []
    assert len(other.recogniser.asked) == 2
    assert library.totals([micron, TAIWAN, NVIDIA]) == {micron: 1, TAIWAN: 1, NVIDIA: 0}
    assert library.find_entity("Nvidia") is None
    again = make_lists({}, "fake, changed")
    update_index(library.roots, library.database, again)
    assert again.recogniser.asked == []


def test_names_are_found_later_where_they_were_not_asked_for(folder: Path, index: Database) -> None:
    library = Library([folder])
    library.load()
    assert library.find_entity("Nvidia") is None
    lists = make_lists()
    update_index(library.roots, library.database, lists)
    assert library.find_entity("nvidia") == NVIDIA
    fresh = index_afresh([folder], make_lists())
    assert differences(read_index(library), read_index(fresh)) == {}


# Worker processes.


class _Dying(FakeRecogniser):
    """Cannot bear a worker process."""

    def recognise(self, briefing: Briefing) -> "tuple[object, ...]":  # type: ignore[override]
        import multiprocessing

        if multiprocessing.parent_process() is not None:
            os._exit(3)
        return super().recognise(briefing)


@pytest.mark.parametrize("make", [FakeRecogniser, _Dying], ids=["sound", "dying"])
def test_worker_processes_say_what_one_process_says(
    tmp_path: Path, index: Database, make: Callable[[dict[str, Entity]], FakeRecogniser]
) -> None:
    fill(tmp_path / "many", 130)
    os.mkfifo(tmp_path / "many" / "pipe.md")
    known = {"Nvidia": NVIDIA, "Taiwan": TAIWAN}
    report = update_index([tmp_path / "many"], index, FakeLists(make(known), "fake"))
    assert counts(report) == (131, 0, 0, 1)
    library = Library([tmp_path / "many"], index=tmp_path / "cache" / "index.sqlite3")
    alone = Library([tmp_path / "many"])
    Ingest(alone.roots, alone.database).run(make_lists(known), may_spawn=False)
    assert differences(read_index(library), read_index(alone)) == {}
    check_soundness(index)
