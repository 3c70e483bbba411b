"""The file of decisions: changed line by line, in one step, by one process at a time."""

import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from reader.storage.decisions import LARGEST, LineFile, Lines, split_lines
from reader.storage.errors import StoreError
from tests.storage.disk import ModelDisk

CONTENTS = {
    "empty": b"",
    "one line": b"- a\n",
    "no end": b"- a\n- b",
    "carriage returns": b"- a\r\n- b\r\n",
    "blank lines": b"\n\n# why\n\n",
    "no text": b"\xff\x00\n\xfe",
    "other line ends": "- a\x0b\u2028\x85\n".encode(),
}


def add(line: bytes, path: Path) -> None:
    LineFile(path).change(lambda before: Lines((*before.lines, line)))


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_lines_give_back_the_very_bytes(content: bytes) -> None:
    assert split_lines(content).join() == content


def test_a_new_line_leaves_all_others_alone(tmp_path: Path) -> None:
    path = tmp_path / "entities.yaml"
    path.write_bytes(b"# mine\r\n\n- {b: 1}   # why\n- not ended")
    add(b"- new", path)
    assert path.read_bytes() == b"# mine\r\n\n- {b: 1}   # why\n- not ended\n- new\n"


def test_nothing_is_written_where_nothing_changes(tmp_path: Path) -> None:
    path = tmp_path / "entities.yaml"
    path.write_bytes(b"- a\n")
    before = path.stat()
    LineFile(path).change(lambda lines: lines)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_the_mode_stays(tmp_path: Path) -> None:
    path = tmp_path / "entities.yaml"
    path.write_bytes(b"- a\n")
    path.chmod(0o640)
    add(b"- b", path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    kept = tmp_path / "kept" / "names.yaml"
    kept.parent.mkdir()
    kept.write_bytes(b"- a\n")
    path = tmp_path / "entities.yaml"
    path.symlink_to(kept)
    add(b"- b", path)
    assert path.is_symlink()
    assert kept.read_bytes() == b"- a\n- b\n"


def test_what_a_killed_writer_left_is_in_nobodys_way(tmp_path: Path) -> None:
    path = tmp_path / "entities.yaml"
    (tmp_path / "entities.yaml.new").write_bytes(b"half a li")
    add(b"- b", path)
    assert path.read_bytes() == b"- b\n"
    assert not (tmp_path / "entities.yaml.new").exists()


@pytest.mark.parametrize("kind", ["pipe", "folder", "large"])
def test_what_is_no_file_of_decisions_is_neither_read_nor_changed(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "entities.yaml"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        with path.open("wb") as file:
            file.truncate(LARGEST + 1)
    with pytest.raises(StoreError, match=r"entities\.yaml: (larger than 4 MB|not a regular file|is a directory)"):
        LineFile(path).read()
    with pytest.raises(StoreError, match=r"entities\.yaml"):
        add(b"- a", path)
    assert {one.name for one in tmp_path.iterdir()} <= {"entities.yaml", "entities.yaml.lock"}


def test_a_file_does_not_grow_beyond_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "entities.yaml"
    path.write_bytes(b"#" * (LARGEST - 2) + b"\n")
    with pytest.raises(StoreError, match="not saved"):
        add(b"- a", path)
    assert path.stat().st_size == LARGEST - 1


def _add_many(path: Path, who: int) -> None:
    for number in range(40):
        add(b"- %d %d" % (who, number), path)


def test_processes_do_not_lose_each_others_lines(tmp_path: Path) -> None:
    path = tmp_path / "entities.yaml"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_add_many, args=(path, who)) for who in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(path.read_bytes().split(b"\n")[:-1]) == sorted(
        b"- %d %d" % (who, number) for who in range(3) for number in range(40)
    )


@pytest.mark.parametrize("left_out", ["", "sync entities.yaml.new"])
def test_after_a_loss_of_power_the_file_is_the_old_or_the_new_one(tmp_path: Path, left_out: str) -> None:
    path = tmp_path / "entities.yaml"
    old, new = b"# mine\n- a\n", b"# mine\n- a\n- b\n"
    disk = ModelDisk.holding({path: old})
    disk.left_out = left_out
    found: set[bytes | None] = set()
    disk.on_operation = lambda: found.update(state.get(path) for state in disk.states_after_power_loss())
    LineFile(path, disk).change(lambda before: Lines((*before.lines, b"- b")))
    after = {state.get(path) for state in disk.states_after_power_loss()}
    if left_out:
        assert left_out in disk.labels
        assert found - {old, new}
    else:
        assert found == {old, new}
        assert after == {new}
