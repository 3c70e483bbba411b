"""Whether sources answer. Brings nothing in and remembers nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reader.domain.source import Source
from reader.services.syncing import resolve_path
from reader.sources.errors import SourceError

if TYPE_CHECKING:
    from reader.sources.fetching import Fetcher, Limits

Tell = Callable[[int, int], object]
"""Called with how many sources have been asked, and how many there are."""


def check_sources(sources: Sequence[Source], base: Path, tell: Tell, limits: Limits | None) -> list[tuple[str, str]]:
    """The names of the sources that do not answer as they should, each with the reason."""
    return asyncio.run(_check_all(sources, base, tell, limits))


async def _check_all(sources: Sequence[Source], base: Path, tell: Tell, limits: Limits | None) -> list[tuple[str, str]]:
    from reader.sources.fetching import Fetcher

    done = 0

    async def check(source: Source, fetcher: Fetcher) -> str:
        nonlocal done
        reason = await _check_feed(source, fetcher) if source.url else _check_mailbox(source, base)
        done += 1
        tell(done, len(sources))
        return reason

    async with Fetcher(limits) as fetcher:
        reasons = await asyncio.gather(*(check(source, fetcher) for source in sources))
    return [(str(source.name), reason) for source, reason in zip(sources, reasons, strict=True) if reason]


async def _check_feed(source: Source, fetcher: Fetcher) -> str:
    from reader.sources.feeds import read_feed

    try:
        answer = await fetcher.fetch(source.url)
        feed = await asyncio.to_thread(read_feed, answer.data or b"", answer.address, answer.content_type)
    except SourceError as error:
        return str(error.reason)
    moved = [f"has moved to {answer.moved_to}: change its url"] if answer.moved_to else []
    return "; ".join([*moved, *feed.notes])


def _check_mailbox(source: Source, base: Path) -> str:
    from reader.sources.mailboxes import list_letters

    try:
        for letter in islice(list_letters(resolve_path(source.path, base)), 1):
            if isinstance(letter, SourceError):
                return str(letter.reason)
    except SourceError as error:
        return str(error.reason)
    return ""
