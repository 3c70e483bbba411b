"""Sentences under the sources that they come from, however many: more are added below while the list is read."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from rich.segment import Segment
from textual.events import Resize

from reader.domain.dossier import Statement
from reader.domain.scrub import SafeText, scrub_line
from reader.ui.layout.runs import SpanIndex, split_runs
from reader.ui.layout.wrap import Extent, wrap_words
from reader.ui.safety import draw_text
from reader.ui.snapshots import print_dates
from reader.ui.widgets.rows import RowsView

_MARGIN = 3
_WIDEST = 100
_NARROWEST = 8
_TO_SPACES = {0x0A: " ", 0x09: " "}
_REMEMBERED = 512
"""Sentences of which the rows are kept: a few screens."""


class StatementList(RowsView):
    """The sentences of a dossier."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._statements: list[Statement] = []
        self._leads = bytearray()
        """Rows above each sentence: air, the line before unknown dates, and the source where it is a new one."""
        self._notice = SafeText("Reading the library …")
        self._break = lru_cache(_REMEMBERED)(self._break_rows)

    @property
    def current(self) -> Statement | None:
        """The sentence under the cursor."""
        return self._statements[self.cursor] if 0 <= self.cursor < len(self._statements) else None

    @property
    def statements(self) -> Sequence[Statement]:
        """All that are listed."""
        return tuple(self._statements)

    def begin(self, notice: str) -> None:
        """Show none.

        Args:
            notice: why there is none.
        """
        self._notice = scrub_line(notice)
        self._statements, self._leads = [], bytearray()
        self._break.cache_clear()
        self.set_items((), (), 0)

    def add(self, statements: Sequence[Statement]) -> None:
        """Show more, below."""
        first = len(self._statements)
        self._statements += statements
        for at in range(first, len(self._statements)):
            self._leads.append(self._count_lead(at))
        self.add_items(self._measure(first))

    def explain(self, notice: str) -> None:
        """Say why there is none."""
        self._notice = scrub_line(notice)
        self.refresh()

    def find(self, is_sought: Callable[[Statement], bool]) -> int:
        """Where a sentence is listed; -1 where it is not."""
        return next((at for at, item in enumerate(self._statements) if is_sought(item)), -1)

    def on_resize(self, event: Resize) -> None:
        """Break the sentences anew."""
        self._break.cache_clear()
        self.set_items(self._measure(0), [True] * len(self._statements), max(0, self.cursor))
        super().on_resize(event)

    def _count_lead(self, at: int) -> int:
        entry = self._statements[at].entry
        if at == 0:
            return 1
        before = self._statements[at - 1]
        if entry is not before.entry or self._statements[at].section != before.section:
            return 3 if entry.end is None and before.entry.end is not None else 2
        return 1

    def _measure(self, first: int) -> list[int]:
        """The rows of each sentence from one on."""
        width = self._text_width
        return [
            lead
            + (1 if _is_short(item.text, width) else sum(1 for _ in wrap_words(item.text, 0, len(item.text), width)))
            for item, lead in zip(self._statements[first:], self._leads[first:], strict=True)
        ]

    @property
    def _text_width(self) -> int:
        return max(_NARROWEST, min(_WIDEST, self.row_width - 2 * _MARGIN))

    def _break_rows(self, index: int) -> list[Extent]:
        text = self._statements[index].text
        return list(wrap_words(text, 0, len(text), self._text_width))

    def is_lit(self, index: int, line: int) -> bool:
        """The sentence is."""
        return line >= self._leads[index]

    def empty_message(self) -> SafeText:
        """Why there is none."""
        return self._notice

    def draw_item(self, index: int, line: int, width: int) -> list[Segment]:
        """Air, the source, the sentence."""
        statement, lead = self._statements[index], self._leads[index]
        if line < lead:
            return [self._draw_lead(statement, lead, line, index == 0, width)]
        rows = self._break(index)
        if line - lead >= len(rows):
            return [Segment(" " * width)]
        start, end = rows[line - lead]
        named = SpanIndex((span.shift(-statement.span.start), "accent") for span in statement.mentions)
        words = [
            draw_text(SafeText(statement.text[left:right].translate(_TO_SPACES)), self._book.named(*names))
            for left, right, names in split_runs(start, end, (named,))
        ]
        return [Segment(" " * _MARGIN), *words]

    def _draw_lead(self, statement: Statement, lead: int, line: int, is_first: bool, width: int) -> Segment:
        if line == lead - 1 and (is_first or lead > 1):
            return self.set_text(f" {print_source(statement)}", width, "quiet")
        if lead == 3 and line == 1:
            return self.set_text(f" ── date unknown {'─' * (width - 18)}", width, "quiet")
        return Segment(" " * width)


def _is_short(text: str, width: int) -> bool:
    return len(text) <= width and text.isascii()


def print_source(statement: Statement) -> str:
    """Where a sentence stands: dates, series or title, heading."""
    entry = statement.entry
    parts = [print_dates(entry) or "no date", entry.series or entry.title]
    if statement.section and statement.section != entry.title:
        parts.append(statement.section)
    return " · ".join(parts)
