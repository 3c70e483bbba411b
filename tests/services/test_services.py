"""Which library is opened, and that opening it is cheap."""

import subprocess
import sys
from pathlib import Path

import pytest

from reader.domain.order import Order
from reader.domain.scrub import SafeText
from reader.paths import find_paths, seeds_folder
from reader.services.errors import FilterError
from reader.services.services import open_services


def test_nothing_configured_opens_the_samples(tmp_path: Path) -> None:
    services = open_services(find_paths({"BRIEFING_READER_HOME": str(tmp_path)}))
    assert services.library.name == "samples"
    assert services.library.roots == (seeds_folder(),)
    assert len(services.library.load()) == 2


def test_a_configured_library_is_opened_unless_another_is_named(tmp_path: Path, folder: Path) -> None:
    paths = find_paths({"BRIEFING_READER_HOME": str(tmp_path)})
    paths.config.mkdir()
    paths.settings_file.write_text(f"libraries: {folder}\ntheme: paper\n")
    services = open_services(paths)
    assert services.library.name == "briefings"
    assert services.settings.theme == "paper"
    assert open_services(paths, [tmp_path / "other"]).library.roots == (tmp_path / "other",)


def test_a_bad_settings_file_stops_nothing(tmp_path: Path) -> None:
    paths = find_paths({"BRIEFING_READER_HOME": str(tmp_path)})
    paths.config.mkdir()
    paths.settings_file.write_text("theme: [")
    services = open_services(paths)
    assert len(services.problems) == 1
    assert len(services.library.load()) == 2


def test_single_files_are_found_beside_the_library(tmp_path: Path, folder: Path) -> None:
    services = open_services(find_paths({"BRIEFING_READER_HOME": str(tmp_path)}), (), [folder / "notes.md"])
    assert services.library.find(str(folder / "notes.md")).title == "Notes on packaging"


def test_queries_go_through_the_services(tmp_path: Path, folder: Path) -> None:
    services = open_services(find_paths({"BRIEFING_READER_HOME": str(tmp_path)}), [folder])
    entries = services.library.load()
    assert [entry.title for entry in services.filter_entries("cowos")] == ["Notes on packaging"]
    assert list(services.filter_entries(" ")) == list(entries)
    assert [entry.title for entry in services.filter_entries("", Order.LENGTH)] == [
        entry.title for entry in sorted(entries, key=lambda entry: -entry.words)
    ]
    assert services.filter_annotations((), "tag:x") == ()
    with pytest.raises(FilterError):
        services.filter_entries("since:now")


def test_what_the_reader_did_is_asked_of_the_store(tmp_path: Path, folder: Path) -> None:
    services = open_services(find_paths({"BRIEFING_READER_HOME": str(tmp_path)}), [folder])
    services.library.load()
    entry = services.library.find(str(folder / "notes.md"))
    assert [row.id for row in services.filter_entries("tag:x")] == []
    services.annotations.tag(entry, added=[SafeText("x")])
    assert [row.id for row in services.filter_entries("tag:x")] == [entry.id]
    services.annotations.tag(entry, removed=[SafeText("x")])
    assert [row.id for row in services.filter_entries("tag:x OR has:tag")] == []


def test_a_list_of_names_that_cannot_be_used_is_told_and_left_out(tmp_path: Path, folder: Path) -> None:
    paths = find_paths({"BRIEFING_READER_HOME": str(tmp_path)})
    (paths.config / "packs").mkdir(parents=True)
    (paths.config / "packs" / "broken.yaml").write_text("entities: 3")
    services = open_services(paths, [folder])
    services.update()
    assert len(services.library.load()) == 2
    assert services.library.is_named(services.lists.word)
    assert [str(problem) for problem in services.problems] == ["packs: broken.yaml: entities must be a list"]


def test_opening_loads_no_parser_store_or_toolkit() -> None:
    code = (
        "import sys; from reader.paths import find_paths; from reader.services.services import open_services\n"
        "open_services(find_paths())\n"
        "late = {'tinydb', 'yaml', 'cmarkgfm', 'selectolax', 'click', 'textual', 'rich', 'platformdirs'}\n"
        "assert not late & set(sys.modules), late & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
