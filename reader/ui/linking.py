"""Links by letters, and footnotes in place."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from string import ascii_letters
from typing import Protocol

from reader.domain.briefing import InlineKind, InlineStyle
from reader.domain.footnotes import find_footnotes
from reader.domain.scrub import SafeText, phrase, scrub_line
from reader.ui.screens.base import Choice
from reader.ui.state import OpenBriefing
from reader.ui.widgets.article import Article

_KINDS = (InlineKind.LINK, InlineKind.IMAGE)
_LOCAL = "#"


class Host(Protocol):
    """What the screen gives."""

    opened: OpenBriefing | None

    @property
    def article(self) -> Article:
        """The text."""

    def choose(self, label: str, choices: Sequence[Choice]) -> None:
        """Let the next key take one of several things; those without a text are not shown."""

    def when_chosen(self, closed: Callable[[], None]) -> None:
        """Have something done with that key, whichever it is."""

    def show_slip(self, parts: Sequence[tuple[SafeText, SafeText]], *, is_exact: bool = False) -> None:
        """Show some words under the text until the next command."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""


class Linking:
    """The commands of one screen that follow what the text refers to."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def do_links(self, count: int) -> None:
        """Give each link in sight a letter; the letter shows the address."""
        self.choose_link("Address of", self._show_address)

    def choose_link(self, label: str, take: Callable[[InlineStyle], None]) -> None:
        """Give each link in sight a letter, which stands on its first sign until the next key.

        Args:
            label: what is asked.
            take: gets the link that was chosen.
        """
        letters = dict(zip(ascii_letters, self._list_links(), strict=False))
        if not letters:
            self._host.say(phrase("No link in sight."))
            return
        self._host.article.show_letters(self._place_letters(letters))
        choices = [Choice(letter, "", partial(take, link)) for letter, link in letters.items()]
        self._host.choose(f"{label} which link? Its letter", choices)
        self._host.when_chosen(lambda: self._host.article.show_letters({}))

    def _list_links(self) -> Sequence[InlineStyle]:
        """The links and images in sight, in the order of the text; one in two styles only once."""
        opened, sight = self._host.opened, self._host.article.sight
        if opened is None or opened.briefing is None or sight is None:
            return ()
        found = (
            style
            for style in opened.briefing.styles
            if style.kind in _KINDS and style.target and style.span.overlaps(sight)
        )
        return list({(style.span, style.target): style for style in found}.values())

    def _place_letters(self, letters: Mapping[str, InlineStyle]) -> Mapping[int, str]:
        """Where each letter stands: on the first sign of its link that is in sight."""
        sight = self._host.article.sight
        assert sight is not None
        places: dict[int, str] = {}
        for letter, link in letters.items():
            at = max(link.span.start, sight.start)
            while at in places and at + 1 < link.span.end:
                at += 1
            places[at] = letter
        return places

    def _show_address(self, link: InlineStyle) -> None:
        opened = self._host.opened
        assert opened is not None
        assert opened.briefing is not None
        words = " ".join(link.span.of(opened.briefing.text).split())
        kind = (
            "Image" if link.kind is InlineKind.IMAGE else "Place in this text" if link.target[0] == _LOCAL else "Link"
        )
        parts = [(scrub_line(f"{kind}: {words}"), scrub_line(link.target))]
        if link.kind is InlineKind.LINK and link.target[0] != _LOCAL:
            parts += _list_warnings(link.target)
        self._host.show_slip(parts, is_exact=True)

    def do_footnote(self, count: int) -> None:
        """Show the notes that the sentence, or the block under the cursor, refers to."""
        opened, span = self._host.opened, self._host.article.target
        if opened is None or opened.briefing is None or span is None:
            self._host.say(phrase("No footnote here."))
            return
        briefing = opened.briefing
        notes = find_footnotes(briefing, span)
        if not notes:
            self._host.say(phrase("No footnote in these words."))
            return
        self._host.show_slip([(SafeText(f"[{note.name}]"), SafeText(note.note.of(briefing.text))) for note in notes])


def _list_warnings(address: str) -> list[tuple[SafeText, SafeText]]:
    """The host in ASCII, where it is not written so: other letters may look like these. Else why it is not opened."""
    from reader.services.addresses import RefusedAddress, read_address

    try:
        host = read_address(address).host
    except RefusedAddress as error:
        return [(SafeText("Not to be opened"), error.reason)]
    return [] if host in address.casefold() else [(SafeText("It leads to"), host)]
