"""The only door to the disk: every file operation of the store goes through `Files`.

Owns what differs between systems: how bytes are made to last, how a folder is, how a file is written at a place.
Knows nothing of what the files hold. A test puts a model of a disk here that can lose power after any operation.
"""

import errno
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

FILE_MODE = 0o600
FOLDER_MODE = 0o700

_BINARY = getattr(os, "O_BINARY", 0)
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | _BINARY
"""Opening a pipe would wait for its other end."""
_CHUNK = 1 << 20


class Stamp(NamedTuple):
    """Which version of which file it is: differs between any two versions that were not made within one clock tick."""

    inode: int
    changed: int
    """Nanoseconds since the epoch."""
    size: int
    """Bytes."""


if sys.platform == "darwin":
    import fcntl

    def _sync_data(descriptor: int) -> None:
        """Plain fsync leaves the bytes in the drive's cache there; file systems without F_FULLFSYNC take fsync."""
        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        except OSError as error:
            if error.errno not in (errno.ENOTSUP, errno.EINVAL, errno.ENOTTY):
                raise
            os.fsync(descriptor)

elif sys.platform == "win32":

    def _sync_data(descriptor: int) -> None:
        os.fsync(descriptor)

else:

    def _sync_data(descriptor: int) -> None:
        """The bytes and the size; times of change need not last."""
        os.fdatasync(descriptor)


if sys.platform == "win32":

    def _sync_folder(folder: Path) -> None:
        """Windows has no way to ask for it; NTFS keeps a journal of names by itself."""

    def _write_at(descriptor: int, content: bytes, offset: int) -> int:
        os.lseek(descriptor, offset, os.SEEK_SET)
        return os.write(descriptor, content)

    def _read_at(descriptor: int, size: int, offset: int) -> bytes:
        os.lseek(descriptor, offset, os.SEEK_SET)
        return os.read(descriptor, size)

else:
    _write_at = os.pwrite
    _read_at = os.pread

    def _sync_folder(folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            # Some network and removable file systems cannot; the file itself is as safe there as it can be.
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise
        finally:
            os.close(descriptor)


class Files:
    """The operations, each as the system does it. All raise OSError."""

    def make_folder(self, folder: Path) -> None:
        """Make a folder and those above it, where they are missing, so that they last."""
        if folder.is_dir():
            return
        if folder.parent != folder:
            self.make_folder(folder.parent)
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        self.sync_folder(folder.parent)

    def stamp(self, path: Path) -> Stamp | None:
        """The version of a file; None where there is none."""
        try:
            return _stamp(os.stat(path))
        except FileNotFoundError:
            return None

    def open_to_read(self, path: Path) -> int:
        """A descriptor of a regular file; nothing else is ever opened."""
        descriptor = os.open(path, os.O_RDONLY | _AT_ONCE)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        return descriptor

    def open_to_write(self, path: Path) -> int:
        """A descriptor of a file that is there; it can be read as well."""
        return os.open(path, os.O_RDWR | _AT_ONCE)

    def create(self, path: Path) -> int:
        """A descriptor of a new file that only its owner may read."""
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, FILE_MODE)

    def close(self, descriptor: int) -> None:
        """Let go of a descriptor."""
        os.close(descriptor)

    def stamp_open(self, descriptor: int) -> Stamp:
        """The version of an open file."""
        return _stamp(os.fstat(descriptor))

    def read(self, descriptor: int, offset: int = 0) -> bytes:
        """All bytes from an offset."""
        chunks = []
        while chunk := _read_at(descriptor, _CHUNK, offset):
            chunks.append(chunk)
            offset += len(chunk)
        return b"".join(chunks)

    def write(self, descriptor: int, content: bytes, offset: int) -> None:
        """Write all bytes at an offset; a part may be written before an error."""
        view = memoryview(content)
        while view:
            written = _write_at(descriptor, bytes(view), offset)
            view, offset = view[written:], offset + written

    def truncate(self, descriptor: int, size: int) -> None:
        """Cut an open file."""
        os.ftruncate(descriptor, size)

    def sync(self, descriptor: int) -> None:
        """Return when the bytes of an open file survive a loss of power."""
        _sync_data(descriptor)

    def rename(self, source: Path, target: Path) -> None:
        """Replace the target in one step. Nothing happens, and nothing is said, when both are one inode."""
        os.replace(source, target)

    def link(self, source: Path, target: Path) -> None:
        """A second name for a file; not every file system can."""
        os.link(source, target)

    def remove(self, path: Path) -> None:
        """Take a name away, if it is there."""
        path.unlink(missing_ok=True)

    def list_names(self, folder: Path) -> Iterable[str]:
        """The names in a folder; none where there is no folder."""
        try:
            return os.listdir(folder)
        except FileNotFoundError:
            return ()

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in a folder survive a loss of power."""
        _sync_folder(folder)

    def read_whole(self, path: Path) -> bytes | None:
        """The bytes of a file; None where there is none."""
        try:
            descriptor = self.open_to_read(path)
        except FileNotFoundError:
            return None
        try:
            return self.read(descriptor)
        finally:
            self.close(descriptor)

    def overwrite(self, path: Path, content: bytes) -> None:
        """Write at the beginning of a file, without making it last; make it if it is not there."""
        try:
            descriptor = self.open_to_write(path)
        except FileNotFoundError:
            descriptor = self.create(path)
        try:
            self.write(descriptor, content, 0)
        finally:
            self.close(descriptor)

    def write_new(self, path: Path, chunks: Iterable[bytes]) -> None:
        """A new file whose bytes last; its name lasts only after `sync_folder`. Nothing is left after an error."""
        descriptor = self.create(path)
        try:
            offset = 0
            for chunk in chunks:
                self.write(descriptor, chunk, offset)
                offset += len(chunk)
            self.sync(descriptor)
        except OSError:
            self.close(descriptor)
            self.remove(path)
            raise
        self.close(descriptor)


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_ino, status.st_mtime_ns, status.st_size)
