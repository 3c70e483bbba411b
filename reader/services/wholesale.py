"""Much of a library at once: what would take too long briefing by briefing.

Owns how many are asked for together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator, Mapping, Sequence

    from reader.domain.entry import Entry
    from reader.domain.query_snippets import Laid
    from reader.services.library import Library
    from reader.services.rows import Rows

_PATHS_AT_ONCE = 1_000


def list_paths(library: Library, rows: Rows) -> Iterator[str]:
    """The files of some rows, in their order, without a look at anything else of them."""
    for start in range(0, len(rows), _PATHS_AT_ONCE):
        yield from _ask_for_paths(library, rows.numbers[start : start + _PATHS_AT_ONCE])


def _ask_for_paths(library: Library, numbers: array[int]) -> Sequence[str]:
    return library.ask(lambda reader: reader.list_paths(numbers))


def read_laid(library: Library, entries: Sequence[Entry]) -> Mapping[str, Laid]:
    """The texts of some briefings by their ids, as they were last read, without those that cannot be read."""
    ids = [entry.id for entry in entries if entry.failure is None]
    found: dict[str, Laid] = {**library.ask(lambda reader: reader.read_laid(ids))}
    for entry in entries:
        briefing = None if entry.id in found else library.remembered(entry)
        if briefing is not None:
            found[entry.id] = briefing
    return found
