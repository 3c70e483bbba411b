"""What the reader did: annotations and read state, in one TinyDB file.

Owns the tables of the file. It is opened when something is first asked, TinyDB imported (20 ms) when something is first
saved. Knows nothing of libraries: an annotation is bound to a briefing by the services.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.domain.annotation import Annotation
from reader.domain.placemark import Placemark
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText, scrub_line
from reader.storage import history
from reader.storage.changes import Change, Drop, Put, PutKey, Remove, Rows, Tables
from reader.storage.collecting import making_many
from reader.storage.errors import StoreError
from reader.storage.journaled import JournaledTables
from reader.storage.listing import Listing
from reader.storage.lock import PATIENCE
from reader.storage.placemarks import change_placemarks, pack_placemark, unpack_placemarks
from reader.storage.records import (
    RecordError,
    document_number,
    pack_annotation,
    pack_state,
    unpack_state,
)

if TYPE_CHECKING:
    from reader.storage.table import JournaledDB, JournaledTable

__all__ = ["Store", "StoreError"]

_ANNOTATIONS = "annotations"
_READING = "reading"
_RULES = "rules"
_DELETED = "deleted"
"""What is left of annotations that were deleted: id and time, so that an old export does not bring them back."""
_BRIEFINGS = "briefings"
_STATES = "states"
_PLACEMARKS = "marks"
_STATES_NUMBER = 1
"""All read states are one document: one per briefing would make the file of a large library large."""


class _View:
    """What the tables say at a version of them."""

    def __init__(self) -> None:
        self.version = -1
        self.listing = Listing({})
        self.states: dict[str, ReadState] = {}
        self.placemarks: dict[str, Placemark] = {}

    def follow(self, change: Change) -> None:
        """Take a change in, at the cost of the change."""
        match change:
            case Put(table, number, document) if table == _ANNOTATIONS:
                self.listing.put(number, document)
            case Remove(table, number) if table == _ANNOTATIONS:
                self.listing.remove(number)
            case Drop(table) if table == _ANNOTATIONS:
                self.listing = Listing({})
            case PutKey(table, number, field, key, value) if (table, number, field) == _STATES_PLACE:
                self.states = {**self.states, **_unpack_states({_STATES: {key: value}})}
                if value is None:
                    self.states.pop(key, None)
            case PutKey(table, number, field, key, value) if (table, number, field) == _PLACEMARKS_PLACE:
                self.placemarks = change_placemarks(self.placemarks, key, value)
            case Put(table, number, document) if (table, number) == _STATES_PLACE[:2]:
                self.states = _unpack_states(document)
                self.placemarks = unpack_placemarks(document.get(_PLACEMARKS))
            case Remove(table, number) if (table, number) == _STATES_PLACE[:2]:
                self.states, self.placemarks = {}, {}
            case Drop(table) if table == _READING:
                self.states, self.placemarks = {}, {}


def _make_view(tables: Tables) -> _View:
    rows = tables.get(_ANNOTATIONS, {})
    view = _View()
    with making_many(len(rows)):
        view.listing = Listing(rows)
    reading = tables.get(_READING, {}).get(str(_STATES_NUMBER), {})
    view.states, view.placemarks = _unpack_states(reading), unpack_placemarks(reading.get(_PLACEMARKS))
    return view


_STATES_PLACE = (_READING, str(_STATES_NUMBER), _STATES)
_PLACEMARKS_PLACE = (_READING, str(_STATES_NUMBER), _PLACEMARKS)


class Store:
    """The store. Every method may be called from any thread, and beside other processes.

    What a method saved when it returned survives a crash of the program and of the system.
    Methods that read or write raise StoreError when the file cannot be used, and say so when nothing was saved.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        """Nothing is read or made before it is asked for.

        Args:
            path: the file; neither it nor its folder need exist before something is saved.
            patience: seconds to wait for another process that is writing.
        """
        self._path = path
        self._tables = JournaledTables(path, patience=patience)
        self._opening = threading.Lock()
        self._database: JournaledDB | None = None
        self._viewing = threading.Lock()
        self._view = _View()

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @property
    def problems(self) -> tuple[SafeText, ...]:
        """What was wrong with the files when they were last read, and records that are passed over.

        Such records stay in the file, and copies of damaged files beside it.
        """
        problems = (*self._tables.notices, *self._view.listing.problems)
        return tuple(scrub_line(f"{self._path}: {problem}") for problem in problems)

    @contextmanager
    def change(self) -> Iterator[None]:
        """Let nobody else write until the block is left: what is read inside is still true when it is saved.

        Raises:
            StoreError: if another process does not let go of the store, or it cannot be written at all.
        """
        with self._tables.hold():
            yield

    def list_annotations(self) -> tuple[Annotation, ...]:
        """Every annotation, oldest first; the same object until one changes."""
        with self._viewing:
            return self._refresh().listing.annotations

    def find_annotation(self, annotation_id: str) -> Annotation | None:
        """The annotation with an id."""
        number = document_number(annotation_id)
        with self._viewing:
            return self._refresh().listing.find(number)

    def save_annotation(self, annotation: Annotation) -> None:
        """Add an annotation, or replace the one with its id."""
        self._table(_ANNOTATIONS).put(document_number(annotation.id), pack_annotation(annotation))

    def save_annotations(self, annotations: Iterable[Annotation]) -> None:
        """Add or replace many, all or none, at the cost of one write."""
        self._table(_ANNOTATIONS).put_all((document_number(item.id), pack_annotation(item)) for item in annotations)

    def remove_annotation(self, annotation_id: str) -> None:
        """Remove an annotation, if it is there."""
        self._table(_ANNOTATIONS).discard(document_number(annotation_id))

    def read_states(self) -> dict[str, ReadState]:
        """What has been read, by the briefing's id. Briefings never opened are not in it."""
        with self._viewing:
            return dict(self._refresh().states)

    def save_read_state(self, briefing_id: str, state: ReadState) -> None:
        """Set the read state of one briefing. The default state is not kept."""
        self.save_read_states({briefing_id: state})

    def save_read_states(self, states: Mapping[str, ReadState]) -> None:
        """Set the read states of briefings, all or none."""
        values = {number: None if state == ReadState() else pack_state(state) for number, state in states.items()}
        self._table(_READING).put_keys(_STATES_NUMBER, _STATES, values)

    def placemarks(self) -> dict[str, Placemark]:
        """The places under letters, by their keys."""
        with self._viewing:
            return dict(self._refresh().placemarks)

    def save_placemark(self, key: str, mark: Placemark | None) -> None:
        """Set the place under a key; None takes it away."""
        self._table(_READING).put_keys(_STATES_NUMBER, _PLACEMARKS, {key: pack_placemark(mark) if mark else None})

    # Steps: changes that can be undone, also after the program was started again.

    def save_step(
        self,
        what: str,
        made: str,
        annotations: Iterable[Annotation] = (),
        removed: Iterable[str] = (),
        states: Mapping[str, ReadState] | None = None,
        followed: Mapping[str, Iterable[str]] | None = None,
        deleted: Mapping[str, str] | None = None,
    ) -> str | None:
        """Make changes, all or none, and keep how to undo them, at the cost of one write.

        Args:
            what: what is said of the step when it is undone.
            made: when, ISO 8601 with offset.
            annotations: what to add or replace.
            removed: the ids of those to remove.
            states: read states to set.
            followed: the ids of briefings that rules tagged, by the rules' numbers: not undone.
            deleted: when annotations were deleted elsewhere, by their ids: not undone; what is removed is noted anyway.

        Returns:
            The step's number; None where nothing changed.
        """
        gone = tuple(removed)
        changes = _describe_changes(annotations, gone, states or {})
        with self._tables.hold():
            memory = self._tables.refresh()
            touched: Tables = {name: memory.rows(name) for name in (_ANNOTATIONS, _READING)}
            rows = memory.copy_rows(history.TABLE)
            edits = history.describe_edits(touched, changes)
            number = history.next_number(rows)
            kept = history.record(rows, number, what, made, edits)
            changes += _describe_deleted(dict.fromkeys(gone, made) | dict(deleted or {}))
            seen = _remember(memory.rows(_RULES), followed or {})
            self._table(_ANNOTATIONS).commit([*changes, *kept, *seen])
        return number if edits else None

    def list_deleted(self) -> Mapping[str, str]:
        """When annotations were deleted, by their ids; one of them may have been brought back since."""
        return _unpack_deleted(self._tables.refresh().copy_rows(_DELETED))

    def list_followed(self) -> Mapping[str, frozenset[str]]:
        """For each rule by its number, the ids of the briefings that it tagged."""
        rows = self._tables.refresh().copy_rows(_RULES)
        return {number: frozenset(row.get(_BRIEFINGS, ())) for number, row in rows.items()}

    def turn_step(self, number: str | None = None, *, is_redo: bool = False) -> history.Turned | None:
        """Undo a step, or do one again; what is not as the step left it stays.

        Args:
            number: which; None for the last one that is done, or the first that is undone.
            is_redo: whether to do again.

        Returns:
            What became of it; None where there is no such step.
        """
        with self._tables.hold():
            memory = self._tables.refresh()
            step = history.choose_step(memory.copy_rows(history.TABLE), number, is_redo=is_redo)
            if step is None:
                return None
            tables: Tables = {name: memory.rows(name) for name in (_ANNOTATIONS, _READING)}
            changes, turned = history.turn(tables, step)
            self._table(_ANNOTATIONS).commit(changes)
        return turned

    def list_steps(self) -> Sequence[history.Step]:
        """The steps that are kept, oldest first."""
        return history.list_steps(self._tables.refresh().copy_rows(history.TABLE))

    def close(self) -> None:
        """Write everything into the one file, for other tools. It happens by itself when the program ends."""
        self._tables.close()

    def _refresh(self) -> _View:
        memory = self._tables.refresh()
        view = self._view
        if view.version == memory.version:
            return view
        version, changes = memory.follow(view.version)
        if changes is None:
            view = self._view = _make_view(memory.copy())
        for change in changes or ():
            view.follow(change)
        view.version = version
        return view

    def _table(self, name: str) -> "JournaledTable":
        with self._opening:
            if self._database is None:
                from reader.storage.table import JournaledDB

                self._database = JournaledDB(self._tables)
            return self._database.open_table(name)


def _remember(rows: Rows, followed: Mapping[str, Iterable[str]]) -> Iterator[Change]:
    for number, ids in followed.items():
        if number not in rows:
            yield Put(_RULES, number, {})
        for one in ids:
            yield PutKey(_RULES, number, _BRIEFINGS, one, 1)


def _describe_changes(
    annotations: Iterable[Annotation], removed: Iterable[str], states: Mapping[str, ReadState]
) -> list[Change]:
    changes: list[Change] = [Put(_ANNOTATIONS, _number(one.id), pack_annotation(one)) for one in annotations]
    changes += [Remove(_ANNOTATIONS, _number(one)) for one in removed]
    for name, state in states.items():
        changes.append(PutKey(*_STATES_PLACE, name, None if state == ReadState() else pack_state(state)))
    return changes


def _describe_deleted(moments: Mapping[str, str]) -> list[Change]:
    """The changes that note when annotations were deleted."""
    return [Put(_DELETED, _number(one), {"id": one, "gone": moment}) for one, moment in moments.items()]


def _unpack_deleted(rows: Rows) -> dict[str, str]:
    """When annotations were deleted, by their ids; what cannot be read is passed over."""
    found: dict[str, str] = {}
    for row in rows.values():
        match row:
            case {"id": str(one), "gone": str(moment)}:
                found[one] = scrub_line(moment)
    return found


def _number(annotation_id: str) -> str:
    return str(document_number(annotation_id))


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
