"""Where the words of a query stand in a text.

Owns what counts as the same letter (case, accents and typographic forms do not matter) and where a word begins. What
it finds is in code points of the text as it was given, however folding changed its length.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from reader.domain.query_nodes import PLAIN_FORMS, Words
from reader.domain.span import Span

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Scripts that write words together (Thai, Burmese, Khmer, Chinese, Japanese) or hang particles on them (Korean)."""

SPACED = rf"[^\W_{UNSPACED}]"
"""A letter or digit of all other scripts."""

_IS_SPACED = re.compile(SPACED)
_NOWHERE = re.compile(r"(?!)")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_FIRST_ACCENT, _LAST_ACCENT = "\u0300", "\u036f"
_FIRST_WIDE, _LAST_WIDE, _WIDE_TO_ASCII = "\uff01", "\uff5e", 0xFEE0
_STROKED = dict(zip("łøđħŧı–", "lodhti-", strict=True))
"""Letters that Unicode does not take apart, but people type without their stroke or dot; and the en dash."""


@dataclass(frozen=True, slots=True, eq=False)
class FoldedText:
    """A text in which letters that count as the same are the same."""

    text: str
    starts: Sequence[int] | None = None
    """Where each character of `text`, and its end, stands in the original; None where nothing has moved."""

    def locate(self, start: int, end: int) -> Span:
        """The place in the original of `text[start:end]`, which is not empty."""
        if self.starts is None:
            return Span(start, end)
        return Span(self.starts[start], max(self.starts[end], self.starts[end - 1] + 1))


def fold_text(text: str) -> FoldedText:
    """Make case, accents and typographic forms equal."""
    if text.isascii():
        return FoldedText(text.lower())
    # The one capital whose small letter is two code points long.
    lower = text.replace("\u0130", "I").lower()
    # Most texts have few such characters: to replace them one after the other is four times as fast as str.translate.
    found = ((character, _fold_character(character)) for character in set(_NOT_ASCII.findall(lower)))
    changes = {character: plain for character, plain in found if plain != character}
    if any(len(plain) != 1 for plain in changes.values()):
        return _fold_unevenly(lower, changes)
    for character, plain in changes.items():
        lower = lower.replace(character, plain)
    return FoldedText(lower)


def _fold_unevenly(text: str, changes: dict[str, str]) -> FoldedText:
    """Fold where a character becomes none (a loose accent) or several ("ß")."""
    pieces = [changes.get(character, character) for character in text]
    starts = [at for at, piece in enumerate(pieces) for _ in piece]
    return FoldedText("".join(pieces), [*starts, len(text)])


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if _FIRST_ACCENT <= character <= _LAST_ACCENT:
        return ""
    if _FIRST_WIDE <= character <= _LAST_WIDE:
        character = chr(ord(character) - _WIDE_TO_ASCII).lower()
    # What a syllable or a kana is made of is no accent: these stay as they are.
    base = "".join(part for part in normalize("NFD", character) if not _FIRST_ACCENT <= part <= _LAST_ACCENT)
    plain = base if len(base) == 1 else character
    return _STROKED.get(plain, plain).translate(PLAIN_FORMS).casefold()


class WordMatcher:
    """Finds the words of one condition.

    A word begins where a word of the text begins; a quoted one ends where one ends, too. In scripts that write words
    together it may stand anywhere. A space fits whatever stands between words: the end of a line, a comma, a hyphen.
    """

    def __init__(self, words: Words) -> None:
        parts = fold_text(words.text).text.split()
        # Words that are nothing but loose accents stand nowhere.
        self._pattern = _compile(parts, words.is_whole) if parts else _NOWHERE

    def is_in(self, text: FoldedText) -> bool:
        """Whether the words stand in a text."""
        return self._pattern.search(text.text) is not None

    def find(self, text: FoldedText) -> Iterator[Span]:
        """Every place where they stand, in order, without overlaps."""
        return (text.locate(*match.span()) for match in self._pattern.finditer(text.text))


def _compile(parts: Sequence[str], is_whole: bool) -> re.Pattern[str]:
    first, *others = map(re.escape, parts)
    # What stands before a word is looked at after it: so its letters are found first, in a thirtieth of the time.
    start = rf"(?<!{SPACED}{first})" if _IS_SPACED.match(parts[0]) else ""
    end = rf"(?!{SPACED})" if is_whole and _IS_SPACED.match(parts[-1][-1]) else ""
    return re.compile(r"[\W_]+".join([first + start, *others]) + end)


def find_places(text: FoldedText, matchers: Iterable[WordMatcher]) -> tuple[Span, ...]:
    """The places where any of the words stand, in order; places that overlap are one."""
    return join_spans(span for matcher in matchers for span in matcher.find(text))


def join_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same places in order, those that overlap made one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and joined[-1].overlaps(span):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
