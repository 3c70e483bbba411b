"""`reader packs check`."""

import json
from pathlib import Path

import pytest

from reader.cli import main

GOOD = "type: company\nentities:\n  - {name: Blue Harbour Lines, aliases: [BHL]}\n"
TWICE = GOOD + "  - {name: Baltic Haul, aliases: [BHL]}\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFING_READER_HOME", str(tmp_path))
    return tmp_path


def test_the_lists_in_use_are_without_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["packs", "check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_one_alias_of_two_entries_is_a_fault_with_its_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = home / "ships.yaml"
    pack.write_text(TWICE, encoding="utf-8")
    assert main(["packs", "check", str(pack), "--json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)
    assert finding["where"] == "ships.yaml:4"
    assert "BHL" in finding["message"]


def test_ones_own_packs_are_read(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "config" / "packs").mkdir(parents=True)
    (home / "config" / "packs" / "ships.yaml").write_text(GOOD, encoding="utf-8")
    text = home / "note.md"
    text.write_text("# Note\n\nRates at BHL rose.\n", encoding="utf-8")
    assert main(["entities", str(text), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert [(row["name"], row["type"], row["count"]) for row in found["entities"]] == [
        ("Blue Harbour Lines", "company", 1)
    ]
