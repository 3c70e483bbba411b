"""What can go wrong in a use case, for those who call it: they need not know which layer says it."""

from reader.domain.scrub import SafeText, scrub_line
from reader.importers.files import UnreadableFile
from reader.storage.errors import StoreError

__all__ = ["FilterError", "NamesUnavailable", "StoreError", "UnreadableFile"]


class NamesUnavailable(Exception):
    """The lists of names cannot be read.

    Attributes:
        reason: which list and why, fit to be shown.
    """

    def __init__(self, reason: str) -> None:
        self.reason: SafeText = scrub_line(reason)
        super().__init__(self.reason)


class FilterError(ValueError):
    """Words that cannot be understood. The message says which, and is fit to be shown."""

    def __init__(self, reason: str) -> None:
        self.reason: SafeText = scrub_line(reason)
        super().__init__(self.reason)
