"""Selecting words by keys: begun, widened, narrowed, moved at one end, let go."""

from typing import Protocol

from reader.domain.scrub import SafeText, phrase
from reader.ui.widgets.article import Article


class Host(Protocol):
    """What the screen gives."""

    @property
    def article(self) -> Article:
        """The text."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""


class Selecting:
    """The commands of the selection."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def do_begin_selection(self, count: int) -> None:
        """Select the word under the cursor."""
        article = self._host.article
        article.begin_selection(article.place)
        if article.selection is None:
            self._host.say(phrase("No words to select here."), is_warning=True)

    def do_widen_selection(self, count: int) -> None:
        """Sentence, block, section."""
        before = self._host.article.selection
        self._host.article.widen_selection()
        if self._host.article.selection == before:
            self._host.say(phrase("That is the whole section."))

    def do_narrow_selection(self, count: int) -> None:
        """What was selected before; else the one word."""
        article = self._host.article
        if article.selection is not None and article.page is not None:
            article.select(article.selection.narrow(article.page.briefing.text))

    def do_swap_ends(self, count: int) -> None:
        """Move the other end."""
        article = self._host.article
        if article.selection is not None:
            article.select(article.selection.swap_ends())

    def do_word_right(self, count: int) -> None:
        """The end a word on."""
        self._move_words(count)

    def do_word_left(self, count: int) -> None:
        """The end a word back."""
        self._move_words(-count)

    def _move_words(self, distance: int) -> None:
        article = self._host.article
        if article.selection is not None and article.page is not None:
            article.select(article.selection.move_words(article.page.briefing.text, distance))

    def do_end_selection(self, count: int) -> None:
        """Select nothing."""
        self._host.article.drop_selection()
