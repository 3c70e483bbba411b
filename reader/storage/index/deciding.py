"""Which decisions about names an index knows, and what is to be done again when they change.

Owns two facts: a word for the decisions with which all rows were recognised whose `lists` says with which packs, and
the decisions themselves. Both change in the transaction in which the rows that a change can concern become stale; so
the rows are right whenever a process is killed, and the next one goes on from there.
"""

import re
import sqlite3
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader.domain.query_tokens import spread_words
from reader.storage.index.database import Database, translated_errors

_KEEP = "INSERT OR REPLACE INTO facts VALUES (?, ?)"
_MOST_READ = 5_000
"""Texts that are looked at to leave out those that only have longer words; to recognise more takes long anyway."""

_CODE = re.compile(r"\d\w*", re.ASCII)


class Decided(NamedTuple):
    """The decisions that an index knows."""

    word: str = ""
    """Differs between any two."""
    decisions: str = ""
    """What they are, in whatever form whoever decides keeps them."""


class Search(NamedTuple):
    """What finds texts."""

    expressions: Sequence[str] | None
    """Of which one finds each of them, and maybe others, as `find_search` gives them; None for all texts."""
    fits: Callable[[str], bool] = lambda body: True
    """Whether a text is one of them."""


class Superseded(Exception):
    """Another process has changed the decisions meanwhile: look again."""


def read_decided(connection: sqlite3.Connection) -> Decided:
    """The decisions with which the rows were recognised."""
    facts = dict(connection.execute("SELECT name, value FROM facts WHERE name IN ('decided', 'decisions')"))
    return Decided(facts.get("decided", ""), facts.get("decisions", ""))


class Decider:
    """Changes which decisions an index knows. Several processes may have one each."""

    def __init__(self, database: Database, packs: str) -> None:
        """Args: packs: the word of the packs with which names are looked for."""
        self._database = database
        self._packs = packs

    def read(self) -> Decided:
        """The decisions with which the rows were recognised.

        Raises:
            IndexUnusable: if the index cannot be read.
        """
        with translated_errors():
            return read_decided(self._database.connect())

    def count(self, search: Search) -> int:
        """How many briefings a search finds."""
        with translated_errors():
            return len(self._find(self._database.connect(), search))

    def change(self, before: Decided, after: Decided, search: Search) -> list[int]:
        """Let the index know other decisions.

        Args:
            before: those that it knows.
            after: the new ones.
            search: finds each text in which they differ.

        Returns:
            The numbers of the rows that were recognised and have to be again, newest first.

        Raises:
            IndexUnusable: if that cannot be done; then nothing was.
            Superseded: if it no longer knows those.
        """
        with self._database.writing() as connection:
            if read_decided(connection) != before:
                raise Superseded
            numbers = sorted(self._find(connection, search), reverse=True)
            # In which of the others the decisions differ, only who has their packs could tell.
            connection.execute("UPDATE briefings SET lists = NULL WHERE lists <> ?", (self._packs,))
            connection.executemany("UPDATE briefings SET lists = NULL WHERE number = ?", ((row,) for row in numbers))
            connection.executemany(_KEEP, (("decided", after.word), ("decisions", after.decisions)))
            return numbers

    def _find(self, connection: sqlite3.Connection, search: Search) -> set[int]:
        """The rows whose names were looked for with these packs, and whose texts a search finds."""
        rows = connection.execute("SELECT number FROM briefings WHERE lists = ?", (self._packs,))
        known = {row for (row,) in rows}
        if search.expressions is None:
            return known
        sql = "SELECT rowid FROM terms WHERE terms MATCH ?"
        found = {row for one in search.expressions for (row,) in connection.execute(sql, (one,))} & known
        if len(found) > _MOST_READ:
            return found
        sql = "SELECT body FROM texts WHERE number = ?"
        return {row for row in found if any(search.fits(body) for (body,) in connection.execute(sql, (row,)))}


def find_search(name: str) -> str | None:
    """What finds all texts in which a name can stand, and perhaps others; None where the index cannot tell.

    Args:
        name: in any case; its last word may go on.
    """
    words = spread_words(name).replace('"', " ").split()
    if not any(character.isalnum() for word in words for character in word):
        return None
    # "Ascend 950PR and 950DT" names the Ascend 950DT: the code of such a name may stand by itself.
    if len(words) > 1 and _CODE.fullmatch(words[-1]):
        return f'"{" ".join(words[:-1])}" * AND "{words[-1]}" *'
    return f'"{" ".join(words)}" *'
