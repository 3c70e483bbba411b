"""What is remembered of each source between two rounds of fetching: nothing that could not be asked again.

Owns the file. Knows nothing of fetching.
"""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from reader.storage.errors import StoreError, describe_file_error
from reader.storage.files import Files

_LARGEST = 16_000_000
_LONGEST = 4_000
"""Code points of what a server wants to be told again."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source."""

    etag: str = ""
    modified: str = ""
    failures: int = 0
    """How often in a row its server answered with an error."""
    not_before: float = 0.0
    """Seconds since the epoch until which it is left alone."""
    stamp: str = ""
    """Of a mailbox: which version of it has been read."""
    heard: float = 0.0
    """Seconds since the epoch at which it last brought something, or began to fail; 0 where it never did."""
    added: int = 0
    """How many it brought then."""
    reason: str = ""
    """Why it failed then; empty where it did not."""
    note: str = ""
    """What is wrong with what it last sent, though it could be read."""


class SourceStates:
    """All sources, by address."""

    def __init__(self, path: Path, files: Files | None = None) -> None:
        """Args: path: the file; one that is missing or damaged says nothing."""
        self._path = path
        self._files = files or Files()
        self._states = self._load()
        self._saved = dict(self._states)

    def find(self, address: str) -> SourceState:
        """What is known of a source."""
        return self._states.get(address, SourceState())

    def set(self, address: str, state: SourceState) -> None:
        """Remember; `save` makes it last."""
        is_told = _is_sendable(state.etag + state.modified)
        self._states[address] = state if is_told else replace(state, etag="", modified="")

    def save(self) -> None:
        """Write the file, if anything has changed.

        Raises:
            StoreError: if it cannot be written.
        """
        if self._states == self._saved:
            return
        rows = {address: asdict(state) for address, state in self._states.items()}
        partial = self._path.with_name(self._path.name + ".new")
        try:
            self._files.make_folder(self._path.parent)
            self._files.remove(partial)
            self._files.write_new(partial, [json.dumps(rows, indent=1).encode()])
            self._files.rename(partial, self._path)
        except OSError as error:
            raise StoreError(f"{self._path.name}: {describe_file_error(error, self._path)}") from error
        self._saved = dict(self._states)

    def _load(self) -> dict[str, SourceState]:
        try:
            stamp = self._files.stamp(self._path)
            if stamp is None or stamp.size > _LARGEST:
                return {}
            loaded = json.loads(self._files.read_whole(self._path) or b"{}")
        except (OSError, ValueError, RecursionError):
            return {}
        rows = loaded.items() if isinstance(loaded, dict) else ()
        return {str(address): _read_state(row) for address, row in rows if isinstance(row, dict)}


def _is_sendable(text: str) -> bool:
    """Whether a server can be told again what it said."""
    return len(text) <= _LONGEST and text.isascii() and text.isprintable()


def _read_state(row: dict[str, object]) -> SourceState:
    def text(name: str) -> str:
        value = row.get(name)
        return value if isinstance(value, str) and value.isprintable() else ""

    def number(name: str) -> float:
        value = row.get(name)
        return float(value) if isinstance(value, int | float) and 0 <= value < 1e12 else 0.0

    return SourceState(
        text("etag"),
        text("modified"),
        int(number("failures")),
        number("not_before"),
        text("stamp"),
        number("heard"),
        int(number("added")),
        text("reason"),
        text("note"),
    )
