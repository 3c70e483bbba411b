"""Which files of some folders may be briefings, and which version of each stands there.

Owns the order of the walk and what it passes over. Reads no file's content.
"""

import marshal
import os
import stat
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from reader.domain.scrub import SafeText, scrub_line
from reader.importers.files import is_briefing_name

_NO_STAMP = b"?"
"""Of a file that cannot be looked at: another answer than the last one is a change."""
_PLAIN = 2
"""The version of `marshal` that writes equal values alike; later ones tell which are one object."""
_STAMP = struct.Struct("<qqqQ")


def _pack_stamp(changed: int, moved: int, size: int, inode: int) -> bytes:
    return _STAMP.pack(changed, moved, size, inode & 0xFFFFFFFFFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be a briefing, or something that could not be looked at."""

    path: str
    """Absolute, as the file system knows it."""
    stamp: bytes = _NO_STAMP
    """Differs between two versions of a file: times of change, size and inode."""
    failure: SafeText | None = None


_Row = tuple[str, int, int, int, int]
"""Name, times of change, size and inode."""


class Folder:
    """A folder, and the files in it that may be briefings; or a file that was named itself, as its own folder.

    What most folders are asked is whether anything in them has changed: that is told without a look at each file.
    """

    def __init__(self, path: str, rows: Sequence[_Row] = (), failures: Sequence[Found] = ()) -> None:
        """Args: rows: the files as the file system has them. failures: what could not be looked at."""
        self.path = path
        self._rows = sorted(rows)
        self._failures = failures

    @property
    def digest(self) -> bytes:
        """Differs when any file has changed, came or went."""
        facts = marshal.dumps(self._rows, _PLAIN) + repr(self._failures).encode(errors="surrogatepass")
        return blake2b(facts, digest_size=16).digest()

    @property
    def files(self) -> tuple[Found, ...]:
        """By name."""
        found = [
            Found(os.path.join(self.path, name), _pack_stamp(*stamp))
            for name, *stamp in self._rows
            if is_briefing_name(name)
        ]
        return tuple(sorted((*found, *self._failures), key=_path))


def walk_files(roots: Sequence[Path]) -> Iterator[Found]:
    """Find the files of `roots`, folder by folder, each path once."""
    for folder in walk_folders(roots):
        yield from folder.files


def walk_folders(roots: Sequence[Path]) -> Iterator[Folder]:
    """Look through `roots`: each folder once, and then the files among them that no folder had.

    Hidden names and other suffixes are passed over; a root is taken whatever its name. Symbolic links are followed,
    and a folder is entered once however many links lead to it, so that loops end. What cannot be looked at comes
    with the reason.
    """
    seen_folders: set[tuple[int, int]] = set()
    paths = dict.fromkeys(os.path.abspath(root) for root in roots)
    loose = [path for path in paths if not os.path.isdir(path)]
    for root in [path for path in paths if path not in loose]:
        for folder in _walk_root(root, seen_folders):
            loose = _without(loose, folder) if loose else loose
            yield folder
    for path in loose:
        yield Folder(path, failures=(_look_at(path),))


def _without(paths: list[str], folder: Folder) -> list[str]:
    found = {file.path for file in folder.files}
    return [path for path in paths if path not in found]


def _walk_root(root: str, seen_folders: set[tuple[int, int]]) -> Iterator[Folder]:
    # A stack of its own, since folders may be nested deeper than Python's calls.
    waiting = [root]
    while waiting:
        path = waiting.pop()
        try:
            if _is_new(path, seen_folders):
                folders, folder = _list_folder(path)
                waiting.extend(reversed(folders))
                yield folder
        except OSError as error:
            yield Folder(path, failures=(_fail(path, error),))


def _is_new(folder: str, seen: set[tuple[int, int]]) -> bool:
    status = os.stat(folder)
    key = (status.st_dev, status.st_ino)
    if key in seen:
        return False
    seen.add(key)
    return True


def _list_folder(path: str) -> tuple[list[str], Folder]:
    """The subfolders of a folder, by name, and the folder."""
    folders: list[str] = []
    rows: list[_Row] = []
    failures: list[Found] = []
    with os.scandir(path) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            if _is_folder(entry):
                folders.append(entry.path)
                continue
            try:
                status = entry.stat()
            except OSError as error:
                if is_briefing_name(name):
                    failures.append(_fail(entry.path, error))
                continue
            if stat.S_ISREG(status.st_mode):
                rows.append((name, status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino))
            elif is_briefing_name(name):
                failures.append(Found(entry.path))
    return sorted(folders), Folder(path, rows, failures)


def _path(file: Found) -> str:
    return file.path


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _look_at(path: str) -> Found:
    try:
        return Found(path, _stamp(os.stat(path)))
    except OSError as error:
        return _fail(path, error)


def read_stamp(path: str) -> bytes:
    """Which version of a file stands there now; empty for none that could be taken in."""
    return _look_at(path).stamp if os.path.isfile(path) else b""


def _stamp(status: os.stat_result) -> bytes:
    if not stat.S_ISREG(status.st_mode):
        return _NO_STAMP
    return _pack_stamp(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def _fail(path: str, error: OSError) -> Found:
    """Something that cannot be looked at; a broken link or a missing root may come back as a file."""
    reason = "no such file" if isinstance(error, FileNotFoundError) else error.strerror or "cannot be read"
    return Found(path, _NO_STAMP + reason.encode(errors="replace"), scrub_line(reason.lower()))
