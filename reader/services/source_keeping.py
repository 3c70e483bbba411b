"""The sources as a screen shows and changes them, with a way back from every change.

Owns what is kept to undo a change of the settings file: its very bytes. Fetches nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from reader.config import load_settings
from reader.domain.scrub import SafeText, scrub_line
from reader.domain.source import Source, SourceFault, read_source
from reader.services.errors import StoreError, TurnRefused
from reader.storage.decisions import LineFile, Lines
from reader.storage.source_states import SourceStates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.paths import Paths


class SourceRow(NamedTuple):
    """A source, and what is remembered of it."""

    source: Source
    heard: float
    """Seconds since the epoch at which it last brought something, or began to fail; 0 where it never did."""
    added: int
    """How many it brought then."""
    reason: SafeText
    """Why it failed then; empty where it did not."""
    not_before: float
    """Seconds since the epoch until which it is left alone."""
    note: SafeText = SafeText("")
    """What is wrong with what it last sent, though it could be read."""


class Change(NamedTuple):
    """A change of the settings file."""

    what: SafeText
    before: Lines
    after: Lines

    @property
    def inverse(self) -> Change:
        """What takes it back."""
        return Change(self.what, self.after, self.before)


class SourceKeeping:
    """The sources of the settings. Every method may be called from any thread."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._file = LineFile(paths.settings_file)
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._lock = threading.RLock()

    def rows(self) -> tuple[SourceRow, ...]:
        """All sources, as they are now, in the order of the settings."""
        states = SourceStates(self._paths.source_states_file)
        sources = load_settings(self._paths.settings_file)[0].sources
        return tuple(_make_row(source, states) for source in sources)

    @contextmanager
    def changing(self, what: str) -> Iterator[None]:
        """Let what happens to the settings in the block be one change, here or in another process."""
        with self._lock:
            settle = self.begin(what)
            yield
            settle()

    def begin(self, what: str) -> Callable[[], Change | None]:
        """Look at the settings before a change; what is returned is called after it, and says what it was, if anything.

        Raises:
            StoreError: if they cannot be read.
        """
        before = self._file.read()

        def settle() -> Change | None:
            after = self._file.read()
            if after == before:
                return None
            change = Change(scrub_line(what), before, after)
            with self._lock:
                self._done.append(change)
                self._undone.clear()
            return change

        return settle

    def remove(self, source: Source) -> None:
        """Forget a source; what it brought stays.

        Raises:
            StoreError: if the settings cannot be changed.
        """
        from reader.services.source_lines import remove_source

        with self.changing(f"removed {source.name}"):
            remove_source(self._paths.settings_file, source)

    def change(self, source: Source, **fields: str | list[str]) -> Source:
        """Give fields of a source other values, as the settings would have them; the others stay.

        Returns:
            The source as it is then.

        Raises:
            StoreError: if a value cannot be used, or the settings cannot be changed.
        """
        from reader.services.source_lines import change_source

        try:
            changed = read_source({**describe_source(source), **fields})
        except SourceFault as fault:
            raise StoreError(f"not saved: {fault}") from None
        with self.changing(f"changed {source.name}"):
            if changed != source:
                change_source(self._paths.settings_file, source, changed)
        return changed

    def make(self, change: Change) -> None:
        """Write the settings as a change has them, such as the inverse of one that was made.

        Raises:
            TurnRefused: if they are not as they were before it; they stay as they are.
            StoreError: if they cannot be written.
        """

        def turn(content: Lines) -> Lines:
            if content != change.before:
                raise TurnRefused("not changed: the settings file was edited since")
            return change.after

        with self._lock:
            self._file.change(turn)

    def undo(self) -> SafeText | None:
        """Put the settings back as they were before the last change; what that was, None for none.

        Raises:
            StoreError: if they were changed since; they stay as they are.
        """
        return self._turn(self._done, self._undone, is_redo=False)

    def redo(self) -> SafeText | None:
        """Make the change again that was taken back last; what that is, None for none.

        Raises:
            StoreError: as `undo` does.
        """
        return self._turn(self._undone, self._done, is_redo=True)

    def _turn(self, taken: list[Change], given: list[Change], *, is_redo: bool) -> SafeText | None:
        with self._lock:
            if not taken:
                return None
            self.make(taken[-1] if is_redo else taken[-1].inverse)
            given.append(taken.pop())
            return given[-1].what


def describe_source(source: Source) -> dict[str, str | list[str]]:
    """A source as the settings would have it, with all its fields but an address that it has not."""
    return {
        "name": source.name,
        "url" if source.url else "path": source.address,
        "series": source.series,
        "tags": list(source.tags),
        "full_text": "yes" if source.full_text else "no",
        "keep": str(source.keep),
    }


def _make_row(source: Source, states: SourceStates) -> SourceRow:
    state = states.find(source.address)
    reason, note = scrub_line(state.reason), scrub_line(state.note)
    return SourceRow(source, state.heard, state.added, reason, state.not_before, note)
