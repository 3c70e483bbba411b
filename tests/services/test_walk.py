"""Which files are found, and in what order."""

import os
from pathlib import Path

from reader.services.walk import walk_files


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
