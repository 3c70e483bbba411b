"""The lists of names, in a form that can be handed to another process.

Owns that they are loaded once in a process, and only when a name is first looked for.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from reader.services.recognition import Recogniser


class Lists(Protocol):
    """Lists of names. It can be pickled."""

    @property
    def word(self) -> str:
        """Differs between any two."""

    def load(self) -> Recogniser:
        """The recogniser with these lists."""


class PackLists(NamedTuple):
    """The lists of the program and the reader's own packs."""

    cache: Path
    own: tuple[Path, ...]
    word: str

    def load(self) -> Recogniser:
        """The recogniser with these lists; loaded once in a process."""
        return _load(self)


@cache
def _load(lists: PackLists) -> Recogniser:
    from reader.services.recognition import load_lists

    return load_lists(lists.cache, lists.own)
