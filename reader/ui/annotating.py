"""Tagging, bookmarking, copying and undoing: from a key to the store and back to a notice.

Owns what an annotation is about (the words under the cursor, a briefing, a name) and the way back; writes happen on one
thread, in order, and the screen never waits for the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NoReturn, Protocol, TypeVar

from reader.domain.briefing import Briefing
from reader.domain.entry import Entry
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText, phrase, scrub_line
from reader.domain.span import Span
from reader.services.errors import Stopped, StoreError, TurnRefused
from reader.ui.screens.base import Choice
from reader.ui.snapshots import print_dates
from reader.ui.turning import Saving, Turn, Turns
from reader.ui.widgets.prompt import Question

if TYPE_CHECKING:
    from reader.services.annotations import Annotations, Change


_SHOWN_WORDS = 40

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Target:
    """What the next annotation is about."""

    entry: Entry
    briefing: Briefing | None = None
    span: Span | None = None
    """The words; None for the whole briefing."""
    entity: SafeText | None = None

    def describe(self) -> str:
        """For a notice: the first words, the name, or the title."""
        if self.entity:
            return self.entity
        if self.span is None or self.briefing is None:
            return self.entry.title
        words = " ".join(self.span.of(self.briefing.text).split())
        return f"“{words[:_SHOWN_WORDS]}{'…' if len(words) > _SHOWN_WORDS else ''}”"


class Host(Protocol):
    """What the screen gives."""

    def annotation_target(self) -> Target | None:
        """What is under the cursor of the focused pane."""

    def annotation_targets(self) -> Sequence[Target]:
        """The selected briefings, or what is under the cursor."""

    def listed_ids(self, part: str) -> Sequence[str]:
        """The ids of the rows "above" or "below" the cursor, or of all in the list."""

    def choose(self, label: str, choices: Sequence[Choice]) -> None:
        """Let the next key take one of several things."""

    def ask(self, question: Question) -> None:
        """Ask for a line of text."""

    def key_of(self, command: str) -> str:
        """The key of a command, by its id, as it is told to a person."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""

    def annotations_changed(self) -> None:
        """Read the annotations again."""

    def end_selection(self) -> None:
        """Let the selected words go: they have what they were selected for."""

    def copy_text(self, text: str) -> None:
        """Put text on the clipboard."""

    def call_on_screen(self, callback: Callable[[], None]) -> None:
        """Run `callback` on the interface's thread."""

    def set_status(
        self, *, trail: SafeText | None = None, pending: SafeText | None = None, busy: SafeText | None = None
    ) -> None:
        """Say what is going on."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> object:
        """Call back after some seconds."""


def describe_targets(targets: Sequence[Target]) -> str:
    """For a notice: what it is, or how many."""
    return targets[0].describe() if len(targets) == 1 else f"{len(targets):,} briefings"


def read_tags(text: str) -> tuple[tuple[SafeText, ...], tuple[SafeText, ...]]:
    """What a line of tags adds and removes: "hbm +supply -old"."""
    words = [scrub_line(word) for word in text.replace(",", " ").split()]
    added = tuple(SafeText(word.lstrip("+#")) for word in words if not word.startswith("-") and word.lstrip("+#"))
    removed = tuple(SafeText(word.lstrip("-#")) for word in words if word.startswith("-") and word.lstrip("-#"))
    return added, removed


def _raise(error: BaseException) -> NoReturn:
    raise error


class Annotating:
    """The annotating commands of one screen."""

    def __init__(self, host: Host, annotations: Annotations, quick_tags: Sequence[SafeText] = ()) -> None:
        """Args: quick_tags: what a digit picks where tags are asked for."""
        self._host = host
        self._quick_tags = quick_tags
        self._annotations = annotations
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._turns = Turns()
        self._saving = Saving()
        self._last_tags = ""

    def serve(self, host: Host) -> Host:
        """Work for another screen from now on; the one before is returned."""
        before, self._host = self._host, host
        return before

    def close(self) -> None:
        """Wait for the last write."""
        self._writer.shutdown(wait=True)

    def write(self, work: Callable[[], None]) -> None:
        """Run a write in its turn; what goes wrong is said."""

        def guarded() -> None:
            try:
                work()
                self._annotations.ranking.refresh()
            except Stopped:
                self._host.call_on_screen(lambda: self._host.say(phrase("Stopped: nothing was changed.")))
            except StoreError as error:
                reason = error.reason
                self._host.call_on_screen(lambda: self._host.say(reason, is_warning=True))

        self._writer.submit(guarded).add_done_callback(self._pass_on)

    def _pass_on(self, done: Future[None]) -> None:
        """What nobody expected ends the program, as it would have done on the interface's thread."""
        error = done.exception()
        if error is not None:
            self._host.call_on_screen(lambda: _raise(error))

    def change(self, work: Callable[[], tuple[str, Turn]]) -> None:
        """Make a change of another kind in its turn: it stands with all others in one order for undo and redo.

        Args:
            work: makes it, in the thread that writes; returns what is told of it, and what takes it back.
        """
        self._change(work)

    def _change(self, work: Callable[[], tuple[str, Turn]]) -> None:
        """Make a change that can be undone, and say what was done."""
        self._change_prepared(lambda: None, lambda prepared: work())

    def _change_prepared(self, prepare: Callable[[], T], work: Callable[[T], tuple[str, Turn]]) -> None:
        """The same, with something that takes long and changes nothing before it: the store is not held meanwhile."""
        self._host.end_selection()
        ticket = self._turns.expect()

        def tell(notice: str) -> None:
            self._host.say(phrase("{}   {} undoes", notice, self._host.key_of("edit.undo")))
            self._host.annotations_changed()

        def run() -> None:
            try:
                prepared = prepare()
                with self._annotations.step() as step:
                    notice, undo = work(prepared)
                    step.what = notice
                turn = self._turn_step(step.number, is_redo=False) if step.number else undo
                self._turns.add(ticket, notice, turn)
            finally:
                ticket.is_over = True
            self._host.call_on_screen(lambda: tell(notice))

        self._write_visibly(run)

    def _write_visibly(self, work: Callable[[], None]) -> None:
        """Run a write in its turn, and say that it is going on where that takes a moment."""
        self._saving.begin(self._host)

        def run() -> None:
            try:
                work()
            finally:
                self._saving.end()
                self._host.call_on_screen(self._saving.settle)

        self.write(run)

    def record(self, work: Callable[[], tuple[str, Sequence[Change]]]) -> None:
        """Change annotations so that it can be undone; `work` gives the notice and what was changed."""

        def run() -> tuple[str, Turn]:
            notice, changes = work()
            return notice, self._undo_changes(changes)

        self._change(run)

    def record_prepared(self, prepare: Callable[[], T], work: Callable[[T], tuple[str, Sequence[Change]]]) -> None:
        """The same, with something that takes long and changes nothing before it."""

        def run(prepared: T) -> tuple[str, Turn]:
            notice, changes = work(prepared)
            return notice, self._undo_changes(changes)

        self._change_prepared(prepare, run)

    def _turn_step(self, number: str, *, is_redo: bool) -> Turn:
        """What undoes a step of the store, or does it again."""

        def turn() -> Turn:
            turned = self._annotations.redo(number) if is_redo else self._annotations.undo(number)
            if turned is None:
                raise TurnRefused("that change is not kept any more")
            return self._turn_step(turned.number, is_redo=not is_redo)

        return turn

    def _undo_changes(self, changes: Sequence[Change]) -> Turn:
        return lambda: self._undo_changes([self._annotations.revert(change) for change in reversed(changes)])

    def _undo_states(self, before: Mapping[str, ReadState]) -> Turn:
        return lambda: self._undo_states(self._annotations.restore_states(before))

    def _target(self) -> Target | None:
        """What is under the cursor, unless it is a file that cannot be read: nothing could ever find that again."""
        target = self._host.annotation_target()
        return None if target is None or target.entry.failure else target

    def _targets(self) -> Sequence[Target]:
        return [target for target in self._host.annotation_targets() if not target.entry.failure]

    # Commands.

    def do_tag(self, count: int) -> None:
        """Ask for tags."""
        targets = self._targets()
        if not targets:
            self._host.say(phrase("Nothing to tag here."), is_warning=True)
            return
        self.ask_tags("tag", lambda text: self._tag(targets, text))

    def ask_tags(self, label: str, submitted: Callable[[str], None], value: str = "") -> None:
        """Ask for tags, with those that are likely."""
        ranking = self._annotations.ranking
        try:
            if not ranking.is_known:
                ranking.refresh()
        except StoreError as error:
            self._host.say(error.reason, is_warning=True)
            return
        quick = tuple(self._quick_tags)
        self._host.ask(Question(label, submitted, value=value, words=ranking.words, quick=quick))

    def do_tag_again(self, count: int) -> None:
        """Give the last tags once more."""
        targets = self._targets()
        if not targets or not self._last_tags:
            self._host.say(phrase("No tags to repeat yet: t gives some."), is_warning=True)
        else:
            self._tag(targets, self._last_tags)

    def _tag(self, targets: Sequence[Target], text: str) -> None:
        added, removed = read_tags(text)
        if not added and not removed:
            return
        self._last_tags = text

        def work() -> tuple[str, Turn]:
            changes = [self._annotations.tag(one.entry, one.span, one.entity, added, removed) for one in targets]
            signs = [f"#{tag}" for tag in added] + [f"-{tag}" for tag in removed]
            return f"Tagged {describe_targets(targets)}: {' '.join(signs)}", self._undo_changes(changes)

        self._change(work)

    def do_bookmark(self, count: int) -> None:
        """Bookmark the words under the cursor, or remove their bookmark."""
        target = self._target()
        if target is None:
            self._host.say(phrase("Nothing to bookmark here."), is_warning=True)
            return

        def work() -> tuple[str, Turn]:
            change = self._annotations.toggle_bookmark(target.entry, target.span, target.entity)
            verb = "Bookmarked" if change else "Bookmark removed:"
            return f"{verb} {target.describe()}", self._undo_changes([change])

        self._change(work)

    def do_toggle_read(self, count: int) -> None:
        """Mark the selected briefings, or the one under the cursor, as read, or as unread when the first is read."""
        targets = self._targets()
        if not targets:
            self._host.say(phrase("Nothing to mark here."), is_warning=True)
            return

        def work() -> tuple[str, Turn]:
            state = self._annotations.read_states().get(targets[0].entry.id, ReadState())
            is_read = not (state.opened or state.read)
            before = self._annotations.mark_all((target.entry.id for target in targets), is_read=is_read)
            return f"{'Read' if is_read else 'Unread'}: {describe_targets(targets)}", self._undo_states(before)

        self._change(work)

    def do_mark_many(self, count: int) -> None:
        """Ask which briefings of the list are to be marked as read."""

        def mark(part: str) -> None:
            ids = self._host.listed_ids(part)
            if not ids:
                return

            def work() -> tuple[str, Turn]:
                before = self._annotations.mark_all(ids, is_read=True)
                return f"Read: {len(before):,} briefing{'s' if len(before) != 1 else ''}", self._undo_states(before)

            self._change(work)

        parts = (("a", "above"), ("b", "below"), ("l", "all in the list"))
        choices = [Choice(key, part, partial(mark, part)) for key, part in parts]
        self._host.choose("Mark as read", choices)

    def do_undo(self, count: int) -> None:
        """Take the last change back, also one that is not saved yet."""
        self._turn("Undone", "Nothing to undo.", is_redo=False)

    def do_redo(self, count: int) -> None:
        """Make it again."""
        self._turn("Done again", "Nothing to do again.", is_redo=True)

    def _turn(self, verb: str, otherwise: str, *, is_redo: bool) -> None:
        awaited = self._turns.awaited

        def tell(what: str | None) -> None:
            if what is None:
                self._host.say(scrub_line(otherwise), is_warning=True)
            else:
                self._host.say(phrase("{}: {}", verb, what))
                self._host.annotations_changed()

        def work() -> None:
            if awaited is not None and not awaited.is_saved:
                raise StoreError("nothing undone: the change before was not made")
            what = self._turns.turn(is_redo=is_redo) or self._turn_kept(is_redo=is_redo)
            self._host.call_on_screen(lambda: tell(what))

        self._write_visibly(work)

    def _turn_kept(self, *, is_redo: bool) -> str | None:
        """Undo the last step that the store keeps, or do it again: another run of the program may have made it."""
        turned = self._annotations.redo() if is_redo else self._annotations.undo()
        if turned is None:
            return None
        drain = self._turns.done if is_redo else self._turns.undone
        drain.append((turned.what, self._turn_step(turned.number, is_redo=not is_redo)))
        return str(turned)

    def do_copy(self, count: int) -> None:
        """Copy the words as a Markdown quote with their source."""
        target = self._host.annotation_target()
        if target is None or target.briefing is None or target.span is None:
            self._host.say(phrase("Nothing to copy here."), is_warning=True)
            return
        words = " ".join(target.span.of(target.briefing.text).split())
        source = ", ".join(part for part in (target.entry.title, print_dates(target.entry)) if part)
        self._host.copy_text(f"> {words}\n>\n> — {source}\n")
        self._host.say(phrase("Copied {}, if this terminal takes copies (OSC 52).", target.describe()))
        self._host.end_selection()
