"""How the files are replaced so that the state can be told at every moment, also after a loss of power.

Owns the names of the store's files and the order of operations. Knows nothing of what the files hold, nor of locks:
who calls this holds the store's lock, except for `write_fresh`.

The order, and why: the new base is complete before it gets its name; the base before becomes the backup; the new name
lasts before the journal is replaced, because a journal that is gone while the old base is there loses writes; the old
journal is kept beside the backup; the journal's new name lasts before the next write goes into it.
"""

import os
import time
from collections.abc import Iterable
from hashlib import blake2b
from itertools import count
from pathlib import Path
from zlib import crc32

from reader.storage.files import Files

_NUMBERS = count()

_LEFTOVER = 600 * 10**9
"""Nanoseconds after which a base file is no longer in the making: writing one takes seconds."""


class Names:
    """Where the files of a store are."""

    def __init__(self, base: Path) -> None:
        """Args: base: the base file."""
        self._number = next(_NUMBERS)
        self.base = base
        self.journal = self.beside("-journal")
        """What was changed since the base file was written."""
        self.backup = self.beside(".bak")
        """The base file before."""
        self.old_journal = self.beside("-journal.old")
        """What led from the backup to the base file."""
        self.end = self.beside("-journal.end")
        """How far the journal went when it was last written."""
        self.lock = self.beside(".lock")
        """What writers lock."""

    def beside(self, suffix: str) -> Path:
        """A file beside the base file."""
        return self.base.with_name(self.base.name + suffix)

    @property
    def fresh(self) -> Path:
        """A base file in the making; every store of every process has its own."""
        return self.beside(f".new-{os.getpid()}-{self._number}")


def write_fresh(files: Files, path: Path, chunks: Iterable[bytes]) -> str:
    """Write a file that has no name of its own yet; returns its mark.

    Raises:
        OSError: if it was not written. Nothing is left of it.
    """
    files.remove(path)
    size = checksum = 0

    def measure() -> Iterable[bytes]:
        nonlocal size, checksum
        for chunk in chunks:
            size, checksum = size + len(chunk), crc32(chunk, checksum)
            yield chunk

    files.write_new(path, measure())
    return f"{size}-{checksum:08x}"


def swap_base(files: Files, names: Names, fresh: Path) -> None:
    """Let a fresh file be the base, and the base the backup."""
    _keep_as(files, names.base, names.backup)
    files.rename(fresh, names.base)
    files.sync_folder(names.base.parent)


def swap_journal(files: Files, names: Names, content: bytes) -> None:
    """Begin a new journal, and keep the one before."""
    fresh = names.beside("-journal.new")
    files.remove(fresh)
    files.write_new(fresh, [content])
    if files.stamp(names.journal) is not None:
        _keep_as(files, names.journal, names.old_journal)
    files.rename(fresh, names.journal)
    files.sync_folder(names.base.parent)


def rewrite(files: Files, names: Names, fresh: Path, journal: bytes, backup: Iterable[bytes] | None) -> None:
    """Replace all files of a store that was damaged, edited, migrated, or is new.

    The backup becomes a file of its own with the same content, and needs no old journal: the one that is there led
    from a backup that is gone.

    Args:
        files: the disk.
        names: where.
        fresh: the new base, written already.
        journal: the new journal.
        backup: the new backup; None leaves it and its journal as they are.
    """
    if backup is not None:
        spare = names.beside(".bak.new")
        write_fresh(files, spare, backup)
        files.rename(spare, names.backup)
    files.rename(fresh, names.base)
    files.sync_folder(names.base.parent)
    spare = names.beside("-journal.new")
    files.remove(spare)
    files.write_new(spare, [journal])
    files.rename(spare, names.journal)
    if backup is not None:
        files.remove(names.old_journal)
    files.sync_folder(names.base.parent)


def _keep_as(files: Files, source: Path, target: Path) -> None:
    """Give a file a second name that replaces what bore it, without a moment in which nothing bears it."""
    there, here = files.stamp(target), files.stamp(source)
    if there is not None and here is not None and there.inode == here.inode:
        # A rename between two names of one inode would silently do nothing.
        return
    spare = target.with_name(f"{target.name}.new")
    files.remove(spare)
    try:
        files.link(source, spare)
    except OSError:
        # FAT and some network file systems know no second name.
        files.write_new(spare, [files.read_whole(source) or b""])
    files.rename(spare, target)


def keep_evidence(files: Files, names: Names, file: str, why: str, content: bytes) -> Path:
    """Keep a copy under a name that tells its content, so that many starts keep one copy. Never deleted by us.

    Raises:
        OSError: if it cannot be kept.
    """
    copy = names.beside(f"{file}.{why}-{blake2b(content, digest_size=4).hexdigest()}")
    if files.stamp(copy) is None:
        files.write_new(copy, [content])
        files.sync_folder(copy.parent)
    return copy


def remove_leftovers(files: Files, names: Names) -> None:
    """Take away base files that killed processes left in the making. One that lives needs less time."""
    prefix = f"{names.base.name}.new-"
    for name in files.list_names(names.base.parent):
        path = names.base.with_name(name)
        stamp = files.stamp(path) if name.startswith(prefix) else None
        if stamp is not None and stamp.changed < time.time_ns() - _LEFTOVER:
            files.remove(path)
