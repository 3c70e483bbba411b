"""Forms that other dialects of Markdown have, in the words of the one that is parsed.

Owns headings without a space, and what Obsidian writes: links between notes, marked words, callouts, comments. No line
is lost. Knows nothing of HTML or blocks.
"""

import re
from collections.abc import Callable

from reader.importers.code_places import Code
from reader.importers.lines import loosen_headings

_NOTE_LINK = re.compile(
    r"!?\[\[(?P<note>[^\[\]|#\n]{0,300})(?:#(?P<place>[^\[\]|\n]{0,300}))?(?:\\?\|(?P<words>[^\[\]\n]{1,300}))?\]\]"
    r"(?![(\[:])"
)
_MARKED = re.compile(r"(?<![=\w])==(?![\s=])(?P<words>[^=\n]{1,300})(?<!\s)==(?![=\w])")
_CALLOUT = re.compile(
    r"^(?P<quote>[ ]{0,3}(?:>[ ]?)+)\[!(?P<kind>[A-Za-z-]{1,30})\][+-]?(?P<title>[^\n]*)$", re.MULTILINE
)
_COMMENT = re.compile(r"^[ ]{0,3}%%[^%]{0,5000}%%[ ]*$", re.MULTILINE)


def read_dialects(text: str) -> str:
    """Markdown without those forms, with as many lines."""
    text = loosen_headings(text)
    if "[[" in text:
        text = _outside_code(text, _NOTE_LINK, _name_note)
    if "==" in text:
        text = _outside_code(text, _MARKED, lambda found: found["words"])
    if "[!" in text:
        text = _outside_code(text, _CALLOUT, _head_callout)
    if "%%" in text:
        text = _outside_code(text, _COMMENT, lambda found: "\n" * found[0].count("\n"))
    return text


def _outside_code(text: str, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> str:
    code = Code(text)
    return pattern.sub(lambda found: found[0] if code.holds(found.start()) else replace(found), text)


def _name_note(found: re.Match[str]) -> str:
    """What a link between notes shows: its own words, else the note and the place in it."""
    names = [name for name in (found["note"], found["place"]) if name]
    return found["words"] or " › ".join(names) or found[0]


def _head_callout(found: re.Match[str]) -> str:
    """The first line of a callout: its title, else its kind."""
    return f"{found['quote']}**{found['title'].strip() or found['kind'].capitalize()}**  "
