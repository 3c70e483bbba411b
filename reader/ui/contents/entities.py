"""The names in the open briefing, by type, with counts here and in the library, and when each was met before."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from reader.domain.entity import EntityCount, EntityType, MentionStatus
from reader.domain.scrub import SafeText
from reader.domain.sighting import History, Interval, Sighting
from reader.ui.contents.listing import Listing, Row, fits, make_heading, summarize
from reader.ui.state import Names

_NOT_LISTED = "not in your list"
_OF_NO_TYPE = "of no type"

_WORTH_MARKING = 3
"""Issues without a name from which on it is one that has come back."""


class NameOrder(StrEnum):
    """How the names of a group are sorted."""

    COUNT = "count"
    """Most mentioned first."""
    NAME = "name"
    FIRST_SEEN = "first seen"
    """Newest first, those that nobody knows about last."""

    @property
    def next(self) -> "NameOrder":
        """The one after, round and round."""
        orders = list(NameOrder)
        return orders[(orders.index(self) + 1) % len(orders)]


def list_entities(names: Names, needle: str = "", order: NameOrder = NameOrder.COUNT) -> Listing:
    """Entities by type, in the order of the types; the names that no list knows come last."""
    shown = [row for row in names.counts if fits(needle, (row.entity.name, *row.aliases))]
    groups: dict[str, list[EntityCount]] = {str(type_): [] for type_ in EntityType}
    groups |= {_OF_NO_TYPE: [], _NOT_LISTED: []}
    for row in shown:
        is_found = row.status is MentionStatus.FOUND
        groups[_NOT_LISTED if is_found else str(row.entity.type or _OF_NO_TYPE)].append(row)
    rows: list[Row] = []
    for heading, members in groups.items():
        if members:
            sorted_ = _sort(members, names.history, order)
            rows += [make_heading(heading, len(members)), *(_make_row(names, row) for row in sorted_)]
    summary = "" if names.is_loading else _summarize(len(shown), names, needle, order)
    return Listing(tuple(rows), summary, _say_why_empty(names, needle))


def _sort(rows: Sequence[EntityCount], history: History, order: NameOrder) -> list[EntityCount]:
    match order:
        case NameOrder.COUNT:
            return list(rows)
        case NameOrder.NAME:
            return sorted(rows, key=lambda row: row.entity.name.casefold())
        case NameOrder.FIRST_SEEN:
            return sorted(rows, key=lambda row: _find(history, row).first or date.min, reverse=True)


def _find(history: History, row: EntityCount) -> Sighting:
    return history.sightings.get(row.entity, Sighting())


def _summarize(shown: int, names: Names, needle: str, order: NameOrder) -> str:
    summary = summarize(shown, len(names.counts), needle)
    if needle or order is NameOrder.COUNT:
        return summary
    # In a narrow sidebar there is no room for more.
    return f"{summary} by {order}" if order is NameOrder.NAME else str(order)


def _make_row(names: Names, row: EntityCount) -> Row:
    ink, sighting = str(row.entity.type or "unknown"), _find(names.history, row)
    mark = "new" if sighting.is_first else f"gap {sighting.missed:,}" if sighting.missed >= _WORTH_MARKING else ""
    return Row(
        row.entity.name,
        _print_count(names, row),
        ink,
        row,
        row.entity,
        mark=mark,
        is_news=sighting.is_first,
        trace=sighting.counts,
    )


def _print_count(names: Names, row: EntityCount) -> str:
    total = (names.totals or {}).get(row.entity)
    return str(row.count) if total is None else f"{row.count:,}/{max(row.count, total):,}"


def describe_name(names: Names, row: EntityCount) -> tuple[SafeText, ...]:
    """The parts of the status line for a name."""
    sighting, total = _find(names.history, row), (names.totals or {}).get(row.entity)
    parts = [f"{row.entity.name} ({row.entity.type or 'unknown'})"]
    parts.append(f"{row.count:,} here" + ("" if total is None else f", {max(row.count, total):,} in the library"))
    if sighting.is_first:
        parts.append("the first time ever")
    if sighting.missed:
        parts.append(_print_missed(sighting.missed, names.history.interval))
    if sighting.first is not None and not sighting.is_first:
        parts.append(f"first seen {sighting.first.day} {sighting.first:%b} {sighting.first.year}")
    return tuple(SafeText(part) for part in parts)


def _print_missed(missed: int, interval: Interval) -> str:
    return f"not in the {interval} before" if missed == 1 else f"not in the {missed:,} {interval}s before"


def _say_why_empty(names: Names, needle: str) -> SafeText:
    if not names.briefing_id:
        return SafeText("The names in a briefing are listed here. j and k choose one in the list.")
    if names.is_loading:
        return SafeText("Looking for names …")
    return SafeText("No name fits the filter. Esc clears it." if needle else "No names in this briefing.")
