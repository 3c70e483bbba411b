"""Which files are found, and in what order."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.services.walk import walk_files, walk_folders


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def names(folder: Path, *roots: Path) -> list[str]:
    return [os.path.relpath(found.path, folder) for found in walk_files(roots or [folder])]


def test_files_come_sorted_and_hidden_or_foreign_ones_do_not(tmp_path: Path) -> None:
    make(tmp_path, "b.md", "a/z.txt", "a/b/c.html", "c", ".git/x.md", ".hidden.md", "photo.png", "a/.x/y.md")
    assert names(tmp_path) == ["b.md", "c", "a/z.txt", "a/b/c.html"]


def test_a_named_file_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    make(tmp_path, "list.log", ".hidden")
    assert names(tmp_path, tmp_path / "list.log", tmp_path / ".hidden") == ["list.log", ".hidden"]


def test_a_hidden_root_is_walked(tmp_path: Path) -> None:
    make(tmp_path, ".briefings/a.md")
    assert names(tmp_path, tmp_path / ".briefings") == [".briefings/a.md"]


def test_links_are_followed_and_loops_end(tmp_path: Path) -> None:
    make(tmp_path, "lib/a.md", "other/b.md")
    (tmp_path / "lib" / "loop").symlink_to(tmp_path / "lib")
    (tmp_path / "lib" / "more").symlink_to(tmp_path / "other")
    (tmp_path / "other" / "back").symlink_to(tmp_path / "lib")
    assert names(tmp_path, tmp_path / "lib") == ["lib/a.md", "lib/more/b.md"]


def test_roots_that_overlap_give_each_path_once(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "sub/b.md")
    assert names(tmp_path, tmp_path / "sub", tmp_path, tmp_path / "a.md") == ["sub/b.md", "a.md"]


def test_a_missing_root_and_a_broken_link_come_as_paths(tmp_path: Path) -> None:
    (tmp_path / "broken.md").symlink_to(tmp_path / "nowhere")
    assert names(tmp_path, tmp_path, tmp_path / "gone") == ["broken.md", "gone"]


def test_three_hundred_nested_folders_are_walked(tmp_path: Path) -> None:
    here = os.getcwd()
    os.chdir(tmp_path)
    try:
        for _ in range(300):
            os.mkdir("d")
            os.chdir("d")
        Path("deep.md").write_text("deep")
    finally:
        os.chdir(here)
    assert [Path(found.path).name for found in walk_files([tmp_path])] == ["deep.md"]


def test_files_come_with_their_folders_and_a_named_file_is_its_own(tmp_path: Path) -> None:
    make(tmp_path, "lib/b.md", "lib/a.md", "lib/sub/c.md", "lib/empty/.x", "alone.md")
    found = list(walk_folders([tmp_path / "lib", tmp_path / "alone.md", tmp_path / "lib" / "a.md"]))
    assert [(folder.path, [file.path for file in folder.files]) for folder in found] == [
        (str(tmp_path / "lib"), [str(tmp_path / "lib" / "a.md"), str(tmp_path / "lib" / "b.md")]),
        (str(tmp_path / "lib" / "empty"), []),
        (str(tmp_path / "lib" / "sub"), [str(tmp_path / "lib" / "sub" / "c.md")]),
        (str(tmp_path / "alone.md"), [str(tmp_path / "alone.md")]),
    ]


def stamp(path: Path) -> bytes:
    (found,) = walk_files([path])
    return found.stamp


def change_keeping_size_and_time(path: Path) -> None:
    status = path.stat()
    time.sleep(0.02)
    path.write_text(path.read_text().upper())
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def replace_keeping_size_and_time(path: Path) -> None:
    status = path.stat()
    other = path.with_name("other.md")
    other.write_text(path.read_text().upper())
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.rename(path)


def make_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_text("longer than before"),
        lambda path: os.utime(path, (1, 1)),
        change_keeping_size_and_time,
        replace_keeping_size_and_time,
        make_pipe,
        Path.unlink,
    ],
)
def test_every_version_of_a_file_has_a_stamp_of_its_own(tmp_path: Path, change: Callable[[Path], object]) -> None:
    path = tmp_path / "a.md"
    path.write_text("words")
    before = stamp(path)
    assert stamp(path) == before
    change(path)
    assert stamp(path) != before


def test_a_stamp_does_not_tell_how_a_file_was_reached(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    (tmp_path / "link.md").symlink_to(tmp_path / "a.md")
    assert stamp(tmp_path / "link.md") == stamp(tmp_path / "a.md")
