"""Lines that were typed, kept for the next start: one to a line of a file that only its owner can read.

Owns the file and how many lines it keeps. Losing it is no loss: nothing here is precious, and nothing raises.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from reader.domain.scrub import SafeText, scrub_line

MOST_LINES = 200
_LARGEST = 65_536
"""Bytes after which the oldest lines are dropped."""
_OWNER_ONLY = 0o600


class LineHistory:
    """What was typed, the oldest first. Its methods may be called from any thread."""

    def __init__(self, path: Path) -> None:
        """Args: path: the file; it need not exist."""
        self._path = path

    def read(self) -> tuple[SafeText, ...]:
        """The lines, each once, where it was typed last; none where the file cannot be read."""
        lines = (scrub_line(line.strip()) for line in self._read_text().split("\n"))
        unique = dict.fromkeys(reversed([line for line in lines if line]))
        return tuple(reversed(list(unique)[:MOST_LINES]))

    def add(self, line: str) -> None:
        """Keep one more line; nothing happens where it cannot be written."""
        kept = scrub_line(line.strip())
        if not kept:
            return
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0)
            with os.fdopen(os.open(self._path, flags, _OWNER_ONLY), "ab") as file:
                file.write(f"{kept}\n".encode("utf-8", "replace"))
                size = file.tell()
            if size > _LARGEST // 2:
                self._shorten()

    def _shorten(self) -> None:
        lines = self.read()
        partial = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY), "wb") as file:
            file.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace")[-_LARGEST // 4 :])
        partial.replace(self._path)

    def _read_text(self) -> str:
        with suppress(OSError):
            descriptor = os.open(self._path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            with os.fdopen(descriptor, "rb") as file:
                if stat.S_ISREG(os.fstat(descriptor).st_mode):
                    return file.read(_LARGEST).decode("utf-8", "replace")
        return ""
