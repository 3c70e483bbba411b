"""The lists of names, in a form that can be handed to another process.

Owns that they are loaded once in a process, and only when a name is first looked for.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from reader.domain.scrub import SafeText
    from reader.entities.decided import DecidedRecogniser
    from reader.services.pack_choice import Choice
    from reader.services.recognition import PackNames, Recogniser

_DIGEST_BYTES = 8


class Lists(Protocol):
    """Lists of names. It can be pickled."""

    @property
    def word(self) -> str:
        """Differs between any two."""

    def load(self) -> Recogniser:
        """The recogniser with these lists."""


class PackLists(NamedTuple):
    """The lists of the program, the reader's own packs, and the reader's decisions."""

    cache: Path
    """Where prepared lists are kept."""
    choice: Choice
    packs: str
    """Differs between any two choices of packs."""
    decisions: str = ""
    """In the form of `pack_decisions`; empty for none. Text, since it travels with every portion of work."""

    @property
    def word(self) -> str:
        """Differs between any two."""
        # The first paint does without the module.
        from reader.storage.index.packing import join_word

        return join_word(self.packs, digest_decisions(self.decisions))

    def load(self) -> Recogniser:
        """The recogniser with these lists; the packs are loaded once in a process.

        Raises:
            NamesUnavailable: if a list cannot be read.
        """
        return self.load_decided() if self.decisions else self._load_packs().recogniser

    def load_decided(self) -> DecidedRecogniser:
        """The same, for who asks what the decisions concern."""
        return _decide(self._load_packs(), self.decisions)

    @property
    def faults(self) -> tuple[SafeText, ...]:
        """Why packs of the reader's own are left out.

        Raises:
            NamesUnavailable: if a list of the program cannot be read.
        """
        return self._load_packs().faults if self.choice.own else ()

    def _load_packs(self) -> PackNames:
        return _load(self.cache, self.choice, self.packs)


@lru_cache(16)
def digest_decisions(decisions: str) -> str:
    """A short word for decisions; empty for none."""
    # Nobody who has decided nothing pays for the module.
    from hashlib import blake2b

    return blake2b(decisions.encode(), digest_size=_DIGEST_BYTES).hexdigest() if decisions else ""


@cache
def _load(cache: Path, choice: Choice, packs: str) -> PackNames:
    from reader.services.recognition import load_names

    return load_names(cache, choice)


@lru_cache(2)
def _decide(names: PackNames, decisions: str) -> DecidedRecogniser:
    """Those before and after a decision: more are not asked for in turn."""
    from reader.entities.decided import DecidedRecogniser
    from reader.services.decision_lines import unpack_decisions

    return DecidedRecogniser(names.recogniser, names.known, unpack_decisions(decisions))
