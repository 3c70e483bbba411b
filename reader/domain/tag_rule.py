"""A rule of the reader's: which briefings are tagged when they arrive, and how."""

from typing import NamedTuple

from reader.domain.scrub import SafeText


class TagRule(NamedTuple):
    """Briefings that fit a query are given tags, each once."""

    query: SafeText
    tags: tuple[SafeText, ...]
