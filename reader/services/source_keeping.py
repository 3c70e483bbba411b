"""The sources as a screen shows and changes them, with a way back from every change.

Owns what is kept to undo a change of the settings file: its very bytes. Fetches nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from reader.config import load_settings
from reader.domain.scrub import SafeText, scrub_line
from reader.domain.source import Source
from reader.services.errors import StoreError
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


class _Change(NamedTuple):
    what: SafeText
    before: Lines
    after: Lines


class SourceKeeping:
    """The sources of the settings. To be used by one thread at a time."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._file = LineFile(paths.settings_file)
        self._done: list[_Change] = []
        self._undone: list[_Change] = []

    def rows(self) -> tuple[SourceRow, ...]:
        """All sources, as they are now, in the order of the settings."""
        states = SourceStates(self._paths.source_states_file)
        sources = load_settings(self._paths.settings_file)[0].sources
        return tuple(_make_row(source, states) for source in sources)

    @contextmanager
    def changing(self, what: str) -> Iterator[None]:
        """Let what happens to the settings in the block be one change, here or in another process."""
        settle = self.begin(what)
        yield
        settle()

    def begin(self, what: str) -> Callable[[], bool]:
        """Look at the settings before a change; what is returned is called after it, and says whether there was one.

        Raises:
            StoreError: if they cannot be read.
        """
        before = self._file.read()

        def settle() -> bool:
            after = self._file.read()
            if after != before:
                self._done.append(_Change(scrub_line(what), before, after))
                self._undone.clear()
            return after != before

        return settle

    def remove(self, source: Source) -> None:
        """Forget a source; what it brought stays.

        Raises:
            StoreError: if the settings cannot be changed.
        """
        from reader.services.source_lines import remove_source

        with self.changing(f"removed {source.name}"):
            remove_source(self._paths.settings_file, source)

    def undo(self) -> SafeText | None:
        """Put the settings back as they were before the last change; what that was, None for none.

        Raises:
            StoreError: if they were changed since; they stay as they are.
        """
        return self._turn(self._done, self._undone, lambda change: (change.after, change.before))

    def redo(self) -> SafeText | None:
        """Make the change again that was taken back last; what that is, None for none.

        Raises:
            StoreError: as `undo` does.
        """
        return self._turn(self._undone, self._done, lambda change: (change.before, change.after))

    def _turn(
        self, taken: list[_Change], given: list[_Change], ends: Callable[[_Change], tuple[Lines, Lines]]
    ) -> SafeText | None:
        if not taken:
            return None
        expected, wanted = ends(taken[-1])

        def turn(content: Lines) -> Lines:
            if content != expected:
                raise StoreError("not changed: the settings file was edited since")
            return wanted

        self._file.change(turn)
        given.append(taken.pop())
        return given[-1].what


def _make_row(source: Source, states: SourceStates) -> SourceRow:
    state = states.find(source.address)
    reason, note = scrub_line(state.reason), scrub_line(state.note)
    return SourceRow(source, state.heard, state.added, reason, state.not_before, note)
