"""Where the reader was before a jump, and the way back. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

_KEPT = 100


@dataclass(frozen=True, slots=True)
class Place:
    """An offset, in code points, in a briefing."""

    briefing_id: str
    offset: int
    uncover: Callable[[], None] | None = field(default=None, compare=False)
    """Opens again what lay over the text when it was left."""


@dataclass(frozen=True, slots=True)
class JumpList:
    """Places in the order visited; `at` is how many of them lie behind."""

    places: tuple[Place, ...] = ()
    at: int = 0

    def jump(self, here: Place) -> "JumpList":
        """Remember `here` before a jump away from it; what lay ahead is forgotten."""
        behind = tuple(place for place in self.places[: self.at] if place != here)
        kept = (*behind, here)[-_KEPT:]
        return JumpList(kept, len(kept))

    def back(self, here: Place) -> tuple["JumpList", Place | None]:
        """One place back from `here`, which then lies ahead; None where there is none."""
        if self.at == 0:
            return self, None
        places = self.places if self.at < len(self.places) else (*self.places, here)
        return replace(self, places=places, at=self.at - 1), places[self.at - 1]

    def forward(self) -> tuple["JumpList", Place | None]:
        """One place forward again; None where there is none."""
        if self.at + 1 >= len(self.places):
            return self, None
        return replace(self, at=self.at + 1), self.places[self.at + 1]
