"""Bringing what is new at the sources into the inbox.

Owns the order of the work and what is told of it: mailboxes one after the other, feeds many at once, each with an
answer of its own; whatever happens at one source, the rest goes on. What a server said is remembered only when what it
sent is safe in the inbox.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reader.domain.scrub import SafeText, scrub_line
from reader.domain.source import Source
from reader.services.errors import StoreError
from reader.services.feed_putting import put_feed, read_items
from reader.services.guarding import LONGEST, guarding
from reader.services.inbox import make_parcel
from reader.sources.errors import SourceError
from reader.sources.item import Item, identify
from reader.storage.inbox import Inbox, Outcome, Parcel
from reader.storage.source_states import SourceState, SourceStates

if TYPE_CHECKING:
    from reader.services.workshop import Workshop
    from reader.sources.fetching import Answer, Fetcher, Limits

_PORTION = 32
"""Letters that are put into the inbox at once."""
_LARGE_MAILBOX = 4_000_000
"""Bytes from which several processes read: starting them takes a third of a second."""
_HELD = 32
"""Answers that are in memory at once."""
_FIRST_PAUSE, _LONGEST_PAUSE = 300.0, 86_400.0
"""Seconds for which a server is left alone after an error, doubled with each further one."""
_MOST_PAGES = 50
"""Pages that are fetched for the full text of one feed in one round."""
_SAVED_EVERY = 50
_MOST_NOTES = 5


class SyncKind(StrEnum):
    """What became of a source."""

    DONE = "done"
    SAME = "nothing new"
    WAITING = "waiting"
    """Its server asked to be left alone, or had errors."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SyncResult:
    """One source after its turn."""

    source: SafeText
    kind: SyncKind
    added: int = 0
    renewed: int = 0
    reason: SafeText = SafeText("")
    notes: tuple[SafeText, ...] = ()
    """What is wrong with what it brought."""


Tell = Callable[[SyncResult, int, int], object]
"""Called with each result, how many there are by now, and how many there will be."""


class Sync:
    """One round."""

    def __init__(
        self,
        inbox: Inbox,
        states: SourceStates,
        base: Path,
        tell: Tell = lambda result, done, total: None,
        limits: Limits | None = None,
    ) -> None:
        """Args: base: what relative paths of mailboxes are relative to."""
        self._inbox = inbox
        self._states = states
        self._base = base
        self._tell = tell
        self._limits = limits
        self._seconds = limits.reading if limits else LONGEST
        self._results: list[SyncResult] = []
        self._total = 0
        self._is_asked = False

    def run(self, sources: Sequence[Source], *, is_asked: bool = False) -> list[SyncResult]:
        """Bring what is new.

        Args:
            sources: in any order.
            is_asked: whether they were named: then servers that had errors are asked again at once.

        Returns:
            A result for each, in the order in which they were done.

        Raises:
            StoreError: if the inbox cannot be written; what is there stays, and the next round goes on.
        """
        self._results, self._total, self._is_asked = [], len(sources), is_asked
        self._inbox.open()
        try:
            for source in sources:
                if source.path:
                    self._finish(source, self._read_mailbox(source))
            feeds = [source for source in sources if source.url]
            if feeds:
                asyncio.run(self._fetch_all(feeds))
        finally:
            self._states.save()
        return self._results

    def _finish(self, source: Source, result: SyncResult) -> None:
        state = self._states.find(source.address)
        self._states.set(source.address, _note_result(state, result))
        self._results.append(result)
        if len(self._results) % _SAVED_EVERY == 0:
            self._states.save()
        self._tell(result, len(self._results), self._total)

    def _put(self, source: Source, parcels: Iterable[Parcel], notes: Sequence[SafeText] = ()) -> SyncResult:
        outcomes: Counter[Outcome] = Counter()
        waiting = iter(parcels)
        while portion := list(islice(waiting, _PORTION * 8)):
            outcomes.update(self._inbox.put(portion))
        return _count(source, outcomes.elements(), notes)

    # Mailboxes.

    def _read_mailbox(self, source: Source) -> SyncResult:
        path = resolve_path(source.path, self._base)
        stamp = stamp_mailbox(path)
        state = self._states.find(source.address)
        if stamp and stamp == state.stamp and not self._is_asked:
            return SyncResult(source.name, SyncKind.SAME)
        notes: list[SafeText] = []
        from reader.sources.mailboxes import SETTLED

        try:
            result = self._put(source, self._list_new(source, path, notes))
            stamp = stamp if time.time() - path.stat().st_mtime > SETTLED else state.stamp
        except SourceError as error:
            return SyncResult(source.name, SyncKind.FAILED, reason=error.reason)
        except OSError as error:
            return SyncResult(source.name, SyncKind.FAILED, reason=scrub_line((error.strerror or "is gone").lower()))
        self._states.set(source.address, replace(state, stamp=stamp, note="".join(notes[:1])))
        return replace(result, notes=tuple(notes[:_MOST_NOTES]))

    def _list_new(self, source: Source, path: Path, notes: list[SafeText]) -> Iterator[Parcel]:
        from reader.services.crew import work_alone, work_together

        size = path.stat().st_size if path.is_file() else _LARGE_MAILBOX
        work = work_together if size >= _LARGE_MAILBOX else work_alone
        for answers in work(read_letters, self._cut_new(source, path, notes), lambda: False):
            for answer in answers:
                if isinstance(answer, Parcel):
                    yield answer
                else:
                    notes.append(scrub_line(answer))

    def _cut_new(self, source: Source, path: Path, notes: list[SafeText]) -> Iterator[Portion]:
        """Letters that have not been brought, in portions."""
        from collections import deque

        from reader.sources.mailboxes import list_letters, peek_id

        letters: list[bytes] = []
        found = list_letters(path)
        for letter in deque(found, maxlen=source.keep) if source.keep else found:
            if isinstance(letter, SourceError):
                notes.append(letter.reason)
                continue
            name = peek_id(letter)
            if name and self._inbox.knows(identify(name)):
                continue
            letters.append(letter)
            if len(letters) == _PORTION:
                yield Portion(source, letters, self._seconds)
                letters = []
        if letters:
            yield Portion(source, letters, self._seconds)

    # Feeds.

    async def _fetch_all(self, feeds: Sequence[Source]) -> None:
        from reader.services.workshop import Workshop
        from reader.sources.fetching import Fetcher

        held = asyncio.Semaphore(_HELD)
        try:
            with Workshop(len(feeds)) as workshop:
                async with Fetcher(self._limits) as fetcher, asyncio.TaskGroup() as tasks:
                    for source in feeds:
                        tasks.create_task(self._fetch(fetcher, source, held, workshop))
        except* StoreError as group:
            raise _first_error(group) from group

    async def _fetch(self, fetcher: Fetcher, source: Source, held: asyncio.Semaphore, workshop: Workshop) -> None:
        async with held:
            state = self._states.find(source.url)
            if state.not_before > time.time() and not self._is_asked:
                until = time.strftime("%Y-%m-%d %H:%M", time.localtime(state.not_before))
                reason = SafeText(f"left alone until {until}")
                self._finish(source, SyncResult(source.name, SyncKind.WAITING, reason=reason))
                return
            try:
                answer = await fetcher.fetch(source.url, state.etag, state.modified)
                result = await self._take(fetcher, source, answer, workshop)
                if answer.data is not None:
                    known = replace(state, etag=answer.etag, modified=answer.modified, note="".join(result.notes[:1]))
                    self._states.set(source.url, known)
            except SourceError as error:
                self._states.set(source.url, _note_failure(state, error))
                result = SyncResult(source.name, SyncKind.FAILED, reason=error.reason)
            self._finish(source, result)

    async def _take(self, fetcher: Fetcher, source: Source, answer: Answer, workshop: Workshop) -> SyncResult:
        moved = f"has moved to {answer.moved_to}: change its url" if answer.moved_to else ""
        notes = [scrub_line(moved)] if moved else []
        if answer.data is None:
            return SyncResult(source.name, SyncKind.SAME, notes=tuple(notes))
        if not source.full_text:
            outcomes, problems = await put_feed(source, answer, self._inbox, workshop, self._seconds)
            return _count(source, outcomes, [*notes, *problems])
        workshop.grow()
        items, problems = await workshop.run(read_items, source, answer, self._seconds)
        items, missing = await self._complete(fetcher, items, workshop, allows_private=answer.is_inside)
        put = await workshop.gather(list(map(make_parcel, items)), self._inbox.put)
        return _count(source, put, [*notes, *problems, *missing])

    async def _complete(
        self, fetcher: Fetcher, items: Sequence[Item], workshop: Workshop, *, allows_private: bool
    ) -> tuple[list[Item], list[SafeText]]:
        """Give new items the text of their pages. Items that are there already are not compared with their summary."""
        completed: list[Item] = []
        notes: list[SafeText] = []
        for item in items:
            if item.identifier and self._inbox.knows(identify(item.identifier)):
                continue
            if item.source and len(completed) < _MOST_PAGES:
                try:
                    item = await self._fetch_text(fetcher, item, workshop, allows_private)
                except SourceError as error:
                    if error.reason not in notes:
                        notes.append(error.reason)
            completed.append(item)
        return completed, notes

    async def _fetch_text(self, fetcher: Fetcher, item: Item, workshop: Workshop, allows_private: bool) -> Item:
        """An item with the text of its page, where that is longer.

        Raises:
            SourceError: if the page cannot be had.
        """
        answer = await fetcher.fetch(item.source, allows_private=allows_private)
        body = await workshop.run(read_article, answer, self._seconds)
        return replace(item, body=body) if len(body) > len(item.body) else item


def _count(source: Source, outcomes: Iterable[Outcome], notes: Sequence[SafeText]) -> SyncResult:
    counts = Counter(outcomes)
    added, renewed = counts[Outcome.ADDED], counts[Outcome.RENEWED]
    kind = SyncKind.DONE if added or renewed else SyncKind.SAME
    return SyncResult(source.name, kind, added, renewed, notes=tuple(notes[:_MOST_NOTES]))


def _first_error(group: BaseExceptionGroup[StoreError]) -> StoreError:
    error = group.exceptions[0]
    return _first_error(error) if isinstance(error, BaseExceptionGroup) else error


@dataclass(frozen=True, slots=True)
class Portion:
    """Some letters of a mailbox."""

    source: Source
    letters: Sequence[bytes]
    seconds: float = LONGEST
    """Of a processor, for each."""


def read_letters(portion: Portion) -> list[Parcel | str]:
    """Read letters: a parcel for each, or why there is none. It may run in another process."""
    from reader.sources.feeds import mark_item
    from reader.sources.mail import read_letter

    answers: list[Parcel | str] = []
    for letter in portion.letters:
        try:
            with guarding(portion.seconds):
                answers.append(make_parcel(mark_item(read_letter(letter), portion.source.series, portion.source.tags)))
        except SourceError as error:
            answers.append(error.reason)
    return answers


def read_article(answer: Answer, seconds: float = LONGEST) -> str:
    """The text of a page. It may run in another process.

    Raises:
        SourceError: if it is no page, or cannot be read in so many seconds of a processor.
    """
    from reader.sources.documents import decode_page
    from reader.sources.full_text import extract_article

    with guarding(seconds):
        return extract_article(decode_page(answer.data or b"", answer.content_type), answer.address)


def _note_result(state: SourceState, result: SyncResult) -> SourceState:
    """Remember what a source brought, or since when it fails and why; what is as before is not worth a write."""
    is_as_before = result.kind in (SyncKind.SAME, SyncKind.FAILED) and result.reason == state.reason
    if result.kind is SyncKind.WAITING or (is_as_before and state.heard):
        return state
    if result.kind is not SyncKind.FAILED:
        state = replace(state, failures=0, not_before=0.0)
    return replace(state, heard=round(time.time()), added=result.added + result.renewed, reason=str(result.reason))


def _note_failure(state: SourceState, error: SourceError) -> SourceState:
    """Leave a server alone for a while that answered with an error, and as long as it asks for."""
    from reader.sources.fetching import FetchError

    if not isinstance(error, FetchError) or not error.status:
        return state
    failures = min(state.failures + 1, 20)
    pause = error.wait or min(_FIRST_PAUSE * 2 ** (failures - 1), _LONGEST_PAUSE)
    return replace(state, failures=failures, not_before=round(time.time() + pause))


def resolve_path(path: str, base: Path) -> Path:
    """A path as it is written in the settings."""
    try:
        return base / Path(path).expanduser()
    except RuntimeError:
        return base / path


def stamp_mailbox(path: Path) -> str:
    """Which version of a mailbox it is; "" where there is none."""
    try:
        parts = [path / name for name in ("cur", "new")] if path.is_dir() else [path]
        facts = [os.stat(part) for part in parts]
    except OSError:
        return ""
    return " ".join(f"{fact.st_ino}.{fact.st_mtime_ns}.{fact.st_size}" for fact in facts)


__all__ = ["StoreError", "Sync", "SyncKind", "SyncResult"]
