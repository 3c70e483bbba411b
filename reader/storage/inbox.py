"""The folder into which sources put files: each file whole or not there, none twice, none ever lost.

Owns the order of the writes, and a list of what was put there, so that what its reader deletes or edits is not brought
again. Knows nothing of what the files say.

A file is written under `.partial`, made to last, and given its name; only then is it noted in `.items`. What is about
to get a name is told in `.partial/begun`: after a writer that was killed in between, the next one notes what has its
name already. A new version takes the name of the old one, which is kept beside it under that name with a number after
it.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from reader.storage.errors import StoreError, describe_error
from reader.storage.files import Files
from reader.storage.lock import WriteLock

LIST_NAME = ".items"
_LOCK_NAME = ".lock"
_PARTIAL_NAME = ".partial"
_BEGUN_NAME = "begun"
_SUFFIX = ".md"
_MOST_NUMBERS = 10_000
_FEW, _WRITERS = 4, 16
_NONE = "-"
_ROW = re.compile(rb"([0-9a-f]{16}|-) ([0-9a-f]{16}|-) ([0-9a-f]{16}|-) ([^\0\n]+)")


class Parcel(NamedTuple):
    """A file to be put there."""

    identity: str
    link: str
    content: str
    """Keys: 16 hexadecimal digits each; `link` may be ""."""
    folder: str
    """Below the inbox, with "/" between names: "2026/05"."""
    stem: str
    """The name without number and suffix."""
    data: bytes


class Outcome(StrEnum):
    """What became of a parcel."""

    ADDED = "added"
    RENEWED = "renewed"
    """It took the place of an older version, which is kept."""
    SAME = "same"
    """It had been brought before."""


class _Row(NamedTuple):
    identity: str
    link: str
    content: str
    path: str

    def print(self) -> bytes:
        keys = " ".join(key or _NONE for key in self[:3])
        return f"{keys} {self.path}\n".encode("utf-8", errors="surrogateescape")


class _Move(NamedTuple):
    """A file on its way."""

    partial: Path
    target: Path
    data: bytes


class _Known:
    """What has been put there, by its keys."""

    def __init__(self) -> None:
        self.paths: dict[str, str] = {}
        """By identity and by link."""
        self.places: set[str] = set()
        self._versions: set[tuple[str, str]] = set()
        """Path and content."""
        self._contents: dict[str, str] = {}

    def add(self, row: _Row) -> None:
        self.paths[row.identity] = row.path
        if row.link:
            self.paths.setdefault(row.link, row.path)
        self.places.add(row.path)
        self._versions.add((row.path, row.content))
        self._contents.setdefault(row.content, row.path)

    def find(self, parcel: Parcel) -> tuple[str | None, bool]:
        """Where a parcel has been put, if it has, and whether with this content."""
        path = self.paths.get(parcel.identity) or (self.paths.get(parcel.link) if parcel.link else None)
        if path is None:
            path = self._contents.get(parcel.content)
        return path, path is not None and (path, parcel.content) in self._versions


class Inbox:
    """The folder. Every method may be called from any thread, and several processes may share a folder."""

    def __init__(
        self,
        folder: Path,
        recall: Callable[[bytes], tuple[str, str, str] | None] = lambda data: None,
        files: Files | None = None,
    ) -> None:
        """Args: recall: tells a file's keys, for when the list of what was put there is gone."""
        self.folder = folder
        self._recall = recall
        self._files = files or Files()
        self._lock = WriteLock(folder / _LOCK_NAME)
        self._known = _Known()
        self._read_bytes = 0
        self._is_tidy = False
        self._names: dict[str, set[str]] = {}

    def knows(self, identity: str) -> bool:
        """Whether something with this key has been put there, as far as was seen when the list was last read."""
        return identity in self._known.paths

    def open(self) -> None:
        """Read the list of what has been put there; nothing is written, unless the list is gone.

        Raises:
            StoreError: if that cannot be read.
        """
        with self._failing():
            if self._files.stamp(self.folder / LIST_NAME) is not None:
                self._catch_up()
            elif self.folder.is_dir():
                with self._lock.hold():
                    self._catch_up()

    def put(self, parcels: Sequence[Parcel]) -> list[Outcome]:
        """Put files there; when this returns they survive a loss of power.

        Raises:
            StoreError: if they cannot be written. What was written stays, and nothing of it is half there.
        """
        with self._lock.hold(), self._failing():
            self._catch_up()
            self._tidy()
            self._names.clear()
            outcomes, rows, begun = [], [], b""
            moves: list[_Move] = []
            for parcel in parcels:
                outcome, row = self._prepare(parcel, moves)
                outcomes.append(outcome)
                if row is not None:
                    begun += b"" if row.path in self._known.places else row.print()
                    self._known.add(row)
                    rows.append(row)
            self._write(moves)
            self._settle(moves, rows, begun)
            return outcomes

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """Turn the system's errors into one for people, and have the list read anew after any error."""
        try:
            yield
        except OSError as error:
            self.forget()
            where = os.fsdecode(error.filename) if error.filename else "the inbox"
            raise StoreError(f"not saved: {where}: {describe_error(error)}") from error
        except StoreError:
            self.forget()
            raise

    def forget(self) -> None:
        """Read the list anew next time: what was written in part is not what memory says."""
        self._known, self._read_bytes, self._is_tidy = _Known(), 0, False

    # Reading the list.

    def _catch_up(self) -> None:
        path = self.folder / LIST_NAME
        stamp = self._files.stamp(path)
        if stamp is None:
            self.forget()
            self._make_list(path)
            stamp = self._files.stamp(path)
        if stamp is not None and stamp.size < self._read_bytes:
            self.forget()
        if stamp is not None and stamp.size > self._read_bytes:
            self._read_rows(path)

    def _read_rows(self, path: Path) -> None:
        descriptor = self._files.open_to_read(path)
        try:
            data = self._files.read(descriptor, self._read_bytes)
        finally:
            self._files.close(descriptor)
        # What follows the last line feed was begun by a writer that was killed, or is being written.
        whole = data[: data.rfind(b"\n") + 1]
        for row in _read_rows(whole):
            self._known.add(row)
        self._read_bytes += len(whole)

    def _make_list(self, path: Path) -> None:
        """Begin a list; what stands in the folder, if the list was lost, is asked what it is."""
        rows = b"".join(row.print() for row in self._recall_all())
        partial = path.with_name(LIST_NAME + ".new")
        self._files.make_folder(self.folder)
        self._files.remove(partial)
        self._files.write_new(partial, [rows])
        self._files.rename(partial, path)
        self._files.sync_folder(self.folder)

    def _recall_all(self) -> Iterator[_Row]:
        for folder, folders, names in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(folder, name)
                if not name.endswith(_SUFFIX) or name.startswith("."):
                    continue
                with suppress(OSError):
                    keys = self._recall(self._files.read_whole(path) or b"")
                    if keys is not None:
                        yield _Row(*keys, path.relative_to(self.folder).as_posix())

    # Writing.

    def _prepare(self, parcel: Parcel, moves: list[_Move]) -> tuple[Outcome, _Row | None]:
        """Decide what becomes of a parcel: what is to be written and moved, and noted when all are in place."""
        path, is_same = self._known.find(parcel)
        keys = (parcel.identity, parcel.link, parcel.content)
        if path is not None and is_same:
            # Under another identity, such as in another feed: noted once.
            return Outcome.SAME, None if self.knows(parcel.identity) else _Row(*keys, path)
        outcome = Outcome.ADDED if path is None else Outcome.RENEWED
        chosen = self._choose_path(parcel) if path is None else path
        if self._read_file(chosen) != parcel.data:
            partial = self.folder / _PARTIAL_NAME / f"{len(moves)}{_SUFFIX}"
            moves.append(_Move(partial, self.folder / chosen, parcel.data))
        return outcome, _Row(*keys, chosen)

    def _choose_path(self, parcel: Parcel) -> str:
        """A name that no other file has, on a disk that takes A for a too; one with the same bytes is the parcel's."""
        names = self._names_in(parcel.folder)
        for number in range(1, _MOST_NUMBERS):
            name = f"{parcel.stem}{f'-{number}' if number > 1 else ''}{_SUFFIX}"
            path = f"{parcel.folder}/{name}"
            is_free = name.casefold() not in names
            # A file that is noted is another parcel's; one that is not may be what a killed run left of this one.
            if is_free or (path not in self._known.places and self._read_file(path) == parcel.data):
                names.add(name.casefold())
                return path
        raise StoreError(f"not saved: {parcel.folder} has {_MOST_NUMBERS:,} files named {parcel.stem}")

    def _names_in(self, folder: str) -> set[str]:
        if folder not in self._names:
            self._names[folder] = {name.casefold() for name in self._files.list_names(self.folder / folder)}
        return self._names[folder]

    def _read_file(self, path: str) -> bytes | None:
        return self._files.read_whole(self.folder / PurePosixPath(path))

    def _write(self, moves: Sequence[_Move]) -> None:
        """Write files under `.partial` so that they last: many at once, for which a disk needs little longer."""
        if len(moves) < _FEW:
            for move in moves:
                self._files.write_new(move.partial, [move.data])
            return
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(_WRITERS) as pool:
            for _ in pool.map(lambda move: self._files.write_new(move.partial, [move.data]), moves):
                continue

    def _settle(self, moves: Iterable[_Move], rows: Sequence[_Row], begun: bytes) -> None:
        """Give the files their names, then note them."""
        folders = set()
        if begun:
            self._files.write_new(self._begun, [begun])
        for partial, target, _ in moves:
            self._files.make_folder(target.parent)
            self._keep_version(target)
            self._files.rename(partial, target)
            folders.add(target.parent)
        for folder in folders:
            self._files.sync_folder(folder)
        if rows:
            self._note(b"".join(row.print() for row in rows))
        if begun:
            self._files.remove(self._begun)

    @property
    def _begun(self) -> Path:
        return self.folder / _PARTIAL_NAME / _BEGUN_NAME

    def _note_begun(self) -> None:
        """Note what a killed writer had given names, but not noted."""
        told = self._files.read_whole(self._begun) or b""
        rows = _read_rows(told[: told.rfind(b"\n") + 1])
        left = [row for row in rows if row.path not in self._known.places and self._read_file(row.path) is not None]
        for row in left:
            self._known.add(row)
        if left:
            self._note(b"".join(row.print() for row in left))

    def _note(self, data: bytes) -> None:
        descriptor = self._files.open_to_write(self.folder / LIST_NAME)
        try:
            self._files.truncate(descriptor, self._read_bytes)
            self._files.write(descriptor, data, self._read_bytes)
            self._files.sync(descriptor)
        finally:
            self._files.close(descriptor)
        self._read_bytes += len(data)

    def _keep_version(self, target: Path) -> None:
        """Give the file that is about to be replaced another name too, unless it has one already."""
        data = self._files.read_whole(target)
        if data is None:
            return
        for number in range(1, _MOST_NUMBERS):
            kept = target.with_name(f"{target.name}.{number}")
            there = self._files.read_whole(kept)
            if there == data:
                return
            if there is None:
                self._link(target, kept, data)
                return
        raise StoreError(f"not saved: there are {_MOST_NUMBERS:,} versions of {target.name}")

    def _link(self, target: Path, kept: Path, data: bytes) -> None:
        try:
            self._files.link(target, kept)
        except OSError:
            self._files.write_new(kept, [data])

    def _tidy(self) -> None:
        """Remove what a killed writer left: nobody else writes while the lock is held."""
        if self._is_tidy:
            return
        folder = self.folder / _PARTIAL_NAME
        self._files.make_folder(folder)
        self._note_begun()
        for name in self._files.list_names(folder):
            self._files.remove(folder / name)
        self._is_tidy = True


def _read_rows(lines: bytes) -> Iterator[_Row]:
    """The rows of whole lines; what is none is passed over."""
    for line in lines.split(b"\n"):
        if found := _ROW.fullmatch(line):
            identity, link, content = ("" if found[n] == b"-" else found[n].decode() for n in (1, 2, 3))
            yield _Row(identity, link, content, found[4].decode("utf-8", errors="surrogateescape"))
