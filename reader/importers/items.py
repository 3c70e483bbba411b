"""The items of a digest of letters: each begins with lines like "From:", "Date:" and "Subject:", which names it.

Owns which lines are such a head. Changes drafts of any format in place and knows nothing of titles or of front matter.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from reader.domain.briefing import BlockKind, InlineKind
from reader.importers.drafts import Draft

_KEY = re.compile(
    r"(?P<key>from|date|subject|to|cc|reply-to|message-id|organi[sz]ation|newsgroups|keywords|content-type|sender"
    r"|in-reply-to|references|message|sent|approved|summary|x-[\w-]+|mime-version|content-transfer-encoding)"
    r": *(?P<value>\S.*)",
    re.IGNORECASE,
)
_SENT = frozenset({"from", "date", "sent"})
"""With one of these beside it, a subject is a letter's."""
_LEVEL = 2
_LONGEST_SUBJECT = 300
_MOST_LINES = 30


def mark_items(drafts: list[Draft]) -> bool:
    """Make the subject of every item a heading before the rest of its head, which becomes one paragraph.

    Returns:
        Whether there are any.
    """
    starts = [index for index, draft in enumerate(drafts) if _may_begin(draft)]
    is_found = False
    for index in reversed(starts):  # from the end, since indexes change
        if index and not drafts[index].is_apart and _may_begin(drafts[index - 1]):
            continue  # in the middle of a head
        end = _end_of_run(drafts, index)
        if parts := _split_head(drafts[index:end]):
            drafts[index:end] = parts
            is_found = True
    return is_found


def _may_begin(draft: Draft) -> bool:
    return draft.kind is BlockKind.PARAGRAPH and ":" in draft.text[:20] and _KEY.match(draft.text) is not None


def _end_of_run(drafts: Sequence[Draft], start: int) -> int:
    """Where the paragraphs end that stand on adjacent lines."""
    end = start + 1
    while end < min(len(drafts), start + _MOST_LINES) and _continues(drafts[end]):
        end += 1
    return end


def _continues(draft: Draft) -> bool:
    return draft.kind is BlockKind.PARAGRAPH and not draft.is_apart and not draft.quoted


def _split_head(run: Sequence[Draft]) -> list[Draft]:
    """The heading, the rest of the head, and what follows on the next line; nothing where this is no such head."""
    lines = [line.strip() for draft in run for line in draft.text.split("\n")]
    head = _read_head(lines)
    if not head.subject or any(style.kind is InlineKind.STRONG for draft in run for style in draft.runs):
        return []
    first = run[0]
    parts = [Draft(BlockKind.HEADING, head.subject, first.line, _LEVEL, is_apart=first.is_apart)]
    if head.rest:
        parts.append(Draft(BlockKind.PARAGRAPH, "\n".join(head.rest), first.line, is_apart=False))
    if head.height < len(lines):
        text = "\n".join(lines[head.height :])
        parts.append(Draft(BlockKind.PARAGRAPH, text, first.line + head.height, is_apart=False))
    return parts


class _Head(NamedTuple):
    subject: str
    """Empty where these are no lines of a letter's head."""
    rest: list[str]
    """Its lines but for the subject's."""
    height: int
    """How many lines it has."""


def _read_head(lines: Sequence[str]) -> _Head:
    """The lines of a head; a long value goes on in the next line, and another key follows that."""
    keys: set[str] = set()
    subject: list[str] = []
    rest: list[str] = []
    count, to = 0, rest
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if found := _KEY.fullmatch(line):
            keys.add(found["key"].lower())
            to = subject if found["key"].lower() == "subject" else rest
            line = found["value"] if to is subject else line
        elif not count or not _KEY.fullmatch(after):
            break
        to.append(line)
        count += 1
    words = " ".join(subject)
    is_head = len(words) <= _LONGEST_SUBJECT and not _SENT.isdisjoint(keys)
    return _Head(words if is_head else "", rest, count)
