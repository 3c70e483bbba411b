"""What the files say, in memory: read once, then followed as other processes write.

Owns the tables in memory, how far the files have been read, and what was wrong with them. Knows nothing of TinyDB, and
writes nothing but copies of damaged files.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from reader.storage.base import NewerBase, encode_base
from reader.storage.checkpoint import Names, keep_evidence
from reader.storage.collecting import making_many
from reader.storage.errors import StoreError, describe_error, describe_file_error
from reader.storage.files import Files
from reader.storage.journal import NO_LINE
from reader.storage.memory import Memory
from reader.storage.place import Look, Place, Tail, load, look, read_tail
from reader.storage.recovery import DAMAGED, READABLE, BeyondRepair, NewerJournal, Recovered

_DOCUMENT_BYTES = 300
"""Of an annotation in the file, about."""


class Follower:
    """The tables as the files have them now. Every method may be called from any thread."""

    def __init__(self, files: Files, names: Names) -> None:
        """Args: files: the disk. names: where the store is."""
        self._files = files
        self._names = names
        self._lock = threading.RLock()
        self._is_moving = False
        self._refused: tuple[Look, str] | None = None
        """Files in which saved changes are missing, and what is said of them."""
        self.memory = Memory()
        self.place = Place()
        self.recovered: Recovered | None = None
        """What the files said when they were last read from the beginning; None where there is no store."""
        self.is_sound = False
        """Whether a line can be added; otherwise the files must be written anew first."""

    def refresh(self) -> Memory:
        """The tables, with what other processes changed; costs two looks at the disk when nothing did.

        Raises:
            StoreError: if there is a file that cannot be used. It is left as it is.
        """
        with self._lock:
            # A line that is written but not yet on the disk does not count, and would be read now.
            if not self._is_moving:
                self._catch_up()
        return self.memory

    @contextmanager
    def moving(self) -> Iterator[None]:
        """While this process writes the files, nobody in it reads them: what is known stays until all is done.

        Only who holds the store's lock may ask for this; who reads never waits for the disk.
        """
        with self._lock:
            self._is_moving = True
        try:
            yield
        finally:
            self._is_moving = False

    def close(self) -> None:
        """Let go of the files; they are read anew when something is asked."""
        with self._lock:
            self.place.close()

    def _catch_up(self) -> None:
        """Read what came since, or everything when that does not continue what is known."""
        try:
            now = look(self._files, self._names)
            if self.place.is_current(now):
                return
            if self._refused is not None and self._refused[0] == now:
                raise StoreError(self._refused[1])
            self._refused = None
            tail = read_tail(self._files, self._names, self.place, now)
            if tail is None:
                self._load()
            else:
                self._follow(tail)
        except OSError as error:
            raise self._unusable(describe_file_error(error, self._names.base)) from error

    def _follow(self, tail: Tail) -> None:
        self.place.move(tail.place)
        self.memory.apply([change for line in tail.lines for change in line.changes])

    def _load(self) -> None:
        stamp = self._files.stamp(self._names.base)
        try:
            with making_many(stamp.size // _DOCUMENT_BYTES if stamp else 0):
                recovered, place = load(self._files, self._names, self.place)
        except NewerBase as error:
            file = self._names.journal.name if isinstance(error, NewerJournal) else "it"
            raise self._unusable(f"{file} was written by a newer version of this program (format {error})") from error
        except BeyondRepair as error:
            raise self._unusable(self._keep_damaged(str(error))) from error
        if recovered is not None and recovered.missing:
            refusal = self._unusable(self._keep_readable(recovered))
            self._refused = (look(self._files, self._names), refusal.reason)
            raise refusal
        if place.is_nowhere and self.place.exists:
            recovered = self._recover_from_memory()
        self.recovered = recovered
        self.is_sound = recovered is not None and not recovered.must_rewrite
        self.memory.replace(recovered.tables if recovered else {})
        self.place.move(place)

    def _recover_from_memory(self) -> Recovered:
        """What this process knows is all there is."""
        notice = "all files were taken away while the program ran; they are written anew with the next change"
        tables, generation = self.memory.copy(), self.place.generation
        return Recovered(tables, generation, 0, 0, NO_LINE, (notice,), must_rewrite=True)

    def _keep_damaged(self, reason: str) -> str:
        """What is said of a file that only its reader can repair, after a copy was made."""
        try:
            content = self._files.read_whole(self._names.base)
            if content is None:
                return f"{reason}, and so is its backup"
            kept = keep_evidence(self._files, self._names, "", DAMAGED, content)
        except OSError as error:
            return f"{reason}, and no copy could be made: {describe_error(error)}"
        return f"{reason}; a copy is kept as {kept.name}. Repair it, or move it away with the files beside it"

    def _keep_readable(self, recovered: Recovered) -> str:
        """What is said of a store in which saved changes are missing, after copies were made."""
        name = self._names.base.name
        missing = recovered.missing.replace("-journal", f"{name}-journal")
        reason = f"{missing}; some of what was saved is missing, and nothing was overwritten"
        content = b"".join(encode_base(recovered.tables, recovered.generation + 2, is_chosen=True))
        try:
            for file, why, damaged in recovered.evidence:
                keep_evidence(self._files, self._names, file, why, damaged)
            kept = keep_evidence(self._files, self._names, "", READABLE, content)
        except OSError as error:
            return f"{reason}; no copy of what can be read could be made: {describe_error(error)}"
        return f"{reason}. To go on with what can be read, rename {kept.name} to {name}"

    def _unusable(self, reason: str) -> StoreError:
        return StoreError(f"the store {self._names.base} cannot be used: {reason}")
