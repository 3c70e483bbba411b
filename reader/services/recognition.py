"""The names in briefings: found once, remembered, counted over the library.

Owns the cache of what was recognised. The recogniser and its packs are loaded with the first briefing.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from reader import __version__
from reader.domain.briefing import Briefing
from reader.domain.entity import EntityCount, Mention, count_entities
from reader.services.errors import NamesUnavailable

REMEMBERED = 512
"""Briefings whose mentions are kept: a mention takes about 300 bytes, a briefing has about 100."""


class Recogniser(Protocol):
    """What finds mentions; it must serve several threads."""

    def recognise(self, briefing: Briefing) -> tuple[Mention, ...]:
        """Find the mentions of a briefing: sorted, never overlapping."""


@dataclass(frozen=True, slots=True, eq=False)
class Recognition:
    """The names in one briefing."""

    mentions: tuple[Mention, ...]
    """In the order of the text."""
    counts: tuple[EntityCount, ...]
    """Of these mentions: most mentioned first."""


class Recognitions:
    """What is named in each briefing. Every method may be called from any thread."""

    def __init__(
        self,
        load: Callable[[], Recogniser],
        recall: Callable[[Briefing], tuple[Mention, ...] | None] = lambda briefing: None,
    ) -> None:
        """Make what remembers.

        Args:
            load: makes the recogniser, when it is first needed.
            recall: the mentions of a briefing where they have been found before, with the same lists.
        """
        self._load = load
        self._recall = recall
        self._lock = threading.Lock()
        self._loading = threading.Lock()
        self._recogniser: Recogniser | None = None
        self._known: OrderedDict[str, Recognition] = OrderedDict()

    def of(self, briefing: Briefing) -> Recognition:
        """The names in a briefing.

        Raises:
            NamesUnavailable: if the lists of names cannot be read.
        """
        with self._lock:
            recognition = self._known.get(briefing.id)
            if recognition is not None:
                self._known.move_to_end(briefing.id)
                return recognition
        mentions = self._recall(briefing)
        if mentions is None:
            mentions = self._open().recognise(briefing)
        recognition = Recognition(mentions, count_entities(briefing.text, mentions))
        with self._lock:
            self._known[briefing.id] = recognition
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return recognition

    def _open(self) -> Recogniser:
        with self._loading:
            if self._recogniser is None:
                self._recogniser = self._load()
            return self._recogniser


def identify_lists(own: Sequence[Path] = ()) -> str:
    """A word that differs between any two lists of names, and between versions of the program.

    Raises:
        NamesUnavailable: if a list cannot be read.
    """
    from reader.entities.compiled import identify_packs
    from reader.entities.packs import PackError, shipped_packs

    try:
        return f"{__version__}-{identify_packs((*shipped_packs(), *own))}"
    except PackError as error:
        raise NamesUnavailable(f"the lists of names cannot be read: {error}") from error


def load_lists(cache: Path, own: Sequence[Path] = ()) -> Recogniser:
    """The recogniser with the names that come with the program, and with the reader's own.

    Args:
        cache: the folder in which it may keep prepared lists.
        own: the reader's packs; their names win over those of the program.

    Raises:
        NamesUnavailable: if a list cannot be read.
    """
    from reader.entities.packs import PackError
    from reader.entities.recogniser import load_recogniser

    try:
        return load_recogniser(own, cache=cache)
    except PackError as error:
        raise NamesUnavailable(f"the lists of names cannot be read: {error}") from error
