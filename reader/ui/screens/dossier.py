"""Everything the library says about one name: when it is named, in which sentences, with whom.

Owns what is shown of a dossier and where its keys lead. How it is read is the business of `dossier_reading`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from reader.commands.model import Command, Scope
from reader.domain.dossier import Statement
from reader.domain.entity import Entity
from reader.domain.scrub import SafeText, phrase, scrub_line
from reader.services.services import Services
from reader.ui.annotating import Annotating, Host, Target
from reader.ui.dossier_reading import DossierReading
from reader.ui.dossier_state import DossierState, Test
from reader.ui.jumps import Place
from reader.ui.screens.base import CommandScreen
from reader.ui.widgets.bars import KeyBar, PaneHeading, StatusLine
from reader.ui.widgets.companions import CompanionList
from reader.ui.widgets.inkwell import Inkwell
from reader.ui.widgets.prompt import Question
from reader.ui.widgets.statements import StatementList
from reader.ui.widgets.time_plot import TimePlot

_SHOWN_FORMS = 4


class Ways(Protocol):
    """Where a dossier leads to."""

    def leave_dossier(self, state: DossierState, place: Place) -> None:
        """Close it, go to a place, and keep a way back."""

    def change_dossier(self, entity: Entity) -> None:
        """Another one instead of it."""

    def open_dossier_figures(self, state: DossierState, statements: Sequence[Statement]) -> None:
        """The figures in some of its sentences, over it."""


class DossierScreen(CommandScreen):
    """One name through the whole library."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-roomy"), (130, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high"), (36, "-tall")]

    def __init__(
        self, services: Services, annotating: Annotating, state: DossierState, commands: Sequence[Command], ways: Ways
    ) -> None:
        super().__init__(commands)
        self._annotating = annotating
        self._served: Host | None = None
        self._state = state
        self._ways = ways
        self._reading = DossierReading(self, services, state)
        self._sought = state.query
        """What was last typed, which may not be a query yet."""

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

    def compose(self) -> ComposeResult:
        """A heading, the time, the sentences and who is met in them, and the instruments."""
        entity = self._state.entity
        yield PaneHeading(
            phrase("{}  {}", entity.name, entity.type or "unknown"), is_focused=True, id="dossier-heading"
        )
        yield TimePlot()
        with Horizontal(id="dossier-panes"):
            yield StatementList()
            with Vertical(id="met-pane"):
                yield PaneHeading(SafeText("MET WITH"), id="met-heading")
                yield CompanionList()
        yield StatusLine()
        keys = KeyBar(self.commands)
        keys.scope = Scope.DOSSIER
        yield keys
        yield Inkwell()

    def on_mount(self) -> None:
        """Show what has been read before, or read it."""
        self._list.focus()
        self._served = self._annotating.serve(self)
        if not self._state.is_whole:
            self._state.forget()
            self._reading.begin()
        self._begin_list()
        self.show_days()

    def on_unmount(self) -> None:
        """Give the annotating commands back to the screen below."""
        self._reading.stop()
        if self._served is not None:
            self._annotating.serve(self._served)
            self._served.annotations_changed()

    @property
    def _list(self) -> StatementList:
        return self.query_one(StatementList)

    # What the reading brings.

    def show_more(self, statements: Sequence[Statement]) -> None:
        """Add sentences; the cursor goes back to where it was before the choice changed, once that is there."""
        self._list.add(statements)
        wanted = self._state.cursor
        if wanted is not None and any(_is_same(item, wanted) for item in statements):
            self._state.cursor = None
            self._list.move_cursor(self._list.find(lambda item: _is_same(item, wanted)))

    def show_progress(self) -> None:
        """Say how much there is, and how much has been read."""
        state = self._state
        self.query_one("#dossier-heading", PaneHeading).detail = scrub_line(_describe_amount(state))
        self.query_one(CompanionList).show(state.tally.list_companions(), state.companion)
        line = self.query_one(StatusLine)
        busy = phrase("reading {:,} of {:,} briefings", state.done, state.total)
        busy = busy if self._reading.is_going_on else SafeText("")
        line.status = replace(line.status, parts=_describe_state(state), busy=busy)
        if state.is_chosen:
            self.query_one(TimePlot).days = state.shown_days
        if not self._reading.is_going_on and not state.has_more and not state.shown:
            self._list.explain("No sentence fits. Esc shows all." if state.is_chosen else "No sentence names it.")

    def show_days(self) -> None:
        """Show when it is named."""
        if not self._state.is_chosen:
            self.query_one(TimePlot).days = self._state.days

    def show_failure(self, reason: SafeText, *, is_final: bool) -> None:
        """Say what cannot be done; half a query is no fault while it is being typed."""
        if is_final:
            self._list.explain(reason)
        if is_final or self._prompt is None:
            self.say(reason, is_warning=True)
        self.show_progress()

    # Choosing.

    def _begin_list(self) -> None:
        self._state.begin()
        self._list.begin("Reading the library …")
        self._reading.look()

    def _choose(self, query: str, test: Test, companion: Entity | None) -> None:
        self._state.cursor = self._list.current or self._state.cursor
        self._state.choose(query, test, companion)
        self._begin_list()
        self.show_days()

    def _seek(self, text: str) -> None:
        """Only the sentences that fit a query."""
        self._sought = query = text.strip()

        def take(test: Test) -> None:
            if query == self._sought:
                self._choose(query, test, self._state.companion)

        self._reading.read_query(query, take)

    def on_companion_list_taken(self, message: CompanionList.Taken) -> None:
        """Only the sentences with somebody else."""
        message.stop()
        self._choose(self._state.query, self._state.test, message.entity)
        self._focus(self._list)

    def do_find(self, count: int) -> None:
        """Only the sentences that fit a query, while it is typed."""
        before = self._sought
        self.ask(Question("filter", self._seek, self._seek, lambda: self._seek(before), before))

    def do_cancel(self, count: int) -> None:
        """Show all again; else read no further; else close."""
        if self._state.is_chosen:
            self._sought = ""
            self._choose("", lambda statement: True, None)
        elif self._reading.is_going_on:
            self._reading.stop()
            self.show_progress()
            self.say(phrase("Stopped: {:,} of {:,} briefings have been read.", self._state.done, self._state.total))
        else:
            self.app.pop_screen()

    # Going.

    def do_other_pane(self, count: int) -> None:
        """To who is met, or back to the sentences."""
        companions = self.query_one(CompanionList)
        self._focus(self._list if self.focused is companions else companions)

    def _focus(self, widget: Widget) -> None:
        is_beside = widget is not self._list
        self.set_class(is_beside, "-beside")
        self.query_one("#met-heading", PaneHeading).is_focused = is_beside
        self.query_one("#dossier-heading", PaneHeading).is_focused = not is_beside
        widget.focus()

    def do_jump(self, count: int) -> None:
        """To the sentence."""
        current = self._list.current
        if current is not None:
            self._state.cursor = current
            self._ways.leave_dossier(self._state, Place(current.entry.id, current.mentions[0].start))

    def do_change_dossier(self, count: int) -> None:
        """The dossier of who is under the cursor."""
        companions = self.query_one(CompanionList)
        if self.focused is companions and companions.current is not None:
            self._ways.change_dossier(companions.current)
        else:
            self.say(phrase("Tab leads to the names met with: d there opens the dossier of one."))

    def do_figures(self, count: int) -> None:
        """The figures in the sentences that are shown."""
        self._ways.open_dossier_figures(self._state, self._list.statements)


def _is_same(one: Statement, other: Statement) -> bool:
    return one.entry.id == other.entry.id and one.span == other.span


def _print_number(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _print_period(first: date, last: date) -> str:
    days = [f"{day.day} {day:%b %Y}" for day in (first, last)]
    return days[0] if first == last else f"{days[0]} to {days[1]}"


def _describe_amount(state: DossierState) -> str:
    """How many sentences are shown, and of which choice."""
    sentences = _print_number(len(state.statements), "sentence")
    if not state.is_chosen:
        mentions = sum(state.days.values()) if state.days else state.everything.mentions
        return f"{_print_number(mentions, 'mention')} in {sentences}{'' if state.is_whole else ' so far'}"
    chosen = [state.query] if state.query else []
    chosen += [f"with {state.companion.name}"] if state.companion else []
    return f"{state.shown:,} of {sentences} · {' · '.join(chosen)}"


def _describe_state(state: DossierState) -> tuple[SafeText, ...]:
    """First and last day, and other forms of the name."""
    tally = state.everything
    days = [day for day in state.days if day is not None]
    last = max((day for day in (tally.last, *days) if day), default=None)
    since = (_print_period(tally.first, last),) if tally.first and last else ()
    forms = tally.list_forms(state.entity)[:_SHOWN_FORMS]
    also = (f"also {', '.join(forms)}",) if forms else ()
    return tuple(SafeText(part) for part in (*since, *also))
