"""How far the files have been read, and how to read on.

Owns the comparison of what the disk has now with what was read, and reading without a lock while others write.
Knows nothing of TinyDB, and does not write.
"""

from dataclasses import dataclass, replace
from functools import partial

from reader.storage.checkpoint import Names
from reader.storage.files import Files, Stamp
from reader.storage.journal import NO_LINE, Header, Line, read_journal
from reader.storage.recovery import Contents, Recovered, recover

_ATTEMPTS = 50
"""Readings of a store that is replaced meanwhile. One checkpoint spoils one reading."""


class Handle:
    """An open journal. It can be read to its end when its name has passed to another one."""

    def __init__(self, files: Files, descriptor: int) -> None:
        self._files = files
        self._descriptor: int | None = descriptor

    def stamp(self) -> Stamp:
        """Its version."""
        assert self._descriptor is not None
        return self._files.stamp_open(self._descriptor)

    def read(self, offset: int) -> bytes:
        """What it holds from an offset on."""
        assert self._descriptor is not None
        return self._files.read(self._descriptor, offset)

    def close(self) -> None:
        """Let go of it."""
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            self._files.close(descriptor)

    def __del__(self) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class Look:
    """Which versions of the files are there."""

    base: Stamp | None
    journal: Stamp | None


@dataclass(slots=True)
class Place:
    """How far the files have been read."""

    base: Stamp | None = None
    inode: int | None = None
    """Of the journal."""
    end: int = 0
    """Bytes of the journal up to the end of the last line that was read."""
    size: int = 0
    """Bytes of the journal when it was read last; more than `end` when its last line was being written."""
    last: str = NO_LINE
    """The checksum of that line."""
    generation: int = -1
    """Of the journal."""
    handle: Handle | None = None
    is_known: bool = False
    """Whether anything has been read at all."""

    @property
    def exists(self) -> bool:
        """Whether there is a store."""
        return self.base is not None

    @property
    def is_nowhere(self) -> bool:
        """Whether neither a base file nor a journal was there."""
        return self.base is None and self.inode is None

    @property
    def base_size(self) -> int:
        """Bytes of the base file."""
        return self.base.size if self.base else 0

    def is_current(self, now: Look) -> bool:
        """Whether there is nothing to read."""
        journal = (None, 0) if now.journal is None else (now.journal.inode, now.journal.size)
        return self.is_known and self.base == now.base and (self.inode, self.size) == journal

    def move(self, other: "Place") -> None:
        """Be at another place."""
        if self.handle is not other.handle:
            self.close()
        self.base, self.inode, self.end, self.size = other.base, other.inode, other.end, other.size
        self.last, self.generation, self.handle = other.last, other.generation, other.handle
        self.is_known = True

    def advance(self, length: int, last: str) -> None:
        """Go past a line that was just written."""
        self.end += length
        self.size, self.last = self.end, last

    def snapshot(self) -> "Place":
        """A copy that stays where it is, and reads nothing."""
        return replace(self, handle=None)

    def close(self) -> None:
        """Let go of the journal; what is read next is read from the beginning."""
        if self.handle is not None:
            self.handle.close()
        self.handle, self.is_known = None, False


@dataclass(frozen=True, slots=True)
class Tail:
    """What came since."""

    place: Place
    lines: tuple[Line, ...]


def look(files: Files, names: Names) -> Look:
    """Which versions of the files are there now."""
    return Look(files.stamp(names.base), files.stamp(names.journal))


def read_tail(files: Files, names: Names, place: Place, now: Look) -> Tail | None:
    """What came after a place; None when the files must be read from the beginning."""
    if place.handle is None or now.journal is None or now.base is None or not place.is_known:
        return None
    if now.journal.inode == place.inode:
        return _read_on(place, now) if now.base == place.base else None
    return _read_next(files, names, place, now)


def _read_on(place: Place, now: Look) -> Tail | None:
    """The journal has grown, or its unfinished last line was cut."""
    assert place.handle is not None
    content = place.handle.read(place.end)
    if place.handle.stamp().size < place.end:
        # A write that was read was taken back by its writer, because it could not be made to last.
        return None
    part = read_journal(content, place.last)
    if part.damaged or part.header is not None:
        return None
    size = place.end + len(content)
    return Tail(replace(place, end=place.end + part.end, size=size, last=part.last), part.lines)


def _read_next(files: Files, names: Names, place: Place, now: Look) -> Tail | None:
    """Another process made a checkpoint: the rest of the journal before, then the new one."""
    assert place.handle is not None
    rest = read_journal(place.handle.read(place.end), place.last)
    handle = _open_journal(files, names)
    if handle is None:
        return None
    content = handle.read(0)
    part, stamp = read_journal(content), handle.stamp()
    header = part.header
    if rest.damaged or part.damaged or header is None or header.generation != place.generation + 1:
        return None
    if now.base is None or files.stamp(names.base) != now.base or int(header.mark.partition("-")[0]) != now.base.size:
        return None
    there = Place(now.base, stamp.inode, part.end, len(content), part.last, header.generation, handle, True)
    return Tail(there, (*rest.lines, *part.lines))


def _open_journal(files: Files, names: Names) -> Handle | None:
    try:
        return Handle(files, files.open_to_read(names.journal))
    except FileNotFoundError:
        return None


def load(files: Files, names: Names, known: Place) -> tuple[Recovered | None, Place]:
    """Read the files from the beginning.

    Returns:
        What they say, None where there is no store; and the place reached.

    Raises:
        OSError: if they cannot be read, or are replaced again and again.
        BeyondRepair, NewerBase: as `recover` does.
    """
    for _ in range(_ATTEMPTS):
        # The note first: it is then never ahead of the journal.
        end = _read_end(files, names)
        before = look(files, names)
        handle = _open_journal(files, names)
        base = files.read_whole(names.base)
        # The journal last: it is then never older than the base file, and replaying more of it does no harm.
        content = handle.read(0) if handle else None
        inode = handle.stamp().inode if handle else None
        now = look(files, names)
        is_lost = handle is None and known.handle is not None and not _is_gone(files, names)
        if now.base == before.base and (now.journal.inode if now.journal else None) == inode:
            if is_lost and known.handle is not None:
                content = known.handle.read(0)
            read_backup, read_old = (
                partial(files.read_whole, names.backup),
                partial(files.read_whole, names.old_journal),
            )
            recovered = recover(Contents(base, content, end, read_backup, read_old))
            return _take(recovered, now, handle, content, is_lost)
    raise OSError("it is replaced again and again")


def _is_gone(files: Files, names: Names) -> bool:
    """Whether nothing is left that a journal could continue."""
    return files.stamp(names.base) is None and files.stamp(names.backup) is None


def _read_end(files: Files, names: Names) -> bytes | None:
    try:
        return files.read_whole(names.end)
    except OSError:
        # Whatever is in its place: it is of use only when something else is wrong.
        return None


def enter(files: Files, names: Names, header: Header, content: bytes) -> Place:
    """The place at the end of a journal that this process has just written."""
    base, stamp = files.stamp(names.base), files.stamp(names.journal)
    inode = stamp.inode if stamp else None
    last = read_journal(content).last
    return Place(base, inode, len(content), len(content), last, header.generation, _open_journal(files, names))


def _take(
    recovered: Recovered | None, now: Look, handle: Handle | None, content: bytes | None, is_lost: bool
) -> tuple[Recovered | None, Place]:
    if recovered is None:
        return None, Place(now.base)
    if is_lost:
        notice = "the journal was taken away while the program ran; it is written anew"
        recovered = replace(recovered, notices=(*recovered.notices, notice), must_rewrite=True)
    inode, size = (now.journal.inode, len(content or b"")) if now.journal else (None, 0)
    place = Place(now.base, inode, recovered.end, size, recovered.last, recovered.journal_generation, handle)
    return recovered, place
