"""What a command is, and how keys are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """Where a command's keys are live."""

    EVERYWHERE = "everywhere"
    LIST = "list"
    QUERIES = "saved queries"
    ARTICLE = "article"
    SELECTION = "selection"
    """The article while words in it are selected."""
    SIDEBAR = "entities"
    OUTLINE = "outline"
    TAGS = "tags"
    ANNOTATIONS = "annotations"
    PLACES = "places"
    """Those that an annotation may mean."""
    DOSSIER = "dossier"
    FIGURES = "figures"
    SOURCES = "sources"
    OUTPUT = "output"
    """What another program answered."""
    HELP = "help"
    FIND = "find"


PANES = (Scope.LIST, Scope.QUERIES, Scope.ARTICLE, Scope.SIDEBAR, Scope.OUTLINE, Scope.TAGS)
"""The scopes of the main screen. The sidebar has one for each of the things that it shows."""

FIELDS = (Scope.FIND,)
"""The scopes of fields to type into: there a letter is a letter, and no command of everywhere is live."""

Chord = tuple[str, ...]
"""Keys pressed one after the other: ("g", "g")."""

_SHORT_NAMES = {"Down": "↓", "Up": "↑", "Left": "←", "Right": "→"}


def parse_chord(text: str) -> Chord:
    """Read keys as they are written in the table and in a key map: "j", "g g", "Ctrl-D".

    Raises:
        ValueError: if there is no key in `text`.
    """
    keys = tuple(text.split())
    if not keys:
        raise ValueError("no key")
    return keys


def print_chord(chord: Chord) -> str:
    """Write keys for a person: "gg", "Ctrl-D", "↓"."""
    return "".join(_SHORT_NAMES.get(key, key) for key in chord)


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that the reader can ask for."""

    id: str
    """Stable; what a key map and the palette call it: "article.next-block"."""
    keys: tuple[str, ...]
    """The chords that run it, each as `parse_chord` reads it; empty: by the palette only."""
    title: str
    """Two or three words, for the palette."""
    help: str
    """One sentence."""
    scopes: tuple[Scope, ...]
    action: str
    """The handler: `do_<action>` on the focused pane, else on the screen."""
    hint: str = ""
    """One word for the footer; empty: not shown there."""
    takes_count: bool = False
    """Whether a number before the keys repeats it."""
    is_minor: bool = False
    """Whether the footer tells of it behind the others, where there is room."""

    @property
    def chords(self) -> tuple[Chord, ...]:
        """Its keys, parsed."""
        return tuple(parse_chord(keys) for keys in self.keys)

    @property
    def printed_keys(self) -> str:
        """Its keys for a person: "gg Home"."""
        return " ".join(print_chord(chord) for chord in self.chords)


def tell_stray(keys: str, scope: Scope, commands: Sequence[Command]) -> str:
    """What is said to a person who pressed keys that do nothing in a scope: where they would do something.

    Args:
        keys: as they are printed.
        scope: where they were pressed.
        commands: the table.
    """
    panes = [pane for pane in PANES if scope in PANES and pane is not scope]
    for command in commands:
        where = next((pane for pane in panes if pane in command.scopes), None)
        if where is not None and keys in map(print_chord, command.chords):
            return f"{keys} does nothing here; in the {where}: {command.title}"
    return f"{keys} does nothing here"
