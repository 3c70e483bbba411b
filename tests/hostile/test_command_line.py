"""Every payload through every subcommand: to a terminal that answers, and into a pipe; errors and help too."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.hostile.payloads import PAYLOADS, is_dangerous, keep_visible
from tests.hostile.shelf import Shelf, make_shelf, mark
from tests.hostile.test_matrix import STEP, kinds_of_sequences, list_raw_controls, list_unseen
from tests.terminal import Terminal

NAMES = list(PAYLOADS)
PROGRESS = {b"[K"}
"""The progress bar clears its own line."""

COMMANDS: dict[str, Sequence[str]] = {
    "list": ["list"],
    "show": ["show", "{body}"],
    "search": ["search", "Alias01", "--limit", "1000"],
    "entities": ["entities", "{body}"],
    "figures": ["figures", "{body}"],
    "dossier": ["dossier", "Alias01"],
    "annotations": ["annotations"],
    "tags": ["tags"],
    "index": ["index", "--rebuild"],
    "names": ["names", "list"],
    "packs": ["packs", "check"],
}
WRONG: dict[str, Sequence[str]] = {
    "no such briefing": ["show", "{payload}"],
    "no such folder": ["--library", "{payload}", "list"],
    "a query that is none": ["list", "since:{payload}"],
    "a query without an answer": ["list", "{payload}"],
    "a search without an answer": ["search", "{payload}"],
    "no such name": ["dossier", "{payload}"],
    "words that stand nowhere": ["bookmark", "{body}", "--quote", "{payload}"],
    "no such option": ["list", "--{payload}"],
    "no such folder for the screen": ["./{payload}"],
    "no such type": ["names", "accept", "Acmecorp", "{payload}"],
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """With all payloads."""
    return make_shelf(tmp_path_factory.mktemp("shelf"), list(PAYLOADS.values()), step=STEP)


def fill(shelf: Shelf, words: Sequence[str], payload: str = "") -> list[str]:
    plain = os.fsdecode(payload.replace("\x00", "").encode("utf-8", "surrogatepass"))
    return [word.replace("{body}", str(shelf.library / "body01.md")).replace("{payload}", plain) for word in words]


def check_plain(data: bytes, also: str = "") -> str:
    """Text without anything that a terminal could obey."""
    text = data.decode()
    assert {ascii(letter) for letter in text if is_dangerous(letter) and letter not in "\n" + also} == set()
    return text


@pytest.mark.parametrize("name", COMMANDS)
def test_into_a_pipe(shelf: Shelf, name: str) -> None:
    done = shelf.run(*fill(shelf, COMMANDS[name]), check=False)
    check_plain(done.stdout)
    check_plain(done.stderr)
    assert done.returncode == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_to_a_terminal(shelf: Shelf, name: str) -> None:
    command = shelf.subcommand(*fill(shelf, COMMANDS[name]))
    with Terminal(command, columns=150, rows=50, env=shelf.env, cwd=ROOT) as terminal:
        assert terminal.exit_status(timeout=30) == 0
        assert list_raw_controls(bytes(terminal.raw)) == []
        assert kinds_of_sequences(bytes(terminal.raw)) <= PROGRESS
        assert (bytes(terminal.answers), terminal.title, terminal.clipboard) == (b"", "", None)


def strings(document: Any) -> Iterator[str]:
    """Every text in a JSON document."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict):
        for key, value in document.items():
            yield key
            yield from strings(value)
    elif isinstance(document, list):
        for value in document:
            yield from strings(value)


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in ("names", "packs")])
def test_json_holds_scrubbed_text_and_nothing_is_lost(shelf: Shelf, name: str) -> None:
    done = shelf.run(*fill(shelf, COMMANDS[name]), "--json")
    check_plain(done.stdout)
    document = json.loads(done.stdout)
    for text in strings(document):
        # A path is the file's own: a program that reads it must find the file.
        if str(shelf.library) not in text:
            assert not [letter for letter in text if is_dangerous(letter) and letter != "\n"], ascii(text)


def test_every_visible_character_is_printed(shelf: Shelf) -> None:
    def out(*words: str) -> str:
        return keep_visible(shelf.run(*fill(shelf, words)).stdout.decode())

    assert list_unseen(out("show", "{body}"), "b") == []
    assert list_unseen(out("list"), "t") == []
    assert list_unseen(out("annotations"), "n", step=STEP) == []
    assert list_unseen(out("tags"), "g", without=" ") == []
    assert list_unseen(out("entities", "{body}"), "Name") == []


@pytest.mark.parametrize("name", WRONG)
def test_errors_are_one_line_of_plain_text(shelf: Shelf, name: str) -> None:
    chosen = NAMES if os.environ.get("BRIEFING_READER_TORTURE") else NAMES[::20]
    for payload in (mark("w", 1, PAYLOADS[chosen_name]) for chosen_name in chosen):
        words = fill(shelf, WRONG[name], payload)
        done = shelf.run(*words, check=False)
        check_plain(done.stdout)
        errors = [line for line in check_plain(done.stderr).split("\n") if "config.yaml" not in line]
        assert 0 < len("".join(errors)) < 1000
        assert len(errors) == 2, errors
        # A payload with a parenthesis is a query that is not whole.
        assert done.returncode in ((0, 1) if "without an answer" in name else (1, 2)), done.stderr


def test_files_of_ones_own_that_are_wrong(tmp_path: Path) -> None:
    shelf = make_shelf(tmp_path, list(PAYLOADS.values())[:3])
    config = tmp_path / "home" / "config"
    for number, payload in enumerate(PAYLOADS.values()):
        data = mark("x", number, payload).encode("utf-8", "surrogatepass")
        (config / "config.yaml").write_bytes(b"theme: " + data + b"\n" + data + b": 1\nqueries: " + data + b"\n")
        (config / "entities.yaml").write_bytes(b"- " + data + b"\n- {reject: " + data + b"}\n")
        (config / "packs" / "own.yaml").write_bytes(b"entities:\n- {name: A, type: " + data + b"}\n")
        (tmp_path / "home" / "data" / "store.json").write_bytes(b'{"_default": ' + data)
        if number % 31 == 0 or os.environ.get("BRIEFING_READER_TORTURE"):
            for words in (["list"], ["packs", "check"], ["tags"], ["names", "list"]):
                done = shelf.run(*words, check=False)
                check_plain(done.stdout)
                check_plain(done.stderr)
                assert done.returncode in (0, 1)
