"""The pane on the right: the outline of the open briefing, the names in it, or the tags of the library.

Owns which of the three is shown, and what is sought in each. What their rows are is made in `reader.ui.contents`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.events import Resize
from textual.message import Message
from textual.reactive import reactive

from reader.domain.entity import Entity, EntityCount
from reader.domain.scrub import SafeText
from reader.ui.contents.entities import NameOrder, list_entities
from reader.ui.contents.listing import Kind, Listing, Row, find_place
from reader.ui.contents.sparks import draw_spark
from reader.ui.layout.width import cells
from reader.ui.layout.wrap import Extent, wrap_words
from reader.ui.state import Annotated, Names, OpenBriefing, TagCount
from reader.ui.widgets.rows import RowsView

if TYPE_CHECKING:
    from reader.domain.briefing import Section

_HERE = "▌"
"""What stands before the section that is being read, as in the article before the block."""
_STEP = 2
_HANGING = 1
"""Cells by which the further lines of a title stand in, so that it is told from the next."""
_FOR_SPARKS = 34
"""Cells of a row from which on there is room for counts over time."""
_SPARK = 8
_NARROWEST = 8
"""Cells that a title is broken to at least."""


class Sidebar(RowsView):
    """One of three lists."""

    opened: reactive[OpenBriefing | None] = reactive(None, repaint=False)
    names: reactive[Names] = reactive(Names, repaint=False)
    annotated: reactive[Annotated] = reactive(Annotated, repaint=False)
    tags: reactive[tuple[TagCount, ...] | None] = reactive(None, repaint=False)
    kind: reactive[Kind] = reactive(Kind.ENTITIES, repaint=False, init=False)

    @dataclass(eq=False, repr=False)
    class Walked(Message):
        """The mentions of an entity are to be stepped through."""

        entity: Entity

    @dataclass(eq=False, repr=False)
    class Listed(Message):
        """Something else is shown, or more or less of it."""

        summary: str

    class Moved(Message):
        """Something else is under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._extents: tuple[tuple[Extent, ...], ...] = ()
        self._empty = SafeText("")
        self._needles: dict[Kind, str] = {}
        self._expected = ""
        self._order = NameOrder.COUNT
        self._detail_width = 0
        self._kept: dict[Kind, object] = {}
        """The key of what the cursor last stood on in each list."""
        self._place = 0
        self._here: Section | None = None

    # What is shown.

    @property
    def chosen(self) -> object:
        """What is under the cursor, whatever it is; None for nothing."""
        return self._rows[self.cursor].value if 0 <= self.cursor < len(self._rows) else None

    @property
    def current(self) -> EntityCount | None:
        """The entity under the cursor; None where other things are listed."""
        return self.chosen if isinstance(self.chosen, EntityCount) else None

    @property
    def needle(self) -> str:
        """What is sought in this list."""
        return self._needles.get(self.kind, "")

    @needle.setter
    def needle(self, needle: str) -> None:
        if needle != self.needle:
            self._needles[self.kind] = needle
            self._rebuild()

    def watch_opened(self, before: OpenBriefing | None, opened: OpenBriefing | None) -> None:
        """Show another briefing's sections, and the words in it that bear tags."""
        if before is None or opened is None or before.entry.id != opened.entry.id:
            self._place = 0
        self._kept.pop(Kind.OUTLINE, None)
        if self.kind is not Kind.ENTITIES:
            self._rebuild()

    def watch_names(self, before: Names, names: Names) -> None:
        """Show another briefing's names; the same briefing's keep the cursor on its entity."""
        if before.briefing_id != names.briefing_id:
            self._kept.pop(Kind.ENTITIES, None)
        if self.kind is Kind.ENTITIES:
            self._rebuild()

    def watch_annotated(self) -> None:
        """Show which tags the open briefing has, and on which words."""
        if self.kind is Kind.TAGS:
            self._rebuild()

    def watch_tags(self) -> None:
        """Show other tags, or how many briefings have them."""
        if self.kind is Kind.TAGS:
            self._rebuild()

    def watch_kind(self) -> None:
        """Show another list, with the cursor where it was in it, or in the outline where one reads."""
        self._kept.pop(Kind.OUTLINE, None)
        self._rebuild()

    def follow(self, place: int) -> None:
        """Mark the section in which the reading cursor is, and keep it in sight.

        Args:
            place: the reading place, in code points.
        """
        self._place = place
        if self.kind is Kind.OUTLINE and self._find_here():
            key = self._here.span.start if self._here is not None else None
            self.move_cursor(next((at for at, row in enumerate(self._rows) if row.key == key), -1))
            self.refresh()

    def _find_here(self) -> bool:
        """Find the section that is being read; whether it is another one."""
        from reader.ui.contents.outline import find_section, list_sections

        before, self._here = self._here, find_section(list_sections(self.opened), self._place)
        return before is not self._here

    def _list(self) -> Listing:
        match self.kind:
            case Kind.ENTITIES:
                return list_entities(self.names, self.needle, self._order)
            case Kind.OUTLINE:
                from reader.ui.contents.outline import list_outline

                return list_outline(self.opened, self.needle)
            case Kind.TAGS:
                from reader.ui.contents.tags import list_tags

                return list_tags(self.tags, self.annotated, self.opened, self.needle)

    def follow_name(self, name: str) -> None:
        """When a name is not there any more that the cursor stands on, put it on another one; empty for any."""
        self._expected = name

    def _rebuild(self) -> None:
        before = self._rows
        self._rows, summary, self._empty = self._list()
        kept = self._kept.get(self.kind)
        if self.kind is Kind.OUTLINE:
            self._find_here()
            if kept is None and self._here is not None:
                kept = self._here.span.start
        self._lay_out(find_place(before, self._rows, kept, self._expected))
        self._detail_width = max((len(row.detail) for row in self._rows), default=0)
        self._keep()
        self.post_message(self.Listed(summary))
        self.post_message(self.Moved())

    def _lay_out(self, cursor: int) -> None:
        """Break the titles that may take several lines, at the width that there is."""
        self._extents = tuple(self._break(row) for row in self._rows)
        heights = [self._measure(at) for at in range(len(self._rows))]
        self.set_items(heights, [not row.is_heading for row in self._rows], cursor)

    def _break(self, row: Row) -> tuple[Extent, ...]:
        room = max(_NARROWEST, self.row_width - 3 - _STEP * row.depth)
        if row.lines == 1 or cells(row.text) <= room:
            return ((0, len(row.text)),)
        extents = list(wrap_words(row.text, 0, len(row.text), max(_NARROWEST, room - _HANGING)))[: row.lines]
        # What does not fit is left to the last line, which says so.
        return (*extents[:-1], (extents[-1][0], len(row.text))) if extents else ((0, 0),)

    def _measure(self, index: int) -> int:
        return 2 if self._rows[index].is_heading and index else len(self._extents[index])

    def cursor_moved(self) -> None:
        """Know it again when the rows are made anew."""
        self._keep()
        self.post_message(self.Moved())

    def _keep(self) -> None:
        if 0 <= self.cursor < len(self._rows):
            self._kept[self.kind] = self._rows[self.cursor].key

    def on_resize(self, event: Resize) -> None:
        """Break the titles anew."""
        if self.kind is Kind.OUTLINE:
            self._lay_out(max(0, self.cursor))

    def do_walk(self, count: int) -> None:
        """Step through the mentions of the entity under the cursor."""
        if self.current is not None:
            self.post_message(self.Walked(self.current.entity))

    def do_sort_names(self, count: int) -> None:
        """Sort the names otherwise: by count, by name, by when they were first seen, round and round."""
        self._order = self._order.next
        self._rebuild()

    # Drawing.

    def empty_message(self) -> SafeText:
        """Say what would be there."""
        return self._empty

    def draw_item(self, index: int, line: int, width: int) -> list[Segment]:
        """A heading with air above it, or a row with its count."""
        row = self._rows[index]
        if row.is_heading:
            if line == 0 and index:
                return [Segment(" " * width)]
            return self._draw_pair(" ", "", row.text, row, width)
        is_here = row.value is self._here and self._here is not None
        start, end = self._extents[index][line]
        indent = " " * (_STEP * row.depth + 1 + (_HANGING if line else 0))
        return self._draw_pair(_HERE if is_here else " ", indent, row.text[start:end], row, width, is_first=line == 0)

    def _draw_pair(
        self, mark: str, indent: str, text: str, row: Row, width: int, *, is_first: bool = True
    ) -> list[Segment]:
        detail, word = (row.detail, row.mark) if is_first else ("", "")
        end = max(len(detail), self._detail_width if word or row.trace else 0)
        room = max(0, width - 2 - sum(size + 1 for size in (len(word), end) if size))
        spark = self._draw_trace(row, room - cells(f"{indent}{text}"), width)
        return [
            self.set_text(mark, 1, "accent"),
            self.set_text(f"{indent}{text}", room - (len(spark) + 1 if spark else 0), row.ink),
            *self._set_right(word, len(word), "accent" if row.is_news else "quiet"),
            *self._set_right(spark.lstrip(), len(spark), row.ink),
            *self._set_right(detail, end, "quiet"),
            Segment(" "),
        ]

    def _set_right(self, text: str, width: int, ink: str) -> list[Segment]:
        """A text at the right end of some cells, with another one before them; nothing where there are none."""
        return [Segment(" " * (1 + width - len(text))), self.set_text(text, len(text), ink)] if width else []

    @staticmethod
    def _draw_trace(row: Row, room: int, width: int) -> str:
        """Its counts over time, where the sidebar is wide enough for all, and the name leaves room for its own."""
        if not row.trace or width < _FOR_SPARKS or room <= _SPARK:
            return ""
        return draw_spark(row.trace, _SPARK)
