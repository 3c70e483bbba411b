"""The file of decisions, as lines: read whole, changed by whole lines.

Owns that a change happens in one step, under a lock, and leaves every other byte of the file as it was. Knows nothing
of what a line says.
"""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from reader.storage.errors import StoreError, describe_file_error
from reader.storage.files import Files, Stamp
from reader.storage.lock import WriteLock

LARGEST = 4_000_000
"""Bytes; 10,000 decisions take a fifth of it. A larger file is somebody's mistake: it is neither read nor changed."""

_PARTIAL = ".new"
_LOCK = ".lock"


class Lines(NamedTuple):
    """What a file holds."""

    lines: tuple[bytes, ...]
    """Without their ends; a carriage return stays."""
    ends_whole: bool = True
    """Whether the last line is ended."""

    def join(self) -> bytes:
        """The bytes of the file."""
        whole = b"\n".join(self.lines)
        return whole + b"\n" if self.lines and self.ends_whole else whole


def split_lines(content: bytes) -> Lines:
    """The lines of a file; `join` gives back the very same bytes."""
    if not content:
        return Lines(())
    *lines, last = content.split(b"\n")
    return Lines(tuple(lines)) if not last else Lines((*lines, last), ends_whole=False)


class LineFile:
    """A file that people and programs change line by line. Every method may be called from any thread."""

    def __init__(self, path: Path, files: Files | None = None) -> None:
        """Args: path: the file; it need not exist."""
        self._path = path
        self._files = files or Files()
        self._lock = WriteLock(path.with_name(path.name + _LOCK))

    def stamp(self) -> Stamp | None:
        """Which version stands there; None for none, or one that nobody can look at."""
        try:
            return self._files.stamp(self._path)
        except OSError:
            return None

    def read(self) -> Lines:
        """All lines.

        Raises:
            StoreError: if the file cannot be read, or is too large.
        """
        try:
            stamp = self._files.stamp(self._path)
            if stamp is not None and stamp.size > LARGEST:
                raise StoreError(f"{self._path.name}: larger than {LARGEST // 1_000_000} MB: not read")
            return split_lines(self._files.read_whole(self._path) or b"")
        except OSError as error:
            raise StoreError(f"{self._path.name}: {describe_file_error(error, self._path)}") from error

    def change(self, work: Callable[[Lines], Lines]) -> None:
        """Replace the file by what `work` makes of its lines; nothing is written where it gives them back.

        Raises:
            StoreError: if that was not done; then nothing was.
        """
        with self._lock.hold():
            before = self.read()
            after = work(before)
            if after == before:
                return
            content = after.join()
            if len(content) > LARGEST:
                raise StoreError(f"not saved: {self._path.name} would be larger than {LARGEST // 1_000_000} MB")
            try:
                self._replace(content)
            except OSError as error:
                raise StoreError(f"not saved: {self._path.name}: {describe_file_error(error, self._path)}") from error

    def _replace(self, content: bytes) -> None:
        # The file may be a link into a folder that is kept elsewhere: what it points to is replaced, not the link.
        target = Path(os.path.realpath(self._path))
        partial = target.with_name(target.name + _PARTIAL)
        self._files.make_folder(target.parent)
        # Only what a killed writer left: the lock is held.
        self._files.remove(partial)
        self._files.write_new(partial, [content])
        try:
            _keep_mode(target, partial)
            self._files.rename(partial, target)
        except OSError:
            self._files.remove(partial)
            raise
        self._files.sync_folder(target.parent)


def _keep_mode(old: Path, new: Path) -> None:
    """Let a new file be readable for the same people."""
    try:
        os.chmod(new, stat.S_IMODE(old.stat().st_mode))
    except FileNotFoundError:
        return
