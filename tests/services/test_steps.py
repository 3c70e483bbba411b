"""Steps that are undone and done again: also by another run of the program, and beside one."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from reader.domain.annotation import Annotation
from reader.domain.entry import Entry
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.services.annotations import Annotations
from reader.services.library import Library
from reader.storage.errors import StoreError
from reader.storage.store import Store

HBM, OLD, NEW = SafeText("hbm"), SafeText("old"), SafeText("new")


@pytest.fixture
def entry(library: Library, folder: Path) -> Entry:
    return library.find(str(folder / "w19.md"))


@pytest.fixture
def other(library: Library, folder: Path) -> Entry:
    return library.find(str(folder / "notes.md"))


@pytest.fixture
def start_again(tmp_path: Path, library: Library, clock: Callable[[], datetime]) -> Callable[[], Annotations]:
    """Another run of the program on the same store."""
    return lambda: Annotations(Store(tmp_path / "data" / "store.json"), library, clock)


def stored(annotations: Annotations) -> list[Annotation]:
    return [placed.annotation for placed in annotations.all_placed()]


def test_every_change_is_undone_and_done_again_by_another_run(
    annotations: Annotations, entry: Entry, start_again: Callable[[], Annotations]
) -> None:
    states = [stored(annotations)]
    changes: tuple[Callable[[], object], ...] = (
        lambda: annotations.tag(entry, None, None, [HBM]),
        lambda: annotations.tag(entry, None, None, [OLD], [HBM]),
        lambda: annotations.bookmark(entry, Span(2, 9), note=SafeText("why")),
        lambda: annotations.bookmark(entry, Span(2, 9), note=SafeText("because")),
        lambda: annotations.toggle_bookmark(entry, Span(2, 9)),
        lambda: annotations.tag(entry, None, None, (), [OLD]),
    )
    for change in changes:
        change()
        states.append(stored(annotations))
    again = start_again()
    for state in reversed(states[:-1]):
        assert again.undo() is not None
        assert stored(again) == state
    assert again.undo() is None
    for state in states[1:]:
        assert again.redo() is not None
        assert stored(again) == state
    assert again.redo() is None
    assert stored(annotations) == states[-1]


def test_it_says_what_was_done(annotations: Annotations, entry: Entry) -> None:
    annotations.tag(entry, Span(0, 13), None, [HBM, OLD])
    annotations.tag(entry, Span(0, 13), None, [NEW], [OLD])
    annotations.toggle_bookmark(entry)
    said = [str(annotations.undo()) for _ in range(3)]
    assert said == [
        "Bookmarked Memory Weekly",
        "Tagged “Memory Weekly”: #new -old",
        "Tagged “Memory Weekly”: #hbm #old",
    ]


def test_a_block_is_one_step_and_one_write(annotations: Annotations, entry: Entry, other: Entry) -> None:
    with annotations.step("Tagged two briefings") as step:
        annotations.tag(entry, None, None, [HBM])
        annotations.tag(other, None, None, [HBM])
        annotations.tag(entry, None, None, [OLD])
        assert annotations.all_placed() == ()
    assert step.number is not None
    assert sorted(one.tags for one in stored(annotations)) == [("hbm",), ("hbm", "old")]
    undone = annotations.undo()
    assert undone is not None
    assert undone.what == "Tagged two briefings"
    assert stored(annotations) == []


def test_a_block_that_fails_saves_nothing(annotations: Annotations, entry: Entry) -> None:
    def fail() -> None:
        with annotations.step():
            annotations.tag(entry, None, None, [HBM])
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert stored(annotations) == []
    assert annotations.undo() is None
    annotations.tag(entry, None, None, [OLD])
    assert [one.tags for one in stored(annotations)] == [("old",)]


def test_only_what_is_still_as_it_was_left_is_undone(
    annotations: Annotations, entry: Entry, other: Entry, start_again: Callable[[], Annotations]
) -> None:
    with annotations.step("Tagged two") as step:
        annotations.tag(entry, None, None, [HBM])
        annotations.tag(other, None, None, [HBM])
    start_again().tag(other, None, None, [NEW])
    undone = annotations.undo(step.number)
    assert undone is not None
    assert str(undone) == "Tagged two (1 changed since, left as they are)"
    assert [one.tags for one in stored(annotations)] == [("hbm", "new")]
    annotations.redo(step.number)
    assert sorted(one.tags for one in stored(annotations)) == [("hbm",), ("hbm", "new")]


def test_a_step_of_which_nothing_is_left_is_refused(
    annotations: Annotations, entry: Entry, start_again: Callable[[], Annotations]
) -> None:
    with annotations.step() as step:
        annotations.tag(entry, None, None, [HBM])
    start_again().tag(entry, None, None, [NEW])
    before = stored(annotations)
    with pytest.raises(StoreError, match="cannot be undone.*Tagged Memory Weekly: #hbm"):
        annotations.undo(step.number)
    assert stored(annotations) == before


def test_a_field_that_something_else_changed_stays(annotations: Annotations, entry: Entry) -> None:
    annotations.bookmark(entry)
    with annotations.step() as step:
        annotations.bookmark(entry, note=SafeText("one"))
    annotations.bookmark(entry, note=SafeText("one"))
    annotations.tag(entry, None, None, [HBM])
    annotations.undo(step.number)
    assert [(one.note, one.tags) for one in stored(annotations)] == [("", ()), ("", ("hbm",))]


def test_what_was_undone_is_forgotten_with_the_next_change(annotations: Annotations, entry: Entry) -> None:
    annotations.tag(entry, None, None, [HBM])
    annotations.undo()
    annotations.tag(entry, None, None, [OLD])
    assert annotations.redo() is None


def test_a_hundred_steps_are_kept(annotations: Annotations, entry: Entry) -> None:
    for number in range(103):
        annotations.tag(entry, None, None, [SafeText(f"t{number}")])
    assert len(annotations.steps()) == 100
    while annotations.undo():
        pass
    assert stored(annotations)[0].tags == ("t0", "t1", "t2")


def test_marks_of_briefings_are_undone_and_places_are_kept(
    annotations: Annotations, entry: Entry, other: Entry, start_again: Callable[[], Annotations]
) -> None:
    annotations.mark_opened(entry.id)
    annotations.mark_all([entry.id, other.id], is_read=True)
    annotations.keep_place(entry.id, 7, 9)
    again = start_again()
    undone = again.undo()
    assert undone is not None
    assert undone.what == "Marked as read: 2 briefings"
    assert again.read_states() == {entry.id: ReadState(opened=True, place=7, seen=9)}
    again.redo()
    assert again.read_states()[other.id] == ReadState(opened=True, read=True)


def test_a_changed_annotation_says_when(annotations: Annotations, entry: Entry) -> None:
    annotations.bookmark(entry)
    assert [one.modified for one in stored(annotations)] == [""]
    annotations.bookmark(entry, note=SafeText("why"))
    (changed,) = stored(annotations)
    assert changed.created < changed.modified == changed.changed
