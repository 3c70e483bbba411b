"""Everything that an index says, so that two can be compared."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from reader.domain.query import parse_query
from reader.services.ingest import update_index
from reader.services.library import Library
from reader.services.lists import Lists
from reader.storage.index.database import Database
from reader.storage.index.reading import ORDERS

TODAY = date(2026, 5, 20)
QUERIES = (
    "hbm", '"hbm supply"', "-hbm", "半導", "title:notes", "series:weekly", "entity:nvidia", "entity:taiwan",
    "entity:bureau", "entity:China", "entity:nothing", 'entity:"supply in"', "type:place", "type:company",
    "-type:company", "date:unknown", "since:2026-05", "until:2026-05-09", "no permission OR pipe",
    "nvidia hbm -taiwan",
)  # fmt: skip


def read_index(library: Library, lists: str = "fake") -> dict[str, Any]:
    """All that the index of a library says, apart from how it counts its rows and entities.

    Args:
        library: which.
        lists: the word of the lists with which names were looked for.
    """
    return {**_read_rows(library, lists), **_read_tables(library.database)}


def _read_rows(library: Library, lists: str) -> dict[str, Any]:
    rows = list(library.rows())
    texts = {row.id: text for row in rows if (text := library.remembered(row)) is not None}
    return {
        "rows": rows,
        "orders": {order: [row.id for row in library.rows(order)] for order in ORDERS},
        "texts": {number: asdict(text) for number, text in texts.items()},
        "mentions": {number: library.recall(text, lists) for number, text in texts.items()},
        "answers": {query: [row.id for row in library.select(parse_query(query), TODAY)] for query in QUERIES},
        "counts": (library.count_readable(), len(rows), library.shorten_ids()),
    }


def _read_tables(database: Database) -> dict[str, Any]:
    ask = database.ask
    ids = dict(ask("SELECT number, id FROM briefings"))
    names = {number: (name, kind) for number, name, kind in ask("SELECT number, name, type FROM entities")}
    forms = "SELECT f.folded, f.entity, f.is_own, f.briefings FROM forms f JOIN entities e ON e.number = f.entity"
    return {
        "files": {path: (stamp, ids[row]) for path, stamp, row in ask("SELECT path, stamp, number FROM files")},
        "digests": dict(ask("SELECT path, digest FROM folders WHERE path IN (SELECT folder FROM files)")),
        "totals": sorted(ask("SELECT name, type, total, briefings FROM entities WHERE total OR briefings")),
        "named": sorted((*names[key], ids[row], count) for key, row, count in ask("SELECT * FROM named")),
        "types": sorted(ask("SELECT id, types, lists FROM briefings")),
        "forms": sorted((word, names[key], *rest) for word, key, *rest in ask(f"{forms} WHERE e.total > 0")),
        "words": list_words(database, ids),
    }


def list_words(database: Database, ids: dict[int, str]) -> list[tuple[str, str, str, int]]:
    """Every entry of the full-text index: word, briefing, column, place."""
    database.connect().execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.entries USING fts5vocab(main, terms, instance)")
    found = database.ask("SELECT term, doc, col, offset FROM temp.entries")
    return sorted((word, ids[row], column, place) for word, row, column, place in found)


def check_soundness(database: Database) -> None:
    """Raise if the full-text index does not say what the texts say, or the file is damaged."""
    connection = database.connect()
    connection.execute("INSERT INTO terms(terms, rank) VALUES ('integrity-check', 1)")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def index_afresh(roots: list[Path], lists: Lists | None) -> Library:
    """A new index of the same folders, in memory."""
    library = Library(roots)
    update_index(library.roots, library.database, lists)
    return library


def differences(one: dict[str, Any], other: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What two indexes say differently."""
    return {key: (one[key], other[key]) for key in one if one[key] != other[key]}
