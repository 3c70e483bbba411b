"""A large feed as several smaller ones, so that several processes can read it.

Owns where a feed may be cut. Knows nothing of what its items say.
"""

import re
from pyexpat import ExpatError, ParserCreate

from reader.sources.feeds import without_declarations

PART = 500
"""Items in each part."""

_LARGE = 1_000_000
"""Bytes from which a feed is cut: to start other processes takes a third of a second."""
_STATED = re.compile(rb"\A\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_UTF_8 = frozenset({"utf-8", "utf8", "us-ascii"})


class _Uncuttable(Exception):
    """A feed that is read in one piece."""


def cut_feed(data: bytes, content_type: str = "", large: int = _LARGE) -> list[bytes]:
    """The parts of a feed, each with its head and its end, which read one after the other are the feed.

    Only what is large, well-formed XML in UTF-8 is cut; anything else comes back as the one part that it is.

    Args:
        data: as it was sent, decompressed.
        content_type: as it was sent.
        large: bytes from which it is worth it.
    """
    if len(data) < large or not _is_utf_8(data, content_type):
        return [data]
    whole = without_declarations(data)
    try:
        starts, end = _Places().find(whole)
    except (_Uncuttable, ExpatError, ValueError):
        return [data]
    head, tail = whole[: starts[0]], whole[end:]
    cuts = [*starts[::PART], end]
    return [head + whole[first:behind] + tail for first, behind in zip(cuts, cuts[1:], strict=False)]


def _is_utf_8(data: bytes, content_type: str) -> bool:
    """Whether everybody agrees on that: then each part is decoded as the whole would be."""
    stated = _STATED.match(data)
    words = [stated[1].decode("ascii", errors="replace")] if stated else []
    words += _CHARSET.findall(content_type)
    if not _UTF_8.issuperset(map(str.lower, words)):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class _Places:
    """Where the items of a feed begin, in bytes."""

    def __init__(self) -> None:
        self._parser = ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._starts: list[int] = []
        self._last_end = 0
        self._depth = self._item_depth = 0
        self._is_over = False

    def find(self, data: bytes) -> tuple[list[int], int]:
        """The starts, and the end of the last item.

        Raises:
            _Uncuttable: if there are none, or not all stand in one element.
            ExpatError: if the feed is not well-formed.
        """
        self._parser.Parse(data, True)
        if not self._starts or data[self._last_end : self._last_end + 2] != b"</":
            raise _Uncuttable
        return self._starts, data.index(b">", self._last_end) + 1

    def _start(self, name: str, attributes: object) -> None:
        self._depth += 1
        is_item = name.rpartition(":")[2].lower() in ("item", "entry")
        if not is_item or (self._item_depth and self._depth > self._item_depth):
            return
        if self._is_over or self._depth not in (2, 3) or (self._item_depth and self._depth < self._item_depth):
            raise _Uncuttable
        self._item_depth = self._depth
        self._starts.append(self._parser.CurrentByteIndex)

    def _end(self, name: str) -> None:
        if self._depth == self._item_depth and name.rpartition(":")[2].lower() in ("item", "entry"):
            self._last_end = self._parser.CurrentByteIndex
        self._is_over = self._is_over or 0 < self._depth < self._item_depth
        self._depth -= 1
