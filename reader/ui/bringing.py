"""Bringing briefings in from the screen: what is new at the sources, or what the reader names.

Owns what is told of it while it goes on and at its end. The work is done by another process, so that no key waits for
it; the folders are watched, and what has come shows in the list by itself.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from reader.config import load_settings
from reader.domain.scrub import SafeText, phrase, scrub_line
from reader.services.errors import StoreError
from reader.services.services import Services
from reader.ui.turning import Turn
from reader.ui.widgets.prompt import Question

if TYPE_CHECKING:
    from reader.services.source_keeping import Change, SourceKeeping

T = TypeVar("T")

Watch = Callable[[SafeText, SafeText], None]
"""Told of a source by its name; without one when a round is over."""

Remember = Callable[[Callable[[], tuple[str, Turn]]], None]
"""Given what makes a change: it returns what is told of it, and what takes it back."""

_MOST_NAMED = 2
"""Sources that a notice names."""


class Host(Protocol):
    """What the screen gives."""

    def ask(self, question: Question) -> None:
        """Ask for a line of text."""

    def say(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show a notice."""

    def say_news(self, text: SafeText, *, is_warning: bool = False) -> None:
        """Show what became of work in the background."""

    def set_status(
        self, *, trail: SafeText | None = None, pending: SafeText | None = None, busy: SafeText | None = None
    ) -> None:
        """Change parts of the status line."""

    def call_on_screen(self, callback: Callable[[], None]) -> None:
        """Run something on the interface's thread."""


class Stopper(Protocol):
    """What goes on."""

    def stop(self) -> None:
        """End it."""


class Tally:
    """What has been told of a round, as sentences."""

    def __init__(self) -> None:
        self.added = 0
        self.renewed = 0
        self.sources = 0
        self.failures: list[SafeText] = []
        self.name = self.words = SafeText("")
        """The last source that was told of, and what of it."""
        self.complaint = SafeText("")
        """The last thing that the program complained of."""

    def read(self, line: str) -> SafeText | None:
        """Take a line; how far the round is, if it says that."""
        try:
            event = json.loads(line) if line.startswith("{") else None
            if event is None:
                self.complaint = scrub_line(line.removeprefix("reader: "))
                return None
            name, done, total = scrub_line(str(event["source"])), int(event["done"]), int(event["total"])
            self.added += int(event["added"])
            self.renewed += int(event["renewed"])
            self.sources = total
            self.name, self.words = name, _describe(event)
            if event["state"] == "failed":
                self.failures.append(scrub_line(f"{name}: {event['reason']}"))
        except (ValueError, KeyError, TypeError):
            return None
        return scrub_line(f"sync {done:,}/{total:,} {name}")

    def sum_up(self) -> SafeText:
        """The round in one sentence."""
        if not self.sources:
            return self.complaint or SafeText("No sources yet. Add brings one in: a feed, or a mailbox.")
        news = [f"{self.added:,} new" if self.added else "", f"{self.renewed:,} renewed" if self.renewed else ""]
        words = ", ".join(filter(None, news)) or "nothing new"
        if not self.failures:
            return SafeText(f"{self.sources:,} source{'' if self.sources == 1 else 's'}: {words}")
        more = len(self.failures) - _MOST_NAMED
        shown = "; ".join(self.failures[:_MOST_NAMED]) + (f"; {more:,} more" if more > 0 else "")
        return SafeText(f"{words}. Failed: {shown}")


def _describe(event: Mapping[str, object]) -> SafeText:
    """What became of one source, in its row."""
    added, renewed = event["added"], event["renewed"]
    news = ", ".join(filter(None, (f"{added} new" if added else "", f"{renewed} renewed" if renewed else "")))
    return scrub_line(str(event["reason"] or news or event["state"]))


class Bringing:
    """The commands that bring in. One thing is done at a time."""

    def __init__(self, host: Host, services: Services, remember: Remember) -> None:
        """Args: remember: takes a change of the settings into the order of all changes, and says it."""
        self._home = self._host = host
        self._remember = remember
        self._services = services
        self._keeping: SourceKeeping | None = None
        self._watch: Watch = lambda name, words: None
        self._errand: Stopper | None = None
        self._round: object = None
        self._what = SafeText("")
        self._busy = SafeText("")

    @property
    def is_busy(self) -> bool:
        """Whether something goes on."""
        return self._errand is not None

    @property
    def keeping(self) -> "SourceKeeping":
        """The sources, and the way back from changes of them."""
        if self._keeping is None:
            from reader.services.source_keeping import SourceKeeping

            self._keeping = SourceKeeping(self._services.paths)
        return self._keeping

    def lend(self, host: Host, watch: Watch) -> Callable[[], None]:
        """Let another screen hear what is said, until what is returned is called."""

        def give_back() -> None:
            # Another may have been opened before this one was quite gone.
            if self._host is host:
                self._host, self._watch = self._home, lambda name, words: None
                self._home.set_status(busy=self._busy)

        self._host, self._watch = host, watch
        self._home.set_status(busy=SafeText(""))
        host.set_status(busy=self._busy)
        return give_back

    def _set_busy(self, words: SafeText) -> None:
        self._busy = words
        self._host.set_status(busy=words)

    def close(self) -> None:
        """End what goes on; what has come stays."""
        if self._errand is not None:
            self._errand.stop()

    def do_sync(self, count: int) -> None:
        """Bring in what is new at the sources."""
        self.sync(())

    def sync(self, names: Sequence[SafeText]) -> None:
        """Bring in what is new at some sources; at all, without names."""
        tally = Tally()

        def tell(lines: Sequence[str]) -> None:
            progress = None
            for line in lines:
                if (told := tally.read(line)) is not None:
                    progress = told
                    self._watch(tally.name, tally.words)
            if progress is not None:
                self._set_busy(progress)

        arguments = ["sync", "--events", "--", *(names if len(names) == 1 else ())]
        if self._start(arguments, "sync", tell, lambda status: self._end_sync(tally)):
            for name in names:
                self._watch(name, SafeText("asking …"))

    def _end_sync(self, tally: Tally) -> None:
        is_bad = bool(tally.failures) or not tally.sources
        self._host.say_news(phrase("{}{}", tally.sum_up(), self._where(tally.added)), is_warning=is_bad)

    def do_add_source(self, count: int) -> None:
        """Ask for what is to be brought in."""

        def bring(text: str) -> None:
            if text.strip():
                self._bring(text.strip())

        self._host.ask(Question("bring in", bring))

    def _bring(self, word: str) -> None:
        heard: list[SafeText] = []
        try:
            settle = self.keeping.begin(f"added {word}")
        except StoreError as error:
            self._host.say(error.reason, is_warning=True)
            return

        def tell(lines: Sequence[str]) -> None:
            heard.extend(scrub_line(line.removeprefix("reader: ")) for line in lines)

        def end(status: int) -> None:
            said = [line for line in heard if not line.startswith("notice: ")] or heard
            sentence = phrase("{}{}", said[-1] if said else "nothing was brought in", self._where(not status))
            change = settle()
            if change is not None and not status and self._host is self._home:
                self._remember(lambda: (sentence, self._make_turn(change.inverse)))
            else:
                self._host.say_news(sentence, is_warning=bool(status))

        self._start(["add", "--", word], f"bringing in {word}", tell, end)

    def _make_turn(self, change: "Change") -> Turn:
        def turn() -> Turn:
            self.keeping.make(change)
            return self._make_turn(change.inverse)

        return turn

    def do_stop_sync(self, count: int) -> None:
        """Stop what goes on."""
        if self._errand is None:
            self._host.say(phrase("Nothing is being brought in."), is_warning=True)
            return
        self._errand.stop()
        self._errand = None
        self._set_busy(SafeText(""))
        self._host.say(phrase("Stopped: {}. What had come is there; the rest comes next time.", self._what))

    def _start(
        self, arguments: list[str], what: str, tell: Callable[[list[str]], None], end: Callable[[int], None]
    ) -> bool:
        """Start something; whether that went well. What it says is told a few times in a second at most."""
        from reader.services.errand import Errand
        from reader.ui.gathering import Gathering

        if self._errand is not None:
            self._host.say(
                phrase("Wait for the other one: {}. Or stop it: Stop the sync.", self._what), is_warning=True
            )
            return False

        def finish(status: int) -> None:
            self._errand = None
            self._set_busy(SafeText(""))
            end(status)
            self._watch(SafeText(""), SafeText(""))

        round_ = self._round = object()
        gathering = Gathering(self._on_screen(round_, tell))
        finish_on_screen = self._on_screen(round_, finish)

        def on_end(status: int) -> None:
            gathering.flush()
            finish_on_screen(status)

        try:
            self._errand = Errand(arguments, self._services.paths, gathering.add, on_end)
        except OSError as error:
            self._host.say(phrase("no process can be started: {}", error.strerror), is_warning=True)
            return False
        self._what = scrub_line(what)
        self._set_busy(phrase("{} …", self._what))
        return True

    def _on_screen(self, round_: object, callback: Callable[[T], None]) -> Callable[[T], None]:
        """Have the screen told, unless that comes after the end of the round."""

        def tell(value: T) -> None:
            if self._round is round_ and self._errand is not None:
                callback(value)

        return lambda value: self._host.call_on_screen(lambda: tell(value))

    def _where(self, has_come: int) -> str:
        """Where to find what has come, if the list does not show it."""
        from reader.services.inbox_place import find_inbox, is_within

        paths = self._services.paths
        folder = find_inbox(paths, load_settings(paths.settings_file)[0])
        if not has_come or is_within(folder, self._services.library.roots):
            return ""
        return f"; in {scrub_line(str(folder))}: open the reader anew to see it"
