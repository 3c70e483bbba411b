"""What kind of block each draft is, as far as its neighbours tell: lead-ins, bare headings, bold headings, the title.

Owns the passes that every format shares. They change drafts in place and know nothing of any format.
"""

import re
from collections.abc import Sequence

from reader.domain.briefing import BlockKind, InlineKind
from reader.importers.block_builder import BULLET
from reader.importers.dates import is_only_date
from reader.importers.drafts import Draft, Run
from reader.importers.labels import says_which
from reader.importers.lines import GLYPH_BULLET

_COLONS = (":", "：")
_LONGEST_TITLE = 120
_LONGEST_HEADING = 80
_MOST_WORDS = 12
_LONG_PARAGRAPH = 80
_SENTENCE_ENDS = (".", ",", ";", "!", "?", "…", "。", "，", "；", "！", "？", *_COLONS)
_BY_LINE = r"[Bb]y (?!The )[A-Z][\w.-]*(?: [A-Z][\w.-]*)+$"
_NO_HEADING = re.compile(
    rf"https?://|www\.|\S+@\S|{_BY_LINE}|[Pp]age \d|IS[SB]N\b|©"
    r"|(?i:copyright|doi|tel|fax|phone|e-?mail|subject|from|to|date|message-id)\b ?[:©(]"
    r"|(?i:copyright [12]\d{3}|for (?:immediate )?release|embargoed)\b"
)
_ADDRESS = re.compile(r"\bhttps?://|\bwww\.|\w@\w")
_HAS_WORD = re.compile(r"[^\W\d_]{2}")
_WORDLESS = (BlockKind.RULE, BlockKind.CODE)
_GLYPHS = ("•", "‣", "◦", "▪", "■", "●", "○")
_CLOSERS = "\"'”’)»"
_BREAKS_OFF = (
    *(f" {word}" for word in "a an and at by for from in of on or our the their to via visit with your".split()),
)
"""With what no line ends that is whole."""


def split_glyph_bullets(drafts: Sequence[Draft]) -> list[Draft]:
    """Cut paragraphs whose lines begin with "•" and its like, which Markdown does not know, into bullets."""
    result: list[Draft] = []
    for draft in drafts:
        if draft.text[:1] in _GLYPHS and draft.kind is BlockKind.PARAGRAPH and GLYPH_BULLET.match(draft.text):
            result += _split_at_glyphs(draft)
        else:
            result.append(draft)
    return result


def _split_at_glyphs(draft: Draft) -> list[Draft]:
    starts = [found.start() for found in re.finditer(rf"^(?={GLYPH_BULLET.pattern})", draft.text, re.MULTILINE)]
    pieces: list[Draft] = []
    line = draft.line
    for start, end in zip(starts, [*starts[1:], len(draft.text) + 1], strict=True):
        glyph = GLYPH_BULLET.match(draft.text, start)
        piece = _slice(draft, glyph.end() if glyph else start, end - 1)
        piece.kind, piece.marker, piece.level = BlockKind.BULLET, BULLET, draft.level + 1
        piece.line = line
        piece.is_apart = draft.is_apart and not pieces
        pieces.append(piece)
        line += draft.text.count("\n", start, end)
    return pieces


def _slice(draft: Draft, start: int, end: int) -> Draft:
    """A copy with the words and the styles of `[start, end)` only."""
    runs = [
        Run(run.kind, max(run.start, start) - start, min(run.end, end) - start, run.target)
        for run in draft.runs
        if max(run.start, start) < min(run.end, end)
    ]
    return Draft(draft.kind, draft.text[start:end], draft.line, quoted=draft.quoted, runs=runs)


def mark_lead_ins(drafts: Sequence[Draft]) -> None:
    """Paragraphs that end in a colon and stand before a list introduce it."""
    for draft, after in zip(drafts, drafts[1:], strict=False):
        if draft.kind is BlockKind.PARAGRAPH and after.kind is BlockKind.BULLET and draft.text.endswith(_COLONS):
            draft.kind = BlockKind.LEAD_IN


def has_headings(drafts: Sequence[Draft]) -> bool:
    """Whether any block is marked as a heading."""
    return any(draft.kind is BlockKind.HEADING for draft in drafts)


def mark_bold_headings(drafts: Sequence[Draft]) -> None:
    """In a document without headings, short paragraphs that are bold throughout are headings."""
    if has_headings(drafts):
        return
    for draft, after in zip(drafts, drafts[1:], strict=False):
        if _is_plain(draft) and _bold_end(draft) == len(draft.text) <= _LONGEST_TITLE and _stands_over(draft, after):
            draft.kind, draft.level = BlockKind.HEADING, 2


def _stands_over(draft: Draft, after: Draft) -> bool:
    return after.kind is not BlockKind.BULLET or not draft.text.endswith(_COLONS)


def _bold_end(draft: Draft) -> int:
    """How far the words with which a paragraph begins are bold."""
    return max((run.end for run in draft.runs if run.kind is InlineKind.STRONG and run.start == 0), default=0)


def find_bold_leads(drafts: Sequence[Draft]) -> dict[int, str]:
    """Paragraphs that begin with a few bold words set off from the rest ("**Memory.** Prices rose"), by index.

    They head a section only in a document without headings, and only where there are two or more.
    """
    if has_headings(drafts):
        return {}
    leads: dict[int, str] = {}
    for index, draft in enumerate(drafts):
        end = _bold_end(draft) if _may_lead(draft) else 0
        words = draft.text[:end].strip()
        rest = draft.text[end:].lstrip()
        if rest and 0 < len(words) <= _LONGEST_HEADING and (words[-1] in ".:：。!?" or rest[0] in ".:：—–-|"):
            leads[index] = words.rstrip(".:：。 ")
    return leads if len(leads) > 1 else {}


def _may_lead(draft: Draft) -> bool:
    return draft.kind is BlockKind.PARAGRAPH and not draft.level and not draft.quoted and bool(draft.runs)


def mark_opening(drafts: Sequence[Draft]) -> None:
    """Make the first line the first heading, where it reads like a title; the last line of all heads nothing."""
    opening = find_opening(drafts[:-1])
    if (
        opening is not None
        and _is_plain(opening)
        and reads_like_title(opening.text)
        and not _breaks_off(opening, drafts)
    ):
        opening.kind, opening.level = BlockKind.HEADING, 1


def _breaks_off(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a line goes on in the next one."""
    after = drafts[drafts.index(draft) + 1]
    return not after.is_apart and draft.text.endswith(_BREAKS_OFF)


def mark_bare_headings(drafts: Sequence[Draft]) -> None:
    """In a document without headings, short lines that stand over longer text are headings.

    The first line is the title; of the others, those in capitals are of a higher rank where both kinds are met.
    """
    if has_headings(drafts):
        return
    mark_opening(drafts)
    _unlist_headings(drafts)
    found = [
        draft
        for draft, after in zip(drafts[1:], drafts[2:], strict=False)
        if _is_plain(draft) and _reads_like_heading(draft.text) and (_is_body(after) or _is_capitals(draft.text))
        if draft.is_apart or not says_which(draft.text)  # else a line of the masthead
    ]
    has_capitals = any(_is_capitals(draft.text) for draft in found)
    for draft in found:
        draft.kind, draft.level = BlockKind.HEADING, 3 if has_capitals and not _is_capitals(draft.text) else 2


def find_opening(drafts: Sequence[Draft]) -> Draft | None:
    """The first words of a document that do not merely say when. Front matter that could not be read is code."""
    return next((draft for draft in drafts if draft.kind not in _WORDLESS and not is_only_date(draft.text)), None)


def _unlist_headings(drafts: Sequence[Draft]) -> None:
    """Make paragraphs again of numbered lines that stand alone over paragraphs: "1. Memory", two or more of them."""
    found = [
        draft
        for before, draft, after in zip(drafts, drafts[1:], drafts[2:], strict=False)
        if draft.marker[:1].isdigit() and draft.is_apart and _reads_like_heading(draft.text)
        if before.kind is BlockKind.PARAGRAPH or before.kind is BlockKind.HEADING
        if after.kind is BlockKind.PARAGRAPH and not after.level and _is_body(after)
    ]
    for draft in found if len(found) > 1 else ():
        shift = len(draft.marker) + 1
        draft.kind, draft.text = BlockKind.PARAGRAPH, f"{draft.marker} {draft.text}"
        draft.marker, draft.level = "", 0
        for run in draft.runs:
            run.start, run.end = run.start + shift, run.end + shift


def _is_plain(draft: Draft) -> bool:
    """A single line that belongs to no list or quote."""
    return draft.kind is BlockKind.PARAGRAPH and not draft.level and not draft.quoted and "\n" not in draft.text


def _is_capitals(text: str) -> bool:
    return text.isupper() and len(text) > 3


def _is_body(draft: Draft) -> bool:
    """Something that a heading may stand over."""
    if draft.kind is BlockKind.PARAGRAPH:
        return len(draft.text) > _LONG_PARAGRAPH or draft.text.rstrip(_CLOSERS).endswith(_SENTENCE_ENDS)
    return draft.kind in (BlockKind.BULLET, BlockKind.QUOTE, BlockKind.TABLE, BlockKind.CODE)


def _reads_like_heading(text: str) -> bool:
    """Whether a line is short, capitalised, and no sentence."""
    return _is_name(text, _LONGEST_HEADING) and len(text.split()) <= _MOST_WORDS and not _ADDRESS.search(text)


def reads_like_title(text: str) -> bool:
    """Whether a first line may name the whole document."""
    return "\n" not in text and _is_name(text, _LONGEST_TITLE)


def _is_name(text: str, longest: int) -> bool:
    if not 2 <= len(text) <= longest or text.rstrip(_CLOSERS).endswith(_SENTENCE_ENDS):
        return False
    first = text.lstrip("\"'“‘(«")[:1]
    return (
        first.isalnum() and not first.islower() and not _NO_HEADING.match(text) and _HAS_WORD.search(text) is not None
    )


def mark_title(drafts: Sequence[Draft], stated: str | None, *, is_marked: bool) -> str | None:
    """Make the block that is the title the title block.

    Args:
        drafts: the document, its headings found.
        stated: what the front matter calls it, if it does.
        is_marked: whether the author marked the headings; if not, only the first line may be the title.

    Returns:
        The title as the text gives it, or None.
    """
    opening = find_opening(drafts)
    first = next((draft for draft in drafts if draft.kind is BlockKind.HEADING), None)
    if first is None or opening is None or not (is_marked or first is opening):
        return None
    names_all = first.level > 1 and _is_plain(opening) and reads_like_title(opening.text)
    title = opening if names_all and (stated is None or _is_same(stated, opening.text)) else first
    if stated is None or _is_same(stated, title.text):
        title.level = title.level or 1
        title.kind = BlockKind.TITLE
    return " ".join(title.text.split())


def _is_same(first: str, second: str) -> bool:
    return [*filter(str.isalnum, first.casefold())] == [*filter(str.isalnum, second.casefold())]
