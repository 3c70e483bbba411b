"""Reading a text ahead of its page, in a thread: what would hold up the screen is done when the screen has it."""

import threading
from collections.abc import Callable
from contextlib import nullcontext

from reader.domain.entry import Entry
from reader.ui.layout.page import LONG, prepare_page
from reader.ui.state import OpenBriefing

_one_long = threading.Lock()
"""Held while a long text is read: of several that are passed over, only the last is worth the time."""


def read_ahead(
    entry: Entry, width: int, read: Callable[[Entry], OpenBriefing], is_stale: Callable[[], bool]
) -> OpenBriefing | None:
    """Read a briefing, to be shown in rows of so many cells; None where nobody wants it any more."""
    with _one_long if entry.length > LONG else nullcontext():
        opened = None if is_stale() else read(entry)
        if opened is not None and opened.briefing is not None and not is_stale():
            prepare_page(opened.briefing, width)
    return None if is_stale() else opened
