"""Mailboxes: where one letter ends and the next begins."""

from pathlib import Path

import pytest

from reader.sources.errors import SourceError
from reader.sources.mail import read_letter
from reader.sources.mailboxes import is_maildir, is_mbox, list_letters, looks_like_letter, peek_id
from tests.sources.letters import letter, mbox, numbered


def titles(path: Path) -> list[str]:
    return [
        str(one.reason) if isinstance(one, SourceError) else str(read_letter(one).title) for one in list_letters(path)
    ]


def test_an_mbox(tmp_path: Path) -> None:
    path = tmp_path / "box"
    path.write_bytes(mbox(*map(numbered, range(3))))
    assert is_mbox(path)
    assert titles(path) == ["Weekly 0", "Weekly 1", "Weekly 2"]


def test_from_at_the_beginning_of_a_line(tmp_path: Path) -> None:
    path = tmp_path / "box"
    words = "First.\n\nFrom Taiwan comes news: HBM.\n\nFrom here on.\n"
    path.write_bytes(mbox(numbered(1, words), numbered(2)))
    letters = [read_letter(one).body for one in list_letters(path) if isinstance(one, bytes)]
    assert letters[0] == "First.\n\nFrom Taiwan comes news: HBM.\n\nFrom here on.\n"
    assert len(letters) == 2


def test_an_unquoted_from_is_no_new_letter_without_headers_behind_it(tmp_path: Path) -> None:
    path = tmp_path / "box"
    path.write_bytes(mbox(numbered(1)) + b"\nFrom Taiwan we hear nothing.\nNothing at all.\n")
    assert titles(path) == ["Weekly 1"]


def test_the_last_letter_waits_while_it_is_being_written(tmp_path: Path) -> None:
    path = tmp_path / "box"
    whole = mbox(numbered(1), numbered(2))
    path.write_bytes(whole[:-12])
    assert titles(path) == ["Weekly 1"]
    path.write_bytes(whole)
    assert titles(path) == ["Weekly 1", "Weekly 2"]


def test_nobody_need_read_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "box"
    path.write_bytes(mbox(*map(numbered, range(3))))
    letters = list_letters(path)
    assert isinstance(next(letters), bytes)
    letters.close()


def test_an_empty_mbox(tmp_path: Path) -> None:
    (tmp_path / "box").write_bytes(b"")
    assert titles(tmp_path / "box") == []


def test_a_maildir(tmp_path: Path) -> None:
    for name in ("cur", "new", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "new" / "1715.2.host").write_bytes(numbered(2))
    (tmp_path / "cur" / "1715.1.host:2,S").write_bytes(numbered(1))
    (tmp_path / "tmp" / "1715.3.host").write_bytes(numbered(3)[:40])
    (tmp_path / "cur" / ".hidden").write_bytes(b"x")
    (tmp_path / "new" / "1715.4.host").mkdir()
    assert is_maildir(tmp_path)
    assert titles(tmp_path) == ["Weekly 1", "Weekly 2", "1715.4.host: is a folder"]


def test_one_letter(tmp_path: Path) -> None:
    (tmp_path / "x.eml").write_bytes(numbered(7))
    assert titles(tmp_path / "x.eml") == ["Weekly 7"]


@pytest.mark.parametrize("name", ["missing", "folder"])
def test_what_is_no_mailbox_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(SourceError):
        titles(tmp_path / name)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (numbered(5), "mid:5@letters.example"),
        (numbered(5).replace(b"\n", b"\r\n"), "mid:5@letters.example"),
        (letter(Message_ID="\n <folded@x>"), "mid:folded@x"),
        (letter("Message-ID: <body@x>\n", Message_ID=""), ""),
    ],
)
def test_the_id_at_a_glance_is_that_of_the_letter(data: bytes, name: str) -> None:
    assert peek_id(data) == name == read_letter(data).identifier


def test_letters_are_told_from_other_texts() -> None:
    assert looks_like_letter(numbered(1))
    assert not looks_like_letter(b"From: here\nTo there.\n\nDate: none\n")
    assert not looks_like_letter(b"# A briefing\n\nWords.\n")
