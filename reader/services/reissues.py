"""Briefings whose files were written anew while somebody looked at them.

Owns which row is the later version of which.
"""

from collections.abc import Iterable, Mapping

from reader.domain.entry import Entry
from reader.services.library import Library


def find_reissues(library: Library, entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """The rows that have taken the place of others, under the same path.

    Args:
        library: as it is now.
        entries: rows that it had.

    Returns:
        The later version of each that has one, by the id of the earlier.

    Raises:
        IndexUnusable: if the index cannot be read.
    """
    found = {}
    for entry in entries:
        if library.entry(entry.id) is None:
            later = next(filter(None, map(library.find_path, entry.paths)), None)
            if later is not None:
                found[entry.id] = later
    return found
