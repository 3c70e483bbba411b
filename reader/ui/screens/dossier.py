"""Everything the library says about one name: its sentences in time order, to go to any of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from rich.segment import Segment
from textual.app import ComposeResult
from textual.events import Resize
from textual.reactive import reactive
from textual.worker import get_current_worker

from reader.commands.model import Command, Scope
from reader.domain.dossier import Dossier, Statement
from reader.domain.entity import Entity
from reader.domain.scrub import SafeText, scrub_line
from reader.services.errors import IndexUnusable, NamesUnavailable
from reader.services.services import Services
from reader.ui.annotating import Annotating, Host, Target
from reader.ui.dates import print_day
from reader.ui.jumps import Place
from reader.ui.layout.runs import SpanIndex, split_runs
from reader.ui.layout.wrap import Extent, wrap_words
from reader.ui.safety import draw_text
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
    """Sentences, under the source that they come from."""

    statements: reactive[Sequence[Statement]] = reactive((), repaint=False)
    notice: reactive[str] = reactive("Reading the library …")
    """Why there is none to show."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[list[Extent]] = []
        self._leads: list[int] = []
        """Rows above each sentence: air, and the source where it is another than before."""

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
        width = max(8, min(_WIDEST, self.row_width - 2 * _MARGIN))
        self._rows = [list(wrap_words(item.text, 0, len(item.text), width)) for item in self.statements]
        sources = [(item.entry.id, _print_source(item)) for item in self.statements]
        self._leads = [(at > 0) + (at == 0 or source != sources[at - 1]) for at, source in enumerate(sources)]
        heights = [lead + len(rows) for lead, rows in zip(self._leads, self._rows, strict=True)]
        self.set_items(heights, [True] * len(self._rows), cursor)

    def is_lit(self, index: int, line: int) -> bool:
        """The sentence is."""
        return line >= self._leads[index]

    def empty_message(self) -> SafeText:
        """Why there is none."""
        return scrub_line(self.notice)

    def draw_item(self, index: int, line: int, width: int) -> list[Segment]:
        """Air, the source, the sentence."""
        statement, lead = self.statements[index], self._leads[index]
        if line < lead:
            is_source = line == (index > 0)
            return [self.set_text(f" {_print_source(statement)}" if is_source else "", width, "quiet")]
        start, end = self._rows[index][line - lead]
        named = SpanIndex((span.shift(-statement.span.start), "accent") for span in statement.mentions)
        words = [
            draw_text(SafeText(statement.text[left:right].translate(_TO_SPACES)), self._book.named(*names))
            for left, right, names in split_runs(start, end, (named,))
        ]
        return [Segment(" " * _MARGIN), *words]


def _print_number(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _print_period(first: date, last: date) -> str:
    days = [print_day(day) for day in (first, last)]
    return days[0] if first == last else f"{days[0]} to {days[1]}"


def _print_source(statement: Statement) -> str:
    entry = statement.entry
    parts = [print_dates(entry) or "no date", entry.series or entry.title]
    if statement.section and statement.section != entry.title:
        parts.append(statement.section)
    return " · ".join(parts)


class DossierScreen(CommandScreen):
    """One name through the whole library."""

    def __init__(
        self,
        services: Services,
        annotating: Annotating,
        entity: Entity,
        commands: Sequence[Command],
        jump: Callable[[Place], None],
    ) -> None:
        super().__init__(commands)
        self._services = services
        self._annotating = annotating
        self._served: Host | None = None
        self._entity = entity
        self._jump = jump
        self._dossier: Dossier | None = None
        self._needle = ""

    @property
    def scope(self) -> Scope:
        """The dossier's."""
        return Scope.DOSSIER

    def receivers(self) -> Sequence[object]:
        """The list, this screen, then the annotating commands, for undo."""
        return (*([self.focused] if self.focused else []), self, self._annotating)

    def annotation_target(self) -> Target | None:
        """Nothing is annotated here."""
        return None

    def annotation_targets(self) -> Sequence[Target]:
        """Nothing, as well."""
        return ()

    def listed_ids(self, part: str) -> Sequence[str]:
        """No briefings are listed here."""
        return ()

    def annotations_changed(self) -> None:
        """Nothing of them is shown here; the screen below reads them when it is back."""

    def on_unmount(self) -> None:
        """Give the annotating commands back to the screen below."""
        if self._served is not None:
            self._annotating.serve(self._served)
            self._served.annotations_changed()

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
        self._served = self._annotating.serve(self)

        def work() -> None:
            worker = get_current_worker()
            try:
                dossier = self._services.dossiers.compile(self._entity, lambda: worker.is_cancelled)
            except (NamesUnavailable, IndexUnusable) as error:
                reason = error.reason
                self.call_on_screen(lambda: self._fail(reason))
                return
            self.call_on_screen(lambda: self._show(dossier))

        self.run_worker(work, group="dossier", description="compiling a dossier", thread=True, exclusive=True)

    def _fail(self, reason: SafeText) -> None:
        self.query_one(StatementList).notice = reason
        self.say(reason, is_warning=True)

    def _show(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._filter("")
        line = self.query_one(StatusLine)
        line.status = self._describe(dossier, line.status)

    @staticmethod
    def _describe(dossier: Dossier, status: Status) -> Status:
        met = [f"{entity.name} {count}" for entity, count in dossier.companions[:_SHOWN_COMPANIONS]]
        since = (_print_period(dossier.first, dossier.last),) if dossier.first and dossier.last else ()
        also = (f"also {', '.join(dossier.aliases[:3])}",) if dossier.aliases else ()
        parts = (*since, *((f"with {', '.join(met)}",) if met else ()), *also)
        return replace(status, parts=tuple(SafeText(part) for part in parts))

    def _filter(self, text: str) -> None:
        self._needle = text.strip()
        if self._dossier is None:
            return
        wanted = self._needle.casefold().split()
        shown = [item for item in self._dossier.statements if all(word in _read_words(item) for word in wanted)]
        listed = self.query_one(StatementList)
        listed.statements = shown
        listed.notice = "No sentence has these words. Esc shows all." if wanted else "No sentence names it."
        sentences = _print_number(len(self._dossier.statements), "sentence")
        total = f"{_print_number(self._dossier.total, 'mention')} in {sentences}"
        self.query_one(PaneHeading).detail = f"{len(shown):,} of {sentences} · {self._needle}" if wanted else total

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
