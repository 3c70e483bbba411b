"""Annotations from a file: this program's JSON, or W3C Web Annotations. The file may be anything, and may lie.

Owns what is refused, and that nothing is changed then. How two records of one annotation are merged is the domain's.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from typing import TypeVar

from reader.domain.annotation import Annotation
from reader.domain.merging import Deletions, merge_all
from reader.domain.scrub import SafeText, scrub_line
from reader.importers.files import UnreadableFile, read_file
from reader.services.annotations import Annotations
from reader.services.exchange_rows import FORMAT, VERSION, RefusedRow, read_deleted, read_row
from reader.services.exchange_w3c import is_annotation, list_items, read_annotation

T = TypeVar("T")

LARGEST = 128 * 1024 * 1024
"""Bytes of a file: some 100,000 annotations."""
MOST_SHOWN = 20
"""Reasons that are told."""


class ImportRefused(Exception):
    """A file of which nothing was taken.

    Attributes:
        reasons: what is wrong and where, fit to be shown; at most `MOST_SHOWN`, then how many more.
    """

    def __init__(self, reasons: Sequence[str]) -> None:
        more = len(reasons) - MOST_SHOWN
        shown = [*reasons[:MOST_SHOWN], *([f"and {more:,} more"] if more > 0 else [])]
        self.reasons: tuple[SafeText, ...] = tuple(map(scrub_line, shown))
        super().__init__("; ".join(self.reasons))


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to, in annotations."""

    added: int
    updated: int
    same: int
    removed: int = 0
    """Deleted there after they were last changed here."""
    left_out: int = 0
    """Deleted here after they were last changed there."""
    is_undoable: bool = True
    """Whether it can be undone: one of too many cannot."""


def read_annotations(content: bytes) -> list[Annotation]:
    """The annotations of a file.

    Raises:
        ImportRefused: if anything in it cannot be taken.
    """
    return read_content(content)[0]


def read_content(content: bytes) -> tuple[list[Annotation], dict[str, str]]:
    """The annotations of a file, and when others were deleted, by their ids.

    Raises:
        ImportRefused: if anything in it cannot be taken.
    """
    document = _load(content)
    found, reasons = _read_each(*_find_rows(document), "annotation")
    gone, more = _read_each(_find_deleted(document), read_deleted, "deleted annotation")
    if reasons or more:
        raise ImportRefused([*reasons, *more])
    return found, dict(gone)


def _read_each(rows: Sequence[object], read: Callable[[object], T], name: str) -> tuple[list[T], list[str]]:
    found, reasons = [], []
    for number, row in enumerate(rows, 1):
        try:
            found.append(read(row))
        except RefusedRow as fault:
            reasons.append(f"{name} {number:,}: {fault}")
    return found, reasons


def _find_deleted(document: object) -> Sequence[object]:
    rows = document.get("deleted", []) if isinstance(document, dict) and document.get("format") == FORMAT else []
    if not isinstance(rows, list):
        raise ImportRefused(["deleted: not a list"])
    return rows


def _load(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ImportRefused([f"not UTF-8 text (byte {error.start + 1:,})"]) from None
    except json.JSONDecodeError as error:
        raise ImportRefused([f"not JSON: {error.msg} (line {error.lineno}, character {error.colno})"]) from None
    except RecursionError:
        raise ImportRefused(["not JSON of annotations: too many lists within each other"]) from None
    except ValueError as error:
        raise ImportRefused([f"not JSON of annotations: {error}"]) from None


def _find_rows(document: object) -> tuple[Sequence[object], Callable[[object], Annotation]]:
    """The rows of a document, and what reads one."""
    if isinstance(document, list):
        return document, _read_either
    if not isinstance(document, dict):
        raise ImportRefused(["neither this program's JSON nor a W3C annotation"])
    if document.get("format") == FORMAT:
        return _find_own(document), read_row
    items = list_items(document)
    if items is None:
        raise ImportRefused(['neither this program\'s JSON ("format") nor a W3C annotation ("type")'])
    return items, read_annotation


def _read_either(row: object) -> Annotation:
    return read_annotation(row) if is_annotation(row) else read_row(row)


def _find_own(document: Mapping[str, object]) -> Sequence[object]:
    version, rows = document.get("version"), document.get("annotations")
    if not isinstance(version, int) or version > VERSION:
        raise ImportRefused([f"version: {version} was written by a newer program; this one reads {VERSION}"])
    if not isinstance(rows, list):
        raise ImportRefused(["annotations: not a list"])
    return rows


def import_file(
    path: str | PathLike[str], annotations: Annotations, now: str, *, is_restored: bool = False
) -> Imported:
    """Merge the annotations of a file into those that are there, in one step that can be undone.

    Args:
        path: the file.
        annotations: those that are there.
        now: when those count as made that do not say; ISO 8601 with offset.
        is_restored: whether what was deleted here after it was last changed there comes back.

    Raises:
        ImportRefused: if anything in it cannot be taken; then nothing is changed.
        StoreError: if it was not saved.
    """
    try:
        content = read_file(path, LARGEST)
    except UnreadableFile as error:
        raise ImportRefused([error.reason]) from None
    incoming, gone = read_content(content)
    with annotations.step() as step:
        deletions = Deletions(annotations.list_noted(), gone, is_restored)
        merged = merge_all(annotations.list_records(), incoming, now, deletions)
        step.deleted.update(merged.deleted)
        if merged.records:
            step.what = f"Imported {scrub_line(str(path))}: {merged.added:,} added, {merged.updated:,} updated"
            step.what += f", {merged.removed:,} removed" if merged.removed else ""
            annotations.change_records(step.what, dict(merged.records))
    return Imported(merged.added, merged.updated, merged.same, merged.removed, merged.left_out, step.is_kept)
