"""Bringing an index from one set of decisions to another.

Owns which briefings are recognised again when decisions change: those in which a name stands that they are about.
"""

from collections.abc import Sequence
from contextlib import suppress

from reader.services.lists import Lists, PackLists, digest_decisions
from reader.storage.index.database import Database
from reader.storage.index.deciding import Decided, Decider, Search, Superseded, find_search

_MOST_NAMES = 2_000
"""Where decisions about more names change at once, all briefings are recognised again: to look for so many takes
longer than is won by it."""

_ATTEMPTS = 5


def follow_decisions(lists: Lists | None, database: Database) -> Sequence[int]:
    """Let an index know the decisions in some lists; it costs nothing where it knows them.

    Args:
        lists: the lists; None, or such as know no decisions, change nothing.
        database: the index.

    Returns:
        The numbers of the rows whose names were looked for and have to be again, newest first.

    Raises:
        IndexUnusable: if the index cannot be read or written.
        NamesUnavailable: if the lists cannot be read.
    """
    if not isinstance(lists, PackLists):
        return ()
    decider, after = Decider(database, lists.packs), Decided(digest_decisions(lists.decisions), lists.decisions)
    for _ in range(_ATTEMPTS):
        before = decider.read()
        if before.word == after.word:
            return ()
        with suppress(Superseded):
            return decider.change(before, after, find_concerned(lists, before.decisions))
    return ()


def find_concerned(lists: PackLists, decisions: str) -> Search:
    """What finds the texts in which lists can differ from themselves with other decisions.

    Raises:
        NamesUnavailable: if the lists cannot be read.
    """
    from reader.entities.decided import NameTest

    names = lists.load_decided().list_changes(lists._replace(decisions=decisions).load_decided())
    if len(names) > _MOST_NAMES:
        return Search(None)
    expressions = [find_search(name) for name in sorted(names)]
    if None in expressions:
        return Search(None)
    return Search([one for one in expressions if one is not None], NameTest(names).fits)


def count_concerned(lists: PackLists, decisions: str, database: Database) -> int:
    """In how many briefings, of those whose names were looked for, lists can differ from themselves with others.

    Raises:
        IndexUnusable: if the index cannot be read.
        NamesUnavailable: if the lists cannot be read.
    """
    return Decider(database, lists.packs).count(find_concerned(lists, decisions))
