"""Who is met in the same sentences, and how often."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.message import Message

from reader.domain.entity import Entity
from reader.domain.scrub import SafeText
from reader.ui.layout.width import cells
from reader.ui.widgets.rows import RowsView

_WITH_TYPES = 34
"""Cells from which on the type stands beside the name."""


class CompanionList(RowsView):
    """Entities, the one met most often first."""

    @dataclass(eq=False, repr=False)
    class Taken(Message):
        """Only the sentences with this one are wanted."""

        entity: Entity

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: Sequence[tuple[Entity, int]] = ()
        self._chosen: Entity | None = None

    @property
    def current(self) -> Entity | None:
        """The one under the cursor."""
        return self._rows[self.cursor][0] if 0 <= self.cursor < len(self._rows) else None

    def show(self, rows: Sequence[tuple[Entity, int]], chosen: Entity | None) -> None:
        """Show others; the cursor stays on who it stood on, and at the top until somebody goes there."""
        current = self.current if self.has_focus else chosen
        self._rows, self._chosen = rows, chosen
        at = next(
            (at for at, (entity, _) in enumerate(rows) if entity == current),
            max(0, self.cursor) if self.has_focus else 0,
        )
        self.set_items([1] * len(rows), [True] * len(rows), min(at, max(0, len(rows) - 1)))

    def empty_message(self) -> SafeText:
        """Nobody."""
        return SafeText("Nobody else is named in these sentences.")

    def draw_item(self, index: int, line: int, width: int) -> list[Segment]:
        """A mark on the one chosen, the name, the number of sentences."""
        entity, count = self._rows[index]
        is_chosen = entity == self._chosen
        number = f" {count:,} "
        kind = f" {entity.type or 'unknown'}" if width >= _WITH_TYPES else ""
        room = max(1, width - 2 - cells(number) - cells(kind))
        return [
            self.set_text("▸" if is_chosen else "", 2, "accent"),
            self.set_text(entity.name, room, "accent" if is_chosen else ""),
            self.set_text(kind, cells(kind), "quiet"),
            self.set_text(number, cells(number), "quiet"),
        ]

    def do_jump(self, count: int) -> None:
        """Only the sentences with the one under the cursor."""
        if self.current is not None:
            self.post_message(self.Taken(self.current))
