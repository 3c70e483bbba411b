"""`reader names`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.cli import main
from tests.test_cli import Result

TEXT = "# Note\n\nThe yard sold ships to Gavrilo Marsk and to Nvidia in Taiwan.\n"
Run = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFING_READER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def run(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the program in this process, with a library of one briefing."""
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "note.md").write_text(TEXT, encoding="utf-8")

    def call(*arguments: str) -> Result:
        status = main(["--library", str(folder), *arguments])
        captured = capsys.readouterr()
        return Result(status, captured.out, captured.err)

    return call


def entities(run: Run, tmp_path: Path) -> set[tuple[str, str | None, str]]:
    (found,) = run("entities", str(tmp_path / "briefings" / "note.md"), "--json").json
    return {(row["name"], row["type"], row["status"]) for row in found["entities"]}


BASE = {
    ("Gavrilo Marsk", None, "found"),
    ("Nvidia", "company", "known"),
    ("Taiwan", "place", "known"),
}
NVIDIA, TAIWAN = ("Nvidia", "company", "known"), ("Taiwan", "place", "known")
DECIDED = {
    "accept": (["Gavrilo Marsk", "person"], {("Gavrilo Marsk", "person", "known"), NVIDIA, TAIWAN}),
    "reject": (["Gavrilo Marsk"], {NVIDIA, TAIWAN}),
    "merge": (["Gavrilo Marsk", "Nvidia"], {NVIDIA, TAIWAN}),
    "split": (["Taiwan", "Nvidia"], BASE),
    "rename": (["Taiwan", "Formosa"], {("Gavrilo Marsk", None, "found"), NVIDIA, ("Formosa", "place", "known")}),
    "retype": (["Nvidia", "product"], {("Gavrilo Marsk", None, "found"), ("Nvidia", "product", "known"), TAIWAN}),
    "case": (["nvidia", "exact"], {("Gavrilo Marsk", None, "found"), TAIWAN}),
}


@pytest.mark.parametrize(("command", "case"), DECIDED.items(), ids=DECIDED)
def test_each_decision_shows_in_what_is_listed_and_can_be_undone(
    run: Run, tmp_path: Path, command: str, case: tuple[list[str], set[tuple[str, str | None, str]]]
) -> None:
    arguments, names = case
    assert run("index").status == 0
    assert entities(run, tmp_path) == BASE
    made = run("names", command, *arguments, "--json").json
    assert (made["change"], made["decision"], made["name"], made["briefings"]) == ("added", command, arguments[0], 1)
    assert entities(run, tmp_path) == names
    (listed,) = run("names", "list", "--json").json
    assert listed == {key: made[key] for key in ("line", "decision", "name", "other", "type", "rule")}
    undone = run("names", "undo", "--json").json
    assert (undone["change"], undone["line"]) == ("removed", made["line"])
    assert entities(run, tmp_path) == BASE


def test_what_is_decided_already_is_said(run: Run) -> None:
    assert "line 3 added: reject Taiwan" in run("names", "reject", "Taiwan").out
    again = run("names", "reject", "Taiwan")
    assert again.out == "line 3 says so already: reject Taiwan\n"
    assert run("names", "reject", "Taiwan", "--json").json["change"] == "none"


def test_a_line_is_undone_by_its_number(run: Run) -> None:
    run("names", "reject", "Taiwan")
    run("names", "rename", "Nvidia", "The green one")
    assert run("names", "undo", "3", "--json").json["name"] == "Taiwan"
    assert run("names", "list").out == '3  rename Nvidia "The green one"\n'
    missing = run("names", "undo", "9")
    assert (missing.status, missing.err) == (1, "reader: there is no decision in line 9\n")


def test_nothing_to_undo_or_list(run: Run) -> None:
    assert run("names", "undo").err == "reader: there is no decision\n"
    assert run("names", "list", "--json").json == []
    assert run("names", "list").err == "reader: no decisions yet\n"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["accept", "(x)"], 1),
        (["accept", ""], 1),
        (["merge", "A", "A"], 1),
        (["accept", "A", "firm"], 2),
        (["retype", "A"], 2),
        (["case", "A", "upper"], 2),
        (["undo", "0"], 2),
        (["forget", "A"], 2),
    ],
)
def test_what_makes_no_sense_is_refused_and_written_nowhere(
    run: Run, home: Path, arguments: list[str], status: int
) -> None:
    result = run("names", *arguments)
    assert result.status == status
    assert result.err.startswith("reader: ")
    assert not (home / "config" / "entities.yaml").exists()


def test_a_file_that_cannot_be_written_is_told(run: Run, home: Path) -> None:
    (home / "config" / "entities.yaml").mkdir(parents=True)
    result = run("names", "reject", "Taiwan")
    assert result.status == 1
    assert "entities.yaml" in result.err


def test_bad_lines_are_told_and_the_others_hold(run: Run, home: Path, tmp_path: Path) -> None:
    file = home / "config" / "entities.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("- {reject: Taiwan}\n- {reject: \x1b[31m}\nnonsense\n- {rename: Nvidia, to: Green}\n")
    assert entities(run, tmp_path) == {("Gavrilo Marsk", None, "found"), ("Green", "company", "known")}
    listed = run("names", "list", "--json")
    assert [row["line"] for row in listed.json] == [1, 4]
    assert "error: entities.yaml:2: " in listed.err
    assert "error: entities.yaml:3: " in listed.err
    assert "\x1b" not in listed.err


def test_packs_check_looks_at_the_decisions_too(run: Run, home: Path, tmp_path: Path) -> None:
    file = home / "config" / "entities.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("- {reject: Taiwan}\n- {accept: A, accept: B}\n")
    result = run("packs", "check", "--json")
    assert result.status == 1
    (fault,) = json.loads(result.out)
    assert fault["where"] == "entities.yaml:2"
    other = tmp_path / "entities.yaml"
    other.write_text("- {reject: Taiwan}\n")
    assert run("packs", "check", str(other)).status == 0
    assert run("packs", "check", str(tmp_path / "nowhere" / "entities.yaml")).out == "entities.yaml: no such file\n"


def test_the_dossier_follows(run: Run) -> None:
    run("index")
    run("names", "merge", "Gavrilo Marsk", "Nvidia")
    found = run("dossier", "Nvidia", "--json").json
    assert (found["total"], found["aliases"]) == (2, ["Gavrilo Marsk"])
    run("names", "reject", "Nvidia")
    assert run("dossier", "Nvidia").status == 1
