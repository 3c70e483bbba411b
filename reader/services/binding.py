"""Which briefing of the library an annotation belongs to.

Owns the order in which its memory of the briefing is trusted: the text itself, then the file, then the issue's name.
Pure: reads no file, changes nothing.
"""

from collections.abc import Iterable

from reader.domain.annotation import BriefingRef
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText

_Name = tuple[SafeText | None, SafeText | None, SafeText]


def describe_ref(entry: Entry) -> BriefingRef:
    """What an annotation remembers of its briefing."""
    return BriefingRef(entry.id, entry.path, entry.title, entry.series, entry.label)


class Binding:
    """Finds the briefings of annotations among the rows of a library."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Args: entries: the rows; those that could not be read are passed over."""
        self._by_id: dict[str, Entry] = {}
        self._by_path: dict[str, Entry] = {}
        self._by_name: dict[_Name, list[Entry]] = {}
        for entry in entries:
            if entry.failure is None:
                self._by_id[entry.id] = entry
                self._by_path.update(dict.fromkeys(entry.paths, entry))
                self._by_name.setdefault((entry.series, entry.label, entry.title), []).append(entry)

    def find(self, ref: BriefingRef) -> Entry | None:
        """The briefing that `ref` remembers, or None where it is not in the library, or could be one of several.

        A file that now holds another issue of the same series (such as a "latest.md") is not the briefing meant.
        """
        entry = self._by_id.get(ref.id)
        if entry is not None:
            return entry
        entry = self._by_path.get(ref.path)
        if entry is not None and not _is_other_issue(ref, entry):
            return entry
        named = self._by_name.get((ref.series, ref.label, ref.title), [])
        return named[0] if len(named) == 1 else None


def _is_other_issue(ref: BriefingRef, entry: Entry) -> bool:
    return ref.series == entry.series and None not in (ref.label, entry.label) and ref.label != entry.label
