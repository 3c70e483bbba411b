"""Tags, bookmarks and read state over a library that changes."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.domain.annotation import Annotation, BriefingRef, Motivation
from reader.domain.entry import Entry
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText
from reader.domain.selector import Anchor, AnchorState, TextPositionSelector, TextQuoteSelector
from reader.domain.span import Span
from reader.services.annotations import AnchorError, Annotations, Change, PlacedAnnotation, place_annotation
from reader.services.library import Library
from reader.storage.errors import StoreError
from reader.storage.store import Store

HBM = SafeText("hbm")
OLD = SafeText("old")


@pytest.fixture
def entry(library: Library, folder: Path) -> Entry:
    return library.find(str(folder / "w19.md"))


def span_of(library: Library, entry: Entry, words: str) -> Span:
    start = library.briefing(entry.id).text.index(words)
    return Span(start, start + len(words))


def states(annotations: Annotations) -> list[str]:
    return [placed.anchor.state.value for placed in annotations.all_placed()]


def test_annotations_about_one_target_are_one_record(annotations: Annotations, library: Library, entry: Entry) -> None:
    span = span_of(library, entry, "China builds")
    first = annotations.tag(entry, span, None, [HBM, OLD])
    second = annotations.tag(entry, span, None, [SafeText("new")], [SafeText("OLD")])
    assert second.before == first.after
    assert second.after is not None
    assert second.after.tags == ("hbm", "new")
    annotations.bookmark(entry, span)
    annotations.tag(entry, None, None, [HBM])
    annotations.tag(entry, None, SafeText("TSMC"), [HBM])
    annotations.tag(entry, span, SafeText("TSMC"), [HBM])
    assert len(annotations.all_placed()) == 5


def test_the_last_tag_takes_the_record_with_it(annotations: Annotations, entry: Entry) -> None:
    annotations.tag(entry, None, None, [HBM])
    change = annotations.tag(entry, None, None, (), [SafeText("#HBM")])
    assert not change
    assert change.before is not None
    assert annotations.all_placed() == ()
    assert annotations.tags_of(entry) == ()


def test_a_change_that_changes_nothing_writes_nothing(annotations: Annotations, entry: Entry, tmp_path: Path) -> None:
    annotations.tag(entry, None, None, [HBM])
    before = (tmp_path / "data" / "store.json").stat().st_mtime_ns
    assert annotations.tag(entry, None, None, [HBM])
    assert annotations.tag(entry, None, None, (), [OLD])
    annotations.remove("0" * 16)
    assert (tmp_path / "data" / "store.json").stat().st_mtime_ns == before


def test_a_bookmark_comes_and_goes(annotations: Annotations, library: Library, entry: Entry) -> None:
    span = span_of(library, entry, "Nvidia")
    assert annotations.toggle_bookmark(entry, span)
    assert annotations.bookmark_counts() == {entry.id: 1}
    assert annotations.toggle_bookmark(entry)
    assert annotations.bookmark_counts() == {entry.id: 2}
    assert not annotations.toggle_bookmark(entry, span)
    assert annotations.bookmark_counts() == {entry.id: 1}


def test_a_note_replaces_the_note_before_and_none_leaves_it(annotations: Annotations, entry: Entry) -> None:
    annotations.bookmark(entry, note=SafeText("one"))
    assert annotations.bookmark(entry).after == annotations.bookmark(entry, note=SafeText("one")).after
    change = annotations.bookmark(entry, note=SafeText("two"))
    assert change.before is not None
    assert change.after is not None
    assert (change.before.note, change.after.note) == ("one", "two")
    assert change.before.id == change.after.id


def test_every_change_can_be_taken_back_and_made_again(annotations: Annotations, entry: Entry) -> None:
    def stored() -> list[Annotation]:
        return [placed.annotation for placed in annotations.all_placed()]

    annotations.bookmark(entry, note=SafeText("kept"))
    annotations.tag(entry, None, None, [HBM])
    before = stored()
    changes: tuple[Callable[[], Change], ...] = (
        lambda: annotations.tag(entry, None, None, [OLD], [HBM]),
        lambda: annotations.tag(entry, None, None, (), [HBM]),
        lambda: annotations.tag(entry, Span(0, 6), None, [HBM]),
        lambda: annotations.toggle_bookmark(entry),
        lambda: annotations.bookmark(entry, note=SafeText("other")),
        lambda: annotations.remove(before[0].id),
    )
    for change in changes:
        done = change()
        after = stored()
        assert after != before
        undone = annotations.revert(done)
        assert stored() == before
        annotations.revert(undone)
        assert stored() == after
        annotations.revert(done)


def test_placed_are_those_of_one_briefing_in_the_order_of_its_text(
    annotations: Annotations, library: Library, folder: Path, entry: Entry
) -> None:
    annotations.tag(entry, span_of(library, entry, "China"), None, [HBM])
    annotations.bookmark(entry, span_of(library, entry, "Nvidia"))
    annotations.tag(entry, None, None, [OLD])
    annotations.bookmark(library.find(str(folder / "notes.md")))
    text = library.briefing(entry.id).text
    placed = annotations.placed(library.briefing(entry.id))
    assert [item.anchor.span and item.anchor.span.of(text) for item in placed] == [None, "Nvidia", "China"]
    assert all(item.entry == entry and item.anchor.state is AnchorState.EXACT for item in placed)


def test_annotations_follow_a_file_that_is_renamed_and_corrected(
    annotations: Annotations, library: Library, folder: Path, entry: Entry
) -> None:
    annotations.tag(entry, span_of(library, entry, "China builds"), None, [HBM])
    annotations.bookmark(entry, span_of(library, entry, "Nvidia waits"))
    (folder / "w19.md").rename(folder / "renamed.md")
    library.load()
    assert states(annotations) == ["exact", "exact"]
    text = (folder / "renamed.md").read_text()
    (folder / "renamed.md").write_text(text.replace("HBM supply is", "The HBM supply is").replace("Nvidia w", "AMD w"))
    assert annotations.tags_by_briefing() == {entry.id: ("hbm",)}
    library.load()
    corrected = library.find(str(folder / "renamed.md"))
    assert annotations.tags_by_briefing() == {corrected.id: ("hbm",)}
    assert states(annotations) == ["moved", "lost"]
    (folder / "renamed.md").unlink()
    library.load()
    assert states(annotations) == ["absent", "absent"]
    assert annotations.tags() == (("hbm", 1),)


def test_a_tag_on_a_corrected_text_renews_the_same_record(
    annotations: Annotations, library: Library, folder: Path, entry: Entry
) -> None:
    first = annotations.tag(entry, span_of(library, entry, "China builds"), None, [HBM])
    (folder / "w19.md").write_text((folder / "w19.md").read_text().replace("HBM supply is", "The HBM supply is"))
    library.load()
    corrected = library.find(str(folder / "w19.md"))
    assert corrected.id != entry.id
    second = annotations.tag(corrected, span_of(library, corrected, "China builds"), None, [OLD])
    assert first.after is not None
    assert second.after is not None
    assert second.after.id == first.after.id
    assert second.after.briefing.id == corrected.id
    assert states(annotations) == ["exact"]


def edit(library: Library, folder: Path, old: str, new: str) -> Entry:
    """Change the briefing's file."""
    path = folder / "w19.md"
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))
    library.load()
    return library.find(str(path))


def words_of(library: Library, placed: PlacedAnnotation) -> str | None:
    assert placed.entry is not None
    span, text = placed.anchor.span, library.briefing(placed.entry.id).text
    return None if span is None else span.of(text)


def test_words_that_were_edited_are_shown_as_they_were_and_are(
    annotations: Annotations, library: Library, folder: Path, entry: Entry
) -> None:
    annotations.bookmark(entry, span_of(library, entry, "Nvidia waits for HBM supply"))
    edit(library, folder, "Nvidia waits for", "Nvidia also waits for")
    (placed,) = annotations.all_placed()
    assert placed.anchor.state is AnchorState.EDITED
    assert words_of(library, placed) == "Nvidia also waits for HBM supply"
    assert placed.anchor.span is not None
    runs = annotations.compare(placed.annotation, placed.anchor.span)
    assert [(run.kind, len(run.was), len(run.now)) for run in runs] == [
        ("same", 6, 6),
        ("added", 0, 4),
        ("same", 20, 20),
    ]


def test_a_reader_chooses_among_the_places_that_may_be_meant(
    annotations: Annotations, library: Library, folder: Path, entry: Entry
) -> None:
    first = annotations.bookmark(entry, span_of(library, entry, "HBM supply"), note=SafeText("mine")).after
    assert first is not None
    corrected = edit(library, folder, "HBM supply is tight. Nvidia waits", "Nobody waits")
    assert states(annotations) == ["ambiguous"]
    (candidate,) = annotations.candidates(first)
    assert candidate.span == span_of(library, corrected, "HBM supply")
    change = annotations.re_anchor(first, candidate.span)
    assert change.after is not None
    assert (change.after.id, change.after.note, change.after.created) == (first.id, "mine", first.created)
    assert change.after.briefing.id == corrected.id
    assert states(annotations) == ["exact"]
    annotations.revert(annotations.revert(change))
    assert states(annotations) == ["exact"]
    annotations.revert(change)
    assert states(annotations) == ["ambiguous"]


def test_lost_words_stay_listed_and_can_be_put_elsewhere(
    annotations: Annotations, library: Library, folder: Path, entry: Entry
) -> None:
    annotations.tag(entry, span_of(library, entry, "China builds its own"), None, [HBM])
    edit(library, folder, "China builds its own.", "Nothing else happened.")
    (lost,) = annotations.all_placed()
    assert lost.anchor.state is AnchorState.LOST
    assert lost.annotation.quote is not None
    assert lost.annotation.quote.exact == "China builds its own"
    assert lost.entry is not None
    assert annotations.candidates(lost.annotation) == ()
    annotations.re_anchor(lost.annotation, span_of(library, lost.entry, "Nothing else"))
    (placed,) = annotations.all_placed()
    assert (placed.anchor.state, words_of(library, placed), placed.annotation.tags) == (
        "exact",
        "Nothing else",
        ("hbm",),
    )


def test_an_annotation_is_not_put_where_it_cannot_stand(
    annotations: Annotations, library: Library, folder: Path, entry: Entry
) -> None:
    made = annotations.bookmark(entry, span_of(library, entry, "China")).after
    annotations.bookmark(entry, span_of(library, entry, "Nvidia"))
    assert made is not None
    with pytest.raises(AnchorError, match="a bookmark already"):
        annotations.re_anchor(made, span_of(library, entry, "Nvidia"))
    for span in (Span(5, 5), Span(0, 10**6), Span(10**6, 10**6 + 1)):
        with pytest.raises(AnchorError, match="no words"):
            annotations.re_anchor(made, span)
    annotations.remove(made.id)
    with pytest.raises(AnchorError, match="not there any more"):
        annotations.re_anchor(made, span_of(library, entry, "tight"))
    (folder / "w19.md").unlink()
    library.load()
    for ask in (lambda: annotations.re_anchor(made, Span(0, 1)), lambda: annotations.candidates(made)):
        with pytest.raises(AnchorError, match="not in the library"):
            ask()


def test_in_the_same_text_no_look_alike_brings_doubt(annotations: Annotations, library: Library, folder: Path) -> None:
    (folder / "twins.md").write_text("# Twins\n\n" + "- HBM is short.\n" * 90)
    library.load()
    twins = library.find(str(folder / "twins.md"))
    start = library.briefing(twins.id).text.index("HBM", 900)
    annotations.bookmark(twins, Span(start, start + 3))
    (folder / "twins.md").rename(folder / "moved.md")
    library.load()
    (placed,) = annotations.all_placed()
    assert placed.anchor == Anchor(AnchorState.EXACT, Span(start, start + 3))


def test_annotations_follow_a_briefing_that_is_issued_again(
    annotations: Annotations, library: Library, folder: Path
) -> None:
    (folder / "chips").mkdir()
    head = "---\ntitle: Chips 19\nseries: Chips\nlabel: W19\n---\n# Chips 19\n\n"
    first = f"{head}Prices for HBM4 rose again, for the third week in a row.\n"
    (folder / "chips" / "w19.md").write_text(first)
    library.load()
    issued = library.find(str(folder / "chips" / "w19.md"))
    assert (issued.series, issued.label) == ("Chips", "W19")
    annotations.bookmark(issued, span_of(library, issued, "HBM4 rose"))
    (folder / "chips").rename(folder / "archive")
    again = first.replace("title: Chips 19", "title: Chips 19 (corrected)").replace("Prices", "Contract prices")
    (folder / "archive" / "w19.md").rename(folder / "archive" / "chips-19.md")
    (folder / "archive" / "chips-19.md").write_text(again)
    library.load()
    (placed,) = annotations.all_placed()
    assert (placed.anchor.state, words_of(library, placed)) == ("moved", "HBM4 rose")


@pytest.mark.parametrize(
    ("quote", "position", "expected"),
    [
        (None, None, AnchorState.EXACT),
        (None, TextPositionSelector(0, 3), AnchorState.LOST),
        (TextQuoteSelector(SafeText("two"), SafeText("one "), SafeText(" three")), None, AnchorState.MOVED),
        (TextQuoteSelector(SafeText("none")), None, AnchorState.LOST),
    ],
)
def test_an_annotation_with_half_a_memory(
    quote: TextQuoteSelector | None, position: TextPositionSelector | None, expected: AnchorState
) -> None:
    ref = BriefingRef("b", "/x", SafeText("x"))
    annotation = Annotation("0" * 16, Motivation.HIGHLIGHTING, ref, "", quote=quote, position=position)
    assert place_annotation("one two three", annotation).state is expected


def test_tags_come_by_use_then_by_the_last_use(
    annotations: Annotations, library: Library, folder: Path, entry: Entry
) -> None:
    other = library.find(str(folder / "notes.md"))
    annotations.tag(entry, None, None, [SafeText("early")])
    annotations.tag(entry, Span(0, 4), None, [HBM])
    annotations.tag(other, None, None, [SafeText("HBM"), SafeText("late")])
    assert annotations.tags() == (("hbm", 2), ("late", 1), ("early", 1))
    assert annotations.tags_of(entry) == ("early", "hbm")
    assert annotations.tags_by_briefing() == {entry.id: ("early", "hbm"), other.id: ("HBM", "late")}


def test_a_briefing_is_unread_until_opened(annotations: Annotations, entry: Entry) -> None:
    annotations.keep_place(entry.id, 10, 20)
    assert annotations.read_states() == {}
    assert annotations.mark_opened(entry.id) == ReadState()
    annotations.keep_place(entry.id, 10, 20)
    annotations.keep_place(entry.id, 5, 12)
    assert annotations.read_states()[entry.id] == ReadState(True, False, 5, 20)


def test_nine_tenths_seen_is_read(annotations: Annotations, entry: Entry) -> None:
    annotations.mark_opened(entry.id)
    annotations.keep_place(entry.id, 0, int(entry.length * 0.89))
    assert not annotations.read_states()[entry.id].read
    annotations.keep_place(entry.id, 0, int(entry.length * 0.9) + 1)
    assert annotations.read_states()[entry.id].read


def test_marking_unread_keeps_the_place_and_forgets_what_was_seen(annotations: Annotations, entry: Entry) -> None:
    annotations.mark_opened(entry.id)
    annotations.keep_place(entry.id, 30, entry.length)
    before = annotations.mark_all([entry.id], is_read=False)
    assert before[entry.id].read
    assert annotations.read_states()[entry.id] == ReadState(place=30)
    annotations.keep_place(entry.id, 30, entry.length)
    assert annotations.read_states()[entry.id] == ReadState(place=30)
    annotations.restore_states(before)
    assert annotations.read_states() == before


def test_marking_read_keeps_the_place(annotations: Annotations, entry: Entry) -> None:
    annotations.mark_opened(entry.id)
    annotations.keep_place(entry.id, 30, 40)
    annotations.mark_all([entry.id], is_read=True)
    assert annotations.read_states()[entry.id] == ReadState(True, True, 30, 40)


def test_two_windows_tag_the_same_words(
    store: Store, library: Library, clock: Callable[[], datetime], annotations: Annotations, entry: Entry
) -> None:
    other = Annotations(Store(store.path), library, clock)
    annotations.tag(entry, Span(0, 4), None, [HBM])
    other.tag(entry, Span(0, 4), None, [OLD])
    annotations.tag(entry, Span(0, 4), None, [SafeText("third")])
    (placed,) = other.all_placed()
    assert placed.annotation.tags == ("hbm", "old", "third")


def test_windows_that_tag_at_once_lose_no_tag(store: Store, library: Library, entry: Entry) -> None:
    def tag(window: int) -> None:
        annotations = Annotations(Store(store.path), library, lambda: datetime(2026, 5, 10, tzinfo=UTC))
        for step in range(10):
            annotations.tag(entry, Span(0, 4), None, [SafeText(f"{window}-{step}")])

    threads = [threading.Thread(target=tag, args=(window,)) for window in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (annotation,) = store.list_annotations()
    assert len(annotation.tags) == 30


def test_a_store_that_cannot_be_read_is_said(annotations: Annotations, store: Store, entry: Entry) -> None:
    store.path.parent.mkdir()
    store.path.write_text("{")
    for ask in (annotations.tags, annotations.all_placed, annotations.read_states, annotations.bookmark_counts):
        with pytest.raises(StoreError, match="damaged"):
            ask()
    with pytest.raises(StoreError, match="damaged"):
        annotations.tag(entry, None, None, [HBM])
    assert store.path.read_text() == "{"


def test_created_tells_its_offset(annotations: Annotations, store: Store, entry: Entry) -> None:
    annotations.tag(entry, None, None, [HBM])
    (annotation,) = store.list_annotations()
    assert annotation.created == "2026-05-10T08:01:00.000+00:00"
