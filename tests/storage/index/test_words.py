"""SQLite and the matcher agree on what a word is, for every character there is."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from reader.domain.query_tokens import _TOKEN, spread_words
from reader.storage.index.database import Database
from reader.storage.index.schema import TABLES

PLANES = [*range(0x80, 0xD800), *range(0xE000, 0x11000), *range(0x1D400, 0x1D800), *range(0x1F000, 0x20100)]


def list_rows() -> Iterator[tuple[int, str]]:
    for number in PLANES:
        yield number, spread_words(f"x{chr(number)}y")


def test_what_sqlite_takes_for_a_word_is_one() -> None:
    tokenizer = TABLES.partition("tokenize = ")[2].partition("\n")[0]
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE terms USING fts5(body, tokenize = {tokenizer})")
    connection.execute("CREATE VIRTUAL TABLE entries USING fts5vocab(terms, instance)")
    connection.executemany("INSERT INTO terms(rowid, body) VALUES (?, ?)", list_rows())
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for term, row, at in connection.execute("SELECT term, doc, offset FROM entries"):
        found[row].append((at, term))
    different = [
        chr(row) for row, text in list_rows() if _TOKEN.findall(text) != [term for _, term in sorted(found[row])]
    ]
    assert different == []


def test_the_index_uses_that_tokenizer() -> None:
    ((sql,),) = Database(None).ask("SELECT sql FROM sqlite_master WHERE name = 'terms'")
    assert "tokenize = 'ascii'" in sql
