"""The open briefing's file was written anew: the later version takes its place, and nothing moves under the eye."""

from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from textual.worker import Worker

from reader.domain.entry import Entry
from reader.domain.reissue import follow_place
from reader.domain.scrub import SafeText, phrase
from reader.services.errors import StoreError
from reader.services.services import Services
from reader.ui.loading import open_briefing
from reader.ui.state import OpenBriefing
from reader.ui.widgets.article import Article


class Host(Protocol):
    """What the screen gives."""

    opened: OpenBriefing | None

    @property
    def article(self) -> Article:
        """The text."""

    def run_worker(self, work: Callable[[], None], *, group: str, thread: bool, exclusive: bool) -> Worker[None]:
        """Run something in a thread."""

    def call_on_screen(self, callback: Callable[[], None]) -> None:
        """Have something done in the screen's own thread."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""

    def resume_in(self, opened: OpenBriefing, place: int, top: int) -> None:
        """Show a later version of what is open, with the reading cursor and the first row where they belong."""


def reopen(host: Host, services: Services, entry: Entry) -> None:
    """Read the later version of the open briefing, and go on in it at the same words.

    Args:
        host: the screen.
        services: who reads.
        entry: the row of the later version.
    """
    before = host.opened
    if before is None:
        return
    offsets = host.article.place, host.article.top_place

    def work() -> None:
        opened = open_briefing(services, entry)
        one, other = before.briefing, opened.briefing
        place, top = (follow_place(one, other, offset) if one and other else 0 for offset in offsets)
        # What is wrong with the store is told when it is read.
        with suppress(StoreError):
            services.annotations.follow_reissue(before.entry.id, entry.id, place)

        def show() -> None:
            if host.opened is before:
                host.resume_in(opened, place, top)
                host.say(phrase("The file of this briefing has changed: here is what it says now."))

        host.call_on_screen(show)

    host.run_worker(work, group="opening a briefing", thread=True, exclusive=True)
