"""Keeping an index up to date in a process of its own, for as long as somebody reads.

Owns both ends of that process: what it does and tells, and how the program that shows the briefings starts it,
listens and ends it. The program's own process only ever reads the index.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.domain.scrub import SafeText, scrub_line
from reader.services.errors import IndexUnusable, NamesUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from queue import SimpleQueue

    from reader.services.ingest import Progress
    from reader.services.services import Services

_KEPT_SECONDS = 120 * 24 * 3600
"""An index that was not used for so long is removed; it would be made anew."""

_LONGEST_SECONDS = 24 * 3600
"""No index takes so long to make: one beside another that is older was left by a program that was killed."""


class EventKind(StrEnum):
    """What happened."""

    READING = "reading"
    """Some files were read."""
    NAMING = "naming"
    """In some, names were looked for."""
    CURRENT = "current"
    """The index has all that the folders hold; `total` is how much had changed."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Event:
    """A step of the work."""

    kind: EventKind
    done: int = 0
    total: int = 0
    reason: SafeText = SafeText("")


def watch_library(services: Services) -> Iterator[Event]:
    """Bring the index up to date, then again whenever a folder or a decision about names changes.

    Raises:
        IndexUnusable: if the index cannot be written.
        NamesUnavailable: if the lists of names cannot be read.
    """
    from reader.services.watching import Watch

    # What changes while the folders are looked through for the first time is not to be missed.
    watch = Watch(services.library.roots, [services.paths.decisions_file])
    yield from _update(services)
    forget_unused(services.paths.cache, services.library.database.path)
    while True:
        watch.wait()
        yield from _update(services)


def forget_unused(cache: Path, used: Path | None) -> None:
    """Remove indexes of libraries that have not been opened for months, and note that one is used.

    Args:
        cache: the folder of the indexes.
        used: the file of the one that is open.
    """
    from reader.storage.index.database import BESIDE

    oldest = time.time() - _KEPT_SECONDS
    with suppress(OSError):
        if used is not None:
            os.utime(used)
        for file in cache.glob("index-*.sqlite3"):
            if file != used and file.stat().st_mtime < oldest:
                for suffix in ("-wal", "-shm", ""):
                    file.with_name(file.name + suffix).unlink(missing_ok=True)
        for file in cache.glob(f"index-*{BESIDE}*"):
            if file.stat().st_mtime < time.time() - _LONGEST_SECONDS:
                file.unlink(missing_ok=True)


def _update(services: Services) -> Iterator[Event]:
    """One update, as events; it runs in a thread so that each can be told at once."""
    from queue import SimpleQueue

    from reader.services.ingest import update_index

    events: SimpleQueue[Event | Exception | None] = SimpleQueue()

    def tell(progress: Progress) -> None:
        kind = EventKind.NAMING if progress.is_naming else EventKind.READING
        events.put(Event(kind, progress.done, progress.total))

    def work() -> None:
        try:
            library, lists = services.library, services.lists
            report = update_index(library.roots, library.database, lists, tell, may_forsake=False)
            library.note_update()
            services.follow_rules(has_news=report.added + report.changed > 0)
            events.put(Event(EventKind.CURRENT, total=report.added + report.changed + report.removed))
            events.put(None)
        except Exception as error:
            events.put(error)

    threading.Thread(target=work, name="index", daemon=True).start()
    while (event := events.get()) is not None:
        if isinstance(event, IndexUnusable | NamesUnavailable):
            raise event
        if isinstance(event, Exception):
            raise IndexUnusable(str(event))
        yield event


class Indexer:
    """The process, seen from the program that shows the briefings."""

    def __init__(self, roots: Sequence[Path], tell: Callable[[Event], object]) -> None:
        """Start it.

        Args:
            roots: the library.
            tell: called with every event, in a thread of its own.

        Raises:
            OSError: if no process can be started.
        """
        import subprocess

        arguments = [word for root in roots for word in ("--library", str(root))]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "reader", *arguments, "index", "--watch"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Apart from what keys do to the terminal, and in its session all the same: Linux shares its time between
            # sessions, and a process lets only those of its own go first.
            process_group=0 if os.name == "posix" else None,
            env=make_environment(),
        )
        self._tell = tell
        self._is_stopped = False
        threading.Thread(target=self._listen, name="indexer", daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._tell(parse_event(line))
        if self._process.wait() and not self._is_stopped:
            self._tell(Event(EventKind.FAILED, reason=SafeText("the process that keeps the index has ended")))

    def stop(self) -> None:
        """End it; what it has written stays."""
        self._is_stopped = True
        self._process.terminate()


def make_environment() -> dict[str, str]:
    """For a process that runs this very program, and nothing that lies in the folder it was started in."""
    package = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONSAFEPATH": "1", "PYTHONPATH": os.pathsep.join(paths)}


def print_event(event: Event) -> str:
    """An event as a line."""
    return json.dumps(asdict(event))


def parse_event(line: bytes | str) -> Event:
    """The event of a line."""
    fields = json.loads(line)
    return Event(EventKind(fields["kind"]), fields["done"], fields["total"], scrub_line(fields["reason"]))
