"""Bringing an index up to date with the folders.

Owns what is new, changed and gone, and the order in which it is taken in. Unchanged files cost one look at the file
system. What was taken in stays when the work is broken off: the next time goes on from there.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from reader.domain.scrub import SafeText, scrub_line
from reader.services.crew import cut, work_alone, work_together
from reader.services.deciding import follow_decisions
from reader.services.lists import Lists
from reader.services.preparing import name_texts, prepare_files
from reader.services.scribe import write_along
from reader.services.walk import Folder, Found, walk_folders
from reader.storage.errors import IndexDamaged, IndexUnusable
from reader.storage.index.database import Database
from reader.storage.index.parcels import Parcel
from reader.storage.index.reading import Reader
from reader.storage.index.writing import Writer

_PORTION = 40
"""Files that a worker is given at a time."""

_BATCH = 1_500
"""Files that are forgotten in one transaction."""

_ALONE = 60
"""Up to so many files are read in this process: to start another takes longer."""

_ALONE_NAMING = 400
"""Up to so many texts are looked through in this process: they take a second, and others to start and load the lists
about as long."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is."""

    done: int
    total: int
    is_naming: bool = False
    """Whether only names are looked for."""


@dataclass(slots=True)
class Report:
    """What an update did."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    failed: list[tuple[str, SafeText]] = field(default_factory=list)
    """Files that cannot be read, and why."""
    seconds: float = 0.0
    is_complete: bool = True
    """Whether it was not broken off."""


@dataclass(slots=True)
class _Plan:
    """What is to be done."""

    files: list[tuple[str, Found, bool]] = field(default_factory=list)
    """Folder, file, and whether it is new."""
    gone: list[bytes] = field(default_factory=list)
    digests: list[tuple[bytes, bytes, dict[bytes, bytes]]] = field(default_factory=list)
    """Of the folders that differ from when they were last looked at, with the stamps of their files."""


def _stay() -> bool:
    return False


def update_index(
    roots: Sequence[Path],
    database: Database,
    lists: Lists | None = None,
    on_progress: Callable[[Progress], object] = lambda progress: None,
    should_stop: Callable[[], bool] = _stay,
    *,
    may_forsake: bool = True,
    may_spawn: bool = True,
    at_most: int | None = None,
) -> Report:
    """Bring an index up to date; make it anew where it is damaged.

    Args:
        roots: the folders and files of the library.
        database: the index.
        lists: as for `Ingest.run`, like the others that are not named here.
        on_progress: told after each batch.
        should_stop: asked often.
        may_forsake: whether to go on with an index in memory where the file cannot be written.
        may_spawn: whether worker processes may be started.
        at_most: where more files than these are new or changed, nothing is done.

    Raises:
        IndexUnusable: if there is no index to be had.
        NamesUnavailable: if the lists of names cannot be read.
    """
    run = partial(Ingest(roots, database).run, lists, on_progress, should_stop, may_spawn=may_spawn, at_most=at_most)
    for _ in range(2):
        try:
            return run()
        except IndexDamaged as error:
            database.rebuild(error.reason)
        except IndexUnusable as error:
            if database.is_in_memory or not may_forsake:
                raise
            database.forsake(error.reason)
    return run()


def rebuild_index(
    roots: Sequence[Path],
    database: Database,
    lists: Lists | None = None,
    on_progress: Callable[[Progress], object] = lambda progress: None,
    should_stop: Callable[[], bool] = _stay,
) -> Report:
    """Make an index anew beside the one that is there, and put it in its place when it is whole.

    Whoever reads meanwhile has what was there before. Arguments and errors are those of `update_index`.
    """
    fresh = database.make_beside()
    try:
        report = update_index(roots, fresh, lists, on_progress, should_stop, may_forsake=False)
        if report.is_complete:
            try:
                Writer(fresh).outnumber(Reader(database).version)
                database.take(fresh)
            except IndexDamaged as error:
                database.rebuild(error.reason)
                database.take(fresh)
        return report
    finally:
        fresh.discard()


class Ingest:
    """Updates one index. To be used by one thread at a time; other processes may do the same."""

    def __init__(self, roots: Sequence[Path], database: Database) -> None:
        """Args: roots: the folders and files of the library."""
        self._roots = tuple(roots)
        self._database = database
        self._reader = Reader(database)
        self._writer = Writer(database)

    def run(
        self,
        lists: Lists | None = None,
        on_progress: Callable[[Progress], object] = lambda progress: None,
        should_stop: Callable[[], bool] = _stay,
        *,
        may_spawn: bool = True,
        at_most: int | None = None,
    ) -> Report:
        """Take in what is new or changed, and forget what is gone.

        Args:
            lists: with which names are looked for, also in what was there before; None: not at all.
            on_progress: told after each batch.
            should_stop: asked often.
            may_spawn: whether worker processes may be started.
            at_most: where more files than these are new or changed, nothing is done.

        Raises:
            IndexUnusable: if the index cannot be written.
            NamesUnavailable: if the lists cannot be read.
        """
        begun, report = time.monotonic(), Report()
        follow_decisions(lists, self._database)
        # A file whose text has lost its first place is read again in a second round.
        for _ in range(2):
            plan = self._plan(should_stop)
            if at_most is not None and len(plan.files) > at_most:
                return Report(is_complete=False)
            self._take_in(plan, lists, report, on_progress, should_stop, may_spawn=may_spawn)
            if not plan.gone and not any(not is_new for _, _, is_new in plan.files):
                break
        if lists is not None and not should_stop():
            # Of briefings that were taken in without names, with other lists, or that decisions concern.
            self._name(self._reader.list_stale(lists.word), lists, on_progress, should_stop, may_spawn=may_spawn)
        self._keep_width()
        report.is_complete = not should_stop()
        report.seconds = time.monotonic() - begun
        return report

    def _keep_width(self) -> None:
        if self._reader.kept_width() is None:
            self._writer.keep_width(self._reader.version, self._reader.count_width())

    def _plan(self, should_stop: Callable[[], bool]) -> _Plan:
        plan, known = _Plan(), self._reader.digests()
        left = set(self._reader.folders())
        for folder in walk_folders(self._roots):
            if should_stop():
                return _Plan()
            name, digest = os.fsencode(folder.path), folder.digest
            left.discard(name)
            if known.get(name) != digest:
                self._compare(folder, name, plan)
                plan.digests.append((name, digest, {os.fsencode(file.path): file.stamp for file in folder.files}))
        for name in left:
            plan.gone += self._reader.stamps(name)
        return plan

    def _compare(self, folder: Folder, name: bytes, plan: _Plan) -> None:
        stamps = self._reader.stamps(name)
        for file in folder.files:
            stamp = stamps.pop(os.fsencode(file.path), None)
            if stamp != file.stamp:
                plan.files.append((folder.path, file, stamp is None))
        plan.gone += stamps

    def _take_in(
        self,
        plan: _Plan,
        lists: Lists | None,
        report: Report,
        on_progress: Callable[[Progress], object],
        should_stop: Callable[[], bool],
        *,
        may_spawn: bool,
    ) -> None:
        for batch in cut(plan.gone, _BATCH):
            self._writer.remove(batch)
        report.removed += len(plan.gone)
        report.added += sum(is_new for _, _, is_new in plan.files)
        report.changed += sum(not is_new for _, _, is_new in plan.files)
        done = 0
        answers = self._read(plan, lists, should_stop, may_spawn=may_spawn)
        is_long = may_spawn and len(plan.files) > _ALONE
        for parcels in write_along(answers, self._writer.put, _weigh, is_long=is_long):
            done += len(parcels)
            report.failed += [
                (os.fsdecode(parcel.source.path), scrub_line(parcel.failure)) for parcel in parcels if parcel.failure
            ]
            on_progress(Progress(done, len(plan.files)))
        if done == len(plan.files) and plan.digests:
            self._writer.keep_digests(plan.digests)

    @staticmethod
    def _read(
        plan: _Plan, lists: Lists | None, should_stop: Callable[[], bool], *, may_spawn: bool
    ) -> Iterator[list[Parcel]]:
        portions = list(_portion(plan.files))
        work = partial(_prepare_portion, lists=lists)
        if may_spawn and len(plan.files) > _ALONE:
            return work_together(work, iter(portions), should_stop)
        return work_alone(work, iter(portions), should_stop)

    def follow(
        self,
        lists: Lists,
        on_progress: Callable[[Progress], object] = lambda progress: None,
        should_stop: Callable[[], bool] = _stay,
        *,
        may_spawn: bool = True,
    ) -> int:
        """Look for names again where other decisions than before concern what was looked through; nowhere else.

        What is left when told to stop is done by the next `run`.

        Args:
            lists: with the decisions.
            on_progress: told after each batch.
            should_stop: asked often.
            may_spawn: whether worker processes may be started.

        Returns:
            How many briefings that are.

        Raises:
            IndexUnusable: if the index cannot be written.
            NamesUnavailable: if the lists cannot be read.
        """
        numbers = follow_decisions(lists, self._database)
        # Oldest first: a process that keeps the index begins with the newest, and the two meet.
        self._name(numbers[::-1], lists, on_progress, should_stop, may_spawn=may_spawn)
        return len(numbers)

    def _name(
        self,
        numbers: Sequence[int],
        lists: Lists,
        on_progress: Callable[[Progress], object],
        should_stop: Callable[[], bool],
        *,
        may_spawn: bool,
    ) -> None:
        """Look for the names of briefings that are in the index."""
        portions = (self._reader.pack_texts(portion, lists.word) for portion in cut(numbers, _PORTION))
        work = partial(name_texts, lists=lists)
        together = may_spawn and len(numbers) > _ALONE_NAMING
        answers = (work_together if together else work_alone)(work, portions, should_stop)
        done = 0
        for found in write_along(answers, self._writer.put_names, is_long=together):
            done += len(found)
            on_progress(Progress(done, len(numbers), is_naming=True))


def _portion(files: Sequence[tuple[str, Found, bool]]) -> Iterator[tuple[str, list[Found]]]:
    """The files of one folder, some at a time."""
    folder, some = "", list[Found]()
    for home, file, _ in files:
        if some and (home != folder or len(some) >= _PORTION):
            yield folder, some
            some = []
        folder = home
        some.append(file)
    if some:
        yield folder, some


def _prepare_portion(portion: tuple[str, list[Found]], lists: Lists | None) -> list[Parcel]:
    return prepare_files(*portion, lists)


def _weigh(parcel: Parcel) -> int:
    return len(parcel.body)
