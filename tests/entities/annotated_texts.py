"""Annotated texts: names marked in place, `{surface|type/other type}`; `~` for a type marks what is neither
right nor wrong.

Owns that notation and the score, which goes by exact spans: precision, recall and F1 over all texts.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.domain.briefing import Briefing
from reader.domain.entity import Mention
from tests.entities.factory import make_briefing

FOLDER = Path(__file__).parent / "annotated"
SHIPPING = Path(__file__).parent / "annotated_shipping"
"""Texts of another field."""
_MARK = re.compile(r"\{([^{}|]+)\|([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Gold:
    """A text with what should be found in it: types by span; an empty set for a neutral span."""

    name: str
    briefing: Briefing
    spans: dict[tuple[int, int], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Score:
    """How mentions compare with gold spans."""

    right: int
    typed: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Right mentions of all mentions."""
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """Right mentions of all that should be found."""
        return self.right / max(1, self.right + len(self.missed))

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


def parse_marked(marked: str, name: str = "") -> Gold:
    """Read a marked text; each of its lines becomes a block."""
    plain: list[str] = []
    spans: dict[tuple[int, int], frozenset[str]] = {}
    length = at = 0
    for match in _MARK.finditer(marked):
        before = marked[at : match.start()]
        start = length + len(before)
        length = start + len(match[1])
        plain += [before, match[1]]
        spans[start, length] = frozenset() if match[2] == "~" else frozenset(match[2].split("/"))
        at = match.end()
    return Gold(name, make_briefing("".join([*plain, marked[at:]])), spans)


def load_annotated(folder: Path = FOLDER) -> tuple[Gold, ...]:
    """The texts of a folder."""
    return tuple(parse_marked(path.read_text(encoding="utf-8"), path.stem) for path in sorted(folder.glob("*.txt")))


def score(gold: Gold, mentions: Sequence[Mention]) -> Score:
    """Compare the mentions of one text with its gold spans."""
    found = {(mention.span.start, mention.span.end): mention for mention in mentions}
    wanted = {span for span, types in gold.spans.items() if types}
    right = wanted & set(found)
    text = gold.briefing.text
    return Score(
        right=len(right),
        typed=sum((found[span].entity.type or "") in gold.spans[span] for span in right),
        missed=tuple(text[start:end] for start, end in sorted(wanted - right)),
        wrong=tuple(text[start:end] for start, end in sorted(set(found) - set(gold.spans))),
    )


def add_up(scores: Iterable[Score]) -> Score:
    """The score over several texts."""
    rows = tuple(scores)
    return Score(
        sum(row.right for row in rows),
        sum(row.typed for row in rows),
        tuple(word for row in rows for word in row.missed),
        tuple(word for row in rows for word in row.wrong),
    )
