"""Annotations out and in again: every form, hostile files, and two machines."""

import csv
import json
import re
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from reader.domain.annotation import Annotation
from reader.domain.entry import Entry
from reader.domain.merging import merge, merge_all
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.safe_yaml import load_yaml
from reader.services.annotations import Annotations
from reader.services.exchange_rows import describe_row, read_row
from reader.services.exporting import Form, write_export, write_markdown_files
from reader.services.importing import Imported, ImportRefused, import_file, read_annotations
from reader.services.library import Library
from reader.services.verifying import verify
from reader.storage.errors import StoreError
from reader.storage.handing import write_files
from reader.storage.store import Store
from tests.storage.test_records import annotations as any_annotation

NOW = "2026-06-01T08:00:00+02:00"
HBM, OLD = SafeText("hbm"), SafeText("old")


@pytest.fixture
def entry(library: Library, folder: Path) -> Entry:
    return library.find(str(folder / "w19.md"))


@pytest.fixture
def filled(annotations: Annotations, entry: Entry) -> Annotations:
    """One of each kind; the text of a note and a tag that other forms might take for their own."""
    annotations.tag(entry, Span(15, 25), None, [HBM, SafeText("supply/hbm")])
    annotations.tag(entry, None, SafeText("Nvidia"), [OLD])
    annotations.bookmark(entry, Span(0, 13), note=SafeText('=1+1, "quoted"\n- second *line*'))
    annotations.bookmark(entry)
    return annotations


@pytest.fixture
def make_machine(tmp_path: Path, library: Library, clock: Callable[[], datetime]) -> Callable[[str], Annotations]:
    """Another machine with the same briefings and a store of its own."""
    return lambda name: Annotations(Store(tmp_path / name / "store.json"), library, clock)


def records(annotations: Annotations) -> list[Annotation]:
    return list(annotations.list_records())


def export(annotations: Annotations, form: Form, path: Path) -> Path:
    path.write_text(write_export(annotations.all_placed(), form), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", [Form.JSON, Form.W3C])
def test_what_was_exported_is_imported_elsewhere_and_a_second_time_changes_nothing(
    filled: Annotations, make_machine: Callable[[str], Annotations], tmp_path: Path, form: Form
) -> None:
    path = export(filled, form, tmp_path / "out.json")
    other = make_machine("other")
    assert import_file(path, other, NOW) == Imported(4, 0, 0)
    assert [one.anchor for one in other.all_placed()] == [one.anchor for one in filled.all_placed()]
    assert write_export(other.all_placed(), form) == path.read_text(encoding="utf-8")
    assert import_file(path, other, NOW) == Imported(0, 0, 4)
    assert import_file(path, filled, NOW) == Imported(0, 0, 4)
    undone = other.undo()
    assert undone is not None
    assert "out.json: 4 added, 0 updated" in undone.what
    assert records(other) == []


def test_json_keeps_everything(filled: Annotations, make_machine: Callable[[str], Annotations], tmp_path: Path) -> None:
    other = make_machine("other")
    import_file(export(filled, Form.JSON, tmp_path / "out.json"), other, NOW)
    assert records(other) == records(filled)


@settings(max_examples=60)
@given(any_annotation)
def test_a_row_is_read_back_as_it_was(annotation: Annotation) -> None:
    quote, position = annotation.quote, annotation.position
    if quote is None or position is None or position.end - position.start != len(quote.exact) or not quote.exact:
        return
    assert read_row(json.loads(json.dumps(describe_row(annotation)))) == annotation


def test_two_machines_come_to_the_same(
    filled: Annotations, make_machine: Callable[[str], Annotations], entry: Entry, tmp_path: Path
) -> None:
    other = make_machine("other")
    import_file(export(filled, Form.JSON, tmp_path / "first.json"), other, NOW)
    # The same record on both, the same words on both, and one on each.
    filled.tag(entry, Span(15, 25), None, [SafeText("mine")])
    other.tag(entry, Span(15, 25), None, [SafeText("theirs")], [OLD])
    other.bookmark(entry, Span(0, 13), note=SafeText("newest"))
    for machine, word in ((filled, "a"), (other, "b")):
        machine.tag(entry, Span(37, 43), None, [SafeText(word), SafeText("both")])
    filled.bookmark(entry, Span(26, 30))
    other.bookmark(entry, Span(31, 36))
    mine, theirs = export(filled, Form.JSON, tmp_path / "a.json"), export(other, Form.JSON, tmp_path / "b.json")
    import_file(theirs, filled, NOW)
    import_file(mine, other, NOW)

    def say(machine: Annotations) -> set[tuple[object, ...]]:
        return {(one.motivation, one.position, one.entity, frozenset(one.tags), one.note) for one in records(machine)}

    assert say(filled) == say(other)
    assert len(records(filled)) == len(records(other)) == 7
    tags = {one.position.start: set(one.tags) for one in records(filled) if one.position and one.tags}
    assert tags == {15: {"hbm", "supply/hbm", "mine", "theirs"}, 37: {"a", "b", "both"}}
    assert "newest" in {one.note for one in records(filled)}
    assert import_file(mine, filled, NOW).updated == import_file(theirs, other, NOW).updated == 0


@settings(max_examples=80)
@given(any_annotation, any_annotation)
def test_merging_is_the_same_either_way_about_and_again(one: Annotation, other: Annotation) -> None:
    merged = merge(one, other)
    assert merge(merged, other) == merged
    assert merge(merged, one) == merged
    assert {tag.casefold() for tag in (*one.tags, *other.tags) if tag.strip("#+ \xa0")} >= {
        tag.casefold() for tag in merged.tags
    }
    assert merge_all([merged], [one, other], NOW).same >= 1


def test_a_w3c_annotation_is_as_the_model_says(filled: Annotations) -> None:
    document = json.loads(write_export(filled.all_placed(), Form.W3C))
    assert document["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (document["type"], document["total"]) == ("AnnotationCollection", 4)
    page = document["first"]
    assert (page["type"], page["startIndex"], len(page["items"])) == ("AnnotationPage", 0, 4)
    for item in page["items"]:
        _check_annotation(item)
    assert len({item["id"] for item in page["items"]}) == 4


def _check_annotation(item: dict[str, Any]) -> None:
    """What the model demands of an annotation (https://www.w3.org/TR/annotation-model/, 3.1 to 4.2)."""
    assert item["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert item["type"] == "Annotation"
    assert re.fullmatch(r"[a-z][a-z0-9+.-]*:\S+", item["id"]), "an IRI"
    assert item["motivation"] in {"bookmarking", "tagging", "highlighting", "commenting"}
    for moment in (item["created"], item.get("modified", item["created"])):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", moment), "xsd:dateTime"
    for body in item.get("body", []):
        assert body["type"] == "TextualBody"
        assert isinstance(body["value"], str)
        assert body["purpose"] in {"tagging", "commenting", "identifying"}
    target = item["target"]
    assert target["type"] == "SpecificResource"
    assert re.fullmatch(r"urn:\S+", target["source"]["id"])
    for selector in target.get("selector", []):
        if selector["type"] == "TextQuoteSelector":
            assert selector["exact"]
            assert isinstance(selector["prefix"] + selector["suffix"], str)
        else:
            assert selector["type"] == "TextPositionSelector"
            assert 0 <= selector["start"] <= selector["end"]


def test_an_annotation_of_another_program_is_taken(entry: Entry, annotations: Annotations, tmp_path: Path) -> None:
    foreign = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "http://example.org/anno/7",
        "type": "Annotation",
        "body": {"type": "TextualBody", "value": "look here"},
        "target": {
            "source": f"urn:x-briefing-reader:briefing:{entry.id}",
            "selector": {"type": "TextQuoteSelector", "exact": "HBM supply", "prefix": "", "suffix": " is tight"},
        },
    }
    path = tmp_path / "one.jsonld"
    path.write_text(json.dumps(foreign))
    assert import_file(path, annotations, NOW).added == 1
    (placed,) = annotations.all_placed()
    assert (placed.annotation.note, placed.annotation.motivation.value) == ("look here", "commenting")
    assert placed.entry is not None
    assert import_file(path, annotations, "2026-07-01T08:00:00+02:00") == Imported(0, 0, 1)


def _row(**fields: object) -> dict[str, object]:
    ref = {"id": "1", "path": "a.md", "title": "A", "series": None, "label": None}
    return {"id": "0" * 16, "motivation": "tagging", "created": NOW, "tags": ["x"], "briefing": ref, **fields}


QUOTE = {"exact": "abc", "prefix": "", "suffix": ""}
HOSTILE: dict[str, tuple[object, str]] = {
    "no object": ([7], "annotation 1: it: not an object"),
    "no id": ([_row(), {**_row(), "id": None}], "annotation 2: id: missing"),
    "an id of another form": ([_row(id="../../etc/passwd")], "annotation 1: id: not 16"),
    "a number for a note": ([_row(note=7)], "note: not a text"),
    "an escape sequence": ([_row(note="a\x1b[2J")], r"note: a control character \(U\+001B\) at character 2"),
    "an escape sequence in a tag": ([_row(tags=["\x9b2J"])], r"tags: a control character \(U\+009B\)"),
    "tags that are none": ([_row(tags={"x": 1})], "tags: not a list"),
    "a place that lies": ([_row(quote=QUOTE, position={"start": 5, "end": 50})], "position: 45 characters, but .* 3"),
    "a place before the text": ([_row(quote=QUOTE, position={"start": -3, "end": 0})], "position: start"),
    "a place without words": ([_row(position={"start": 0, "end": 3})], "position: there are no words"),
    "a place of truth": ([_row(quote=QUOTE, position={"start": True, "end": 4})], "position: start"),
    "no words": ([_row(quote={**QUOTE, "exact": ""})], "quote: exact: no words"),
    "a date that is none": ([_row(created="yesterday")], "created: no date"),
    "a time of nowhere": ([_row(created="2026-05-09T08:00:00")], "created: a time without its offset"),
    "an unknown motivation": ([_row(motivation="rebooting")], "motivation: none of"),
    "a briefing that is none": ([_row(briefing="a.md")], "briefing: not an object"),
    "fields in disguise": ([_row(others='{"id": "x"}')], "others"),
    "a newer version": ({"format": "briefing-reader-annotations", "version": 9, "annotations": []}, "newer program"),
    "another document": ({"hello": 1}, "neither"),
    "a text": ("hello", "neither"),
    "a page without a list": ({"type": "AnnotationPage", "items": 3}, "neither"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_changes_nothing_and_says_where(name: str, filled: Annotations, tmp_path: Path) -> None:
    document, reason = HOSTILE[name]
    before = records(filled)
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(document))
    with pytest.raises(ImportRefused, match=reason) as refused:
        import_file(path, filled, NOW)
    assert "\x1b" not in str(refused.value)
    assert records(filled) == before


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[" * 200_000, "too many lists|not JSON"),
        (b'{"a":' * 100_000, "too many lists|not JSON"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b'[{"id": 1}\n,,]', "line 2, character 2"),
        (b"", "not JSON"),
        (b"[" + b"9" * 10_000 + b"]", "not JSON of annotations|annotation 1"),
    ],
)
def test_what_is_no_json_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(ImportRefused, match=reason):
        read_annotations(content)


def test_what_is_no_file_is_refused(filled: Annotations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImportRefused, match="no such file"):
        import_file(tmp_path / "none.json", filled, NOW)
    with pytest.raises(ImportRefused, match="is a folder"):
        import_file(tmp_path, filled, NOW)
    monkeypatch.setattr("reader.services.importing.LARGEST", 10)
    with pytest.raises(ImportRefused, match="larger than 10 bytes"):
        import_file(export(filled, Form.JSON, tmp_path / "out.json"), filled, NOW)


def test_csv_has_a_row_for_each_and_no_formulas(filled: Annotations) -> None:
    rows = list(csv.DictReader(StringIO(write_export(filled.all_placed(), Form.CSV), newline="")))
    assert [row["quote"] for row in rows] == ["HBM supply", "", "Memory Weekly", ""]
    assert rows[0]["tags"] == "#hbm #supply/hbm"
    assert (rows[0]["start"], rows[0]["end"], rows[0]["state"], rows[0]["date"]) == ("15", "25", "exact", "2026-05-09")
    assert rows[2]["note"].startswith("'=1+1")


def test_markdown_quotes_the_words_and_keeps_marks_as_letters(filled: Annotations) -> None:
    text = write_export(filled.all_placed(), Form.MARKDOWN)
    assert "## Memory Weekly" in text
    assert "> HBM supply" in text
    assert r"\#hbm" not in text
    assert "#hbm · #supply/hbm" in text
    assert r"second \*line\*" in text


def test_a_markdown_file_for_each_briefing_has_its_facts_in_front(filled: Annotations, library: Library) -> None:
    other = next(entry for entry in library.rows() if entry.title == "Notes on packaging")
    filled.bookmark(other)
    files = write_markdown_files(filled.all_placed())
    assert len(files) == 2
    text = next(text for name, text in files.items() if name.startswith("memory-weekly-"))
    _, front, body = text.split("---\n", 2)
    facts = load_yaml(front)
    assert isinstance(facts, dict)
    assert (facts["title"], facts["date"]) == ("Memory Weekly", "2026-05-09")
    assert facts["tags"] == ["old", "hbm", "supply/hbm"]
    assert body.count("> ") == 2


def test_files_are_whole_and_never_over_others(tmp_path: Path) -> None:
    one, two = tmp_path / "sub" / "one.md", tmp_path / "sub" / "two.md"
    write_files({one: b"1"})
    with pytest.raises(StoreError, match=r"one\.md: is there already; --force"):
        write_files({two: b"2", one: b"3"})
    assert not two.exists()
    write_files({two: b"2", one: b"3"}, may_replace=True)
    assert (one.read_bytes(), two.read_bytes()) == (b"3", b"2")
    assert {path.name for path in one.parent.iterdir()} == {"one.md", "two.md"}
    with pytest.raises(StoreError, match="not written"):
        write_files({tmp_path / "sub" / "one.md" / "x": b"4"})


def test_verify_finds_what_does_not_stand_on_its_words(
    filled: Annotations, library: Library, folder: Path, entry: Entry
) -> None:
    assert verify(filled.all_placed(), library).wrong == ()
    assert verify(filled.all_placed(), library).checked == 4
    text = (folder / "w19.md").read_text()
    (folder / "w19.md").write_text(text.replace("HBM supply is tight.", "HBM prices are tight."))
    library.update()
    (wrong,) = verify(filled.all_placed(), library).wrong
    assert wrong.reason.endswith(": “HBM supply” in Memory Weekly")
    (folder / "w19.md").unlink()
    library.update()
    assert verify(filled.all_placed(), library).absent == 4
