"""How annotations and read states look in the store's file.

Owns the field names of the records and the checks on reading them back. The form is compact: names are short, what is
empty is left out, and what always comes together is a list. Knows nothing of files.

An annotation::

    {"id": "9f…", "why": "tagging", "made": "2026-05-09T08:00:00+02:00", "in": [id, path, title, series, label],
     "tags": ["hbm"], "note": "…", "quote": [exact, prefix, suffix], "at": [start, end], "like": 0, "name": "TSMC",
     "colour": "green", "mod": "2026-05-10T08:00:00+02:00"}

Fields of other names are those of a newer version: they are kept as they are.
"like" tells of look-alikes of the words: 0 that there were none, six numbers (those of `Likeness`) how like they were.
It is not there where nobody looked, as in records of programs that do not know it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import astuple
from functools import lru_cache
from typing import Any

from reader.domain.anchor import ALONE, Likeness, TextPositionSelector, TextQuoteSelector
from reader.domain.annotation import Annotation, BriefingRef, Colour, Motivation
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText, scrub, scrub_line

_OPENED = 1
_READ = 2
_ID = re.compile("[0-9a-f]{16}")
_REFS_KEPT = 4096
FIELDS = frozenset("id why made in tags note quote at like name colour mod".split())
"""Those that this version knows."""


class RecordError(ValueError):
    """A record that is not as this module wrote it."""


def document_number(annotation_id: str) -> int:
    """The number under which TinyDB keeps an annotation: its id, read as a hexadecimal number.

    Raises:
        RecordError: if the id is not 16 hexadecimal digits.
    """
    if _ID.fullmatch(annotation_id) is None:
        raise RecordError(f"not the id of an annotation: {annotation_id!r}")
    return int(annotation_id, 16)


def pack_annotation(annotation: Annotation) -> dict[str, Any]:
    """The record of an annotation."""
    ref = annotation.briefing
    record = {
        "id": annotation.id,
        "why": annotation.motivation.value,
        "made": annotation.created,
        "in": [ref.id, ref.path, ref.title, ref.series, ref.label],
        "tags": list(annotation.tags),
        "note": annotation.note,
        "quote": annotation.quote and [annotation.quote.exact, annotation.quote.prefix, annotation.quote.suffix],
        "at": annotation.position and [annotation.position.start, annotation.position.end],
        "like": annotation.quote and _pack_likeness(annotation.quote.likeness),
        "name": annotation.entity,
        "colour": annotation.colour and annotation.colour.value,
        "mod": annotation.modified,
        **(json.loads(annotation.others) if annotation.others else {}),
    }
    return {field: value for field, value in record.items() if value not in (None, "", [])}


def unpack_annotation(record: Mapping[str, Any]) -> Annotation:
    """The annotation of a record, all its text scrubbed again: the file may have been edited.

    Raises:
        RecordError: if the record is not an annotation.
    """
    number = _text(record.get("id"))
    document_number(number)
    try:
        motivation = Motivation(_text(record.get("why")))
    except ValueError:
        raise RecordError("an unknown motivation") from None
    name = record.get("name")
    return Annotation(
        id=number,
        motivation=motivation,
        briefing=_unpack_ref(record.get("in")),
        created=scrub_line(_text(record.get("made"))),
        tags=tuple(scrub_line(_text(tag)) for tag in _list(record.get("tags", []))),
        note=scrub(_text(record.get("note", ""))),
        quote=_unpack_quote(record.get("quote"), record.get("like")),
        position=_unpack_position(record.get("at")),
        entity=None if name is None else scrub_line(_text(name)),
        colour=_unpack_colour(record.get("colour")),
        modified=scrub_line(_text(record.get("mod", ""))),
        others=_pack_others(record),
    )


def _pack_others(record: Mapping[str, Any]) -> str:
    if record.keys() <= FIELDS:
        return ""
    return json.dumps({field: value for field, value in record.items() if field not in FIELDS}, sort_keys=True)


def load_others(text: str) -> dict[str, Any] | None:
    """The fields of a newer version; None for a text that is none."""
    try:
        others = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return others if isinstance(others, dict) else None


def _unpack_ref(value: object) -> BriefingRef:
    number, path, title, series, label = _list(value, 5)
    return _make_ref(_text(number), _text(path), _text(title), _text_or_none(series), _text_or_none(label))


@lru_cache(_REFS_KEPT)
def _make_ref(number: str, path: str, title: str, series: str | None, label: str | None) -> BriefingRef:
    """One object for all annotations of a briefing."""
    return BriefingRef(number, path, scrub_line(title), _line(series), _line(label))


def _unpack_quote(value: object, likeness: object) -> TextQuoteSelector | None:
    if value is None:
        return None
    exact, prefix, suffix = _list(value, 3)
    return TextQuoteSelector(
        scrub(_text(exact)), scrub(_text(prefix)), scrub(_text(suffix)), _unpack_likeness(likeness)
    )


def _pack_likeness(likeness: Likeness | None) -> int | list[int] | None:
    if likeness is None:
        return None
    return 0 if likeness == ALONE else [int(number) for number in astuple(likeness)]


def _unpack_likeness(value: object) -> Likeness | None:
    if value is None:
        return None
    if value == 0:
        return ALONE
    words, before, after, places, nth, has_double = map(_count, _list(value, 6))
    return Likeness(words, before, after, places, nth, bool(has_double))


def _unpack_colour(value: object) -> Colour | None:
    """The colour; none for one that is not known, which a program of another version may have written."""
    return Colour(value) if isinstance(value, str) and value in set(Colour) else None


def _unpack_position(value: object) -> TextPositionSelector | None:
    if value is None:
        return None
    start, end = _list(value, 2)
    return TextPositionSelector(_count(start), _count(end))


def pack_state(state: ReadState) -> list[int]:
    """A read state as three numbers: what happened, the place, the furthest offset seen."""
    return [_OPENED * state.opened + _READ * state.read, state.place, state.seen]


def unpack_state(value: object) -> ReadState:
    """The read state of three numbers.

    Raises:
        RecordError: if they are anything else.
    """
    flags, place, seen = (_count(item) for item in _list(value, 3))
    return ReadState(bool(flags & _OPENED), bool(flags & _READ), place, seen)


def _list(value: object, size: int | None = None) -> list[Any]:
    if not isinstance(value, list) or (size is not None and len(value) != size):
        raise RecordError("a list is missing or has the wrong length")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise RecordError("a text is missing")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _line(value: str | None) -> SafeText | None:
    return None if value is None else scrub_line(value)


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise RecordError("an offset is missing")
    return value
