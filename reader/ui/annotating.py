"""Tagging, bookmarking, copying and undoing: from a key to the store and back to a notice.

Owns what an annotation is about (the words under the cursor, a briefing, a name) and the way back; writes happen on one
thread, in order, and the screen never waits for the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from reader.domain.briefing import Briefing
from reader.domain.entry import Entry
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText, scrub_line
from reader.domain.span import Span
from reader.services.errors import StoreError
from reader.ui.snapshots import print_dates
from reader.ui.widgets.prompt import Question

if TYPE_CHECKING:
    from reader.services.annotations import Annotations, Change


_SHOWN_WORDS = 40


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


class Turn(Protocol):
    """Does or undoes something, and returns what turns it back again."""

    def __call__(self) -> Turn:
        """Do it."""


class Host(Protocol):
    """What the screen gives."""

    def annotation_target(self) -> Target | None:
        """What is under the cursor of the focused pane."""

    def ask(self, question: Question) -> None:
        """Ask for a line of text."""

    def say(self, text: str, *, is_warning: bool = False) -> None:
        """Show a notice."""

    def annotations_changed(self) -> None:
        """Read the annotations again."""

    def copy_text(self, text: str) -> None:
        """Put text on the clipboard."""

    def call_on_screen(self, callback: Callable[[], None]) -> None:
        """Run `callback` on the interface's thread."""


def read_tags(text: str) -> tuple[tuple[SafeText, ...], tuple[SafeText, ...]]:
    """What a line of tags adds and removes: "hbm +supply -old"."""
    words = [scrub_line(word) for word in text.replace(",", " ").split()]
    added = tuple(SafeText(word.lstrip("+#")) for word in words if not word.startswith("-") and word.lstrip("+#"))
    removed = tuple(SafeText(word.lstrip("-#")) for word in words if word.startswith("-") and word.lstrip("-#"))
    return added, removed


class Annotating:
    """The annotating commands of one screen."""

    def __init__(self, host: Host, annotations: Annotations) -> None:
        self._host = host
        self._annotations = annotations
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._done: list[tuple[str, Turn]] = []
        self._undone: list[tuple[str, Turn]] = []
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
            except StoreError as error:
                reason = error.reason
                self._host.call_on_screen(lambda: self._host.say(reason, is_warning=True))

        self._writer.submit(guarded)

    def _change(self, work: Callable[[], tuple[str, Turn]]) -> None:
        """Make a change that can be undone, and say what was done."""

        def tell(notice: str, undo: Turn) -> None:
            self._done.append((notice, undo))
            self._undone.clear()
            self._host.say(f"{notice}   u undoes")
            self._host.annotations_changed()

        def run() -> None:
            notice, undo = work()
            self._host.call_on_screen(lambda: tell(notice, undo))

        self.write(run)

    def _undo_change(self, change: Change) -> Turn:
        return lambda: self._undo_change(self._annotations.revert(change))

    def _undo_state(self, briefing_id: str, before: ReadState) -> Turn:
        return lambda: self._undo_state(briefing_id, self._annotations.restore_state(briefing_id, before))

    # Commands.

    def do_tag(self, count: int) -> None:
        """Ask for tags."""
        target = self._host.annotation_target()
        if target is None:
            self._host.say("Nothing to tag here.", is_warning=True)
            return
        try:
            words = tuple(tag for tag, _ in self._annotations.tags())
        except StoreError as error:
            self._host.say(error.reason, is_warning=True)
            return
        self._host.ask(Question("tag", lambda text: self._tag(target, text), words=words))

    def do_tag_again(self, count: int) -> None:
        """Give the last tags once more."""
        target = self._host.annotation_target()
        if target is None or not self._last_tags:
            self._host.say("No tags to repeat yet: t gives some.", is_warning=True)
        else:
            self._tag(target, self._last_tags)

    def _tag(self, target: Target, text: str) -> None:
        added, removed = read_tags(text)
        if not added and not removed:
            return
        self._last_tags = text

        def work() -> tuple[str, Turn]:
            change = self._annotations.tag(target.entry, target.span, target.entity, added, removed)
            signs = [f"#{tag}" for tag in added] + [f"-{tag}" for tag in removed]
            return f"Tagged {target.describe()}: {' '.join(signs)}", self._undo_change(change)

        self._change(work)

    def do_bookmark(self, count: int) -> None:
        """Bookmark the words under the cursor, or remove their bookmark."""
        target = self._host.annotation_target()
        if target is None:
            self._host.say("Nothing to bookmark here.", is_warning=True)
            return

        def work() -> tuple[str, Turn]:
            change = self._annotations.toggle_bookmark(target.entry, target.span, target.entity)
            verb = "Bookmarked" if change else "Bookmark removed:"
            return f"{verb} {target.describe()}", self._undo_change(change)

        self._change(work)

    def do_toggle_read(self, count: int) -> None:
        """Mark the briefing as read, or as unread."""
        target = self._host.annotation_target()
        if target is None or target.entry.failure:
            return
        entry = target.entry

        def work() -> tuple[str, Turn]:
            state = self._annotations.read_states().get(entry.id, ReadState())
            turn = self._annotations.mark_unread if state.opened or state.read else self._annotations.mark_read
            before = turn(entry.id)
            verb = "Unread" if before.opened or before.read else "Read"
            return f"{verb}: {entry.title}", self._undo_state(entry.id, before)

        self._change(work)

    def remove(self, annotation_id: str) -> None:
        """Remove an annotation by its id."""
        self._change(lambda: ("Removed an annotation.", self._undo_change(self._annotations.remove(annotation_id))))

    def do_undo(self, count: int) -> None:
        """Take the last change back."""
        self._turn(self._done, self._undone, "Undone", "Nothing to undo.")

    def do_redo(self, count: int) -> None:
        """Make it again."""
        self._turn(self._undone, self._done, "Done again", "Nothing to do again.")

    def _turn(self, source: list[tuple[str, Turn]], drain: list[tuple[str, Turn]], verb: str, otherwise: str) -> None:
        if not source:
            self._host.say(otherwise, is_warning=True)
            return
        notice, turn = source.pop()

        def tell(inverse: Turn) -> None:
            drain.append((notice, inverse))
            self._host.say(f"{verb}: {notice}")
            self._host.annotations_changed()

        def work() -> None:
            inverse = turn()
            self._host.call_on_screen(lambda: tell(inverse))

        self.write(work)

    def do_copy(self, count: int) -> None:
        """Copy the words as a Markdown quote with their source."""
        target = self._host.annotation_target()
        if target is None or target.briefing is None or target.span is None:
            self._host.say("Nothing to copy here.", is_warning=True)
            return
        words = " ".join(target.span.of(target.briefing.text).split())
        source = ", ".join(part for part in (target.entry.title, print_dates(target.entry)) if part)
        self._host.copy_text(f"> {words}\n>\n> — {source}\n")
        self._host.say(f"Copied {target.describe()}, if this terminal takes copies (OSC 52).")
