"""Where queries find what they ask for: rows, store, texts, names."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.annotation import Motivation
from reader.domain.entry import Entry
from reader.domain.query_nodes import InField
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.paths import Paths, find_paths
from reader.services.annotations import Annotations
from reader.services.errors import FilterError, NamesUnavailable
from reader.services.filtering import (
    choose_annotations,
    choose_entries,
    describe_findings,
    list_other_names,
    read_query,
)
from reader.services.ingest import update_index
from reader.services.library import BriefingCache, Library
from reader.services.pack_choice import Choice
from reader.services.recognition import Recogniser, Recognitions
from reader.storage.index.selecting import Marks
from tests.services.fakes import make_lists

TODAY = date(2026, 5, 20)


@dataclass
class Shelf:
    """What a query needs, and which of it was asked for."""

    paths: Paths
    library: Library
    annotations: Annotations
    load: Callable[[], Recogniser] = lambda: make_lists().recogniser
    asked: set[str] = field(default_factory=set)
    pack_choice: Choice = Choice(("electronics",))

    @property
    def recognitions(self) -> Recognitions:
        return Recognitions(self.load)

    def generation(self) -> object:
        self.asked.add("generation")
        return self.annotations.generation()

    def marks(self) -> Iterator[Marks]:
        self.asked.add("marks")
        return self.annotations.marks()

    def list_other_names(self, condition: InField) -> Iterable[str]:
        self.asked.add("names")
        return list_other_names(condition, self.paths.cache, self.pack_choice)


@pytest.fixture
def shelf(tmp_path: Path, library: Library, annotations: Annotations) -> Shelf:
    shelf = Shelf(find_paths({"BRIEFING_READER_HOME": str(tmp_path / "home")}), library, annotations)
    library.serve(shelf, shelf.list_other_names)
    update_index(library.roots, library.database, make_lists())
    return shelf


@pytest.fixture
def entry(library: Library, folder: Path) -> Entry:
    return library.find(str(folder / "w19.md"))


def titles(shelf: Shelf, query: str) -> list[str]:
    return [entry.title for entry in choose_entries(read_query(query), shelf.library, TODAY)]


WEEKLY, NOTES = "Memory Weekly", "Notes on packaging"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [WEEKLY, NOTES]),
        ("hbm", [WEEKLY]),
        ("hbm OR cowos", [WEEKLY, NOTES]),
        ("-hbm", [NOTES]),
        ("in", [NOTES]),
        ("since:2026-05 hbm", [WEEKLY]),
        ("date:unknown", [NOTES]),
        ("series:memory", [WEEKLY]),
        ("entity:taiwan", [NOTES]),
        ("entity:nvid", [WEEKLY]),
        ("type:place OR type:company", [WEEKLY, NOTES]),
        ("-type:place", [WEEKLY]),
        ("type:unknown", []),
        ("entity:security", [WEEKLY]),
        ("is:unread", [WEEKLY, NOTES]),
        ("is:started OR has:note OR has:tag OR has:bookmark", []),
    ],
)
def test_briefings_are_chosen_in_their_order(shelf: Shelf, query: str, expected: list[str]) -> None:
    assert titles(shelf, query) == expected


def test_an_entity_is_found_by_names_that_the_text_does_not_use(shelf: Shelf) -> None:
    assert titles(shelf, "entity:BIS") == [WEEKLY]
    assert titles(shelf, "bis") == []


def test_what_the_reader_did(shelf: Shelf, entry: Entry, annotations: Annotations) -> None:
    annotations.tag(entry, Span(15, 25), None, [SafeText("hbm")])
    annotations.bookmark(entry, note=SafeText("ask Nvidia"))
    annotations.mark_opened(entry.id)
    for query in ("tag:#HBM", "has:tag", "has:bookmark", "has:note", "is:started", "-is:unread -is:read"):
        assert titles(shelf, query) == [WEEKLY], query
    annotations.mark_all([entry.id], is_read=True)
    assert titles(shelf, "is:read") == [WEEKLY]


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", set()),
        ("hbm since:2026", set()),
        ("tag:x hbm", {"generation", "marks"}),
        ("hbm -is:read", {"generation", "marks"}),
        ("hbm entity:tsmc", {"names"}),
        ("type:place", set()),
        ("title:xyz entity:tsmc has:note", {"generation", "marks", "names"}),
    ],
)
def test_nothing_is_asked_for_in_vain(shelf: Shelf, query: str, asked: set[str]) -> None:
    titles(shelf, query)
    assert shelf.asked == asked


def test_marks_are_asked_for_again_only_when_they_have_changed(
    shelf: Shelf, entry: Entry, annotations: Annotations
) -> None:
    for change, expected in ((lambda: None, []), (lambda: annotations.tag(entry, added=[SafeText("x")]), [WEEKLY])):
        change()
        assert titles(shelf, "tag:x") == expected
        assert shelf.asked == {"generation", "marks"}
        shelf.asked.clear()
        assert titles(shelf, "has:tag") == expected
        assert shelf.asked == {"generation"}


def test_a_file_that_vanished_has_no_words_and_no_names(shelf: Shelf, folder: Path, entry: Entry) -> None:
    shelf.library = Library([folder], cache=BriefingCache(0))
    update_index(shelf.library.roots, shelf.library.database, make_lists())
    (folder / "w19.md").unlink()
    assert titles(shelf, "hbm type:company") == [WEEKLY]
    assert find(shelf, entry, "tight") == (1, "HBM supply is [tight].")
    shelf.library.update()
    for query in ("in", "type:place"):
        assert titles(shelf, query) == [NOTES]
    assert titles(shelf, "hbm OR type:company") == []
    assert next(describe_findings([entry], read_query("weekly"), shelf)).snippet[1].text == "Weekly"


@pytest.mark.parametrize(
    ("query", "position", "sentence"),
    [
        ("hbm since:soon", 10, "soon: not a date; write 2026"),
        ("colour:red", 0, "colour: is not a field"),
        ("a (b", 2, "( is not closed (at character 3)"),
        ("is:\x1b[2J", 3, "is:␛[2J is not understood"),
    ],
)
def test_what_is_not_understood_is_said(query: str, position: int, sentence: str) -> None:
    with pytest.raises(FilterError) as caught:
        read_query(query)
    assert sentence in caught.value.reason
    assert str(caught.value) == caught.value.reason
    assert caught.value.position == position


def test_lists_of_names_that_cannot_be_read_are_said(shelf: Shelf, entry: Entry) -> None:
    def fail() -> Recogniser:
        raise NamesUnavailable("no lists")

    shelf.load = fail
    with pytest.raises(FilterError, match="no lists") as caught:
        next(describe_findings([entry], read_query("type:place"), shelf))
    assert caught.value.position is None


@given(st.text(max_size=30))
def test_any_words_are_understood_or_refused(query: str) -> None:
    with suppress(FilterError):
        read_query(query)


def test_annotations_are_chosen_by_what_is_theirs(
    shelf: Shelf, entry: Entry, annotations: Annotations, folder: Path
) -> None:
    text = shelf.library.briefing(entry.id).text
    at = text.index("Nvidia")
    annotations.tag(entry, Span(at, at + 12), None, [SafeText("hbm")])
    annotations.bookmark(entry, note=SafeText("ask Samsung"))
    annotations.tag(entry, None, SafeText("Bureau of Industry and Security"), [SafeText("watch")])
    annotations.tag(entry, None, SafeText("Nobody"), [SafeText("who")])

    def chosen(query: str) -> list[str]:
        placed = choose_annotations(annotations.all_placed(), read_query(query), shelf, TODAY)
        names = {Motivation.TAGGING: "tag", Motivation.BOOKMARKING: "bookmark"}
        return [
            " ".join([names[item.annotation.motivation], *item.annotation.tags, item.annotation.note]).strip()
            for item in placed
        ]

    everything = ["tag hbm", "bookmark ask Samsung", "tag watch", "tag who"]
    assert chosen("") == everything
    assert chosen("tag:hbm") == ["tag hbm"]
    assert chosen("has:bookmark") == chosen("has:note") == chosen("-has:tag") == ["bookmark ask Samsung"]
    assert chosen("samsung OR hbm") == ["tag hbm", "bookmark ask Samsung"]
    assert chosen("title:memory since:2026-05 is:unread") == everything
    assert chosen("is:read") == []
    assert chosen("entity:nvidia") == ["tag hbm", "bookmark ask Samsung"]
    assert chosen("entity:bis") == ["bookmark ask Samsung", "tag watch"]
    assert chosen("entity:nobody") == chosen("type:unknown") == ["tag who"]
    assert chosen("type:company") == ["tag hbm", "bookmark ask Samsung"]
    (folder / "w19.md").unlink()
    shelf.library.load()
    assert chosen("hbm") == ["tag hbm"]
    assert chosen("entity:nvidia") == []
    assert chosen("title:memory date:unknown") == everything


def find(shelf: Shelf, entry: Entry, query: str) -> tuple[int, str]:
    (finding,) = describe_findings([entry], read_query(query), shelf)
    return finding.hits, "".join(f"[{part.text}]" if part.is_hit else part.text for part in finding.snippet)


@pytest.mark.parametrize(
    ("query", "hits", "snippet"),
    [
        ("hbm", 2, "[HBM] supply is tight."),
        ("hbm waits", 3, "Nvidia [waits] for [HBM] supply."),
        ('hbm "hbm supply"', 2, "[HBM supply] is tight."),
        ("hbm -china", 2, "[HBM] supply is tight."),
        ("-taiwan", 0, "HBM supply is tight."),
        ("entity:nvidia", 1, "[Nvidia] waits for HBM supply."),
        ("type:organization", 1, "[China] builds its own."),
        ("series:memory", 0, "HBM supply is tight."),
        ("memory", 1, "[Memory] Weekly"),
    ],
)
def test_a_finding_shows_where_it_stands(shelf: Shelf, entry: Entry, query: str, hits: int, snippet: str) -> None:
    assert find(shelf, entry, query) == (hits, snippet)


def test_words_that_stand_in_the_title_only_are_shown_there(shelf: Shelf, folder: Path) -> None:
    (folder / "bare.md").write_text("---\ntitle: Far from here\n---\nSome words.\n")
    shelf.library.load()
    entry = shelf.library.find(str(folder / "bare.md"))
    assert find(shelf, entry, "far") == (0, "[Far] from here")
