"""Where the inbox is, and that the library has it. Loaded before the first paint: imports next to nothing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from reader.config import Settings
from reader.paths import Paths

INBOX = "inbox"


def find_inbox(paths: Paths, settings: Settings) -> Path:
    """The folder for what sources bring: the one that is set, else in the first folder of the library.

    Without a library it is among the reader's own data, and is the library.
    """
    if settings.inbox is not None:
        return settings.inbox
    folder = next((root for root in settings.libraries if root.is_dir()), paths.data)
    return folder / INBOX


def list_roots(paths: Paths, settings: Settings) -> tuple[Path, ...]:
    """The configured library, with the inbox where that lies elsewhere and is there."""
    roots = settings.libraries
    if roots and settings.inbox is None:
        return roots
    inbox = find_inbox(paths, settings)
    return roots if is_within(inbox, roots) or not inbox.is_dir() else (*roots, inbox)


def is_within(folder: Path, roots: Sequence[Path]) -> bool:
    """Whether a folder is one of some others, or in one."""
    place = os.path.realpath(folder)
    return any(f"{place}{os.sep}".startswith(os.path.join(os.path.realpath(root), "")) for root in roots)
