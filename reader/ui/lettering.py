"""Letters set at places, and the way back to them."""

from collections.abc import Callable, Sequence
from functools import partial
from string import ascii_letters
from typing import Protocol

from reader.domain.placemark import Placemark, placemark_key
from reader.domain.scrub import SafeText, phrase
from reader.services.errors import StoreError
from reader.services.services import Services
from reader.ui.annotating import Annotating
from reader.ui.jumps import Place
from reader.ui.screens.base import Choice
from reader.ui.state import OpenBriefing
from reader.ui.turning import Turn

_SHOWN_WORDS = 24
"""Code points of the words at a place."""


class Host(Protocol):
    """What the screen gives."""

    opened: OpenBriefing | None

    def here(self) -> Place | None:
        """Where the reading cursor is."""

    def remember(self, place: Place | None) -> None:
        """Keep a place for Ctrl-O."""

    def go_to(self, place: Place) -> None:
        """Put the reading cursor on a place, in this briefing or another."""

    def choose(self, label: str, choices: Sequence[Choice]) -> None:
        """Let the next key take one of several things; those without a text are not shown."""

    def key_of(self, command: str) -> str:
        """The key of a command, by its id, as it is told to a person."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""


class Lettering:
    """The commands of one screen that set letters and go to them.

    Args:
        jump_back: goes where the reader was before the last jump.
    """

    def __init__(
        self, host: Host, services: Services, annotating: Annotating, jump_back: Callable[[int], None]
    ) -> None:
        self._host = host
        self._services = services
        self._annotating = annotating
        self._jump_back = jump_back

    def do_mark(self, count: int) -> None:
        """Ask for the letter of this place."""
        here = self._host.here()
        if here is None:
            self._host.say(phrase("No briefing is open."), is_warning=True)
            return
        choices = [Choice(letter, "", partial(self._set, letter, here)) for letter in ascii_letters]
        self._host.choose("Set a mark here: a-z in this briefing, A-Z from anywhere", choices)

    def _set(self, letter: str, here: Place) -> None:
        mark = Placemark(letter, here.briefing_id, here.offset)

        def work() -> tuple[str, Turn]:
            return f"Mark {letter} is set at {self._describe(mark)}", self._put(mark.key, mark)

        self._annotating.change(work)

    def _put(self, key: str, mark: Placemark | None) -> Turn:
        """Set a place now, and return what takes that back."""
        before = self._services.annotations.placemarks.put(key, mark)
        return lambda: self._put(key, before)

    def do_go_to_mark(self, count: int) -> None:
        """Ask for the letter of a place, and go there."""
        here = self._host.here()
        if here is None:
            self._host.say(phrase("No briefing is open."), is_warning=True)
            return
        try:
            marks = self._services.annotations.placemarks.seen_from(here.briefing_id)
        except StoreError as error:
            self._host.say(error.reason, is_warning=True)
            return
        known = [Choice(mark.letter, self._describe(mark), partial(self._go, mark)) for mark in marks]
        taken = {mark.key for mark in marks}
        others = [
            Choice(letter, "", partial(self._miss, letter))
            for letter in ascii_letters
            if placemark_key(letter, here.briefing_id) not in taken
        ]
        back = Choice("'", "back", lambda: self._jump_back(1))
        setting = f" (none is set: {self._host.key_of('mark.set')} sets one)" if not marks else ""
        self._host.choose(f"To the mark{setting}", [*known, back, *others])

    def _go(self, mark: Placemark) -> None:
        if self._services.library.entry(mark.briefing_id) is None:
            self._host.say(
                phrase("The briefing of mark {} is not in the library any more.", mark.letter), is_warning=True
            )
            return
        self._host.remember(self._host.here())
        self._host.go_to(Place(mark.briefing_id, mark.offset))

    def _miss(self, letter: str) -> None:
        key = self._host.key_of("mark.set")
        self._host.say(phrase("Mark {} is not set: {} and {} set it.", letter, key, letter), is_warning=True)

    def _describe(self, mark: Placemark) -> str:
        """The first words at a place in the open briefing, or the title of the other that it is in."""
        opened = self._host.opened
        if opened is None or opened.briefing is None or opened.briefing.id != mark.briefing_id:
            entry = self._services.library.entry(mark.briefing_id)
            return entry.title if entry is not None else "(gone)"
        words = " ".join(opened.briefing.text[mark.offset : mark.offset + 2 * _SHOWN_WORDS].split())
        return f"“{words[:_SHOWN_WORDS].rstrip()}{'…' if len(words) > _SHOWN_WORDS else ''}”"
