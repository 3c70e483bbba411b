"""Where sentences end."""

import re
from collections.abc import Iterator

from reader.domain.span import Span

# The lookbehind has a run of stops tried once, from its first: without it a page of dots takes quadratic time.
_END = re.compile(
    r"(?<![.!?…。！？])[.!?…。！？]++[\"'”’»)\]]*(?:\[\d{1,3}\]){0,9}(?=\s+[\"'“‘«(\[]?[^\W_a-z]|\s*\Z)"
    r"|(?<![。！？])[。！？]++[”’」』）]*|\n\n+"
)
_LAST_WORD = re.compile(r"[\w.&-]+$")
# Words with a full stop that is part of them. A single letter is an initial, "U.S." has one inside.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen col lt sgt hon rev st sr jr vs v etc al cf e.g i.e eg ie approx ca inc ltd co"
    " corp no nos p pp fig figs sec secs art para ch vol ed eds est dept div univ assn bros intl mfg incl excl esp capt"
    " cmdr adm maj messrs mt ft ph.d jan feb mar apr jun jul aug sep sept oct nov dec llc plc gmbh ave blvd".split()
)
_NEVER_LAST = frozenset(
    "mr mrs ms dr prof sen rep gov gen col lt capt cmdr adm maj messrs vs fig figs e.g i.e eg ie cf approx ca incl excl"
    " esp".split()
)
# Before a number these are abbreviations ("No. 3", "p. 5"), elsewhere words ("He said no. Then he left.").
_NUMBERED = frozenset("no nos p pp art ch sec secs vol para".split())
_NUMBER_NEXT = re.compile(r"\s+#?(?:\d|[IVXLC]+\b)")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
# After an abbreviation that may also end a sentence, only a word that commonly begins one is taken as a beginning.
_BEGINS = re.compile(
    r"\s+[\"'“‘«(\[]?(?:The|An?|This|That|These|Those|Its?|In|On|At|But|And|For|While|Meanwhile|However|As|He|She|They|We"
    r"|You|If|When|Where|Which|Who|What|How|Why|Since|After|Before|By|With|Without|Within|Despite|According|Both|Some|Many"
    r"|Most|More|Other|Another|Such|Each|Every|No|Not|There|Then|Thus|Therefore|Here|To|From|Under|Over|Last|Next|Now|Yet|So"
    r"|Or|Of|Our|Their|His|Her|Also|Although|Though|Because|Once|Until|Even|Still|Instead|Amid|Following|Through|During"
    r"|Between|Among|Today|Yesterday|Separately|Earlier|Later|Additionally|Moreover|Furthermore|Finally|Overall|Similarly"
    r"|Nevertheless|Nonetheless|One|Two|First|Second|Shares|Revenue|Sales|Analysts|Officials)\b"
)
_FIRM_GOES_ON = re.compile(r"\s+(?:Inc|Corp|Co|Ltd|Japan)\b")
_SPEAKER = re.compile(
    r"\s+(?:[A-Z][\w.'’-]*\s+){1,3}(?:said|says|asked|asks|told|added|adds|wrote|writes|warned|replied|noted|declared)\b"
)
_REST_IS_BLANK = re.compile(r"\s*+\Z")
_CLOSING_QUOTES = frozenset("\"'”’»")
_SHORTEST = 8
"""Code points; a shorter stretch may be a bullet's number or an ellipsis, which is no sentence."""
_NOTHING_SAID = re.compile(r"\s*(?:\(?(?:\d{1,3}|[A-Za-z])[.)]|[^\w\n]*)\s*")


def _is_end(text: str, start: int, end: int, limit: int) -> bool:
    """Whether the stop at `[start, end)` ends a sentence."""
    if _REST_IS_BLANK.match(text, end, limit):
        return True
    if text[start] != "." or text[start:end].startswith(".."):
        return _is_end_by_sign(text, start, end, limit)
    word = _LAST_WORD.search(text, max(0, start - 24), start)
    if word is None:
        return True
    last = word.group()
    lower = last.casefold()
    initial = len(last) == 1 and last.isalpha() and last.isupper()
    if lower in _NUMBERED and not initial:
        return _NUMBER_NEXT.match(text, end, limit) is None
    if lower in _NEVER_LAST:
        return False
    if lower in _ABBREVIATIONS or _DOTTED.fullmatch(last) or initial:
        return _BEGINS.match(text, end, limit) is not None
    return True


def _is_end_by_sign(text: str, start: int, end: int, limit: int) -> bool:
    """Whether a mark other than one full stop ends a sentence."""
    sign = text[start]
    if sign == "\n":
        return True
    if sign in ".…":
        # Something left out between two words, not a thought that trails off.
        return start == 0 or not (text[start - 1].isspace() or text[start - 1] in "[(")
    if text[end - 1] in _CLOSING_QUOTES:
        return _SPEAKER.match(text, end, limit) is None
    return sign != "!" or _FIRM_GOES_ON.match(text, end, limit) is None


def _says_nothing(text: str, start: int, end: int) -> bool:
    """Whether there is only a number or a mark before the stop: "1." of a list, "…" at the beginning."""
    return end - start <= _SHORTEST and text[end - 1] != "\n" and bool(_NOTHING_SAID.fullmatch(text, start, end))


def split_sentences(text: str, span: Span) -> Iterator[Span]:
    """The sentences within `span`, without the spaces between them; together they hold every other character.

    Args:
        text: the whole text.
        span: usually one block: a sentence never goes beyond it.
    """
    start = span.start
    for match in _END.finditer(text, span.start, span.end):
        end = match.end()
        if not _is_end(text, match.start(), end, span.end) or _says_nothing(text, start, end):
            continue
        sentence = _trim(text, start, end)
        if sentence is not None:
            yield sentence
        start = end
    rest = _trim(text, start, span.end)
    if rest is not None:
        yield rest


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None
