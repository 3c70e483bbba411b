"""Which rows fit a query, answered by the index.

Owns the translation of a query into SQL. What a condition means is the domain's (`query_evaluation`): the answers here
are the same, and a test holds that.
"""

import json
import sqlite3
import threading
from array import array
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple, Protocol

from reader.domain.order import Order
from reader.domain.query_evaluation import Named, asks_for_marks, fits_name, has_part, plain_tag
from reader.domain.query_matching import WordMatcher, fold_text
from reader.domain.query_nodes import (
    EVERYTHING,
    And,
    Dated,
    Edge,
    InField,
    InState,
    Mark,
    Marked,
    Not,
    OfType,
    Or,
    Query,
    ReadingState,
    TextField,
    Undated,
    Words,
)
from reader.domain.query_tokens import find_lookup
from reader.storage.index.database import Database, translated_errors
from reader.storage.index.packing import type_bit
from reader.storage.index.reading import ORDERS, take_numbers
from reader.storage.index.schema import MARKS

_FEW = 3_000
"""Rows that SQLite puts in order itself; more are taken from the order of all rows, which is faster."""

_RANKED = 1_000
"""Rows that are put in order of relevance."""

_REMEMBERED = 10_000

_DEEPEST = 8
"""Parentheses within parentheses: SQLite refuses more than about thirty, a query may have fifty."""

_SIDE_BY_SIDE = 100
"""Conditions of one parenthesis: SQLite refuses a thousand."""

OtherNames = Callable[[InField], Iterable[str]]
"""The canonical names that an `entity:` condition means by names that stand in no briefing."""


class Marks(NamedTuple):
    """What the reader added to a briefing."""

    id: str
    opened: bool
    read: bool
    bookmarks: int
    notes: int
    tags: tuple[str, ...]


class MarksSource(Protocol):
    """Where the marks come from."""

    def generation(self) -> object:
        """Equals what was said before as long as no mark has changed."""

    def marks(self) -> Iterable[Marks]:
        """All of them."""


class _Condition(NamedTuple):
    """A part of a WHERE."""

    sql: str
    values: tuple[object, ...] = ()


class Selector:
    """Answers queries. Every method may be called from any thread."""

    def __init__(
        self, database: Database, marks: MarksSource | None = None, other_names: OtherNames = lambda condition: ()
    ) -> None:
        """Args: marks: what the reader added; nothing where None. other_names: what else entities are called."""
        self._database = database
        self._marks = marks
        self._other_names = other_names
        self._mirrored = threading.local()

    def select(self, query: Query, today: date, order: Order, everything: "Callable[[], array[int]]") -> "array[int]":
        """The numbers of the rows that fit, in order.

        Args:
            query: the query.
            today: what `30d` is counted from.
            order: the order.
            everything: gives the numbers of all rows in this order.

        Raises:
            IndexUnusable: if the index cannot be read.
        """
        if query == EVERYTHING:
            return everything()
        with translated_errors():
            return self._select(query, today, order, everything)

    def _select(self, query: Query, today: date, order: Order, everything: "Callable[[], array[int]]") -> "array[int]":
        connection = self._database.connect()
        if has_part(query, asks_for_marks):
            self._mirror(connection)
        translation = _Translation(connection, today, self._other_names)
        expression = _as_search(query)
        if expression is not None:
            sql = "SELECT json_group_array(rowid) FROM terms WHERE terms MATCH ?"
            (found,) = connection.execute(sql, (expression,)).fetchone()
            # One long answer: others may go on while SQLite puts it together.
            numbers = array("q", json.loads(found))
        else:
            search, rest = _split_search(query)
            sql, values = translation.translate(rest)
            if search is not None:
                source = "terms JOIN briefings b ON b.number = terms.rowid"
                sql = f"SELECT b.number FROM {source} WHERE terms MATCH ? AND {sql}"
                values = (search, *values)
            else:
                sql = f"SELECT b.number FROM briefings b WHERE {sql}"
            numbers = take_numbers(connection.execute(sql, values))
        return _put_in_order(connection, numbers, order, everything)

    def begin(self, query: Query, count: int) -> "tuple[array[int], int] | None":
        """The first rows that fit by date, and how many fit: at once, however many they are.

        Of the last day among them some may be missing.

        Returns:
            At most `count` numbers; None where all rows that fit have to be looked at.

        Raises:
            IndexUnusable: if the index cannot be read.
        """
        expression = _as_search(query)
        if expression is None:
            return None
        with translated_errors():
            connection = self._database.connect()
            (total,) = connection.execute("SELECT count(*) FROM terms WHERE terms MATCH ?", (expression,)).fetchone()
            sql = "SELECT rowid FROM terms WHERE terms MATCH ? ORDER BY rowid DESC LIMIT ?"
            numbers = take_numbers(connection.execute(sql, (expression, min(count, _FEW))))
            return _put_in_order(connection, numbers, Order.DATE, lambda: numbers), total

    def rank(self, query: Query, numbers: "array[int]") -> "array[int]":
        """Rows that fit a query: first those that say most of its words, as far as they are ranked, then the others.

        Raises:
            IndexUnusable: if the index cannot be read.
        """
        expression = _as_search(query) or _split_search(query)[0]
        if expression is None:
            return numbers
        chosen = frozenset(numbers)
        sql = "SELECT rowid FROM terms WHERE terms MATCH ? ORDER BY rank LIMIT ?"
        best = [row[0] for row in self._database.ask(sql, (expression, _RANKED)) if row[0] in chosen]
        first = frozenset(best)
        return array("q", [*best, *(number for number in numbers if number not in first)])

    def _mirror(self, connection: sqlite3.Connection) -> None:
        """Lay the marks beside the index, unless they lie there already."""
        generation = self._marks.generation() if self._marks is not None else 0
        if getattr(self._mirrored, "state", None) == (connection, generation):
            return
        self._mirrored.state = None
        connection.executescript(MARKS)
        marks = list(self._marks.marks()) if self._marks is not None else []
        connection.executemany(
            "INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?, ?, ?)", ((*mark[:5], len(mark.tags)) for mark in marks)
        )
        tagged = ((plain_tag(tag), mark.id) for mark in marks for tag in mark.tags)
        connection.executemany("INSERT OR IGNORE INTO tagged VALUES (?, ?)", tagged)
        self._mirrored.state = (connection, generation)


def _put_in_order(
    connection: sqlite3.Connection, numbers: "array[int]", order: Order, everything: "Callable[[], array[int]]"
) -> "array[int]":
    if len(numbers) <= _FEW:
        marks = ",".join(map(str, numbers))
        by = ORDERS.get(order, ORDERS[Order.DATE])
        sql = f"SELECT b.number FROM briefings b WHERE b.number IN ({marks}) ORDER BY {by}"
        return take_numbers(connection.execute(sql))
    chosen = frozenset(numbers)
    return array("q", filter(chosen.__contains__, everything()))


def _as_search(query: Query, depth: int = 0) -> str | None:
    """A query as one expression for the full-text index; None where that cannot be."""
    if depth > _DEEPEST:
        return None
    match query:
        case Words():
            lookup = find_lookup(query)
            return f"({lookup.expression})" if lookup.is_exact else None
        case InField(TextField.TITLE | TextField.SERIES as field, words):
            lookup = find_lookup(words)
            return f"({{{field.value}}} : ({lookup.expression}))" if lookup.is_exact else None
        case Or(parts):
            searches = [_as_search(part, depth + 1) for part in parts]
            return None if None in searches else f"({' OR '.join(s for s in searches if s)})"
        case And(parts) if parts:
            search, rest = _split_search(query, depth + 1)
            return search if rest == EVERYTHING else None
    return None


def _split_search(query: Query, depth: int = 0) -> tuple[str | None, Query]:
    """What of a query the full-text index can answer, and what is left."""
    if not isinstance(query, And):
        return None, query
    wanted: list[str] = []
    unwanted: list[str] = []
    rest: list[Query] = []
    for part in query.parts:
        search = _as_search(part.part if isinstance(part, Not) else part, depth + 1)
        if search is None:
            rest.append(part)
        else:
            (unwanted if isinstance(part, Not) else wanted).append(search)
    if not wanted:
        return None, query
    expression = " AND ".join(wanted)
    if unwanted:
        expression = f"({expression}) NOT ({' OR '.join(unwanted)})"
    return f"({expression})", rest[0] if len(rest) == 1 else And(tuple(rest))


class _Translation:
    """A query in SQL, over the table `briefings b`."""

    def __init__(self, connection: sqlite3.Connection, today: date, other_names: OtherNames) -> None:
        self._connection = connection
        self._today = today
        self._other_names = other_names
        self._matchers: list[WordMatcher] = []
        self._subject_tests: list[Callable[[str], bool]] = []
        # A connection keeps its functions: one that knew the connection would keep it open for ever.
        matchers, subject_tests = self._matchers, self._subject_tests
        connection.create_function("holds", 2, lambda at, text: matchers[at].is_in(fold_text(text)))
        connection.create_function("has_subject", 2, lambda at, subjects: subject_tests[at](subjects))

    def translate(self, query: Query, depth: int = 0) -> _Condition:
        if depth > _DEEPEST and isinstance(query, And | Or | Not):
            return self._find_first(query)
        match query:
            case And(parts):
                return _join(" AND ", [self.translate(part, depth + 1) for part in parts]) if parts else _Condition("1")
            case Or(parts):
                return _join(" OR ", [self.translate(part, depth + 1) for part in parts])
            case Not(part):
                inner = self.translate(part, depth + 1)
                return _Condition(f"NOT ({inner.sql})", inner.values)
            case Words():
                return self._find_words(query, ("title", "series", "body"))
            case InField(field, words):
                return self._find_in_field(query, field, words)
            case _:
                return self._find_fact(query)

    def _find_first(self, query: And | Or | Not) -> _Condition:
        """A part that SQLite would find nested too deeply: answered by itself."""
        sql, values = self.translate(query)
        rows = self._connection.execute(f"SELECT b.number FROM briefings b WHERE {sql}", values)
        return _Condition("b.number IN (SELECT value FROM json_each(?))", (json.dumps([row[0] for row in rows]),))

    def _find_fact(self, query: OfType | InState | Marked | Dated | Undated) -> _Condition:
        match query:
            case OfType(kind):
                return _Condition("b.types & ?", (type_bit(kind.value if kind else ""),))
            case InState(state):
                return _Condition(_STATES[state])
            case Marked(mark):
                return _Condition(f"EXISTS (SELECT 1 FROM marks m WHERE m.id = b.id AND m.{_MARKS[mark]} > 0)")
            case Undated():
                return _Condition("b.last = 0")
            case Dated(edge, when):
                first, last = when.find_days(self._today)
                if edge is Edge.SINCE:
                    return _Condition("b.last >= ?", (first.toordinal(),))
                return _Condition("b.first BETWEEN 1 AND ?", (last.toordinal(),))

    def _find_words(self, words: Words, columns: tuple[str, ...]) -> _Condition:
        lookup = find_lookup(words)
        parts: list[_Condition] = []
        if lookup.expression:
            scope = "" if len(columns) > 1 else f"{{{columns[0]}}} : "
            sql = "b.number IN (SELECT rowid FROM terms WHERE terms MATCH ?)"
            parts.append(_Condition(sql, (f"{scope}({lookup.expression})",)))
        if not lookup.is_exact:
            self._matchers.append(WordMatcher(words))
            at = len(self._matchers) - 1
            holds = " OR ".join(f"holds({at}, t.{column})" for column in columns)
            parts.append(_Condition(f"(SELECT {holds} FROM texts t WHERE t.number = b.number)"))
        return _join(" AND ", parts)

    def _find_in_field(self, query: InField, field: TextField, words: Words) -> _Condition:
        match field:
            case TextField.TITLE | TextField.SERIES:
                return self._find_words(words, (field.value,))
            case TextField.TAG:
                return _Condition("b.id IN (SELECT id FROM tagged WHERE tag = ?)", (plain_tag(words.text),))
            case TextField.SUBJECT:
                matcher = WordMatcher(words)
                fits = lru_cache(_REMEMBERED)(lambda text: _is_in_any(matcher, text))
                self._subject_tests.append(fits)
                at = len(self._subject_tests) - 1
                return _Condition(f"(b.subjects <> '[]' AND has_subject({at}, b.subjects))")
            case TextField.ENTITY:
                return self._find_entity(query)

    def _find_entity(self, query: InField) -> _Condition:
        longest = max(fold_text(query.words.text).text.split(), key=len, default="")
        # Forms keep their accents: of those that have any, or other letters, only the matcher can tell.
        may_fit = " WHERE instr(folded, ?) OR length(folded) < length(CAST(folded AS BLOB))"
        rows = self._connection.execute(
            "SELECT folded, entity FROM forms" + (may_fit if longest.isascii() else ""),
            (longest,) if longest.isascii() else (),
        )
        numbers = {entity for folded, entity in rows if fits_name(query, Named((folded,)))}
        for name in self._other_names(query):
            numbers.update(
                row[0] for row in self._connection.execute("SELECT number FROM entities WHERE name = ?", (name,))
            )
        marks = ",".join(map(str, sorted(numbers)))
        return _Condition(f"b.number IN (SELECT number FROM named WHERE entity IN ({marks}))")


def _is_in_any(matcher: WordMatcher, subjects: str) -> bool:
    return any(matcher.is_in(fold_text(subject)) for subject in json.loads(subjects))


def _join(word: str, parts: list[_Condition]) -> _Condition:
    values = tuple(value for part in parts for value in part.values)
    sql = [part.sql for part in parts]
    while len(sql) > 1:
        sql = [f"({word.join(sql[at : at + _SIDE_BY_SIDE])})" for at in range(0, len(sql), _SIDE_BY_SIDE)]
    return _Condition(sql[0], values)


_STATES = {
    ReadingState.UNREAD: "NOT EXISTS (SELECT 1 FROM marks m WHERE m.id = b.id AND (m.read OR m.opened))",
    ReadingState.READ: "EXISTS (SELECT 1 FROM marks m WHERE m.id = b.id AND m.read)",
    ReadingState.STARTED: "EXISTS (SELECT 1 FROM marks m WHERE m.id = b.id AND m.opened AND NOT m.read)",
}
_MARKS = {Mark.BOOKMARK: "bookmarks", Mark.NOTE: "notes", Mark.TAG: "tags"}
