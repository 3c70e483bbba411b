"""The briefings last used, kept in memory."""

import threading
from collections import OrderedDict

from reader.domain.briefing import Briefing
from reader.services.thrift import Thrift

CACHE_SIZE = 2_000_000
"""Code points of the texts that are kept in memory: about 240 newsletters, 40 MB with their blocks."""

_PIECE = 15
"""What a block, a section or a style counts as, in code points: each takes about 300 bytes."""


def weigh(briefing: Briefing) -> int:
    """What a briefing takes in memory, counted as code points: 100,000 headings of a letter take 60 MB."""
    return len(briefing.text) + _PIECE * (len(briefing.blocks) + len(briefing.sections) + len(briefing.styles))


class BriefingCache:
    """The briefings last used, up to a number of code points. Every method may be called from any thread."""

    def __init__(self, size: int = CACHE_SIZE) -> None:
        """Args: size: code points of all texts together, with what their parts weigh."""
        self._size = size
        self._used = 0
        self._thrift = Thrift()
        self._lock = threading.Lock()
        self._briefings: OrderedDict[str, Briefing] = OrderedDict()

    def find(self, briefing_id: str) -> Briefing | None:
        """The briefing, if it is kept."""
        with self._lock:
            found = self._briefings.get(briefing_id)
            if found is not None:
                self._briefings.move_to_end(briefing_id)
        if found is not None:
            self._thrift.note(len(found.text))
        return found

    def add(self, briefing: Briefing) -> None:
        """Keep a briefing; others go where there is no room."""
        weight = weigh(briefing)
        self._thrift.note(len(briefing.text))
        with self._lock:
            if briefing.id in self._briefings or weight > self._size:
                return
            self._briefings[briefing.id] = briefing
            self._used += weight
            while self._used > self._size:
                self._used -= weigh(self._briefings.popitem(last=False)[1])
