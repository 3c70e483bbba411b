"""The briefings that fit a query, in an order and under headings.

Owns which headings belong to which order.
"""

from dataclasses import dataclass

from reader.domain.order import Order
from reader.services.grouping import Group, Grouping, group_by_date, group_by_series
from reader.services.rows import Rows
from reader.services.services import Services


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
        return Arranged(rows, tuple(group for group in groups if group.size), total)
    if arrangement.grouping is Grouping.SERIES:
        return Arranged(rows, group_by_series(rows.numbers, library.list_series()), total)
    if arrangement.grouping in (Grouping.MONTH, Grouping.WEEK):
        return Arranged(rows, group_by_date(rows.numbers, arrangement.grouping), total)
    return Arranged(rows, (), total)
