"""Where sentences end."""

import re
from collections.abc import Iterator

from reader.domain.span import Span

# The lookbehind has a run of stops tried once, from its first: without it a page of dots takes quadratic time.
_END = re.compile(
    r"(?<![.!?…。！？])[.!?…。！？]++[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[^\W_a-z]|\s*\Z)"
    r"|(?<![。！？])[。！？]++[”’」』）]*|\n\n+"
)
_LAST_WORD = re.compile(r"[\w.&-]+$")
# Words with a full stop that is part of them. A single letter is an initial, "U.S." has one inside.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen col lt sgt hon rev st sr jr vs v etc al cf e.g i.e eg ie approx ca inc ltd co"
    " corp no nos fig figs sec vol ed eds est dept univ jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_NEVER_LAST = frozenset(
    "mr mrs ms dr prof sen rep gov gen col lt vs no nos fig figs e.g i.e eg ie cf approx ca".split()
)
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
# After an abbreviation that may also end a sentence, only a word that commonly begins one is taken as a beginning.
_BEGINS = re.compile(
    r"\s+[\"'“‘«(\[]?(?:The|A|An|This|That|These|Those|It|Its|In|On|At|But|And|For|While|Meanwhile|However|As|He|She|They"
    r"|We|If|When|Since|After|Before|By|With|Despite|According|Both|Some|Many|No|There|To|From|Under|Last|Yet|So)\b"
)


def _is_end(text: str, start: int, end: int, limit: int) -> bool:
    """Whether the stop at `[start, end)` ends a sentence."""
    if text[start] != "." or text[start:end].startswith(".."):
        return True
    word = _LAST_WORD.search(text, max(0, start - 24), start)
    if word is None:
        return True
    last = word.group()
    lower = last.casefold()
    if lower in _NEVER_LAST:
        return not text[end:limit].strip()
    initial = len(last) == 1 and last.isalpha() and last.isupper()
    if lower in _ABBREVIATIONS or _DOTTED.fullmatch(last) or initial:
        return _BEGINS.match(text, end, limit) is not None or not text[end:limit].strip()
    return True


def split_sentences(text: str, span: Span) -> Iterator[Span]:
    """The sentences within `span`, without the spaces between them; together they hold every other character.

    Args:
        text: the whole text.
        span: usually one block: a sentence never goes beyond it.
    """
    start = span.start
    for match in _END.finditer(text, span.start, span.end):
        if not _is_end(text, match.start(), match.end(), span.end):
            continue
        sentence = _trim(text, start, match.end())
        if sentence is not None:
            yield sentence
        start = match.end()
    rest = _trim(text, start, span.end)
    if rest is not None:
        yield rest


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None
