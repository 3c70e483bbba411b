"""Bytes to text: encodings, line ends, and the files that are not text at all.

Owns every guess about an encoding. What it returns has LF line ends, no byte order mark and no character that
could control a terminal. Knows nothing of what the text says.
"""

import codecs
import re
from dataclasses import dataclass

from reader.domain.scrub import SafeText
from reader.importers.files import UnreadableFile
from reader.importers.rare import scrub_long
from reader.importers.signatures import recognise_binary

_SOFT_HYPHEN = "\u00ad"
_SAMPLE = 8192
_MOST_CONTROLS = 0.3
_ENOUGH_TO_JUDGE = 256
_WIDE_SHARE = 0.8

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:-]{2,30})""", re.IGNORECASE)
# Three foreign letters in a row, or a sign that no Latin text has: then it is some other encoding.
_NOT_LATIN = re.compile(rb"[\x80-\xff]{3}|[\x81\x8d\x8f\x90\x9d\xa4\xa6\xac\xaf\xff]")

_REPLACED = "not valid UTF-8: the bytes that cannot be read are shown as \ufffd"
_GUESSED = "not valid UTF-8: read as Windows-1252"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, and what had to be guessed on the way."""

    text: SafeText
    warning: str | None = None


def decode(data: bytes, *, is_html: bool = False) -> Decoded:
    """Decode a file.

    Args:
        data: the file's bytes.
        is_html: whether a charset that the file declares about itself is to be believed.

    Raises:
        UnreadableFile: if the bytes are no text.
    """
    text, warning = _decode(data, is_html)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.removeprefix("\ufeff").replace(_SOFT_HYPHEN, "")
    return Decoded(scrub_long(text), warning)


def _decode(data: bytes, is_html: bool) -> tuple[str, str | None]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    if kind := recognise_binary(data):
        raise UnreadableFile(f"not a text file ({kind})")
    if encoding_without_mark := _recognise_wide(data):
        return _decode_as(data, encoding_without_mark)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_foreign(data, error, is_html)
    if len(data) >= _ENOUGH_TO_JUDGE and _control_share(data) > _MOST_CONTROLS:
        raise UnreadableFile("not a text file (binary data)")
    return text, None


def _decode_as(data: bytes, encoding: str) -> tuple[str, str | None]:
    try:
        return data.decode(encoding), None
    except UnicodeDecodeError:
        warning = _REPLACED.replace("UTF-8", encoding.upper().removesuffix("-LE").removesuffix("-BE"))
        return data.decode(encoding, errors="replace"), warning


def _decode_foreign(data: bytes, error: UnicodeDecodeError, is_html: bool) -> tuple[str, str | None]:
    """Decode what is not UTF-8: as declared, as Windows-1252 where that makes sense, else with replacements."""
    if b"\0" in data[:_SAMPLE] and _control_share(data) > _MOST_CONTROLS / 10:
        raise UnreadableFile("not a text file (binary data)")
    if is_html and (declared := _decode_declared(data)) is not None:
        return declared, None
    before = data[: error.start]
    is_first = before.isascii() and error.reason != "unexpected end of data"
    if is_first and not _NOT_LATIN.search(data) and not _has_utf8(data):
        return data.decode("cp1252"), _GUESSED
    return data.decode("utf-8", errors="replace"), _REPLACED


def _has_utf8(data: bytes) -> bool:
    """Whether any multi-byte sequence of UTF-8 stands in the data."""
    return re.search(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", data) is not None


def _decode_declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_SAMPLE])
    if not found:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
        # A wide charset cannot be right: its own declaration was readable as ASCII.
        return None if name.startswith(("utf-16", "utf-32", "utf-7")) else data.decode(name)
    except (LookupError, UnicodeError):
        return None


def _recognise_wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is NUL."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 2 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd >= _WIDE_SHARE * half and not even:
        return "utf-16-le"
    if even >= _WIDE_SHARE * half and not odd:
        return "utf-16-be"
    return None


def _control_share(data: bytes) -> float:
    sample = data[:_SAMPLE]
    return 1 - len(sample.translate(None, _CONTROLS)) / max(1, len(sample))
