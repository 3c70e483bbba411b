"""An index that followed every change says the same as one that is made afresh."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reader.services.ingest import update_index
from reader.services.library import BriefingCache, Library
from tests.services.fakes import KNOWN, NVIDIA, TAIWAN, make_lists
from tests.services.indexes import check_soundness, differences, index_afresh, read_index

CONTENTS = (
    b"---\ntitle: Weekly notes\nseries: Weekly\ndate: 2026-05-09\n---\n\nHBM supply in Taiwan, says Nvidia.\n",
    # The same text, and so the same briefing, with another title and another day, or other spaces.
    b"---\ntitle: Other notes\ndate: 2026-03-01\n---\n\nHBM supply in Taiwan, says Nvidia.\n",
    b"HBM  supply in Taiwan,\nsays Nvidia.\n",
    b"# Notes on packaging\n\nTaiwan doubles. China and Nvidia wait for Taiwan.\n",
    "# 半導体\n\n半導体 in Taiwan, 2026-05-09.\n".encode(),
    b"Nothing is named here.\n",
    b"",
    b"\x00\x01\x02\x03binary\xff\xfe" * 50,
)
NAMES = ("a.md", "b.md", "c", "sub/a.md", "sub/b.txt", "sub/deep/a.md", "other/z.md")
FOLDERS = ("sub", "sub/deep", "other", "moved", "c")

WORDS = {**KNOWN, "supply in": TAIWAN, "Nothing": NVIDIA}
"""Some go by several names, not all of which stand in every text."""

Change = tuple[str, int, int]
changes = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *["write", "write", "write", "same size", "touch", "move", "move", "delete", "delete", "copy", "copy"],
                *["move folder", "move folder", "delete folder", "folder for file", "pipe", "broken link", "link"],
                *["hide", "away", "back"],
            ]
        ),
        st.integers(0, 100),
        st.integers(0, 100),
    ),
    min_size=3,
    max_size=10,
)  # fmt: skip


class Shelf:
    """A folder that is changed, as people and programs do it."""

    def __init__(self, root: Path) -> None:
        self.root = root / "library"
        self.away = root / "away"
        self.root.mkdir()

    def apply(self, change: Change) -> None:
        """Make one change; one that is not possible is none."""
        kind, one, other = change
        act: Callable[[int, int], object] = getattr(self, "_" + kind.replace(" ", "_"))
        # A file system tells no two moments apart that are closer than a few milliseconds.
        time.sleep(0.005)
        try:
            act(one, other)
        except OSError:
            return

    def _name(self, number: int) -> Path:
        return self.root / NAMES[number % len(NAMES)]

    def _folder(self, number: int) -> Path:
        return self.root / FOLDERS[number % len(FOLDERS)]

    def _existing(self, number: int) -> Path:
        files = sorted(path for path in self.root.rglob("*") if path.is_file())
        if not files:
            raise FileNotFoundError
        return files[number % len(files)]

    def _free(self, path: Path) -> Path:
        if path.is_dir():
            raise IsADirectoryError
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _write(self, one: int, other: int) -> None:
        path = self._free(self._name(one))
        path.unlink(missing_ok=True)
        path.write_bytes(CONTENTS[other % len(CONTENTS)])

    def _same_size(self, one: int, other: int) -> None:
        path = self._existing(one)
        status = path.stat()
        path.write_bytes(path.read_bytes().replace(b"Taiwan", b"Nvidia"))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def _touch(self, one: int, other: int) -> None:
        os.utime(self._existing(one))

    def _move(self, one: int, other: int) -> None:
        self._existing(one).rename(self._free(self._name(other)))

    def _copy(self, one: int, other: int) -> None:
        shutil.copy2(self._existing(one), self._free(self._name(other)))

    def _delete(self, one: int, other: int) -> None:
        self._existing(one).unlink()

    def _move_folder(self, one: int, other: int) -> None:
        self._folder(one).rename(self._folder(other))

    def _delete_folder(self, one: int, other: int) -> None:
        shutil.rmtree(self._folder(one))

    def _folder_for_file(self, one: int, other: int) -> None:
        path = self._existing(one)
        data = path.read_bytes()
        path.unlink()
        path.mkdir()
        (path / "inside.md").write_bytes(data)

    def _pipe(self, one: int, other: int) -> None:
        path = self._free(self._name(one))
        path.unlink(missing_ok=True)
        os.mkfifo(path)

    def _broken_link(self, one: int, other: int) -> None:
        path = self._free(self._name(one))
        path.unlink(missing_ok=True)
        path.symlink_to(self.root / "nowhere")

    def _link(self, one: int, other: int) -> None:
        path = self._free(self._name(one))
        path.unlink(missing_ok=True)
        path.symlink_to(self._folder(other))

    def _hide(self, one: int, other: int) -> None:
        path = self._existing(one)
        path.rename(path.with_name("." + path.name))

    def _away(self, one: int, other: int) -> None:
        """Like a disk that is taken out."""
        self.root.rename(self.away)
        self.root.mkdir()

    def _back(self, one: int, other: int) -> None:
        if self.away.is_dir():
            shutil.rmtree(self.root)
            self.away.rename(self.root)


def follow(changes: Sequence[Change], folder: Path, *, with_names: Callable[[int], bool] = lambda step: True) -> None:
    """Update an index after each change, and compare it with a new one at the end."""
    shelf, lists = Shelf(folder), make_lists(WORDS)
    for number in range(4):
        shelf.apply(("write", number, number))
    library = Library([shelf.root], index=folder / "index.sqlite3", cache=BriefingCache(0))
    update_index(library.roots, library.database, lists)
    for step, change in enumerate(changes):
        shelf.apply(change)
        update_index(library.roots, library.database, lists if with_names(step) else None)
    update_index(library.roots, library.database, lists)
    assert library.notice == ""
    assert differences(read_index(library), read_index(index_afresh([shelf.root], lists))) == {}
    check_soundness(library.database)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(changes, st.integers(1, 4))
@example([("copy", 0, 2), ("delete", 0, 0)], 1)
@example([("copy", 0, 3), ("delete", 0, 0)], 1)
@example([("away", 0, 0), ("back", 0, 0)], 1)
@example([("move folder", 0, 3), ("move folder", 3, 0)], 1)
@example([("write", 0, 1), ("write", 1, 0), ("write", 0, 3)], 2)
def test_following_changes_says_the_same_as_starting_afresh(changes: Sequence[Change], every: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        follow(changes, Path(folder), with_names=lambda step: step % every == 0)
