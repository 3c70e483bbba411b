"""Changes of the store in steps that can be undone, by this program or by one that is started later.

Owns what belongs to one step, and what is said of it. The store keeps the steps; this module knows nothing of how.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from reader.domain.annotation import Annotation
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText, scrub_line
from reader.storage.errors import TurnRefused
from reader.storage.history import MOST_EDITS
from reader.storage.store import Store


@dataclass(slots=True)
class Draft:
    """A step that is being made."""

    what: str = ""
    """What will be said of it when it is undone; that of its first change where nobody says."""
    said: list[str] = field(default_factory=list)
    annotations: dict[str, Annotation | None] = field(default_factory=dict)
    """By their ids, as they will be; None for one that is removed."""
    states: dict[str, ReadState] = field(default_factory=dict)
    followed: dict[str, Sequence[str]] = field(default_factory=dict)
    """For rules by their numbers, the ids of the briefings that they tagged: undoing does not forget them."""
    deleted: dict[str, str] = field(default_factory=dict)
    """When annotations were deleted elsewhere, by their ids: undoing does not forget it."""
    by_briefing: dict[str, set[str]] = field(default_factory=dict)
    """The ids of the annotations above that are of a briefing, by its id."""
    number: str | None = None
    """That of the step, once it is saved; None where nothing was changed."""

    @property
    def is_kept(self) -> bool:
        """Whether it can be undone: one of very many records cannot."""
        return len(self.annotations) + len(self.states) <= MOST_EDITS

    def describe(self) -> str:
        """What to say of it."""
        if self.what or not self.said:
            return self.what
        more = len(self.said) - 1
        return f"{self.said[0]}, and {more:,} more" if more else self.said[0]


@dataclass(frozen=True, slots=True)
class Undone:
    """A step that was undone or done again."""

    number: str
    what: SafeText
    """What was done in it."""
    left: int
    """How many records stay as they are, since something else changed them after the step."""

    def __str__(self) -> str:
        """For a notice."""
        return f"{self.what} ({self.left:,} changed since, left as they are)" if self.left else self.what


class Steps:
    """The steps of a store. Every method may be called from any thread."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        """Args: clock: tells the time with its offset."""
        self._store = store
        self._clock = clock
        self._making = threading.local()

    @contextmanager
    def step(self, what: str = "") -> Iterator[Draft]:
        """Let all changes that this thread makes in the block be one: saved at its end, and undone at once.

        Blocks may be nested: the outermost counts. Nothing is saved where the block is left by an exception.

        Raises:
            StoreError: if it was not saved.
        """
        draft = self._draft
        if draft is not None:
            yield draft
            return
        draft = self._making.draft = Draft(what)
        try:
            with self._store.change():
                yield draft
                self._save(draft)
        finally:
            self._making.draft = None

    @property
    def _draft(self) -> Draft | None:
        """The step that this thread is making."""
        draft: Draft | None = getattr(self._making, "draft", None)
        return draft

    def _save(self, draft: Draft) -> None:
        kept = [one for one in draft.annotations.values() if one is not None]
        gone = [number for number, one in draft.annotations.items() if one is None]
        if kept or gone or draft.states or draft.followed or draft.deleted:
            what, states = draft.describe(), draft.states
            draft.number = self._store.save_step(what, self._now(), kept, gone, states, draft.followed, draft.deleted)

    def change_records(self, what: str, records: Mapping[str, Annotation | None]) -> None:
        """Add, replace or remove annotations, in the step that is being made or in one of their own.

        Args:
            what: what was done, for the notice that says that it was undone.
            records: by their ids, as they shall be; None removes one.
        """
        with self.step() as draft:
            draft.said += [what] if what else []
            draft.annotations.update(records)
            for number, one in records.items():
                if one is not None:
                    draft.by_briefing.setdefault(one.briefing.id, set()).add(number)

    def undo(self, number: str | None = None) -> Undone | None:
        """Take a step back: what is still as it left it.

        Args:
            number: which; the last one where None, whoever made it.

        Returns:
            What was undone; None where there is no such step.

        Raises:
            TurnRefused: if nothing is as the step left it; says so.
        """
        return self._turn(number, is_redo=False)

    def redo(self, number: str | None = None) -> Undone | None:
        """Do an undone step again.

        Args:
            number: which; the last one that was undone where None.

        Returns:
            What was done again; None where there is no such step.

        Raises:
            TurnRefused: as `undo` does.
        """
        return self._turn(number, is_redo=True)

    def _turn(self, number: str | None, *, is_redo: bool) -> Undone | None:
        turned = self._store.turn_step(number, is_redo=is_redo)
        if turned is None:
            return None
        if not turned.turned:
            verb = "done again" if is_redo else "undone"
            raise TurnRefused(f"cannot be {verb}, since it was changed after that: {turned.what}")
        return Undone(turned.number, turned.what, turned.left)

    def steps(self) -> tuple[tuple[SafeText, SafeText, bool], ...]:
        """What was done, when, and whether it is undone now; oldest first."""
        return tuple((step.what, step.made, step.is_undone) for step in self._store.list_steps())

    def list_records(self) -> tuple[Annotation, ...]:
        """Every annotation as it is kept, oldest first."""
        return self._store.list_annotations()

    def list_deleted(self) -> Mapping[str, str]:
        """When annotations were deleted, by their ids; ISO 8601. Those that are there again are not among them."""
        present = {one.id for one in self._store.list_annotations()}
        return {one: moment for one, moment in self._store.list_deleted().items() if one not in present}

    def list_noted(self) -> Mapping[str, str]:
        """The same with those that were brought back since."""
        return self._store.list_deleted()

    def list_followed(self) -> Mapping[str, frozenset[str]]:
        """For each rule that was followed, by its number, the ids of the briefings that it tagged."""
        return self._store.list_followed()

    def now(self) -> str:
        """The time, as it is kept with what is changed now."""
        return self._now()

    def _now(self) -> str:
        return scrub_line(self._clock().isoformat(timespec="milliseconds"))
