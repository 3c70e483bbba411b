"""The inks: every text style that rows and bars draw with, named once, coloured by one sheet.

The toolkit computes component styles for each widget that has them, each time it mounts or restyles it. One holder for
all of a screen's takes a third of the time of a set for each widget, and no two panes can disagree about a colour.
"""

from collections.abc import Mapping

from rich.style import Style
from textual.widget import Widget


class Inkwell(Widget):
    """Holds the inks of one screen; never shown."""

    COMPONENT_CLASSES = {
        "ink--quiet", "ink--strong", "ink--accent", "ink--warning", "ink--failure", "ink--tag",
        "ink--cursor", "ink--cursor-far",
        "ink--title", "ink--heading", "ink--subheading", "ink--quote", "ink--code",
        "ink--bold", "ink--emphasis", "ink--strike", "ink--link",
        "ink--company", "ink--organization", "ink--person", "ink--place", "ink--product",
        "ink--technology", "ink--policy", "ink--event", "ink--unknown",
        "ink--hit", "ink--hit-current", "ink--target", "ink--tagged", "ink--hairline", "ink--rail",
        "ink--selected", "ink--removed", "ink--added",
        "ink--mark-yellow", "ink--mark-green", "ink--mark-blue", "ink--mark-rose",
        "ink--tag-red", "ink--tag-orange", "ink--tag-yellow", "ink--tag-green", "ink--tag-teal", "ink--tag-blue",
        "ink--tag-purple", "ink--tag-pink", "ink--tag-grey",
    }  # fmt: skip

    def __init__(self, tag_colours: Mapping[str, str] | None = None) -> None:
        """Args: tag_colours: the colour of each tag that has one, by its normal form."""
        super().__init__()
        self._tag_colours = tag_colours or {}

    def choose_ink(self, tag: str) -> str:
        """The ink of a tag: its own, else that of the nearest tag in which it is nested, else that of all."""
        name = tag.lstrip("#").casefold() if self._tag_colours else ""
        while name:
            if name in self._tag_colours:
                return f"tag-{self._tag_colours[name]}"
            name = name.rpartition("/")[0]
        return "tag"


TAG = "tag:"
"""Before a tag, this names its ink."""


class StyleBook:
    """The styles of one widget, looked up once: the toolkit walks the tree each time, and many rows are drawn."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._base: Style | None = None
        self._named: dict[tuple[str, ...], Style] = {}

    @property
    def base(self) -> Style:
        """The widget's own style."""
        if self._base is None:
            self._base = self._widget.rich_style
        return self._base

    def named(self, *names: str) -> Style:
        """Inks laid over each other, the last on top, by their names without "ink--"; empty names are passed over."""
        style = self._named.get(names)
        if style is None:
            style = Style()
            inkwell = self._widget.screen.query_one(Inkwell)
            for name in names:
                if name.startswith(TAG):
                    name = inkwell.choose_ink(name.removeprefix(TAG))
                if name:
                    style += inkwell.get_component_rich_style(f"ink--{name}", partial=True)
            self._named[names] = style
        return style

    def clear(self) -> None:
        """Look them up again: the theme or the widget's classes changed."""
        self._base = None
        self._named.clear()
