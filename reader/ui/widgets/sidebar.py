"""The pane on the right: the names in the open briefing, by type, with counts."""

from dataclasses import dataclass
from typing import NamedTuple

from rich.segment import Segment
from textual.message import Message
from textual.reactive import reactive

from reader.domain.entity import Entity, EntityCount, EntityType, MentionStatus
from reader.domain.scrub import SafeText
from reader.ui.state import Names
from reader.ui.widgets.rows import RowsView

_NOT_LISTED = "not in your list"


class _Item(NamedTuple):
    """A heading over a type, or an entity."""

    row: EntityCount | None
    heading: str = ""
    size: int = 0


def _group(names: Names, needle: str) -> list[_Item]:
    """Entities by type, in the order of the types; the names that no list knows come last."""
    wanted = needle.casefold()
    rows = [
        row
        for row in names.counts
        if not wanted or any(wanted in form.casefold() for form in (row.entity.name, *row.aliases))
    ]
    groups: dict[str, list[EntityCount]] = {str(type_): [] for type_ in EntityType}
    groups[_NOT_LISTED] = []
    for row in rows:
        is_found = row.status is MentionStatus.FOUND or row.entity.type is None
        groups[_NOT_LISTED if is_found else str(row.entity.type)].append(row)
    items: list[_Item] = []
    for heading, members in groups.items():
        if members:
            items += [_Item(None, heading, len(members)), *(_Item(row) for row in members)]
    return items


class Sidebar(RowsView):
    """The entities of the open briefing."""

    names: reactive[Names] = reactive(Names, repaint=False)
    needle: reactive[str] = reactive("", repaint=False)

    @dataclass(eq=False, repr=False)
    class Walked(Message):
        """The mentions of an entity are to be stepped through."""

        entity: Entity

    @dataclass(eq=False, repr=False)
    class Listed(Message):
        """Other names are shown, or more or fewer of them."""

        summary: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._items: list[_Item] = []

    @property
    def current(self) -> EntityCount | None:
        """The entity under the cursor."""
        return self._items[self.cursor].row if 0 <= self.cursor < len(self._items) else None

    def watch_names(self, before: Names, names: Names) -> None:
        """Show another briefing's names; the same briefing's keep the cursor on its entity."""
        self._rebuild(self.current.entity if self.current and before.briefing_id == names.briefing_id else None)

    def watch_needle(self) -> None:
        """Show only the names that hold the filter's words."""
        self._rebuild(self.current.entity if self.current else None)

    def _rebuild(self, kept: Entity | None) -> None:
        self._items = _group(self.names, self.needle)
        cursor = next((at for at, item in enumerate(self._items) if item.row and item.row.entity == kept), 0)
        heights = [1 if item.row or at == 0 else 2 for at, item in enumerate(self._items)]
        self.set_items(heights, [item.row is not None for item in self._items], cursor)
        self.post_message(self.Listed(self._summarize()))

    def _summarize(self) -> str:
        """How many names there are, and how many of them fit the filter: "25", "4 of 25 · sam"."""
        if self.names.is_loading:
            return ""
        total = f"{len(self.names.counts):,}"
        shown = sum(item.row is not None for item in self._items)
        return f"{shown:,} of {total} · {self.needle}" if self.needle else total

    def do_walk(self, count: int) -> None:
        """Step through the mentions of the entity under the cursor."""
        if self.current is not None:
            self.post_message(self.Walked(self.current.entity))

    def empty_message(self) -> SafeText:
        """Say why there are no names."""
        if not self.names.briefing_id:
            return SafeText("The names in a briefing are listed here.")
        if self.names.is_loading:
            return SafeText("Looking for names …")
        return SafeText("No name fits the filter. Esc clears it." if self.needle else "No names in this briefing.")

    def draw_item(self, index: int, line: int, width: int) -> list[Segment]:
        """A heading with the number of entities under it, or an entity with its counts."""
        item = self._items[index]
        if item.row is None:
            if line == 0 and index:
                return [Segment(" " * width)]
            return self._draw_pair(item.heading.upper(), str(item.size), width, "quiet", "quiet")
        type_ = item.row.entity.type
        name = str(type_ or "unknown")
        return self._draw_pair(f" {item.row.entity.name}", self._print_count(item.row), width, name, "quiet")

    def _draw_pair(self, left: str, right: str, width: int, left_name: str, right_name: str) -> list[Segment]:
        room = max(0, width - len(right) - 3)
        return [
            self.set_text(f" {left}", room + 1, left_name),
            self.set_text(f" {right} ", width - room - 1, right_name),
        ]

    def _print_count(self, row: EntityCount) -> str:
        if self.names.totals is None:
            return str(row.count)
        return f"{row.count}/{max(row.count, self.names.totals.get(row.entity, 0))}"
