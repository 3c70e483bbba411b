"""Looking an index over for damage that no question has met yet. Imports SQLite: import this module late."""

from reader.domain.scrub import SafeText, scrub_line
from reader.storage.errors import IndexUnusable
from reader.storage.index.database import Database

_MOST_FAULTS = 5
_LARGEST = 300_000_000
"""Bytes that are looked through; a larger file would take a minute and more."""


def find_damage(database: Database) -> tuple[SafeText, ...]:
    """What is wrong with an index, some of it where there is much; nothing is changed.

    Every page is read, and the words are compared with the texts: about a second for 100 MB.
    """
    path = database.path
    try:
        if path is not None and path.stat().st_size > _LARGEST:
            database.ask("SELECT count(*) FROM briefings")
            return ()
        rows = database.ask(f"PRAGMA quick_check({_MOST_FAULTS})")
        faults = tuple(scrub_line(str(row[0])) for row in rows if row[0] != "ok")
        if not faults:
            with database.writing() as connection:
                connection.execute("INSERT INTO terms(terms, rank) VALUES('integrity-check', 1)")
    except IndexUnusable as error:
        return (error.reason,)
    except OSError as error:
        return (scrub_line(error.strerror or "cannot be read"),)
    return faults
