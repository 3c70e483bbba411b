"""From briefing to briefing, and back through the jumps."""

from typing import Protocol

from reader.domain.entry import Entry
from reader.domain.scrub import SafeText, phrase, scrub_line
from reader.ui.jumps import JumpList, Place
from reader.ui.widgets.briefing_list import BriefingList


class Host(Protocol):
    """What the screen gives."""

    @property
    def list_(self) -> BriefingList:
        """The list, whose order counts."""

    def here(self) -> Place | None:
        """Where the reading cursor is."""

    def go_to(self, place: Place) -> None:
        """Put the reading cursor on a place, in this briefing or another."""

    def turn_to(self, entry: Entry) -> None:
        """Show a briefing: read it when the article has the focus, else only preview it."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""


class Travelling:
    """The commands that lead to another place, and the list of jumps."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._jumps = JumpList()

    def remember(self, place: Place | None) -> None:
        """Keep a place, so that Ctrl-O comes back to it."""
        if place is not None:
            self._jumps = self._jumps.jump(place)

    def do_next_briefing(self, count: int) -> None:
        """The next briefing in the list."""
        self._step(count)

    def do_previous_briefing(self, count: int) -> None:
        """The one before."""
        self._step(-count)

    def _step(self, distance: int) -> None:
        entry = self._host.list_.step_entry(distance)
        if entry is not None:
            self._host.turn_to(entry)
        else:
            self._host.say(
                phrase("That was the last briefing.") if distance > 0 else phrase("That was the first briefing.")
            )

    def do_next_unread(self, count: int) -> None:
        """The next unread briefing."""
        self._turn_unread(self._host.list_.next_unread())

    def do_previous_unread(self, count: int) -> None:
        """The unread briefing before."""
        self._turn_unread(self._host.list_.next_unread(-1))

    def _turn_unread(self, entry: Entry | None) -> None:
        if entry is not None:
            self._host.turn_to(entry)
        else:
            self._host.say(phrase("Everything here has been read."))

    def do_jump_back(self, count: int) -> None:
        """Where the reader was before the last jump."""
        here = self._host.here()
        if here is not None:
            self._jumps, place = self._jumps.back(here)
            self._follow(place, "No jump to go back to.")

    def do_jump_forward(self, count: int) -> None:
        """Forward again."""
        self._jumps, place = self._jumps.forward()
        self._follow(place, "No jump ahead.")

    def _follow(self, place: Place | None, otherwise: str) -> None:
        if place is not None:
            self._host.go_to(place)
            if place.uncover is not None:
                place.uncover()
        else:
            self._host.say(scrub_line(otherwise))
