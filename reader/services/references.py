"""What a REF names: a path, an id, or the beginning of an id."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from reader.domain.briefing import Briefing
from reader.domain.entry import Entry, describe_briefing
from reader.domain.scrub import SafeText, scrub_line


class UnknownRef(Exception):
    """A REF that names no briefing. The message names it and says why, and is fit to be shown."""

    def __init__(self, ref: str, reason: str) -> None:
        self.reason: SafeText = scrub_line(reason)
        super().__init__(scrub_line(f"{ref}: {reason}"))


class Shelf(Protocol):
    """Where rows are found: the library."""

    def entry(self, briefing_id: str) -> Entry | None:
        """The row with an id."""

    def find_path(self, path: str) -> Entry | None:
        """The row of a file."""

    def find_stamp(self, stamp: bytes) -> Entry | None:
        """The row of a version of a file."""

    def find_prefix(self, prefix: str) -> Sequence[str]:
        """Some ids that begin so."""

    def meet(self, entry: Entry, briefing: Briefing | None) -> None:
        """Know a briefing that no folder holds."""


class References:
    """Finds what a person means."""

    def __init__(self, shelf: Shelf, files: Sequence[str]) -> None:
        """Args: files: absolute paths of single briefings that can be named wherever they are."""
        self._shelf = shelf
        self._files = files

    def find(self, ref: str) -> Entry:
        """The row that a person means by a path, an id or the beginning of an id.

        Raises:
            UnknownRef: if it names none, or several.
        """
        if not ref:
            raise UnknownRef('""', "neither a path nor an id")
        path = os.path.abspath(ref)
        entry = self._shelf.find_path(path)
        if entry is not None:
            return entry
        if path in self._files:
            with suppress(UnknownRef):
                return self._find_same_file(ref, path)
            return self._meet(path)
        if os.path.isdir(path):
            raise UnknownRef(ref, "is a folder; name a briefing in it")
        if os.path.exists(path):
            return self._find_same_file(ref, path)
        return self._find_by_id(ref)

    def _find_same_file(self, ref: str, path: str) -> Entry:
        """The row that reaches an existing file by another way, such as a link."""
        from reader.services.walk import walk_folders

        (folder,) = walk_folders([Path(path)])
        entry = self._shelf.find_stamp(folder.files[0].stamp)
        if entry is None or not any(os.path.realpath(other) == os.path.realpath(path) for other in entry.paths):
            raise UnknownRef(ref, "not in the library")
        return entry

    def _meet(self, path: str) -> Entry:
        """The row of a file that no folder of the library holds, unless one holds its text."""
        from reader.services.preparing import prepare_files
        from reader.services.walk import Found

        (parcel,) = prepare_files("", [Found(path)], None)
        known = self._shelf.entry(parcel.id)
        if known is not None:
            return known
        briefing = None
        if parcel.failure is not None:
            failure, title = SafeText(parcel.failure), SafeText(parcel.title)
            entry = Entry(id=parcel.id, paths=(path,), title=title, failure=failure)
        else:
            from reader.storage.index.packing import unpack_briefing

            briefing = unpack_briefing(parcel.id, parcel.body, parcel.layout)
            entry = describe_briefing(briefing, (path,))
        self._shelf.meet(entry, briefing)
        return entry

    def _find_by_id(self, ref: str) -> Entry:
        prefix = ref.lower()
        # What else a shell may hand over, such as bytes that are no text, is not even asked for.
        is_id = prefix.isascii()
        entry = self._shelf.entry(prefix) if is_id else None
        if entry is not None:
            return entry
        matches = self._shelf.find_prefix(prefix) if is_id else ()
        if not matches:
            raise UnknownRef(ref, "no such file, and no briefing's id begins so")
        if len(matches) > 1:
            raise UnknownRef(ref, "several ids begin so; write more of it")
        found = self._shelf.entry(matches[0])
        assert found is not None
        return found
