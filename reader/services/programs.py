"""Other programs: one that is given text and answers, an editor, and the system's opener for links.

Owns that no shell stands between, how long a program may take and how much it may say, and how each editor is told the
line. A program runs only because the reader typed it, or set it in the environment.
"""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reader.domain.scrub import SafeText, scrub, scrub_line
from reader.services.addresses import Address

PATIENCE = 30.0
"""Seconds after which a program that was given text is ended."""
_MOST_BYTES = 1_000_000
"""Of an answer; the rest is dropped, and that is told."""
_GLANCE = 0.05
_SHELL_WORDS = frozenset({"|", "||", "&", "&&", ";", ">", ">>", "<", "<<", "2>", "2>&1"})

_PLUS_LINE = frozenset(
    "vi vim nvim gvim view nano pico emacs emacsclient kak micro joe jed mg ne zile vis jove".split()
)
_COLON_LINE = frozenset("hx helix subl zed lapce".split())
_GOTO = frozenset("code codium code-insiders cursor windsurf".split())


class ProgramFault(Exception):
    """Why a program cannot be run.

    Attributes:
        reason: one sentence, fit to be shown.
    """

    def __init__(self, reason: str) -> None:
        self.reason: SafeText = scrub_line(reason)
        super().__init__(self.reason)


class Answer(NamedTuple):
    """What a program said."""

    text: SafeText
    """Output and errors as they came, scrubbed; its first million bytes."""
    summary: SafeText
    """How it ended: "exit status 0", "ended after 30 seconds"."""
    is_good: bool
    """Whether it ended by itself, with status 0, and nothing was dropped."""


def read_command(line: str) -> tuple[str, ...]:
    """The program and its arguments that a line means. Quotation marks work as in a shell, nothing else does.

    Raises:
        ProgramFault: for an empty line, an open quotation mark, and for what only a shell could do.
    """
    try:
        words, written = shlex.split(line), shlex.split(line, posix=False)
    except ValueError as error:
        raise ProgramFault(f"{line}: {str(error).lower()}") from None
    if not words:
        raise ProgramFault("no program named")
    if _SHELL_WORDS.intersection(written):
        raise ProgramFault(f"no shell reads this line; with one it is: sh -c {shlex.quote(line)}")
    return tuple(words)


def ask_program(command: Sequence[str], text: str, should_stop: Callable[[], bool] = lambda: False) -> Answer:
    """Give a text to a program, and wait for what it answers. Call it in a thread.

    Args:
        command: the program and its arguments; no shell looks at them.
        text: what it reads from its standard input, in UTF-8.
        should_stop: asked twenty times a second; the program is ended when it says so.

    Raises:
        ProgramFault: if it cannot be started.
    """
    process = _start(command)
    said = _Listener(process)
    threading.Thread(target=_tell, args=(process, text), name="program", daemon=True).start()
    deadline, ending = time.monotonic() + PATIENCE, ""
    while not ending and not said.has_ended:
        said.wait(_GLANCE)
        if should_stop():
            ending = "stopped"
        elif time.monotonic() > deadline:
            ending = f"ended after {PATIENCE:.0f} seconds"
        elif said.is_full:
            ending = f"ended after {_MOST_BYTES // 1_000_000} MB"
    if ending:
        _end(process)
    status = process.wait()
    how = f"ended by {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
    return Answer(said.text, scrub_line(ending or how), not ending and status == 0)


def _start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    # Colours and cursor movements would only be shown as what they are made of.
    environment = {**os.environ, "TERM": "dumb", "NO_COLOR": "1", "PAGER": "cat"}
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, env=environment, start_new_session=True
        )
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ProgramFault(f"{command[0]}: {(reason or 'cannot be run').lower()}") from None


def _tell(process: "subprocess.Popen[bytes]", text: str) -> None:
    assert process.stdin is not None
    # A program need not read all that it is given.
    with suppress(OSError), process.stdin as pipe:
        pipe.write(text.encode("utf-8", "replace"))


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a program and whatever it has started."""
    with suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()


class _Listener:
    """Hears what a program says, so that it never waits for us."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._data = bytearray()
        self._ended = threading.Event()
        self._process = process
        threading.Thread(target=self._listen, name="answer", daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with suppress(OSError, ValueError):
            while not self.is_full and (chunk := os.read(self._process.stdout.fileno(), 65_536)):
                self._data += chunk
        if not self.is_full:
            self._ended.set()

    def wait(self, seconds: float) -> None:
        self._ended.wait(seconds)

    @property
    def has_ended(self) -> bool:
        return self._ended.is_set()

    @property
    def is_full(self) -> bool:
        return len(self._data) > _MOST_BYTES

    @property
    def text(self) -> SafeText:
        data = bytes(self._data[:_MOST_BYTES])
        return scrub(data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\t", "    "))


def find_editor(environ: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The reader's editor with its arguments, from $VISUAL or $EDITOR.

    Args:
        environ: the environment; the process's own where None.

    Raises:
        ProgramFault: if neither is set, or cannot be understood.
    """
    variables = os.environ if environ is None else environ
    for name in ("VISUAL", "EDITOR"):
        if variables.get(name, "").strip():
            return read_command(variables[name])
    raise ProgramFault("No editor is set: export EDITOR=nano, or another, before starting the reader.")


def edit_command(editor: Sequence[str], path: Path, line: int) -> tuple[str, ...]:
    """The command that opens a file at a line, in the way that the editor knows; others get the file alone.

    Args:
        editor: the program with its arguments.
        path: the file.
        line: from 1.
    """
    name, file = Path(editor[0]).name, str(path.absolute())
    if name in _PLUS_LINE:
        return (*editor, f"+{line}", file)
    if name in _GOTO:
        return (*editor, "--goto", f"{file}:{line}")
    return (*editor, f"{file}:{line}" if name in _COLON_LINE else file)


def run_editor(command: Sequence[str]) -> int:
    """Run an editor in this terminal, until it is closed.

    Returns:
        Its exit status.

    Raises:
        ProgramFault: if it cannot be started.
    """
    try:
        return subprocess.run(command, check=False).returncode
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ProgramFault(f"{command[0]}: {(reason or 'cannot be run').lower()}") from None


def open_address(address: Address) -> None:
    """Hand an address to the system's opener, and wait for nothing.

    Raises:
        ProgramFault: if there is none, or it cannot be started.
    """
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    program = shutil.which(opener)
    if program is None:
        raise ProgramFault(f"there is no {opener} here")
    try:
        subprocess.Popen(
            [program, address.url],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ProgramFault(f"{opener}: {error.strerror}") from None
