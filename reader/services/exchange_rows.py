"""Annotations as this program's own JSON: everything that is kept of one, so that nothing is lost on the way.

Owns the names of the fields, and the checks on reading them from a file that may lie. Reads no file.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, astuple
from datetime import datetime
from typing import Any

from reader.domain.anchor import ALONE, Likeness, TextPositionSelector, TextQuoteSelector
from reader.domain.annotation import Annotation, BriefingRef, Colour, Motivation
from reader.domain.scrub import SafeText, scrub, scrub_line
from reader.storage.records import FIELDS, load_others

FORMAT = "briefing-reader-annotations"
VERSION = 1

_MOST_LETTERS = 1_000_000
"""Code points of one text."""
_MOST_TAGS = 1_000
_HIGHEST = 2**53
"""What other programs read of a number without changing it."""
_HEX = frozenset("0123456789abcdef")
_ID_DIGITS = 16
_SIGNS = "\n\t"


class RefusedRow(ValueError):
    """What is wrong in a row, and in which field."""


def describe_row(annotation: Annotation) -> dict[str, Any]:
    """An annotation with everything that is kept of it."""
    quote, position = annotation.quote, annotation.position
    return {
        "id": annotation.id,
        "motivation": annotation.motivation.value,
        "created": annotation.created,
        "modified": annotation.modified or None,
        "tags": list(annotation.tags),
        "note": annotation.note,
        "entity": annotation.entity,
        "colour": annotation.colour and annotation.colour.value,
        "briefing": asdict(annotation.briefing),
        "quote": quote and {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
        "likeness": quote and quote.likeness and [int(number) for number in astuple(quote.likeness)],
        "position": position and asdict(position),
        "others": annotation.others or None,
    }


def read_row(row: object) -> Annotation:
    """The annotation of a row.

    Raises:
        RefusedRow: if it is none; says in which field.
    """
    fields = read_mapping(row, "it")
    number = _read_id(fields)
    quote = _read_quote(fields)
    return Annotation(
        id=number,
        motivation=read_motivation(fields.get("motivation")),
        briefing=_read_ref(fields.get("briefing")),
        created=read_moment(fields, "created"),
        tags=read_tags(fields.get("tags", [])),
        note=scrub(read_text(fields, "note", "")),
        quote=quote,
        position=read_position(fields.get("position"), quote),
        entity=_read_line(fields, "entity"),
        colour=_read_colour(fields),
        modified=read_moment(fields, "modified") if fields.get("modified") else "",
        others=_read_others(fields),
    )


def read_deleted(row: object) -> tuple[str, str]:
    """The id of an annotation that was deleted, and when.

    Raises:
        RefusedRow: if it is none; says in which field.
    """
    fields = read_mapping(row, "it")
    return _read_id(fields), read_moment(fields, "deleted")


def _read_id(fields: Mapping[str, Any]) -> str:
    number = read_text(fields, "id")
    if len(number) != _ID_DIGITS or not _HEX.issuperset(number):
        raise RefusedRow("id: not 16 hexadecimal digits")
    return number


def _read_colour(fields: Mapping[str, Any]) -> Colour | None:
    value = fields.get("colour")
    if value is None:
        return None
    if value not in list(Colour):
        raise RefusedRow(f"colour: not one of {', '.join(Colour)}")
    return Colour(value)


def read_mapping(value: object, name: str) -> Mapping[str, Any]:
    """A mapping; anything else is refused."""
    if not isinstance(value, dict):
        raise RefusedRow(f"{name}: not an object")
    return value


def read_text(fields: Mapping[str, Any], name: str, default: str | None = None) -> str:
    """A text without control characters; `default` where there is none."""
    value = fields.get(name, default)
    if not isinstance(value, str):
        raise RefusedRow(f"{name}: {'missing' if value is None else 'not a text'}")
    if len(value) > _MOST_LETTERS:
        raise RefusedRow(f"{name}: longer than {_MOST_LETTERS:,} characters")
    for place, letter in enumerate(value) if not value.isprintable() else ():
        if unicodedata.category(letter) == "Cc" and letter not in _SIGNS:
            raise RefusedRow(f"{name}: a control character (U+{ord(letter):04X}) at character {place + 1}")
    return value


def _read_line(fields: Mapping[str, Any], name: str) -> SafeText | None:
    return None if fields.get(name) is None else scrub_line(read_text(fields, name))


def read_motivation(value: object) -> Motivation:
    """One of those that this program knows."""
    try:
        return Motivation(str(value))
    except ValueError:
        raise RefusedRow(f"motivation: none of {', '.join(Motivation)}") from None


def read_moment(fields: Mapping[str, Any], name: str) -> str:
    """A date and time with its offset, as it is written."""
    text = scrub_line(read_text(fields, name))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise RefusedRow(f"{name}: no date and time") from None
    if moment.tzinfo is None:
        raise RefusedRow(f"{name}: a time without its offset")
    return text


def read_tags(value: object) -> tuple[SafeText, ...]:
    """A list of tags."""
    if not isinstance(value, list) or len(value) > _MOST_TAGS:
        raise RefusedRow(f"tags: not a list of at most {_MOST_TAGS:,}")
    return tuple(scrub_line(read_text({"tags": tag}, "tags")) for tag in value)


def _read_ref(value: object) -> BriefingRef:
    fields = read_mapping(value, "briefing")
    # A path is kept as the file system knows it: it is scrubbed wherever it is shown.
    path = fields.get("path")
    if not isinstance(path, str) or len(path) > _MOST_LETTERS:
        raise RefusedRow("briefing: path: not a text")
    try:
        title = scrub_line(read_text(fields, "title"))
        series, label = _read_line(fields, "series"), _read_line(fields, "label")
        return BriefingRef(scrub_line(read_text(fields, "id")), path, title, series, label)
    except RefusedRow as fault:
        raise RefusedRow(f"briefing: {fault}") from None


def _read_quote(fields: Mapping[str, Any]) -> TextQuoteSelector | None:
    if fields.get("quote") is None:
        return None
    return read_selector(read_mapping(fields["quote"], "quote"), _read_likeness(fields.get("likeness")))


def read_selector(quote: Mapping[str, Any], likeness: Likeness | None) -> TextQuoteSelector:
    """The words and their surroundings."""
    try:
        exact, prefix, suffix = (scrub(read_text(quote, name, "")) for name in ("exact", "prefix", "suffix"))
    except RefusedRow as fault:
        raise RefusedRow(f"quote: {fault}") from None
    if not exact:
        raise RefusedRow("quote: exact: no words")
    return TextQuoteSelector(exact, prefix, suffix, likeness)


def _read_likeness(value: object) -> Likeness | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != len(astuple(ALONE)):
        raise RefusedRow("likeness: not six numbers")
    words, before, after, places, nth, has_double = (_read_count(number, "likeness") for number in value)
    return Likeness(words, before, after, places, nth, bool(has_double))


def read_position(value: object, quote: TextQuoteSelector | None) -> TextPositionSelector | None:
    """A place that is as long as the words."""
    if value is None:
        return None
    fields = read_mapping(value, "position")
    start, end = (_read_count(fields.get(name), f"position: {name}") for name in ("start", "end"))
    if quote is None:
        raise RefusedRow("position: there are no words")
    if end - start != len(quote.exact):
        raise RefusedRow(f"position: {end - start:,} characters, but the words have {len(quote.exact):,}")
    return TextPositionSelector(start, end)


def _read_count(value: object, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _HIGHEST:
        raise RefusedRow(f"{name}: not a number of characters")
    return value


def _read_others(fields: Mapping[str, Any]) -> str:
    """The fields of a newer version: a JSON object as text, in which nothing stands that has a meaning here."""
    text = fields.get("others")
    if not text:
        return ""
    if not isinstance(text, str) or len(text) > _MOST_LETTERS:
        raise RefusedRow("others: not a text")
    others = load_others(text)
    if others is None or FIELDS & others.keys():
        raise RefusedRow("others: not the fields of a newer version")
    return text
