"""The themes on a terminal of sixteen colours, where the many would fall on few, and some on their own ground."""

from dataclasses import replace

from textual.theme import Theme

_BLACK, _RED, _BLUE, _MAGENTA, _GREY = "#000000", "#aa0000", "#0000aa", "#aa00aa", "#aaaaaa"
_DARK_GREY, _BRIGHT_RED, _BRIGHT_GREEN, _YELLOW = "#555555", "#ff5555", "#55ff55", "#ffff55"
_PINK, _CYAN, _WHITE = "#ff55ff", "#55ffff", "#ffffff"
"""As a Linux console has them."""

_GROUNDS = (
    "cursor-row",
    "cursor-row-far",
    "target",
    "hit",
    "tagged",
    "mark-yellow",
    "mark-green",
    "mark-blue",
    "mark-rose",
)
"""These are told apart by reversed and underlined words instead."""

_ON_BLACK = {
    "company": _CYAN,
    "organization": _PINK,
    "person": _BRIGHT_RED,
    "place": _BRIGHT_GREEN,
    "product": _YELLOW,
    "technology": _CYAN,
    "policy": _YELLOW,
    "event": _PINK,
    "unknown": _GREY,
}
_ON_WHITE = {
    "company": _BLUE,
    "organization": _MAGENTA,
    "person": _RED,
    "place": _BLUE,
    "product": _MAGENTA,
    "technology": _BLUE,
    "policy": _RED,
    "event": _MAGENTA,
    "unknown": _BLACK,
}


def use_sixteen(theme: Theme) -> Theme:
    """A theme of the house with sixteen colours; it keeps its name."""
    ground, words, quiet, accent = (_BLACK, _WHITE, _GREY, _YELLOW) if theme.dark else (_WHITE, _BLACK, _BLACK, _RED)
    variables = {**theme.variables, **dict.fromkeys(_GROUNDS, ground), **(_ON_BLACK if theme.dark else _ON_WHITE)}
    variables |= {"quiet": quiet, "hairline": _DARK_GREY if theme.dark else _GREY, "heading": words, "strong": words}
    variables |= {"hit-current": accent, "hit-current-text": ground, "selected": quiet, "selected-text": ground}
    variables |= {"scrollbar": _DARK_GREY if theme.dark else _GREY, "scrollbar-background": ground}
    return replace(
        theme,
        foreground=words,
        background=ground,
        surface=ground,
        panel=ground,
        primary=_ON_BLACK["company"] if theme.dark else _BLUE,
        secondary=quiet,
        accent=accent,
        warning=accent,
        error=_BRIGHT_RED if theme.dark else _RED,
        success=_BRIGHT_GREEN if theme.dark else _BLUE,
        variables=variables,
    )
