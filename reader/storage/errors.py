"""What the store says when it cannot do what it was asked."""

import os
from pathlib import Path

from reader.domain.scrub import SafeText, scrub_line


class StoreError(Exception):
    """The store cannot be read, or something was not saved.

    Attributes:
        reason: one clause that says what happened and what is left, fit to be shown.
    """

    def __init__(self, reason: str) -> None:
        self.reason: SafeText = scrub_line(reason)
        super().__init__(self.reason)


class TurnRefused(StoreError):
    """A step that can never be undone or done again: what it changed was changed since, or it is not kept."""


def describe_error(error: OSError) -> str:
    """The system's reason in lower case: "no space left on device"."""
    return (error.strerror or type(error).__name__).lower()


def describe_file_error(error: OSError, known: Path) -> str:
    """The reason, with the name of the file if it is another one than the reader already knows of."""
    reason = describe_error(error)
    if isinstance(error.filename, str | bytes | os.PathLike) and os.fsdecode(error.filename) != str(known):
        return f"{os.fsdecode(error.filename)}: {reason}"
    return reason


class IndexUnusable(Exception):
    """The file can be neither read nor made. The message says why, and is fit to be shown."""

    def __init__(self, reason: str) -> None:
        self.reason: SafeText = scrub_line(reason)
        super().__init__(self.reason)


class IndexDamaged(IndexUnusable):
    """The file is not what SQLite left there: it can be made anew."""
