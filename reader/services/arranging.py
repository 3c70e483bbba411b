"""The briefings that fit a query, in an order and under headings.

Owns which headings belong to which order.
"""

from dataclasses import dataclass

from reader.domain.order import Order
from reader.services.grouping import Group, Grouping, group_by_date, group_by_series
from reader.services.rows import Rows
from reader.services.services import Services

_LARGE = 10_000
"""Rows of a library in which a word may take more than 20 ms to be looked up."""

_FIRST = 300


@dataclass(frozen=True, slots=True)
class Arrangement:
    """An order, and what stands together in it."""

    order: Order = Order.DATE
    grouping: Grouping = Grouping.MONTH

    def __str__(self) -> str:
        """For the heading of the list: "by date"."""
        week = ", weeks" if self.grouping is Grouping.WEEK else ""
        return f"by {self.order}{week}"


@dataclass(frozen=True, slots=True, eq=False)
class Arranged:
    """What a list shows."""

    rows: Rows
    groups: tuple[Group, ...]
    total: int
    """How many rows there are without the query."""
    found: int
    """How many fit; more than there are rows where these are only the first."""


def arrange(services: Services, query: str, arrangement: Arrangement) -> Arranged:
    """The briefings that fit a query, arranged.

    Raises:
        FilterError: if the query cannot be understood; says at which character.
        StoreError: if tags and read state are asked for and cannot be read.
        IndexUnusable: if the index cannot be read.
    """
    library = services.library
    rows = services.filter_entries(query, arrangement.order)
    total = len(library.rows())
    if arrangement.order is Order.UNREAD:
        states = services.annotations.read_states()
        begun = (number for number, state in states.items() if state.opened or state.read)
        read = frozenset(library.find_numbers(begun).values())
        rows, unread = library.part(rows, lambda number: number not in read)
        groups = (Group("unread", unread), Group("opened or read", len(rows) - unread))
        return _arranged(rows, tuple(group for group in groups if group.size), total)
    if arrangement.grouping is Grouping.SERIES:
        return _arranged(rows, group_by_series(rows.numbers, library.list_series()), total)
    if arrangement.grouping in (Grouping.MONTH, Grouping.WEEK):
        return _arranged(rows, group_by_date(rows.numbers, arrangement.grouping), total)
    return _arranged(rows, (), total)


def begin(services: Services, query: str, arrangement: Arrangement) -> Arranged | None:
    """The first of what `arrange` gives, where that is much sooner; None where it is not.

    Raises:
        FilterError: if the query cannot be understood; says at which character.
        IndexUnusable: if the index cannot be read.
    """
    total = len(services.library.rows())
    if arrangement.order is not Order.DATE or total < _LARGE:
        return None
    first = services.library.begin(services.read_query(query), _FIRST)
    if first is None or len(first[0]) == first[1]:
        return None
    rows, found = first
    return Arranged(rows, group_by_date(rows.numbers, arrangement.grouping), total, found)


def _arranged(rows: Rows, groups: tuple[Group, ...], total: int) -> Arranged:
    return Arranged(rows, groups, total, len(rows))
