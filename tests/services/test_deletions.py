"""What was deleted stays deleted when an old export comes back, unless it was changed later, or is asked for."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from tinydb import TinyDB

from reader.domain.merging import Deletions, merge_all
from reader.domain.scrub import SafeText
from reader.services.annotations import Annotations
from reader.services.exporting import Form, write_export
from reader.services.importing import Imported, ImportRefused, import_file
from reader.services.library import Library
from reader.storage.store import Store

NOW = "2030-06-01T08:00:00+02:00"
Machine = Callable[[str], Annotations]


@pytest.fixture
def make_machine(tmp_path: Path, library: Library, clock: Callable[[], datetime]) -> Machine:
    """A machine with the same briefings and a store of its own; all have one clock."""
    return lambda name: Annotations(Store(tmp_path / name / "store.json"), library, clock)


def _export(annotations: Annotations, path: Path) -> Path:
    path.write_text(write_export(annotations.all_placed(), Form.JSON, annotations.list_deleted()), encoding="utf-8")
    return path


def _tag(annotations: Annotations, library: Library, name: str, tag: str) -> str:
    change = annotations.tag(library.find(name), added=[SafeText(tag)])
    assert change.after is not None
    return change.after.id


@pytest.fixture
def name(folder: Path) -> str:
    return str(folder / "w19.md")


def test_what_was_deleted_does_not_come_back_with_an_old_export(
    annotations: Annotations, library: Library, name: str, tmp_path: Path
) -> None:
    number = _tag(annotations, library, name, "hbm")
    path = _export(annotations, tmp_path / "old.json")
    annotations.remove(number)
    assert import_file(path, annotations, NOW) == Imported(0, 0, 0, left_out=1)
    assert annotations.list_records() == ()
    assert import_file(path, annotations, NOW, is_restored=True) == Imported(1, 0, 0)
    assert [one.tags for one in annotations.list_records()] == [("hbm",)]
    assert import_file(path, annotations, NOW).same == 1
    assert annotations.list_deleted() == {}


def test_an_undone_deletion_is_none_and_one_of_an_undone_import_is_none(
    annotations: Annotations, make_machine: Machine, library: Library, name: str, tmp_path: Path
) -> None:
    number = _tag(annotations, library, name, "hbm")
    path = _export(annotations, tmp_path / "old.json")
    annotations.remove(number)
    annotations.undo()
    assert annotations.list_deleted() == {}
    assert import_file(path, annotations, NOW) == Imported(0, 0, 1)
    other = make_machine("other")
    import_file(path, other, NOW)
    other.undo()
    assert other.list_records() == ()
    assert import_file(path, other, NOW) == Imported(1, 0, 0), "to undo an import is not to delete"


def test_a_deletion_reaches_the_other_machine_and_can_be_undone_there(
    annotations: Annotations, make_machine: Machine, library: Library, name: str, tmp_path: Path
) -> None:
    number = _tag(annotations, library, name, "hbm")
    other = make_machine("other")
    import_file(_export(annotations, tmp_path / "one.json"), other, NOW)
    annotations.remove(number)
    path = _export(annotations, tmp_path / "two.json")
    assert import_file(path, other, NOW) == Imported(0, 0, 0, removed=1)
    assert other.list_records() == ()
    assert import_file(path, other, NOW) == Imported(0, 0, 0), "a second time changes nothing"
    undone = other.undo()
    assert undone is not None
    assert "1 removed" in undone.what
    assert [one.id for one in other.list_records()] == [number]
    import_file(path, other, NOW)
    assert [one.id for one in other.list_records()] == [number], "it was known, and taken back"


@pytest.mark.parametrize("is_changed_last", [True, False])
def test_of_a_change_and_a_deletion_the_later_counts_on_both_machines(
    annotations: Annotations, make_machine: Machine, library: Library, name: str, tmp_path: Path, is_changed_last: bool
) -> None:
    number = _tag(annotations, library, name, "hbm")
    other = make_machine("other")
    import_file(_export(annotations, tmp_path / "first.json"), other, NOW)
    steps: list[Callable[[], object]] = [
        lambda: annotations.remove(number),
        lambda: _tag(other, library, name, "supply"),
    ]
    for step in steps if is_changed_last else reversed(steps):
        step()
    here, there = _export(annotations, tmp_path / "here.json"), _export(other, tmp_path / "there.json")
    import_file(there, annotations, NOW)
    import_file(here, other, NOW)
    expected = [("hbm", "supply")] if is_changed_last else []
    assert [one.tags for one in annotations.list_records()] == expected
    assert [one.tags for one in other.list_records()] == expected


def test_only_id_and_time_are_kept_and_any_tool_reads_the_file(
    annotations: Annotations, library: Library, name: str, store: Store
) -> None:
    number = _tag(annotations, library, name, "secret-word")
    annotations.remove(number)
    store.close()
    with TinyDB(store.path) as database:
        rows = database.table("deleted").all()
    assert [set(row) for row in rows] == [{"id", "gone"}]
    assert rows[0]["id"] == number
    assert datetime.fromisoformat(rows[0]["gone"]).tzinfo is not None
    assert json.loads(store.path.read_text())["deleted"]


@pytest.mark.parametrize(
    ("deleted", "reason"),
    [
        ({}, "deleted: not a list"),
        ([7], "deleted annotation 1: it: not an object"),
        ([{"id": "x", "deleted": NOW}], "deleted annotation 1: id: not 16"),
        ([{"id": "0" * 16, "deleted": "soon"}], "deleted annotation 1: deleted: no date and time"),
        ([{"id": "0" * 16, "deleted": "2026-01-01"}], "deleted annotation 1: deleted: a time without its offset"),
    ],
)
def test_deletions_that_lie_are_refused(
    annotations: Annotations, library: Library, name: str, tmp_path: Path, deleted: object, reason: str
) -> None:
    _tag(annotations, library, name, "hbm")
    path = _export(annotations, tmp_path / "lie.json")
    path.write_text(json.dumps(json.loads(path.read_text()) | {"deleted": deleted}))
    before = annotations.list_records()
    with pytest.raises(ImportRefused) as refused:
        import_file(path, annotations, NOW)
    assert refused.value.reasons[0].startswith(reason)
    assert annotations.list_records() == before


def test_what_was_deleted_and_is_not_there_is_passed_over() -> None:
    merged = merge_all([], [], NOW, Deletions(there={"0" * 16: NOW}))
    assert merged.removed == 0
    assert merged.records == {}
    assert merged.deleted == {"0" * 16: NOW}, "but an older export will not bring it"
