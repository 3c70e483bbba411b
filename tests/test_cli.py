"""The subcommands as a script meets them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from reader.cli_arguments import SUBCOMMANDS

WEEKLY = """---
title: Memory Weekly 19
series: Memory Weekly
date: 2026-05-09
tags: [memory, asia]
---
# Memory Weekly 19

HBM supply is tight, says SK Hynix.

## Outlook

TSMC builds in Japan. Nobody knows when TSMC is done.
"""


@dataclass
class Result:
    """What a run of the program left."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its one JSON document."""
        assert self.status == 0, self.err
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of three files, one of which cannot be read."""
    briefings = tmp_path / "briefings"
    briefings.mkdir()
    (briefings / "w19.md").write_text(WEEKLY)
    (briefings / "w19 copy.md").write_text(WEEKLY)
    (briefings / "plain.txt").write_text("A plain note on Nvidia and China\n\nNothing more.\n")
    os.mkfifo(briefings / "pipe.md")
    return briefings


@pytest.fixture
def run(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the program in this process, with a home of its own and the folder as its library."""
    monkeypatch.setenv("BRIEFING_READER_HOME", str(tmp_path / "home"))

    def call(*arguments: str, library: str | None = str(folder)) -> Result:
        status = main([*(["--library", library] if library else []), *arguments])
        captured = capsys.readouterr()
        return Result(status, captured.out, captured.err)

    return call


def row_of(rows: list[dict[str, Any]], title: str) -> dict[str, Any]:
    return next(row for row in rows if row["title"] == title)


def test_list_has_one_row_per_text_and_one_per_failure(run: Run, folder: Path) -> None:
    rows = run("list", "--json").json
    assert [row["title"] for row in rows] == ["Memory Weekly 19", "A plain note on Nvidia and China", "pipe.md"]
    assert rows[0] == {
        "id": rows[0]["id"],
        "path": str(folder / "w19 copy.md"),
        "paths": [str(folder / "w19 copy.md"), str(folder / "w19.md")],
        "title": "Memory Weekly 19",
        "series": "Memory Weekly",
        "label": rows[0]["label"],
        "date_start": "2026-05-09",
        "date_end": "2026-05-09",
        "date_source": "front matter",
        "words": rows[0]["words"],
        "read": False,
        "progress": 0.0,
        "subjects": ["memory", "asia"],
        "tags": [],
        "bookmarks": 0,
        "warnings": [],
    }
    assert rows[0]["words"] > 15
    assert (rows[1]["date_start"], rows[1]["date_end"], rows[1]["date_source"]) == (None, None, "unknown")
    assert rows[2]["warnings"] == ["is a named pipe"]
    assert rows[2]["words"] == 0


def test_list_for_people_is_aligned(run: Run) -> None:
    lines = run("list").out.splitlines()
    at = lines[0].index("TITLE")
    assert [line[at:] for line in lines] == [
        "TITLE", "Memory Weekly 19", "A plain note on Nvidia and China", "pipe.md: is a named pipe",
    ]  # fmt: skip


def test_list_takes_words_with_signs_and_json_anywhere(run: Run) -> None:
    assert [row["title"] for row in run("list", "nvidia", "--json").json] == ["A plain note on Nvidia and China"]
    assert [row["title"] for row in run("list", "--json", "-nvidia", "-pipe").json] == ["Memory Weekly 19"]
    assert len(run("list", "is:unread", "-series:memory", "--json").json) == 2
    assert run("list", "--", "--memory").out.startswith("ID ")
    assert run("list", "--", "--json").err == "reader: no briefing fits: --json\n"


def test_list_understands_whole_queries(run: Run) -> None:
    def listed(*words: str) -> list[str]:
        return [row["title"] for row in run("list", "--json", *words).json]

    assert listed("nvidia", "OR", "hbm") == ["Memory Weekly 19", "A plain note on Nvidia and China"]
    assert listed("(nvidia OR hbm) -date:unknown") == ["Memory Weekly 19"]
    assert listed('"hbm supply"') == listed("-(nvidia", "OR", "title:pipe)") == ["Memory Weekly 19"]
    assert listed("entity:tsmc", "type:company") == ["Memory Weekly 19"]
    assert listed("-entity:tsmc") == ["A plain note on Nvidia and China", "pipe.md"]


def test_search_shows_where_words_stand(run: Run, folder: Path) -> None:
    (found,) = run("search", "--json", "hbm", "-china").json
    assert found == {
        "id": run("show", str(folder / "w19.md"), "--json").json["id"],
        "path": str(folder / "w19 copy.md"),
        "title": "Memory Weekly 19",
        "date_start": "2026-05-09",
        "hits": 1,
        "snippet": [{"text": "HBM", "hit": True}, {"text": " supply is tight, says SK Hynix.", "hit": False}],
    }
    rows = run("search", "nvidia OR tsmc", "--json").json
    assert [(row["title"], row["date_start"], row["hits"]) for row in rows] == [
        ("Memory Weekly 19", "2026-05-09", 2), ("A plain note on Nvidia and China", None, 1),
    ]  # fmt: skip
    assert run("search", "tsmc", "--limit", "1", "OR", "nvidia", "--json").json == rows[:1]
    assert run("search", "--limit=1", "-hbm", "-pipe", "--json").json[0]["hits"] == 0
    assert [row["hits"] for row in run("search", 'entity:"sk hynix"', "--json").json] == [1]


def test_search_for_people_is_plain_text(run: Run) -> None:
    lines = run("search", '"done" OR japan').out.splitlines()
    assert lines[0].startswith("Memory Weekly 19  2026-05-09  ")
    assert lines[0].endswith("  2 hits")
    assert lines[1:] == ["  TSMC builds in *Japan*."]
    assert run("search", "nothing", "-here").out.startswith("A plain note on Nvidia and China  unknown  ")
    result = run("search", "xylophone", "--json")
    assert (result.json, result.err) == ([], "reader: no briefing fits: xylophone\n")


def test_search_can_show_only_the_files(run: Run, folder: Path) -> None:
    both = [str(folder / "w19 copy.md"), str(folder / "w19.md")]
    assert run("search", "hbm", "-china", "--files").out.splitlines() == both
    every = run("search", "nvidia OR tsmc", "--files").out.splitlines()
    assert every[:2] == both
    assert every[2:] == [row["path"] for row in run("search", "nvidia OR tsmc", "--json").json[1:]]
    assert run("search", "nvidia OR tsmc", "--files", "--limit", "1").out.splitlines() == both
    assert run("search", "xylophone", "--files").out == ""
    assert run("search", "hbm", "--files", "--json").status == 2


def test_a_file_name_can_not_control_a_terminal(run: Run, folder: Path) -> None:
    (folder / "a\n\x1b[31m.md").write_text("Quokka.")
    assert run("search", "quokka", "--files").out == f"{folder}/a\u240a\u241b[31m.md\n"


def test_nothing_found_is_said_and_no_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("list", "--json", library=str(tmp_path / "empty"))
    assert (result.json, result.err) == ([], f"reader: no briefings in {tmp_path / 'empty'}\n")
    result = run("list", "xylophone", "--json")
    assert (result.json, result.err) == ([], "reader: no briefing fits: xylophone\n")


def test_without_a_library_the_samples_are_listed(run: Run) -> None:
    assert len(run("list", "--json", library=None).json) == 2


def test_show(run: Run, folder: Path) -> None:
    row = run("list", "--json").json[0]
    shown = run("show", "--json", row["id"][:8]).json
    text = shown["text"]
    assert {key: shown[key] for key in row} == row
    assert set(shown) - set(row) == {"text", "sections", "blocks"}
    assert [text[block["start"] : block["end"]] for block in shown["blocks"]][-1].startswith("TSMC builds")
    assert shown["sections"][-1]["title"] == "Outlook"
    assert text[shown["sections"][-1]["start"] : shown["sections"][-1]["end"]].endswith("TSMC is done.")
    kinds = [(block["kind"], block["level"], block["line"]) for block in shown["blocks"]]
    assert kinds[1:] == [("paragraph", None, 9), ("heading", 2, 11), ("paragraph", None, 13)]
    assert run("show", row["id"]).out.splitlines()[-1] == "TSMC builds in Japan. Nobody knows when TSMC is done."


def test_show_takes_a_path_also_outside_the_library(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("# Elsewhere\n")
    assert run("show", str(folder / "w19.md"), "--json").json["title"] == "Memory Weekly 19"
    assert run("show", str(tmp_path / "other.md"), "--json").json["title"] == "Elsewhere"


def test_entities_count_what_is_marked(run: Run, folder: Path) -> None:
    (found,) = run("entities", str(folder / "w19.md"), "--json").json
    mentions = [mention for mention in found["mentions"] if mention["entity"] == "TSMC"]
    assert [found["text"][mention["start"] : mention["end"]] for mention in mentions] == ["TSMC", "TSMC"]
    assert set(mentions[0]) == {"start", "end", "surface", "entity", "type", "status"}
    assert (mentions[0]["type"], mentions[0]["status"]) == ("company", "known")
    (row,) = [row for row in found["entities"] if row["name"] == "TSMC"]
    assert row == {"name": "TSMC", "type": "company", "count": 2, "status": "known", "aliases": ["TSMC"]}
    assert "2  TSMC" in run("entities", str(folder / "w19.md")).out


def test_entities_takes_several_briefings(run: Run, folder: Path) -> None:
    found = run("entities", str(folder / "w19.md"), str(folder / "plain.txt"), "--json").json
    assert [set(row) for row in found] == [{"id", "path", "text", "mentions", "entities"}] * 2


def test_tagging_words_a_briefing_and_a_name(run: Run, folder: Path) -> None:
    path = str(folder / "w19.md")
    made = run("tag", path, "--quote", "HBM supply", "+hbm", "+#Supply", "--json").json
    shown = run("show", path, "--json").json
    assert made == {
        "id": made["id"],
        "motivation": "tagging",
        "tags": ["hbm", "Supply"],
        "note": "",
        "briefing": shown["id"],
        "path": str(folder / "w19 copy.md"),
        "entity": None,
        "quote": "HBM supply",
        "start": shown["text"].index("HBM supply"),
        "end": shown["text"].index("HBM supply") + 10,
        "state": "exact",
    }
    assert shown["tags"] == ["hbm", "Supply"]
    assert run("tag", path, "+whole", "--json").json["quote"] is None
    assert run("tag", path, "--entity", "tsmc", "+watch", "--json").json["entity"] == "TSMC"
    assert [item["tags"] for item in run("annotations", "--json").json] == [["hbm", "Supply"], ["whole"], ["watch"]]
    assert [item["tags"] for item in run("annotations", "tag:watch", "--json").json] == [["watch"]]
    assert row_of(run("list", "tag:whole", "--json").json, "Memory Weekly 19")["tags"] == [
        "hbm", "Supply", "whole", "watch",
    ]  # fmt: skip
    changed = run("tag", path, "--quote", "HBM supply", "+new", "-supply", "-HBM", "--json").json
    assert (changed["id"], changed["tags"]) == (made["id"], ["new"])
    assert run("tag", path, "-whole", "--json").json["tags"] == []
    assert {row["tag"] for row in run("tags", "--json").json} == {"new", "watch"}


def test_bookmarks(run: Run, folder: Path) -> None:
    path = str(folder / "w19.md")
    made = run("bookmark", path, "--quote", "HBM supply", "--note", "ask\nthem\x1b", "--json").json
    assert (made["motivation"], made["note"], made["state"]) == ("bookmarking", "ask\nthem␛", "exact")
    run("bookmark", path)
    run("bookmark", path)
    rows = run("list", "has:bookmark", "--json").json
    assert [row["bookmarks"] for row in rows] == [2]
    assert "bookmarking  the whole briefing" in run("annotations").out
    assert "note: ask them␛" in run("annotations", "ask").out


def test_annotations_of_a_folder_that_is_not_there_are_absent(run: Run, folder: Path, tmp_path: Path) -> None:
    made = run("tag", str(folder / "w19.md"), "--quote", "HBM supply", "+x", "--json").json
    folder.rename(tmp_path / "away")
    (tmp_path / "briefings").mkdir()
    (absent,) = run("annotations", "--json").json
    assert absent == made | {"state": "absent", "start": None, "end": None}


def test_tags_for_people(run: Run, folder: Path) -> None:
    assert run("tags").err == "reader: no tags yet\n"
    assert run("annotations").err == "reader: no annotations yet\n"
    run("tag", str(folder / "w19.md"), "+hbm", "+supply  chain")
    run("tag", str(folder / "plain.txt"), "+hbm")
    assert run("tags").out == "2  hbm\n1  supply chain\n"
    assert run("tags", "--json").json == [{"tag": "hbm", "count": 2}, {"tag": "supply chain", "count": 1}]


@pytest.mark.parametrize(
    ("line", "status", "sentence"),
    [
        (["show", "gone.md"], 1, "gone.md: no such file, and no briefing's id begins so"),
        (["show", "{folder}/pipe.md"], 1, "{folder}/pipe.md: is a named pipe"),
        (["entities", "{folder}"], 1, "{folder}: is a folder; name a briefing in it"),
        (["tag", "{folder}/pipe.md", "+x"], 1, "{folder}/pipe.md: is a named pipe"),
        (["tag", "{folder}/w19.md", "+x", "--quote", "TSMC"], 1, '"TSMC" stands 2 times in the text'),
        (["tag", "{folder}/w19.md", "+x", "--quote", "nowhere"], 1, '"nowhere" does not stand in the text'),
        (["tag", "{folder}/w19.md", "+x", "--quote", "--dashes"], 1, '"--dashes" does not stand in the text'),
        (["tag", "{folder}/w19.md", "+x", "--entity", "Intel"], 1, '"Intel" is not named in it'),
        (["tag", "{folder}/w19.md", "-x"], 1, "not tagged x"),
        (["tag", "{folder}/w19.md", "x"], 2, "a tag is written +tag"),
        (["tag", "{folder}/w19.md", "+"], 2, "a tag is written +tag"),
        (["tag", "{folder}/w19.md"], 2, "Missing argument"),
        (["list", "--jsn"], 2, "--json"),
        (
            ["list", "since:soon"],
            1,
            "soon: not a date; write 2026, 2026-05, 2026-05-09, 2026-W19 or 30d (at character 7)",
        ),
        (["list", "hbm", "OR"], 1, "OR needs something after it (at character 5)"),
        (["list", "--", "-tga:x"], 1, "tga: is not a field; did you mean tag:? (at character 2)"),
        (["search", "hbm", "(dram"], 1, "( is not closed (at character 5)"),
        (["search", "(" * 10_000], 1, "more than 50 parentheses"),
        (["search", "is:\x1b"], 1, "is:␛ is not understood"),
        (["search"], 2, "Missing argument"),
        (["search", " "], 2, "search for what?"),
        (["search", "a", "--limit", "0"], 2, "--limit"),
        (["search", "a", "--limt", "3"], 2, "--limit"),
        (["annotations", "colour:red"], 1, "colour: is not a field"),
        (["show"], 2, "Missing argument"),
        (["show", "a", "b"], 2, "unexpected extra argument"),
        (["bookmark", "{folder}/w19.md", "--quote"], 2, "--quote"),
    ],
)
def test_errors_name_what_and_why(run: Run, folder: Path, line: list[str], status: int, sentence: str) -> None:
    result = run(*(word.format(folder=folder) for word in line))
    assert (result.status, result.out) == (status, "")
    assert sentence.format(folder=folder) in result.err
    assert result.err.startswith("reader: ")
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    ("line", "status", "sentence"),
    [
        (["gone"], 1, "gone: no such file or folder"),
        (["lst"], 1, "lst: no such file or folder; did you mean the command list?"),
        ([""], 1, "(an empty path): no such file or folder"),
        (["--library", "gone", "list"], 1, "gone: no such file or folder"),
        (["."], 1, "the screen needs a terminal"),
        ([], 1, "the screen needs a terminal"),
        ([".", "--json"], 2, "--json: options stand before the paths"),
        (["--nonsense"], 2, "--nonsense"),
        (["--library"], 2, "--library"),
    ],
)
def test_the_screen_is_not_opened_for_nothing(run: Run, line: list[str], status: int, sentence: str) -> None:
    result = run(*line, library=None)
    assert (result.status, result.out) == (status, "")
    assert sentence in result.err


def test_a_damaged_store_is_an_error_not_an_empty_list(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "home" / "data" / "store.json"
    store.parent.mkdir(parents=True)
    store.write_text('{"annotations":')
    result = run("list", "--json")
    assert (result.status, result.out) == (1, "")
    assert "store.json cannot be used: it is damaged; a copy is kept" in result.err


def test_a_bad_setting_is_told_and_stops_nothing(run: Run, tmp_path: Path) -> None:
    settings = tmp_path / "home" / "config" / "config.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text("measure: wide\n")
    result = run("list", "--json")
    assert len(result.json) == 3
    assert result.err.startswith(f"reader: error: {settings}:1: measure: must be")


def test_an_unexpected_error_is_told_without_its_words_and_no_success(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("text of a briefing \x1b[2J")

    monkeypatch.setattr("reader.cli_library.open_services", fail)
    result = run("list")
    assert result.status == 70
    assert "ZeroDivisionError at reader/cli_library.py:" in result.err
    assert "text of a briefing" not in result.err


@pytest.mark.parametrize("command", ["", *SUBCOMMANDS])
def test_help_has_examples(run: Run, command: str) -> None:
    result = run(*command.split(), "--help", library=None)
    assert result.status == 0
    assert "Examples:\n" in result.out
    assert f"reader {command}".strip() in result.out


def test_version(run: Run) -> None:
    assert run("--version", library=None).out.startswith("Briefing Reader ")


# In processes of their own.


@pytest.fixture
def environ(tmp_path: Path) -> Mapping[str, str]:
    """The environment of a person without files."""
    return os.environ | {"BRIEFING_READER_HOME": str(tmp_path / "home")}


_PROBE = """
import sys
from reader.cli import main
status = main(sys.argv[1:])
print(status, *sorted(sys.modules), file=sys.stderr)
"""

_SCREEN_AND_STORE = {"textual", "rich", "click", "tinydb"}
_READING = {
    "cmarkgfm", "selectolax", "yaml", "reader.importers.briefings", "reader.entities.recogniser",
    "reader.entities.figures",
}  # fmt: skip
"""What reads files and looks for names."""
_WORKING = {"multiprocessing", "subprocess", "concurrent", "queue", "watchfiles", "asyncio", "reader.services.preload"}
"""What works in the background."""


def probe(environ: Mapping[str, str], *words: str) -> tuple[str, set[str]]:
    """Run the program in a process of its own: its status, and the modules that it has loaded."""
    done = subprocess.run([sys.executable, "-c", _PROBE, *words], env=environ, capture_output=True, text=True)
    assert "\x1b" not in done.stdout
    status, *modules = done.stderr.splitlines()[-1].split()
    return status, set(modules)


@pytest.mark.parametrize(
    ("line", "loaded"),
    [
        (["list", "hbm", "--json"], {"click"}),
        (["search", "hbm", "-entity:Micron", "--json"], {"click"}),
        (["show", "{seed}"], {"click"}),
        (["entities", "{seed}"], {"click"}),
        (["dossier", "TSMC"], {"click"}),
        (["index"], {"click"}),
        (["tag", "{seed}", "+x"], {"click", "tinydb"}),
        (["bookmark", "{seed}"], {"click", "tinydb"}),
        (["annotations"], {"click"}),
        (["tags"], {"click"}),
        (["--help"], {"click"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_subcommand_never_loads_the_screen(
    environ: Mapping[str, str], seeds: tuple[Path, ...], line: list[str], loaded: set[str]
) -> None:
    status, modules = probe(environ, *(word.format(seed=seeds[0]) for word in line))
    assert (status, modules & _SCREEN_AND_STORE) == ("0", loaded)


def test_the_store_is_loaded_where_there_is_one(environ: Mapping[str, str], seeds: tuple[Path, ...]) -> None:
    assert probe(environ, "tag", str(seeds[0]), "+x")[0] == "0"
    for line in (["list", "tag:x"], ["annotations"], ["tags"]):
        assert "reader.storage.journaled" in probe(environ, *line)[1], line


@pytest.mark.parametrize(
    "line",
    [
        ["list"], ["list", "hbm", "is:unread", "--json"], ["search", "hbm"], ["search", "entity:tsmc", "--json"],
        ["dossier", "TSMC"], ["annotations"], ["tags"], ["index"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_where_nothing_is_new_nothing_is_loaded_to_read_it(
    environ: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, line: list[str]
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert main(["index"]) == 0
    status, modules = probe(environ, *line)
    assert status == "0"
    assert not modules & (_READING | _WORKING)


def test_the_way_to_the_screen_loads_no_parser(environ: Mapping[str, str]) -> None:
    status, modules = probe(environ)
    assert status == "1"
    assert not modules & (_SCREEN_AND_STORE | _READING | _WORKING | {"sqlite3"})


def test_a_pipe_that_is_closed_early_is_left_quietly(environ: Mapping[str, str], tmp_path: Path) -> None:
    long = tmp_path / "long.md"
    long.write_text("word " * 200_000)
    with subprocess.Popen(
        [sys.executable, "-m", "reader", "show", str(long)],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(10) == 141
