"""What can go wrong in a use case, for those who call it: they need not know which layer says it."""

from reader.domain.scrub import SafeText, scrub_line
from reader.importers.files import UnreadableFile
from reader.sources.errors import SourceError
from reader.storage.errors import IndexUnusable, StoreError, TurnRefused

__all__ = [
    "FilterError",
    "IndexUnusable",
    "NamesUnavailable",
    "SourceError",
    "StoreError",
    "TurnRefused",
    "UnknownName",
    "UnreadableFile",
]


class NamesUnavailable(Exception):
    """The lists of names cannot be read.

    Attributes:
        reason: which list and why, fit to be shown.
    """

    def __init__(self, reason: str) -> None:
        self.reason: SafeText = scrub_line(reason)
        super().__init__(self.reason)


class Stopped(Exception):
    """What was begun is given up, and has changed nothing."""


class FilterError(ValueError):
    """A query that cannot be understood, or not be answered.

    Attributes:
        reason: one sentence that names the words and says at which character they stand; fit to be shown.
        position: the offset in the query, in code points, where it goes wrong; None where it is well written.
    """

    def __init__(self, reason: str, position: int | None = None) -> None:
        self.reason: SafeText = scrub_line(reason)
        self.position = position
        super().__init__(self.reason)


class UnknownName(Exception):
    """A name that no briefing of the library bears.

    Attributes:
        reason: says which, fit to be shown.
    """

    def __init__(self, name: str) -> None:
        self.reason: SafeText = scrub_line(f"{name}: no briefing of the library names that")
        super().__init__(self.reason)
