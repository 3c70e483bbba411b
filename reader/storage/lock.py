"""One writer at a time, among the threads of this process and among processes.

Owns the lock file. Knows nothing of what it protects.
"""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.storage.errors import StoreError, describe_error

PATIENCE = 10.0
"""Seconds to wait for another process. A write takes milliseconds: who holds the lock longer is stuck."""

_PAUSE = 0.005


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
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
    def hold(self) -> Iterator[None]:
        """Hold the lock; a thread that has it already may enter again.

        Raises:
            StoreError: if the lock file cannot be made, or another process does not let go.
        """
        with self._threads:
            if self.is_held:
                yield
                return
            descriptor = self._open()
            try:
                self._wait(descriptor)
                self._holder = threading.get_ident()
                yield
            finally:
                self._holder = None
                os.close(descriptor)

    def _open(self) -> int:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreError(f"not saved: {self._path}: {describe_error(error)}") from error

    def _wait(self, descriptor: int) -> None:
        deadline = time.monotonic() + self._patience
        while not self._lock_once(descriptor):
            if time.monotonic() > deadline:
                raise StoreError(f"not saved: another process has held {self._path} for {self._patience:.0f} s")
            time.sleep(_PAUSE)

    def _lock_once(self, descriptor: int) -> bool:
        try:
            return _try_lock(descriptor)
        except OSError as error:
            raise StoreError(f"not saved: {self._path} cannot be locked: {describe_error(error)}") from error
