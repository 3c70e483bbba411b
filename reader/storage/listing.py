"""The annotations of the store in their order, brought up to date at the cost of what changed.

Owns the order and the records that are passed over. Knows nothing of files.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import Any

from reader.domain.annotation import Annotation
from reader.storage.records import RecordError, unpack_annotation


class Listing:
    """Annotations, oldest first, and what is wrong with the others."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]]) -> None:
        """Args: rows: records by the decimal number of the document."""
        self._by_number: dict[str, Annotation] = {}
        self._problems: dict[str, str] = {}
        for number, record in rows.items():
            self._unpack(number, record)
        self._ordered = sorted(self._by_number.values(), key=_made)
        self._frozen: tuple[Annotation, ...] | None = None

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """Every annotation; the same object until one changes."""
        if self._frozen is None:
            self._frozen = tuple(self._ordered)
        return self._frozen

    @property
    def problems(self) -> tuple[str, ...]:
        """Records that are passed over, and why."""
        return tuple(self._problems.values())

    def find(self, number: int) -> Annotation | None:
        """The annotation with a number."""
        return self._by_number.get(str(number))

    def put(self, number: str, record: Mapping[str, Any]) -> None:
        """A record is there, instead of the one that had its number."""
        before = self._by_number.get(number)
        self._problems.pop(number, None)
        after = self._unpack(number, record)
        if before is not None and after is not None and before.created == after.created:
            self._ordered[self._place(before)] = after
        else:
            self._take_out(before)
            if after is not None:
                self._ordered.insert(bisect_right(self._ordered, after.created, key=_made), after)
        self._frozen = None

    def remove(self, number: str) -> None:
        """A record is not there."""
        self._problems.pop(number, None)
        self._take_out(self._by_number.pop(number, None))
        self._frozen = None

    def _unpack(self, number: str, record: Mapping[str, Any]) -> Annotation | None:
        try:
            annotation = unpack_annotation(record)
        except RecordError as error:
            self._by_number.pop(number, None)
            self._problems[number] = f"annotation {number} is passed over: {error}"
            return None
        self._by_number[number] = annotation
        return annotation

    def _take_out(self, annotation: Annotation | None) -> None:
        if annotation is not None:
            del self._ordered[self._place(annotation)]

    def _place(self, annotation: Annotation) -> int:
        place = bisect_left(self._ordered, annotation.created, key=_made)
        while self._ordered[place] is not annotation:
            place += 1
        return place


def _made(annotation: Annotation) -> str:
    return annotation.created
