"""The briefings last used, kept in memory."""

import threading
from collections import OrderedDict

from reader.domain.briefing import Briefing

CACHE_SIZE = 2_000_000
"""Code points of the texts that are kept in memory: about 300 newsletters, 40 MB with their blocks."""


class BriefingCache:
    """The briefings last used, up to a number of code points. Every method may be called from any thread."""

    def __init__(self, size: int = CACHE_SIZE) -> None:
        """Args: size: code points of all texts together."""
        self._size = size
        self._used = 0
        self._lock = threading.Lock()
        self._briefings: OrderedDict[str, Briefing] = OrderedDict()

    def find(self, briefing_id: str) -> Briefing | None:
        """The briefing, if it is kept."""
        with self._lock:
            if briefing_id in self._briefings:
                self._briefings.move_to_end(briefing_id)
            return self._briefings.get(briefing_id)

    def add(self, briefing: Briefing) -> None:
        """Keep a briefing; others go where there is no room."""
        length = len(briefing.text)
        with self._lock:
            if briefing.id in self._briefings or length > self._size:
                return
            self._briefings[briefing.id] = briefing
            self._used += length
            while self._used > self._size:
                self._used -= len(self._briefings.popitem(last=False)[1].text)
