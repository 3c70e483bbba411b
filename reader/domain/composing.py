"""The composed form of a text (é as one code point, not as e and an accent), and the way back to its own offsets.

Owns normalisation to NFC (https://unicode.org/reports/tr15/), which moves offsets: what is found in the composed text
is always told as a span of the text itself.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from reader.domain.span import Span

_CLUSTER = re.compile(
    "[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
)
"""A letter that is written in parts: with combining marks, or as Hangul jamo. Others stay as they are."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A text in the composed form."""

    text: str
    places: tuple[int, ...]
    """Where a letter that was put together ends, in the composed text."""
    shifts: tuple[int, ...]
    """How far what follows each of them has moved."""

    def find_origin(self, span: Span) -> Span:
        """The same words in the text itself."""
        return Span(self._origin(span.start), self._origin(span.end))

    def _origin(self, place: int) -> int:
        before = bisect_right(self.places, place)
        return place + (self.shifts[before - 1] if before else 0)


@lru_cache(2)
def compose(text: str) -> Composed:
    """Put the letters of a text together."""
    if is_composed(text):
        return Composed(text, (), ())
    parts: list[str] = []
    places: list[int] = []
    shifts: list[int] = []
    at = length = 0
    for match in _CLUSTER.finditer(text):
        whole = unicodedata.normalize("NFC", match.group())
        if len(whole) > 1:
            continue  # Its parts could not be told apart on the way back.
        parts += [text[at : match.start()], whole]
        length += match.start() - at + len(whole)
        at = match.end()
        places.append(length)
        shifts.append(at - length)
    return Composed("".join([*parts, text[at:]]), tuple(places), tuple(shifts))


def is_composed(text: str) -> bool:
    """Whether a text is in the composed form already: at once for nearly every text."""
    return text.isascii() or unicodedata.is_normalized("NFC", text)
