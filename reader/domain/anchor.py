"""What an annotation remembers of its words, and how surely it stands on them.

The two selectors are those of the W3C Web Annotation model (https://www.w3.org/TR/annotation-model/#selectors).
"""

from dataclasses import dataclass
from enum import StrEnum

from reader.domain.scrub import SafeText
from reader.domain.span import Span

CONTEXT = 32
"""Code points of prefix and suffix that are kept at least: enough to tell most repeated phrases apart."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far other places of the text could be taken for the words, when they were chosen.

    Kept because a look-alike that outlives the words would pass for an edit of them. The numbers are the highest over
    all look-alikes: 0 to 100, and 100 only where nothing differs.
    """

    words: int = 0
    before: int = 0
    after: int = 0
    places: int = 1
    """At how many places the very same words stood."""
    nth: int = 0
    """How many of these stood before."""
    has_double: bool = False
    """Whether one of them had the same surroundings too."""


ALONE = Likeness()
"""Words that had no look-alike."""


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """The words themselves, with some of what stands around them: less than `CONTEXT` only at an end of the text."""

    exact: SafeText
    prefix: SafeText = SafeText("")
    suffix: SafeText = SafeText("")
    likeness: Likeness | None = None
    """None where nobody looked."""


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """Where the words stood: `[start, end)` in code points."""

    start: int
    end: int


class AnchorState(StrEnum):
    """How surely an annotation stands on its words."""

    EXACT = "exact"
    MOVED = "moved"
    """The same words, letter for letter, at another place."""
    EDITED = "edited"
    """Words that were changed, at the place that the chosen ones had."""
    AMBIGUOUS = "ambiguous"
    """Places that may be meant, none of them surely; none is chosen."""
    LOST = "lost"
    ABSENT = "absent"
    """Its briefing is not in the library now."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an annotation stands now. `span` is None unless the state is exact, moved or edited."""

    state: AnchorState
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be meant."""

    span: Span
    similarity: float
    """Of words and surroundings to those remembered: 0 to 1."""
