"""`reader config`: what is set, from where, and what is wrong with it; and the page about it."""

import json
from pathlib import Path

import pytest

from reader.cli import main
from reader.config import Settings, load_settings, parse_settings
from reader.config_print import describe_settings, print_settings
from reader.config_table import SETTINGS
from reader.safe_yaml import load_yaml
from tests.conftest import ROOT

SET = """theme: paper
queries:
  far: 'entity:"Blue Harbour" OR -"supply chain"'
keys:
  view.zen: ["?", g x]
libraries: /briefings
"""


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings belong."""
    monkeypatch.setenv("BRIEFING_READER_HOME", str(tmp_path))
    (tmp_path / "config").mkdir()
    return tmp_path / "config" / "config.yaml"


def test_the_path_is_printed_whether_there_is_a_file_or_not(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "path"]) == 0
    assert capsys.readouterr().out == f"{file}\n"
    assert not file.exists()


@pytest.mark.parametrize("text", ["", SET, "date_format: iso\nmeasure: 140\n"])
def test_what_is_shown_can_be_a_settings_file(file: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(text)
    assert main(["config", "show"]) == 0
    shown = capsys.readouterr().out
    values = load_yaml(shown)
    assert isinstance(values, dict)
    assert list(values) == [setting.name for setting in SETTINGS]
    assert parse_settings(shown, file) == (load_settings(file)[0], ())


def test_it_is_shown_what_is_set_and_where(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(f"{SET}measure: wide\n")
    assert main(["config", "show", "--json"]) == 0
    printed = capsys.readouterr()
    rows = {row["name"]: (row["value"], row["source"]) for row in json.loads(printed.out)}
    assert rows["theme"] == ("paper", f"{file}:1")
    assert rows["libraries"] == (["/briefings"], f"{file}:6")
    assert rows["keys"] == ({"view.zen": ["?", "g x"]}, f"{file}:4")
    assert rows["measure"] == (Settings().measure, "default"), "what cannot be used is not in force"
    assert "must be a number of columns" in printed.err


def test_a_good_file_and_none_are_without_fault(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "check"]) == 0
    assert "the defaults hold" in capsys.readouterr().out
    file.write_text('theme: paper\nkeys:\n  view.zen: "Z"\n')
    assert main(["config", "check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_faults_are_told_with_their_lines_and_nothing_is_written(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "thme: paper\nmeasure: 900\n# mine\nqueries:\n  bad: colour:red\nkeys:\n  view.zen: q\n  view.zn: Z\n"
    file.write_text(text)
    assert main(["config", "check", "--json"]) == 1
    found = {row["where"]: (row["level"], row["message"]) for row in json.loads(capsys.readouterr().out)}
    assert found[f"{file}:1: thme"] == ("warning", "unknown setting; did you mean theme?")
    assert found[f"{file}:2: measure"][0] == "error"
    assert found[f"{file}:5: queries: bad"][1].startswith("colour: is not a field")
    assert found[f"{file}:7: keys: view.zen"][1].startswith('"q" runs both view.zen and app.')
    assert found[f"{file}:8: keys: view.zn"][1] == "no such command; did you mean view.zen?"
    assert file.read_text() == text
    assert [path.name for path in file.parent.iterdir()] == ["config.yaml"]


def test_a_fault_of_the_whole_file_has_its_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("theme: paper\n\tx: y\n")
    assert main(["config", "check"]) == 1
    assert f"error: {file}:2: " in capsys.readouterr().out


def test_values_cannot_control_a_terminal(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(
        '"\\e[2J": x\nqueries: {"\\e]0;x\\a": "\\e[31m"}\nlibraries: ["/\\e[2J"]\nkeys: {"\\e[2J": "\\e"}\n'
    )
    for words in (["show"], ["show", "--json"], ["check"], ["check", "--json"]):
        main(["config", *words])
        printed = capsys.readouterr()
        assert "\x1b" not in printed.out + printed.err


def test_the_page_shows_the_table_of_settings() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    _, _, rest = page.partition("<!-- settings -->\n")
    assert rest.partition("<!-- /settings -->")[0] == describe_settings()


def test_the_page_is_made_of_what_can_be_set() -> None:
    page = describe_settings()
    for setting in SETTINGS:
        assert f"### {setting.name}\n" in page
        assert setting.help in page
    assert "".join(print_settings(Settings(), Path("x"))).count("default") == len(SETTINGS)
