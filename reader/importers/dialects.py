"""Forms that other dialects of Markdown have, in the words of the one that is parsed.

Owns headings without a space, what Obsidian writes (links between notes, marked words, callouts, comments, names of
blocks), callouts between colons, and marks for a table of contents. No line is lost. Knows nothing of HTML or blocks.
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
_BLOCK_NAME = re.compile(
    r"(?:^|(?<=\S)[ ]+)\^(?=[\w-]{4}|\w*[\d-])(?=[\w-]*[^\W\d])[A-Za-z0-9-]{2,60}[ ]*$", re.MULTILINE
)
"""What Obsidian calls a block by, for links to it."""
_FENCED_CALLOUT = re.compile(
    r"^(?P<indent>[ ]{0,3}):{3,}[ ]?"
    r"(?:(?P<kind>[a-z][\w-]{0,30})|\{[ ]?\.(?:callout-)?(?P<class>[\w-]{1,30})[^{}\n]{0,200}\})?"
    r"(?:\[(?P<boxed>[^\]\n]{1,300})\]|[ ]+(?P<title>[^\s:{][^\n]{0,300}))?[ ]*(?:\{[^{}\n]{0,200}\})?[ ]*:*$",
    re.MULTILINE,
)
_CALLOUTS = frozenset("note tip info warning danger caution important success".split())
_CONTENTS = re.compile(
    r"^[ ]{0,3}(?:\$\{toc\}|\[\[?_?toc_?\]\]?|\{\{?\s?:?toc\s?\}?\}|@\[toc\](?:\([^()\n]{0,100}\))?)[ ]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""Where a generator puts the table of contents."""
_LONGEST_HEAD = 4000
"""Characters in which such a mark is looked for: it stands before the first section."""
_COMMENT = re.compile(r"^[ ]{0,3}%%[^%]{0,5000}%%[ ]*$", re.MULTILINE)


def read_dialects(text: str) -> str:
    """Markdown without those forms, with as many lines."""
    text = loosen_headings(text)
    if text.find("toc", 0, _LONGEST_HEAD) >= 0 or text.find("TOC", 0, _LONGEST_HEAD) >= 0:
        text = _outside_code(text, _CONTENTS, lambda _: "") if _CONTENTS.search(text) else text
    if "[[" in text:
        text = _outside_code(text, _NOTE_LINK, _name_note)
    if "==" in text:
        text = _outside_code(text, _MARKED, lambda found: found["words"])
    if "[!" in text:
        text = _outside_code(text, _CALLOUT, _head_callout)
    if "%%" in text:
        text = _outside_code(text, _COMMENT, lambda found: "\n" * found[0].count("\n"))
    if "^" in text and (" ^" in text or "\n^" in text):
        text = _outside_code(text, _BLOCK_NAME, lambda _: "")
    if "\n:::" in text or text.startswith(":::"):
        text = _outside_code(text, _FENCED_CALLOUT, _head_fenced_callout)
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


def _head_fenced_callout(found: re.Match[str]) -> str:
    """The first line of a callout as Docusaurus, VuePress and Quarto have it; what ends it says nothing."""
    kind = found["kind"] or found["class"] or ""
    title = found["boxed"] or found["title"] or (kind.capitalize() if kind in _CALLOUTS else "")
    return f"{found['indent']}**{title.strip()}**  " if title else ""
