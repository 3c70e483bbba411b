"""Driving the application in tests: briefings in a folder, keys pressed, the screen read as lines of text.

Everything is real but two things: the names come from a short list of the test's own, so that no pack decides what a
test sees, and the clock stands still unless it is asked.
"""

import asyncio
import threading
import time
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from rich.style import Style
from textual.events import Key
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from reader.domain.briefing import Briefing
from reader.domain.entity import Entity, EntityType, Mention, MentionStatus
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.paths import find_paths
from reader.services.annotations import Annotations
from reader.services.lists import PackLists
from reader.services.pack_choice import Choice
from reader.services.services import Services, open_services
from reader.storage.store import Store
from reader.ui.app import ReaderApp
from reader.ui.screens.base import CommandScreen
from reader.ui.screens.main import MainScreen
from reader.ui.widgets.bars import Status, StatusLine
from reader.ui.widgets.rows import RowsView

PATIENCE: Final = 5.0
"""Seconds after which something that was waited for is taken not to come."""

_GLANCE: Final = 0.01
"""Seconds between two looks at whether it has come."""

_QUIET_ROUNDS: Final = 4
"""Rounds without work after which nothing more is coming: a message travels from the application to a pane and back,
the screen is arranged and painted, and that may ask for something once more."""


class ListedNames:
    """A recogniser that knows a few names: each stands wherever it stands, the longest first."""

    def __init__(self, names: Mapping[str, EntityType | None]) -> None:
        self._entities = {
            name: Entity(SafeText(name), type_) for name, type_ in sorted(names.items(), key=lambda row: -len(row[0]))
        }

    def recognise(self, briefing: Briefing) -> tuple[Mention, ...]:
        """Every occurrence that does not touch a longer one."""
        found: list[Mention] = []
        for name, entity in self._entities.items():
            start = briefing.text.find(name)
            while start >= 0:
                span = Span(start, start + len(name))
                if not any(span.overlaps(mention.span) for mention in found):
                    status = MentionStatus.KNOWN if entity.type else MentionStatus.FOUND
                    found.append(Mention(span, entity, status))
                start = briefing.text.find(name, start + 1)
        return tuple(sorted(found, key=lambda mention: mention.span))


_NAMES: dict[str, Mapping[str, EntityType | None]] = {}
"""The names of each choice of lists."""


class TestLists(PackLists):
    """Those names, in the place of the packs."""

    __test__ = False

    @classmethod
    def of(cls, names: Mapping[str, EntityType | None]) -> "TestLists":
        """The lists with these names."""
        packs = next((packs for packs, known in _NAMES.items() if known == names), f"test{len(_NAMES)}")
        _NAMES[packs] = names
        return cls(Path(), Choice(()), packs)

    def load(self) -> ListedNames:
        return ListedNames(_NAMES[self.packs])


def open_reader_services(folder: Path, home: Path, names: Mapping[str, EntityType | None] | None = None) -> Services:
    """The services of the program, on a folder of briefings and a home of their own.

    Args:
        folder: the library.
        home: where configuration, data and cache are kept.
        names: the names that are known, in place of the shipped packs; None for the packs.
    """
    services = open_services(find_paths({"BRIEFING_READER_HOME": str(home)}), [folder])
    ticks = _tick()
    services.annotations = Annotations(Store(services.paths.store_file), services.library, lambda: next(ticks))
    services.library.serve(services.annotations, lambda condition: ())
    if names is not None:
        services._packs = TestLists.of(names)
    return services


def _key_event(key: str) -> Key:
    """What the toolkit's driver makes of a key, by its name ("ctrl+d", "question_mark") or by its character."""
    name = _character_to_key(key) if len(key) == 1 else key
    character: str | None
    try:
        character = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        character = key if len(key) == 1 else None
    return Key(name, character)


def _tick() -> Iterator[datetime]:
    """A minute later with each look, from one fixed morning on."""
    moment = datetime(2026, 5, 10, 8, tzinfo=UTC)
    while True:
        moment += timedelta(minutes=1)
        yield moment


class Reader:
    """A running application, as a person sees it."""

    def __init__(self, app: ReaderApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> Screen[object]:
        """The screen on top."""
        return self.app.screen

    @property
    def main(self) -> MainScreen:
        """The three panes, wherever they are in the stack."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, MainScreen))

    @property
    def pane(self) -> str:
        """The focused pane."""
        return self.main.pane

    @property
    def place(self) -> int:
        """The reading place."""
        return self.main.article.place

    @property
    def words(self) -> str:
        """What the text says from the reading place on."""
        briefing = self.briefing
        return briefing.text[self.place :]

    @property
    def briefing(self) -> Briefing:
        """The open briefing."""
        opened = self.main.opened
        assert opened is not None
        assert opened.briefing is not None, opened.failure
        return opened.briefing

    @property
    def title(self) -> str:
        """The title of what is open, readable or not."""
        assert self.main.opened is not None
        return self.main.opened.entry.title

    @property
    def status(self) -> Status:
        """The status line of the screen on top."""
        return self.screen.query_one(StatusLine).status

    # What is seen.

    @property
    def lines(self) -> list[str]:
        """The rows of the screen, without trailing spaces."""
        return [row.rstrip() for row in self.full_lines]

    @property
    def full_lines(self) -> list[str]:
        """The rows of the screen as they are."""
        return [strip.text for strip in self.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    def pane_lines(self, name: str) -> list[str]:
        """What one widget shows, by its id; nothing where it is hidden."""
        region = self.screen.query_one(f"#{name}").region
        strips = self.screen._compositor.render_strips()
        return [
            strip.crop(region.x, region.right).text.rstrip()
            for strip in strips[region.y : region.bottom]
            if region.width
        ]

    def pane_text(self, name: str) -> str:
        """What one widget shows, as one string."""
        return "\n".join(self.pane_lines(name))

    def styles_of(self, words: str) -> list[Style]:
        """The styles of `words` where they first stand on the screen, one for each segment that they touch."""
        for strip in self.screen._compositor.render_strips():
            start = strip.text.find(words)
            if start < 0:
                continue
            styles, at = [], 0
            for segment in strip:
                if at < start + len(words) and at + len(segment.text) > start:
                    styles.append(segment.style or Style())
                at += len(segment.text)
            return styles
        raise AssertionError(f"{words!r} is not on the screen:\n{self.text}")

    # What is done.

    async def press(self, *keys: str) -> None:
        """Press keys; after each, wait until everything that it started is done."""
        for key in keys:
            self.strike(key)
            await self.settle()

    def strike(self, *keys: str) -> None:
        """Press keys, and wait for nothing: the toolkit's own pilot waits 40 ms or more for each."""
        for key in keys:
            self.app.post_message(_key_event(key).set_sender(self.app))

    async def type_text(self, text: str) -> None:
        """Type words into the open field, as fast as it goes."""
        self.strike(*text)
        await self.settle()

    async def answer(self, key: str, text: str) -> None:
        """Press a key that asks for a line, type it, and press Enter: all as fast as it goes."""
        self.strike(key, *text, "enter")
        await self.settle()

    async def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal."""
        await self.pilot.resize_terminal(columns, rows)
        await self.settle()

    async def settle(self) -> None:
        """Wait until no worker runs, nothing is left to be written, and every message has been handled."""
        quiet = 0
        while quiet < _QUIET_ROUNDS and self.app.is_running:
            await self._round()
            running = [worker for worker in self.app.workers if not worker.is_finished]
            try:
                await self.app.workers.wait_for_complete(running)
            except WorkerCancelled:
                running = list(self.app.workers)
            await self._flush_writes()
            quiet = 0 if running else quiet + 1

    async def _round(self) -> None:
        """Have every message handled that has been sent, and what has changed painted."""
        await self.pilot._wait_for_screen()
        if self.app.is_running:
            self.app.screen._on_timer_update()

    async def _flush_writes(self) -> None:
        """Wait for what is being written."""
        mains = [screen for screen in self.app.screen_stack if isinstance(screen, MainScreen)]
        for screen in mains:
            written = threading.Event()
            screen.handlers.annotating.write(written.set)
            while not written.is_set():
                await asyncio.sleep(_GLANCE)

    async def until(self, is_met: Callable[[], bool]) -> None:
        """Wait for what a timer brings, and for all that it starts.

        Raises:
            AssertionError: if it does not come.
        """
        await self.glance(is_met)
        await self.settle()

    async def glance(self, is_met: Callable[[], bool]) -> None:
        """Wait for something to be seen while a worker still runs.

        Raises:
            AssertionError: if it does not come.
        """
        deadline = time.perf_counter() + PATIENCE
        while not is_met():
            assert time.perf_counter() < deadline, f"waited in vain; the screen:\n{self.text}"
            await asyncio.sleep(_GLANCE)
            await self._round()

    async def highlight(self, *keys: str) -> None:
        """Move in the list, and wait for the preview of what is under the cursor."""
        await self.press(*keys)
        await self.until(lambda: self.main.opened is not None and self.main.opened.entry is self.main.list_.current)

    # What is there.

    def list_rows(self) -> Sequence[str]:
        """The rows of the briefing list, without the blank ones."""
        return [line for line in self.pane_lines("list") if line.strip()]

    def current_title(self) -> str:
        """The title under the list's cursor."""
        current = self.main.list_.current
        assert current is not None
        return current.title


@asynccontextmanager
async def run_reader(services: Services, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Reader]:
    """Run the application on a screen of `size` cells until the block ends; what it raised is raised again."""
    services.update()
    app = ReaderApp(services, watches=False)
    async with app.run_test(size=size) as pilot:
        reader = Reader(app, pilot)
        await reader.settle()
        yield reader


__all__ = ["CommandScreen", "ListedNames", "Reader", "RowsView", "open_reader_services", "run_reader"]
