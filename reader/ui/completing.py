"""Completing a name that is being typed, out of all names of the library.

Owns which names fit what was typed, and which of them the best. The matching is pure; the names come in a thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from reader.domain.scrub import SafeText
from reader.services.errors import IndexUnusable, StoreError

if TYPE_CHECKING:
    from reader.services.services import Services

_MOST_NAMES = 5_000
"""Of the library, most mentioned first: so many are compared with what was typed in a few milliseconds."""
_OFFERED = 20


def fit_names(typed: str, names: Iterable[SafeText]) -> tuple[SafeText, ...]:
    """The names that have the letters of `typed` in their order: best first, and of equals in the order given.

    Best are those that begin so, then those of which a word does, then those that contain it, then all others.
    """
    wanted = " ".join(typed.casefold().split())
    if not wanted:
        return tuple(names)
    letters = wanted.replace(" ", "")
    ranked = [(_rank(wanted, name.casefold()), name) for name in names if _has_letters(letters, name.casefold())]
    return tuple(name for _, name in sorted(ranked, key=lambda row: row[0]))


def _has_letters(letters: str, name: str) -> bool:
    # No pattern: one with so many gaps can take for ever.
    at = 0
    for letter in letters:
        at = name.find(letter, at) + 1
        if not at:
            return False
    return True


def _rank(wanted: str, name: str) -> int:
    if name.startswith(wanted):
        return 0
    if f" {wanted}" in name:
        return 1
    return 2 if wanted in name else 3


def _has_words(typed: str, name: str) -> bool:
    return f" {' '.join(typed.split())} ".casefold() in f" {name} ".casefold()


class NameStock:
    """The names that may be meant."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._names: tuple[SafeText, ...] = ()

    def open(self, here: Sequence[str], but: str) -> Callable[[str], tuple[SafeText, ...]]:
        """What completes a line: with the names of the open briefing at once, with the library's when they are read.

        Args:
            here: the names of the open briefing.
            but: the name that is not meant.
        """
        own = [SafeText(name) for name in here]
        threading.Thread(target=self._read, name="names", daemon=True).start()

        def complete(typed: str) -> tuple[SafeText, ...]:
            names = dict.fromkeys(name for name in (*own, *self._names) if name != but)
            return fit_names(typed, names)[:_OFFERED]

        return complete

    def _read(self) -> None:
        try:
            self._names = tuple(self._services.sightings.list_names(_MOST_NAMES))
        except IndexUnusable:
            # The names of the briefing are offered all the same.
            return

    def find(self, typed: str) -> str:
        """The name that is meant by what was typed: one that the library knows, in whatever case, or a new one.

        Raises:
            StoreError: if it seems to be the beginning of a name.
        """
        entity = self._services.library.find_entity(typed)
        if entity is not None:
            return entity.name
        begun = fit_names(typed, self._names)
        if begun and not any(_has_words(typed, name) for name in begun):
            raise StoreError(f"nothing is called {typed}: Tab completes to names such as {begun[0]}")
        return typed
