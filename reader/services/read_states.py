"""What has been read of each briefing, and how far.

Owns when a briefing counts as opened and as read. The store keeps it; this module knows nothing of how.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from reader.domain.reading import READ_FRACTION, ReadState
from reader.services.library import Library
from reader.services.steps import Steps
from reader.storage.store import Store

if TYPE_CHECKING:
    from reader.services.placemarks import Placemarks


class ReadStates(Steps):
    """The read states of a library's briefings. Every method may be called from any thread.

    Methods raise StoreError when the store cannot be used, and when something was not saved.
    """

    def __init__(self, store: Store, library: Library, clock: Callable[[], datetime]) -> None:
        """Args: clock: tells the time with its offset."""
        super().__init__(store, clock)
        self._library = library

    @cached_property
    def placemarks(self) -> Placemarks:
        """The places under letters."""
        from reader.services.placemarks import Placemarks

        return Placemarks(self._store)

    def read_states(self) -> Mapping[str, ReadState]:
        """What has been read, by the briefing's id; briefings never opened are not in it."""
        return self._store.read_states()

    def mark_opened(self, briefing_id: str) -> ReadState:
        """Note that a briefing is being read. Returns the state before, as all of these do."""
        return self._update_state(briefing_id, lambda state: replace(state, opened=True))

    def mark_all(self, ids: Iterable[str], *, is_read: bool) -> Mapping[str, ReadState]:
        """Note that briefings have been read, or forget that they were read or opened; their places are kept.

        Returns:
            The states before of those that changed.
        """

        def mark(state: ReadState) -> ReadState:
            return replace(state, opened=True, read=True) if is_read else ReadState(place=state.place)

        what = "Marked as read" if is_read else "Marked as unread"
        return self._update_states(dict.fromkeys(ids, mark), what)

    def restore_states(self, states: Mapping[str, ReadState]) -> Mapping[str, ReadState]:
        """Set read states as they were."""
        return self._update_states(
            {number: partial(_replace_state, state) for number, state in states.items()}, "Put read marks back"
        )

    def keep_place(self, briefing_id: str, place: int, seen: int) -> ReadState:
        """Keep the reading place of an opened briefing; one that is only looked at keeps none.

        Args:
            briefing_id: the briefing.
            place: the offset of the reading place, in code points.
            seen: the furthest offset on the screen; with 90 % seen the briefing counts as read.
        """
        entry = self._library.entry(briefing_id)
        length = entry.length if entry else 0

        def keep(state: ReadState) -> ReadState:
            if not state.opened:
                return state
            furthest = max(seen, state.seen)
            return ReadState(True, state.read or (0 < length * READ_FRACTION <= furthest), place, furthest)

        return self._update_state(briefing_id, keep)

    def follow_reissue(self, before: str, after: str, place: int) -> None:
        """Note that a briefing which was opened has a later version: that is opened too, and not read to its end.

        Args:
            before: the id of the earlier one.
            after: that of the later one.
            place: where the reader is in it, an offset in code points.
        """
        earlier = self._store.read_states().get(before, ReadState())
        if earlier.opened:
            self._update_state(after, lambda state: replace(state, opened=True, place=place, seen=place))

    def _update_state(self, briefing_id: str, update: Callable[[ReadState], ReadState]) -> ReadState:
        before = self._update_states({briefing_id: update})
        return before.get(briefing_id) or self._store.read_states().get(briefing_id, ReadState())

    def _update_states(
        self, updates: Mapping[str, Callable[[ReadState], ReadState]], what: str = ""
    ) -> Mapping[str, ReadState]:
        """Args: what: what is said when it is undone; empty for what happens by itself, and cannot be undone."""
        with self._store.change():
            known = self._store.read_states()
            before = {number: known.get(number, ReadState()) for number in updates}
            changed = {number: update(before[number]) for number, update in updates.items()}
            after = {number: state for number, state in changed.items() if state != before[number]}
            if what and after:
                with self.step() as draft:
                    draft.said.append(f"{what}: {len(after):,} briefing{'' if len(after) == 1 else 's'}")
                    draft.states.update(after)
            else:
                self._store.save_read_states(after)
            return {number: before[number] for number in after}


def _replace_state(after: ReadState, before: ReadState) -> ReadState:
    return after
