"""Terminals that know only ASCII: every other sign is drawn as one that looks or reads like it."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from reader.domain.scrub import SafeText
from reader.ui.layout.width import cells
from reader.ui.safety import draw_text

_SIGNS = str.maketrans(
    "▕▏●◆▌▎•✓─━│┃▔▁▂▃▄▅▆▇█‹›▸▾◇○·¶…–—‐‑−‘’‚“”„«»→←↑↓×÷§°©®™€£¥",
    '||*+||*x-=||-__..::=#<>>voo.P.-----\'\',"""""><^vx/SoCRTELY',
)
_FILLED, _EMPTY = "#", "."


def wants_ascii(environment: Mapping[str, str]) -> bool:
    """Whether the locale says that the terminal knows nothing but ASCII: LANG=C, or a charset other than UTF-8."""
    locale = environment.get("LC_ALL") or environment.get("LC_CTYPE") or environment.get("LANG") or ""
    name, _, charset = locale.partition(".")
    if not charset:
        return name in ("C", "POSIX")
    return charset.partition("@")[0].casefold().replace("-", "") != "utf8"


@lru_cache(8192)
def to_ascii(text: str) -> SafeText:
    """The text in ASCII, as wide: letters without accents, a question mark for what has no likeness."""
    if text.isascii():
        return SafeText(text)
    return SafeText("".join(_plain(sign) for sign in text.translate(_SIGNS)))


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign
    width = cells(sign)
    base = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode("ascii")
    if base and len(base) == width:
        return base
    if "\u2500" <= sign <= "\u257f":
        return "-"
    if "\u2580" <= sign <= "\u259f":
        return _FILLED
    if "\u2800" <= sign <= "\u28ff":
        return _EMPTY
    return "?" * width


class AsciiFilter(LineFilter):
    """Draws each line in ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """One line."""
        return [
            segment if segment.control or segment.text.isascii() else draw_text(to_ascii(segment.text), segment.style)
            for segment in segments
        ]
