"""Notes, highlights and plain copies of the words that are selected, or under the cursor."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from reader.domain.annotation import Annotation, Colour, Motivation
from reader.domain.scrub import SafeText, phrase, scrub, scrub_line
from reader.domain.span import Span
from reader.services.annotations import Annotations, Change, PlacedAnnotation
from reader.ui.annotating import Annotating, Target
from reader.ui.contents.marks import letter_of
from reader.ui.screens.base import Choice
from reader.ui.state import Annotated
from reader.ui.widgets.prompt import Question


class Host(Protocol):
    """What the screen gives."""

    annotated: Annotated

    def annotation_target(self) -> Target | None:
        """What is under the cursor of the focused pane."""

    def choose(self, label: str, choices: Sequence[Choice]) -> None:
        """Let the next key take one of several things."""

    def ask(self, question: Question) -> None:
        """Ask for a text."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""

    def copy_text(self, text: str) -> None:
        """Put text on the clipboard."""

    def end_selection(self) -> None:
        """Let the selected words go: they have what they were selected for."""


def with_note(text: str) -> Callable[[Annotation], Annotation | None]:
    """Gives a record its note; a comment without one is removed."""
    note = scrub(text.strip())

    def edit(annotation: Annotation) -> Annotation | None:
        if not note and annotation.motivation is Motivation.COMMENTING:
            return None
        return replace(annotation, note=note)

    return edit


def shorten(note: str, size: int = 40) -> str:
    """The beginning of a note, on one line."""
    line = " ".join(note.split())
    return f"{line[:size].rstrip()}{'…' if len(line) > size else ''}"


class Marking:
    """The commands that write a note or colour words."""

    def __init__(self, host: Host, annotations: Annotations, annotating: Annotating) -> None:
        self._host = host
        self._annotations = annotations
        self._annotating = annotating

    def _target(self, otherwise: str) -> Target | None:
        target = self._host.annotation_target()
        if target is None or target.entry.failure or target.span is None:
            self._host.say(scrub_line(otherwise), is_warning=True)
            return None
        return target

    def _find(self, span: Span | None, motivation: Motivation) -> PlacedAnnotation | None:
        """What stands on just these words already."""
        placed = (item for item in self._host.annotated.placed if item.annotation.motivation is motivation)
        return next((item for item in placed if item.anchor.span == span), None)

    def do_note(self, count: int) -> None:
        """Write a note on the words, or change theirs."""
        target = self._target("Nothing to write a note on here.")
        if target is None:
            return
        before = self._find(target.span, Motivation.COMMENTING)
        text = before.annotation.note if before is not None else SafeText("")
        label = f"NOTE on {target.describe()}"
        self._host.ask(Question(label, partial(self._keep_note, target), value=text, has_lines=True))

    def _keep_note(self, target: Target, text: str) -> None:
        def work() -> tuple[str, Sequence[Change]]:
            change = self._annotations.mark(target.entry, target.span, Motivation.COMMENTING, with_note(text))
            notice = f"Note on {target.describe()}" if change else f"Note removed: {target.describe()}"
            return notice, [change]

        before = self._find(target.span, Motivation.COMMENTING)
        if text.strip() or before is not None:
            self._annotating.record(work)
        else:
            self._host.say(phrase("No note: nothing was written."))

    def do_highlight(self, count: int) -> None:
        """Ask for a colour."""
        target = self._target("Nothing to highlight here.")
        if target is None:
            return
        choices = [
            Choice(letter_of(colour).lower(), f"{colour}", partial(self._colour, target, colour), f"mark-{colour}")
            for colour in Colour
        ]
        if self._find(target.span, Motivation.HIGHLIGHTING) is not None:
            choices.append(Choice("x", "no colour", partial(self._colour, target, None), "quiet"))
        self._host.choose("Highlight", choices)

    def _colour(self, target: Target, colour: Colour | None) -> None:
        def edit(annotation: Annotation) -> Annotation | None:
            return None if colour is None else replace(annotation, colour=colour)

        def work() -> tuple[str, Sequence[Change]]:
            change = self._annotations.mark(target.entry, target.span, Motivation.HIGHLIGHTING, edit)
            return f"{f'Highlighted {colour}:' if colour else 'Colour removed:'} {target.describe()}", [change]

        self._annotating.record(work)

    def do_copy_words(self, count: int) -> None:
        """Copy the words as they are."""
        target = self._target("Nothing to copy here.")
        if target is None or target.span is None or target.briefing is None:
            return
        self._host.copy_text(target.span.of(target.briefing.text))
        self._host.say(phrase("Copied {}, if this terminal takes copies (OSC 52).", target.describe()))
        self._host.end_selection()
