"""One line at the end of the journal, on the disk or not there at all.

Owns what is done when a line cannot be written or cannot be made to last. Knows nothing of what it says, nor of locks:
who calls this holds the store's lock.
"""

from contextlib import suppress

from reader.storage.checkpoint import Names
from reader.storage.errors import StoreError, describe_error, describe_file_error
from reader.storage.files import Files
from reader.storage.journal import read_journal


class Appender:
    """Writes lines."""

    def __init__(self, files: Files, names: Names) -> None:
        """Args: files: the disk. names: where the store is."""
        self._files = files
        self._names = names
        self._failure = ""

    def append(self, line: bytes, end: int, note: bytes) -> None:
        """Write a line; on return it survives a loss of power.

        Args:
            line: what to write.
            end: where the last good line ends, in bytes.
            note: what says then how far the journal goes.

        Raises:
            StoreError: if it was not saved.
        """
        files = self._files
        if self._failure:
            raise StoreError(self._failure)
        try:
            descriptor = files.open_to_write(self._names.journal)
        except OSError as error:
            raise self._not_saved(error) from error
        try:
            if files.stamp_open(descriptor).size > end:
                # A writer was killed while it wrote its last line; nobody was told that it is saved.
                self._check_unfinished(files.read(descriptor, end))
                files.truncate(descriptor, end)
            files.write(descriptor, line, end)
            self._sync(descriptor)
        except OSError as error:
            self._cut(descriptor, end)
            raise self._not_saved(error) from error
        finally:
            files.close(descriptor)
        with suppress(OSError):
            # Without it a later cut of the journal would not be noticed: no reason to say that nothing is saved.
            files.overwrite(self._names.end, note)

    def _check_unfinished(self, content: bytes) -> None:
        if read_journal(content).lines:
            raise StoreError(f"not saved: {self._names.journal} was written by another process that did not lock it")

    def _sync(self, descriptor: int) -> None:
        try:
            self._files.sync(descriptor)
        except OSError as error:
            # The system may have dropped the bytes and forgotten that it failed: asking again would lie.
            reason = f"the disk failed to keep {self._names.journal}: {describe_error(error)}"
            self._failure = f"not saved: {reason}; nothing more is saved until the program is started again"
            raise

    def _cut(self, descriptor: int, end: int) -> None:
        try:
            self._files.truncate(descriptor, end)
        except OSError:
            # Part of a line stays, which the next writer cuts.
            return

    def _not_saved(self, error: OSError) -> StoreError:
        return StoreError(f"not saved: {self._names.base}: {describe_file_error(error, self._names.base)}")
