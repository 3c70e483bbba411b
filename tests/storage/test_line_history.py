"""The lines that were typed: kept for the next start, for their owner alone, scrubbed, and not for ever."""

import os
import stat
from pathlib import Path

from reader.storage.line_history import MOST_LINES, LineHistory


def test_lines_are_kept_each_once_where_it_was_typed_last(tmp_path: Path) -> None:
    history = LineHistory(tmp_path / "data" / "commands.history")
    assert history.read() == ()
    for line in ("zen", "filter hbm", " zen ", "", "tag x"):
        history.add(line)
    assert LineHistory(tmp_path / "data" / "commands.history").read() == ("filter hbm", "zen", "tag x")


def test_only_the_owner_can_read_them(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        LineHistory(tmp_path / "h").add("tag secret")
        for number in range(4_000):
            LineHistory(tmp_path / "h").add(f"filter word{number}")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "h").stat().st_mode) == 0o600


def test_they_are_scrubbed_on_their_way_in_and_out(tmp_path: Path) -> None:
    file = tmp_path / "h"
    LineHistory(file).add("tag \x1b[2J\nzen")
    assert b"\x1b" not in file.read_bytes()
    assert len(LineHistory(file).read()) == 1
    file.write_bytes(b"\x1b]0;x\x07\nzen\n\xff\xfe\n")
    assert not any("\x1b" in line for line in LineHistory(file).read())


def test_the_oldest_are_dropped(tmp_path: Path) -> None:
    history = LineHistory(tmp_path / "h")
    for number in range(3_000):
        history.add(f"filter some words {number}")
    assert (tmp_path / "h").stat().st_size < 65_536
    lines = history.read()
    assert len(lines) == MOST_LINES
    assert lines[-1] == "filter some words 2999"
    assert [path.name for path in tmp_path.iterdir()] == ["h"]


def test_what_cannot_be_read_or_written_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name in ("folder", "pipe"):
        LineHistory(tmp_path / name).add("zen")
        assert LineHistory(tmp_path / name).read() == ()
