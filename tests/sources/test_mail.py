"""Letters, as they come and as somebody may send them on purpose."""

import time
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sources.errors import SourceError
from reader.sources.mail import LARGEST_LETTER, read_date, read_letter
from tests.sources.letters import HEADERS, letter, multipart

PLAIN = "Content-Type: text/plain; charset=utf-8\n\nPlain words.\n"
HTML = "Content-Type: text/html\n\n<p>HTML <a href='https://x.example/1'>words</a>.</p>\n"
PDF = (
    'Content-Type: application/pdf\nContent-Disposition: attachment; filename="=?utf-8?q?Bericht_M=C3=A4rz.pdf?="\n'
    "Content-Transfer-Encoding: base64\n\n" + "QUJD" * 1_000 + "\n"
)


def test_a_plain_letter() -> None:
    item = read_letter(letter("HBM supply is tight.\n\n- prices\n- orders\n"))
    assert (item.title, item.creator, item.publisher) == ("Memory Weekly 19", "Memory Letter", "letters.example")
    assert (item.series, item.identifier) == ("Memory Weekly", "mid:19@letters.example")
    assert item.issued == datetime(2026, 5, 9, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert item.day == "2026-05-09"
    assert item.body == "HBM supply is tight.\n\n- prices\n- orders\n"


@pytest.mark.parametrize("kind", ["alternative", "mixed", "related"])
def test_the_best_part_is_taken(kind: str) -> None:
    assert read_letter(multipart(PLAIN, HTML, kind=kind)).body == "HTML [words](https://x.example/1).\n"


def test_plain_words_are_taken_where_html_says_nothing() -> None:
    item = read_letter(multipart(PLAIN, "Content-Type: text/html\n\n<img src='https://x.example/p' width=1>\n"))
    assert item.body == "Plain words.\n"


def test_attachments_are_named_and_not_opened() -> None:
    item = read_letter(multipart(PLAIN, PDF))
    assert item.body == "Plain words.\n"
    assert item.notes == ("Bericht März.pdf (application/pdf, 3 kB)",)


def test_an_attached_page_is_no_text_of_the_letter() -> None:
    attached = "Content-Type: text/html\nContent-Disposition: attachment; filename=x.html\n\n<p>Not this</p>\n"
    assert read_letter(multipart(PLAIN, attached)).body == "Plain words.\n"


def test_a_letter_that_was_sent_on() -> None:
    inner = letter("Words of the inner letter.\n").decode()
    item = read_letter(multipart(PLAIN, f"Content-Type: message/rfc822\n\n{inner}"))
    assert item.body == "Plain words.\n\n---\n\nWords of the inner letter.\n"


CHARSETS = {
    "utf-8": "Zürich – 半導体",
    "iso-8859-15": "Zürich 5 €",
    "windows-1251": "Полупроводники",
    "shift_jis": "半導体",
    "gb18030": "半导体",
    "koi8-r": "Полупроводники",
    "utf-16": "Zürich",
}


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("coding", ["base64", "quoted-printable", "8bit"])
def test_charsets(charset: str, coding: str) -> None:
    import base64
    import quopri

    words = CHARSETS[charset]
    data = words.encode(charset)
    if coding == "8bit" and charset == "utf-16":
        pytest.skip("no letter can be sent so")
    coded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(coding, bytes)(data)
    sent = letter(coded, Content_Type=f"text/plain; charset={charset}", Content_Transfer_Encoding=coding)
    assert read_letter(sent).body == f"{words}\n"


@pytest.mark.parametrize("stated", ["us-ascii", "iso-8859-1", "no-such-charset", "", '"utf-8'])
def test_utf8_under_another_name(stated: str) -> None:
    sent = letter("Zürich – CoWoS".encode(), Content_Type=f"text/plain; charset={stated}")
    assert read_letter(sent).body == "Zürich – CoWoS\n"


SUBJECTS = {
    "quoted": ("=?utf-8?Q?Z=C3=BCrich_weekly?=", "Zürich weekly"),
    "base64": ("=?UTF-8?B?WsO8cmljaA==?= weekly", "Zürich weekly"),
    "two words, one letter cut": ("=?utf-8?b?WsM=?=\n =?utf-8?b?vHJpY2g=?=", "Zürich"),
    "unknown charset": ("=?x-none?q?abc?=", "abc"),
    "broken base64": ("=?utf-8?b?a?= b", None),
    "a line feed in it": ("=?utf-8?q?one=0Atwo=0D=0AX-Injected:_yes?=", "one two X-Injected: yes"),
    "escape in it": ("=?utf-8?q?=1B[2J=C2=9B1mx?=", "␛[2J�1mx"),
    "raw bytes": ("Zürich", "Zürich"),
    "markup": ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
    "folded": ("one\n\ttwo", "one two"),
    "missing": ("", "(no subject)"),
    "within words": ("a=?utf-8?q?b?=c", None),
}


@pytest.mark.parametrize("name", SUBJECTS)
def test_subjects(name: str) -> None:
    written, expected = SUBJECTS[name]
    title = read_letter(letter(Subject=written, encoding="utf-8")).title
    assert title
    assert not set(title) & set("\x1b\x9b\n\r")
    if expected is not None:
        assert title == expected


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Sat, 09 May 2026 23:30:00 -0500", "2026-05-09"),
        ("9 May 26 01:00 +0900", "2026-05-09"),
        ("Sat, 09 May 2026 23:30:00 GMT", "2026-05-09"),
        ("Fri, 31 Feb 2026 10:00:00 +0000", None),
        ("Mon, 01 Jan 0000 00:00:00 +0000", None),
        ("Mon, 01 Jan 2026 00:00:00 +9999999", None),
        ("Thu, 01 Jan 99999 00:00:00 +0000", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(written: str, day: str | None) -> None:
    found = read_date(written)
    assert (found.date().isoformat() if found else None) == day


def test_flowed_lines_are_joined() -> None:
    sent = letter("One line \nthat goes \non.\n\nNext.\n", Content_Type="text/plain; format=flowed")
    assert read_letter(sent).body == "One line that goes on.\n\nNext.\n"


def test_addresses_other_than_of_the_web_are_left_out() -> None:
    page = "<p><a href='javascript:alert(1)'>a</a> <a href='file:///etc/passwd'>b</a> <a href='MAILTO:x@y'>c</a></p>"
    assert read_letter(letter(page, Content_Type="text/html")).body == "a b [c](MAILTO:x@y)\n"


def _describe(data: bytes) -> str:
    """The title of a letter and what is told of it, or why it cannot be read."""
    try:
        item = read_letter(data)
        return "; ".join([item.title, *item.notes])
    except SourceError as error:
        return error.reason


def test_three_hundred_parts() -> None:
    item = read_letter(multipart(*[PLAIN] * 300))
    assert item.body.count("Plain words.") == 300


def _nest(depth: int) -> bytes:
    head, tail = "", ""
    for number in range(depth):
        head += f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n'
        tail = f"\n--b{number}--\n{tail}"
    return letter(head.partition("\n\n")[2] + PLAIN + tail, Content_Type='multipart/mixed; boundary="b0"')


def test_three_hundred_parts_within_each_other_are_told() -> None:
    begun = time.perf_counter()
    told = _describe(_nest(300))
    assert "parts beyond what a letter has" in told or "too deep to be read" in told
    assert time.perf_counter() - begun < 5


def test_a_few_parts_within_each_other_are_read() -> None:
    assert read_letter(_nest(12)).body == "Plain words.\n"


@pytest.mark.parametrize(
    "data",
    [
        letter("", Content_Type="text/plain"),
        b"",
        b"\n\n\n",
        letter("x", Content_Type="multipart/mixed"),
        letter("--b\n", Content_Type="multipart/mixed; boundary=b"),
        b"x" * (LARGEST_LETTER + 1),
        letter("\n".join("boundary=" for _ in range(3_000))),
    ],
    ids=["no text", "nothing", "blanks", "no boundary", "no parts", "too large", "too many boundaries"],
)
def test_what_is_no_letter_is_told_or_read(data: bytes) -> None:
    assert _describe(data)


def test_a_missing_end_loses_nothing() -> None:
    assert read_letter(multipart(PLAIN, HTML, close=False)).body == "HTML [words](https://x.example/1).\n"
    assert "words" in read_letter(letter("some words\n", Content_Type="multipart/mixed")).body


@given(st.binary(max_size=400), st.sampled_from(["Content-Type", "Subject", "From", "Date", "List-Id", "X"]))
def test_any_bytes_are_a_letter_or_an_error(data: bytes, name: str) -> None:
    head = "".join(f"{key}: {value}\n" for key, value in HEADERS.items() if key != name).encode()
    try:
        item = read_letter(head + name.encode() + b": " + data + b"\n\nWords.\n")
    except SourceError:
        return
    assert not any(ord(character) < 32 for character in item.title + item.creator + item.series)
