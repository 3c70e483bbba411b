"""Finding words in a text. Pure."""

import re

from reader.domain.span import Span

_MOST_HITS = 20_000


def find_spans(text: str, words: str) -> tuple[Span, ...]:
    """Every place where `words` stand, in order, without overlaps.

    Case counts only when `words` has a capital letter. A space fits any run of white space, so that a phrase is found
    across the end of a line; curly and straight quotation marks and the hyphens are the same.
    """
    words = words.strip()
    if not words:
        return ()
    flags = 0 if any(letter.isupper() for letter in words) else re.IGNORECASE
    pattern = r"\s+".join("".join(_accept(letter) for letter in word) for word in words.split())
    spans = []
    for match in re.finditer(pattern, text, flags):
        spans.append(Span(*match.span()))
        if len(spans) == _MOST_HITS:
            break
    return tuple(spans)


_SAME = ("'’‘", '"“”', "-‐‑–")


def _accept(letter: str) -> str:
    same = next((group for group in _SAME if letter in group), None)
    return f"[{re.escape(same)}]" if same else re.escape(letter)
