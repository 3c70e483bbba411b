"""Sources, a row for each: name, kind, series, and what was heard of it last."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.segment import Segment
from textual.message import Message

from reader.domain.scrub import SafeText, scrub_line
from reader.services.source_keeping import SourceRow
from reader.ui.dates import print_day_of_year
from reader.ui.widgets.rows import RowsView

_KIND = 9
_NAME, _SERIES = 28, 22
"""Cells, at most."""


class SourceList(RowsView):
    """The list of the sources."""

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """The cursor came to another source."""

    def __init__(self) -> None:
        super().__init__()
        self._sources: Sequence[SourceRow] = ()
        self._news: Mapping[str, SafeText] = {}
        self._notice = SafeText("Looking for the sources …")

    @property
    def current(self) -> SourceRow | None:
        """The source under the cursor."""
        return self._sources[self.cursor] if 0 <= self.cursor < len(self._sources) else None

    def show(self, rows: Sequence[SourceRow], news: Mapping[str, SafeText]) -> None:
        """Show others; the cursor stays in its row.

        Args:
            rows: in their order.
            news: what is told of some just now, by name, in place of what is remembered.
        """
        self._sources, self._news = rows, news
        self._notice = SafeText("No sources yet: a adds a feed, a mailbox or a page.")
        self.set_items([1] * len(rows), [True] * len(rows), max(0, self.cursor))

    @property
    def told(self) -> SafeText:
        """Everything of the source under the cursor for which its row may have no room."""
        row = self.current
        if row is None:
            return SafeText("")
        words = self._news.get(row.source.name) or print_state(row, time.time())
        return scrub_line(f"{words} · {row.source.address}")

    def cursor_moved(self) -> None:
        """Say so."""
        self.post_message(self.Moved())

    def empty_message(self) -> SafeText:
        """Which key adds one."""
        return self._notice

    def draw_item(self, index: int, line: int, width: int) -> list[Segment]:
        """One source."""
        row = self._sources[index]
        source = row.source
        name, series = min(_NAME, width * 3 // 10), min(_SERIES, width // 5)
        told = self._news.get(source.name) or print_state(row, time.time())
        room = max(1, width - name - _KIND - series)
        is_bad = bool(row.reason) and source.name not in self._news
        return [
            self.set_text(f" {source.name}", name - 1, "strong"),
            self.set_text("", 1),
            self.set_text("feed" if source.url else "mailbox", _KIND, "quiet"),
            self.set_text(source.series or "–", series - 1, "quiet"),
            self.set_text("", 1),
            self.set_text(told, room, "" if is_bad else "quiet"),
        ]


def print_state(row: SourceRow, now: float) -> SafeText:
    """What was heard of a source last, and when it is asked again where that has to wait.

    Args:
        row: what is remembered.
        now: seconds since the epoch.
    """
    if not row.heard:
        return SafeText("nothing heard yet")
    words = row.reason or "; ".join(filter(None, (f"{row.added:,} new", row.note)))
    waits = f", next try {_print_time(row.not_before, now)}" if row.not_before > now else ""
    return scrub_line(f"{_print_time(row.heard, now)}  {words}{waits}")


def _print_time(seconds: float, now: float) -> str:
    """The time of day, with the day where it is another."""
    moment, today = datetime.fromtimestamp(seconds), datetime.fromtimestamp(now).date()
    return f"{moment:%H:%M}" if moment.date() == today else f"{print_day_of_year(moment.date())} {moment:%H:%M}"
