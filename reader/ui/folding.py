"""The footer of a newsletter, opened and closed; and what Enter does in the text."""

from collections.abc import Callable
from typing import Protocol

from reader.domain.entity import Entity
from reader.domain.scrub import SafeText, phrase
from reader.ui.jumps import Place
from reader.ui.widgets.article import Article


class Host(Protocol):
    """What the screen gives."""

    @property
    def article(self) -> Article:
        """The text."""

    def here(self) -> Place | None:
        """Where the reading cursor is."""

    def remember(self, place: Place | None) -> None:
        """Keep a place, so that Ctrl-O comes back to it."""

    def entity_under_cursor(self) -> Entity | None:
        """The name at the reading cursor."""

    def key_of(self, command: str) -> str:
        """The key of a command, by its id, as it is told to a person."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""


class Folding:
    """The commands of one screen that open what is folded.

    Args:
        open_dossier: opens the dossier of the name under the cursor.
    """

    def __init__(self, host: Host, open_dossier: Callable[[int], None]) -> None:
        self._host = host
        self._open_dossier = open_dossier

    def do_footer(self, count: int) -> None:
        """Open the footer and go to it, or close it."""
        article = self._host.article
        if not article.has_footer:
            self._host.say(phrase("No footer in this briefing."), is_warning=True)
            return
        here, was_on_it = self._host.here(), article.is_on_footer
        if not article.turn_footer():
            self._host.say(phrase("The footer is closed. {} opens it.", self._host.key_of("article.footer")))
        elif not was_on_it:
            self._host.remember(here)

    def do_enter(self, count: int) -> None:
        """Open or close the footer under the cursor; elsewhere the dossier of the name there."""
        if self._host.article.is_on_footer:
            self._host.article.turn_footer()
        elif self._host.entity_under_cursor() is not None:
            self._open_dossier(count)
        else:
            self._host.say(phrase("No name and no footer under the cursor."))
