"""`reader doctor`: a healthy home is without complaint, and each thing that is wrong is told with what to do."""

import json
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader.cli import main
from reader.cli_doctor import examine_terminal
from reader.services.doctor import Health
from tests.terminal import Terminal

Examine = Callable[..., tuple[int, list[dict[str, str]]]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a library of two briefings and one annotation."""
    monkeypatch.setenv("BRIEFING_READER_HOME", str(tmp_path / "home"))
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "a.md").write_text("# Memory\n\nHBM is short this week.\n\nDRAM follows later.\n")
    (folder / "b.md").write_text("# Ships\n\nThe canal is closed.\n")
    (tmp_path / "home" / "config").mkdir(parents=True)
    (tmp_path / "home" / "config" / "config.yaml").write_text(f"libraries: {folder}\n")
    assert main(["bookmark", str(folder / "a.md"), "--quote", "HBM is short this week"]) == 0
    return tmp_path / "home"


@pytest.fixture
def examine(home: Path, capsys: pytest.CaptureFixture[str]) -> Examine:
    """Runs it; gives the exit status and the rows."""

    def run() -> tuple[int, list[dict[str, str]]]:
        capsys.readouterr()
        status = main(["doctor", "--json"])
        printed = capsys.readouterr()
        assert printed.err == ""
        return status, json.loads(printed.out)

    return run


def _problems(rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(row["where"], row["message"]) for row in rows if row["level"] in ("warning", "error")]


def test_a_healthy_home_is_well(examine: Examine, capsys: pytest.CaptureFixture[str]) -> None:
    status, rows = examine()
    assert (status, _problems(rows)) == (0, [])
    assert {row["level"] for row in rows} == {"ok"}
    messages = {row["where"].split(" /")[0]: row["message"] for row in rows}
    assert messages["index"].endswith(": 2 briefings")
    assert messages["store"].endswith(": 1 annotation")
    assert messages["anchors"] == "1 on their words"
    assert main(["doctor"]) == 0
    assert capsys.readouterr().out.endswith("\nEverything is well.\n")


def test_settings_and_decisions_are_told_with_their_lines(home: Path, examine: Examine) -> None:
    with (home / "config" / "config.yaml").open("a") as file:
        file.write("theme: nihgt\nkeys: {view.zenn: Z}\n")
    (home / "config" / "entities.yaml").write_text("- what: is this\n")
    status, rows = examine()
    found = dict(_problems(rows))
    assert status == 1
    assert "did you mean night?" in found[f"{home}/config/config.yaml:2: theme"]
    assert "did you mean view.zen?" in found[f"{home}/config/config.yaml:3: keys: view.zenn"]
    assert any(where.startswith("entities.yaml") for where in found)


def test_a_pack_that_cannot_be_read_is_told(home: Path, examine: Examine) -> None:
    (home / "config" / "packs").mkdir()
    (home / "config" / "packs" / "mine.yaml").write_text("type: [\n")
    status, rows = examine()
    assert status == 1
    assert any(where.startswith("mine.yaml") for where, _ in _problems(rows))


def test_a_folder_that_is_gone_is_told(home: Path, examine: Examine) -> None:
    with (home / "config" / "config.yaml").open("w") as file:
        file.write(f"libraries: [{home.parent}/briefings, {home.parent}/gone]\n")
    status, rows = examine()
    assert status == 1
    assert [where for where, _ in _problems(rows)] == [f"library {home.parent}/gone"]


def test_a_damaged_index_is_told(home: Path, examine: Examine) -> None:
    (file,) = (home / "cache").glob("index-*.sqlite3")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    data = bytearray(file.read_bytes())
    assert len(data) > 5 * size
    for at in range(size, len(data)):
        data[at] ^= 0x5A
    file.write_bytes(data)
    status, rows = examine()
    assert status == 1
    assert [where for where, _ in _problems(rows)] == ["index"]
    status, rows = examine()
    assert (status, _problems(rows)) == (0, []), "it is whole again"


def test_a_damaged_store_is_told(home: Path, examine: Examine) -> None:
    for file in (home / "data").iterdir():
        if file.name.startswith("store.json") and file.is_file():
            file.write_bytes(b"{ this is no JSON")
    status, rows = examine()
    assert status == 1
    assert any("store" in where for where, _ in _problems(rows))


def test_words_that_are_gone_are_told(home: Path, examine: Examine) -> None:
    (home.parent / "briefings" / "a.md").write_text("# Memory\n\nSomething else entirely.\n\nDRAM follows later.\n")
    status, rows = examine()
    assert status == 1
    ((where, message),) = _problems(rows)
    assert (where, message.split(".")[0]) == ("anchors", "1 whose words are not in their briefing any more")


def test_files_that_cannot_be_read_are_worth_a_note(home: Path, examine: Examine) -> None:
    (home.parent / "briefings" / "c.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    status, rows = examine()
    assert status == 0
    assert [row["where"] for row in rows if row["level"] == "note"] == ["files"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(home: Path, examine: Examine) -> None:
    (home / "data").chmod(0o500)
    try:
        status, rows = examine()
    finally:
        (home / "data").chmod(0o700)
    assert status == 1
    assert any("cannot be written" in message for _, message in _problems(rows))


@pytest.mark.parametrize(
    ("environ", "level", "words"),
    [
        ({"TERM": "dumb"}, Health.ERROR, "TERM is dumb"),
        ({}, Health.ERROR, "TERM is not set"),
        ({"TERM": "xterm", "NO_COLOR": "1"}, Health.OK, "no colours"),
        ({"TERM": "xterm"}, Health.OK, "16 colours"),
        ({"TERM": "xterm-256color"}, Health.OK, "256 colours"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, Health.OK, "16 million colours"),
    ],
)
def test_the_terminal_is_looked_at(environ: dict[str, str], level: Health, words: str) -> None:
    found = list(examine_terminal(environ, is_terminal=True))
    assert any(one.level is level and words in one.message for one in found)


@pytest.mark.parametrize(("size", "status"), [((80, 24), 0), ((30, 24), 1)])
def test_a_real_terminal_is_measured(home: Path, size: tuple[int, int], status: int) -> None:
    columns, rows = size
    env = {"BRIEFING_READER_HOME": str(home)}
    with Terminal([sys.executable, "-m", "reader", "doctor"], columns=columns, rows=rows, env=env) as terminal:
        terminal.wait_for("to look at." if status else "Everything is well.", 30)
        assert terminal.exit_status() == status
