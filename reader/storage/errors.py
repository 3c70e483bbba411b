"""What the store says when it cannot do what it was asked."""

from reader.domain.scrub import SafeText, scrub_line


class StoreError(Exception):
    """The store cannot be read, or something was not saved.

    Attributes:
        reason: one clause that says what happened and what is left, fit to be shown.
    """

    def __init__(self, reason: str) -> None:
        self.reason: SafeText = scrub_line(reason)
        super().__init__(self.reason)


def describe_error(error: OSError) -> str:
    """The system's reason in lower case: "no space left on device"."""
    return (error.strerror or type(error).__name__).lower()
