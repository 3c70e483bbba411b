"""The store's file: read whole, replaced whole, never torn.

Owns the bytes on the disk: the temporary file, the renaming, the schema number and what is done with a damaged file.
Knows nothing of what the tables hold. Imports TinyDB: import this module late.
"""

import errno
import json
import os
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from reader.storage.errors import StoreError, describe_error
from reader.storage.lock import WriteLock

SCHEMA = 1
"""The number of the format. A file with a higher one was written by a newer program, and is left alone."""

_META = "meta"
_READ_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_WRITE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

Tables = dict[str, dict[str, Any]]
Stamp = tuple[int, int, int]
"""Inode, time of change in nanoseconds, size: differs between any two versions of the file."""


class AtomicStorage(Storage):
    """A file that always holds complete JSON: what was there before a write, or what was written.

    A change, from the read on which it is based until the write is done, happens within `hold`.
    """

    def __init__(self, path: Path) -> None:
        """Args: path: the file; it need not exist. A symbolic link is followed, and stays."""
        self._path = Path(os.path.realpath(path))
        self._lock = WriteLock(self._path.with_name(f"{self._path.name}.lock"))
        self._held: Tables | None = None
        self._reading = threading.Lock()
        self._tables: Tables | None = None
        self._stamp: Stamp | None = None

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Let nobody else write until the block is left; blocks may be nested.

        Raises:
            StoreError: if another process does not let go, or nothing can be written at all.
        """
        if self._lock.is_held:
            yield
            return
        with self._lock.hold():
            try:
                yield
            finally:
                self._held = None

    def read(self) -> Tables | None:
        """The tables, or None where there is no file yet.

        The same object comes again until the file changes, and must not be changed itself. Within `hold` it is another,
        to be changed and written: a write that fails then leaves no trace in memory.

        Raises:
            StoreError: if there is a file that cannot be used. It is left as it is.
        """
        if self._lock.is_held:
            if self._held is None and self._find_stamp():
                self._held = self._load()
            return self._held
        with self._reading:
            stamp = self._find_stamp()
            if stamp is None:
                self._tables = None
            elif stamp != self._stamp or self._tables is None:
                self._tables = self._load()
            self._stamp = stamp
            return self._tables

    def _find_stamp(self) -> Stamp | None:
        """Which version of the file is there now; None for none."""
        try:
            status = os.stat(self._path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreadable(describe_error(error)) from error
        return status.st_ino, status.st_mtime_ns, status.st_size

    def write(self, data: Tables) -> None:
        """Replace the file; on return the change survives a crash of the program and of the system.

        Raises:
            StoreError: if it was not saved. The file holds what it held before.
        """
        if not self._lock.is_held:
            raise StoreError("not saved: the store was written without its lock")
        self._held = None
        try:
            self._replace(_encode({_META: {"1": {"schema": SCHEMA}}, **data}))
            # Another object, so that who remembers tables by their identity sees that they are others now.
            self._held = dict(data)
        except OSError as error:
            raise StoreError(f"not saved: {self._path}: {describe_error(error)}") from error
        finally:
            # Clocks of file systems tick every few milliseconds: two writes may leave the same stamp.
            self._stamp = None

    def _replace(self, content: bytes) -> None:
        # The lock is held, so whatever bears this name was left by a writer that was killed.
        fresh = self._path.with_name(f"{self._path.name}.new")
        fresh.unlink(missing_ok=True)
        try:
            _write_file(fresh, content)
            os.replace(fresh, self._path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise
        _sync_folder(self._path.parent)

    def _load(self) -> Tables:
        content = self._read_bytes()
        try:
            tables = json.loads(content.decode("utf-8"))
        except (ValueError, RecursionError):
            raise self._damaged(content) from None
        if not _is_tables(tables):
            raise self._damaged(content)
        schema = tables.get(_META, {}).get("1", {}).get("schema", SCHEMA)
        if not isinstance(schema, int) or schema > SCHEMA:
            raise self._unreadable(f"written by a newer version of this program (format {schema}, known {SCHEMA})")
        return dict(tables)

    def _read_bytes(self) -> bytes:
        try:
            descriptor = os.open(self._path, _READ_FLAGS)
            with os.fdopen(descriptor, "rb") as file:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    raise self._unreadable("is not a regular file")
                return file.read()
        except OSError as error:
            raise self._unreadable(describe_error(error)) from error

    def _unreadable(self, reason: str) -> StoreError:
        return StoreError(f"the store {self._path} cannot be used: {reason}")

    def _damaged(self, content: bytes) -> StoreError:
        """Keep a copy of a damaged file under a name that tells its content, so that many starts keep one copy."""
        from hashlib import blake2b

        copy = self._path.with_name(f"{self._path.name}.corrupt-{blake2b(content, digest_size=4).hexdigest()}")
        try:
            if not copy.exists():
                _write_file(copy, content)
        except OSError as error:
            return self._unreadable(f"it is damaged, and no copy could be made: {describe_error(error)}")
        return self._unreadable(f"it is damaged; a copy is kept as {copy.name}. Repair it or move it away")


def _is_tables(value: object) -> bool:
    """Whether this is what TinyDB writes: tables of documents under decimal numbers."""
    return isinstance(value, dict) and all(
        isinstance(table, dict)
        and all(key.isascii() and key.isdecimal() and isinstance(row, dict) for key, row in table.items())
        for table in value.values()
    )


def _encode(tables: Tables) -> bytes:
    """JSON in UTF-8. A path that is no text has lone surrogates, which only JSON's escapes can carry."""
    try:
        return json.dumps(tables, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(tables, separators=(",", ":")).encode("ascii")


def _write_file(path: Path, content: bytes) -> None:
    descriptor = os.open(path, _WRITE_FLAGS, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    """Make a renaming last. Windows has no way to ask for it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network and removable file systems cannot; the file itself is safe there too.
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(descriptor)
