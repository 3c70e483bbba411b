"""The pane on the left: the briefings, newest first, by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from rich.segment import Segment
from textual.message import Message
from textual.reactive import reactive

from reader.domain.entry import Entry
from reader.domain.scrub import SafeText
from reader.ui.layout.width import cells, fit
from reader.ui.snapshots import print_words
from reader.ui.state import Marks, Shelf
from reader.ui.widgets.rows import RowsView

_ROWS_OF_A_BRIEFING = 2
_BAR_CELLS = 4
_UNREAD = "●"
_NO_MARKS = Marks(unread=False)
"""Shown until the store has been read: a briefing is not called unread before that is known."""


def print_month(day: date | None) -> str:
    """What a group of the list is headed with: "May 2026"."""
    return "no date" if day is None else f"{day:%B %Y}"


def print_issue(entry: Entry) -> str:
    """What tells one issue from the next, in a few cells: "W19", "9 May", "" when nothing is known."""
    if entry.label:
        return entry.label.rpartition("-")[2] if entry.label[:4].isdecimal() else entry.label
    return f"{entry.end.day} {entry.end:%b}" if entry.end else ""


class _Item(NamedTuple):
    """A heading over a month, or a briefing."""

    entry: Entry | None
    heading: str = ""
    size: int = 0


def _group(entries: Sequence[Entry]) -> list[_Item]:
    """Put a heading over each run of briefings of one month."""
    items: list[_Item] = []
    run: list[_Item] = []
    for index, entry in enumerate(entries):
        run.append(_Item(entry))
        following = entries[index + 1] if index + 1 < len(entries) else None
        if following is None or print_month(following.end) != print_month(entry.end):
            items += [_Item(None, print_month(entry.end), len(run)), *run]
            run = []
    return items


class BriefingList(RowsView):
    """The briefings of the library."""

    shelf: reactive[Shelf] = reactive(Shelf, repaint=False)

    @dataclass(eq=False, repr=False)
    class Highlighted(Message):
        """The cursor came to rest on a briefing."""

        entry: Entry

        def can_replace(self, message: Message) -> bool:
            """Only the last of a burst matters."""
            return isinstance(message, BriefingList.Highlighted)

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """A briefing is to be read."""

        entry: Entry

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._items: list[_Item] = []

    @property
    def current(self) -> Entry | None:
        """The briefing under the cursor."""
        return self._items[self.cursor].entry if 0 <= self.cursor < len(self._items) else None

    def show_entry(self, entry_id: str) -> bool:
        """Put the cursor on a briefing; whether it is in the list."""
        for index, item in enumerate(self._items):
            if item.entry is not None and item.entry.id == entry_id:
                self.move_cursor(index)
                return True
        return False

    def watch_shelf(self, before: Shelf, shelf: Shelf) -> None:
        """Show another selection or order; the cursor stays on its briefing."""
        current = self.current
        if before.entries is shelf.entries:
            self.refresh()
            return
        self._items = _group(shelf.entries)
        cursor = next(
            (at for at, item in enumerate(self._items) if item.entry and current and item.entry.id == current.id), 0
        )
        heights = [_ROWS_OF_A_BRIEFING if item.entry else 1 for item in self._items]
        if heights:
            heights[1:] = [
                height + (0 if item.entry else 1) for height, item in zip(heights[1:], self._items[1:], strict=True)
            ]
        self.set_items(heights, [item.entry is not None for item in self._items], cursor)
        if self.current is not current:
            self.cursor_moved()

    def cursor_moved(self) -> None:
        """Tell that another briefing is under the cursor."""
        if self.current is not None:
            self.post_message(self.Highlighted(self.current))

    def item_chosen(self) -> None:
        """Open it."""
        self.do_open(1)

    def do_open(self, count: int) -> None:
        """Read the briefing under the cursor."""
        if self.current is not None:
            self.post_message(self.Opened(self.current))

    def step_entry(self, distance: int) -> Entry | None:
        """Move to a neighbour and return it; None at the end of the list."""
        before = self.cursor
        self._step(distance)
        return self.current if self.cursor != before else None

    def next_unread(self) -> Entry | None:
        """Move to the next unread briefing after the cursor, or the first one; None when all are read."""
        order = [*range(self.cursor + 1, len(self._items)), *range(self.cursor + 1)]
        for index in order:
            entry: Entry | None = self._items[index].entry
            if entry is not None and entry.failure is None and self.shelf.marks.get(entry.id, _NO_MARKS).unread:
                self.move_cursor(index)
                return entry
        return None

    def empty_message(self) -> SafeText:
        """Say what would be here, and which key brings it."""
        if self.shelf.is_loading:
            return SafeText("Reading the library …")
        if self.shelf.filter:
            return SafeText("No briefing fits the filter. Esc clears it.")
        return self.shelf.message or SafeText("No briefings here. Start with a folder: reader PATH")

    def draw_item(self, index: int, line: int, width: int) -> list[Segment]:
        """A heading, or one of the two rows of a briefing."""
        item = self._items[index]
        if item.entry is None:
            return self._draw_heading(item, line, width, index == 0)
        marks = self.shelf.marks.get(item.entry.id, _NO_MARKS)
        return self._draw_title(item.entry, marks, width) if line == 0 else self._draw_marks(item.entry, marks, width)

    def _draw_heading(self, item: _Item, line: int, width: int, is_first: bool) -> list[Segment]:
        if line == 0 and not is_first:
            return [Segment(" " * width)]
        count = str(item.size)
        return [
            self.set_text(f" {item.heading}", width - len(count) - 1, "quiet"),
            self.set_text(f"{count} ", len(count) + 1, "quiet"),
        ]

    def _draw_title(self, entry: Entry, marks: Marks, width: int) -> list[Segment]:
        issue = fit(print_issue(entry), width // 3)
        room = width - 3 - (cells(issue) + 2 if issue else 1)
        dot = self.set_text(f" {_UNREAD} " if marks.unread and not entry.failure else "   ", 3, "accent")
        name = "failure" if entry.failure else "strong" if marks.unread else ""
        title = entry.series or entry.title
        segments = [dot, self.set_text(self._title_lines(title, room)[0], room, name)]
        return [*segments, self.set_text(f" {issue} " if issue else " ", width - 3 - room, "quiet")]

    @staticmethod
    def _title_lines(title: str, room: int) -> tuple[str, str]:
        """The title's first row, and what is left for the second."""
        if cells(title) <= room:
            return title, ""
        cut = title.rfind(" ", 0, room + 1)
        return (title[:cut], title[cut + 1 :]) if cut > room // 3 else (fit(title, room), "")

    def _draw_marks(self, entry: Entry, marks: Marks, width: int) -> list[Segment]:
        segments = [Segment("   ")]
        room = width - 4
        if entry.failure:
            return [*segments, self.set_text(entry.failure, room, "quiet")]
        parts: list[tuple[str, str]] = []
        if 0 < marks.progress < 1:
            filled = round(marks.progress * _BAR_CELLS)
            parts += [("━" * filled, "accent"), ("─" * (_BAR_CELLS - filled), "quiet")]
            parts.append((f" {marks.progress:.0%} ", "quiet"))
        parts += [(f"#{tag} ", "tag") for tag in marks.tags]
        if marks.bookmarks:
            parts.append((f"◆{marks.bookmarks}", "accent"))
        if not parts:
            issue_room = cells(fit(print_issue(entry), width // 3))
            rest = self._title_lines(entry.series or entry.title, width - 3 - (issue_room + 2 if issue_room else 1))[1]
            parts.append((rest, "quiet") if rest else (print_words(entry.words), "quiet"))
        for text, name in parts:
            size = min(cells(text), room)
            if size > 0:
                segments.append(self.set_text(text, size, name))
                room -= size
        return segments
