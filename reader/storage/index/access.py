"""The index as the library asks it: read, searched, and made anew where it proves damaged.

Imports SQLite: import this module late.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from reader.storage.errors import IndexDamaged
from reader.storage.index.database import Database
from reader.storage.index.reading import Reader

T = TypeVar("T")


class IndexAccess:
    """One index. Every method may be called from any thread."""

    def __init__(self, file: Path | None, update: Callable[[], object]) -> None:
        """Args: file: where it is kept; None for memory. update: brings it up to date."""
        self._update = update
        self.database = Database(file)
        self.reader = Reader(self.database)

    def ask(self, question: Callable[[Reader], T]) -> T:
        """Ask; where the file proves damaged it is made anew, and asked once more.

        Raises:
            IndexUnusable: if there is no answer to be had.
        """
        try:
            return question(self.reader)
        except IndexDamaged as error:
            self.database.rebuild(error.reason)
        self._update()
        return question(self.reader)
