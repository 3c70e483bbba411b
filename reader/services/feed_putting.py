"""The answer of a feed's server into the inbox.

Owns that a large feed is read in parts, by several processes, while what was read before is written.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.domain.scrub import SafeText
from reader.domain.source import Source
from reader.services.guarding import LONGEST, guarding
from reader.services.inbox import make_parcel
from reader.sources.item import Item
from reader.storage.inbox import Inbox, Outcome, Parcel

if TYPE_CHECKING:
    from reader.services.workshop import Workshop
    from reader.sources.fetching import Answer

_AHEAD = 6
"""Parts that are read or have been, and are not written yet."""
LARGEST_HERE = 16_384
"""Bytes that are read in this process, where nobody can interrupt it: what was made to take for ever takes a second."""


class Packed(NamedTuple):
    """What was read of a feed."""

    parcels: list[Parcel]
    notes: list[SafeText]
    """What is wrong with it."""


async def put_feed(
    source: Source, answer: Answer, inbox: Inbox, workshop: Workshop, seconds: float = LONGEST
) -> tuple[list[Outcome], list[SafeText]]:
    """Put all items of an answer into the inbox, in their order.

    Args: seconds: of a processor, for reading a part of it.

    Returns:
        What became of each, and what is wrong with the feed, each thing once.

    Raises:
        SourceError: if it is no feed, or a part of it cannot be read; what stands before that part has been put.
        StoreError: if the inbox cannot be written.
    """
    outcomes: list[Outcome] = []
    notes: dict[SafeText, None] = {}
    async with aclosing(_pack(source, answer, workshop, seconds)) as parts:
        async for packed in parts:
            outcomes += await workshop.gather(packed.parcels, inbox.put)
            notes.update(dict.fromkeys(packed.notes))
    return outcomes, list(notes)


async def _pack(source: Source, answer: Answer, workshop: Workshop, seconds: float) -> AsyncGenerator[Packed, None]:
    """What stands in a feed, part by part; the next parts are read while one is used."""
    parts, notes = await asyncio.to_thread(_cut, source, answer)
    if len(parts) > 1 or len(parts[0]) > LARGEST_HERE:
        workshop.grow()
    waiting: deque[asyncio.Task[Packed]] = deque()
    left = iter(parts)
    try:
        while True:
            while len(waiting) < _AHEAD and (part := next(left, None)) is not None:
                work = workshop.run(pack_items, source, replace(answer, data=part), seconds)
                waiting.append(asyncio.create_task(work))
            if not waiting:
                break
            packed = await waiting.popleft()
            yield packed._replace(notes=[*notes, *packed.notes])
    finally:
        for task in waiting:
            task.cancel()


def _cut(source: Source, answer: Answer) -> tuple[Sequence[bytes], list[SafeText]]:
    """The parts, and what is left out. The newest of a feed can only be told of the whole."""
    from reader.sources.feed_parts import PART, cut_feed
    from reader.sources.feeds import MOST_ITEMS, note_most

    data = answer.data or b""
    parts = [data] if source.keep else cut_feed(data, answer.content_type)
    most = MOST_ITEMS // PART
    return parts[:most], [note_most()] if len(parts) > most else []


def pack_items(source: Source, answer: Answer, seconds: float = LONGEST) -> Packed:
    """What the inbox is given for an answer. It may run in another process.

    Args: seconds: of a processor.

    Raises:
        SourceError: if it is no feed, or cannot be read in that time.
    """
    with guarding(seconds):
        items, notes = _read(source, answer)
        return Packed(list(map(make_parcel, items)), notes)


def read_items(source: Source, answer: Answer, seconds: float = LONGEST) -> tuple[list[Item], list[SafeText]]:
    """The items of an answer as the settings want them, and what is wrong with it.

    Args: seconds: of a processor.

    Raises:
        SourceError: if it is no feed, or cannot be read in that time.
    """
    with guarding(seconds):
        return _read(source, answer)


def _read(source: Source, answer: Answer) -> tuple[list[Item], list[SafeText]]:
    from reader.sources.feeds import mark_item, read_feed, sort_newest

    feed = read_feed(answer.data or b"", answer.address, answer.content_type)
    chosen = sort_newest(feed.items, source.keep)
    return [mark_item(item, source.series, source.tags) for item in chosen], list(feed.notes)
