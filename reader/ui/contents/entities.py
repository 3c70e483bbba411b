"""The names in the open briefing, by type, with counts here and in the library."""

from reader.domain.entity import EntityCount, EntityType, MentionStatus
from reader.domain.scrub import SafeText
from reader.ui.contents.listing import Listing, Row, fits, make_heading, summarize
from reader.ui.state import Names

_NOT_LISTED = "not in your list"


def list_entities(names: Names, needle: str = "") -> Listing:
    """Entities by type, in the order of the types; the names that no list knows come last."""
    shown = [row for row in names.counts if fits(needle, (row.entity.name, *row.aliases))]
    groups: dict[str, list[EntityCount]] = {str(type_): [] for type_ in EntityType}
    groups[_NOT_LISTED] = []
    for row in shown:
        is_found = row.status is MentionStatus.FOUND or row.entity.type is None
        groups[_NOT_LISTED if is_found else str(row.entity.type)].append(row)
    rows: list[Row] = []
    for heading, members in groups.items():
        if members:
            rows += [make_heading(heading, len(members)), *(_make_row(names, row) for row in members)]
    summary = "" if names.is_loading else summarize(len(shown), len(names.counts), needle)
    return Listing(tuple(rows), summary, _say_why_empty(names, needle))


def _make_row(names: Names, row: EntityCount) -> Row:
    ink = str(row.entity.type or "unknown")
    return Row(row.entity.name, _print_count(names, row), ink, row, row.entity)


def _print_count(names: Names, row: EntityCount) -> str:
    if names.totals is None:
        return str(row.count)
    return f"{row.count}/{max(row.count, names.totals.get(row.entity, 0))}"


def _say_why_empty(names: Names, needle: str) -> SafeText:
    if not names.briefing_id:
        return SafeText("The names in a briefing are listed here. j and k choose one in the list.")
    if names.is_loading:
        return SafeText("Looking for names …")
    return SafeText("No name fits the filter. Esc clears it." if needle else "No names in this briefing.")
