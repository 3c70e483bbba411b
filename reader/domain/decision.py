"""What a reader decides about names, and what became of such a decision."""

from dataclasses import dataclass
from enum import StrEnum

from reader.domain.entity import EntityType
from reader.domain.scrub import SafeText

LONGEST_NAME = 200
"""Code points of a name that can be decided about."""


class DecisionKind(StrEnum):
    """What is decided."""

    ACCEPT = "accept"
    """It is a name."""
    REJECT = "reject"
    """It is none, and there is no thing of that name."""
    MERGE = "merge"
    """It is another name of something."""
    SPLIT = "split"
    """It names a thing of its own, and not the one that it was taken for."""
    RENAME = "rename"
    """The thing of that name is called otherwise."""
    RETYPE = "retype"
    """The thing of that name is of another type."""
    CASE = "case"
    """In which case the name counts."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision."""

    kind: DecisionKind
    name: SafeText
    """What it is about."""
    other: SafeText | None = None
    """What it is merged into, split from, or called from now on."""
    type: EntityType | None = None
    """With `accept` and `retype`."""
    is_exact: bool | None = None
    """With `case`: whether the name counts only as it is written."""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision, where it stands."""

    number: int
    """The line, from 1."""
    decision: Decision


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """A line that was put into the file of decisions, or taken out of it; what is needed to undo that."""

    decision: Decision
    line: bytes
    """The line without its end; empty where nothing had to be written, since it was decided so already."""
    number: int
    """Where it stands, or stood, from 1."""
    is_added: bool

    @property
    def is_nothing(self) -> bool:
        """Whether the file was left as it was."""
        return not self.line
