"""What a run that an unexpected error ended leaves behind: a report, and one line that says where it is.

Owns what stands in a report. It has no words of a briefing: of an error its type and the lines of code it came through,
since messages and variables may quote a text. Whoever looks for the fault can ask for those too.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from traceback import TracebackException, walk_tb
from types import TracebackType

from reader import __version__, output
from reader.cli_arguments import CRASHED, SUBCOMMANDS
from reader.domain.scrub import scrub
from reader.paths import find_paths

TEXT_VARIABLE = "BRIEFING_READER_CRASH_TEXT"
"""Set to anything, it puts messages and variables into the report, and with them, it may be, text of a briefing."""

_KEPT_REPORTS = 10
_LONGEST_CHAIN = 10
_FRAMES = 25
"""Lines of code shown from either end of a traceback: one that recursed has a thousand."""
_TOP = Path(__file__).resolve().parent.parent
_OWN = f"reader{os.sep}"


def report_crash(error: BaseException, arguments: Sequence[str] = ()) -> int:
    """Write a report of an error that nobody expected, and say where it is.

    Args:
        error: what ended the program, or one of its threads.
        arguments: the words of the command line; only a subcommand's name is taken from them.

    Returns:
        The exit status.
    """
    fault = f"a fault in the program ended it ({_summarise(error)})"
    with suppress(OSError):
        try:
            path = _write_report(find_paths().data, "\n".join(_describe(error, arguments)))
        except (OSError, ValueError, RecursionError, MemoryError) as problem:
            output.print_error(f"{fault}; no report could be written: {_name(problem)}")
        else:
            output.print_error(f"{fault}; the report, without text of yours: {path}")
    return CRASHED


def _describe(error: BaseException, arguments: Sequence[str]) -> Iterator[str]:
    command = next((word for word in arguments if word in SUBCOMMANDS), "the screen")
    yield f"Briefing Reader {__version__} ended by a fault"
    yield f"when: {datetime.now().astimezone().isoformat(timespec='seconds')}"
    yield f"what: {command}"
    yield f"where: Python {sys.version.split()[0]}, {sys.platform}"
    yield ""
    if os.environ.get(TEXT_VARIABLE):
        yield from "".join(TracebackException.from_exception(error, capture_locals=True).format()).split("\n")
        return
    for one in _chain(error):
        yield from _list_frames(one.__traceback__)
        yield f"{_name(one)}"
        yield ""
    yield f"Messages and variables are left out, since they may quote a briefing; {TEXT_VARIABLE}=1 puts them in."


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it, the cause first; the members of a group before the group."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting and len(found) < _LONGEST_CHAIN:
        one = waiting.pop(0)
        found.append(one)
        before = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
        members = one.exceptions if isinstance(one, BaseExceptionGroup) else ()
        waiting += [other for other in (before, *members) if other is not None and other not in found]
    return reversed(found)


def _list_frames(trace: TracebackType | None) -> list[str]:
    lines = [f"  {_place(frame.f_code.co_filename)}:{line} in {frame.f_code.co_name}" for frame, line in walk_tb(trace)]
    left_out = len(lines) - 2 * _FRAMES
    if left_out <= 0:
        return lines
    return [*lines[:_FRAMES], f"  ... {left_out} more ...", *lines[-_FRAMES:]]


def _place(filename: str) -> str:
    """The file of a line of code, without the folders that say who runs the program where."""
    for folder in (str(_TOP), *sorted(filter(None, sys.path), key=len, reverse=True)):
        if filename.startswith(folder + os.sep):
            return filename[len(folder) + 1 :]
    return os.path.basename(filename)


def _summarise(error: BaseException) -> str:
    """The type of an error and the last line of our own code that it came through."""
    places = [(_place(frame.f_code.co_filename), line) for frame, line in walk_tb(error.__traceback__)]
    own = [place for place in places if place[0].startswith(_OWN)] or places
    return f"{_name(error)} at {own[-1][0]}:{own[-1][1]}" if own else _name(error)


def _name(error: BaseException) -> str:
    return type(error).__qualname__


def _write_report(folder: Path, text: str) -> Path:
    """Write a report that only its owner can read, under a name of its own; the oldest ones are removed."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    for number in count():
        path = folder / f"crash-{stamp}-{number}.txt"
        with suppress(FileExistsError):
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            break
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
        file.write(scrub(f"{text}\n"))
    for old in sorted(folder.glob("crash-*.txt"))[:-_KEPT_REPORTS]:
        old.unlink(missing_ok=True)
    return path
