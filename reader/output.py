"""Printing: the only module that writes to standard output and standard error.

Owns that everything printed is scrubbed, fits the stream's encoding, and leaves quietly when nobody reads on.
Knows nothing of what is printed.
"""

import json
import os
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import islice, zip_longest
from typing import TextIO

from reader.domain.scrub import SafeText, cap_marks, scrub, scrub_line

_PROGRAM = "reader"
_GAP = "  "
_ELLIPSIS = "…"
_PIECES = 5_000
"""Of a JSON document that are written at a time."""
_BAR = 30
"""Columns of a progress bar."""
_PATIENCE = 0.5
"""Seconds after which it is shown."""


class NobodyReads(Exception):
    """The program that was to read the output has left. No OSError, since the subcommands' parser swallows those."""


def open_streams() -> None:
    """Let a character that the terminal's encoding lacks become a question mark, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def is_terminal() -> bool:
    """Whether a person sits before all three streams."""
    return all(_is_terminal(stream) for stream in (sys.stdin, sys.stdout, sys.stderr))


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def line_width() -> int | None:
    """The columns of the terminal, None where the output goes to a file or another program."""
    if not _is_terminal(sys.stdout):
        return None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except OSError:
        return None


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of text."""
    tame = cap_marks if _is_terminal(sys.stdout) else str
    for line in lines:
        _write(SafeText(f"{scrub(tame(line))}\n"))


def print_json(document: object) -> None:
    """Print one JSON document, piece by piece: as one text it takes more memory than what it tells of."""
    is_unicode = (sys.stdout.encoding or "ascii").lower().replace("-", "").startswith("utf")
    pieces = json.JSONEncoder(ensure_ascii=not is_unicode, indent=1).iterencode(document)
    while some := "".join(islice(pieces, _PIECES)):
        _write(scrub(some))
    _write(SafeText("\n"))


def print_json_list(rows: Iterable[object]) -> bool:
    """Print one JSON document, a list, row by row as they come; whether there were any."""
    is_unicode = (sys.stdout.encoding or "ascii").lower().replace("-", "").startswith("utf")
    before = "["
    for row in rows:
        text = json.dumps(row, ensure_ascii=not is_unicode, indent=1)
        _write(scrub(f"{before}\n{text}"))
        before = ","
    _write(SafeText("[]\n" if before == "[" else "\n]\n"))
    return before == ","


def print_json_line(row: object) -> None:
    """Print one JSON document on a line of its own."""
    is_unicode = (sys.stdout.encoding or "ascii").lower().replace("-", "").startswith("utf")
    _write(scrub(f"{json.dumps(row, ensure_ascii=not is_unicode)}\n"))


def print_now(line: str) -> None:
    """Print a line for a program that waits for it."""
    _write(scrub(f"{line}\n"))
    flush()


@contextmanager
def show_progress(things: str = "briefings") -> Iterator[Callable[[int, int], None]]:
    """Show on the terminal how far a long piece of work is: a line that is overwritten, and gone at the end.

    Args:
        things: what is counted.

    Yields:
        What is to be told how much is done, and of how much.
    """
    is_shown = False
    begun = time.monotonic()

    def show(done: int, total: int) -> None:
        nonlocal is_shown
        if time.monotonic() - begun > _PATIENCE and _is_terminal(sys.stderr):
            is_shown = True
            filled = _BAR * done // max(1, total)
            bar = "#" * filled + "." * (_BAR - filled)
            sys.stderr.write(f"\r[{bar}] {done:,} of {total:,} {things}")
            sys.stderr.flush()

    try:
        yield show
    finally:
        if is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def print_error(message: str) -> None:
    """Print one sentence on standard error."""
    sys.stderr.write(f"{_PROGRAM}: {scrub_line(message)}\n")


def _write(text: SafeText) -> None:
    try:
        sys.stdout.write(text)
    except BrokenPipeError as error:
        raise NobodyReads from error


def flush() -> None:
    """Write out what is buffered, while a closed pipe can still be noticed.

    Raises:
        NobodyReads: as printing does, if the pipe is closed.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise NobodyReads from error


def abandon_output() -> None:
    """Nobody reads on: throw away what is buffered, so that the interpreter does not complain of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def align(
    rows: Sequence[Sequence[str]], right: Iterable[int] = (), width: int | None = None, least: Sequence[int] = ()
) -> list[str]:
    """Rows of cells as lines with aligned columns.

    Args:
        rows: equally many cells in each.
        right: the columns that are set to the right.
        width: columns of the terminal; longer lines are cut. None cuts nothing.
        least: how wide the first columns are at least.
    """
    numbers = frozenset(right)
    found = [max(map(count_cells, column)) for column in zip(*rows, strict=True)]
    widths = [max(sizes) for sizes in zip_longest(found, least[: len(found)], fillvalue=0)]
    lines = []
    for row in rows:
        cells = [_pad(cell, size, at in numbers) for at, (cell, size) in enumerate(zip(row, widths, strict=True))]
        lines.append(_cut(_GAP.join(cells).rstrip(), width))
    return lines


def count_cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(character) for character in text)


def _cells_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _pad(cell: str, size: int, is_right: bool) -> str:
    space = " " * (size - count_cells(cell))
    return space + cell if is_right else cell + space


def _cut(line: str, width: int | None) -> str:
    if width is None or count_cells(line) <= width:
        return line
    used, kept = 1, []
    for character in line:
        used += _cells_of(character)
        if used > width:
            break
        kept.append(character)
    return "".join(kept) + _ELLIPSIS
