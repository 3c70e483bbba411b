"""The toolkit's themes, with the colours that they do not have: mixed from their own until words can be read."""

from collections.abc import Iterable, Mapping

from textual.color import Color

from reader.ui.themes import NIGHT, PAPER

ENOUGH = 4.5
"""Contrast of normal text (WCAG 2.1, AA)."""

_PANES = ("background", "surface", "panel")
_TINTS = {
    "cursor-row": ("foreground", 0.14),
    "cursor-row-far": ("foreground", 0.07),
    "target": ("primary", 0.16),
    "tagged": ("success", 0.14),
    "hit": ("warning", 0.2),
}
"""What is mixed into the background for each ground, and how much of it."""
_WORDS = (
    "foreground", "quiet", "heading", "strong", "secondary", "accent", "warning", "error", "primary", "company",
    "organization", "person", "place", "product", "technology", "policy", "event", "unknown",
)  # fmt: skip
_OWN = ("foreground", "secondary", "accent", "warning", "error", "primary")
"""Words that have a colour in the toolkit's themes."""
_STEPS = 20


def measure_contrast(one: Color, other: Color) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG 2.1 has it."""

    def luminance(color: Color) -> float:
        parts = [channel / 255 for channel in (color.r, color.g, color.b)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _stand_out(color: Color, grounds: Iterable[Color], *, is_dark: bool) -> Color:
    """The colour, or as little lighter (darker on a light ground) as it takes to be read on all grounds."""
    goal = Color(255, 255, 255) if is_dark else Color(0, 0, 0)
    for step in range(_STEPS + 1):
        mixed = color.blend(goal, step / _STEPS)
        if all(measure_contrast(mixed, ground) >= ENOUGH for ground in grounds):
            return mixed
    return goal


def complete(variables: Mapping[str, str], *, is_dark: bool) -> dict[str, str]:
    """The variables of a theme of the toolkit's, and all that our sheets name.

    Args:
        variables: colours by their names.
        is_dark: whether the theme is dark.
    """
    house = NIGHT if is_dark else PAPER
    base = {name: value for name, value in house.variables.items() if not name.startswith("scrollbar")}
    found = {name: Color.parse(variables[name]) for name in ("foreground", "success", *_PANES, *_OWN)}
    grounds = {name: found["background"].blend(found[of], part) for name, (of, part) in _TINTS.items()}
    on = [found[name] for name in _PANES] + list(grounds.values())
    words = {
        name: _stand_out(found[name] if name in _OWN else Color.parse(base[name]), on, is_dark=is_dark)
        for name in _WORDS
    }
    mixed = {name: color.hex6 for name, color in {**grounds, **words}.items()}
    ends = {"hit-current": mixed["accent"], "hit-current-text": found["background"].hex6}
    chosen = {"selected": mixed["primary"], "selected-text": found["background"].hex6}
    row, far = mixed["cursor-row"], mixed["cursor-row-far"]
    bars = {"hairline": row, "scrollbar": row, "scrollbar-background": far}
    return {**variables, **base, **bars, **mixed, **ends, **chosen}
