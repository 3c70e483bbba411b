"""Reading files that are no files, or not to be read, and telling briefings by their names."""

import os
import socket
from pathlib import Path

import pytest

from reader.importers.briefings import import_file
from reader.importers.files import UnreadableFile, is_briefing_name, read_file

NAMES: dict[str, bool] = {
    "a.md": True,
    "a.MD": True,
    "a.markdown": True,
    "a.mdx": True,
    "a.txt": True,
    "a.text": True,
    "a.html": True,
    "a.htm": True,
    "README": True,
    "a.b.md": True,
    "a.pdf": False,
    "a.md.bak": False,
    "a.md~": False,
    ".hidden.md": False,
    ".md": False,
    "": False,
}


@pytest.mark.parametrize("name", NAMES)
def test_names(name: str) -> None:
    assert is_briefing_name(name) is NAMES[name]


def reason(path: str | os.PathLike[str], limit: int = 1000) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_file(path, limit)
    return caught.value.reason


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"x\r\n" * 333)
    assert read_file(path, 999) == b"x\r\n" * 333


def test_a_file_over_the_limit_is_refused_with_its_size(tmp_path: Path) -> None:
    path = tmp_path / "big.md"
    with path.open("wb") as file:
        file.truncate(5 << 30)
    assert reason(path, 32 << 20) == "larger than 32 MB (5.0 GB)"
    assert reason(path, 999) == "larger than 999 bytes (5.0 GB)"


def test_a_file_that_understates_its_size_is_read_no_further_than_the_limit() -> None:
    path = Path("/proc/self/maps")
    if not path.exists():
        pytest.skip("no /proc here")
    assert path.stat().st_size == 0
    assert reason(path, 100) == "larger than 100 bytes"


def test_a_missing_file(tmp_path: Path) -> None:
    assert reason(tmp_path / "none.md") == "no such file"


def test_a_folder(tmp_path: Path) -> None:
    assert reason(tmp_path) == "is a folder"


def test_a_link_to_nothing_and_a_ring_of_links(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("nowhere")
    (tmp_path / "b").symlink_to("c")
    (tmp_path / "c").symlink_to("b")
    assert reason(tmp_path / "a") == "no such file"
    assert "links" in reason(tmp_path / "b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert reason(tmp_path / "pipe") == "is a named pipe"


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets in the file system here")
def test_a_socket(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        assert reason(tmp_path / "s")


def test_a_device() -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("no devices here")
    assert reason("/dev/zero") == "is a device"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("secret")
    path.chmod(0)
    assert reason(path) == "no permission"


@pytest.mark.parametrize("path", ["a\0b.md", "a\ud800b.md"])
def test_a_name_that_no_file_can_have(path: str) -> None:
    assert reason(path) == "not a valid file name"


def test_reasons_are_fit_to_be_shown() -> None:
    assert UnreadableFile("no\x1b[2J\nway").reason == "no␛[2J␊way"


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/bad-\xff\x9b31m.md"
    with open(name, "wb") as file:
        file.write(b"just words, here.\n")
    briefing = import_file(os.fsdecode(name))
    assert briefing.text == "just words, here."
    assert briefing.metadata.title == "Bad \ufffd\ufffd31m"
