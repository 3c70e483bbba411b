"""Reading the library while the screen's toolkit is still being imported.

Owns the head start: where the system can fork, a child looks through the folders on another core, brings a small
index up to date and hands over the first rows, which takes 40 ms of 300 off the first paint. Where it cannot, or
whatever goes wrong with the child, that is done here, and the reader waits that much longer.
"""

import os
import pickle
import select
import threading
from array import array
from contextlib import suppress
from dataclasses import dataclass, field
from typing import BinaryIO, NoReturn

from reader.domain.briefing import Briefing
from reader.domain.entry import Entry
from reader.services.library import Library
from reader.services.rows import Rows

SMALL = 500
"""Rows of an index that is brought up to date before the first paint; a larger one is shown as it is."""

FEW = 60
"""Files that are read for that at most."""

_FIRST_ROWS = 128
_FIRST_NUMBERS = 2_000
"""Rows of the list that a first screen has; the others follow when it stands."""

_SIZE_BYTES = 8
_POLITE = 10
_TAKEN_AT_ONCE = 1_500_000
"""Bytes that are unpickled without keeping anybody waiting: about 10 ms."""


@dataclass(frozen=True, slots=True, eq=False)
class Preloaded:
    """What a first screen needs."""

    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    """What the first rows of the list are called in the index, in order; none yet where there is a glimpse."""
    total: int = 0
    """How many rows there are."""
    entries: tuple[Entry, ...] = ()
    """The first of them."""
    first: Briefing | None = None
    """The first briefing of the list that can be read."""
    glimpse: tuple[Entry, Briefing] | None = None
    """The beginning of the only briefing, where that is a long one."""
    is_complete: bool = True
    """Whether the rows are all that the folders hold."""


def read_library(library: Library) -> Preloaded:
    """Read the first rows of the list and its first briefing.

    Raises:
        IndexUnusable: if there is no index to be had.
    """
    from reader.services.ingest import update_index

    (numbers, total), is_complete = library.begin_rows(_FIRST_NUMBERS), False
    if total <= SMALL:
        is_complete = update_index(library.roots, library.database, may_spawn=False, at_most=FEW).is_complete
        numbers, total = library.begin_rows(_FIRST_NUMBERS)
    entries = tuple(library.list_first(_FIRST_ROWS))
    first = next((entry for entry in entries if entry.failure is None), None)
    briefing = None if first is None else library.remembered(first)
    return Preloaded(numbers, total, entries, briefing, is_complete=is_complete)


class _Child:
    """A process that reads the library and writes what it found into a pipe: each time its size, then the bytes."""

    def __init__(self, library: Library) -> None:
        """Raises OSError where the system cannot, or will not, fork."""
        pipe, write_end = os.pipe()
        self._id = os.fork()
        if not self._id:
            _answer(library, write_end)
        os.close(write_end)
        self._pipe = os.fdopen(pipe, "rb", buffering=0)
        self._size: int | None = None

    def size(self, seconds: float | None) -> int | None:
        """How much it has to say next; 0 if it failed or has said all, None if that is not known within `seconds`."""
        if self._size is None:
            ready, _, _ = select.select([self._pipe], [], [], seconds)
            if ready:
                self._size = int.from_bytes(self._pipe.read(_SIZE_BYTES) or b"")
        return self._size

    def take(self) -> Preloaded | None:
        """What it says next; None if it failed."""
        size = self.size(None) or 0
        self._size = None
        data = bytearray()
        while len(data) < size and (chunk := self._pipe.read(size - len(data))):
            data += chunk
        if not data or len(data) != size:
            return None
        loaded: Preloaded = pickle.loads(data)
        return loaded

    def end(self) -> None:
        """Let it go when it has said all."""
        self._pipe.close()
        os.waitpid(self._id, 0)


def _answer(library: Library, write_end: int) -> NoReturn:
    """What the child does. It must leave neither by an exception nor through anybody's clean-up."""
    status = 1
    try:
        with os.fdopen(write_end, "wb") as pipe:
            glimpse = library.glimpse()
            if glimpse is not None:
                _say(pipe, Preloaded(glimpse=glimpse, is_complete=False))
                # The rest is long work: painting the beginning comes first.
                os.nice(_POLITE)
            # The parent does not have what is only in this process's memory.
            loaded = read_library(library)
            if not library.database.is_in_memory:
                _say(pipe, loaded)
        status = 0
    finally:
        os._exit(status)


def _say(pipe: BinaryIO, loaded: Preloaded) -> None:
    data = pickle.dumps(loaded, pickle.HIGHEST_PROTOCOL)
    pipe.write(len(data).to_bytes(_SIZE_BYTES) + data)
    pipe.flush()


class Preload:
    """A library that is being read. Made before the toolkit is imported, asked when the screen stands."""

    def __init__(self, library: Library, *, may_fork: bool = True) -> None:
        """Args: may_fork: only while the process has a single thread."""
        self._library = library
        self._lock = threading.Lock()
        self._child: _Child | None = None
        if may_fork and hasattr(os, "fork"):
            with suppress(OSError):
                self._child = _Child(library)

    def wait(self, seconds: float) -> Preloaded | None:
        """What has been read; None if that takes longer than `seconds`, or is too much to take over in passing."""
        with self._lock:
            if self._child is None:
                return None
            size = self._child.size(seconds)
            if size is None or size > _TAKEN_AT_ONCE:
                return None
        return self.finish()

    def finish(self) -> Preloaded:
        """Wait for what is being read, or read it here. After a glimpse, ask again.

        Raises:
            IndexUnusable: if there is no index to be had.
        """
        with self._lock:
            loaded = self._child.take() if self._child is not None else None
            if loaded is not None and loaded.glimpse is not None:
                return loaded
            if self._child is not None:
                self._child.end()
                self._child = None
            if loaded is None:
                loaded = read_library(self._library)
            if loaded.first is not None:
                self._library.keep(loaded.first)
            return loaded


def list_rows(library: Library, loaded: Preloaded) -> Rows:
    """The first rows of the list."""
    return library.adopt(loaded.numbers, loaded.entries)
