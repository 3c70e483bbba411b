"""In which order the rows of a list stand."""

from enum import StrEnum


class Order(StrEnum):
    """What decides; of equals the newest is first, then the title decides."""

    DATE = "date"
    """Newest first, unknown dates last, then by title."""
    TITLE = "title"
    SERIES = "series"
    """By series, then newest first."""
    LENGTH = "length"
    """Most words first."""
    UNREAD = "unread"
    """What was never opened first."""
    RELEVANCE = "relevance"
    """What says most of the words that are sought first."""
