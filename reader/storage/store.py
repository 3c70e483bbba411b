"""What the reader did: annotations and read state, in one TinyDB file.

Owns the tables of the file. The file is opened, and TinyDB imported (20 ms), when something is first asked.
Knows nothing of libraries: an annotation is bound to a briefing by the services.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.domain.annotation import Annotation
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText, scrub_line
from reader.storage.errors import StoreError
from reader.storage.records import (
    RecordError,
    document_number,
    pack_annotation,
    pack_state,
    unpack_annotation,
    unpack_state,
)

if TYPE_CHECKING:
    from tinydb import TinyDB
    from tinydb.table import Table

    from reader.storage.atomic import AtomicStorage

__all__ = ["Store", "StoreError"]

_ANNOTATIONS = "annotations"
_READING = "reading"
_STATES = "states"
_STATES_NUMBER = 1
"""All read states are one document: one per briefing would make every write of a large library slow."""


class Store:
    """The store. Every method may be called from any thread, and beside other processes.

    Methods that read or write raise StoreError when the file cannot be used, and say so when nothing was saved.
    """

    def __init__(self, path: Path) -> None:
        """Args: path: the file; neither it nor its folder need exist before something is saved."""
        self._path = path
        self._opening = threading.Lock()
        self._database: TinyDB | None = None
        self._listed: tuple[object, tuple[Annotation, ...]] = (None, ())
        self._states: tuple[object, dict[str, ReadState]] = (None, {})
        self._skipped: tuple[SafeText, ...] = ()

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @property
    def problems(self) -> tuple[SafeText, ...]:
        """Records that were passed over when the annotations were last read. They stay in the file."""
        return self._skipped

    @contextmanager
    def change(self) -> Iterator[None]:
        """Let nobody else write until the block is left: what is read inside is still true when it is saved.

        Raises:
            StoreError: if another process does not let go of the store, or it cannot be written at all.
        """
        with self._storage().hold():
            yield

    def list_annotations(self) -> tuple[Annotation, ...]:
        """Every annotation, oldest first."""
        tables = self._storage().read()
        known, annotations = self._listed
        if tables is None:
            return ()
        if known is not tables:
            annotations = self._unpack_annotations(tables.get(_ANNOTATIONS, {}))
            self._listed = (tables, annotations)
        return annotations

    def save_annotation(self, annotation: Annotation) -> None:
        """Add an annotation, or replace the one with its id."""
        number = document_number(annotation.id)
        record = pack_annotation(annotation)
        with self.change():
            self._put(self._table(_ANNOTATIONS), number, record)

    def remove_annotation(self, annotation_id: str) -> None:
        """Remove an annotation, if it is there."""
        number = document_number(annotation_id)
        with self.change():
            table = self._table(_ANNOTATIONS)
            if table.contains(doc_id=number):
                table.remove(doc_ids=[number])

    def read_states(self) -> dict[str, ReadState]:
        """What has been read, by the briefing's id. Briefings never opened are not in it."""
        tables = self._storage().read()
        known, states = self._states
        if tables is None:
            return {}
        if known is not tables:
            states = _unpack_states(tables.get(_READING, {}).get(str(_STATES_NUMBER), {}))
            self._states = (tables, states)
        return dict(states)

    def save_read_state(self, briefing_id: str, state: ReadState) -> None:
        """Set the read state of one briefing. The default state is not kept."""
        with self.change():
            table = self._table(_READING)
            record = table.get(doc_id=_STATES_NUMBER)
            packed = dict(record.get(_STATES, {})) if isinstance(record, dict) else {}
            packed.pop(briefing_id, None)
            if state != ReadState():
                packed[briefing_id] = pack_state(state)
            self._put(table, _STATES_NUMBER, {_STATES: packed})

    def _put(self, table: "Table", number: int, record: Mapping[str, Any]) -> None:
        """Set a document whole: TinyDB's own update and upsert would leave fields that are gone."""
        from tinydb.table import Document

        def replace(document: Any) -> None:
            document.clear()
            document.update(record)

        if table.contains(doc_id=number):
            table.update(replace, doc_ids=[number])
        else:
            table.insert(Document(record, number))

    def _unpack_annotations(self, table: Mapping[str, Any]) -> tuple[Annotation, ...]:
        annotations, skipped = [], []
        for number, record in table.items():
            try:
                annotations.append(unpack_annotation(record))
            except RecordError as error:
                skipped.append(scrub_line(f"{self._path}: annotation {number} is passed over: {error}"))
        self._skipped = tuple(skipped)
        return tuple(sorted(annotations, key=lambda annotation: annotation.created))

    def _table(self, name: str) -> "Table":
        return self._open().table(name)

    def _storage(self) -> "AtomicStorage":
        storage: AtomicStorage = self._open().storage  # type: ignore[assignment]
        return storage

    def _open(self) -> "TinyDB":
        with self._opening:
            if self._database is None:
                from tinydb import TinyDB

                from reader.storage.atomic import AtomicStorage

                self._database = TinyDB(self._path, storage=AtomicStorage)
            return self._database


def _unpack_states(record: Mapping[str, Any]) -> dict[str, ReadState]:
    """The states that can be read; a damaged one counts as unread, which loses nothing of the reader's own words."""
    packed = record.get(_STATES, {})
    states = {}
    for briefing_id, value in packed.items() if isinstance(packed, dict) else ():
        try:
            states[briefing_id] = unpack_state(value)
        except RecordError:
            continue
    return states
