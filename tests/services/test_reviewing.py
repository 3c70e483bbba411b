"""All annotations in parts, changed many at a time."""

from dataclasses import replace
from pathlib import Path

import pytest

from reader.domain.annotation import Annotation, Colour, Motivation
from reader.domain.scrub import SafeText
from reader.domain.selector import AnchorState
from reader.domain.span import Span
from reader.services.annotations import Annotations
from reader.services.errors import StoreError
from reader.services.library import Library
from reader.services.reviewing import FIRST, describe_all, list_sure, re_anchor_all, stream_placed
from reader.storage.store import Store


def _fill(annotations: Annotations, store: Store, library: Library, folder: Path, count: int) -> list[str]:
    entry = library.find(str(folder / "notes.md"))
    change = annotations.bookmark(entry)
    assert change.after is not None
    made = [
        replace(change.after, id=f"{number:016x}", created=f"2026-05-{1 + number % 28:02}T{number % 24:02}:00:00+00:00")
        for number in range(count)
    ]
    annotations.remove(change.after.id)
    store.save_annotations(made)
    return [item.id for item in made]


def test_the_newest_come_first_and_each_comes_once(
    annotations: Annotations, store: Store, library: Library, folder: Path
) -> None:
    ids = _fill(annotations, store, library, folder, 3 * FIRST)
    parts = list(stream_placed(annotations))
    assert len(parts[0]) == FIRST
    dates = [item.annotation.created for item in parts[0]]
    assert dates == sorted(dates, reverse=True)
    assert min(dates) >= max(item.annotation.created for part in parts[1:] for item in part)
    assert sorted(item.annotation.id for part in parts for item in part) == sorted(ids)


def test_what_is_known_is_said_again_unless_it_changed(
    annotations: Annotations, store: Store, library: Library, folder: Path
) -> None:
    ids = _fill(annotations, store, library, folder, 5)
    known = [item for part in stream_placed(annotations) for item in part]
    annotations.edit_all(ids[:1], lambda one: replace(one, note=SafeText("new")))
    annotations.edit_all(ids[1:2], lambda one: None)
    again = [item for part in stream_placed(annotations, known) for item in part]
    assert sorted(item.annotation.id for item in again) == sorted([ids[0], *ids[2:]])
    assert {item.annotation.note for item in again if item.annotation.id == ids[0]} == {"new"}
    assert sum(any(item is one for one in known) for item in again) == 3


def test_many_are_changed_and_each_change_can_be_taken_back(
    annotations: Annotations, store: Store, library: Library, folder: Path
) -> None:
    ids = _fill(annotations, store, library, folder, 4)

    def edit(one: Annotation) -> Annotation | None:
        return None if one.id == ids[0] else replace(one, colour=Colour.ROSE, motivation=Motivation.HIGHLIGHTING)

    before = annotations.all_placed()
    changes = annotations.edit_all([*ids, "f" * 16], edit)
    assert len(changes) == 4
    assert {item.annotation.colour for item in annotations.all_placed()} == {Colour.ROSE}
    for change in changes:
        annotations.revert(change)
    assert annotations.all_placed() == before


def test_edited_words_are_taken_and_a_refusal_is_told(annotations: Annotations, library: Library, folder: Path) -> None:
    entry = library.find(str(folder / "w19.md"))
    text = library.briefing(entry.id).text
    start = text.index("HBM supply is tight. Nvidia waits for HBM supply.")
    annotations.bookmark(entry, Span(start, start + 49))
    path = folder / "w19.md"
    path.write_text(path.read_text().replace("supply is tight", "supply is very tight"))
    library.load()
    library.update()
    pairs = list_sure(annotations.all_placed())
    assert [
        span.of(library.briefing(item.entry.id).text)[:20]
        for item in annotations.all_placed()
        if item.entry
        for _, span in pairs
    ] == ["HBM supply is very t"]
    nowhere = (pairs[0][0], Span(0, 0))
    changes, refused = re_anchor_all(annotations, describe_all(annotations, [*pairs, nowhere]))
    assert len(changes) == 1
    assert refused == ("there are no words at that place",)
    assert [item.anchor.state for item in annotations.all_placed()] == [AnchorState.EXACT]
    with pytest.raises(StoreError, match="not changed: there are no words"):
        re_anchor_all(annotations, describe_all(annotations, [nowhere]))
