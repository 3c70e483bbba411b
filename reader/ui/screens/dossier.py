"""Everything the library says about one name: its sentences in time order, to go to any of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from rich.segment import Segment
from textual.app import ComposeResult
from textual.events import Resize
from textual.reactive import reactive
from textual.worker import get_current_worker

from reader.commands.model import Command, Scope
from reader.domain.dossier import Dossier, Statement
from reader.domain.entity import Entity
from reader.domain.scrub import SafeText
from reader.services.errors import NamesUnavailable
from reader.services.services import Services
from reader.ui.jumps import Place
from reader.ui.layout.runs import SpanIndex, split_runs
from reader.ui.layout.wrap import Extent, wrap_words
from reader.ui.screens.base import CommandScreen
from reader.ui.snapshots import print_dates
from reader.ui.widgets.bars import KeyBar, PaneHeading, Status, StatusLine
from reader.ui.widgets.inkwell import Inkwell
from reader.ui.widgets.prompt import Question
from reader.ui.widgets.rows import RowsView

_MARGIN = 3
_WIDEST = 100
_SHOWN_COMPANIONS = 8
_TO_SPACES = {0x0A: " ", 0x09: " "}


class StatementList(RowsView):
    """Sentences, each with its source above it."""

    statements: reactive[Sequence[Statement]] = reactive((), repaint=False)
    is_loading: reactive[bool] = reactive(True)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[list[Extent]] = []

    @property
    def current(self) -> Statement | None:
        """The sentence under the cursor."""
        return self.statements[self.cursor] if 0 <= self.cursor < len(self.statements) else None

    def watch_statements(self) -> None:
        """Show others."""
        self._set_rows(max(0, self.cursor))

    def on_resize(self, event: Resize) -> None:
        """Break the sentences anew."""
        self._set_rows(max(0, self.cursor))
        super().on_resize(event)

    def _set_rows(self, cursor: int) -> None:
        width = max(8, min(_WIDEST, self.size.width - 2 * _MARGIN))
        self._rows = [list(wrap_words(item.text, 0, len(item.text), width)) for item in self.statements]
        self.set_items([len(rows) + 2 for rows in self._rows], [True] * len(self._rows), cursor)

    def empty_message(self) -> SafeText:
        """Why there is none."""
        return SafeText("Reading the library …" if self.is_loading else "No sentence has these words. Esc shows all.")

    def draw_item(self, index: int, line: int, width: int) -> list[Segment]:
        """The source, the sentence, a blank row."""
        statement = self.statements[index]
        if line == 0:
            return [self.set_text(f" {_print_source(statement)}", width, "quiet")]
        rows = self._rows[index]
        if line > len(rows):
            return [Segment(" " * width)]
        start, end = rows[line - 1]
        named = SpanIndex((span.shift(-statement.span.start), "accent") for span in statement.mentions)
        words = [
            Segment(statement.text[left:right].translate(_TO_SPACES), self._book.named(*names))
            for left, right, names in split_runs(start, end, (named,))
        ]
        return [Segment(" " * _MARGIN), *words]


def _print_source(statement: Statement) -> str:
    entry = statement.entry
    parts = [print_dates(entry) or "no date", entry.series or entry.title]
    if statement.section and statement.section != entry.title:
        parts.append(statement.section)
    return " · ".join(parts)


class DossierScreen(CommandScreen):
    """One name through the whole library."""

    def __init__(
        self, services: Services, entity: Entity, commands: Sequence[Command], jump: Callable[[Place], None]
    ) -> None:
        super().__init__(commands)
        self._services = services
        self._entity = entity
        self._jump = jump
        self._dossier: Dossier | None = None
        self._needle = ""

    @property
    def scope(self) -> Scope:
        """The dossier's."""
        return Scope.DOSSIER

    def compose(self) -> ComposeResult:
        """A heading, the sentences, and the instruments."""
        yield PaneHeading(f"{self._entity.name}  {self._entity.type or 'unknown'}", is_focused=True)
        yield StatementList()
        yield StatusLine()
        keys = KeyBar(self.commands)
        keys.scope = Scope.DOSSIER
        yield keys
        yield Inkwell()

    def on_mount(self) -> None:
        """Compile it, in a worker."""
        self.query_one(StatementList).focus()

        def work() -> None:
            worker = get_current_worker()
            try:
                dossier = self._services.dossiers.compile(self._entity, lambda: worker.is_cancelled)
            except NamesUnavailable as error:
                reason = error.reason
                self.call_on_screen(lambda: self.say(reason, is_warning=True))
                return
            self.call_on_screen(lambda: self._show(dossier))

        self.run_worker(work, group="dossier", description="compiling a dossier", thread=True, exclusive=True)

    def _show(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self.query_one(StatementList).is_loading = False
        self._filter("")
        line = self.query_one(StatusLine)
        line.status = self._describe(dossier, line.status)

    @staticmethod
    def _describe(dossier: Dossier, status: Status) -> Status:
        met = [f"{entity.name} {count}" for entity, count in dossier.companions[:_SHOWN_COMPANIONS]]
        since = (f"{dossier.first:%d %b %Y} to {dossier.last:%d %b %Y}",) if dossier.first and dossier.last else ()
        also = (f"also {', '.join(dossier.aliases[:3])}",) if dossier.aliases else ()
        parts = (*since, *also, *((f"with {', '.join(met)}",) if met else ()))
        return replace(status, parts=tuple(SafeText(part) for part in parts))

    def _filter(self, text: str) -> None:
        self._needle = text.strip()
        if self._dossier is None:
            return
        wanted = self._needle.casefold().split()
        shown = [item for item in self._dossier.statements if all(word in _read_words(item) for word in wanted)]
        self.query_one(StatementList).statements = shown
        total = f"{self._dossier.total} mentions in {len(self._dossier.statements)} sentences"
        self.query_one(PaneHeading).detail = f"{len(shown)} of {total} · {self._needle}" if wanted else total

    def do_find(self, count: int) -> None:
        """Only the sentences with some words, while they are typed; a name among them works too."""
        before = self._needle
        self.ask(Question("find", self._filter, self._filter, lambda: self._filter(before), before))

    def do_cancel(self, count: int) -> None:
        """Show all again, or close."""
        if self._needle:
            self._filter("")
        else:
            self.app.pop_screen()

    def do_jump(self, count: int) -> None:
        """To the sentence."""
        current = self.query_one(StatementList).current
        if current is not None:
            self.app.pop_screen()
            self._jump(Place(current.entry.id, current.mentions[0].start))


def _read_words(statement: Statement) -> str:
    """All words of a statement and its source, for the filter."""
    names = (entity.name for entity in statement.others)
    return " ".join((statement.text, _print_source(statement), *names)).casefold()
