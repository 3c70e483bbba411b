"""The places that the words of an annotation may be at now: what they were, what they are there, and around it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual.app import ComposeResult
from textual.events import Resize
from textual.reactive import reactive

from reader.commands.model import Command, Scope
from reader.domain.scrub import SafeText, phrase
from reader.domain.selector import AnchorState, Candidate
from reader.domain.span import Span
from reader.services.annotations import AnchorError, PlacedAnnotation
from reader.services.errors import StoreError, UnreadableFile
from reader.services.services import Services
from reader.ui.contents.collection import print_briefing
from reader.ui.contents.comparison import Column, LinePair, align, set_pairs
from reader.ui.contents.marks import print_state
from reader.ui.layout.width import cells
from reader.ui.screens.base import CommandScreen
from reader.ui.widgets.bars import KeyBar, PaneHeading, StatusLine
from reader.ui.widgets.inkwell import Inkwell
from reader.ui.widgets.rows import RowsView

_CONTEXT = 60
"""Code points that are shown on both sides of a place."""
_MOST_WORDS = 600
"""Code points of the words that are shown between them."""
_LABEL = 6
_REASONS = {
    AnchorState.EDITED: "The words were changed. Enter takes them as they are now.",
    AnchorState.AMBIGUOUS: "Which of these places is meant? Enter chooses one.",
    AnchorState.LOST: "The words are gone. These places are the likest.",
}


class PlaceRow(NamedTuple):
    """A place, as it is shown."""

    span: Span
    title: str
    columns: Sequence[Column]
    before: str
    words: str
    after: str


def describe_places(services: Services, placed: PlacedAnnotation) -> list[PlaceRow]:
    """The places that may be meant, best first: of edited words only those where they stand.

    Raises:
        AnchorError: if the briefing is not in the library.
        UnreadableFile: if its file cannot be read.
    """
    annotation, entry = placed.annotation, placed.entry
    assert entry is not None
    text, span = services.library.briefing(entry.id).text, placed.anchor.span
    found = [Candidate(span, 1.0)] if span is not None else services.annotations.candidates(annotation)
    was = annotation.quote.exact if annotation.quote is not None else ""
    rows = []
    for number, one in enumerate(found, 1):
        runs = services.annotations.compare(annotation, one.span)
        title = f"{number} of {len(found)}   {one.similarity:.0%} alike" if span is None else "as it is now"
        words = one.span.of(text)
        shown = words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]}…"
        before = text[max(0, one.span.start - _CONTEXT) : one.span.start]
        after = text[one.span.end : one.span.end + _CONTEXT]
        rows.append(PlaceRow(one.span, title, align(was, words, runs), before, shown, after))
    return rows


class PlaceList(RowsView):
    """Places: was over now, then the words where they stand."""

    places: reactive[Sequence[PlaceRow]] = reactive((), repaint=False)
    note: reactive[SafeText] = reactive(SafeText("Looking for the words …"))

    def __init__(self) -> None:
        super().__init__()
        self._pairs: list[list[LinePair]] = []

    @property
    def current(self) -> PlaceRow | None:
        """The place under the cursor."""
        return self.places[self.cursor] if 0 <= self.cursor < len(self.places) else None

    def watch_places(self) -> None:
        """Show others."""
        self._lay_out()

    def on_resize(self, event: Resize) -> None:
        """Break the lines anew."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = max(8, self.row_width - _LABEL - 2)
        self._pairs = [set_pairs(place.columns, width) for place in self.places]
        heights = [3 + 3 * len(pairs) for pairs in self._pairs]
        self.set_items(heights, [True] * len(self.places), max(0, self.cursor))

    def empty_message(self) -> SafeText:
        """Say why there is none."""
        return self.note

    def is_lit(self, index: int, line: int) -> bool:
        """The title only: what differs must be seen in its own colours."""
        return line == 0

    def draw_item(self, index: int, line: int, width: int) -> list[Segment]:
        """A title, pairs of lines, the surroundings, air."""
        place, pairs = self.places[index], self._pairs[index]
        if line == 0:
            return [self.set_text(f" {place.title}", width, "strong")]
        pair, which = divmod(line - 1, 3)
        if pair < len(pairs):
            return self._draw_pair(pairs[pair], which, width, is_first=pair == 0)
        if line == 1 + 3 * len(pairs):
            return self._draw_surroundings(place, width)
        return [Segment(" " * width)]

    def _draw_pair(self, pair: LinePair, which: int, width: int, *, is_first: bool) -> list[Segment]:
        if which > 1:
            return [Segment(" " * width)]
        label = ("was", "now")[which] if is_first else ""
        return [
            self.set_text(f"  {label}", _LABEL, "quiet"),
            *(self.set_text(text, cells(text), name) for text, name in pair[which]),
        ]

    def _draw_surroundings(self, place: PlaceRow, width: int) -> list[Segment]:
        room = max(0, width - _LABEL - 2)
        middle = f" {' '.join(place.words.split())} "
        side = max(0, (room - min(cells(middle), room // 2)) // 2)
        before = " ".join(place.before.split())[-side:] if side else ""
        size = min(cells(middle), max(4, room - cells(before) - min(side, cells(place.after))))
        return [
            self.set_text("  in", _LABEL, "quiet"),
            self.set_text(before, cells(before), "quiet"),
            self.set_text(middle, size, "target"),
            self.set_text(" ".join(place.after.split()), max(0, room - cells(before) - size), "quiet"),
        ]


class PlacesScreen(CommandScreen):
    """Where an annotation may stand.

    Args:
        services: who looks for the places.
        placed: the annotation.
        commands: the table.
        choose: puts the annotation on words.
        look: goes to words, and changes nothing.
    """

    def __init__(
        self,
        services: Services,
        placed: PlacedAnnotation,
        commands: Sequence[Command],
        choose: Callable[[Span], None],
        look: Callable[[Span], None],
    ) -> None:
        super().__init__(commands)
        self._services = services
        self._placed = placed
        self._choose = choose
        self._look = look

    @property
    def scope(self) -> Scope:
        """The places'."""
        return Scope.PLACES

    def compose(self) -> ComposeResult:
        """A heading, why one has to choose, the places, and the instruments."""
        heading = PaneHeading(SafeText("PLACES"), is_focused=True)
        heading.detail = phrase(
            "{} · {}", print_briefing(self._placed.annotation), print_state(self._placed.anchor.state)
        )
        yield heading
        yield PlaceList()
        yield StatusLine()
        keys = KeyBar(self.commands)
        keys.scope = Scope.PLACES
        yield keys
        yield Inkwell()

    def on_mount(self) -> None:
        """Look for the places."""
        self.query_one(PlaceList).focus()
        line = self.query_one(StatusLine)
        line.status = type(line.status)(parts=(SafeText(_REASONS.get(self._placed.anchor.state, "")),))

        def work() -> None:
            try:
                places = describe_places(self._services, self._placed)
            except (AnchorError, StoreError, UnreadableFile) as error:
                reason = error.reason
                self.call_on_screen(lambda: self._show((), reason))
                return
            self.call_on_screen(lambda: self._show(places, SafeText("Nothing like these words is there any more.")))

        self.run_worker(work, group="places", description="looking for places", thread=True, exclusive=True)

    def _show(self, places: Sequence[PlaceRow], note: SafeText) -> None:
        list_ = self.query_one(PlaceList)
        list_.note = note
        list_.places = places

    def do_cancel(self, count: int) -> None:
        """Close."""
        self.app.pop_screen()

    def do_choose_place(self, count: int) -> None:
        """Put the annotation on the words under the cursor."""
        current = self.query_one(PlaceList).current
        if current is not None:
            self.app.pop_screen()
            self._choose(current.span)

    def do_look(self, count: int) -> None:
        """To the words under the cursor."""
        current = self.query_one(PlaceList).current
        if current is not None:
            self.app.pop_screen()
            self._look(current.span)
