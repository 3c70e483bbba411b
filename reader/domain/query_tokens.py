"""The words of a text as a full-text index keeps them, and a condition as such an index is asked it.

Owns the agreement between `WordMatcher` and an index of words: what the index answers is exactly what the matcher
would find, or more than that where `Lookup.is_exact` is false. Scripts that write words together are kept as
overlapping pairs of characters: a search for one, two or more characters is then a search for whole entries of the
index, which trigrams would not allow for words of two characters, the commonest length in Chinese and Japanese.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from reader.domain.query_matching import SPACED, UNSPACED, fold_text
from reader.domain.query_nodes import Words

_RUN = re.compile(f"[{UNSPACED}]+")
_TOKEN = re.compile(rf"{SPACED}+|[{UNSPACED}]+")
_PLAIN = re.compile(rf"{SPACED}+")
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Lookup:
    """What to ask of an index."""

    expression: str
    """In the language of SQLite's FTS5; empty where the index can say nothing."""
    is_exact: bool
    """Whether each text that the index names holds the words, so that none needs to be looked at."""


def spread_words(text: str) -> str:
    """A text, folded, with entries of the index apart by spaces or by ASCII that is no letter or digit.

    An index may take every other character for a part of a word: it need not know Unicode, and so cannot differ from
    the matcher in what is a letter (SQLite's own tables take the newer emoji, and Thai vowels, for something else).
    """
    if text.isascii():
        return text
    folded = fold_text(text).text
    if folded.isascii():
        return folded
    for character in set(_NOT_ASCII.findall(folded)):
        if not _is_in_word(character):
            folded = folded.replace(character, " ")
    return _RUN.sub(_spread_run, folded) if _IS_UNSPACED.search(folded) else folded


@lru_cache(maxsize=4096)
def _is_in_word(character: str) -> bool:
    return _TOKEN.match(character) is not None


def _spread_run(match: re.Match[str]) -> str:
    return f" {' '.join(_pair(match.group()))} "


def _pair(run: str) -> list[str]:
    """Every character with the one after it; the last one alone."""
    return [run[at : at + 2] for at in range(len(run))]


@cache
def find_lookup(words: Words) -> Lookup:
    """What to ask of an index of spread words."""
    folded = fold_text(words.text).text
    tokens = _TOKEN.findall(folded)
    if not tokens:
        return Lookup("", is_exact=False)
    if len(tokens) == 1 and _IS_UNSPACED.match(tokens[0]):
        return _find_unspaced(tokens[0], is_exact=tokens[0] == folded)
    if any(_IS_UNSPACED.match(token) for token in tokens):
        # Words of both kinds: all of them have to be there, where and in which order the text must tell.
        parts = [_find_unspaced(t, is_exact=False).expression if _IS_UNSPACED.match(t) else f'"{t}" *' for t in tokens]
        return Lookup(" AND ".join(parts), is_exact=False)
    phrase = f'"{" ".join(tokens)}"'
    is_exact = all(_PLAIN.fullmatch(part) for part in folded.split())
    return Lookup(phrase if words.is_whole and is_exact else f"{phrase} *", is_exact)


def _find_unspaced(run: str, *, is_exact: bool) -> Lookup:
    pairs = _pair(run)[:-1]
    return Lookup(f'"{" ".join(pairs)}"' if pairs else f'"{run}" *', is_exact)
