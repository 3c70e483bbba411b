"""Saved queries after `list`, `search` and `annotations`."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from reader.cli import main

QUERIES = """queries:
  watch: hbm OR tsmc
  Supply chain: '"supply chain"'
  names: entity:TSMC
  bad: colour:red
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the program on three briefings, with saved queries; gives exit status, output and errors."""
    monkeypatch.setenv("BRIEFING_READER_HOME", str(tmp_path / "home"))
    config, folder = tmp_path / "home" / "config", tmp_path / "briefings"
    config.mkdir(parents=True)
    folder.mkdir()
    (config / "config.yaml").write_text(QUERIES)
    texts = {"Memory": "HBM is short.", "Fabs": "TSMC builds in Japan.", "Ships": "The supply chain moves."}
    for title, text in texts.items():
        (folder / f"{title}.md").write_text(f"# {title}\n\n{text}\n")

    def call(*arguments: str) -> tuple[int, str, str]:
        status = main(["--library", str(folder), *arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        (["@watch"], {"Memory", "Fabs"}),
        (["@Watch", "-japan"], {"Memory"}),
        (['@"supply chain"'], {"Ships"}),
        (["-@watch"], {"Ships"}),
        (["@names"], {"Fabs"}),
    ],
)
@pytest.mark.parametrize("command", ["list", "search"])
def test_a_saved_query_is_asked(run: Run, command: str, words: Sequence[str], titles: set[str]) -> None:
    status, out, _ = run(command, *words, "--json")
    assert status == 0
    assert {row["title"] for row in json.loads(out)} == titles


def test_annotations_are_asked_too(run: Run) -> None:
    _, out, _ = run("list", "hbm", "--json")
    run("tag", json.loads(out)[0]["id"], "+hbm")
    assert run("annotations", "@watch", "--json")[1].count('"motivation"') == 1
    assert run("annotations", "-@watch", "--json")[1].strip() == "[]"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("@wach", "@wach: no such saved query; did you mean @watch?"),
        ("@bad", "@bad cannot be used: colour: is not a field"),
    ],
)
def test_a_name_that_does_not_work_is_an_error(run: Run, query: str, message: str) -> None:
    status, out, err = run("list", query)
    assert (status, out) == (1, "")
    assert message in err


def test_what_is_wrong_with_a_saved_query_is_told_and_stops_nothing(run: Run) -> None:
    status, out, err = run("list", "--json")
    assert status == 0
    assert len(json.loads(out)) == 3
    assert "config.yaml:5: queries: bad: colour: is not a field" in err
