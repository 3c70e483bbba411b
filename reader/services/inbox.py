"""Items into the inbox, which is a folder of the library.

Owns what an item becomes there. Knows nothing of where items come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reader.sources.item import Item
from reader.sources.item_file import key_item, place_item, print_item, recall_keys
from reader.storage.inbox import Inbox, Outcome, Parcel


def open_inbox(folder: Path) -> Inbox:
    """The inbox in a folder, which need not exist."""
    return Inbox(folder, recall_keys)


def put_items(inbox: Inbox, items: Sequence[Item]) -> list[Outcome]:
    """Put items into the inbox; the answers come in their order.

    Raises:
        StoreError: if they cannot be written.
    """
    return inbox.put([make_parcel(item) for item in items])


def make_parcel(item: Item) -> Parcel:
    """What the inbox is given for an item."""
    folder, stem = place_item(item)
    return Parcel(*key_item(item), folder, stem, print_item(item))
