"""The inbox: nothing twice, nothing missing, no half file, whoever is killed when."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.storage.errors import StoreError
from reader.storage.files import Files
from reader.storage.inbox import Inbox, Outcome
from tests.conftest import ROOT
from tests.storage.parcels import make

KILLS = int(os.environ.get("BRIEFING_READER_KILL_ROUNDS", "5"))


def files(folder: Path) -> dict[str, str]:
    """Every file that is not hidden, with its text."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def test_files_are_put_under_their_names(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox")
    assert inbox.put([make(1, stem="a"), make(2, stem="b")]) == [Outcome.ADDED] * 2
    assert files(tmp_path / "inbox") == {"2026/05/a.md": "1 words\n", "2026/05/b.md": "2 words\n"}


def test_the_same_is_put_once(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    assert Inbox(folder).put([make(1), make(1)]) == [Outcome.ADDED, Outcome.SAME]
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert Inbox(folder).put([make(1)]) == [Outcome.SAME]
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.name != ".lock"} == {
        path: changed for path, changed in before.items() if path.name != ".lock"
    }


@pytest.mark.parametrize("shared", ["link", "content"])
def test_the_same_under_another_identity_is_put_once(tmp_path: Path, shared: str) -> None:
    inbox = Inbox(tmp_path)
    first, other = make(1), make(2)
    other = other._replace(content=first.content, link=first.link if shared == "link" else other.link)
    assert inbox.put([first]) == [Outcome.ADDED]
    assert inbox.put([other]) == [Outcome.SAME]
    assert inbox.knows(other.identity)
    assert list(files(tmp_path)) == ["2026/05/weekly.md"]


def test_names_do_not_clash_also_where_case_counts_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "2026" / "05").mkdir(parents=True)
    (tmp_path / "2026" / "05" / "WEEKLY.md").write_text("the reader's own\n")
    assert Inbox(tmp_path).put([make(1), make(2)]) == [Outcome.ADDED] * 2
    assert files(tmp_path) == {
        "2026/05/WEEKLY.md": "the reader's own\n",
        "2026/05/weekly-2.md": "1 words\n",
        "2026/05/weekly-3.md": "2 words\n",
    }


def test_a_new_version_takes_the_name_and_the_old_one_is_kept(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    inbox.put([make(1)])
    assert inbox.put([make(1, "other words", content=11)]) == [Outcome.RENEWED]
    assert inbox.put([make(1, "last words", content=12)]) == [Outcome.RENEWED]
    assert inbox.put([make(1)]) == [Outcome.SAME]
    assert files(tmp_path) == {
        "2026/05/weekly.md": "1 last words\n",
        "2026/05/weekly.md.1": "1 words\n",
        "2026/05/weekly.md.2": "1 other words\n",
    }


def test_what_the_reader_wrote_into_a_file_is_kept_when_a_new_version_comes(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    inbox.put([make(1)])
    (tmp_path / "2026/05/weekly.md").write_text("my own\n")
    inbox.put([make(1, "other words", content=11)])
    assert sorted(files(tmp_path).values()) == ["1 other words\n", "my own\n"]


def test_what_the_reader_deleted_does_not_come_back(tmp_path: Path) -> None:
    Inbox(tmp_path).put([make(1)])
    (tmp_path / "2026/05/weekly.md").unlink()
    assert Inbox(tmp_path).put([make(1)]) == [Outcome.SAME]
    assert files(tmp_path) == {}


def test_a_lost_list_is_made_again_from_the_files(tmp_path: Path) -> None:
    def recall(data: bytes) -> tuple[str, str, str] | None:
        number = data.split()[0]
        return make(int(number))[:3] if number.isdigit() else None

    Inbox(tmp_path, recall).put([make(1), make(2)])
    (tmp_path / ".items").unlink()
    (tmp_path / "own.md").write_text("no item\n")
    assert Inbox(tmp_path, recall).put([make(2), make(3), make(1)]) == [Outcome.SAME, Outcome.ADDED, Outcome.SAME]


def test_a_half_line_of_a_killed_writer_is_cut(tmp_path: Path) -> None:
    Inbox(tmp_path).put([make(1)])
    with open(tmp_path / ".items", "ab") as file:
        file.write(b"0000000000000002 00000")
    inbox = Inbox(tmp_path)
    assert inbox.put([make(2)]) == [Outcome.ADDED]
    assert Inbox(tmp_path).put([make(1), make(2)]) == [Outcome.SAME] * 2


def test_two_processes_share_a_folder(tmp_path: Path) -> None:
    one, other = Inbox(tmp_path), Inbox(tmp_path)
    one.put([make(1)])
    other.put([make(2)])
    assert one.put([make(2)]) == [Outcome.SAME]
    assert other.put([make(1)]) == [Outcome.SAME]


def test_an_error_is_told_and_what_was_to_be_written_comes_next_time(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    inbox.put([make(1)])
    (tmp_path / "2027").write_text("a file where a folder is to be")
    with pytest.raises(StoreError, match="not saved"):
        inbox.put([make(2)._replace(folder="2027/01")])
    (tmp_path / "2027").unlink()
    assert inbox.put([make(1), make(2)._replace(folder="2027/01")]) == [Outcome.SAME, Outcome.ADDED]
    assert list(files(tmp_path)) == ["2026/05/weekly.md", "2027/01/weekly.md"]


class _Killed(BaseException):
    """Ends a writer where it stands."""


class _KilledBeforeNoting(Files):
    def open_to_write(self, path: Path) -> int:
        raise _Killed


def test_what_a_killed_writer_had_not_noted_is_known_when_it_comes_in_other_words(tmp_path: Path) -> None:
    with pytest.raises(_Killed):
        Inbox(tmp_path, files=_KilledBeforeNoting()).put([make(1, "old words"), make(2)])
    assert len(files(tmp_path)) == 2
    assert Inbox(tmp_path).put([make(1, "new words", content=9), make(2)]) == [Outcome.RENEWED, Outcome.SAME]
    assert sorted(files(tmp_path).values()) == ["1 new words\n", "1 old words\n", "2 words\n"]
    assert not list((tmp_path / ".partial").iterdir())


WRITER = """
import sys
from pathlib import Path
from reader.storage.inbox import Inbox
from tests.storage.parcels import make
inbox = Inbox(Path(sys.argv[1]))
print("ready", flush=True)
for start in range(0, 160, 20):
    inbox.put([make(n, "words " * 200, stem=f"weekly-{n % 7}") for n in range(start, start + 20)])
    inbox.put([make(n, "new words " * 200, stem="x", content=n + 500_000) for n in range(start, start + 5)])
"""


def _run_writer(folder: Path, patience: float | None) -> None:
    """Let a process put all files there, or be killed after some seconds."""
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    if patience is not None:
        time.sleep(patience)
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_killed_at_any_moment_and_run_again(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    for round_ in range(KILLS):
        _run_writer(folder, 0.005 + 0.015 * (round_ % 20))
        for text in files(folder).values():
            assert text.endswith("words \n"), "a half file"
    _run_writer(folder, None)
    texts = sorted(files(folder).values())
    expected = [f"{n} {'words ' * 200}\n" for n in range(160)]
    expected += [f"{n} {'new words ' * 200}\n" for n in range(160) if n % 20 < 5]
    assert texts == sorted(expected)
