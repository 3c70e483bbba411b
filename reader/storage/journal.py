r"""The form of the journal: what was changed since the base file was written, one line for each write.

Owns lines, their checksums, and telling a line that was cut off in the making from one that was damaged later.
Knows nothing of files. A line is::

    <checksum> <checksum of the line before> <JSON>\n

with CRC-32 in eight hexadecimal digits, taken of all that follows it. The first line says which journal this is; the
JSON of the others is a list of changes. Naming the line before ties the lines together: a reader that has seen a write
which its writer took back finds out with the next line.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from reader.storage.changes import Change, ChangeError, pack_change, unpack_change

FORMAT = 1
NO_LINE = "00000000"
"""What the first line names as the line before."""

_READABLE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ESCAPED = json.JSONEncoder(separators=(",", ":"))
_DIGITS = 8
_JSON_START = 2 * _DIGITS + 2


@dataclass(frozen=True, slots=True)
class Header:
    """Which journal this is."""

    generation: int
    """One more than that of the journal before."""
    mark: str
    """Of the base file that it continues."""
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Line:
    """One write."""

    checksum: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What some bytes of a journal hold."""

    header: Header | None
    lines: tuple[Line, ...]
    end: int
    """Bytes up to the end of the last good line: here the next one goes."""
    last: str
    """The checksum of that line."""
    damaged: int
    """How many lines cannot be read, or are not as and where they were written."""
    gaps: int
    """Between how many good lines others are missing."""
    has_bad_end: bool
    """Whether the last lines cannot be read though they were not cut off in the making."""
    first: str
    """What the first good line names as the line before."""

    @property
    def ends(self) -> frozenset[str]:
        """The checksums of all good lines of changes."""
        return frozenset(line.checksum for line in self.lines)


@dataclass(frozen=True, slots=True)
class End:
    """How far a journal went: kept beside it without being made to last, so that it is never ahead of what lasts.

    A journal that was cut, emptied or replaced looks like one that was never longer; this tells them apart.
    """

    generation: int
    last: str
    """The checksum of the last line."""


def encode_json(value: object) -> bytes:
    """JSON in UTF-8. A path that is no text has lone surrogates, which only JSON's escapes can carry."""
    try:
        return _READABLE.encode(value).encode("utf-8")
    except UnicodeEncodeError:
        return _ESCAPED.encode(value).encode("ascii")


def encode_header(header: Header) -> bytes:
    """The first line."""
    return _encode_line(NO_LINE, {"journal": header.format, "generation": header.generation, "base": header.mark})


def encode_changes(previous: str, changes: Sequence[Change]) -> bytes:
    """The line of a write. Args: previous: the checksum of the line before."""
    return _encode_line(previous, [pack_change(change) for change in changes])


def checksum_of(line: bytes) -> str:
    """The checksum that a line begins with."""
    return line[:_DIGITS].decode("ascii")


def _encode_line(previous: str, value: object) -> bytes:
    rest = previous.encode() + b" " + encode_json(value)
    return b"%08x %s\n" % (crc32(rest), rest)


def encode_end(end: End) -> bytes:
    """The content of that file; always of one length."""
    rest = b"%020d %s" % (end.generation, end.last.encode())
    return b"%08x %s\n" % (crc32(rest), rest)


def decode_end(content: bytes) -> End | None:
    """What `encode_end` made; None for anything else."""
    checksum, _, rest = content.removesuffix(b"\n").partition(b" ")
    if checksum != b"%08x" % crc32(rest):
        return None
    generation, _, last = rest.decode("ascii", "replace").partition(" ")
    return End(int(generation), last) if generation.isdecimal() else None


class _Reading:
    """The lines of a journal as they are read one after another."""

    def __init__(self, previous: str) -> None:
        self.header: Header | None = None
        self.lines: list[Line] = []
        self.last = previous
        self.first = ""
        self.end = self.damaged = self.gaps = 0
        self.has_bad_end = False
        self._seen: set[str] = set()

    def add_bad(self) -> None:
        """A line that says nothing."""
        self.damaged += 1
        self.has_bad_end = True

    def add(self, parsed: "_Parsed", offset: int) -> None:
        """A good line and where it ends. A line that stands there again is passed over."""
        if parsed.previous != self.last:
            self.damaged += 1
            if parsed.checksum in self._seen:
                return
            self.gaps += bool(self._seen)
        self.first = self.first or parsed.previous
        self.last, self.end, self.has_bad_end = parsed.checksum, offset, False
        self._seen.add(parsed.checksum)
        if isinstance(parsed.value, Header):
            self.header = self.header or parsed.value
        else:
            self.lines.append(Line(parsed.checksum, parsed.value))

    def finish(self) -> Part:
        return Part(
            self.header,
            tuple(self.lines),
            self.end,
            self.last,
            self.damaged,
            self.gaps,
            self.has_bad_end,
            self.first,
        )


def read_journal(content: bytes, previous: str = NO_LINE) -> Part:
    """Read lines, all that can be read.

    Args:
        content: a whole journal, or what came after a place in it.
        previous: the checksum of the line before that place.
    """
    reading = _Reading(previous)
    offset = 0
    while offset < len(content):
        stop = content.find(b"\n", offset)
        line = content[offset:] if stop < 0 else content[offset : stop + 1]
        offset += len(line)
        parsed = _parse_line(line)
        if parsed is None and line.endswith(b"\r\n"):
            # Some program took it for a text.
            parsed = _parse_line(line[:-2] + b"\n")
            reading.damaged += parsed is not None
        if parsed is not None:
            reading.add(parsed, offset)
        elif offset < len(content) or not _is_torn(line):
            reading.add_bad()
    return reading.finish()


def _is_torn(line: bytes) -> bool:
    """Whether a bad last line may never have been acknowledged: it has no end, or pages that never reached the disk."""
    return not line.endswith(b"\n") or b"\0" in line


@dataclass(frozen=True, slots=True)
class _Parsed:
    checksum: str
    previous: str
    value: Header | tuple[Change, ...]


def _parse_line(line: bytes) -> _Parsed | None:
    body = line[_DIGITS + 1 : -1]
    if not line.endswith(b"\n") or len(line) <= _JSON_START or line[:_DIGITS] != b"%08x" % crc32(body):
        return None
    try:
        value = _parse_value(json.loads(body[_DIGITS + 1 :]))
        return _Parsed(checksum_of(line), body[:_DIGITS].decode("ascii"), value)
    except (ValueError, RecursionError):
        return None


def _parse_value(value: Any) -> Header | tuple[Change, ...]:
    match value:
        case {"journal": int(number), "generation": int(generation), "base": str(mark)}:
            return Header(generation, mark, number)
        case list():
            return tuple(unpack_change(item) for item in value)
    raise ChangeError("not a line of the journal")
