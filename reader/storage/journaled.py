"""Tables in memory, every change of them in the journal before it counts, for any number of processes.

Owns when files are read, written and rewritten, and what is said when that fails. The form of the files, the decision
which of them is believed, and the order in which they are replaced are modules of their own. Knows nothing of what the
tables mean, nor of TinyDB.
"""

import atexit
import os
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from os.path import realpath
from pathlib import Path

from reader.storage.appender import Appender
from reader.storage.base import SCHEMA, encode_base
from reader.storage.changes import Change
from reader.storage.checkpoint import (
    Names,
    keep_evidence,
    remove_leftovers,
    rewrite,
    swap_base,
    swap_journal,
    write_fresh,
)
from reader.storage.errors import StoreError, describe_file_error
from reader.storage.files import Files
from reader.storage.follower import Follower
from reader.storage.journal import End, Header, checksum_of, encode_changes, encode_end, encode_header, read_journal
from reader.storage.lock import PATIENCE, WriteLock
from reader.storage.memory import Memory
from reader.storage.place import Place, enter

CHECKPOINT_BYTES = 1 << 18
"""A journal of this size is folded into the base file, or one of half the base's size if that is more."""

_CHEAP_BYTES = 8 << 20
"""A base file up to this size, about 30,000 annotations, is rewritten at exit whatever the journal holds: in 0.2 s."""

_WORTH = 16
"""A larger one when the journal has this part of its size."""

_CHECKPOINT_PATIENCE = 1.0
"""Seconds to wait for another process: a checkpoint can be made later, and the program should end."""


class JournaledTables:
    """The tables of a store file that any number of threads and processes read and change.

    What `commit` returned from is saved.
    """

    def __init__(
        self,
        path: Path | str,
        files: Files | None = None,
        patience: float = PATIENCE,
        checkpoint_bytes: int = CHECKPOINT_BYTES,
    ) -> None:
        """Nothing is read or made before it is asked for.

        Args:
            path: the file; it need not exist. A symbolic link is followed, and stays.
            files: the disk.
            patience: seconds to wait for another process.
            checkpoint_bytes: the size at which a journal is folded into a small base file.
        """
        self._names = Names(Path(realpath(path)))
        self._files = files or Files()
        self._lock = WriteLock(self._names.lock, patience)
        self._checkpoint_bytes = checkpoint_bytes
        self._follower = Follower(self._files, self._names)
        self._appender = Appender(self._files, self._names)
        self._has_written = False
        self._checkpointing = threading.Lock()
        self._worker: threading.Thread | None = None
        self._next_try = 0

    @property
    def exists(self) -> bool:
        """Whether there was a store when the files were read last."""
        return self._follower.place.exists

    @property
    def notices(self) -> tuple[str, ...]:
        """What was wrong with the files, and what was done about it."""
        recovered = self._follower.recovered
        return recovered.notices if recovered else ()

    def refresh(self) -> Memory:
        """The tables, with what other processes changed; costs two looks at the disk when nothing did.

        Raises:
            StoreError: if there is a file that cannot be used. It is left as it is.
        """
        return self._follower.refresh()

    # Writing.

    @contextmanager
    def hold(self, patience: float | None = None) -> Iterator[None]:
        """Let nobody else write until the block is left; blocks may be nested.

        Args:
            patience: seconds to wait for another process, if not the usual.

        Raises:
            StoreError: if another process does not let go, or nothing can be written at all.
        """
        if self._lock.is_held:
            yield
            return
        try:
            self._files.make_folder(self._names.base.parent)
        except OSError as error:
            raise self._not_saved(error) from error
        with self._lock.hold(patience):
            self.refresh()
            yield

    def commit(self, changes: Sequence[Change]) -> None:
        """Make changes, all or none; on return they survive a crash of the program and of the system.

        Raises:
            StoreError: if they were not saved. Files and memory hold what they held before.
        """
        if not changes:
            return
        with self.hold():
            if not self._follower.is_sound:
                self._rewrite()
            self._write_line(changes)
            if not self._has_written:
                self._has_written = True
                _close_at_exit(self)
        self._checkpoint_when_due()

    def _write_line(self, changes: Sequence[Change]) -> None:
        place = self._follower.place
        line = encode_changes(place.last, changes)
        # What memory will hold is what the disk holds, and nothing that the caller may still change.
        kept = read_journal(line, place.last).lines[0]
        with self._follower.moving():
            self._appender.append(line, place.end, encode_end(End(place.generation, kept.checksum)))
            self._follower.memory.apply(kept.changes)
            place.advance(len(line), kept.checksum)

    def _rewrite(self) -> None:
        """Write all files anew: for a store that is new, migrated, edited or damaged."""
        recovered, files, names = self._follower.recovered, self._files, self._names
        tables = self._follower.memory.copy()
        generation = recovered.generation + 2 if recovered else 1
        try:
            if recovered is not None:
                for file, why, content in recovered.evidence:
                    keep_evidence(files, names, file, why, content)
                self._keep_schema(recovered.schema)
            mark = write_fresh(files, names.fresh, encode_base(tables, generation))
            backup = encode_base(tables, generation) if recovered else None
            header = Header(generation, mark)
            with self._follower.moving():
                rewrite(files, names, names.fresh, encode_header(header), backup)
                self._follower.place.move(enter(files, names, header, encode_header(header)))
                self._follower.is_sound = True
        except OSError as error:
            raise self._not_saved(error) from error

    def _keep_schema(self, schema: int) -> None:
        """Keep a file that an older version of the program can read."""
        if schema < SCHEMA and (content := self._files.read_whole(self._names.base)) is not None:
            keep_evidence(self._files, self._names, "", f"schema{schema}", content)

    # Checkpoints.

    def checkpoint(self) -> bool:
        """Fold the journal into the base file; False when that was not possible now. Nothing is lost either way."""
        if not self._checkpointing.acquire(blocking=False):
            return False
        try:
            return self._try_checkpoint()
        except (OSError, StoreError):
            # The journal still holds everything, and a later checkpoint folds it.
            return False
        finally:
            self._checkpointing.release()

    def _try_checkpoint(self) -> bool:
        files, names = self._files, self._names
        with self.hold(_CHECKPOINT_PATIENCE):
            if not self._follower.place.exists:
                return False
            if not self._follower.is_sound:
                self._rewrite()
                return True
            remove_leftovers(files, names)
            tables, start = self._follower.memory.copy(), self._follower.place.snapshot()
        mark = write_fresh(files, names.fresh, encode_base(tables, start.generation + 1))
        with self.hold(_CHECKPOINT_PATIENCE):
            if self._follower.place.generation != start.generation or not self._follower.is_sound:
                # Another process was quicker, or somebody edited the file meanwhile.
                files.remove(names.fresh)
                return False
            header = Header(start.generation + 1, mark)
            content = self._encode_journal(header, start)
            with self._follower.moving():
                swap_base(files, names, names.fresh)
                # Windows does not rename over a file that is open.
                self._follower.place.close()
                swap_journal(files, names, content)
                self._follower.place.move(enter(files, names, header, content))
        return True

    def _encode_journal(self, header: Header, start: Place) -> bytes:
        """A new journal: what was written while the base file was in the making."""
        content = self._files.read_whole(self._names.journal) or b""
        part = read_journal(content[start.end : self._follower.place.end], start.last)
        lines = [encode_header(header)]
        for line in part.lines:
            lines.append(encode_changes(checksum_of(lines[-1]), line.changes))
        return b"".join(lines)

    def _checkpoint_when_due(self) -> None:
        limit = max(self._checkpoint_bytes, self._follower.place.base_size // 2, self._next_try)
        if self._follower.place.end < limit or (self._worker is not None and self._worker.is_alive()):
            return
        self._worker = threading.Thread(target=self._work, name="store-checkpoint", daemon=True)
        self._worker.start()

    def _work(self) -> None:
        # On a full disk every write would try again.
        self._next_try = 0 if self.checkpoint() else 2 * self._follower.place.end

    def close(self) -> None:
        """Fold the journal into the base file, if this process wrote, so that other tools see everything in it."""
        if self._worker is not None:
            self._worker.join()
        place = self._follower.place
        if self._has_written and (place.base_size <= _CHEAP_BYTES or place.end * _WORTH >= place.base_size):
            self.checkpoint()
        self._has_written = False
        self._follower.close()

    def _not_saved(self, error: OSError) -> StoreError:
        return StoreError(f"not saved: {self._names.base}: {describe_file_error(error, self._names.base)}")


def _close_at_exit(tables: JournaledTables) -> None:
    """Close a store when the program ends, and do not keep it alive until then. A fork of the program leaves it."""
    known, process = weakref.ref(tables), os.getpid()

    def close() -> None:
        if (living := known()) is not None and os.getpid() == process:
            living.close()

    atexit.register(close)
