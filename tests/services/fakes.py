"""Lists of names that are short enough to be told by heart."""

from dataclasses import dataclass

from reader.domain.briefing import Briefing
from reader.domain.entity import Entity, EntityType, Mention
from reader.domain.scrub import SafeText
from reader.domain.span import Span

TAIWAN = Entity(SafeText("Taiwan"), EntityType.PLACE)
NVIDIA = Entity(SafeText("Nvidia"), EntityType.COMPANY)
BUREAU = Entity(SafeText("Bureau of Industry and Security"), EntityType.ORGANIZATION)
KNOWN = {"Taiwan": TAIWAN, "Nvidia": NVIDIA, "China": BUREAU}


class FakeRecogniser:
    """Knows some words, and counts how often it is asked."""

    def __init__(self, known: dict[str, Entity]) -> None:
        self._known = known
        self.asked: list[str] = []

    def recognise(self, briefing: Briefing) -> tuple[Mention, ...]:
        """Every place where one of the words stands, unless another has been found there."""
        self.asked.append(briefing.id)
        found: list[Mention] = []
        for words, entity in self._known.items():
            at = briefing.text.find(words)
            while at >= 0:
                span = Span(at, at + len(words))
                if not any(span.overlaps(other.span) for other in found):
                    found.append(Mention(span, entity))
                at = briefing.text.find(words, span.end)
        return tuple(sorted(found, key=lambda mention: mention.span))


@dataclass(frozen=True, eq=False)
class FakeLists:
    """Lists that are not read from files."""

    recogniser: FakeRecogniser
    word: str

    def load(self) -> FakeRecogniser:
        """What finds the names."""
        return self.recogniser


def make_lists(known: dict[str, Entity] | None = None, word: str = "fake") -> FakeLists:
    """Lists with these names, or with three."""
    return FakeLists(FakeRecogniser(KNOWN if known is None else known), word)
