"""Reading the library while the screen's toolkit is still being imported.

Owns the head start: where the system can fork, a child reads the folders on another core and hands over what it
found, which takes 40 ms of 300 off the first paint. Where it cannot, or whatever goes wrong with the child, the
library is read here, and the reader waits that much longer.
"""

import os
import pickle
import select
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn

from reader.domain.briefing import Briefing
from reader.domain.entry import Entry
from reader.services.library import Library

_SIZE_BYTES = 8
_TAKEN_AT_ONCE = 1_000_000
"""Bytes that are unpickled without keeping anybody waiting: about 10 ms."""


@dataclass(frozen=True, slots=True, eq=False)
class Preloaded:
    """What a first screen needs."""

    entries: tuple[Entry, ...] = ()
    """The rows of the list; none yet where there is a glimpse."""
    first: Briefing | None = None
    """The first briefing of the list that can be read."""
    glimpse: tuple[Entry, Briefing] | None = None
    """The beginning of the only briefing, where that is a long one."""


def read_library(library: Library) -> Preloaded:
    """Read the rows of the list and the first briefing."""
    from reader.services.errors import UnreadableFile

    entries = library.load()
    for entry in entries:
        if entry.failure is None:
            try:
                return Preloaded(entries, library.briefing(entry.id))
            except UnreadableFile:
                break
    return Preloaded(entries)


def _read_first(library: Library) -> Preloaded:
    glimpse = library.glimpse()
    return Preloaded(glimpse=glimpse) if glimpse is not None else read_library(library)


class _Child:
    """A process that reads the library and writes what it found into a pipe: its size, then the bytes."""

    def __init__(self, library: Library) -> None:
        """Raises OSError where the system cannot, or will not, fork."""
        self._pipe, write_end = os.pipe()
        self._id = os.fork()
        if not self._id:
            _answer(library, write_end)
        os.close(write_end)
        self._size: int | None = None

    def size(self, seconds: float | None) -> int | None:
        """How much it has to say; 0 if it failed, None if that is not known within `seconds`."""
        if self._size is None:
            ready, _, _ = select.select([self._pipe], [], [], seconds)
            if ready:
                self._size = int.from_bytes(os.read(self._pipe, _SIZE_BYTES))
        return self._size

    def take(self) -> Preloaded | None:
        """What it says, once; None if it failed."""
        self.size(None)
        with os.fdopen(self._pipe, "rb") as pipe:
            data = pipe.read()
        os.waitpid(self._id, 0)
        if not data or len(data) != self._size:
            return None
        loaded: Preloaded = pickle.loads(data)
        return loaded


def _answer(library: Library, write_end: int) -> NoReturn:
    """What the child does. It must leave neither by an exception nor through anybody's clean-up."""
    status = 1
    try:
        data = pickle.dumps(_read_first(library), pickle.HIGHEST_PROTOCOL)
        with os.fdopen(write_end, "wb") as pipe:
            pipe.write(len(data).to_bytes(_SIZE_BYTES))
            pipe.write(data)
        status = 0
    finally:
        os._exit(status)


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
        return None if size is None or size > _TAKEN_AT_ONCE else self.finish()

    def finish(self) -> Preloaded:
        """Wait for what is being read, or read it here."""
        with self._lock:
            child, self._child = self._child, None
            loaded = child.take() if child is not None else None
            if loaded is None:
                return read_library(self._library)
            self._library.adopt(loaded.entries, loaded.first)
            return loaded
