"""Both themes can be read: each colour of words stands out from every ground that it is drawn on (WCAG 2.1, AA)."""

import itertools

import pytest
from textual.color import Color
from textual.theme import Theme

from reader.config_limits import OWN_THEMES as THEME_NAMES
from reader.domain.entity import EntityType
from reader.ui.themes import NIGHT, PAPER, THEMES

ENOUGH = 4.5
"""Contrast of normal text that 20/40 eyes can read: https://www.w3.org/TR/WCAG21/#contrast-minimum."""

ENTITIES = (*(str(type_) for type_ in EntityType), "unknown")
PANES = ("background", "surface")
CURSOR = ("cursor-row", "cursor-row-far")
MARKED = ("target", "tagged", "hit")

GROUNDS: dict[str, tuple[str, ...]] = {
    "foreground": (*PANES, "panel", *CURSOR, *MARKED),
    "heading": (*PANES, "panel", *CURSOR, *MARKED),
    "strong": (*PANES, "panel", *CURSOR, *MARKED),
    "primary": ("background", *MARKED),
    "secondary": ("surface",),
    "quiet": (*PANES, "panel", *CURSOR),
    "accent": (*PANES, "panel", *CURSOR),
    "warning": (*PANES, "panel", *CURSOR),
    "error": (*PANES, *CURSOR),
    "hit-current-text": ("hit-current",),
    **dict.fromkeys(ENTITIES, (*PANES, *CURSOR, *MARKED)),
}
"""Which grounds each colour of words is drawn on: panes, bars, the cursor's row, marked words."""


def _look_up(theme: Theme, name: str) -> Color:
    return Color.parse(theme.variables.get(name) or getattr(theme, name))


def _contrast(one: Color, other: Color) -> float:
    def luminance(color: Color) -> float:
        parts = [channel / 255 for channel in (color.r, color.g, color.b)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "contrast"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#ffffff", "#ffffff", 1.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_measured_as_the_guideline_says(one: str, other: str, contrast: float) -> None:
    assert _contrast(Color.parse(one), Color.parse(other)) == pytest.approx(contrast, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", GROUNDS)
def test_words_stand_out_from_their_ground(theme: Theme, name: str) -> None:
    contrasts = {ground: _contrast(_look_up(theme, name), _look_up(theme, ground)) for ground in GROUNDS[name]}
    assert {ground: round(value, 2) for ground, value in contrasts.items() if value < ENOUGH} == {}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_types_of_entities_have_colours_of_their_own(theme: Theme) -> None:
    colours = [_look_up(theme, entity).hex for entity in ENTITIES]
    assert [pair for pair in itertools.combinations(colours, 2) if pair[0] == pair[1]] == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_cursor_is_seen_on_its_pane(theme: Theme) -> None:
    near, far = (_contrast(_look_up(theme, row), _look_up(theme, "surface")) for row in CURSOR)
    assert near > far > 1.0


def test_both_themes_name_the_same_colours() -> None:
    assert set(NIGHT.variables) == set(PAPER.variables)
    assert [theme.name for theme in THEMES] == list(THEME_NAMES)
    assert (NIGHT.dark, PAPER.dark) == (True, False)
