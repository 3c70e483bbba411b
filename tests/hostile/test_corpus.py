"""Every kind of file opens, or says why not; none takes long, much memory, or hides a word."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reader.domain.briefing import BlockKind, Briefing
from reader.importers.briefings import import_briefing
from reader.importers.files import UnreadableFile
from reader.ui.layout.page import Page
from tests.conftest import ROOT
from tests.hostile.corpus import TEXTS, count_kinds, file_name, write_corpus
from tests.hostile.payloads import is_dangerous

SECONDS = 20.0
"""For one file through one subcommand, about ten times what was measured."""
MEGABYTES = 300
COMMANDS = ("show", "entities", "figures") if os.environ.get("BRIEFING_READER_TORTURE") else ("show", "entities")

EACH = """
import contextlib, io, json, os, resource, sys, time
from reader.cli import main
folder, names = sys.argv[1], json.loads(sys.argv[2])
for name in names:
    for command in json.loads(sys.argv[3]):
        before = time.perf_counter()
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(["--library", folder, command, os.path.join(folder, name), "--json"])
        seconds = time.perf_counter() - before
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        text = json.loads(out.getvalue()).get("text", "") if status == 0 and command == "show" else ""
        words = [word for word in ("Qzstartqz", "Qzendqz") if word in text]
        sys.__stdout__.write(json.dumps([name, command, status, seconds, peak, words, err.getvalue()[-300:]]) + "\\n")
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of it."""
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(folder)
    return folder


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A home that the tests of this module share."""
    return {"BRIEFING_READER_HOME": str(tmp_path_factory.mktemp("home")), "PYTHONPATH": str(ROOT)}


def run(corpus: Path, env: dict[str, str], *words: str) -> Any:
    command = [sys.executable, "-m", "reader", "--library", str(corpus), *words]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=120, env=os.environ | env, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_there_are_kinds_enough() -> None:
    assert count_kinds() >= 118


def test_the_index_takes_all_of_it(corpus: Path, env: dict[str, str]) -> None:
    told = run(corpus, env, "index", "--json")
    failed = {os.path.basename(row["path"]): row["reason"] for row in told["failed"]}
    for name, kind in TEXTS.items():
        assert (file_name(name) in failed) is not kind.is_read, (name, failed.get(file_name(name)))
    assert failed["pipe.md"] == "is a named pipe"
    assert failed["zeros.md"] == "is a device"
    assert "larger" in failed["sparse.md"]
    assert told["seconds"] < 5 * SECONDS
    # All files together: some are read at once, each by a process of its own.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 < 2 * MEGABYTES


def test_the_list_has_a_row_for_everything(corpus: Path, env: dict[str, str]) -> None:
    rows = run(corpus, env, "list", "--json")
    listed = {os.path.basename(path) for row in rows for path in row["paths"]}
    # A name as the program prints it: what cannot be shown is replaced there.
    written = {path.name for path in corpus.iterdir() if not path.is_dir()}
    assert {name for name in written if name.isascii() and name.isprintable()} <= listed
    assert len(listed) >= len(TEXTS) + 14 + 8
    assert "deep.md" in listed
    for row in rows:
        assert not [letter for letter in row["title"] if is_dangerous(letter)]


@pytest.mark.parametrize("part", range(4))
def test_each_file_alone(corpus: Path, env: dict[str, str], part: int) -> None:
    names = list(TEXTS)[part::4]
    files = json.dumps([file_name(name) for name in names])
    command = [sys.executable, "-c", EACH, str(corpus), files, json.dumps(COMMANDS)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=300, env=os.environ | env, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr[-2000:]
    rows = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert len(rows) == len(COMMANDS) * len(names), done.stderr[-2000:]
    kinds = {file_name(name): TEXTS[name] for name in names}
    for name, command_name, status, seconds, peak, words, errors in rows:
        kind = kinds[name]
        assert status == (0 if kind.is_read else 1), (name, command_name, errors)
        assert seconds < SECONDS, (name, command_name)
        assert peak < MEGABYTES, (name, command_name, peak)
        if command_name == "show" and set(kind.words) & {"Qzstartqz", "Qzendqz"}:
            assert set(words) >= set(kind.words), name


def find_unreachable(briefing: Briefing, width: int) -> set[str]:
    """The characters of a text that no row of its page has."""
    page = Page(briefing, width, (), "")
    page.measure_all()
    reached = bytearray(len(briefing.text))
    for y in range(page.height):
        for piece in page.row(y).pieces:
            reached[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
    spans = [block.span for block in briefing.blocks if block.kind is not BlockKind.RULE]
    return {
        briefing.text[at]
        for span in spans
        for at in range(span.start, span.end)
        if not reached[at] and not briefing.text[at].isspace()
    }


SMALL = [name for name, kind in TEXTS.items() if kind.is_read and len(kind.data()) < 300_000]


@pytest.mark.parametrize("name", SMALL)
def test_every_character_has_its_row(name: str) -> None:
    kind = TEXTS[name]
    try:
        briefing = import_briefing(kind.data(), file_name(name))
    except UnreadableFile:
        pytest.fail("is text")
    for word in kind.words:
        assert word in briefing.text
    assert find_unreachable(briefing, 60) == set()
