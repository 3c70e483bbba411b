"""`reader packs check`."""

import json
from pathlib import Path

import pytest

from reader.cli import main
from reader.paths import find_paths
from reader.services.services import open_services

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


def test_the_settings_choose_packs(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "config").mkdir()
    (home / "config" / "config.yaml").write_text("packs: [maritime, ships.yaml, gone.yaml]\n", encoding="utf-8")
    (home / "config" / "ships.yaml").write_text(GOOD, encoding="utf-8")
    text = home / "note.md"
    text.write_text("# Note\n\nBHL, Maersk and TSMC signed.\n", encoding="utf-8")
    assert main(["entities", str(text), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert {row["name"]: row["type"] for row in found["entities"] if row["status"] == "known"} == {
        "Blue Harbour Lines": "company",
        "Maersk": "company",
    }
    assert main(["packs", "check"]) == 1
    assert "gone.yaml" in capsys.readouterr().out


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


def test_a_pack_that_is_left_out_is_told(home: Path, tmp_path: Path) -> None:
    (home / "config" / "packs").mkdir(parents=True)
    (home / "config" / "packs" / "broken.yaml").write_text("entities: 3\n", encoding="utf-8")
    (problem,) = open_services(find_paths(), [tmp_path]).problems
    assert str(problem).startswith("packs: broken.yaml: entities must be a list")
