"""Which files of some folders may be briefings.

Owns the order of the walk and what it passes over. Reads no file's content.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.domain.scrub import SafeText, scrub_line
from reader.importers.files import is_briefing_name


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be a briefing, or something that could not be looked at."""

    path: str
    """Absolute, as the file system knows it."""
    failure: SafeText | None = None


def walk_files(roots: Sequence[Path]) -> Iterator[Found]:
    """Find the files of `roots`, sorted within each folder, each path once.

    Hidden names and other suffixes are passed over; a root is taken whatever its name. Symbolic links are followed,
    and a folder is entered once however many links lead to it, so that loops end. What cannot be looked at comes
    with the reason.
    """
    seen_paths: set[str] = set()
    seen_folders: set[tuple[int, int]] = set()
    for root in roots:
        for found in _walk_root(os.path.abspath(root), seen_folders):
            if found.path not in seen_paths:
                seen_paths.add(found.path)
                yield found


def _walk_root(root: str, seen_folders: set[tuple[int, int]]) -> Iterator[Found]:
    # A stack of its own, since folders may be nested deeper than Python's calls.
    waiting = [root]
    while waiting:
        path = waiting.pop()
        if not os.path.isdir(path):
            yield Found(path)
            continue
        try:
            if _is_new(path, seen_folders):
                waiting.extend(reversed(_list_folder(path)))
        except OSError as error:
            yield Found(path, scrub_line((error.strerror or "cannot be read").lower()))


def _is_new(folder: str, seen: set[tuple[int, int]]) -> bool:
    status = os.stat(folder)
    key = (status.st_dev, status.st_ino)
    if key in seen:
        return False
    seen.add(key)
    return True


def _list_folder(folder: str) -> list[str]:
    """The subfolders and candidate files of a folder, by name."""
    with os.scandir(folder) as entries:
        names = sorted(
            entry.name
            for entry in entries
            if not entry.name.startswith(".") and (is_briefing_name(entry.name) or _is_folder(entry))
        )
    return [os.path.join(folder, name) for name in names]


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
