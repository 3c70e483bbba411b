"""`reader dossier`, over the two sample briefings."""

import json
from pathlib import Path

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
    assert lines[0] == "IEEPA (policy): 1 mention in 1 sentence; 2026-05-03 to 2026-05-09"
    at = next(number for number, line in enumerate(lines) if line.startswith("2026-05-03, Alpha In Asia"))
    assert lines[at + 1].startswith("  The US departure")


def test_an_unknown_name_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--library", SEEDS, "dossier", "Nobody At All"]) == 1
    assert "Nobody At All: no briefing of the library names that" in capsys.readouterr().err
