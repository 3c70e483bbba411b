"""Identity, word count, empty files, and that an import loads nothing it does not need."""

import subprocess
import sys

import pytest

from reader.domain.briefing import Provenance
from reader.importers.briefings import import_briefing
from reader.importers.counting import count_words
from reader.importers.files import UnreadableFile
from tests.importers.looking import read


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("# T\n\na b\n", "# T\r\n\r\na b"),
        ("# T\n\na b\n", "T\n=\n\na\nb\n"),
        ("# T\n\na **b**\n", "---\ntags: x\n---\n\n# T\n\n\n\na b\n"),
    ],
)
def test_the_same_words_are_the_same_briefing(first: str, second: str) -> None:
    assert read(first, "x.md").id == read(second, "other/y.md").id


def test_other_words_are_another_briefing() -> None:
    assert read("# T\n\na b\n").id != read("# T\n\na c\n").id


def test_the_id_is_a_known_hash() -> None:
    # printf 'T a b' | sha256sum | cut -c1-16
    assert read("# T\n\na b\n").id == "7566626b1300349d"


@pytest.mark.parametrize("data", [b"", b" \t\n\n   \n", b"\xef\xbb\xbf", b"---\n---\n", b"---\ntitle: A\n---\n"])
@pytest.mark.parametrize("suffix", [".md", ".txt", ".html", ""])
def test_files_without_words(data: bytes, suffix: str) -> None:
    first, second = import_briefing(data, "a" + suffix), import_briefing(data, "b" + suffix)
    if suffix == ".html" and b"-" in data:
        assert first.text
        return
    assert (first.text, first.blocks, first.words) == ("", (), 0)
    assert first.warnings == ("empty file",)
    assert first.id != second.id


def test_an_empty_file_goes_by_its_name() -> None:
    metadata = import_briefing(b"", "chip-notes.md").metadata
    assert (metadata.title, metadata.origins["title"]) == ("Chip notes", Provenance.FILE_NAME)


WORDS: dict[str, int] = {
    "": 0,
    "one two": 2,
    "it's a well-known U.S. firm": 5,
    "a – b — c": 3,
    "$165 billion, 45.8 %": 3,
    "2026-05-03~2026-05-09": 2,
    "半導体の供給": 6,
    "TSMCは3nmを量産": 6,
    "한국 반도체 산업": 3,
    "naïve café": 2,
    "-- ... ’": 0,
}


@pytest.mark.parametrize("text", WORDS)
def test_words(text: str) -> None:
    assert count_words(text) == WORDS[text]


def test_pictures_are_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"not a text file \(PNG image\)"):
        import_briefing(b"\x89PNG\r\n\x1a\n" + bytes(64), "x.md")


def test_one_warning_for_one_fault() -> None:
    briefing = import_briefing(b"# caf\xe9\n\n\xff bad \xff\n", "x.md")
    assert len(briefing.warnings) == 1


def test_importing_the_module_is_cheap() -> None:
    program = "import sys, reader.importers.briefings; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"textual", "rich", "yaml", "tomllib", "selectolax", "cmarkgfm", "sqlite3", "tinydb"}
    assert heavy.isdisjoint(loaded)


def test_plain_text_needs_no_parser() -> None:
    program = (
        "import sys; from reader.importers.briefings import import_briefing;"
        "import_briefing(b'Some words here.', 'x.txt'); print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert {"selectolax", "cmarkgfm", "yaml"}.isdisjoint(loaded)
