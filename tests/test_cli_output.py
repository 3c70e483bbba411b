"""Printing: columns, and nothing that a terminal could take for a command."""

import io
import sys

import pytest

from reader import output


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("半導体", 6), ("e\u0301", 1), ("a\u200db", 2), ("café", 4), ("", 0)]
)
def test_cells(text: str, cells: int) -> None:
    assert output.count_cells(text) == cells


def test_columns_are_aligned_and_nothing_trails() -> None:
    rows = [("ID", "N", "TITLE"), ("1", "1,000", "半導体"), ("22", "7", "")]
    assert output.align(rows, right=(1,)) == ["ID      N  TITLE", "1   1,000  半導体", "22      7"]


@pytest.mark.parametrize(("width", "expected"), [(8, "a  半導…"), (9, "a  半導体"), (7, "a  半…"), (None, "a  半導体")])
def test_lines_are_cut_to_the_terminal(width: int | None, expected: str) -> None:
    assert output.align([("a", "半導体")], width=width) == [expected]


HOSTILE = "a\x1b[2J\x9b\u202e\u200b\ud800\x07"


def test_everything_printed_is_scrubbed(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_lines([HOSTILE])
    output.print_json({HOSTILE: [HOSTILE]})
    output.print_error(HOSTILE + "\n")
    printed = "".join(capsys.readouterr())
    assert printed.count("a␛[2J") == 2
    assert not set("\x1b\x9b\u202e\u200b\ud800\x07") & set(printed)


def test_a_message_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_error("one\ntwo")
    assert capsys.readouterr().err == "reader: one␊two\n"


def test_an_encoding_without_a_character_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding="latin-1"))
    output.open_streams()
    output.print_lines(["é 半"])
    output.print_json("半")
    output.flush()
    assert buffer.getvalue() == b'\xe9 ?\n"\\u534a"\n'


def test_only_a_person_before_all_three_streams_is_a_terminal() -> None:
    assert not output.is_terminal()
    assert output.line_width() is None
