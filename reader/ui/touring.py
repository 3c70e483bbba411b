"""From name to name, from annotation to annotation, from section to section of the open briefing.

Names and annotations become a trail of which only the current place is marked, so that n and N go on.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Protocol

from reader.domain.scrub import SafeText, phrase
from reader.domain.span import Span
from reader.ui.jumps import Place
from reader.ui.layout.moves import move_sections
from reader.ui.state import Annotated, Names, OpenBriefing, Trail
from reader.ui.trailing import Trailing
from reader.ui.widgets.article import Article


class Host(Protocol):
    """What the screen gives."""

    opened: OpenBriefing | None
    names: Names
    annotated: Annotated
    trail: Trail

    @property
    def article(self) -> Article:
        """The text."""

    def here(self) -> Place | None:
        """Where the reading cursor is."""

    def remember(self, place: Place | None) -> None:
        """Keep a place, so that Ctrl-O comes back to it."""

    def focus_pane(self, name: str) -> None:
        """Put the focus on a pane."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""


class Touring:
    """The touring commands of one screen."""

    def __init__(self, host: Host, trailing: Trailing) -> None:
        self._host = host
        self._trailing = trailing

    def do_next_name(self, count: int) -> None:
        """The next name in the text, whichever it is."""
        self._tour("names", self._list_names(), count)

    def do_previous_name(self, count: int) -> None:
        """The name before."""
        self._tour("names", self._list_names(), -count)

    def do_next_annotation(self, count: int) -> None:
        """The next words that were tagged or bookmarked."""
        self._tour("annotations", self._list_annotations(), count)

    def do_previous_annotation(self, count: int) -> None:
        """The ones before."""
        self._tour("annotations", self._list_annotations(), -count)

    def _list_names(self) -> Iterable[Span]:
        return (mention.span for mention in self._host.names.mentions)

    def _list_annotations(self) -> Iterable[Span]:
        return (placed.anchor.span for placed in self._host.annotated.placed if placed.anchor.span is not None)

    def _tour(self, label: str, found: Iterable[Span], distance: int) -> None:
        """Go to a place as many places on, round and round, and leave a trail."""
        here = self._host.here()
        spans = tuple(sorted(set(found)))
        if here is None or not spans:
            self._host.say(phrase("No {} in this briefing.", label), is_warning=True)
            return
        starts = [span.start for span in spans]
        if distance > 0:
            at = bisect_right(starts, here.offset) + distance - 1
        else:
            at = bisect_left(starts, here.offset) + distance
        if not self._host.trail.is_quiet:
            self._host.remember(here)
        self._trailing.set_trail(Trail(label, spans, at % len(spans), is_quiet=True))
        if not 0 <= at < len(spans):
            self._host.say(
                phrase("Past the last: on from the first.")
                if distance > 0
                else phrase("Past the first: on from the last.")
            )

    def do_next_section(self, count: int) -> None:
        """The heading of the next section."""
        self._turn_section(count)

    def do_previous_section(self, count: int) -> None:
        """The heading of this section, or of the one before."""
        self._turn_section(-count)

    def _turn_section(self, distance: int) -> None:
        here, page = self._host.here(), self._host.article.page
        if here is None or page is None or not page.briefing.sections:
            self._host.say(phrase("This briefing has no sections."), is_warning=True)
            return
        place = move_sections(page, here.offset, distance)
        if place == here.offset:
            self._host.say(
                phrase("That was the last section.") if distance > 0 else phrase("That was the first section.")
            )
            return
        self._host.remember(here)
        self._host.article.show_from(place)
