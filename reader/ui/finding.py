"""Finding words in a text. Pure."""

import re
from typing import NamedTuple

from reader.domain.span import Span

_MOST_HITS = 20_000


class Search(NamedTuple):
    """What is sought in a text."""

    words: str
    is_whole: bool = False
    """Whether the words must not stand within a longer word."""
    is_pattern: bool = False
    """Whether `words` is a regular expression."""

    def __str__(self) -> str:
        """For the status line: “hbm”, “hbm” whole, /h.m/."""
        words = f"/{self.words}/" if self.is_pattern else f"“{self.words.strip()}”"
        return f"{words} whole" if self.is_whole else words


def find_spans(text: str, words: str, *, is_whole: bool = False) -> tuple[Span, ...]:
    """Every place where `words` stand, in order, without overlaps.

    Case counts only when `words` has a capital letter. A space fits any run of white space, so that a phrase is found
    across the end of a line; curly and straight quotation marks and the hyphens are the same.

    Args:
        text: what is looked through.
        words: what is sought; spaces around them do not count.
        is_whole: whether a place counts only where no letter or digit goes on before or behind it.
    """
    words = words.strip()
    if not words:
        return ()
    flags = 0 if any(letter.isupper() for letter in words) else re.IGNORECASE
    pattern = r"\s+".join("".join(_accept(letter) for letter in word) for word in words.split())
    if is_whole:
        pattern = _keep_whole(pattern, words)
    spans = []
    for match in re.finditer(pattern, text, flags):
        spans.append(Span(*match.span()))
        if len(spans) == _MOST_HITS:
            break
    return tuple(spans)


def _keep_whole(pattern: str, words: str) -> str:
    """A pattern that fits only where neither edge cuts a word; a sign at an edge has no word to cut."""
    before = r"(?<![^\W_])" if words[0].isalnum() else ""
    behind = r"(?![^\W_])" if words[-1].isalnum() else ""
    return f"{before}{pattern}{behind}"


_SAME = ("'’‘", '"“”', "-‐‑–")


def _accept(letter: str) -> str:
    same = next((group for group in _SAME if letter in group), None)
    return f"[{re.escape(same)}]" if same else re.escape(letter)
