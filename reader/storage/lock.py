"""One writer at a time, among the threads of this process and among processes.

Owns the lock file. Knows nothing of what it protects.
"""

import os
import stat
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.storage.errors import StoreError, describe_error

PATIENCE = 10.0
"""Seconds to wait for another process. A write takes milliseconds: who holds the lock longer is stuck."""

_SHORT_PAUSE = 0.0002
_LONG_PAUSE = 0.005
"""Seconds between two tries: a write is over in less than the first, and a checkpoint may take longer."""


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30
    """Nobody can read a byte that is locked there: not one that says who holds the lock."""

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class WriteLock:
    """A lock that stands for a file; the system frees it when its holder dies."""

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        """Args: path: the lock file, made when first needed. patience: seconds to wait for another process."""
        self._path = path
        self._patience = patience
        self._threads = threading.RLock()
        self._holder: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether the calling thread holds it."""
        return self._holder == threading.get_ident()

    @contextmanager
    def hold(self, patience: float | None = None) -> Iterator[None]:
        """Hold the lock; a thread that has it already may enter again.

        Args:
            patience: seconds to wait for another process, if not the usual.

        Raises:
            StoreError: if the lock file cannot be made, or another process does not let go.
        """
        with self._threads:
            if self.is_held:
                yield
                return
            descriptor = self._acquire(self._patience if patience is None else patience)
            try:
                self._holder = threading.get_ident()
                yield
            finally:
                self._holder = None
                os.close(descriptor)

    def _acquire(self, patience: float) -> int:
        """An open and locked lock file, which still bears its name: what was deleted locks nobody out."""
        deadline = time.monotonic() + patience
        while True:
            descriptor = self._open()
            try:
                self._wait(descriptor, deadline, patience)
                if self._is_in_place(descriptor):
                    os.lseek(descriptor, 0, os.SEEK_SET)
                    os.write(descriptor, b"%-10d\n" % os.getpid())
                    return descriptor
            except OSError as error:
                os.close(descriptor)
                raise StoreError(f"not saved: {self._path} cannot be locked: {describe_error(error)}") from error
            except StoreError:
                os.close(descriptor)
                raise
            os.close(descriptor)

    def _is_in_place(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), os.stat(self._path))
        except FileNotFoundError:
            return False

    def _open(self) -> int:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreError(f"not saved: {self._path}: {describe_error(error)}") from error
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise StoreError(f"not saved: {self._path}: not a regular file")
        return descriptor

    def _wait(self, descriptor: int, deadline: float, patience: float) -> None:
        pause = _SHORT_PAUSE
        while not _try_lock(descriptor):
            if time.monotonic() > deadline:
                holder = f"another process ({self._find_holder()})"
                raise StoreError(
                    f"not saved: {holder} has held {self._path} for {patience:g} s; "
                    "it is stopped or hangs: continue or end it, and try again"
                )
            time.sleep(pause)
            pause = min(2 * pause, _LONG_PAUSE)

    def _find_holder(self) -> str:
        """Who locked it last, as it wrote itself."""
        try:
            number = self._path.read_text("ascii").strip()
        except (OSError, ValueError):
            number = ""
        return f"number {number}" if number.isdecimal() else "of unknown number"
