"""The signs of annotations: beside the text, in lists, and in the status line. Pure: no widget."""

from reader.domain.annotation import Annotation, Colour, Motivation
from reader.domain.selector import AnchorState
from reader.services.annotations import PlacedAnnotation

SIGNS = {
    Motivation.BOOKMARKING: "◆",
    Motivation.TAGGING: "#",
    Motivation.HIGHLIGHTING: "▒",
    Motivation.COMMENTING: "›",
}
STATES = {
    AnchorState.MOVED: "→ moved",
    AnchorState.EDITED: "≈ edited",
    AnchorState.AMBIGUOUS: "? ambiguous",
    AnchorState.LOST: "× lost",
    AnchorState.ABSENT: "– absent",
}
"""What is said of an anchor that does not stand exactly where it did: a sign and a word, whatever the colour."""


def choose_sign(placed: PlacedAnnotation) -> str:
    """What stands in the gutter: for a highlight the letter of its colour, for edited words that they were edited."""
    if placed.anchor.state is AnchorState.EDITED:
        return "≈"
    annotation = placed.annotation
    return letter_of(annotation.colour) if placed.is_highlight else SIGNS[annotation.motivation]


def letter_of(colour: Colour | None) -> str:
    """The letter of a colour."""
    return (colour or Colour.YELLOW).value[0].upper()


def choose_ink(annotation: Annotation) -> str:
    """What annotated words are drawn on."""
    if annotation.motivation is Motivation.HIGHLIGHTING:
        return f"mark-{annotation.colour or Colour.YELLOW}"
    return "tagged"


def print_state(state: AnchorState) -> str:
    """What is said of an anchor; nothing of an exact one."""
    return STATES.get(state, "")
