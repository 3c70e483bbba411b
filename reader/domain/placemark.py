"""A letter that the reader set at a place, to come back to it."""

from typing import NamedTuple


class Placemark(NamedTuple):
    """A place under a letter: a small one is each briefing's own, a capital one leads there from anywhere."""

    letter: str
    """a to z, A to Z."""
    briefing_id: str
    offset: int
    """In code points of the briefing's text."""

    @property
    def key(self) -> str:
        """What tells it from every other: the letter, with the briefing where the letter is small."""
        return placemark_key(self.letter, self.briefing_id)


def is_letter(letter: str) -> bool:
    """Whether a place can be set under it."""
    return len(letter) == 1 and letter.isascii() and letter.isalpha()


def placemark_key(letter: str, briefing_id: str) -> str:
    """The key under which the place of a letter is kept: "A", or "a 0123456789abcdef"."""
    return letter if letter.isupper() else f"{letter} {briefing_id}"
