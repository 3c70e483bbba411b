"""What can go wrong with a source: apart, so that who only passes it on need not import the rest."""

from reader.domain.scrub import SafeText, scrub_line


class SourceError(Exception):
    """A source, or an item of it, that cannot be read.

    Attributes:
        reason: why, in one clause, fit to be shown.
    """

    def __init__(self, reason: str) -> None:
        self.reason: SafeText = scrub_line(reason)
        super().__init__(self.reason)
