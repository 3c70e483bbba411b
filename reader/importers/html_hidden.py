"""What a page or a letter does not show: by attributes, by styles, by its own sheet.

Owns which styles hide and which set apart. A container with `font-size:0` hides nothing: letters use it against gaps
between columns, and set the size again within. Knows nothing of blocks.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple

_LONGEST_SHEET = 200_000
_LONGEST_KEPT = 1_000
_SPACE = re.compile(r"\s+|/\*.*?\*/", re.DOTALL)
_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?([.#][A-Za-z_][\w-]*)")
_HIDES = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|opacity:0?\.?0+(?:;|!|$)|opacity:0(?:;|!|$))"
)
_NO_HEIGHT = re.compile(r"(?:^|;)(?:max-height|height):0(?:px|em|%)?(?:!important)?(?:;|$)")
_OVERFLOW = re.compile(r"(?:^|;)overflow(?:-y)?:hidden")
_SHOWS = re.compile(r"(?:^|;)display:(?!none)")
_APART = re.compile(r"(?:^|;)display:(block|inline-block|table|flex)")
_TINY = re.compile(r"(?:^|;)(?:width|height):[01](?:px)?(?:!important)?(?:;|$)")


class Style(NamedTuple):
    """What a style means for what is read."""

    hides: bool = False
    shows: bool = False
    """Whether it says that something is displayed, whatever a sheet says."""
    gap: str = ""
    """What it sets around an element that would run on within its line: "block", "space" or ""."""
    is_tiny: bool = False


_PLAIN = Style()


def read_style(style: str | None) -> Style:
    """Read a style attribute. A letter has few different ones, many times each."""
    if not style:
        return _PLAIN
    return _read_style(style) if len(style) < _LONGEST_KEPT else _read_style.__wrapped__(style)


@lru_cache(maxsize=2_000)
def _read_style(style: str) -> Style:
    written = _SPACE.sub("", style).lower()
    apart = _APART.search(written)
    return Style(
        hides=bool(_HIDES.search(written) or (_NO_HEIGHT.search(written) and _OVERFLOW.search(written))),
        shows=bool(_SHOWS.search(written)),
        gap="" if apart is None else "space" if apart[1] == "inline-block" else "block",
        is_tiny=bool(_TINY.search(written)),
    )


def is_hidden(attributes: dict[str, str | None], style: Style, hidden_names: frozenset[str]) -> bool:
    """Whether an element is not shown.

    Args:
        attributes: of the element.
        style: its own.
        hidden_names: what the sheet hides, as `find_hidden_names` gives it.
    """
    if style.hides or "hidden" in attributes:
        return True
    if not hidden_names or style.shows:
        return False
    classes = (attributes.get("class") or "").split()
    return f"#{attributes.get('id')}" in hidden_names or any(f".{name}" in hidden_names for name in classes)


def is_pixel(attributes: dict[str, str | None], style: Style) -> bool:
    """Whether an image is too small to be seen: it counts who reads."""
    sizes = [(attributes.get(name) or "").removesuffix("px").strip() for name in ("width", "height")]
    return style.is_tiny or any(size in ("0", "1") for size in sizes)


def find_hidden_names(tree: Any) -> frozenset[str]:
    """The classes (".x") and ids ("#x") that a page's own sheets hide everywhere, not only on some screens."""
    names: set[str] = set()
    left = _LONGEST_SHEET
    for sheet in tree.css("style"):
        text = sheet.text()[:left]
        left -= len(text)
        if "none" in text or "hidden" in text:
            names.update(_read_sheet(_SPACE.sub(" ", text)))
    return frozenset(names)


def _read_sheet(text: str) -> set[str]:
    hidden, shown = set(), set()
    depth = 0
    for chunk in text.split("}"):
        opened = chunk.count("{")
        if opened == 1 and depth == 0:
            selectors, _, declarations = chunk.partition("{")
            style = read_style(declarations)
            found = {match[1] for word in selectors.split(",") if (match := _SELECTOR.fullmatch(word.strip()))}
            if style.hides:
                hidden |= found
            elif style.shows:
                shown |= found
        depth = max(0, depth + opened - 1)
    return hidden - shown
