"""The use cases of bringing briefings in: what is new at the sources, and what a person hands over.

Owns what becomes of each kind of thing that is handed over. The settings are read anew each time: their file is
changed here, and by hand.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config import Problem, Settings, load_settings
from reader.domain.scrub import SafeText, scrub_line
from reader.domain.source import Source, SourceFault, read_source
from reader.importers.files import UnreadableFile, read_file
from reader.paths import Paths
from reader.services.guarding import LONGEST, guarding
from reader.services.inbox import open_inbox, put_items
from reader.services.inbox_place import find_inbox
from reader.services.source_lines import add_sources, remove_source
from reader.services.syncing import Sync, SyncKind, SyncResult, Tell, resolve_path
from reader.sources.errors import SourceError
from reader.sources.item import Item
from reader.storage.inbox import Inbox, Outcome
from reader.storage.source_states import SourceStates

if TYPE_CHECKING:
    from reader.sources.fetching import Answer, Limits

_WEB = ("http://", "https://")
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of something that was handed over."""

    word: SafeText
    """As it was named."""
    added: int = 0
    renewed: int = 0
    same: int = 0
    sources: tuple[SafeText, ...] = ()
    """The names of what is a source from now on."""
    reason: SafeText = SafeText("")
    """Why nothing was brought; empty where something was."""
    notes: tuple[SafeText, ...] = ()


class Bringing:
    """Sources, and what comes from them."""

    def __init__(self, paths: Paths, limits: Limits | None = None) -> None:
        self._paths = paths
        self._limits = limits
        self._seconds = limits.reading if limits else LONGEST

    @property
    def settings(self) -> Settings:
        """As they are now."""
        return load_settings(self._paths.settings_file)[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the settings now."""
        return load_settings(self._paths.settings_file)[1]

    @property
    def folder(self) -> Path:
        """The inbox."""
        return find_inbox(self._paths, self.settings)

    def _open_inbox(self) -> Inbox:
        return open_inbox(self.folder)

    def find_sources(self, names: Sequence[str]) -> tuple[Source, ...]:
        """The sources of these names; all for none.

        Raises:
            SourceError: for a name that no source has.
        """
        known = {source.name.casefold(): source for source in self.settings.sources}
        if not names:
            return tuple(known.values())
        missing = next((name for name in names if name.casefold() not in known), None)
        if missing is not None:
            raise SourceError(_suggest(missing, known))
        return tuple({name.casefold(): known[name.casefold()] for name in names}.values())

    def sync(self, names: Sequence[str] = (), tell: Tell = lambda result, done, total: None) -> list[SyncResult]:
        """Bring what is new at some sources, or at all.

        Raises:
            SourceError: for a name that no source has.
            StoreError: if the inbox cannot be written.
        """
        return self._sync(self.find_sources(names), tell, is_asked=bool(names))

    def _sync(self, sources: Sequence[Source], tell: Tell, *, is_asked: bool) -> list[SyncResult]:
        states = SourceStates(self._paths.source_states_file)
        sync = Sync(self._open_inbox(), states, self._paths.config, tell, self._limits)
        return sync.run(sources, is_asked=is_asked)

    def add_source(self, name: str, address: str) -> Source:
        """Keep a source in the settings; nothing is fetched.

        Raises:
            SourceError: if it cannot be one.
            StoreError: if the settings cannot be changed.
        """
        is_web = address.lower().startswith(_WEB)
        try:
            source = read_source({"name": name, "url" if is_web else "path": address})
        except SourceFault as fault:
            raise SourceError(str(fault)) from None
        if source.name.casefold() in {other.name.casefold() for other in self.settings.sources}:
            raise SourceError(f"{source.name}: there is a source of that name")
        self._keep([source])
        return source

    def remove_source(self, name: str) -> Source:
        """Forget a source. What it brought stays.

        Raises:
            SourceError: for a name that no source has.
            StoreError: if the settings cannot be changed.
        """
        (source,) = self.find_sources([name])
        remove_source(self._paths.settings_file, source)
        return source

    def check(self, tell: Callable[[int, int], object]) -> list[tuple[str, str]]:
        """Ask all sources whether they answer; nothing is brought in.

        Returns:
            The names of those that do not, each with the reason.
        """
        from reader.services.checking import check_sources

        return check_sources(self.settings.sources, self._paths.config, tell, self._limits)

    def _keep(self, sources: Sequence[Source]) -> None:
        add_sources(self._paths.settings_file, sources)

    def import_opml(self, data: bytes) -> tuple[list[Source], list[str]]:
        """Keep the feeds of a list that are not sources yet; those, and what is wrong with the others.

        Raises:
            SourceError: if the list cannot be read.
            StoreError: if the settings cannot be changed.
        """
        from dataclasses import replace

        from reader.sources.opml import choose_name, read_opml

        found, problems = read_opml(data)
        sources = self.settings.sources
        names = {source.name.casefold() for source in sources}
        addresses = {source.url for source in sources}
        new = []
        for source in found:
            if source.url not in addresses:
                source = replace(source, name=scrub_line(choose_name(source.name, names)))
                names.add(source.name.casefold())
                addresses.add(source.url)
                new.append(source)
        self._keep(new)
        return new, problems

    # What is handed over.

    def add(self, word: str, data: bytes | None = None, *, keeps: bool = True) -> Brought:
        """Bring in what a word names.

        Args:
            word: an address of the web, a file, a folder, or `-`.
            data: what came on standard input, for `-`.
            keeps: whether a feed or a mailbox, which goes on growing, becomes a source.

        Raises:
            StoreError: if the inbox or the settings cannot be written.
        """
        try:
            if data is not None:
                return self._add_data(word, data, "")
            if word.lower().startswith(_WEB):
                return asyncio.run(self._add_address(word, keeps=keeps))
            return self._add_path(Path(word).expanduser(), word, keeps=keeps)
        except (SourceError, UnreadableFile) as error:
            return Brought(scrub_line(word), reason=error.reason)
        except RuntimeError as error:
            return Brought(scrub_line(word), reason=scrub_line(str(error)))

    def _add_path(self, path: Path, word: str, *, keeps: bool) -> Brought:
        from reader.sources.mailboxes import is_maildir, is_mbox

        is_mailbox = is_maildir(path) if path.is_dir() else path.is_file() and is_mbox(path)
        if is_mailbox:
            return self._add_mailbox(path.absolute(), word, keeps=keeps)
        if path.is_dir():
            return self._add_folder(path, word)
        return self._add_data(word, read_file(path), path.name)

    def _add_data(self, word: str, data: bytes, name: str) -> Brought:
        from reader.sources.documents import Kind, read_document, recognise

        if recognise(data, name) is Kind.OPML:
            new, problems = self.import_opml(data)
            notes = tuple(map(scrub_line, problems))
            return Brought(scrub_line(word), sources=tuple(source.name for source in new), notes=notes)
        if not data.strip():
            raise SourceError("is empty")
        with guarding(self._seconds):
            items = read_document(data, name)
        return self._put(word, items)

    def _put(self, word: str, items: Sequence[Item], notes: Sequence[SafeText] = ()) -> Brought:
        return _tell_brought(word, put_items(self._open_inbox(), items), notes)

    def _add_folder(self, folder: Path, word: str) -> Brought:
        """The documents in a folder and those below it, each as it is read by itself."""
        items: list[Item] = []
        notes: list[SafeText] = []
        for path in _list_files(folder):
            try:
                items += _read_file(path)
            except (SourceError, UnreadableFile) as error:
                notes.append(scrub_line(f"{path.name}: {error.reason}"))
        if not items:
            raise SourceError("there is nothing to read in this folder")
        return self._put(word, items, notes)

    def _add_mailbox(self, path: Path, word: str, *, keeps: bool) -> Brought:
        known = next(
            (one for one in self.settings.sources if one.path and resolve_path(one.path, self._paths.config) == path),
            None,
        )
        source = known or self._make_source(path.name, {"path": str(path)})
        (result,) = self._sync([source], lambda result, done, total: None, is_asked=True)
        return self._finish(word, result, source, is_new=known is None and keeps)

    def _make_source(self, name: str, address: dict[str, str]) -> Source:
        from reader.sources.opml import choose_name

        taken = {source.name.casefold() for source in self.settings.sources}
        try:
            return read_source({"name": choose_name(name, taken), **address})
        except SourceFault as fault:
            raise SourceError(str(fault)) from None

    def _finish(self, word: str, result: SyncResult, source: Source, *, is_new: bool) -> Brought:
        if result.kind is SyncKind.FAILED:
            raise SourceError(result.reason)
        if is_new:
            self._keep([source])
        kept = (source.name,) if is_new else ()
        same = int(not result.added and not result.renewed)
        return Brought(scrub_line(word), result.added, result.renewed, same, kept, notes=result.notes)

    async def _add_address(self, address: str, *, keeps: bool) -> Brought:
        from reader.sources.feeds import is_feed
        from reader.sources.fetching import Fetcher

        async with Fetcher(self._limits) as fetcher:
            answer = await fetcher.fetch(address)
        if answer.data is not None and is_feed(answer.data):
            return await self._add_feed(address, answer, keeps=keeps)
        return self._add_page(address, answer)

    async def _add_feed(self, address: str, answer: Answer, *, keeps: bool) -> Brought:
        from reader.services.feed_putting import put_feed
        from reader.services.workshop import Workshop
        from reader.sources.feed_parts import cut_feed
        from reader.sources.feeds import read_feed

        known = next((one for one in self.settings.sources if one.url == address), None)
        if known is None:
            with guarding(self._seconds):
                first, *_ = cut_feed(answer.data or b"", answer.content_type)
                feed = read_feed(first, answer.address, answer.content_type)
            source = self._make_source(feed.title or address, {"url": address})
        else:
            source = known
        inbox = self._open_inbox()
        inbox.open()
        with Workshop(1) as workshop:
            outcomes, notes = await put_feed(source, answer, inbox, workshop, self._seconds)
        brought = _tell_brought(address, outcomes, notes)
        if known is not None or not keeps:
            return brought
        from dataclasses import replace

        self._keep([source])
        return replace(brought, sources=(source.name,))

    def _add_page(self, address: str, answer: Answer) -> Brought:

        with guarding(self._seconds):
            items, feeds = _read_page(answer)
        return self._put(address, items, [scrub_line(f"it names a feed: {feed}") for feed in feeds])


def _read_page(answer: Answer) -> tuple[Sequence[Item], Sequence[str]]:
    """What a page is, or another document that lies in its place, and the feeds that it names."""
    from reader.sources.documents import Kind, decode_page, read_document, read_page, recognise
    from reader.sources.full_text import find_feeds

    data = answer.data or b""
    if recognise(data, "x.html") is not Kind.PAGE:
        return read_document(data, ""), []
    feeds = find_feeds(decode_page(data, answer.content_type), answer.address)[:3]
    return [read_page(data, answer.address, answer.content_type)], feeds


def _tell_brought(word: str, outcomes: Sequence[Outcome], notes: Sequence[SafeText]) -> Brought:
    counts = Counter(outcomes)
    added, renewed, same = (counts[outcome] for outcome in (Outcome.ADDED, Outcome.RENEWED, Outcome.SAME))
    return Brought(scrub_line(word), added, renewed, same, notes=tuple(notes))


def _suggest(name: str, known: dict[str, Source]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.casefold(), known, n=1)
    return f"{name}: no such source" + (f"; did you mean {known[near[0]].name}?" if near else "")


def _list_files(folder: Path) -> Iterator[Path]:
    from reader.services.walk import walk_folders

    for found in walk_folders([folder]):
        yield from (Path(file.path) for file in found.files if file.failure is None)
        yield from sorted(path for path in Path(found.path).glob("*.eml") if path.is_file())


def _read_file(path: Path) -> tuple[Item, ...]:
    from reader.sources.documents import read_document

    data = read_file(path)
    with guarding():
        return read_document(data, path.name)
