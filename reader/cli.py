"""The command line's front door: the screen or a subcommand, and what becomes of errors.

Owns the exit status. Imports neither the toolkit of the screen nor that of the subcommands until it knows which is
needed.
"""

import gc
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from reader import output
from reader.cli_arguments import FAILED, MISUSED, UsageFault, read_arguments

_INTERRUPTED = 130
_PIPE_CLOSED = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program.

    Args:
        arguments: the words after the program's name; those of the process where None.

    Returns:
        The exit status.
    """
    output.open_streams()
    words = sys.argv[1:] if arguments is None else arguments
    with _note_faults() as faults:
        status = _run_guarded(words)
    if not faults:
        return status
    return _report(faults[0], words)


def _run_guarded(arguments: Sequence[str]) -> int:
    try:
        status = _run(arguments)
        output.flush()
        return status
    except UsageFault as error:
        output.print_error(f"{error}. Try: reader --help")
        return MISUSED
    except output.NobodyReads:
        output.abandon_output()
        return _PIPE_CLOSED
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:
        return _report(error, arguments)


def _report(error: BaseException, arguments: Sequence[str]) -> int:
    from reader.cli_crash import report_crash

    return report_crash(error, arguments)


@contextmanager
def _note_faults() -> Iterator[list[BaseException]]:
    """Gather what ends threads: the interpreter would print it, with whatever a briefing does to a terminal."""
    faults: list[BaseException] = []

    def note(fault: threading.ExceptHookArgs) -> None:
        if fault.exc_value is not None:
            faults.append(fault.exc_value)

    before, threading.excepthook = threading.excepthook, note
    try:
        yield faults
    finally:
        threading.excepthook = before


def _run(arguments: Sequence[str]) -> int:
    request = read_arguments(arguments)
    if request.arguments is None:
        return _open_screen([*request.libraries, *request.paths])
    from reader.cli_commands import run_subcommand

    return run_subcommand(request.arguments)


def _open_screen(roots: Sequence[str]) -> int:
    # Importing the toolkit makes 100,000 objects that all stay: looking for garbage among them costs a tenth of the
    # time to the first paint. The screen turns collecting on again once it stands.
    gc.disable()
    from reader.cli_library import CommandError, open_library

    try:
        services = open_library(roots)
    except CommandError as error:
        output.print_error(str(error))
        return FAILED
    if not output.is_terminal():
        output.print_error("the screen needs a terminal; for other programs there is: reader list --json")
        return FAILED
    from reader.services.preload import Preload

    preload = Preload(services.library)
    from reader.ui.app import run

    return run(services, preload)
