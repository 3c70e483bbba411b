"""How far a briefing has been read."""

from dataclasses import dataclass

READ_FRACTION = 0.9
"""A briefing of which this much has been seen counts as read."""

_ONE_UNIT = 1.0


@dataclass(frozen=True, slots=True)
class ReadState:
    """What the reader has seen of one briefing. The default is: nothing, unread."""

    opened: bool = False
    read: bool = False
    place: int = 0
    """The reading place: an offset in code points of the text, never a row."""
    seen: int = 0
    """The furthest offset that has been on the screen."""

    def progress(self, length: int) -> float:
        """The part that has been seen, from 0 to 1, of a text of `length` code points."""
        if self.read:
            return _ONE_UNIT
        return min(_ONE_UNIT, self.seen / length) if length else 0.0

    @property
    def is_in_progress(self) -> bool:
        """Opened, and neither finished nor marked as read."""
        return self.opened and not self.read
