"""The footer of a newsletter: the last blocks, where they say nothing but how it came and how to leave it.

Owns where a footer begins and what it is about. Derived from the text alone, so that it is known of every document,
whatever it was imported from and wherever it was kept. A footer that is missed costs a few rows; words that are taken
for one are not seen: so it must be sure, and whatever is not known ends it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.domain.briefing import Block, BlockKind, Briefing, InlineKind, InlineStyle
from reader.domain.span import Span

if TYPE_CHECKING:
    from reader.domain.footer_words import Said

MOST_BLOCKS = 25
_LONGEST_BLOCK = 600
"""Code points."""
_LONGEST = 4_000
_SHORT = 1_000
"""Code points that a footer may have in a short text too."""
_LARGEST_SHARE = 0.15
_LARGEST_SHORT_SHARE = 0.5
_LEAST_KNOWN = 0.66
"""Of a block's words, the share that is known to be about the newsletter."""

_STEMS = (
    *("unsubscribe", "opt out", "opt-out", "optout", "no longer wish", "stop receiving", "abmelde", "abbestell"),
    *("austrag", "désabonn", "désinscri", "desabonn", "de baja", "cancelar", "disiscri", "iscrizione", "descadastr"),
    *("afmeld", "uitschrijv", "avregistrer", "avsluta", "wypis", "отпис", "abonelik"),
    *("配信停止", "配信解除", "購読解除", "登録解除", "退订", "退訂", "取消订阅", "取消訂閱", "구독", "수신"),
)
"""In lower case; each way to say how to leave has one of them."""

_ENDS = frozenset({BlockKind.TITLE, BlockKind.TABLE, BlockKind.CODE, BlockKind.QUOTE})
_LISTED = frozenset({BlockKind.BULLET, BlockKind.HEADING})
"""In a list of things to do, "unsubscribe" alone is one of them."""


class Footer(NamedTuple):
    """What a newsletter says about itself at its end."""

    first: int
    """The index of its first block; that may be the rule above its words. It goes on to the last block."""
    span: Span
    """Its words."""
    lines: int
    """Lines of its text that are not blank."""
    topics: tuple[str, ...]
    """What it is about, for a person: "unsubscribe", "address"; the most telling first."""


def find_footer(briefing: Briefing) -> Footer | None:
    """The footer of a briefing; None where there is none, or none that is sure.

    Takes microseconds for a text that does not speak of leaving at its end, however long that is.
    """
    blocks, text = briefing.blocks, briefing.text
    tail = blocks[-MOST_BLOCKS:]
    if len(blocks) < 2 or not _may_leave(text, tail):
        return None
    from reader.domain.footer_words import TOPICS

    links = _links_from(briefing.styles, tail[0].span.start)
    found = _look_back(text, blocks, links)
    start = _choose_start(blocks, found)
    if start is None or not _is_sure([said for at, said in found.items() if at >= start]):
        return None
    first = start
    while first and blocks[first - 1].kind is BlockKind.RULE:
        first -= 1
    if not any(len(block.span) for block in blocks[:first]):
        return None
    span = Span(blocks[start].span.start, max(block.span.end for block in blocks[start:]))
    named = {topic for at, said in found.items() if at >= start for topic in said.topics}
    lines = sum(1 for line in span.of(text).split("\n") if line.strip())
    return Footer(first, span, lines, tuple(topic for topic in TOPICS if topic in named))


def _may_leave(text: str, tail: Sequence[Block]) -> bool:
    """Whether the last blocks may tell how to leave: a quick look that most documents stop at."""
    short = (block.span for block in tail if len(block.span) <= _LONGEST_BLOCK)
    words = "\n".join(span.of(text) for span in short).lower()
    return any(stem in words for stem in _STEMS)


def _links_from(styles: Sequence[InlineStyle], start: int) -> list[InlineStyle]:
    """The links behind a place, in order."""
    links: list[InlineStyle] = []
    for style in reversed(styles):
        if style.span.start < start:
            break
        if style.kind is InlineKind.LINK:
            links.append(style)
    return links[::-1]


def _look_back(text: str, blocks: Sequence[Block], links: Sequence[InlineStyle]) -> dict[int, "Said"]:
    """What each of the last blocks says, from the end back to the first that is not known to belong there."""
    from reader.domain.footer_words import read_block

    most = min(_LONGEST, max(_LARGEST_SHARE * len(text), min(_SHORT, _LARGEST_SHORT_SHARE * len(text))))
    found: dict[int, Said] = {}
    for at in _back_from_end(blocks):
        block = blocks[at]
        span = block.span
        if block.kind in _ENDS or len(span) > _LONGEST_BLOCK or len(text) - span.start > most:
            break
        within = [(link, part) for link in links if (part := span.clip(link.span)) is not None]
        said = read_block(span.of(text), [(part.shift(-span.start), link.target) for link, part in within])
        least = 1.0 if block.kind is BlockKind.HEADING else _LEAST_KNOWN
        if said.known < least:
            break
        found[at] = said.weaken() if block.kind in _LISTED else said
    return found


def _back_from_end(blocks: Sequence[Block]) -> Iterator[int]:
    return (at for at in range(len(blocks) - 1, max(-1, len(blocks) - 1 - MOST_BLOCKS), -1))


def _choose_start(blocks: Sequence[Block], found: dict[int, "Said"]) -> int | None:
    """Where a footer begins: with words about the newsletter; behind a rule, with the address above them."""
    telling = [at for at, said in found.items() if said.is_telling]
    if not telling:
        return None
    start = before = min(telling)
    while before - 1 in found and found[before - 1].topics:
        before -= 1
    return before if before and blocks[before - 1].kind is BlockKind.RULE else start


def _is_sure(said: Sequence["Said"]) -> bool:
    """Whether it tells how to leave, beyond doubt or beside something else that only newsletters say."""
    if any(one.leaves_surely for one in said):
        return True
    others = {topic for one in said if one.is_telling for topic in one.topics}
    return any(one.leaves for one in said) and len(others) > 1
