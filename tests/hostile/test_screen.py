"""Every kind of file on the real screen: opened, read to its end, within limits, and nothing of it hidden."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.domain.briefing import BlockKind
from reader.importers.briefings import import_file
from tests.conftest import ROOT
from tests.hostile.corpus import (
    BINARIES,
    ENCODINGS,
    HEADS,
    PAGES,
    SIZES,
    STRUCTURES,
    TEXTS,
    file_name,
    write_odd_files,
)
from tests.hostile.test_matrix import list_raw_controls
from tests.hostile.touring import Opened, Reader, find_missing, keep_words, list_rows
from tests.terminal import Terminal

IS_TORTURE = bool(os.environ.get("BRIEFING_READER_TORTURE"))
SECONDS = 20.0
"""For any key; ten times what was measured with two such programs at once."""
MEGABYTES = 300
KINDS = {file_name(name): kind for name, kind in TEXTS.items()}
MOST_PAGES = 40 if IS_TORTURE else 6
"""A longer text is read to here, and its last page."""
LANDMARK = 12
"""Characters by which a text is known when it comes."""
SAMPLE = (
    "shift-jis", "utf-16 with half a pair", "surrogates in utf-8", "NULs between letters", "all line ends", "nothing",
    "ten megabytes in a line", "a megabyte of marks on a letter", "joined emoji without end",
    "a hundred thousand headings", "a table of a hundred thousand cells", "a table of fifty thousand columns",
    "ten thousand quotes", "a thousand lists", "backticks of every length", "markup of the toolkit", "scripts",
    "carriage returns that cover", "arabic and hebrew", "foreign schemes", "sixty thousand brackets", "escapes",
    "a long title", "tables within tables", "entities of control characters", "a picture",
)  # fmt: skip
"""What has been trouble, and one of each sort."""


SORTS = {
    "encodings": tuple(ENCODINGS), "sizes": tuple(SIZES), "structures": tuple(STRUCTURES), "heads": tuple(HEADS),
    "pages": tuple(PAGES), "binaries": tuple(BINARIES), "odd files": (),
}  # fmt: skip
"""The whole corpus, in parts that can be run one by one."""


@pytest.fixture(params=SORTS if IS_TORTURE else ["sample"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A part of the corpus, or the sample."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in SORTS.get(request.param, SAMPLE):
        (folder / file_name(name)).write_bytes(TEXTS[name].data())
    if request.param == "odd files":
        write_odd_files(folder)
    return folder


def choose_words(row: dict[str, Any]) -> list[str]:
    """The visible characters of each block of a row's text, or what stands there instead; tables may go sideways."""
    path = row["paths"][0]
    if not row["words"]:
        # An empty file has its title; a file that cannot be read has its reason.
        reason = next(iter(row["warnings"]), "empty file")
        return [keep_words(row["title"] if reason == "empty file" else reason)]
    if not os.path.exists(path):
        return []
    briefing = import_file(path)
    blocks = [block for block in briefing.blocks if block.kind is not BlockKind.TABLE]
    return [keep_words(block.span.of(briefing.text)) for block in blocks]


def list_faults(row: dict[str, Any], words: str, opened: Opened) -> Iterator[str]:
    """What is wrong with how a row of the list was shown."""
    path = row["paths"][0]
    if opened.megabytes >= MEGABYTES:
        yield f"{path}: took {opened.megabytes} MB"
    kind = KINDS.get(os.path.basename(path))
    if kind is not None:
        yield from (f"{path}: {word} is not there" for word in kind.words if word not in opened.text)
    missing = find_missing(words, opened.text) if opened.is_whole else ""
    if missing:
        yield f"{path}: not all is shown: {missing!r}"


def test_each_file_is_read_to_its_end(folder: Path, tmp_path: Path) -> None:
    env = {"BRIEFING_READER_HOME": str(tmp_path / "home")}
    rows = list_rows(folder, env)
    faults: list[str] = []
    command = [sys.executable, "-m", "reader", str(folder)]
    with Terminal(command, columns=100, rows=40, env=env, cwd=ROOT) as terminal:
        reader = Reader(terminal, SECONDS)
        reader.begin()
        for number, row in enumerate(rows):
            words = choose_words(row)
            if number:
                reader.go_on()
            # Many begin alike.
            reader.await_words("".join(words[1:2] or words)[:LANDMARK])
            faults += list_faults(row, "".join(words), reader.read(MOST_PAGES))
        terminal.press("Ctrl-C")
        assert terminal.exit_status(timeout=SECONDS) == 0
        assert list_raw_controls(bytes(terminal.raw)) == []
        assert terminal.title == ""
    assert not faults, "\n".join(faults)


def test_what_is_hidden_would_be_found() -> None:
    assert find_missing("abc", "xaxbxc") == ""
    assert find_missing("abcd", "abdc") == "abcd"
