"""Text that a terminal can be shown, and the one way to make it.

Owns the list of characters that must never reach a terminal. Knows nothing of widgets or files:
whoever turns bytes into text calls `scrub` once, after the last decoding step, and passes `SafeText` on.
"""

import re
from typing import NewType

SafeText = NewType("SafeText", str)
"""Text without a character that a terminal, or a reader's eye, could be misled by. Made by `scrub` only."""

_CONTROL_PICTURES = 0x2400
_DELETE_PICTURE = "\u2421"
_NEWLINE_PICTURE = "\u2424"
_REPLACEMENT = "\ufffd"
_MIDDLE_DOT = "\u00b7"

# Ranges, not single characters: a class that lists them all is 25 times slower.
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0d"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0080-\U000e0fff"
)
_REPLACED = (
    "\u0080-\u0084\u0086-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
    "\U000e0000-\U000e007f"
)
_SEPARATORS = "\u0085\u2028\u2029"
_UNSAFE_IN_TEXT = re.compile(f"[\u0000-\u0008\u000b-\u001f\u007f{_INVISIBLE}{_REPLACED}{_SEPARATORS}]")
_UNSAFE_IN_LINE = re.compile(f"[\u0000-\u001f\u007f{_INVISIBLE}{_REPLACED}{_SEPARATORS}]")
# Marks that stand over or under the letter before them: those of Latin, Greek, Cyrillic, Hebrew, Arabic and Thai, and
# those of symbols. No word of any language has five on one letter.
_MARKS = (
    "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u06df-\u06e4\u0e31"
    "\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_TOO_MANY_MARKS = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")
_IS_REPLACED = re.compile(f"[{_REPLACED}]")


def _stand_in(match: re.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == 0x7F:
        return _DELETE_PICTURE
    if character in _SEPARATORS:
        return _NEWLINE_PICTURE
    return _REPLACEMENT if _IS_REPLACED.match(character) else _MIDDLE_DOT


def scrub(text: str) -> SafeText:
    """Replace every character that could control a terminal or hide from a reader.

    Line feeds and tabs stay, since a body has lines. The length never changes, so no offset moves.

    Args:
        text: any string, also with lone surrogates.

    Returns:
        A string of the same length: C0 controls and DEL as control pictures, C1 and bidirectional controls,
        tag characters and lone surrogates as U+FFFD, foreign line separators as U+2424, other invisible
        characters as a middle dot. ZWJ, ZWNJ and the emoji variation selectors stay.
    """
    return SafeText(text) if _is_plain(text) else SafeText(_UNSAFE_IN_TEXT.sub(_stand_in, text))


def scrub_line(text: str) -> SafeText:
    """Like `scrub`, for what is shown on one line: line feeds and tabs become control pictures too."""
    return SafeText(text) if _is_plain(text) else SafeText(_UNSAFE_IN_LINE.sub(_stand_in, text))


def phrase(form: str, *values: object) -> SafeText:
    """A line that tells something of one's own words and of what came from outside.

    Args:
        form: a literal, as `str.format` takes it; without values it stands as it is.
        values: what is put into its braces; scrubbed with the rest.

    Returns:
        One line, as of `scrub_line`.
    """
    return scrub_line(form.format(*values) if values else form)


def _is_plain(text: str) -> bool:
    """Whether nothing can be wrong with a text, told in a fraction of the time."""
    return text.isascii() and text.isprintable()


def cap_marks(text: str) -> str:
    """Leave at most four marks on a letter: a thousand of them would cover the lines above. For display only.

    The length changes; the cells do not, since marks take none.
    """
    return text if text.isascii() else _TOO_MANY_MARKS.sub(r"\1", text)
