"""The names in briefings: found once, remembered, counted over the library.

Owns the cache of what was recognised. The recogniser and its packs are loaded with the first briefing.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reader import __version__
from reader.domain.briefing import Briefing
from reader.domain.entity import EntityCount, Mention, count_entities
from reader.domain.scrub import SafeText
from reader.services.errors import NamesUnavailable
from reader.services.pack_choice import Choice
from reader.services.thrift import Thrift

if TYPE_CHECKING:
    from reader.entities.decided import KnownNames
    from reader.entities.recogniser import Recogniser as PackRecogniser

REMEMBERED = 512
"""Briefings whose mentions are kept: a mention takes about 300 bytes, a briefing has about 100."""
MENTIONS_REMEMBERED = 50_000
"""In all of these briefings together; one text can name 100,000 things."""


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
        look: Callable[[], object] = lambda: None,
    ) -> None:
        """Make what remembers.

        Args:
            load: makes the recogniser, when it is first needed.
            recall: the mentions of a briefing where they have been found before, with the same lists.
            look: sees, before each answer, whether the lists have changed, and calls `forget` then; to be quick.
        """
        self._load = load
        self._recall = recall
        self._look = look
        self._lock = threading.Lock()
        self._loading = threading.Lock()
        self._recogniser: Recogniser | None = None
        self._known: OrderedDict[str, Recognition] = OrderedDict()
        self._mentions = 0
        self._thrift = Thrift()
        self._turn = self._loaded = 0
        """Grows with every change of the lists; and when the recogniser was loaded."""

    def forget(self) -> None:
        """Look for names anew from now on: the lists have changed."""
        # Loading may find out that they have: no lock is taken that is held meanwhile.
        with self._lock:
            self._turn += 1
            self._known.clear()
            self._mentions = 0

    def of(self, briefing: Briefing) -> Recognition:
        """The names in a briefing.

        Raises:
            NamesUnavailable: if the lists of names cannot be read.
        """
        self._look()
        with self._lock:
            recognition = self._known.get(briefing.id)
            if recognition is not None:
                self._known.move_to_end(briefing.id)
                return recognition
            turn = self._turn
        mentions = self._recall(briefing)
        if mentions is None:
            mentions = self._open().recognise(briefing)
        recognition = Recognition(mentions, count_entities(briefing.text, mentions))
        self._thrift.note(len(briefing.text))
        with self._lock:
            if turn != self._turn:
                return recognition
            self._remember(briefing.id, recognition)
        return recognition

    def _remember(self, briefing_id: str, recognition: Recognition) -> None:
        before = self._known.pop(briefing_id, None)
        self._mentions += len(recognition.mentions) - (len(before.mentions) if before else 0)
        self._known[briefing_id] = recognition
        while len(self._known) > 1 and (len(self._known) > REMEMBERED or self._mentions > MENTIONS_REMEMBERED):
            self._mentions -= len(self._known.popitem(last=False)[1].mentions)

    def _open(self) -> Recogniser:
        with self._loading:
            turn = self._turn
            if self._recogniser is None or self._loaded != turn:
                self._recogniser, self._loaded = self._load(), turn
            return self._recogniser


def identify_lists(choice: Choice) -> str:
    """A word that differs between any two lists of names, and between versions of the program.

    Raises:
        NamesUnavailable: if a list of the program cannot be read.
    """
    from reader.entities.compiled import identify_packs
    from reader.entities.packs import PackError, shipped_packs

    try:
        return f"{__version__}-{identify_packs(shipped_packs(choice.fields), choice.own)}"
    except PackError as error:
        raise NamesUnavailable(f"the lists of names cannot be read: {error}") from error


@dataclass(frozen=True, slots=True, eq=False)
class PackNames:
    """What the packs know."""

    recogniser: "PackRecogniser"
    known: "KnownNames"
    """For the decisions about names."""
    faults: tuple[SafeText, ...] = ()
    """Why packs of the reader's own were left out."""


def load_names(cache: Path, choice: Choice) -> PackNames:
    """The names that come with the program, and the reader's own.

    Args:
        cache: the folder in which it may keep prepared lists.
        choice: the packs. One of the reader's own that cannot be used is left out.

    Raises:
        NamesUnavailable: if a list of the program cannot be read.
    """
    from reader.entities.compiled import load_packs
    from reader.entities.decided import KnownNames
    from reader.entities.packs import PackError, shipped_packs
    from reader.entities.recogniser import build_recogniser

    try:
        compiled = load_packs(shipped_packs(choice.fields), cache, choice.own)
    except PackError as error:
        raise NamesUnavailable(f"the lists of names cannot be read: {error}") from error
    return PackNames(build_recogniser(compiled), KnownNames(compiled), compiled.faults)
