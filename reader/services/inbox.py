"""Items into the inbox, which is a folder of the library.

Owns which folder that is, and what an item becomes there. Knows nothing of where items come from.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from reader.config import Settings
from reader.paths import Paths
from reader.sources.item import Item
from reader.sources.item_file import key_item, place_item, print_item, recall_keys
from reader.storage.inbox import Inbox, Outcome, Parcel

INBOX = "inbox"


def find_inbox(paths: Paths, settings: Settings) -> Path:
    """The folder for what sources bring: the one that is set, else in the first folder of the library.

    Without a library it is among the reader's own data, and is the library.
    """
    if settings.inbox is not None:
        return settings.inbox
    folder = next((root for root in settings.libraries if root.is_dir()), paths.data)
    return folder / INBOX


def is_within(folder: Path, roots: Sequence[Path]) -> bool:
    """Whether a folder is one of some others, or in one."""
    place = os.path.realpath(folder)
    return any(os.path.commonpath([place, os.path.realpath(root)]) == os.path.realpath(root) for root in roots)


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
