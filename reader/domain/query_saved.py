"""Queries that have a name, and how a query refers to one: `@watch`, `@"supply chain" is:unread`.

Loaded before the first paint: imports nothing of the grammar.
"""

from typing import NamedTuple

from reader.domain.scrub import SafeText

SIGN = "@"
QUOTATION_MARKS = '"“”„‟″＂«»'
"""What a query takes for a double quotation mark, so that no name can hold it."""


class SavedQuery(NamedTuple):
    """A query under a name."""

    name: SafeText
    """One line, without double quotation marks."""
    text: str
    """As it was written, not yet known to be understood; scrub it before it is shown."""

    @property
    def reference(self) -> str:
        """The query that means this one: `@watch`, `@"supply chain"`."""
        return f'{SIGN}"{self.name}"' if any(letter in ' ()"' for letter in self.name) else f"{SIGN}{self.name}"

    def is_meant_by(self, query: str) -> bool:
        """Whether a query is a reference to this one and nothing else."""
        return query.casefold() == self.reference.casefold()
