"""Letters of a mailbox, one after the other: a file, an mbox, a Maildir.

Owns where one letter ends and the next begins. A mailbox is only ever read. Knows nothing of what a letter says.
"""

import mmap
import os
import re
import time
from collections.abc import Generator, Iterator
from pathlib import Path

from reader.importers.files import UnreadableFile, read_file
from reader.sources.errors import SourceError
from reader.sources.mail import LARGEST_LETTER, read_message_id

SETTLED = 10.0
"""Seconds without a change after which nobody is writing any more."""
_HEAD = 64 * 1024
"""Bytes in which a letter's headers end, as a rule."""
_FROM_LINE = re.compile(
    rb"(?:\A|(?<=\n)\r?\n|\n(?=From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [^\n]*\d\d:\d\d))(From [^\n]*\n)"
    rb"(?=[!-9;-~]+[ \t]*:)"
)
"""Behind a blank line, or with a date as programs write it; headers follow."""
_QUOTED_FROM = re.compile(rb"(?m)^>(>*From )")
_MESSAGE_ID = re.compile(rb"(?im)^message-id[ \t]*:[ \t]*(?:\r?\n[ \t]+)?(\S[^\r\n]*)")
_HEADER = re.compile(rb"[!-9;-~]+[ \t]*:")
_HIDDEN = "."


def is_maildir(folder: Path) -> bool:
    """Whether a folder is a Maildir."""
    return all((folder / name).is_dir() for name in ("cur", "new"))


def is_mbox(path: Path) -> bool:
    """Whether a file begins as an mbox does."""
    with open(path, "rb") as file:
        return _FROM_LINE.match(file.read(_HEAD)) is not None


def looks_like_letter(data: bytes) -> bool:
    """Whether bytes begin with headers, among which are two that letters have."""
    head = re.split(rb"\r?\n\r?\n", data[:_HEAD], maxsplit=1)[0]
    names = {line.partition(b":")[0].strip().lower() for line in head.split(b"\n") if _HEADER.match(line)}
    return len(names & {b"from", b"subject", b"date", b"message-id", b"received", b"to", b"mime-version"}) > 2


def peek_id(data: bytes) -> str:
    """The id of a letter, from a look at its headers; "" where it has none."""
    head = data[:_HEAD]
    end = re.search(rb"\r?\n\r?\n", head)
    found = _MESSAGE_ID.search(head[: end.start()] if end else head)
    return read_message_id(found[1].decode("ascii", errors="replace")) if found else ""


def list_letters(path: Path) -> Generator[bytes | SourceError, None, None]:
    """The letters of a mailbox: a Maildir, an mbox, or a file that is one letter; an error for each that is unreadable.

    Raises:
        SourceError: if there is no mailbox there, or it cannot be read.
    """
    try:
        if path.is_dir():
            if not is_maildir(path):
                raise SourceError("is a folder, but no Maildir: it has no cur and new")
            yield from _list_maildir(path)
        elif is_mbox(path):
            yield from _list_mbox(path)
        elif path.stat().st_size:
            yield read_file(path, LARGEST_LETTER)
    except UnreadableFile as error:
        raise SourceError(error.reason) from error
    except OSError as error:
        raise SourceError((error.strerror or "cannot be read").lower()) from error


def _list_maildir(folder: Path) -> Iterator[bytes | SourceError]:
    """Letters in the order of their names, which begin with the time of their delivery; `tmp` has half ones."""
    files = [
        (name, folder / part / name)
        for part in ("cur", "new")
        for name in os.listdir(folder / part)
        if not name.startswith(_HIDDEN)
    ]
    for name, path in sorted(files):
        try:
            yield read_file(path, LARGEST_LETTER)
        except UnreadableFile as error:
            # A mail program may have moved it meanwhile, from new to cur: it is found there next time.
            if path.exists():
                yield SourceError(f"{name}: {error.reason}")


def _list_mbox(path: Path) -> Iterator[bytes | SourceError]:
    """Letters of an mbox. The last one waits for next time while somebody writes: it may be half there."""
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        if not size:
            return
        # Not closed by hand: the search below holds on to it when nobody asks for the rest.
        content = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)
        starts = (found.start(1) for found in _FROM_LINE.finditer(content))
        start = next(starts, None)
        while start is not None:
            end = next(starts, None)
            if end is None and not _is_at_rest(path, size, content):
                return
            yield _cut_letter(content, start, size if end is None else end)
            start = end


def _is_at_rest(path: Path, size: int, content: mmap.mmap) -> bool:
    status = os.stat(path)
    is_old = time.time() - status.st_mtime > SETTLED
    return status.st_size == size and (is_old or content[size - 1 : size] == b"\n")


def _cut_letter(content: mmap.mmap, start: int, end: int) -> bytes | SourceError:
    if end - start > LARGEST_LETTER:
        return SourceError(f"a letter of {(end - start) >> 20} MB: larger than {LARGEST_LETTER >> 20} MB")
    return _QUOTED_FROM.sub(rb"\1", content[start:end])
