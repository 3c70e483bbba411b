"""Telling that something has changed in the folders of a library.

Owns how they are watched: by the system's own means, or by looking again and again where those do not reach. What has
changed is not told: whoever wants to know looks at the folders.
"""

import os
import threading
import time
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path

_CALM_MILLISECONDS = 50
"""A change is told when so long nothing else has changed."""

_GATHERED_MILLISECONDS = 250
"""Where there is no calm, it is told after this time."""

_IDLE_MILLISECONDS = 100
"""So often the system is asked anew; that it has answered once tells that watching has begun."""

_POLLED_MILLISECONDS = 1_000
"""How often folders are looked through where the system cannot watch them."""


_BLIND_SECONDS = 5.0
"""How often a change is taken for granted where nothing can be watched, such as a folder that holds itself on a disk
without notices."""


class Watch:
    """Some folders and files that are being watched, from the moment when it is made."""

    def __init__(self, roots: Sequence[Path], files: Sequence[Path] = ()) -> None:
        """Args: roots: those that are not there now are not watched. files: may come later, into folders there are."""
        self._has_changed = threading.Event()
        folders = [str(root) for root in roots if root.is_dir()]
        # Programs replace a file by another one of its name: only its folder shows that.
        single = {str(root) for root in roots if root.is_file()}
        single.update(str(file) for file in files if file.parent.is_dir())
        parents = sorted({os.path.dirname(file) for file in single})
        begun = [self._begin(folders, None)] if folders else []
        begun += [self._begin(parents, single)] if parents else []
        for event in begun:
            event.wait()

    def wait(self) -> None:
        """Until something has changed since the last time."""
        self._has_changed.wait()
        self._has_changed.clear()

    def _begin(self, folders: Sequence[str], files: Collection[str] | None) -> threading.Event:
        """Watch folders with all that is in them, or only some files right in them; set once that has begun."""
        begun = threading.Event()
        threading.Thread(target=self._run, args=(folders, files, begun), name="watch", daemon=True).start()
        return begun

    def _run(self, folders: Sequence[str], files: Collection[str] | None, begun: threading.Event) -> None:
        from watchfiles import watch

        for polls in (None, True):
            # The system watches no more than so many folders.
            with suppress(OSError, RuntimeError):
                for changes in watch(
                    *folders,
                    watch_filter=None,
                    recursive=files is None,
                    step=_CALM_MILLISECONDS,
                    debounce=_GATHERED_MILLISECONDS,
                    rust_timeout=_IDLE_MILLISECONDS,
                    yield_on_timeout=True,
                    raise_interrupt=False,
                    force_polling=polls,
                    poll_delay_ms=_POLLED_MILLISECONDS,
                    ignore_permission_denied=True,
                ):
                    begun.set()
                    if any(files is None or path in files for _, path in changes):
                        self._has_changed.set()
        begun.set()
        while True:
            time.sleep(_BLIND_SECONDS)
            self._has_changed.set()
