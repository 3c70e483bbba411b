"""The rows of a list, however long it is: their order is in memory, eight bytes each, the rest is fetched by the page.

Owns what is kept of pages. Knows nothing of where they come from.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import overload

from reader.domain.entry import Entry
from reader.domain.scrub import SafeText

_PAGE = 64
_KEPT = 64
"""Pages: about 2 MB."""

_GONE = SafeText("is no longer there")


class Rows(Sequence[Entry]):
    """Some rows in their order; it never changes. To be used by one thread at a time."""

    def __init__(
        self,
        numbers: "array[int]",
        fetch: Callable[[Sequence[int]], Sequence[tuple[int, Entry]]],
        locate: Callable[[str], int | None],
    ) -> None:
        """Make rows that are fetched when asked for.

        Args:
            numbers: what the rows are called in the index, in order.
            fetch: gives those of some rows that are still there, with their numbers.
            locate: gives the number of the row with an id.
        """
        self.numbers = numbers
        self._fetch = fetch
        self._locate = locate
        self._pages: OrderedDict[int, Sequence[Entry]] = OrderedDict()

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "Rows":
        """Rows that are all in memory."""
        places = {entry.id: at for at, entry in enumerate(entries)}
        return cls(
            array("q", range(len(entries))),
            lambda numbers: [(number, entries[number]) for number in numbers],
            places.get,
        )

    def __len__(self) -> int:
        """How many there are."""
        return len(self.numbers)

    @overload
    def __getitem__(self, index: int) -> Entry: ...

    @overload
    def __getitem__(self, index: slice) -> "Rows": ...

    def __getitem__(self, index: int | slice) -> "Entry | Rows":
        """A row, or some."""
        if isinstance(index, slice):
            return Rows(self.numbers[index], self._fetch, self._locate)
        at = index if index >= 0 else index + len(self)
        if not 0 <= at < len(self):
            raise IndexError(index)
        return self._page(at // _PAGE)[at % _PAGE]

    def __iter__(self) -> Iterator[Entry]:
        """All of them; only one page is in memory at a time."""
        for start in range(0, len(self), _PAGE):
            yield from self._read(start)

    def position(self, entry_id: str) -> int | None:
        """Where the row with an id stands."""
        for page, entries in self._pages.items():
            for at, entry in enumerate(entries):
                if entry.id == entry_id:
                    return page * _PAGE + at
        number = self._locate(entry_id)
        try:
            return None if number is None else self.numbers.index(number)
        except ValueError:
            return None

    def keep(self, entries: Sequence[Entry]) -> None:
        """Take the first rows as known: they need not be fetched."""
        for page in range(len(entries) // _PAGE):
            self._pages[page] = tuple(islice(entries, page * _PAGE, (page + 1) * _PAGE))
        if len(entries) == len(self) and len(entries) % _PAGE:
            last = len(entries) // _PAGE
            self._pages[last] = tuple(entries[last * _PAGE :])

    def _page(self, page: int) -> Sequence[Entry]:
        known = self._pages.get(page)
        if known is None:
            known = self._pages[page] = self._read(page * _PAGE)
            if len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page)
        return known

    def _read(self, start: int) -> Sequence[Entry]:
        numbers = self.numbers[start : start + _PAGE]
        found = dict(self._fetch(numbers))
        return tuple(found.get(number) or _stand_in(number) for number in numbers)


def _stand_in(number: int) -> Entry:
    """The row of a briefing that went while the list was shown."""
    return Entry(id=f"gone-{number}", paths=("",), title=_GONE, failure=_GONE)
