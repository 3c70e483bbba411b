"""Which briefing of the library an annotation belongs to.

Owns the order in which its memory of the briefing is trusted: the text itself, then the file, then the issue's name:
series, label and title, or series and label where it was issued again under another title.
Reads no file, changes nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from reader.domain.annotation import BriefingRef
from reader.domain.entry import Entry


class Shelf(Protocol):
    """Where rows are found: the library."""

    def find_numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """Those of the ids that are there, with something for each."""

    def find_path(self, path: str) -> Entry | None:
        """The row of a file."""

    def find_issue(self, series: str | None, label: str | None, title: str | None) -> Sequence[str]:
        """The ids of the briefings of that name; of any title where that is None."""


def describe_ref(entry: Entry) -> BriefingRef:
    """What an annotation remembers of its briefing."""
    return BriefingRef(entry.id, entry.path, entry.title, entry.series, entry.label)


class Binding:
    """Finds the briefings of annotations. Made for some annotations at a time, at the cost of one question for all."""

    def __init__(self, shelf: Shelf, refs: Iterable[BriefingRef]) -> None:
        """Args: refs: what the annotations remember."""
        self._shelf = shelf
        self._present = shelf.find_numbers({ref.id for ref in refs}).keys()
        self._others: dict[BriefingRef, str | None] = {}

    def find(self, ref: BriefingRef) -> str | None:
        """The id of the briefing that `ref` remembers; None where it is not there, or could be one of several.

        A file that now holds another issue of the same series (such as a "latest.md") is not the briefing meant.
        """
        if ref.id in self._present:
            return ref.id
        if ref not in self._others:
            self._others[ref] = self._search(ref)
        return self._others[ref]

    def _search(self, ref: BriefingRef) -> str | None:
        entry = self._shelf.find_path(ref.path)
        if entry is not None and entry.failure is None and not _is_other_issue(ref, entry):
            return entry.id
        named = self._shelf.find_issue(ref.series, ref.label, ref.title)
        if not named and None not in (ref.series, ref.label):
            named = self._shelf.find_issue(ref.series, ref.label, None)
        return named[0] if len(named) == 1 else None


def _is_other_issue(ref: BriefingRef, entry: Entry) -> bool:
    return ref.series == entry.series and None not in (ref.label, entry.label) and ref.label != entry.label
