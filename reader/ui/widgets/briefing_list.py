"""The pane on the left: the briefings, newest first, by month."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.message import Message
from textual.reactive import reactive

from reader.domain.entry import Entry
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.services.grouping import Group
from reader.ui.dates import print_day_of_year
from reader.ui.layout.runs import SpanIndex, split_runs
from reader.ui.layout.width import cells, fit
from reader.ui.layout.wrap import wrap_words
from reader.ui.safety import draw_text
from reader.ui.snapshots import print_words
from reader.ui.state import NOTHING_ADDED, Marks, Shelf
from reader.ui.widgets.inkwell import TAG
from reader.ui.widgets.rows import RowsView

if TYPE_CHECKING:
    from reader.services.filtering import Finding

_ROWS_OF_A_BRIEFING = 2
_ROWS_OF_A_FINDING = 4
"""Title, two rows of the words found, and air."""
_SELECTED = "✓"
_BAR_CELLS = 4
_UNREAD = "●"
_UNKNOWN = Marks(ReadState(read=True))


def print_issue(entry: Entry) -> str:
    """What tells one issue from the next, in a few cells: "W19", "9 May", "" when nothing is known."""
    if entry.label:
        return entry.label.rpartition("-")[2] if entry.label[:4].isdecimal() else entry.label
    return print_day_of_year(entry.end) if entry.end else ""


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
    class Topped(Message):
        """The cursor goes on above the first briefing."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._heads: list[int] = []
        """The items that are headings."""

    @property
    def current(self) -> Entry | None:
        """The briefing under the cursor."""
        return self._entry(self.cursor) if 0 <= self.cursor < self.item_count else None

    def _entry(self, index: int) -> Entry | None:
        """The briefing that an item is; None for a heading."""
        before = bisect_right(self._heads, index)
        return None if before and self._heads[before - 1] == index else self.shelf.entries[index - before]

    def _item(self, position: int) -> int:
        """The item that the row at a position of the shelf is."""
        at = position
        for head in self._heads:
            if head > at:
                break
            at += 1
        return at

    def show_entry(self, entry_id: str) -> bool:
        """Put the cursor on a briefing; whether it is in the list."""
        position = self.shelf.entries.position(entry_id)
        if position is not None:
            self.move_cursor(self._item(position))
        return position is not None

    def visible_entries(self) -> list[Entry]:
        """The briefings in sight, and some around them."""
        first = max(0, self.scroll_offset.y - self.size.height)
        last = self.scroll_offset.y + 2 * self.size.height
        indexes = range(
            max(0, bisect_right(self._tops, first) - 1), min(self.item_count, bisect_right(self._tops, last))
        )
        entries = (self._entry(index) for index in indexes)
        return [entry for entry in entries if entry is not None]

    @property
    def position(self) -> int:
        """Where the row under the cursor stands in the shelf."""
        return self._position

    def watch_shelf(self, before: Shelf, shelf: Shelf) -> None:
        """Show another selection or order; the cursor stays on its briefing, and that on its row of the screen."""
        is_alike = before.entries is shelf.entries and before.groups == shelf.groups
        if is_alike and before.is_search == shelf.is_search:
            self.refresh()
            return
        index = self.cursor
        current = self._shown
        offset = self._tops[index] - round(self.scroll_target_y) if current is not None else 0
        tops, selectable = self._lay_out(shelf)
        later = shelf.reissued.get(current.id, current) if current is not None else None
        position = None if later is None else shelf.entries.position(later.id)
        if position is None and current is not None:
            position = min(self._position, len(shelf.entries) - 1)
        cursor = 0 if position is None else self._item(position)
        self.set_stack(tops, selectable, cursor)
        if before.filter == shelf.filter and current is not None and self.cursor >= 0:
            self._scroll_rows(self._tops[self.cursor] - offset)
            self.reveal_cursor()
        self._remember()
        if self._shown is not None and (current is None or current.id != self._shown.id):
            self.post_message(self.Highlighted(self._shown))

    def _lay_out(self, shelf: Shelf) -> tuple[array[int], bytes]:
        """Where each item begins, and which are briefings: a heading takes a row, with air above but for the first."""
        self._heads = []
        height = _ROWS_OF_A_FINDING if shelf.is_search else _ROWS_OF_A_BRIEFING
        tops, selectable, row = array("l"), bytearray(), 0
        for group in shelf.groups or (Group("", len(shelf.entries)),):
            if group.heading:
                self._heads.append(len(tops))
                tops.append(row)
                selectable.append(0)
                row += 2 if len(tops) > 1 else 1
            end = row + group.size * height
            tops.extend(range(row, end, height))
            selectable += b"\1" * group.size
            row = end
        tops.append(row)
        return tops, bytes(selectable)

    def _remember(self) -> None:
        """Keep what is under the cursor, for when the rows are others."""
        self._shown = self.current
        self._position = self.cursor - bisect_right(self._heads, self.cursor)

    _shown: Entry | None = None
    _position = 0

    def cursor_moved(self) -> None:
        """Tell that another briefing is under the cursor."""
        self._remember()
        if self._shown is not None:
            self.post_message(self.Highlighted(self._shown))

    def do_move_up(self, count: int) -> None:
        """The briefing before; what is above the first one is another's."""
        before = self.cursor
        super().do_move_up(count)
        if self.cursor == before:
            self.post_message(self.Topped())

    def step_entry(self, distance: int) -> Entry | None:
        """Move to a neighbour and return it; None at the end of the list."""
        before = self.cursor
        self._step(distance)
        return self.current if self.cursor != before else None

    def next_unread(self, step: int = 1) -> Entry | None:
        """Move to the next unread briefing, or the one before with -1, round and round; None when all are read."""
        numbers, read = self.shelf.entries.numbers, self.shelf.read
        size = len(numbers)
        for position in ((self._position + step * distance) % size for distance in range(1, size + 1)):
            if numbers[position] not in read:
                entry = self.shelf.entries[position]
                if entry.failure is None:
                    self.move_cursor(self._item(position))
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
        entry = self._entry(index)
        if entry is None:
            return self._draw_heading(self.shelf.groups[bisect_right(self._heads, index) - 1], line, width, index == 0)
        marks = self._marks(entry)
        if line == 0:
            return self._draw_title(entry, marks, width)
        finding = self.shelf.findings.get(entry.id) if self.shelf.is_search else None
        if finding is not None:
            return self._draw_finding(finding, line - 1, width)
        return self._draw_marks(entry, marks, width) if line == 1 else [Segment(" " * width)]

    def _draw_finding(self, finding: Finding, line: int, width: int) -> list[Segment]:
        """Two rows of the sentence in which the words stand, beginning not far before them."""
        room = width - 4
        text = "".join(part.text for part in finding.snippet)
        at = 0
        hits = []
        for part in finding.snippet:
            if part.is_hit:
                hits.append((Span(at, at + len(part.text)), "hit"))
            at += len(part.text)
        start = _begin_snippet(text, hits[0][0].start, room) if hits else 0
        rows = list(wrap_words(text, start, len(text), max(8, room)))[:2]
        if line >= len(rows):
            return [Segment(" " * width)]
        left, right = rows[line]
        segments = [Segment("   ")]
        for begin, end, names in split_runs(left, right, (SpanIndex(hits),)):
            segments.append(draw_text(SafeText(text[begin:end]), self._book.named(names[0] if names else "quiet")))
        return segments

    def _marks(self, entry: Entry) -> Marks:
        """What was added; a briefing is not called unread before that is known."""
        return _UNKNOWN if self.shelf.marks is None else self.shelf.marks.get(entry.id, NOTHING_ADDED)

    def _draw_heading(self, group: Group, line: int, width: int, is_first: bool) -> list[Segment]:
        if line == 0 and not is_first:
            return [Segment(" " * width)]
        count = f"{group.size:,}"
        return [
            self.set_text(f" {group.heading}", width - len(count) - 1, "quiet"),
            self.set_text(f"{count} ", len(count) + 1, "quiet"),
        ]

    def _draw_title(self, entry: Entry, marks: Marks, width: int) -> list[Segment]:
        issue = fit(print_issue(entry), width // 3)
        room = width - 3 - (cells(issue) + 2 if issue else 1)
        is_selected = entry.id in self.shelf.selected
        dot = self.set_text(
            f" {_SELECTED} " if is_selected else f" {_UNREAD} " if marks.is_unread and not entry.failure else "   ",
            3,
            "accent",
        )
        name = "failure" if entry.failure else "strong" if marks.is_unread else ""
        title = entry.series or entry.title
        first, rest = self._title_lines(title, room)
        if rest and self._has_marks(entry, marks):
            first = fit(title, room)
        segments = [dot, self.set_text(first, room, name)]
        return [*segments, self.set_text(f" {issue} " if issue else " ", width - 3 - room, "quiet")]

    @staticmethod
    def _title_lines(title: str, room: int) -> tuple[str, str]:
        """The title's first row, and what is left for the second."""
        if cells(title) <= room:
            return title, ""
        cut = title.rfind(" ", 0, room + 1)
        return (title[:cut], title[cut + 1 :]) if cut > room // 3 else (fit(title, room), "")

    @staticmethod
    def _has_marks(entry: Entry, marks: Marks) -> bool:
        """Whether the second row tells of the reader's work, so that none of the title can stand there."""
        return bool(entry.failure or marks.tags or marks.bookmarks or 0 < marks.progress(entry.length) < 1)

    def _draw_marks(self, entry: Entry, marks: Marks, width: int) -> list[Segment]:
        segments = [Segment("   ")]
        room = width - 4
        if entry.failure:
            return [*segments, self.set_text(entry.failure, room, "quiet")]
        parts: list[tuple[str, str]] = []
        progress = marks.progress(entry.length)
        if 0 < progress < 1:
            filled = round(progress * _BAR_CELLS)
            parts += [("━" * filled, "accent"), ("─" * (_BAR_CELLS - filled), "quiet")]
            parts.append((f" {progress:.0%} ", "quiet"))
        parts += [(f"#{tag} ", f"{TAG}{tag}") for tag in marks.tags]
        bookmarks = f"◆{marks.bookmarks}" if marks.bookmarks else ""
        room -= cells(bookmarks) + 1 if bookmarks and parts else 0
        if not parts and not bookmarks:
            issue_room = cells(fit(print_issue(entry), width // 3))
            rest = self._title_lines(entry.series or entry.title, width - 3 - (issue_room + 2 if issue_room else 1))[1]
            parts.append((rest, "quiet") if rest else (print_words(entry.words), "quiet"))
        for text, name in parts:
            size = min(cells(text), room)
            if size > 0:
                segments.append(self.set_text(text, size, name))
                room -= size
        if bookmarks:
            space = "" if segments[-1].text.endswith(" ") else " "
            segments += [draw_text(SafeText(space)), self.set_text(bookmarks, cells(bookmarks), "accent")]
        return segments


def _begin_snippet(text: str, hit: int, room: int) -> int:
    """Where rows of `room` cells begin, so that what stands at `hit` is in sight: at a word, where there is one."""
    start = max(0, hit - room // 2)
    before = text.rfind(" ", max(0, start - room // 3), start + 1)
    after = text.find(" ", start, hit)
    return 0 if start == 0 else (after if after >= 0 else before if before >= 0 else start - 1) + 1
