"""Telling that the settings file was saved while the reader is open.

Owns how it is noticed: by a look at the file a few times a second, which costs nothing to speak of and reaches every
file system. What the new settings bring about is the caller's.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path

from reader.config import Problem, Settings, check_settings, load_settings

_PAUSE = 0.25
"""Seconds between two looks. A file is read when two looks found it the same: an editor may still have been writing."""

_Stamp = tuple[int, int, int] | None


class SettingsWatch:
    """A settings file that is being watched, from the moment when this is made until it is stopped.

    Args:
        path: the file; it may come and go.
        before: the settings in force; they stay so where the file says something that cannot be used.
        tell: called in a thread of its own, with the settings and what is wrong with them, when either has changed.
    """

    def __init__(self, path: Path, before: Settings, tell: Callable[[Settings, tuple[Problem, ...]], object]) -> None:
        self._path = path
        self._before = before
        self._problems: tuple[Problem, ...] | None = None
        self._tell = tell
        self._is_stopped = threading.Event()
        threading.Thread(target=self._run, name="settings", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._is_stopped.set()

    def _run(self) -> None:
        read: _Stamp | str = ""
        seen = self._stamp()
        while True:
            now = self._stamp()
            if now == seen != read:
                read = now
                self._look()
            seen = now
            if self._is_stopped.wait(_PAUSE):
                return

    def _look(self) -> None:
        settings, problems = load_settings(self._path, self._before)
        problems = (*problems, *check_settings(settings, self._path))
        # What was wrong when the program started has been told by whoever started it.
        is_news = settings != self._before or (self._problems is not None and problems != self._problems)
        self._before, self._problems = settings, problems
        if is_news:
            self._tell(settings, problems)

    def _stamp(self) -> _Stamp:
        try:
            status = os.stat(self._path)
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino
