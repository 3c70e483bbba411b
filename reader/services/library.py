"""The briefings of some folders: which there are, and their texts when asked.

Owns identity within a library: one row per text, however many files hold it; what REF names; the order of the list.
Knows nothing of annotations or of the screen. The importers are loaded when the first file is read.
"""

import os
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from reader.domain.briefing import Briefing
from reader.domain.entry import Entry, describe_briefing
from reader.domain.scrub import SafeText, scrub_line
from reader.importers.files import UnreadableFile
from reader.services.walk import Found, walk_files

CACHE_SIZE = 2_000_000
"""Code points of the texts that are kept in memory: about 300 newsletters, 40 MB with their blocks."""

_ID_BYTES = 8


class UnknownRef(Exception):
    """A REF that names no briefing. The message names it and says why, and is fit to be shown."""

    def __init__(self, ref: str, reason: str) -> None:
        self.reason: SafeText = scrub_line(reason)
        super().__init__(scrub_line(f"{ref}: {reason}"))


class BriefingCache:
    """The briefings last used, up to a number of code points. For one thread at a time."""

    def __init__(self, size: int = CACHE_SIZE) -> None:
        """Args: size: code points of all texts together."""
        self._size = size
        self._used = 0
        self._briefings: OrderedDict[str, Briefing] = OrderedDict()

    def find(self, briefing_id: str) -> Briefing | None:
        """The briefing, if it is kept."""
        if briefing_id in self._briefings:
            self._briefings.move_to_end(briefing_id)
        return self._briefings.get(briefing_id)

    def add(self, briefing: Briefing, *, evicts: bool = True) -> None:
        """Keep a briefing. Where there is no room, others go if `evicts`, else it is not kept."""
        length = len(briefing.text)
        if briefing.id in self._briefings or length > self._size or (not evicts and self._used + length > self._size):
            return
        self._briefings[briefing.id] = briefing
        self._used += length
        while self._used > self._size:
            self._used -= len(self._briefings.popitem(last=False)[1].text)


class Library:
    """The briefings of some folders and files. Every method may be called from any thread."""

    def __init__(self, roots: Sequence[Path], name: str = "", cache: BriefingCache | None = None) -> None:
        """Look at nothing yet.

        Args:
            roots: folders and files; files are taken whatever their suffix.
            name: what the library is called; the name of its folder where empty.
            cache: where texts are kept.
        """
        self._roots = tuple(Path(os.path.abspath(root)) for root in roots)
        self._name = name
        self._lock = threading.Lock()
        self._cache = cache or BriefingCache()
        self._entries: dict[str, Entry] = {}
        self._is_scanned = False
        self._version = 0

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders and files, absolute."""
        return self._roots

    @property
    def name(self) -> SafeText:
        """What a title bar calls it: "samples", "briefings", "briefings and 2 more"."""
        if self._name or not self._roots:
            return scrub_line(self._name or "empty")
        first = self._roots[0].name or str(self._roots[0])
        others = len(self._roots) - 1
        return scrub_line(f"{first} and {others} more" if others else first)

    @property
    def version(self) -> int:
        """A number that changes whenever the entries do."""
        return self._version

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The rows found so far, in the order of the walk. Reads no file."""
        with self._lock:
            return tuple(self._entries.values())

    def entry(self, briefing_id: str) -> Entry | None:
        """The row with this id, if it was found."""
        with self._lock:
            return self._entries.get(briefing_id)

    def load(self) -> tuple[Entry, ...]:
        """Read the folders and list what is there, newest first."""
        for _ in self.scan():
            pass
        return self.order(self.entries)

    def adopt(self, entries: tuple[Entry, ...], briefing: Briefing | None) -> None:
        """Take over what another process has read of the same folders; nothing if it is nothing."""
        if not entries:
            return
        with self._lock:
            self._entries = {entry.id: entry for entry in entries}
            self._is_scanned = True
            self._version += 1
            if briefing is not None:
                self._cache.add(briefing)

    def glimpse(self) -> tuple[Entry, Briefing] | None:
        """The beginning of a library's only briefing when that is a long one; None otherwise.

        Id, words and length in the row are those of the beginning, not of the whole.
        """
        from reader.importers.glimpse import glimpse_file

        files = list(islice(walk_files(self._roots), 2))
        if len(files) != 1 or files[0].failure is not None:
            return None
        briefing = glimpse_file(files[0].path)
        return None if briefing is None else (describe_briefing(briefing, (files[0].path,)), briefing)

    def scan(self) -> Iterator[Entry]:
        """Read the folders, one file after the other.

        Yields:
            A row for each text and for each file that cannot be read, as soon as it is found. When another file with
            the same text turns up, its row comes again with one more path.
        """
        found: dict[str, Entry] = {}
        for file in walk_files(self._roots):
            entry = self._read_entry(file)
            known = found.get(entry.id)
            if known is not None:
                entry = replace(known, paths=(*known.paths, *entry.paths))
            found[entry.id] = entry
            with self._lock:
                self._entries[entry.id] = entry
                self._version += 1
            yield entry
        with self._lock:
            self._entries = found
            self._is_scanned = True
            self._version += 1

    @staticmethod
    def order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Newest first, unknown dates last, then by title."""
        return tuple(sorted(entries, key=_sort_key))

    def briefing(self, briefing_id: str) -> Briefing:
        """The briefing with this id, from memory or read again.

        Raises:
            UnknownRef: if the library has no such row.
            UnreadableFile: if no file holds that text any more, or none could ever be read.
        """
        with self._lock:
            briefing = self._cache.find(briefing_id)
            entry = self._entries.get(briefing_id)
        if briefing is not None:
            return briefing
        if entry is None:
            raise UnknownRef(briefing_id, "not in the library")
        if entry.failure is not None:
            raise UnreadableFile(entry.failure)
        briefing = _read_again(entry)
        with self._lock:
            self._cache.add(briefing)
        return briefing

    def find(self, ref: str) -> Entry:
        """The row that a person means by a path, an id or the beginning of an id.

        Reads the folders first if that has not been done.

        Raises:
            UnknownRef: if it names none, or several.
        """
        if not self._is_scanned:
            self.load()
        entries = self.entries
        if not ref:
            raise UnknownRef('""', "neither a path nor an id")
        path = os.path.abspath(ref)
        for entry in entries:
            if path in entry.paths:
                return entry
        if os.path.exists(path):
            return self._find_same_file(ref, path, entries)
        return _find_by_id(ref, {entry.id: entry for entry in entries})

    def _find_same_file(self, ref: str, path: str, entries: Sequence[Entry]) -> Entry:
        """The row that reaches an existing file by another way, such as a link."""
        if os.path.isdir(path):
            raise UnknownRef(ref, "is a folder; name a briefing in it")
        real = os.path.realpath(path)
        for entry in entries:
            if any(os.path.realpath(other) == real for other in entry.paths):
                return entry
        raise UnknownRef(ref, "not in the library")

    def _read_entry(self, file: Found) -> Entry:
        from reader.importers.briefings import import_file

        if file.failure is not None:
            return _describe_failure(file.path, file.failure)
        try:
            briefing = import_file(file.path)
        except UnreadableFile as error:
            return _describe_failure(file.path, error.reason)
        with self._lock:
            self._cache.add(briefing, evicts=False)
        return describe_briefing(briefing, (file.path,))


def _read_again(entry: Entry) -> Briefing:
    """Import the first of an entry's files that still holds its text.

    Raises:
        UnreadableFile: if none does.
    """
    from reader.importers.briefings import import_file

    reasons = []
    for path in entry.paths:
        try:
            briefing = import_file(path)
        except UnreadableFile as error:
            reasons.append(error)
            continue
        if briefing.id == entry.id:
            return briefing
    raise reasons[0] if len(reasons) == len(entry.paths) else UnreadableFile("has changed since the library was read")


def _find_by_id(ref: str, entries: Mapping[str, Entry]) -> Entry:
    prefix = ref.lower()
    if prefix in entries:
        return entries[prefix]
    matches = [entry for number, entry in entries.items() if number.startswith(prefix)]
    if not matches:
        raise UnknownRef(ref, "no such file, and no briefing's id begins so")
    if len(matches) > 1:
        raise UnknownRef(ref, f"{len(matches)} ids begin so; write more of it")
    return matches[0]


def _sort_key(entry: Entry) -> tuple[bool, int, int, str, str]:
    end = entry.end.toordinal() if entry.end else 0
    start = entry.start.toordinal() if entry.start else 0
    return entry.end is None, -end, -start, entry.title.casefold(), entry.path


def _describe_failure(path: str, reason: SafeText) -> Entry:
    """The row of a file that cannot be read. Its id is made from its path: there is no text to make it from."""
    from hashlib import blake2b

    number = blake2b(b"unreadable\0" + os.fsencode(path), digest_size=_ID_BYTES).hexdigest()
    return Entry(id=number, paths=(path,), title=scrub_line(os.path.basename(path) or path), failure=reason)
