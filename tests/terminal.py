"""A terminal for tests: runs a program in a real pseudo-terminal and shows what a person would see.

`Emulator` is the screen: bytes in, text and the answers of a real terminal out. It knows no process and no clock.
`Terminal` is the wire: it starts the program, stamps every chunk when it arrives, and only then lets the emulator
draw it, so that a time that it reports holds none of the emulator's own work.
"""

import base64
import binascii
import codecs
import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import tempfile
import termios
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyte
import pytest
import wcwidth

Predicate = Callable[[str], bool]
"""Looks at the whole screen."""

ESCAPE_PAUSE: Final = 0.15
"""Seconds after a lone Escape, so that what follows does not turn it into Alt; programs wait 0.1 for that."""

_QUIET: Final = 0.004
"""Seconds without output after which what arrived is drawn."""
_LONGEST_BURST: Final = 0.05
"""Seconds after which output is drawn even if more keeps coming."""
_CHUNK: Final = 1 << 16

_ALTERNATE_SCREEN: Final = 1049
_SYNCHRONIZED: Final = 2026

# ECMA-48: control sequences, control strings (OSC, DCS, SOS, PM, APC), and the two- and three-byte escapes.
# U+009B is a control sequence introducer too, in UTF-8: a terminal that obeys it is what a test of safety needs.
_SEQUENCE = re.compile(
    rb"(?:\x1b\[|\xc2\x9b)(?P<parameters>[\x30-\x3f]*)(?P<intermediates>[\x20-\x2f]*)(?P<final>[\x40-\x7e])"
    rb"|\x1b(?P<kind>[\]PX^_])(?P<string>[^\x07\x1b]*)(?:\x07|\x1b\\|(?P<aborted>(?=\x1b)))"
    rb"|\x1b[\x20-\x2f]*[\x30-\x4f\x51-\x57\x59\x5a\x5c\x60-\x7e]"
)
_UNFINISHED = re.compile(
    rb"(?:(?:\x1b\[|\xc2\x9b)[\x30-\x3f]*[\x20-\x2f]*|\x1b[\]PX^_][^\x07\x1b]*\x1b?|\x1b[\x20-\x2f]*|\xc2)\Z"
)
_PRIVATE_FINALS_DRAWN: Final = b"hlJK"
"""What follows "CSI ?" and is understood by pyte; it raises on some others."""

_FIXED_ANSWERS: Final[Mapping[bytes, bytes]] = {
    b"[c": b"\x1b[?62;22c",
    b"[0c": b"\x1b[?62;22c",
    b"[>c": b"\x1b[>1;10;0c",
    b"[>0c": b"\x1b[>1;10;0c",
    b"[>q": b"\x1bP>|TestTerminal(1.0)\x1b\\",
    b"[>0q": b"\x1bP>|TestTerminal(1.0)\x1b\\",
    b"[5n": b"\x1b[0n",
}

_PICTURE: Final = "\ufe0f"
# What may take no cell, with what a joiner binds to it.
_ATTACHED = re.compile(
    "(?P<joined>(?:[\ufe0e\ufe0f]*\u200d[^\\s\x1b]?)+)|[^\x00-\u02ff\u2010-\u20cf\u2100-\u2bff\u3000-\ud7ff]"
)

_NAMED_KEYS: Final[Mapping[str, bytes]] = {
    "Enter": b"\r",
    "Escape": b"\x1b",
    "Tab": b"\t",
    "Shift-Tab": b"\x1b[Z",
    "Space": b" ",
    "Backspace": b"\x7f",
    "Delete": b"\x1b[3~",
    "Up": b"\x1b[A",
    "Down": b"\x1b[B",
    "Right": b"\x1b[C",
    "Left": b"\x1b[D",
    "Shift-Right": b"\x1b[1;2C",
    "Shift-Left": b"\x1b[1;2D",
    "Home": b"\x1b[H",
    "End": b"\x1b[F",
    "PageUp": b"\x1b[5~",
    "PageDown": b"\x1b[6~",
    "Alt-Right": b"\x1b[1;3C",
    "Alt-Left": b"\x1b[1;3D",
    "F1": b"\x1bOP",
}


def encode_key(key: str) -> bytes:
    """What a keyboard sends for a key, written as in the table of commands: "j", "Ctrl-D", "PageDown".

    Raises:
        ValueError: if there is no such key.
    """
    if key in _NAMED_KEYS:
        return _NAMED_KEYS[key]
    if len(key) == 1 and key.isprintable():
        return key.encode()
    letter = key.removeprefix("Ctrl-")
    if len(letter) == 1 and letter != key and letter.isascii() and letter.isalpha():
        return bytes([ord(letter.upper()) - ord("A") + 1])
    raise ValueError(f"no such key: {key!r}")


@cache
def _takes_no_cell(character: str) -> bool:
    """Whether a character stands in the cell of the one before it."""
    return bool(wcwidth.wcwidth(character) == 0)


class _Page:
    """One of a terminal's two screens."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)

    def draw(self, text: str) -> None:
        """Draw text and sequences; what takes no cell stands in the cell before, and so does what is joined to it."""
        if text.isascii():
            self._feed(text)
            return
        begin = 0
        for match in _ATTACHED.finditer(text):
            if match["joined"] or any(map(_takes_no_cell, match.group())):
                self._feed(text[begin : match.start()])
                self._attach(match.group())
                begin = match.end()
        self._feed(text[begin:])

    def _attach(self, marks: str) -> None:
        """Put marks on the character before the cursor; pyte would drop them, and all that follows."""
        cursor, line = self.screen.cursor, self.screen.buffer[self.screen.cursor.y]
        at = cursor.x - 1
        while at > 0 and not line[at].data:
            at -= 1
        if at >= 0:
            line[at] = line[at]._replace(data=line[at].data + marks)
            # An emoji that is asked for as a picture is two cells wide.
            if marks.startswith(_PICTURE) and at == cursor.x - 1:
                line[at + 1] = line[at]._replace(data="")
                self.screen.cursor_forward(1)

    def _feed(self, text: str) -> None:
        try:
            self._stream.feed(text)
        except TypeError:  # A sequence with more parameters than pyte's handler takes; its parser is lost with it.
            self._stream = pyte.Stream(self.screen)

    @property
    def lines(self) -> list[str]:
        # The second cell of a wide character is empty.
        rows = (self.screen.buffer[y] for y in range(self.screen.lines))
        return ["".join(row[x].data for x in range(self.screen.columns)).rstrip() for row in rows]


class Emulator:
    """What a terminal shows and answers, given the bytes it received."""

    def __init__(self, columns: int, rows: int) -> None:
        self.modes: set[int] = set()
        """The private modes that are on: 1049 alternate screen, 1000 mouse, 2004 bracketed paste, ..."""
        self.title = ""
        self.clipboard: str | None = None
        """What was last copied with OSC 52."""
        self._size = columns, rows
        self._main = self._page = _Page(columns, rows)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._pending = b""
        self._answers = bytearray()
        self._cursor_hidden = False

    @property
    def lines(self) -> list[str]:
        """The rows of the screen, without trailing spaces."""
        return self._page.lines

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    @property
    def is_drawing(self) -> bool:
        """Whether a synchronized update is under way, of which a person sees nothing yet."""
        return _SYNCHRONIZED in self.modes

    def feed(self, data: bytes) -> bytes:
        """Take what a program wrote, cut anywhere.

        Returns:
            What the terminal sends back to the program.
        """
        buffer = self._pending + data
        tail = _UNFINISHED.search(buffer)
        cut = tail.start() if tail else len(buffer)
        buffer, self._pending = buffer[:cut], buffer[cut:]
        position = 0
        for match in _SEQUENCE.finditer(buffer):
            self._draw_plain(buffer[position : match.start()])
            self._obey(match)
            position = match.end()
        self._draw_plain(buffer[position:])
        answers, self._answers = bytes(self._answers), bytearray()
        return answers

    def resize(self, columns: int, rows: int) -> None:
        """Change the size; what stood in lost rows and columns is gone."""
        self._size = columns, rows
        for page in {self._main, self._page}:
            page.screen.resize(rows, columns)

    def _draw_plain(self, data: bytes) -> None:
        """Draw what holds no whole sequence; an Escape that begins none is dropped, as terminals do."""
        if data:
            self._draw(data.replace(b"\x1b", b""))

    def _draw(self, data: bytes) -> None:
        self._page.draw(self._decoder.decode(data))

    def _obey(self, match: re.Match[bytes]) -> None:
        if match["kind"]:
            if match["aborted"] is None:
                self._take_string(match["kind"], match["string"])
        elif match["final"] is None:
            self._draw(match.group())
        else:
            self._take_control(match)

    def _take_string(self, kind: bytes, string: bytes) -> None:
        code, _, value = string.partition(b";")
        if kind == b"]" and code in (b"0", b"2"):
            self.title = value.decode(errors="replace")
        elif kind == b"]" and code == b"52":
            with contextlib.suppress(binascii.Error):
                self.clipboard = base64.b64decode(value.partition(b";")[2]).decode(errors="replace")

    def _take_control(self, match: re.Match[bytes]) -> None:
        parameters, intermediates, final = match["parameters"], match["intermediates"], match["final"]
        body = b"[" + parameters + intermediates + final
        if body in _FIXED_ANSWERS:
            self._answers += _FIXED_ANSWERS[body]
        elif body == b"[6n":
            cursor = self._page.screen.cursor
            self._answers += b"\x1b[%d;%dR" % (cursor.y + 1, cursor.x + 1)
        elif body.startswith(b"[?") and body.endswith(b"$p"):
            self._answers += self._report_mode(body[2:-2])
        elif parameters[:1] == b"?" and final in _PRIVATE_FINALS_DRAWN and not intermediates:
            self._change_modes(parameters[1:], final)
            self._draw(match.group())
        elif not intermediates and parameters[:1] not in (b"<", b"=", b">", b"?"):
            self._draw(match.group())

    def _report_mode(self, mode: bytes) -> bytes:
        """The answer to DECRQM: 1 set, 2 reset, 0 not known. Only synchronized updates are known."""
        known = mode == b"%d" % _SYNCHRONIZED
        state = (1 if _SYNCHRONIZED in self.modes else 2) if known else 0
        return b"\x1b[?%b;%d$y" % (mode, state)

    def _change_modes(self, parameters: bytes, final: bytes) -> None:
        if final not in b"hl":
            return
        for mode in (int(word) for word in parameters.split(b";") if word.isdigit()):
            if final == b"h":
                self.modes.add(mode)
            else:
                self.modes.discard(mode)
            if mode == _ALTERNATE_SCREEN:
                self._page = _Page(*self._size) if final == b"h" else self._main


class Terminal:
    """A program in a pseudo-terminal. Use it with `with`: leaving ends the program.

    Args:
        command: the program and its arguments.
        columns: the width in cells.
        rows: the height.
        env: added to a plain environment; BRIEFING_READER_HOME is a new, empty folder unless it is given.
        cwd: where the program runs.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        columns: int = 120,
        rows: int = 40,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.raw = bytearray()
        """Every byte that the program wrote."""
        self.answers = bytearray()
        """Every byte that the terminal sent back unasked by a person."""
        self._command = [str(word) for word in command]
        self._size = columns, rows
        self._env = dict(env or {})
        self._cwd = cwd
        self._emulator = Emulator(columns, rows)
        self._resources = contextlib.ExitStack()
        self._process: subprocess.Popen[bytes] | None = None
        self._master = -1
        self._undrawn: deque[tuple[float, bytes]] = deque()
        """What arrived, and when, and the emulator has not seen yet."""
        self._is_hung_up = False
        self._since = 0.0
        self._arrived = 0.0

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as stack:
            if "BRIEFING_READER_HOME" not in self._env:
                folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="home-"))
                self._env["BRIEFING_READER_HOME"] = folder
            self._master, slave = pty.openpty()
            stack.callback(os.close, self._master)
            with os.fdopen(slave, "rb", buffering=0) as inside:
                _set_size(slave, *self._size)
                self._since = time.perf_counter()
                self._process = subprocess.Popen(
                    self._command,
                    stdin=inside,
                    stdout=inside,
                    stderr=inside,
                    cwd=self._cwd,
                    env=_plain_environment() | self._env,
                    start_new_session=True,
                    preexec_fn=_take_terminal,
                )
            self._resources = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None, "the terminal was not entered"
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._resources.close()

    @property
    def pid(self) -> int:
        """The program's process id."""
        assert self._process is not None, "the terminal was not entered"
        return self._process.pid

    @property
    def modes(self) -> frozenset[int]:
        """The private modes that the program has switched on."""
        return frozenset(self._emulator.modes)

    @property
    def clipboard(self) -> str | None:
        """What the program last copied."""
        return self._emulator.clipboard

    @property
    def title(self) -> str:
        """The window's title."""
        return self._emulator.title

    @property
    def is_raw(self) -> bool:
        """Whether the program has taken the keyboard: nothing is echoed, and no line waits for Enter."""
        return not termios.tcgetattr(self._master)[3] & (termios.ECHO | termios.ICANON)

    def screen_text(self) -> str:
        """The whole screen, without trailing spaces."""
        return self._emulator.text

    def line(self, y: int) -> str:
        """Row `y` from 0, without trailing spaces."""
        return self._emulator.lines[y]

    def press(self, *keys: str) -> None:
        """Press keys, one after the other; times are counted from here.

        Raises:
            ValueError: if a key is not known; none is pressed then.
        """
        codes = [encode_key(key) for key in keys]
        for index, code in enumerate(codes):
            self.send(code)
            if code == _NAMED_KEYS["Escape"] and index < len(codes) - 1:
                self._pump_for(ESCAPE_PAUSE)

    def type_text(self, text: str) -> None:
        """Type words; times are counted from here."""
        self.send(text.encode())

    def send(self, data: bytes) -> None:
        """Send bytes as they are; times are counted from here."""
        while self._undrawn:
            for _ in self._pump(0):
                pass
        self._since = time.perf_counter()
        self._write(data)

    def resize(self, columns: int, rows: int) -> None:
        """Change the window's size; times are counted from here."""
        self._emulator.resize(columns, rows)
        self._since = time.perf_counter()
        _set_size(self._master, columns, rows)

    def wait_for(self, wanted: str | Predicate, timeout: float = 10.0) -> float:
        """Wait until `wanted` stands on the screen.

        Returns:
            Seconds from the start, or the last key, to the arrival of the bytes that brought it.

        Raises:
            AssertionError: if it does not come, or the program ends without it.
        """
        fits: Predicate = (lambda screen: wanted in screen) if isinstance(wanted, str) else wanted
        deadline = time.perf_counter() + timeout
        self._arrived = time.perf_counter()
        if self._is_met(fits):
            return self._arrived - self._since
        while time.perf_counter() < deadline and not self._has_ended:
            for _ in self._pump(min(0.05, timeout)):
                if self._is_met(fits):
                    return self._arrived - self._since
        what = repr(wanted) if isinstance(wanted, str) else "what was waited for"
        how = "the program ended without" if self._has_ended else f"{timeout} s without"
        raise AssertionError(f"{how} {what}; the screen:\n{self.screen_text()}")

    def wait_gone(self, words: str, timeout: float = 10.0) -> float:
        """Wait until `words` no longer stand on the screen; the same time and error as `wait_for`."""
        return self.wait_for(lambda screen: words not in screen, timeout)

    def settle(self, quiet: float = 0.2, timeout: float = 5.0) -> None:
        """Wait until nothing was written for `quiet` seconds.

        Raises:
            AssertionError: if the program never is quiet.
        """
        deadline = time.perf_counter() + timeout
        self._arrived = time.perf_counter()
        while not self._has_ended:
            for _ in self._pump(0.02):
                pass
            now = time.perf_counter()
            if now - self._arrived >= quiet:
                return
            assert now < deadline, f"still writing after {timeout} s; the screen:\n{self.screen_text()}"

    def exit_status(self, timeout: float = 10.0) -> int:
        """Wait for the program to end by itself; its status, or minus the signal that ended it.

        Raises:
            AssertionError: if it does not end.
        """
        assert self._process is not None, "the terminal was not entered"
        deadline = time.perf_counter() + timeout
        while self._process.poll() is None:
            self._pump_for(0.02)
            if self._has_ended:
                time.sleep(0.002)
            assert time.perf_counter() < deadline, f"still runs after {timeout} s; the screen:\n{self.screen_text()}"
        self._pump_for(_LONGEST_BURST)
        return self._process.returncode

    def resident_bytes(self) -> int:
        """The memory that the program holds now. Skips the test where the system does not tell."""
        try:
            status = Path(f"/proc/{self.pid}/status").read_text()
        except OSError:
            pytest.skip("this system has no /proc")
        found = re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)
        assert found is not None, "the program has ended"
        return int(found[1]) * 1024

    @property
    def _has_ended(self) -> bool:
        return self._is_hung_up and not self._undrawn

    def _is_met(self, fits: Predicate) -> bool:
        return not self._emulator.is_drawing and fits(self._emulator.text)

    def _write(self, data: bytes) -> None:
        """Write all of it, reading meanwhile: a program that is busy writing may not be reading."""
        view = memoryview(data)
        while view and not self._is_hung_up:
            _, writable, _ = select.select([], [self._master], [], 0.02)
            if writable:
                view = view[os.write(self._master, view[:1024]) :]
            else:
                self._pump_for(0.02)

    def _pump_for(self, seconds: float) -> None:
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0 and not self._has_ended:
            for _ in self._pump(left):
                pass

    def _pump(self, timeout: float) -> Iterator[None]:
        """Wait for a burst of output, take all of it, then draw it piece by piece, yielding after each."""
        if not self._undrawn:
            self._receive(timeout)
        while self._undrawn:
            self._arrived, data = self._undrawn.popleft()
            self.raw += data
            answers = self._emulator.feed(data)
            if answers and not self._is_hung_up:
                self.answers += answers
                os.write(self._master, answers)
            yield

    def _receive(self, timeout: float) -> None:
        """Wait for output, at most `timeout` seconds, and take it until it pauses."""
        latest = time.perf_counter() + timeout + _LONGEST_BURST
        while select.select([self._master], [], [], _QUIET if self._undrawn else timeout)[0]:
            try:
                data = os.read(self._master, _CHUNK)
            except OSError:  # Linux: nobody holds the other end any more.
                data = b""
            if not data:
                self._is_hung_up = True
                return
            self._undrawn.append((time.perf_counter(), data))
            if time.perf_counter() > latest:
                return


def _plain_environment() -> dict[str, str]:
    """This process's environment without what would change how a program draws."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TEXTUAL", "PYTEST", "COV_", "BRIEFING_READER"))
        and name not in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TERM_PROGRAM", "ESCDELAY")
    }
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def _set_size(descriptor: int, columns: int, rows: int) -> None:
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _take_terminal() -> None:
    """In the new process: make its standard input the controlling terminal, so that a resize is a signal."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
