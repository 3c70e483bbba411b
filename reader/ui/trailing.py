"""Walking and stepping: n and N follow whatever was last asked for."""

from typing import Protocol

from reader.domain.entity import Entity
from reader.domain.scrub import SafeText, phrase, scrub_line
from reader.ui.jumps import Place
from reader.ui.state import Names, OpenBriefing, Trail


class Host(Protocol):
    """What the screen gives."""

    opened: OpenBriefing | None
    names: Names
    trail: Trail

    def here(self) -> Place | None:
        """Where the reading cursor is."""

    def remember(self, place: Place | None) -> None:
        """Keep a place, so that Ctrl-O comes back to it."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""

    def turn_result(self, direction: int) -> bool:
        """Go on to the next briefing that was found; whether there is one."""

    def set_status(self, *, trail: SafeText | None = None) -> None:
        """Change the status line."""


class Trailing:
    """The stepping commands of one screen."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def set_trail(self, trail: Trail) -> None:
        """Show a trail in text and status line."""
        self._host.trail = trail
        self._host.set_status(trail=scrub_line(str(trail)) if trail.label else SafeText(""))

    def walk(self, entity: Entity) -> None:
        """Step through the mentions of an entity; asked again, go to the next one."""
        spans = tuple(mention.span for mention in self._host.names.mentions if mention.entity == entity)
        trail = self._host.trail
        if trail.label == entity.name and trail.spans == spans:
            self.set_trail(trail.step(1))
            return
        here = self._host.here()
        self._host.remember(here)
        index = next((at for at, span in enumerate(spans) if here is not None and span.start >= here.offset), 0)
        self.set_trail(Trail(entity.name, spans, index))

    def clear(self) -> bool:
        """Forget the trail; whether there was one."""
        was_there = bool(self._host.trail.label)
        self.set_trail(Trail())
        return was_there

    def do_find_next(self, count: int) -> None:
        """The next place."""
        self._step(count)

    def do_find_previous(self, count: int) -> None:
        """The place before."""
        self._step(-count)

    def _step(self, distance: int) -> None:
        trail = self._host.trail
        if trail.is_search and not 0 <= trail.index + distance < len(trail.spans):
            if not self._host.turn_result(1 if distance > 0 else -1):
                self._host.say(phrase("No more of the briefings that were found."))
        elif trail.spans:
            self.set_trail(trail.step(distance))
            if trail.index >= 0 and not 0 <= trail.index + distance < len(trail.spans):
                edges = ("last", "first") if distance > 0 else ("first", "last")
                self._host.say(phrase("Past the {}: on from the {}.", *edges))
        elif trail.label:
            self._host.say(phrase("{} is not in this briefing.", trail.label), is_warning=True)
        else:
            self._host.say(
                phrase("Nothing to step through: / finds words, Enter on a name walks its mentions."), is_warning=True
            )
