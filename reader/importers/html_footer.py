"""What a newsletter says about itself rather than to its reader: how to leave it, where to see it in a browser.

Owns by which words that is told, and puts it at the end, behind a rule. Nothing is dropped, and nothing is moved in a
document that does not offer to be left.
"""

import re
from collections.abc import Sequence

from reader.domain.briefing import BlockKind
from reader.importers.drafts import Draft

FOLDED = "what the newsletter says about itself stands at the end, behind a rule"

_LEAVES = re.compile(
    r"\bunsubscribe\b|\bopt[ -]?out\b|no longer wish to receive|stop receiving|désabonner|désinscri|\babmelden\b"
    r"|abbestell|darse de baja|cancelar (?:la )?suscripci|配信停止|退订|退訂|取消订阅|구독 ?취소|수신 ?거부",
    re.IGNORECASE,
)
_STEMS = (
    *("unsubscribe", "opt out", "opt-out", "optout", "no longer wish", "stop receiving", "désabonner", "désinscri"),
    *("abmelden", "abbestell", "darse de baja", "cancelar", "配信停止", "退订", "退訂", "取消订阅", "구독", "수신"),
)
"""In lower case; each way to say it has one of them."""
_ABOUT_ITSELF = re.compile(
    r"(?:view|read|open|see) (?:this|it|the)?\s*(?:e-?mail|message|newsletter|issue)?\s*(?:in|on) (?:your |a |the )?"
    r"(?:web )?(?:browser|web)|view (?:online|in browser|web version)|(?:manage|update|change|edit) (?:your )?"
    r"(?:e-?mail |subscription )?(?:preferences|subscription|settings)|you(?:'re|’re| are) (?:receiving|getting) this"
    r"|you received this (?:e-?mail|message)|this (?:e-?mail|message|newsletter) was sent|sent to you because"
    r"|forwarded (?:this|to you)|add us to your address|privacy policy|all rights reserved|^(?:©|\(c\)|copyright\b)",
    re.IGNORECASE,
)
_LONGEST = 600
"""Code points of a block that is only about the newsletter."""
_LONGEST_FIRST = 200
_FIRST_BLOCKS = 6
_LAST_BLOCKS = 15
_LONGEST_FOOTER = 3_000


def fold_footer(drafts: Sequence[Draft]) -> list[Draft] | None:
    """The drafts with what is about the newsletter at their end, behind a rule; None where there is no such thing."""
    start = _find_footer(drafts)
    if start is None:
        return None
    first = [number for number, draft in enumerate(drafts[: min(start, _FIRST_BLOCKS)]) if _is_first(draft)]
    body = [draft for number, draft in enumerate(drafts[:start]) if number not in first]
    if not any(draft.text for draft in body):
        return None
    rule = [] if body[-1].kind is BlockKind.RULE else [Draft(BlockKind.RULE, "", drafts[start].line)]
    return [*body, *rule, *(drafts[number] for number in first), *drafts[start:]]


def _is_first(draft: Draft) -> bool:
    return len(draft.text) <= _LONGEST_FIRST and draft.kind is not BlockKind.HEADING and _is_about_itself(draft)


def _is_about_itself(draft: Draft) -> bool:
    text = draft.text
    return len(text) <= _LONGEST and bool(_LEAVES.search(text) or _ABOUT_ITSELF.search(text))


def _may_leave(drafts: Sequence[Draft]) -> bool:
    """Whether the last blocks may tell how to leave: a quick look that most documents stop at."""
    words = "\n".join(draft.text for draft in drafts[-_LAST_BLOCKS:] if len(draft.text) <= _LONGEST).lower()
    return any(stem in words for stem in _STEMS)


def _find_footer(drafts: Sequence[Draft]) -> int | None:
    """Where the last words begin that are about the newsletter, if they tell how to leave it."""
    if not _may_leave(drafts):
        return None
    start, length, leaves = None, 0, False
    for number in range(len(drafts) - 1, max(-1, len(drafts) - 1 - _LAST_BLOCKS), -1):
        draft = drafts[number]
        length += len(draft.text)
        if length > _LONGEST_FOOTER or draft.kind in (BlockKind.HEADING, BlockKind.TABLE):
            break
        if _is_about_itself(draft):
            start = number
            leaves = leaves or bool(_LEAVES.search(draft.text))
    return start if leaves else None
