"""Strings that make a terminal, a toolkit or an eye do what their author wants. None may reach any of them.

Owns the list, the harmless twin of each, and what of it a person must still be able to read.
"""

import re
import unicodedata
from typing import Final

PAYLOADS: Final[dict[str, str]] = {
    "window title, OSC 0": "\x1b]0;owned\x07",
    "window title, OSC 2": "\x1b]2;owned\x1b\\",
    "link, OSC 8": "\x1b]8;;http://evil.example\x1b\\here\x1b]8;;\x1b\\",
    "clipboard, OSC 52": "\x1b]52;c;b3duZWQ=\x07",
    "clipboard asked for, OSC 52": "\x1b]52;c;?\x07",
    "colour asked for, OSC 11": "\x1b]11;?\x07",
    "notification, OSC 777": "\x1b]777;notify;owned;owned\x07",
    "never ended, OSC": "\x1b]2;unended",
    "clear the screen": "\x1b[2J\x1b[H",
    "red": "\x1b[31mred",
    "concealed": "\x1b[8mconcealed",
    "leave the other screen": "\x1b[?1049l",
    "mouse off": "\x1b[?1000l\x1b[?2004l",
    "cursor home": "\x1b[1;1Hhome",
    "scroll region": "\x1b[2;3r",
    "insert a line": "\x1b[5L",
    "reset": "\x1bc",
    "line drawing": "\x1b(0lqk",
    "screen of E": "\x1b#8",
    "position asked for, DSR": "\x1b[6n",
    "status asked for, DSR": "\x1b[5n",
    "attributes asked for, DA": "\x1b[c",
    "second attributes asked for": "\x1b[>c",
    "version asked for, XTVERSION": "\x1b[>0q",
    "window size asked for": "\x1b[18t",
    "window title asked for": "\x1b[21t",
    "mode asked for, DECRQM": "\x1b[?2026$p",
    "setting asked for, DECRQSS": "\x1bP$q m\x1b\\",
    "capability asked for, XTGETTCAP": "\x1bP+q544e\x1b\\",
    "picture, APC": "\x1b_Ga=q;AAAA\x1b\\",
    "message, PM": "\x1b^owned\x1b\\",
    "C1 CSI": "\x9b31mred",
    "C1 CSI, version asked for": "\x9b>0q",
    "C1 OSC": "\x9d2;owned\x9c",
    "C1 DCS": "\x90$q m\x9c",
    "C1 next line": "one\x85two",
    "carriage return": "good\rbad",
    "backspace": "good\x08\x08\x08\x08bad",
    "bell": "a\x07b",
    "NUL": "a\x00b",
    "shift out": "a\x0eb\x0f",
    "delete": "a\x7fb",
    "end of file": "a\x1a\x04b",
    "vertical tab and form feed": "a\x0b\x0cb",
    "right to left override": "exe\u202egpj.txt\u202c",
    "isolates": "a\u2067b\u2069c",
    "directional marks": "a\u200e\u200f\u061cb",
    "tag characters": "a\U000e0001\U000e0041\U000e007fb",
    "zero width": "pass\u200bword\u2060x\ufeffy\u00adz",
    "fillers": "a\u3164\u115f\uffa0b",
    "line separators": "a\u2028b\u2029c",
    "stacked marks": "a" + "\u0301" * 300 + "b",
    "lone surrogate": "a\ud83db",
    "escape as a lone surrogate": "a\udc9b31mb",
    "Textual markup": "[bold]b[/bold]",
    "Textual action": "[@click=app.quit]c[/]",
    "Textual action that writes": "[@click=app.screenshot('owned.svg','.')]s[/]",
    "end of markup that never began": "[/x]",
    "Rich link": "[link=file:///etc/passwd]l[/link]",
    "Rich emoji and style": ":smile: [on red]r",
    "markup never ended": "[b",
    "format fields": "{x} %s $x",
}

_STAND_INS = re.compile("[\u2400-\u2426\ufffd\u00b7\\s\u00a0]")
_ESCAPES = re.compile(rb"\x1b(?:\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|[()#].|c)")
_ALLOWED_FORMAT: Final = "\u200c\u200d"
"""They shape Persian, Indic scripts and emoji, and move nothing."""


def is_dangerous(character: str) -> bool:
    """Whether a terminal could obey a character, or an eye not see it: by category, not by the program's list."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in _ALLOWED_FORMAT


def make_harmless(text: str) -> str:
    """The twin: what is dangerous is replaced by a question mark."""
    return "".join("?" if is_dangerous(character) and character != "\n" else character for character in text)


def make_yaml(text: str) -> str:
    """A quoted scalar that YAML decodes to the text again."""
    return '"' + "".join(_escape(character) for character in text) + '"'


def _escape(character: str) -> str:
    if character in '"\\' or is_dangerous(character):
        code = ord(character)
        return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"
    return character


def list_sequences(text: str) -> set[bytes]:
    """The whole terminal sequences in a text, as bytes."""
    return set(_ESCAPES.findall(text.encode("utf-8", "replace")))


def keep_visible(text: str) -> str:
    """What a person reads of a text: without white space, stand-ins, and marks that take no cell of their own."""
    composed = unicodedata.normalize("NFC", _STAND_INS.sub("", text))
    return (
        "".join(
            character
            for character in composed
            if not is_dangerous(character) and unicodedata.category(character) not in ("Mn", "Me", "Cf")
        )
        .replace("\u3164", "")
        .replace("\u115f", "")
        .replace("\uffa0", "")
    )
