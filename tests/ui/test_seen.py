"""What is really drawn can be read: in the themes of the house, in the toolkit's, without colours, with sixteen."""

from collections.abc import Iterator

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from reader.config_limits import OWN_THEMES, THEMES, TOOLKIT_THEMES
from reader.services.services import Services
from reader.ui.few_colours import use_sixteen
from reader.ui.themes import NIGHT, PAPER
from reader.ui.toolkit_themes import ENOUGH, complete, measure_contrast
from tests.ui.pilot import Reader, run_reader

_LINES = frozenset("─━│▔▁▎▌▏▕▊█▇▆▅▄▃▂")
"""Rules, bars and the scroll bar are no words."""

WALK = ("enter", "B", "3", "}", "/", "h", "b", "m", "enter", "n", "A", "escape", "l", "d", "escape", "?", "escape", "s")
"""Through the panes, a bookmark, hits, the annotations, a dossier, the help and a choice."""


def _seen(reader: Reader) -> Iterator[tuple[str, Style]]:
    for strip in reader.screen._compositor.render_strips():
        for segment in strip:
            words = "".join(sign for sign in segment.text if sign not in _LINES).strip()
            if words and segment.style is not None and segment.style.color and segment.style.bgcolor:
                yield words, segment.style


def _contrast(style: Style) -> float:
    assert style.color is not None
    assert style.bgcolor is not None
    return measure_contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))


@pytest.mark.parametrize("theme", ["night", "paper", "dracula", "solarized-light"])
async def test_all_words_on_the_screen_can_be_read(services: Services, theme: str) -> None:
    async with run_reader(services) as reader:
        reader.app.theme = theme
        await reader.settle()
        faint: dict[str, float] = {}
        for key in WALK:
            await reader.press(key)
            faint |= {words: round(_contrast(style), 2) for words, style in _seen(reader) if _contrast(style) < ENOUGH}
        assert faint == {}


def test_the_toolkits_themes_can_be_chosen() -> None:
    assert set(TOOLKIT_THEMES) == {name for name in BUILTIN_THEMES if not name.startswith("ansi")}
    assert (*OWN_THEMES, *TOOLKIT_THEMES) == THEMES


@pytest.mark.parametrize("name", TOOLKIT_THEMES)
def test_entities_can_be_read_in_each(name: str) -> None:
    theme = BUILTIN_THEMES[name]
    made = complete(theme.to_color_system().generate() | theme.variables, is_dark=theme.dark)
    assert set(NIGHT.variables) <= set(made)
    grounds = ("background", "surface", "panel", "cursor-row", "cursor-row-far", "target", "tagged", "hit")
    words = ("foreground", "quiet", "company", "organization", "person", "place", "product", "technology", "policy")
    faint = {
        (word, ground): measure_contrast(Color.parse(made[word]), Color.parse(made[ground]))
        for word in (*words, "event", "unknown", "accent", "warning", "error")
        for ground in grounds
    }
    assert {pair: value for pair, value in faint.items() if value < ENOUGH} == {}


async def test_a_theme_is_chosen_by_its_name(services: Services) -> None:
    async with run_reader(services) as reader:
        reader.main.run_command(reader.main.router.find("view.themes"))
        await reader.settle()
        await reader.type_text("nord")
        assert reader.app.theme == "nord", "shown at once"
        await reader.press("escape")
        assert reader.app.theme == "night"


@pytest.mark.parametrize("theme", [NIGHT, PAPER], ids=lambda theme: theme.name)
def test_sixteen_colours_can_be_read(theme: object) -> None:
    assert theme in (NIGHT, PAPER)
    made = use_sixteen(NIGHT if theme is NIGHT else PAPER)
    colours = {"foreground": made.foreground, "accent": made.accent, "warning": made.warning, "error": made.error}
    skipped = ("hairline", "scrollbar", "hit-current-text", "selected-text", "cursor", "target", "hit", "tag", "mark")
    colours |= {name: value for name, value in made.variables.items() if not name.startswith(skipped)}

    def shown(value: str | None) -> Color:
        rich = RichColor.parse(str(value)).downgrade(ColorSystem.STANDARD)
        return Color(*rich.get_truecolor())

    faint = {name: measure_contrast(shown(value), shown(made.background)) for name, value in colours.items()}
    assert {name: value for name, value in faint.items() if value < ENOUGH} == {}


async def test_without_colours_states_are_told_apart(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with run_reader(services) as reader:
        await reader.press("enter")
        await reader.answer("/", "hbm")
        await reader.press("n")

        def look(words: str) -> tuple[bool | None, bool | None]:
            style = reader.styles_of(words)[0]
            return style.reverse, style.underline

        assert reader.words.startswith("HBM supply")
        first, current = look("HBM. TSMC"), look("HBM supply")
        assert first != current
        assert first[0], "a hit is reversed"
        plain = look("Paragraph 2")
        assert plain not in (first, current)
