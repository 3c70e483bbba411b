"""Which words of a text a person means by typing them.

Owns how forgiving that is: typographic quotation marks, dashes and line ends may be typed plainly, case counts.
"""

import re

from reader.domain.scrub import SafeText, scrub_line
from reader.domain.span import Span

# One character for one, so that an offset in the plain text is one in the text itself.
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "\u00a0": " ", "\u2011": "-", "–": "-", "—": "-"}
)


class QuoteError(ValueError):
    """Words that stand nowhere in a text, or at several places. The message is fit to be shown."""

    def __init__(self, reason: str) -> None:
        self.reason: SafeText = scrub_line(reason)
        super().__init__(self.reason)


def find_quote(text: str, words: str) -> Span:
    """Where `words` stand in `text`.

    The words as typed are looked for first, then plainly written ones. No place is chosen where several fit.

    Raises:
        QuoteError: if they stand nowhere, or more than once.
    """
    if not words.strip():
        raise QuoteError("no words to find")
    exact = [Span(match.start(), match.end()) for match in re.finditer(re.escape(words), text)]
    plain = r"\s+".join(re.escape(word) for word in words.translate(_PLAIN).split())
    spans = exact or [Span(match.start(), match.end()) for match in re.finditer(plain, text.translate(_PLAIN))]
    if not spans:
        raise QuoteError(f'"{words}" does not stand in the text')
    if len(spans) > 1:
        raise QuoteError(f'"{words}" stands {len(spans)} times in the text; quote more of the words around it')
    return spans[0]
