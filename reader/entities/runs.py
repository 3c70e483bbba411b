"""Runs of capitalised words, the raw material of names that no list knows.

Owns how such a run is cut out of a text, where a sentence begins, and which segments capitalise everything so that
capitals say nothing there. Knows no words.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from reader.domain.briefing import BlockKind
from reader.entities.normalise import PlainText, Segment

UPPER = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x250) if chr(code).isupper())
"""The inside of a character class: capital letters of the Latin script."""

TOKEN = rf"(?:(?:[{UPPER}]\.)+(?= [{UPPER}])|(?:[a-z]{{1,2}})?[{UPPER}]\w*(?:(?:[-&+.]|'(?!s\b))\w+)*)"
"""A capitalised word with its inner punctuation ("Electro-Mechanics", "AT&T", "O'Buckley"), or initials ("C.C.")."""

RUN = rf"{TOKEN}(?: {TOKEN})*"

# Atomic groups, since Python before 3.11.5 is wrong about possessive ones (cpython#106052).
# Begins with a capital, so that the search skips from one to the next: three times as fast as with TOKEN.
_FIRST = (
    rf"[{UPPER}](?<!\w.)(?<!\w[-.'&].)"
    rf"(?:\.(?:[{UPPER}]\.)*(?= [{UPPER}])|\w*+(?>(?:(?:[-&+.]|'(?!s\b))\w+)*))"
)
_RUN = re.compile(rf"{_FIRST}(?>(?: {TOKEN})*)(?![$€£¥₩₹])")
_LONG_WORD = re.compile(r"(?<![\w'])[^\W\d_]{4,}")
_SENTENCE_END = ".!?:;\u2022\u2026"
_WRAPPING = " \"'([{*_>-\u2013\u2014"

_STOPS = ".,;:"
_HEADLINE_LENGTH = 240
"""Code points; a longer paragraph is not written like a headline."""
_HEADLINE_WORDS = 5
"""So many longer words at least, before a paragraph is taken for a headline."""
_HEADLINE_SHARE = 0.75
_SENTENCE_BREAK = re.compile(r"(?<=[a-z\d%)\"'])[.!?:] ")

_SCALES = ("Million ", "Billion ", "Trillion ")
_TIED = re.compile(
    r"-(?:owned|based|backed|led|made|designed|developed|controlled|listed|funded|run|built|style|wide|related|linked"
    r"|affiliated|headquartered|sponsored|supported|powered|born|invested)"
)
"""What makes an adjective of a name, so that another name may follow: "Acme Group-owned Widget Works"."""


class Word(NamedTuple):
    """A word of a run, at `[start, end)`."""

    start: int
    end: int
    text: str


class Run(NamedTuple):
    """Capitalised words apart by one space each."""

    words: tuple[Word, ...]
    segment: Segment
    is_initial: bool
    """Whether a sentence begins with it."""

    @property
    def start(self) -> int:
        """Where its first word begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where its last word ends."""
        return self.words[-1].end


def begins_sentence(text: str, at: int, start: int) -> bool:
    """Whether a sentence begins at `at`, in a segment that begins at `start`."""
    before = text[max(start, at - 8) : at].rstrip(_WRAPPING)
    return not before or before[-1] in _SENTENCE_END


def is_headline(plain: PlainText, segment: Segment) -> bool:
    """Whether a segment capitalises (nearly) every longer word."""
    is_heading = segment.kind in (BlockKind.TITLE, BlockKind.HEADING)
    if not is_heading and (segment.end - segment.start > _HEADLINE_LENGTH or plain.text[segment.end - 1] in _STOPS):
        return False
    words = _LONG_WORD.findall(plain.text, segment.start, segment.end)
    return _is_capitalised(words, 1 if is_heading else _HEADLINE_WORDS)


def is_in_headline(text: str, run: Run) -> bool:
    """Whether the sentence of a run capitalises (nearly) every longer word, in a paragraph that goes on otherwise."""
    start, end = run.segment.start, run.segment.end
    if end - start > 4 * _HEADLINE_LENGTH:
        start, end = max(start, run.start - _HEADLINE_LENGTH), min(end, run.end + _HEADLINE_LENGTH)
    for sentence_end in _SENTENCE_BREAK.finditer(text, start, end):
        if sentence_end.end() > run.start:
            end = sentence_end.start()
            break
        start = sentence_end.end()
    return _is_capitalised(_LONG_WORD.findall(text, start, end), _HEADLINE_WORDS)


def _is_capitalised(words: Sequence[str], least: int) -> bool:
    return len(words) >= least and sum(not word[0].islower() for word in words) >= _HEADLINE_SHARE * len(words)


def split_words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words between spaces."""
    words = []
    for part in text[start:end].split(" "):
        words.append(Word(start, start + len(part), part))
        start += len(part) + 1
    return tuple(words)


def find_runs(
    plain: PlainText, segment: Segment, is_idle: Callable[[str], bool], is_known: Callable[[int, int], bool]
) -> Iterator[Run]:
    """The runs of a segment, from left to right.

    Args:
        plain: the text.
        segment: where to look.
        is_idle: whether words cannot be of use; then they make no run.
        is_known: whether it is known already what stands at `[start, end)`; then it makes no run.
    """
    text = plain.text
    for match in _RUN.finditer(text, segment.start, segment.end):
        said = match[0]
        if is_idle(said):
            continue
        start, end = match.span()
        if said.startswith(_SCALES) and text[start - 2 : start - 1].isdigit():
            # "$7 Billion Texas Plant" in a headline.
            start = text.find(" ", start) + 1
            if is_idle(text[start:end]):
                continue
        if not is_known(start, end):
            yield Run(split_words(text, start, end), segment, begins_sentence(text, start, segment.start))


def split_run(run: Run) -> Iterator[Run]:
    """A run as the names on either side of a word like "Singapore-based" within it."""
    first = 0
    for at, word in enumerate(run.words[:-1]):
        head, hyphen, tail = word.text.partition("-")
        if hyphen and at > first and _TIED.fullmatch(hyphen + tail):
            cut = Word(word.start, word.start + len(head), head)
            yield Run((*run.words[first:at], cut), run.segment, run.is_initial and not first)
            first = at + 1
    yield run if not first else Run(run.words[first:], run.segment, is_initial=False)
