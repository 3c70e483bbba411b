"""The briefings of some folders: which there are, and their texts when asked.

Owns what REF names, and where a text comes from: the memory, the index while the file is as it was, else the file.
Knows nothing of annotations or of the screen.
"""

from __future__ import annotations

import os
import threading
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reader.domain.briefing import Briefing
from reader.domain.entity import Entity, Mention
from reader.domain.entry import Entry, describe_briefing
from reader.domain.order import Order
from reader.domain.scrub import SafeText, scrub_line
from reader.importers.files import UnreadableFile
from reader.services.briefing_cache import BriefingCache
from reader.services.references import References, UnknownRef
from reader.services.rows import Rows

if TYPE_CHECKING:
    from reader.domain.query_nodes import Query
    from reader.services.lists import Lists
    from reader.storage.index.access import IndexAccess
    from reader.storage.index.database import Database
    from reader.storage.index.reading import Reader
    from reader.storage.index.selecting import MarksSource, OtherNames, Selector

__all__ = ["BriefingCache", "Library", "UnknownRef"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class _Listed:
    """All rows in an order, and of which version of the index."""

    version: int
    rows: Rows


class Library:
    """The briefings of some folders and files. Every method may be called from any thread."""

    def __init__(
        self,
        roots: Sequence[Path],
        name: str = "",
        files: Sequence[Path] = (),
        index: Path | None = None,
        cache: BriefingCache | None = None,
    ) -> None:
        """Look at nothing yet.

        Args:
            roots: folders and files; files are taken whatever their suffix.
            name: what the library is called; the name of its folder where empty.
            files: single briefings that can be named too, wherever they are; no list has them.
            index: the file of the index; None keeps it in memory.
            cache: where texts are kept.
        """
        self._roots = tuple(Path(os.path.abspath(root)) for root in roots)
        self._name = name
        self._lock = threading.Lock()
        self._cache = cache or BriefingCache()
        self._index_file = index
        self._marks: MarksSource | None = None
        self._lists: Lists | None = None
        self._other_names: OtherNames = lambda condition: ()
        self._files = tuple(os.path.abspath(file) for file in files)
        self._strangers: dict[str, Entry] = {}
        self._listed: dict[Order, _Listed] = {}
        self._updated = 0
        """The version of the index when it was last brought up to date here."""

    def serve(self, marks: MarksSource, other_names: OtherNames) -> None:
        """Tell where queries find what the reader added, and what else entities are called."""
        self._marks, self._other_names = marks, other_names

    @cached_property
    def _index(self) -> IndexAccess:
        from reader.storage.index.access import IndexAccess

        return IndexAccess(self._index_file, self.update)

    @cached_property
    def _selector(self) -> Selector:
        from reader.storage.index.selecting import Selector

        return Selector(self.database, self._marks, self._other_names)

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders and files, absolute."""
        return self._roots

    @property
    def database(self) -> Database:
        """The index, for who updates it."""
        return self._index.database

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
        """A number that changes whenever the rows do."""
        return self.ask(lambda reader: reader.version) + len(self._strangers)

    @property
    def notice(self) -> SafeText:
        """What is wrong with the index file; empty where nothing is."""
        return self.database.notice

    def ask(self, question: Callable[[Reader], T]) -> T:
        """Ask the index; a damaged one is made anew first."""
        return self._index.ask(question)

    # Rows.

    def look_for(self, lists: Lists) -> None:
        """Tell with which names texts are looked through, also when a damaged index is made anew."""
        self._lists = lists

    def update(self) -> None:
        """Bring the rows up to date with the folders; names are looked for where it was told with which."""
        from reader.services.errors import NamesUnavailable
        from reader.services.ingest import update_index

        try:
            update_index(self._roots, self.database, self._lists)
        except NamesUnavailable:
            # Whoever asks for names is told; the briefings are there without.
            update_index(self._roots, self.database, None)
        self.note_update()

    def note_update(self) -> None:
        """Remember that the index is up to date."""
        self._updated = self.ask(lambda reader: reader.version)

    def _version(self) -> int:
        """The version of the index; where another process has emptied it since the update, it is filled again first."""
        version = self.ask(lambda reader: reader.version)
        if version < self._updated:
            self.update()
            version = self._updated
        return version

    def load(self) -> Rows:
        """Look through the folders and list what is there, newest first."""
        self.update()
        return self.rows()

    def rows(self, order: Order = Order.DATE) -> Rows:
        """The rows that the index knows, in an order."""
        version = self._version()
        listed = self._listed.get(order)
        if listed is None or listed.version != version:
            listed = _Listed(version, self._make_rows(self.ask(lambda reader: reader.list_numbers(order))))
            self._listed[order] = listed
        return listed.rows

    def list_first(self, count: int) -> Sequence[Entry]:
        """The first rows, newest first."""
        return self.ask(lambda reader: reader.list_first(count))

    def begin_rows(self, count: int) -> tuple[array[int], int]:
        """The numbers of the first rows, newest first, and how many rows there are."""
        return self.ask(lambda reader: (reader.list_numbers(at_most=count), reader.count()))

    def adopt(self, numbers: array[int], first: Sequence[Entry]) -> Rows:
        """The rows, where another process has asked the index for their numbers and for the first of them."""
        rows = self._make_rows(numbers)
        rows.keep(first)
        return rows

    def select(self, query: Query, today: date, order: Order = Order.DATE) -> Rows:
        """The rows that fit a query, in an order.

        Raises:
            StoreError: if tags or read state are asked for and cannot be read.
        """
        self._version()
        numbers = self.ask(lambda _: self._selector.select(query, today, order, lambda: self.rows(order).numbers))
        if order is Order.RELEVANCE:
            numbers = self.ask(lambda _: self._selector.rank(query, numbers))
        listed = self._listed.get(order)
        return listed.rows if listed is not None and numbers is listed.rows.numbers else self._make_rows(numbers)

    def begin(self, query: Query, count: int) -> tuple[Rows, int] | None:
        """The first rows that fit a query, by date, and how many fit; None where that takes as long as all of them."""
        found = self.ask(lambda _: self._selector.begin(query, count))
        return None if found is None else (self._make_rows(found[0]), found[1])

    def part(self, rows: Rows, first: Callable[[int], bool]) -> tuple[Rows, int]:
        """The same rows, those first whose number passes a test, and how many these are."""
        chosen = [number for number in rows.numbers if first(number)]
        others = (number for number in rows.numbers if not first(number))
        return self._make_rows(array("q", [*chosen, *others])), len(chosen)

    def _make_rows(self, numbers: array[int]) -> Rows:
        def locate(briefing_id: str) -> int | None:
            return self.ask(lambda reader: reader.find_numbers([briefing_id])).get(briefing_id)

        return Rows(numbers, lambda some: self.ask(lambda reader: reader.describe(some)), locate)

    def entry(self, briefing_id: str) -> Entry | None:
        """The row with this id."""
        return self._strangers.get(briefing_id) or self.ask(lambda reader: reader.find(briefing_id))

    def find_path(self, path: str) -> Entry | None:
        """The row of a file, by its absolute path."""
        for entry in self._strangers.values():
            if path in entry.paths:
                return entry
        return self.ask(lambda reader: reader.find_path(path))

    def find_issue(self, series: str | None, label: str | None, title: str | None) -> Sequence[str]:
        """The ids of the briefings with this series, label and title; with any title where that is None."""
        named = [e for e in self._strangers.values() if (e.series, e.label) == (series, label)]
        own = [e.id for e in named if title in (None, e.title)]
        return [*own, *self.ask(lambda reader: reader.find_issue(series, label, title))]

    def find_numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """What the rows with these ids are called in the index, where they are there; 0 for those outside of it."""
        wanted = list(ids)
        outside = {number: 0 for number in wanted if number in self._strangers}
        return {**outside, **self.ask(lambda reader: reader.find_numbers(wanted))}

    def count_readable(self) -> int:
        """How many rows are briefings, and not files that cannot be read."""
        return self.ask(lambda reader: reader.count_readable())

    def list_series(self) -> dict[int, str]:
        """The series of each row that has one, by its number."""
        return self.ask(lambda reader: reader.list_series())

    def shorten_ids(self) -> int:
        """How many characters of an id tell all rows apart."""
        return self.ask(lambda reader: reader.id_width())

    # Texts.

    def glimpse(self) -> tuple[Entry, Briefing] | None:
        """The beginning of a library's only briefing when that is a long one; None otherwise.

        Id, words and length in the row are those of the beginning, not of the whole.
        """
        from reader.importers.glimpse import glimpse_file
        from reader.services.walk import walk_files

        if len(self._roots) != 1 or not os.path.isfile(self._roots[0]):
            return None
        files = list(islice(walk_files(self._roots), 2))
        if len(files) != 1 or files[0].failure is not None:
            return None
        briefing = glimpse_file(files[0].path)
        return None if briefing is None else (describe_briefing(briefing, (files[0].path,)), briefing)

    def keep(self, briefing: Briefing) -> None:
        """Keep a briefing that another process has read."""
        self._cache.add(briefing)

    def briefing(self, briefing_id: str) -> Briefing:
        """The briefing with this id, from memory or read again.

        Raises:
            UnknownRef: if the library has no such row.
            UnreadableFile: if no file holds that text any more, or none could ever be read.
        """
        briefing = self._cache.find(briefing_id)
        if briefing is not None:
            return briefing
        entry = self.entry(briefing_id)
        if entry is None:
            raise UnknownRef(briefing_id, "not in the library")
        if entry.failure is not None:
            raise UnreadableFile(entry.failure)
        briefing = _recall_unchanged(self, entry) or _read_again(entry)
        self._cache.add(briefing)
        return briefing

    def remembered(self, entry: Entry) -> Briefing | None:
        """The briefing as the index knows it, for work on many; None for one that cannot be read."""
        if entry.failure is not None:
            return None
        return self._cache.find(entry.id) or self.ask(lambda reader: reader.read_text(entry.id))

    # REFs.

    def find(self, ref: str) -> Entry:
        """The row that a person means by a path, an id or the beginning of an id.

        Raises:
            UnknownRef: if it names none, or several.
        """
        return References(self, self._files).find(ref)

    def find_stamp(self, stamp: bytes) -> Entry | None:
        """The row of a version of a file."""
        return self.ask(lambda reader: reader.find_stamp(stamp))

    def find_prefix(self, prefix: str) -> Sequence[str]:
        """Two ids that begin so, at most."""
        return self.ask(lambda reader: reader.find_prefix(prefix))

    def meet(self, entry: Entry, briefing: Briefing | None) -> None:
        """Know a briefing that no folder holds."""
        self._strangers[entry.id] = entry
        if briefing is not None:
            self._cache.add(briefing)

    # Names.

    def is_named(self, lists: str) -> bool:
        """Whether names have been looked for in all briefings, with these lists."""
        return self.ask(lambda reader: reader.count_stale(lists)) == 0

    def recall(self, briefing: Briefing, lists: str) -> tuple[Mention, ...] | None:
        """The mentions of a briefing, where they have been looked for with these lists; None otherwise."""
        return self.ask(lambda reader: reader.mentions(briefing.id, lists))

    def find_entity(self, name: str) -> Entity | None:
        """The entity that a person calls so."""
        return self.ask(lambda reader: reader.find_entity(name))

    def totals(self, entities: Iterable[Entity]) -> dict[Entity, int]:
        """How often each is named in all briefings whose names have been looked for."""
        return self.ask(lambda reader: reader.totals(entities))


def _recall_unchanged(library: Library, entry: Entry) -> Briefing | None:
    """The briefing as the index has it, where one of its files is still the very one that was taken in."""
    from reader.services.walk import read_stamp

    def recall(reader: Reader) -> Briefing | None:
        is_same = any(read_stamp(path) == reader.stamp(os.fsencode(path)) for path in entry.paths)
        return reader.read_text(entry.id) if is_same else None

    return library.ask(recall)


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
