"""Looking after annotations that are there: their notes, tags and anchors, one at a time or many."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from textual.app import App

from reader.commands.model import Command
from reader.domain.annotation import Annotation, Motivation, change_tags
from reader.domain.scrub import SafeText, phrase
from reader.domain.selector import AnchorState
from reader.services.annotations import PlacedAnnotation
from reader.services.reviewing import list_sure
from reader.services.services import Services
from reader.ui.anchoring import Anchoring, count_annotations
from reader.ui.annotating import Annotating, read_tags
from reader.ui.contents.collection import print_subject
from reader.ui.marking import shorten, with_note
from reader.ui.widgets.annotation_list import AnnotationList
from reader.ui.widgets.prompt import Question

_UNSURE = (AnchorState.EDITED, AnchorState.AMBIGUOUS, AnchorState.LOST)


class Host(Protocol):
    """What the screen gives."""

    commands: Sequence[Command]

    @property
    def app(self) -> App[object]:
        """The application, which holds the screens."""

    @property
    def list_(self) -> AnnotationList:
        """The annotations."""

    def show_summary(self) -> None:
        """Say how many are selected."""

    def set_status(
        self, *, trail: SafeText | None = None, pending: SafeText | None = None, busy: SafeText | None = None
    ) -> None:
        """Say what is going on."""

    def call_on_screen(self, callback: Callable[[], None]) -> None:
        """Run `callback` on the interface's thread."""

    def leave_for(self, placed: PlacedAnnotation, start: int) -> None:
        """Go to a place in the briefing of an annotation."""

    def ask(self, question: Question) -> None:
        """Ask for a text."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""


class Reviewing:
    """The commands about the annotations that are selected, or the one under the cursor."""

    def __init__(self, host: Host, services: Services, annotating: Annotating) -> None:
        self._host = host
        self._annotations = services.annotations
        self._annotating = annotating
        self._anchoring = Anchoring(host, services, annotating)

    def _chosen(self) -> list[PlacedAnnotation]:
        """The selected ones, else the one under the cursor; each once, whatever it is listed under."""
        selected = self._host.list_.selected
        if not selected:
            return [current] if (current := self._host.list_.current) is not None else []
        return [item for number, item in self._shown().items() if number in selected]

    def _shown(self) -> dict[str, PlacedAnnotation]:
        rows = self._host.list_.collection.rows
        return {row.annotation.id: row for row in rows if isinstance(row, PlacedAnnotation)}

    def _edit(
        self, chosen: Sequence[PlacedAnnotation], notice: str, edit: Callable[[Annotation], Annotation | None]
    ) -> None:
        ids = [item.annotation.id for item in chosen]
        self._annotating.record(lambda: (notice, self._annotations.edit_all(ids, edit)))

    # Selecting.

    def do_select(self, count: int) -> None:
        """Select the annotation under the cursor, or let it go, and move on."""
        current = self._host.list_.current
        if current is not None:
            self._host.list_.selected = self._host.list_.selected ^ {current.annotation.id}
            self._host.list_.do_move_down(1)
            self._host.show_summary()

    def do_select_all(self, count: int) -> None:
        """Select all that are shown; if all are, none."""
        list_ = self._host.list_
        shown = frozenset(self._shown())
        list_.selected = frozenset() if list_.selected >= shown else list_.selected | shown
        self._host.show_summary()

    def _drop_selection(self) -> None:
        self._host.list_.selected = frozenset()
        self._host.show_summary()

    # Changing.

    def do_delete(self, count: int) -> None:
        """Remove them; u brings them back."""
        chosen = self._chosen()
        if chosen:
            self._edit(chosen, f"Removed {count_annotations(len(chosen))}.", lambda annotation: None)
            self._drop_selection()

    def do_edit(self, count: int) -> None:
        """Change the tags of what is a tag, the note of anything else."""
        current = self._host.list_.current
        if current is None:
            return
        if current.annotation.motivation is not Motivation.TAGGING:
            self.do_note(1)
            return
        tags = current.annotation.tags
        if any(" " in tag for tag in tags):
            self._host.say(
                phrase("A tag with a space cannot be typed: t adds tags, t -tag removes them."), is_warning=True
            )
            return
        line = "".join(f"{tag} " for tag in tags)
        self._annotating.ask_tags("tags", lambda text: self._set_tags(current, text), line)

    def _set_tags(self, placed: PlacedAnnotation, text: str) -> None:
        tags = change_tags((), *read_tags(text))
        if tags != placed.annotation.tags:
            signs = " ".join(f"#{tag}" for tag in tags) or "none"
            self._edit([placed], f"Tags: {signs}", lambda one: replace(one, tags=tags) if tags else None)

    def do_note(self, count: int) -> None:
        """Write or change the note of the annotation under the cursor."""
        current = self._host.list_.current
        if current is None:
            return
        before = current.annotation

        def keep(text: str) -> None:
            self._edit([current], f"Note: {shorten(text)}" if text.strip() else "Note removed.", with_note(text))

        label = f"NOTE on {shorten(print_subject(before))}"
        self._host.ask(Question(label, keep, value=before.note, has_lines=True))

    def do_tag(self, count: int) -> None:
        """Ask for tags for all of them."""
        chosen = self._chosen()
        if chosen:
            self._annotating.ask_tags("tag", lambda text: self._tag(chosen, text))

    def _tag(self, chosen: Sequence[PlacedAnnotation], text: str) -> None:
        added, removed = read_tags(text)
        if not added and not removed:
            return

        def edit(one: Annotation) -> Annotation | None:
            tags = change_tags(one.tags, added, removed)
            return replace(one, tags=tags) if tags or one.motivation is not Motivation.TAGGING else None

        signs = " ".join([*(f"#{tag}" for tag in added), *(f"-{tag}" for tag in removed)])
        self._edit(chosen, f"Tagged {count_annotations(len(chosen))}: {signs}", edit)
        self._drop_selection()

    # Anchors.

    @staticmethod
    def has_to_be_compared(placed: PlacedAnnotation) -> bool:
        """Whether its words are not surely, or not as they were, in the text."""
        return placed.annotation.quote is not None and placed.anchor.state in _UNSURE

    def do_re_anchor(self, count: int) -> None:
        """Put them on the words on which they surely stand now; choose where it is not sure."""
        chosen = self._chosen()
        is_unsure = len(chosen) == 1 and not list_sure(chosen) and self.has_to_be_compared(chosen[0])
        if is_unsure and chosen[0].entry is not None:
            self.open_places(chosen[0])
        else:
            self._re_anchor_sure(chosen)

    def do_re_anchor_all(self, count: int) -> None:
        """Put all that are shown, and surely stand on edited or moved words, on these."""
        rows = self._host.list_.collection.rows
        self._re_anchor_sure(
            list({row.annotation.id: row for row in rows if isinstance(row, PlacedAnnotation)}.values())
        )

    def _re_anchor_sure(self, placed: Sequence[PlacedAnnotation]) -> None:
        pairs = list_sure(placed)
        if pairs:
            self._anchoring.re_anchor(pairs)
            self._drop_selection()
        else:
            self._host.say(
                phrase("No words here that are edited or moved and sure; Enter shows what an annotation may mean.")
            )

    def stop(self) -> bool:
        """Give up what takes long; whether there was any such thing."""
        return self._anchoring.stop()

    def open_places(self, placed: PlacedAnnotation) -> None:
        """Show the places that an annotation may mean."""
        self._anchoring.open_places(placed, lambda span: self._host.leave_for(placed, span.start))
