"""Finding words in the open briefing while they are typed: the options, the history, and the way back.

Small searches are made at once, so that the next key finds them done; what may take long goes to a worker thread, and
an answer that comes too late, for other words, is dropped.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from textual.worker import Worker, get_current_worker

from reader.commands.model import Command
from reader.domain.briefing import Briefing
from reader.domain.scrub import SafeText, phrase
from reader.domain.span import Span
from reader.ui.finding import Search, find_spans
from reader.ui.jumps import Place
from reader.ui.state import OpenBriefing, Trail
from reader.ui.trailing import Trailing
from reader.ui.widgets.article import Article
from reader.ui.widgets.page_view import View
from reader.ui.widgets.prompt import Question

_AT_ONCE = 1_000_000
"""Code points that are looked through in a few hundredths of a second."""
_MOST_KEPT = 100
"""Searches that the history holds."""

Found = tuple[Span, ...] | SafeText
"""The places, or why there can be none."""


class Host(Protocol):
    """What the screen gives."""

    opened: OpenBriefing | None
    trail: Trail
    commands: Sequence[Command]

    @property
    def article(self) -> Article:
        """The text."""

    def here(self) -> Place | None:
        """Where the reading cursor is."""

    def remember(self, place: Place | None) -> None:
        """Keep a place, so that Ctrl-O comes back to it."""

    def ask(self, question: Question) -> None:
        """Ask for a line of text."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""

    def call_on_screen(self, callback: Callable[[], None]) -> None:
        """Run `callback` on the interface's thread."""

    def run_worker(
        self, work: Callable[[], object], *, group: str, description: str, thread: bool, exclusive: bool = False
    ) -> Worker[object]:
        """Run `work` in a thread."""


@dataclass
class _Session:
    """One question for words, from its first letter to its last."""

    start: Place
    view: View
    before: Trail
    words: str = ""
    is_submitted: bool = False
    has_fault: bool = False
    """Whether a notice says that the words cannot be sought."""


class Searching:
    """The finding of one screen's article."""

    def __init__(self, host: Host, trailing: Trailing) -> None:
        self._host = host
        self._trailing = trailing
        self._options = Search("")
        self._history: list[str] = []
        self._session: _Session | None = None
        self._sought: Search | None = None
        """What is being looked for in a worker thread."""

    def find_in_text(self) -> None:
        """Ask for words and mark them while they are typed; Escape goes back to where it began."""
        start = self._host.here()
        if start is None:
            self._host.say(phrase("No briefing is open."), is_warning=True)
            return
        self._session = session = _Session(start, self._host.article.view, self._host.trail)

        def changed(words: str) -> None:
            session.words = words
            self._seek(session)

        def submitted(words: str) -> None:
            self._submit(session, words)

        def cancelled() -> None:
            self._sought = None
            self._trailing.set_trail(session.before if session.before.spans else Trail())
            self._host.article.restore(session.view)

        question = Question("find", submitted, changed, cancelled)
        self._host.ask(
            replace(
                question, commands=self._host.commands, receiver=self, options=self._options_of, history=self._history
            )
        )

    def _options_of(self) -> Sequence[tuple[str, bool]]:
        """Which commands of the field are options, by their ids, and whether each is on."""
        return (("find.whole-words", self._options.is_whole), ("find.pattern", self._options.is_pattern))

    def do_whole_words(self, count: int) -> None:
        """Only whole words, or parts of words too."""
        self._choose(self._options._replace(is_whole=not self._options.is_whole))

    def do_pattern(self, count: int) -> None:
        """Words, or a regular expression."""
        self._choose(self._options._replace(is_pattern=not self._options.is_pattern))

    def _choose(self, options: Search) -> None:
        self._options = options
        if self._session is not None:
            self._seek(self._session)

    def _submit(self, session: _Session, words: str) -> None:
        words = words or (self._history[-1] if self._history else "")
        session.is_submitted = True
        if words.strip():
            self._history[:] = [*(known for known in self._history if known != words), words][-_MOST_KEPT:]
        if words != session.words or (self._sought is None and not self._host.trail.spans):
            session.words = words
            self._seek(session)
        elif self._sought is None:
            self._conclude(session)

    def _seek(self, session: _Session) -> None:
        opened = self._host.opened
        search = self._options._replace(words=session.words)
        self._sought = None
        if opened is None or opened.briefing is None or not session.words.strip():
            self._trailing.set_trail(Trail())
        elif search.is_pattern or len(opened.briefing.text) > _AT_ONCE:
            self._seek_aside(session, search, opened.briefing)
        else:
            self._take(session, search, find_spans(opened.briefing.text, search.words, is_whole=search.is_whole))

    def _seek_aside(self, session: _Session, search: Search, briefing: Briefing) -> None:
        """Look in a worker thread; only what is still wanted then is shown."""
        self._sought = search

        def work() -> None:
            found = _look_for(search, briefing)
            if found is not None:
                self._host.call_on_screen(lambda: take(found))

        def take(found: Found) -> None:
            opened = self._host.opened
            if self._sought == search and opened is not None and opened.briefing is briefing:
                self._sought = None
                self._take(session, search, found)

        self._host.run_worker(work, group="finding", description="looking for it", exclusive=True, thread=True)

    def _take(self, session: _Session, search: Search, found: Found) -> None:
        had_fault, session.has_fault = session.has_fault, isinstance(found, str)
        if isinstance(found, str):
            self._trailing.set_trail(Trail(str(search)))
            self._host.say(found, is_warning=True)
            return
        if had_fault:
            self._host.say(SafeText(""))
        start = session.start.offset
        index = next((at for at, span in enumerate(found) if span.end > start), 0)
        self._trailing.set_trail(Trail(str(search), found, index))
        if not found:
            self._host.article.restore(session.view)
        if session.is_submitted:
            self._conclude(session)

    def _conclude(self, session: _Session) -> None:
        if self._host.trail.spans:
            self._host.remember(session.start)
        elif session.words.strip():
            self._host.say(
                phrase("{} is not in this briefing.", self._options._replace(words=session.words)), is_warning=True
            )


def _look_for(search: Search, briefing: Briefing) -> Found | None:
    """The places, or why there are none; None where nobody wants to know any more."""
    if not search.is_pattern:
        return find_spans(briefing.text, search.words, is_whole=search.is_whole)
    from reader.services.patterns import BadPattern, find_pattern, soften

    worker = get_current_worker()
    try:
        return find_pattern(
            soften(briefing), search.words, is_whole=search.is_whole, should_stop=lambda: worker.is_cancelled
        )
    except BadPattern as bad:
        return bad.reason
