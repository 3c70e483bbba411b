"""Encodings, line ends, and bytes that are no text."""

import io
import zipfile

import pytest

from reader.importers.decoding import decode
from reader.importers.files import UnreadableFile

TEXT = "# Żółw\n\n“quoted” 日本\n"

CLEAN: dict[str, tuple[bytes, str]] = {
    "utf-8": (TEXT.encode(), TEXT),
    "utf-8 with mark": (b"\xef\xbb\xbf" + TEXT.encode(), TEXT),
    "utf-16 little end first": (b"\xff\xfe" + TEXT.encode("utf-16-le"), TEXT),
    "utf-16 big end first": (b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT),
    "utf-32 little end first": (b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"), TEXT),
    "utf-32 big end first": (b"\0\0\xfe\xff" + TEXT.encode("utf-32-be"), TEXT),
    "utf-16 without mark": ("# no mark\n".encode("utf-16-le"), "# no mark\n"),
    "utf-16 without mark, big end first": ("# no mark\n".encode("utf-16-be"), "# no mark\n"),
    "two marks": (b"\xef\xbb\xbf\xef\xbb\xbfa", "a"),
    "CR LF": (b"a\r\nb\r\n", "a\nb\n"),
    "CR": (b"a\rb\r\rc", "a\nb\n\nc"),
    "no other line ends": ("a\x0bb\x0cc\x85d\u2028e".encode(), "a␋b␌c␤d␤e"),
    "NUL": (b"a\0b\0\0c\n", "a␀b␀␀c\n"),
    "escape sequences": (b"\x1b]0;x\x07\x1b[2J", "␛]0;x␇␛[2J"),
    "soft hyphens": ("semi\u00adconductor".encode(), "semiconductor"),
    "bidirectional controls": ("a\u202eb".encode(), "a\ufffdb"),
    "nothing": (b"", ""),
}


@pytest.mark.parametrize("name", CLEAN)
def test_what_needs_no_guess(name: str) -> None:
    data, text = CLEAN[name]
    found = decode(data)
    assert (found.text, found.warning) == (text, None)


GUESSED: dict[str, tuple[bytes, str, str]] = {
    "Latin-1": ("Größe, Résumé".encode("latin-1"), "Größe, Résumé", "Windows-1252"),
    "Windows quotes": (b"\x93R\xe9sum\xe9\x94 \x96 \x80 5", "“Résumé” – € 5", "Windows-1252"),
    "cut in a character": (b"caf\xc3", "caf\ufffd", "cannot be read"),
    "one bad byte in UTF-8": ("“a” ".encode() + b"\xff b", "“a” \ufffd b", "cannot be read"),
    "surrogates": (b"a \xed\xa0\xbd\xed\xb8\x80 b", "a " + "\ufffd" * 6 + " b", "cannot be read"),
    "C1 bytes": (b"\x9d2;PWN\x9c", "\ufffd2;PWN\ufffd", "cannot be read"),
    "UTF-16 cut short": (b"\xff\xfea\0b", "a\ufffd", "not valid UTF-16"),
}


@pytest.mark.parametrize("name", GUESSED)
def test_what_must_be_guessed_is_said(name: str) -> None:
    data, text, warning = GUESSED[name]
    found = decode(data)
    assert found.text == text
    assert found.warning is not None
    assert warning in found.warning


def test_a_foreign_encoding_is_not_taken_for_latin() -> None:
    assert "\ufffd" in decode("日本語の報告".encode("shift_jis")).text


@pytest.mark.parametrize("charset", ["shift_jis", "euc-kr", "iso-8859-2"])
def test_a_page_may_declare_its_charset(charset: str) -> None:
    words = {"shift_jis": "日本語", "euc-kr": "한국어", "iso-8859-2": "Żółw"}[charset]
    page = f"<meta charset={charset}><p>{words}</p>".encode(charset)
    assert words in decode(page, is_html=True).text
    assert words not in decode(page).text


@pytest.mark.parametrize("charset", ["utf-16", "no-such", "hex", "rot13", "utf-8"])
def test_a_wrong_declaration_is_not_believed(charset: str) -> None:
    page = f"<meta charset={charset}><p>caf".encode() + b"\xe9</p>"
    assert decode(page, is_html=True).text.endswith("café</p>")


def _zip(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "words")
    return buffer.getvalue()


BINARY: dict[str, tuple[bytes, str]] = {
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(64), "PNG image"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(64), "JPEG image"),
    "gif": (b"GIF89a\x01\0\x01\0", "GIF image"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "PDF document"),
    "zip": (_zip("a.txt"), "ZIP archive"),
    "docx": (_zip("word/document.xml"), "Word document"),
    "gzip": (b"\x1f\x8b\x08\0\0\0\0\0", "gzip archive"),
    "elf": (b"\x7fELF" + bytes(64), "ELF program"),
    "exe": (b"MZ\x90\0\x03", "Windows program"),
    "mp4": (b"\0\0\0\x20ftypisom", "MP4 media"),
    "tar": (b"a.txt".ljust(257, b"\0") + b"ustar\0", "tar archive"),
    "every byte": (bytes(range(256)) * 8, "binary data"),
    "only NULs": (bytes(5000), "binary data"),
}


@pytest.mark.parametrize("name", BINARY)
def test_bytes_that_are_no_text(name: str) -> None:
    data, kind = BINARY[name]
    with pytest.raises(UnreadableFile) as caught:
        decode(data)
    assert caught.value.reason == f"not a text file ({kind})"


@pytest.mark.parametrize("text", ["GIF89a is a format.", "MZ is a mark.", "RIFF and raff.", "%PDF is a mark."])
def test_texts_that_begin_like_a_signature(text: str) -> None:
    assert decode(text.encode()).text == text
