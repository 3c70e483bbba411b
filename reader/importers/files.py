"""Reading a file's bytes without ever hanging, and telling briefings from other files by their names.

Owns every look at the file system that an import takes. Knows nothing of what the bytes mean.
"""

import os
import stat
from collections.abc import Callable

from reader.domain.scrub import SafeText, scrub_line

DEFAULT_LIMIT = 32 * 1024 * 1024
"""Bytes: thousands of times a newsletter, and still read and imported in a few seconds."""

SUFFIXES = frozenset({".md", ".markdown", ".mdx", ".txt", ".text", ".html", ".htm"})
"""What briefings end in, in lower case; a name without a suffix passes too."""

_CHUNK = 64 * 1024
_UNIT = 1024

# Without O_NONBLOCK, opening a FIFO that nobody writes to waits for ever. Windows has neither flag.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


class UnreadableFile(Exception):
    """A file that cannot become a briefing.

    Attributes:
        reason: why, in one clause without the path, fit to be shown.
    """

    def __init__(self, reason: str) -> None:
        self.reason: SafeText = scrub_line(reason)
        super().__init__(self.reason)


def is_briefing_name(name: str) -> bool:
    """Whether a file of this name (no folder) may be a briefing. Hidden names are passed over."""
    if not name or name.startswith("."):
        return False
    suffix = os.path.splitext(name)[1].lower()
    return not suffix or suffix in SUFFIXES


def read_file(path: str | os.PathLike[str], limit: int = DEFAULT_LIMIT) -> bytes:
    """Read a regular file whole.

    Args:
        path: the file; symbolic links are followed.
        limit: bytes; a larger file is refused before it is read.

    Raises:
        UnreadableFile: for anything else: a folder, pipe or device, a missing, forbidden, broken or too large file.
    """
    return _read(path, limit, lambda descriptor: _read_bounded(descriptor, limit))


def read_beginning(path: str | os.PathLike[str], size: int, limit: int = DEFAULT_LIMIT) -> bytes:
    """Read the first `size` bytes of a regular file, or all where it has fewer.

    Raises:
        UnreadableFile: as `read_file` does.
    """
    return _read(path, limit, lambda descriptor: os.read(descriptor, size))


def _read(path: str | os.PathLike[str], limit: int, take: Callable[[int], bytes]) -> bytes:
    """Open a regular file, take bytes from its descriptor, and close it."""
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise UnreadableFile(_describe_failure(error, path)) from error
    try:
        _check_kind(os.fstat(descriptor), limit)
        return take(descriptor)
    except OSError as error:
        raise UnreadableFile(_describe_failure(error, path)) from error
    finally:
        os.close(descriptor)


def _check_kind(status: os.stat_result, limit: int) -> None:
    for is_kind, reason in _REFUSED_KINDS:
        if is_kind(status.st_mode):
            raise UnreadableFile(reason)
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFile("is not a regular file")
    if status.st_size > limit:
        raise UnreadableFile(f"larger than {human_size(limit)} ({human_size(status.st_size)})")


def _read_bounded(descriptor: int, limit: int) -> bytes:
    """Read to the end, but never past `limit`: a file may grow, or (in /proc) understate its size."""
    chunks: list[bytes] = []
    left = limit + 1
    while left and (chunk := os.read(descriptor, min(_CHUNK, left))):
        chunks.append(chunk)
        left -= len(chunk)
    if not left:
        raise UnreadableFile(f"larger than {human_size(limit)}")
    return b"".join(chunks)


def _describe_failure(error: OSError | ValueError, path: str | os.PathLike[str]) -> str:
    if isinstance(error, ValueError):
        return "not a valid file name"
    if isinstance(error, PermissionError) and os.path.isdir(path):
        return "is a folder"  # what Windows says of a folder that is opened
    for kind, reason in _REASONS.items():
        if isinstance(error, kind):
            return reason
    return (error.strerror or "cannot be read").lower()


def human_size(count: int) -> str:
    """A number of bytes for people: "512 bytes", "32 MB", "5.0 GB"."""
    if count < _UNIT:
        return f"{count} bytes"
    amount = float(count)
    for unit in ("kB", "MB"):
        amount /= _UNIT
        if amount < _UNIT:
            return f"{amount:.0f} {unit}"
    return f"{amount / _UNIT:.1f} GB"


_REFUSED_KINDS = (
    (stat.S_ISDIR, "is a folder"),
    (stat.S_ISFIFO, "is a named pipe"),
    (stat.S_ISSOCK, "is a socket"),
    (stat.S_ISCHR, "is a device"),
    (stat.S_ISBLK, "is a device"),
)

_REASONS: dict[type[OSError], str] = {
    FileNotFoundError: "no such file",
    PermissionError: "no permission",
    IsADirectoryError: "is a folder",
    NotADirectoryError: "no such file",
}
