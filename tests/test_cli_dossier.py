"""`reader dossier`, over the two sample briefings."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from tests.conftest import ROOT

SEEDS = str(ROOT / "seeds")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_READER_HOME", str(tmp_path))


def test_json_has_the_promised_fields_and_quotes_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--library", SEEDS, "dossier", "SK Hynix", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["name", "type", "aliases", "first", "last", "total", "statements", "with"]
    assert (found["name"], found["type"], found["total"]) == ("SK Hynix", "company", 1)
    (statement,) = found["statements"]
    assert list(statement) == ["id", "path", "date_start", "label", "section", "start", "end", "sentence"]
    assert statement["label"] == "2026-W19"
    assert main(["--library", SEEDS, "show", statement["id"], "--json"]) == 0
    text = json.loads(capsys.readouterr().out)["text"]
    assert text[statement["start"] : statement["end"]] == statement["sentence"]
    assert {"name": "Samsung Electronics", "count": 1} in found["with"]


def test_text_gives_the_date_above_the_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--library", SEEDS, "dossier", "IEEPA"]) == 0
    lines = capsys.readouterr().out.split("\n")
    assert lines[0] == "IEEPA (policy)"
    assert "1 mention in 1 sentence; 2026-05-03 to 2026-05-09" in lines
    at = next(number for number, line in enumerate(lines) if line.startswith("2026-05-03, Alpha In Asia"))
    assert lines[at + 1].startswith("  The US departure")


def test_an_unknown_name_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--library", SEEDS, "dossier", "Nobody At All"]) == 1
    assert "Nobody At All: no briefing of the library names that" in capsys.readouterr().err


def test_lines_are_sentences_with_what_is_met_in_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--library", SEEDS, "dossier", "TSMC", "--lines"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert main(["--library", SEEDS, "dossier", "TSMC", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(row["id"], row["start"]) for row in rows] == [(row["id"], row["start"]) for row in found["statements"]]
    assert sum(len(row["mentions"]) for row in rows) == found["total"]
    met = [name for row in rows for name in row["with"]]
    assert {row["name"]: row["count"] for row in found["with"]} == {name: met.count(name) for name in set(met)}
    first = rows[0]["mentions"][0]
    offset = first["start"] - rows[0]["start"]
    assert rows[0]["sentence"][offset : offset + first["end"] - first["start"]] == "TSMC"


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        pytest.param(["since:2026-05"], lambda row: row["date_start"] is not None, id="a period"),
        pytest.param(["date:unknown"], lambda row: row["date_start"] is None, id="unknown dates"),
        pytest.param(["--with", "Sony"], lambda row: "Sony" in row["with"], id="somebody else"),
        pytest.param(["-joint", "japan"], lambda row: "Japan" in row["sentence"], id="words"),
    ],
)
def test_sentences_are_chosen(
    words: list[str], fits: Callable[[dict[str, Any]], bool], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", SEEDS, "dossier", "TSMC", "--lines"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert main(["--library", SEEDS, "dossier", "TSMC", *words, "--lines"]) == 0
    chosen = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    wanted = [row for row in rows if fits(row) and not ("-joint" in words and "oint" in row["sentence"])]
    assert 0 < len(wanted) < len(rows)
    assert chosen == wanted


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["TSMC", "since:yesterday"], 1, "yesterday: not a date"),
        (["TSMC", "--with", "Nobody At All"], 1, "Nobody At All: no briefing"),
        (["TSMC", "--json", "--lines"], 2, "not both"),
    ],
)
def test_faults_are_told(words: list[str], status: int, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--library", SEEDS, "dossier", *words]) == status
    out, err = capsys.readouterr()
    assert not out
    assert message in err
