"""Files that change while they are looked at: each look gives a briefing or a reason, and none waits for ever."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.importers.briefings import import_file
from reader.importers.files import UnreadableFile

TEXT = b"A paragraph of some words.\n\n" * 5_000


def vanish(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.write_bytes(TEXT)


def truncate(path: Path) -> None:
    path.write_bytes(TEXT)
    os.truncate(path, 10)


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(TEXT)
    if path.stat().st_size > 1_000_000:
        path.write_bytes(TEXT)


def swap_for_pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    path.unlink()
    path.write_bytes(TEXT)


def swap_for_folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()
    path.rmdir()
    path.write_bytes(TEXT)


def swap_for_link_to_itself(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(path)
    path.unlink()
    path.write_bytes(TEXT)


def forbid(path: Path) -> None:
    path.chmod(0)
    path.chmod(0o600)


@pytest.mark.parametrize(
    "change", [vanish, truncate, grow, swap_for_pipe, swap_for_folder, swap_for_link_to_itself, forbid]
)
def test_a_file_that_changes(change: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(TEXT)
    is_over = threading.Event()

    def keep_changing() -> None:
        while not is_over.is_set():
            change(path)

    changer = threading.Thread(target=keep_changing)
    changer.start()
    read, refused = 0, 0
    try:
        deadline = time.monotonic() + 0.7
        while time.monotonic() < deadline:
            start = time.monotonic()
            try:
                import_file(path)
                read += 1
            except UnreadableFile:
                refused += 1
            assert time.monotonic() - start < 5
    finally:
        is_over.set()
        changer.join()
    assert read + refused > 0
    assert "paragraph" in import_file(path).text or change is truncate
