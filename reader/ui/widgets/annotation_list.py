"""The rows of the annotations screen."""

from rich.segment import Segment
from textual.reactive import reactive

from reader.domain.annotation import Annotation, Motivation
from reader.domain.scrub import SafeText
from reader.domain.selector import AnchorState
from reader.services.annotations import PlacedAnnotation
from reader.ui.contents.collection import Collection, Heading, print_briefing, print_subject
from reader.ui.contents.marks import SIGNS, choose_ink, letter_of, print_state
from reader.ui.layout.width import cells
from reader.ui.widgets.inkwell import TAG
from reader.ui.widgets.rows import RowsView

_SELECTED = "✓"
_INDENT = 3
_NOTHING = SafeText("No annotations to show. In an article, B bookmarks, t tags, H highlights the words, a notes.")
_READING = SafeText("Reading the annotations …")


class AnnotationList(RowsView):
    """Annotations under headings: what was added, the words, the note, where they stand."""

    collection: reactive[Collection] = reactive(Collection, repaint=False)
    selected: reactive[frozenset[str]] = reactive(frozenset())
    """The ids of those that the next command is about."""

    @property
    def current(self) -> PlacedAnnotation | None:
        """The annotation under the cursor."""
        rows = self.collection.rows
        row = rows[self.cursor] if 0 <= self.cursor < len(rows) else None
        return row if isinstance(row, PlacedAnnotation) else None

    def watch_collection(self, before: Collection, after: Collection) -> None:
        """Show others; the cursor stays on its annotation."""
        at = self.cursor
        row = before.rows[at] if 0 <= at < len(before.rows) else None
        if isinstance(row, PlacedAnnotation) and at:
            is_first = at == before.selectable.find(1)
            at = at if is_first else after.find(row.annotation.id, at)
        self.set_stack(after.tops, after.selectable, max(0, at))

    def empty_message(self) -> SafeText:
        """Say how annotations are made."""
        return _NOTHING if self.collection.is_complete else _READING

    def draw_item(self, index: int, line: int, width: int) -> list[Segment]:
        """A heading; or tags and words, the note, the source."""
        row = self.collection.rows[index]
        if isinstance(row, Heading):
            if line == 0 and index:
                return [Segment(" " * width)]
            count, ink = f"{row.size:,} ", f"{TAG}{row.text}" if row.text.startswith("#") else "accent"
            return [
                self.set_text(f" {row.text}", width - len(count), ink),
                self.set_text(count, len(count), "quiet"),
            ]
        if line == 0:
            return self._draw_words(row.annotation, width)
        if line == 1 and row.annotation.note:
            return [self.set_text(f"{' ' * _INDENT}› {' '.join(row.annotation.note.split())}", width, "emphasis")]
        return self._draw_source(row, width)

    def _draw_words(self, annotation: Annotation, width: int) -> list[Segment]:
        mark = _SELECTED if annotation.id in self.selected else " "
        segments = [self.set_text(mark, 1, "accent"), *self._draw_sign(annotation)]
        left = width // 2
        for tag in annotation.tags:
            text = f"#{tag}"
            size = min(cells(text), max(0, left - 1))
            segments += [self.set_text(text, size, f"{TAG}{tag}"), self.set_text(" ", 1)] if size > 1 else []
            left -= size + 1
        used = sum(cells(segment.text) for segment in segments)
        return [*segments, self.set_text(print_subject(annotation), max(1, width - used))]

    def _draw_sign(self, annotation: Annotation) -> list[Segment]:
        if annotation.motivation is Motivation.TAGGING:
            return []
        if annotation.motivation is Motivation.HIGHLIGHTING:
            return [self.set_text(letter_of(annotation.colour), 1, choose_ink(annotation)), self.set_text(" ", 1)]
        return [self.set_text(f"{SIGNS[annotation.motivation]} ", 2, "tag")]

    def _draw_source(self, placed: PlacedAnnotation, width: int) -> list[Segment]:
        annotation, state = placed.annotation, print_state(placed.anchor.state)
        source = f"{' ' * _INDENT}{annotation.created[:10]} · {print_briefing(annotation)}"
        if not state:
            return [self.set_text(source, width, "quiet")]
        ink = "quiet" if placed.anchor.state is AnchorState.MOVED else "warning"
        room = max(0, width - cells(state) - 3)
        return [self.set_text(source, room, "quiet"), self.set_text(f"  {state} ", width - room, ink)]
