"""Ordinary English words: what stands in capitals only because a sentence begins is no name.

Owns the shipped word list and its inflections. Knows no names.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

_WORDS = Path(__file__).parent / "words" / "ordinary.txt"

_ENDINGS = (
    ("s", ("",)),
    ("es", ("",)),
    ("ies", ("y",)),
    ("ed", ("", "e")),
    ("ied", ("y",)),
    ("ing", ("", "e")),
    ("ly", ("", "le")),
    ("ily", ("y",)),
    ("er", ("", "e")),
    ("ers", ("", "e")),
    ("est", ("", "e")),
    ("ness", ("", "e")),
)
"""Inflections, and what stands in the stem in their place: the list was reduced by the same rules."""

_DOUBLING = ("ed", "ing", "er")
_SHORTEST_STEM = 3


@cache
def load_ordinary_words() -> frozenset[str]:
    """The stems of the shipped list; read once, when first needed (3 ms)."""
    lines = _WORDS.read_text(encoding="utf-8").split("\n")
    return frozenset(line for line in lines if not line.startswith("#"))


def _stems(word: str) -> Iterator[str]:
    for ending, replacements in _ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) < len(word) and len(stem) >= _SHORTEST_STEM:
            yield from (stem + replacement for replacement in replacements)
    for ending in _DOUBLING:
        stem = word.removesuffix(ending)
        if len(word) > len(stem) > _SHORTEST_STEM and stem[-1] == stem[-2]:
            yield stem[:-1]


@lru_cache(maxsize=20_000)
def is_ordinary(word: str) -> bool:
    """Whether a word, in any case, is an ordinary English one; of a hyphened word, whether every part is."""
    words = load_ordinary_words()
    return all(
        len(part) == 1 or part in words or any(stem in words for stem in _stems(part))
        for part in word.lower().split("-")
    )
