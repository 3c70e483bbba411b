"""How a query is written: `hbm -china "memory prices" (tag:asia OR entity:TSMC) since:2026-05`.

Owns the grammar, both ways: parse_query(print_query(query)) == query. Parts side by side must all hold and bind tighter
than OR; a minus sign at the beginning of a part turns it round; `@name` stands for a query that was given a name.
Knows nothing of briefings.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple, NoReturn, TypeVar

from reader.domain.entity import EntityType
from reader.domain.query_dates import read_when
from reader.domain.query_nodes import (
    EVERYTHING,
    FIELD,
    MAX_DEPTH,
    PLAIN_FORMS,
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
    QueryError,
    ReadingState,
    TextField,
    Undated,
    Words,
    all_of,
    any_of,
    is_bare,
)
from reader.domain.query_saved import SIGN, SavedQuery

__all__ = ["EVERYTHING", "FIELDS", "Query", "QueryError", "parse_query", "print_query"]

_UNKNOWN = "unknown"
_SHOWN = 30
"""How many code points of a wrong word an error repeats."""

_OFFERED = 6
"""How many names an error lists."""

_NEAR = 0.6
"""How alike two names must be (difflib's ratio) for one to be offered for the other."""

_MEANT = {
    "after": "since", "author": "entity", "before": "until", "company": "entity", "from": "since", "name": "entity",
    "note": "has", "organization": "entity", "person": "entity", "place": "entity", "state": "is", "topic": "subject",
}  # fmt: skip
"""Names that people try, and the field that does it."""


class _Kind(StrEnum):
    OPEN = "("
    CLOSE = ")"
    MINUS = "-"
    OR = "OR"
    TERM = "term"
    END = "end"


class _Token(NamedTuple):
    """A piece of a query."""

    kind: _Kind
    position: int
    field: str = ""
    value: str = ""
    is_quoted: bool = False
    value_position: int = 0


_PIECE = re.compile(
    rf'(?P<sign>[()]|-|OR(?![^\s"()]))|(?P<field>{FIELD}|{SIGN})?(?:"(?P<phrase>[^"]*)(?:"|\Z)|(?P<word>[^\s"()]*))'
)
_SPACE = re.compile(r"\s*")


def parse_query(text: str, saved: Iterable[SavedQuery] | None = ()) -> Query:
    """Read a query.

    Args:
        text: as typed. Typographic quotation marks are taken for plain ones, one that is not closed ends with the
            text, and a minus sign or quotation marks with nothing to go with are passed over: so a query can be read
            while it is typed.
        saved: what `@name` may refer to; None for the text of a saved query, which cannot refer to another.

    Raises:
        QueryError: if it cannot be understood; says why, and at which character.
    """
    return _Parser(text.translate(PLAIN_FORMS), saved).parse()


def _split(text: str) -> Iterator[_Token]:
    at = 0
    while True:
        space = _SPACE.match(text, at)
        at = space.end() if space else at
        piece = _PIECE.match(text, at)
        if at == len(text) or piece is None:
            yield _Token(_Kind.END, at)
            return
        if piece["sign"]:
            yield _Token(_Kind(piece["sign"]), at)
        else:
            name = "word" if piece["phrase"] is None else "phrase"
            value = " ".join(piece[name].split())
            field = (piece["field"] or "").rstrip(":").lower()
            yield _Token(_Kind.TERM, at, field, value, name == "phrase", piece.start(name))
        at = piece.end()


class _Parser:
    """Reads one query, from left to right. A part that says nothing is None."""

    def __init__(self, text: str, saved: Iterable[SavedQuery] | None) -> None:
        self._saved = saved
        self._tokens = _split(text)
        self._token = next(self._tokens)
        self._depth = 0

    def parse(self) -> Query:
        query = self._read_any()
        if self._is_at(_Kind.CLOSE):
            raise QueryError(") closes nothing", self._token.position)
        return EVERYTHING if query is None else query

    def _take(self) -> _Token:
        token = self._token
        self._token = next(self._tokens, token)
        return token

    def _is_at(self, *kinds: _Kind) -> bool:
        return self._token.kind in kinds

    def _read_any(self) -> Query | None:
        """Parts with OR between them."""
        first = self._read_all()
        if not self._is_at(_Kind.OR):
            return first
        parts = [first]
        while self._is_at(_Kind.OR):
            sign = self._take()
            parts.append(self._read_all())
            if parts[-2] is None:
                raise QueryError("OR needs something before it", sign.position)
            if parts[-1] is None:
                raise QueryError("OR needs something after it", sign.position)
        return any_of([part for part in parts if part is not None])

    def _read_all(self) -> Query | None:
        """Parts side by side."""
        parts = []
        while self._is_at(_Kind.OPEN, _Kind.MINUS, _Kind.TERM):
            part = self._read_part()
            if part is not None:
                parts.append(part)
        return all_of(parts) if parts else None

    def _read_part(self) -> Query | None:
        token = self._take()
        if token.kind is _Kind.TERM:
            return _read_saved(token, self._saved) if token.field == SIGN else _read_term(token)
        if self._depth == MAX_DEPTH:
            raise QueryError(f"more than {MAX_DEPTH} parentheses and minus signs stand in each other", token.position)
        self._depth += 1
        part = self._read_negated(token) if token.kind is _Kind.MINUS else self._read_group(token)
        self._depth -= 1
        return part

    def _read_negated(self, sign: _Token) -> Query | None:
        if self._token.position > sign.position + 1 or self._is_at(_Kind.CLOSE, _Kind.END):
            return None
        if self._is_at(_Kind.OR):
            raise QueryError("OR cannot be left out", self._token.position)
        part = self._read_part()
        return None if part is None else Not(part)

    def _read_group(self, opened: _Token) -> Query:
        query = self._read_any()
        if not self._is_at(_Kind.CLOSE):
            raise QueryError("( is not closed", opened.position)
        self._take()
        if query is None:
            raise QueryError("nothing stands between the parentheses", opened.position)
        return query


def _read_term(token: _Token) -> Query | None:
    if not token.field:
        return Words(token.value, token.is_quoted) if token.value else None
    read = _READERS.get(token.field)
    if read is None:
        _refuse_field(token)
    if not token.value:
        raise QueryError(f"{token.field}: what? a word must follow", token.position)
    return read(token)


def _read_saved(token: _Token, saved: Iterable[SavedQuery] | None) -> Query | None:
    if saved is None:
        raise QueryError(f"{SIGN}{_shorten(token.value)}: a saved query cannot use another", token.position)
    named = {_plain_name(query.name): query for query in saved}
    if not token.value:
        raise QueryError(f"{SIGN}: what? the name of a saved query must follow", token.position)
    query = named.get(_plain_name(token.value))
    if query is None:
        _refuse_name(token, named)
    try:
        read = parse_query(query.text, saved=None)
    except QueryError as error:
        raise QueryError(f"{query.reference} cannot be used: {error.sentence}", token.position) from error
    return None if read == EVERYTHING else read


def _plain_name(name: str) -> str:
    """The form in which two names are the same."""
    return " ".join(name.translate(PLAIN_FORMS).split()).casefold()


def _refuse_name(token: _Token, named: Mapping[str, SavedQuery]) -> NoReturn:
    from difflib import get_close_matches

    near = get_close_matches(_plain_name(token.value), named, n=1, cutoff=_NEAR)
    hint = f'quote a word that begins so: "{SIGN}{_shorten(token.value)}"'
    if named:
        references = [query.reference for query in named.values()][:_OFFERED]
        hint = f"did you mean {named[near[0]].reference}?" if near else f"there are {', '.join(references)}"
    raise QueryError(f"{SIGN}{_shorten(token.value)}: no such saved query; {hint}", token.position)


def _refuse_field(token: _Token) -> NoReturn:
    from difflib import get_close_matches

    name = _shorten(token.field)
    nearest = _MEANT.get(name) or next(iter(get_close_matches(name, FIELDS, n=1, cutoff=_NEAR)), None)
    fields = ", ".join(f"{field}:" for field in FIELDS)
    hint = f"did you mean {nearest}:?" if nearest else f"the fields are {fields}"
    raise QueryError(f"{name}: is not a field; {hint}", token.position, nearest)


def _shorten(word: str) -> str:
    return word if len(word) <= _SHOWN else f"{word[:_SHOWN]}…"


def _read_words(token: _Token) -> Query:
    return InField(TextField(token.field), Words(token.value, token.is_quoted or not is_bare(token.value)))


def _read_type(token: _Token) -> Query:
    name = _choose(token, (*EntityType, _UNKNOWN))
    return OfType(None if name == _UNKNOWN else EntityType(name))


def _read_date(token: _Token) -> Query:
    try:
        return Dated(Edge(token.field), read_when(token.value))
    except ValueError:
        sentence = f"{_shorten(token.value)}: not a date; write 2026, 2026-05, 2026-05-09, 2026-W19 or 30d"
        raise QueryError(sentence, token.value_position) from None


def _read_undated(token: _Token) -> Query:
    _choose(token, (_UNKNOWN,))
    return Undated()


_Choice = TypeVar("_Choice", bound=str)


def _choose(token: _Token, choices: tuple[_Choice, ...]) -> _Choice:
    for choice in choices:
        if choice == token.value.lower():
            return choice
    first, *others = (f"{token.field}:{choice}" for choice in choices)
    names = f"{', '.join([first, *others[:-1]])} or {others[-1]}" if others else first
    raise QueryError(f"{token.field}:{_shorten(token.value)} is not understood; write {names}", token.value_position)


_READERS: Mapping[str, Callable[[_Token], Query]] = {
    **dict.fromkeys(TextField, _read_words),
    "type": _read_type,
    **dict.fromkeys(Edge, _read_date),
    "date": _read_undated,
    "is": lambda token: InState(_choose(token, tuple(ReadingState))),
    "has": lambda token: Marked(_choose(token, tuple(Mark))),
}
FIELDS = tuple(str(name) for name in _READERS)
"""Every field that a query may name."""


def print_query(query: Query) -> str:
    """Write a query such that reading it gives the same query again.

    A query that nests deeper than MAX_DEPTH can be printed, but not read again.
    """
    match query:
        case Or(parts):
            return " OR ".join(_print_part(part) if isinstance(part, Or) else print_query(part) for part in parts)
        case And(parts):
            return " ".join(map(_print_part, parts))
        case Not(part):
            return f"-{_print_part(part)}"
        case _:
            return _print_term(query)


def _print_part(query: Query) -> str:
    return f"({print_query(query)})" if isinstance(query, And | Or) else print_query(query)


def _print_term(query: Words | InField | OfType | InState | Marked | Dated | Undated) -> str:
    match query:
        case Words(text, is_whole):
            return f'"{text}"' if is_whole else text
        case InField(field, words):
            return f"{field}:{_print_term(words)}"
        case OfType(kind):
            return f"type:{kind or _UNKNOWN}"
        case InState(state):
            return f"is:{state}"
        case Marked(mark):
            return f"has:{mark}"
        case Dated(edge, when):
            return f"{edge}:{when.text}"
        case Undated():
            return f"date:{_UNKNOWN}"
