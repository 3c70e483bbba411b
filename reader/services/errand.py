"""A subcommand of this program in a process of its own, beside the screen.

Owns how it is started, listened to and ended. What it does may be ended at any moment. Knows no subcommand.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.paths import HOME_VARIABLE
from reader.services.indexing import make_environment

if TYPE_CHECKING:
    from reader.paths import Paths


class Errand:
    """The process, seen from the program that shows the briefings."""

    def __init__(
        self, arguments: Sequence[str], paths: Paths, on_line: Callable[[str], object], on_end: Callable[[int], object]
    ) -> None:
        """Start it.

        Args:
            arguments: the subcommand and what follows it.
            paths: the reader's own files.
            on_line: called with every line that it says or complains of, in a thread of its own.
            on_end: called there with its exit status, unless it was stopped.

        Raises:
            OSError: if no process can be started.
        """
        self._process = subprocess.Popen(
            [sys.executable, "-m", "reader", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=make_environment() | _name_home(paths),
        )
        self._on_line = on_line
        self._on_end = on_end
        self._is_stopped = False
        threading.Thread(target=self._listen, name="errand", daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if not self._is_stopped:
                self._on_line(line.decode("utf-8", errors="replace").rstrip("\r\n"))
        status = self._process.wait()
        if not self._is_stopped:
            self._on_end(status)

    def stop(self) -> None:
        """End it."""
        self._is_stopped = True
        self._process.terminate()


def _name_home(paths: Paths) -> dict[str, str]:
    """The variable that gives another process these folders, where one folder holds them all."""
    home = paths.config.parent
    is_one = (paths.config, paths.data, paths.cache) == (home / "config", home / "data", home / "cache")
    return {HOME_VARIABLE: str(home), "PYTHONUTF8": "1"} if is_one else {"PYTHONUTF8": "1"}
