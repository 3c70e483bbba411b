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
    from reader.services.workshop import Workshop
    from reader.sources.fetching import Fetcher, Limits

Tell = Callable[[int, int], object]
"""Called with how many sources have been asked, and how many there are."""


def check_sources(sources: Sequence[Source], base: Path, tell: Tell, limits: Limits | None) -> list[tuple[str, str]]:
    """The names of the sources that do not answer as they should, each with the reason."""
    return asyncio.run(_check_all(sources, base, tell, limits))


async def _check_all(sources: Sequence[Source], base: Path, tell: Tell, limits: Limits | None) -> list[tuple[str, str]]:
    from reader.services.workshop import Workshop
    from reader.sources.fetching import Fetcher, Limits

    seconds = (limits or Limits()).reading
    done = 0

    async def check(source: Source, fetcher: Fetcher, workshop: Workshop) -> str:
        nonlocal done
        is_feed = bool(source.url)
        reason = await _check_feed(source, fetcher, workshop, seconds) if is_feed else _check_mailbox(source, base)
        done += 1
        tell(done, len(sources))
        return reason

    with Workshop(0) as workshop:
        async with Fetcher(limits) as fetcher:
            reasons = await asyncio.gather(*(check(source, fetcher, workshop) for source in sources))
    return [(str(source.name), reason) for source, reason in zip(sources, reasons, strict=True) if reason]


async def _check_feed(source: Source, fetcher: Fetcher, workshop: Workshop, seconds: float) -> str:
    from reader.services.feed_putting import LARGEST_HERE, read_items

    try:
        answer = await fetcher.fetch(source.url)
        if len(answer.data or b"") > LARGEST_HERE:
            workshop.grow()
        _, notes = await workshop.run(read_items, source, answer, seconds)
    except SourceError as error:
        return str(error.reason)
    moved = [f"has moved to {answer.moved_to}: change its url"] if answer.moved_to else []
    return "; ".join([*moved, *notes])


def _check_mailbox(source: Source, base: Path) -> str:
    from reader.sources.mailboxes import list_letters

    try:
        for letter in islice(list_letters(resolve_path(source.path, base)), 1):
            if isinstance(letter, SourceError):
                return str(letter.reason)
    except SourceError as error:
        return str(error.reason)
    return ""
