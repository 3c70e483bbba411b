"""The form of annotations and read states in the store's file."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.domain.anchor import ALONE, Likeness, TextPositionSelector, TextQuoteSelector
from reader.domain.annotation import Annotation, BriefingRef, Colour, Motivation
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText, scrub, scrub_line
from reader.storage.records import (
    RecordError,
    document_number,
    pack_annotation,
    pack_state,
    unpack_annotation,
    unpack_state,
)
from reader.storage.store import Store

any_text = st.text(st.characters(), max_size=40)
"""Also with lone surrogates, as file names have them."""
lines = any_text.map(scrub_line)
texts = any_text.map(scrub)
ids = st.integers(0, 2**64 - 1).map("{:016x}".format)
refs = st.builds(BriefingRef, ids, any_text, lines, st.none() | lines, st.none() | lines)
positions = st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)).map(
    lambda pair: TextPositionSelector(min(pair), max(pair))
)
likenesses = st.none() | st.builds(Likeness, *[st.integers(0, 100)] * 3, *[st.integers(0, 10**6)] * 2, st.booleans())
annotations = st.builds(
    Annotation,
    id=ids,
    motivation=st.sampled_from(Motivation),
    briefing=refs,
    created=st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()),
    tags=st.lists(lines, max_size=3).map(tuple),
    note=texts,
    quote=st.none() | st.builds(TextQuoteSelector, texts, texts, texts, likenesses),
    position=st.none() | positions,
    entity=st.none() | lines.filter(bool),
    colour=st.none() | st.sampled_from(Colour),
)
states = st.builds(ReadState, st.booleans(), st.booleans(), st.integers(0, 10**7), st.integers(0, 10**7))


@settings(max_examples=50, deadline=None)
@given(st.lists(annotations, max_size=4, unique_by=lambda annotation: annotation.id), st.dictionaries(ids, states))
def test_what_is_saved_is_read_back_by_another_store(made: list[Annotation], read: dict[str, ReadState]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store.json")
        for annotation in made:
            store.save_annotation(annotation)
        for briefing_id, state in read.items():
            store.save_read_state(briefing_id, state)
        again = Store(Path(folder) / "store.json")
        assert {annotation.id: annotation for annotation in again.list_annotations()} == {a.id: a for a in made}
        assert again.problems == ()
        assert again.read_states() == {number: state for number, state in read.items() if state != ReadState()}


def sample() -> Annotation:
    return Annotation(
        id="00000000000000ff",
        motivation=Motivation.TAGGING,
        briefing=BriefingRef("b" * 16, "/briefings/w19.md", SafeText("W19")),
        created="2026-05-09T08:00:00.000+02:00",
        tags=(SafeText("hbm"),),
        quote=TextQuoteSelector(SafeText("HBM supply"), SafeText("of "), SafeText(" is")),
        position=TextPositionSelector(10, 20),
    )


def test_a_record_of_a_tag_on_some_words_is_compact() -> None:
    assert len(json.dumps(pack_annotation(sample()), separators=(",", ":"))) < 260


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "xyz"),
        ("id", 255),
        ("why", "praising"),
        ("made", None),
        ("in", ["too", "short"]),
        ("in", "text"),
        ("tags", "hbm"),
        ("tags", [1]),
        ("quote", ["one"]),
        ("like", [1, 2]),
        ("like", [1, 2, 3, 4, 5, "6"]),
        ("like", "none"),
        ("at", [-1, 4]),
        ("at", [True, 4]),
        ("name", ["TSMC"]),
    ],
)
def test_a_record_that_is_none_is_refused(field: str, value: object) -> None:
    with pytest.raises(RecordError):
        unpack_annotation(pack_annotation(sample()) | {field: value})


def test_a_record_of_before_likeness_was_kept_is_read() -> None:
    known = replace(sample(), quote=TextQuoteSelector(SafeText("HBM"), likeness=Likeness(words=90, nth=1, places=3)))
    record = pack_annotation(known)
    assert unpack_annotation(record) == known
    del record["like"]
    read = unpack_annotation(record)
    assert read.quote == TextQuoteSelector(SafeText("HBM"))


def test_no_look_alikes_take_no_room() -> None:
    alone = replace(sample(), quote=TextQuoteSelector(SafeText("HBM"), likeness=ALONE))
    assert pack_annotation(alone)["like"] == 0


def test_text_from_the_file_is_scrubbed() -> None:
    record = pack_annotation(sample()) | {"tags": ["a\x1b[31m"], "note": "one\ntwo\x9b"}
    annotation = unpack_annotation(record)
    assert annotation.tags == ("a\u241b[31m",)
    assert annotation.note == "one\ntwo\ufffd"


@pytest.mark.parametrize("value", [None, [1, 2], [1, 2, "3"], [1, -2, 3], {"read": True}])
def test_a_read_state_that_is_none_is_refused(value: object) -> None:
    with pytest.raises(RecordError):
        unpack_state(value)


@given(states)
def test_a_read_state_takes_three_numbers(state: ReadState) -> None:
    packed = pack_state(state)
    assert len(packed) == 3
    assert unpack_state(packed) == state


@pytest.mark.parametrize("number", ["", "ff", "00000000000000fg", "00000000000000FF", "0" * 17])
def test_only_sixteen_digits_are_an_id(number: str) -> None:
    with pytest.raises(RecordError):
        document_number(number)


@pytest.mark.parametrize("colour", ["mauve", "", 7, None, ["green"]])
def test_a_colour_that_is_none_loses_no_annotation(colour: object) -> None:
    assert unpack_annotation({**pack_annotation(sample()), "colour": colour}) == sample()


def test_fields_of_a_newer_version_are_kept() -> None:
    record = {
        "id": "0" * 16,
        "why": "tagging",
        "made": "2026-05-09",
        "in": ["1", "a.md", "A", None, None],
        "tags": ["x"],
    }
    newer = record | {"shade": {"of": ["blue", None]}, "mod": "2026-05-10"}
    annotation = unpack_annotation(newer)
    assert annotation.changed == "2026-05-10"
    assert pack_annotation(replace(annotation, tags=(scrub_line("y"),))) == newer | {"tags": ["y"]}
    assert pack_annotation(unpack_annotation(record)) == record


def test_a_store_of_the_first_program_is_read_and_changed(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    record = {"id": f"{7:016x}", "why": "bookmarking", "made": "2026-05-09", "in": ["1", "a.md", "A", None, None]}
    path.write_text(json.dumps({"annotations": {"7": record}}))
    store = Store(path)
    (annotation,) = store.list_annotations()
    assert (annotation.modified, annotation.others, annotation.changed) == ("", "", "2026-05-09")
    store.save_step("Noted", "2026-05-10", [replace(annotation, note=scrub("why"), modified="2026-05-10")])
    again = Store(path)
    assert again.list_annotations()[0].note == "why"
    assert again.turn_step() is not None
    assert again.list_annotations() == (annotation,)
