"""How the places under letters look in the store's file: `{"A": [id, offset], "a 9f…": [id, offset]}`."""

from collections.abc import Mapping
from typing import Any

from reader.domain.placemark import Placemark, is_letter


def pack_placemark(mark: Placemark) -> list[Any]:
    """The record of a place; its letter stands in its key."""
    return [mark.briefing_id, mark.offset]


def unpack_placemarks(packed: object) -> dict[str, Placemark]:
    """The places that can be read, by their keys; a damaged one is as if it had not been set."""
    marks = {}
    for key, value in packed.items() if isinstance(packed, dict) else ():
        mark = _unpack(key, value)
        if mark is not None and mark.key == key:
            marks[key] = mark
    return marks


def _unpack(key: str, value: object) -> Placemark | None:
    match value:
        case [str(number), int(offset)] if is_letter(key[:1]) and offset >= 0 and not isinstance(offset, bool):
            return Placemark(key[:1], number, offset)
    return None


def change_placemarks(marks: Mapping[str, Placemark], key: str, value: object) -> dict[str, Placemark]:
    """The places after one was set, or taken away for None."""
    rest = {known: mark for known, mark in marks.items() if known != key}
    return rest | unpack_placemarks({key: value})
