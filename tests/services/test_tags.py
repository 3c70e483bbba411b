"""Tags changed everywhere, and tags that are given on arrival."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.config import parse_settings
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.paths import Paths
from reader.services.annotations import Annotations
from reader.services.library import Library
from reader.services.retagging import TagFault, delete_tag, merge_tags, rename_tag
from reader.services.services import Services, open_services


@pytest.fixture
def entry(library: Library, folder: Path) -> Entry:
    return library.find(str(folder / "w19.md"))


def tag(annotations: Annotations, entry: Entry, *tags: str, span: Span | None = None) -> None:
    annotations.tag(entry, span, None, [SafeText(one) for one in tags])


def tags_of(annotations: Annotations) -> list[tuple[str, ...]]:
    return [tuple(map(str, one.tags)) for one in annotations.list_records()]


@pytest.fixture
def tagged(annotations: Annotations, entry: Entry, library: Library, folder: Path) -> Annotations:
    tag(annotations, entry, "Supply", "supply/HBM", "supplyside")
    tag(annotations, entry, "x", "SUPPLY/hbm/stacks", span=Span(0, 6))
    tag(annotations, library.find(str(folder / "notes.md")), "old")
    return annotations


def test_renaming_renames_what_is_nested_and_nothing_else(tagged: Annotations) -> None:
    before = tags_of(tagged)
    assert rename_tag(tagged, "#supply", "stock") == 2
    assert tags_of(tagged) == [("stock", "stock/HBM", "supplyside"), ("x", "stock/hbm/stacks"), ("old",)]
    undone = tagged.undo()
    assert undone is not None
    assert undone.what == "Renamed #supply to #stock"
    assert tags_of(tagged) == before


def test_renaming_may_change_the_case_and_nest_deeper(tagged: Annotations) -> None:
    rename_tag(tagged, "supply/hbm", "supply/HBM")
    assert tags_of(tagged)[1] == ("x", "supply/HBM/stacks")
    rename_tag(tagged, "supply", "chain/supply")
    assert tags_of(tagged)[0] == ("chain/supply", "chain/supply/HBM", "supplyside")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("none", "other", "there is no tag #none"),
        ("supply", "old", "is there already.*merge"),
        ("supply", "", "is no tag"),
        ("supply", "a//b", "is no tag"),
        ("supply", "#", "is no tag"),
        ("supply/", "x1", "is no tag"),
    ],
)
def test_what_cannot_be_renamed_changes_nothing(tagged: Annotations, old: str, new: str, reason: str) -> None:
    before = tags_of(tagged)
    with pytest.raises(TagFault, match=reason):
        rename_tag(tagged, old, new)
    assert tags_of(tagged) == before
    assert len(tagged.steps()) == 3


def test_merging_leaves_each_tag_once(tagged: Annotations, entry: Entry) -> None:
    tag(tagged, entry, "Old")
    assert merge_tags(tagged, "supply", "old") == 2
    assert tags_of(tagged) == [("Old", "Old/HBM", "supplyside"), ("x", "Old/hbm/stacks"), ("old",)]
    with pytest.raises(TagFault, match="there is no tag #nowhere"):
        merge_tags(tagged, "x", "nowhere")
    with pytest.raises(TagFault, match="are one tag"):
        merge_tags(tagged, "x", "X")


def test_deleting_takes_records_that_are_left_empty(tagged: Annotations) -> None:
    assert delete_tag(tagged, "old") == 1
    assert delete_tag(tagged, "supply") == 2
    assert tags_of(tagged) == [("supplyside",), ("x",)]
    tagged.undo()
    tagged.undo()
    assert len(tags_of(tagged)) == 3


# On arrival.


@pytest.fixture
def open_program(tmp_path: Path, folder: Path) -> Callable[[str], Services]:
    """A run of the program with the folder and some settings."""

    def open_(settings: str) -> Services:
        home = tmp_path / "home"
        (home / "config").mkdir(parents=True, exist_ok=True)
        (home / "config" / "config.yaml").write_text(settings)
        services = open_services(Paths(home / "config", home / "data", home / "cache"), [folder])
        services.update(with_names=False)
        return services

    return open_


RULES = "tag_rules:\n- {query: hbm, tags: [memory, supply/hbm]}\n- {query: 'series:none', tags: never}\n"


def test_what_arrives_is_tagged_once(open_program: Callable[[str], Services], folder: Path) -> None:
    services = open_program(RULES)
    annotations = services.annotations
    assert tags_of(annotations) == [("memory", "supply/hbm")]
    (record,) = annotations.list_records()
    entry = services.library.entry(record.briefing.id)
    assert entry is not None
    annotations.tag(entry, None, None, (), [SafeText("memory")])
    (folder / "new.md").write_text("# New\n\nMore HBM.\n")
    again = open_program(RULES)
    assert tags_of(again.annotations) == [("supply/hbm",), ("memory", "supply/hbm")]
    assert tags_of(open_program(RULES).annotations) == [("supply/hbm",), ("memory", "supply/hbm")]


def test_tagging_on_arrival_is_undone_for_good(open_program: Callable[[str], Services], folder: Path) -> None:
    annotations = open_program(RULES).annotations
    undone = annotations.undo()
    assert undone is not None
    assert undone.what == "Tagged on arrival by rules: 1 briefing"
    (folder / "other.md").write_text("# Other\n\nNothing of that.\n")
    assert tags_of(open_program(RULES).annotations) == []


def test_a_new_rule_tags_what_is_there(open_program: Callable[[str], Services]) -> None:
    open_program("")
    assert tags_of(open_program("tag_rules:\n- {query: cowos, tags: packaging}\n").annotations) == [("packaging",)]


def test_rules_without_a_store_stop_nothing(open_program: Callable[[str], Services], tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "data").write_text("no folder")
    services = open_program(RULES)
    assert services.rules_notice
    assert len(services.library.rows()) == 2


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("tag_rules: hbm", "tag_rules"),
        ("tag_rules: [{query: hbm}]", "tag_rules: 1"),
        ("tag_rules: [{query: hbm, tags: [a]}, {query: '', tags: [a]}]", "tag_rules: 2"),
        ("tag_rules: [{query: hbm, tags: []}]", "tag_rules: 1"),
        ("tag_rules: [{query: hbm, tags: ['#']}]", "tag_rules: 1"),
        ("tag_rules: [{query: hbm, tags: [a], colour: red}]", "tag_rules: 1"),
        ("tag_rules: [7]", "tag_rules: 1"),
    ],
)
def test_wrong_rules_are_told(text: str, where: str, tmp_path: Path) -> None:
    _, problems = parse_settings(text, tmp_path / "config.yaml")
    assert [problem.where.endswith(where) for problem in problems] == [True]


def test_a_rule_whose_query_is_wrong_is_told(open_program: Callable[[str], Services]) -> None:
    services = open_program("tag_rules: [{query: '(hbm', tags: [a]}]")
    assert ["(hbm" in problem.message and "tag_rules" in problem.where for problem in services.problems] == [True]
    assert tags_of(services.annotations) == []
