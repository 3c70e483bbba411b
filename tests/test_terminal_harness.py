"""The terminal that other tests look through shows, answers and times what a real one does."""

import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import Emulator, Terminal, encode_key

PROGRAM = """
import os, re, select, shutil, signal, sys, termios, time, tty

def say(text):
    os.write(1, text.encode())

def ask(query, end):
    say(query)
    answer = b""
    while not answer.endswith(end) and select.select([0], [], [], 2)[0]:
        answer += os.read(0, 1)
    return answer

def show_size(*_):
    size = os.get_terminal_size()
    say(f"\\x1b[2;1H\\x1b[Ksize {size.columns}x{size.lines}")

tty.setraw(0)
signal.signal(signal.SIGWINCH, show_size)
say("ready at " + os.environ["BRIEFING_READER_HOME"])
show_size()
while True:
    try:
        key = os.read(0, 1)
    except InterruptedError:
        continue
    if key == b"q":
        break
    if key == b"s":
        time.sleep(0.2)
        say("\\x1b[3;1Hslept")
    elif key == b"y":
        say("\\x1b[?2026h\\x1b[4;1Hhalf")
        time.sleep(0.1)
        say(" whole\\x1b[?2026l")
    elif key == b"c":
        say("\\x1b[5;1Hcursor ")
        say(ask("\\x1b[6n", b"R").decode()[1:])
    elif key == b"a":
        say("\\x1b[?1049h\\x1b[Halternate")
    elif key == b"m":
        say("\\x1b[?1049l")
    elif key == b"w":
        say("x" * 300000 + "\\x1b[2J\\x1b[Hwrote")
    elif key == b"e":
        say("\\x1b[2J\\x1b[H")
    elif key == b"d":
        os.kill(os.getpid(), signal.SIGTERM)
    else:
        say(f"\\x1b[6;1H\\x1b[Kkey {key!r}")
say("\\r\\nbye")
sys.exit(3)
"""


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """A small program that shows what it is sent."""
    with Terminal([sys.executable, "-c", PROGRAM], columns=100, rows=12) as running:
        running.wait_for("size 100x12")
        yield running


# The emulator alone.


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        pytest.param(b"\x1b[c", b"\x1b[?62;22c", id="primary attributes"),
        pytest.param(b"\x1b[0c", b"\x1b[?62;22c", id="primary attributes, zero"),
        pytest.param(b"\x1b[>c", b"\x1b[>1;10;0c", id="secondary attributes"),
        pytest.param(b"\x1b[>0q", b"\x1bP>|TestTerminal(1.0)\x1b\\", id="name and version"),
        pytest.param(b"\x1b[5n", b"\x1b[0n", id="status"),
        pytest.param(b"ab\r\nc\x1b[6n", b"\x1b[2;2R", id="cursor"),
        pytest.param(b"\x1b[?2026$p", b"\x1b[?2026;2$y", id="synchronized updates, off"),
        pytest.param(b"\x1b[?2026h\x1b[?2026$p", b"\x1b[?2026;1$y", id="synchronized updates, on"),
        pytest.param(b"\x1b[?2048$p", b"\x1b[?2048;0$y", id="a mode that is not known"),
        pytest.param(b"\x1b[?u", b"", id="kitty keyboard: no answer"),
        pytest.param(b"\xc2\x9bc", b"\x1b[?62;22c", id="an introducer from C1"),
        pytest.param("␛[c".encode(), b"", id="a picture of Escape asks nothing"),
    ],
)
def test_queries_are_answered(query: bytes, answer: bytes) -> None:
    assert Emulator(20, 5).feed(query) == answer


@pytest.mark.parametrize(
    ("output", "lines"),
    [
        pytest.param(b"one\r\ntwo", ["one", "two", ""], id="lines"),
        pytest.param("日本".encode(), ["日本", "", ""], id="wide characters"),
        pytest.param(b"\x1b[2;3Hx\x1b[31mred", ["", "  xred", ""], id="cursor and colour"),
        pytest.param(b"a\x1b[<ub", ["ab", "", ""], id="kitty keyboard, pop"),
        pytest.param(b"a\x1b[>29ub", ["ab", "", ""], id="kitty keyboard, push"),
        pytest.param(b"a\x1b[>4;1mb", ["ab", "", ""], id="modify other keys"),
        pytest.param(b"a\x1b[?1;2mb", ["ab", "", ""], id="a private colour"),
        pytest.param(b"a\x1b[1;2;3Db", ["ab", "", ""], id="too many parameters"),
        pytest.param(b"a\x1bP+q544e\x1b\\b", ["ab", "", ""], id="device control string"),
        pytest.param(b"a\x1b]0;title\x07b\x1b]8;;http://x\x1b\\c", ["abc", "", ""], id="title and link"),
        pytest.param(b"a\x1b]0;cut\x1b[5Gb", ["a   b", "", ""], id="a string that another sequence ends"),
        pytest.param(b"a\x1b\x1b[5Gb", ["a   b", "", ""], id="an Escape too many"),
        pytest.param(b"main\x1b[?1049hother", ["other", "", ""], id="alternate screen"),
        pytest.param(b"main\x1b[?1049hother\x1b[?1049l!", ["main!", "", ""], id="back from it"),
    ],
)
def test_output_is_drawn(output: bytes, lines: list[str]) -> None:
    emulator = Emulator(12, 3)
    emulator.feed(output)
    assert emulator.lines == lines


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_output_may_be_cut_anywhere(size: int) -> None:
    output = "a\x1b[2;2H日\x1b]0;title\x07\x1b[>0q\x1b]52;c;aGk=\x1b\\\x1b[6nz".encode()
    emulator = Emulator(12, 3)
    answers = b"".join(emulator.feed(output[start : start + size]) for start in range(0, len(output), size))
    assert emulator.lines == ["a", " 日z", ""]
    assert (emulator.title, emulator.clipboard) == ("title", "hi")
    assert answers == b"\x1bP>|TestTerminal(1.0)\x1b\\\x1b[2;4R"


def test_modes_that_are_on_are_known() -> None:
    emulator = Emulator(12, 3)
    emulator.feed(b"\x1b[?1049h\x1b[?1000;1006h\x1b[?2004h\x1b[?1000l")
    assert emulator.modes == {1049, 1006, 2004}


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("j", b"j"),
        ("G", b"G"),
        ("{", b"{"),
        ("é", "é".encode()),
        ("Space", b" "),
        ("Ctrl-D", b"\x04"),
        ("Ctrl-d", b"\x04"),
        ("Escape", b"\x1b"),
        ("Shift-Tab", b"\x1b[Z"),
        ("PageDown", b"\x1b[6~"),
    ],
)
def test_keys_are_encoded(key: str, code: bytes) -> None:
    assert encode_key(key) == code


@pytest.mark.parametrize("key", ["", "jj", "Ctrl-", "Ctrl-1", "Pagedown", "\x1b"])
def test_unknown_keys_are_refused(key: str) -> None:
    with pytest.raises(ValueError, match="no such key"):
        encode_key(key)


# A program in it.


def test_program_sees_its_terminal_and_a_home_of_its_own(terminal: Terminal) -> None:
    home = terminal.line(0).removeprefix("ready at ")
    assert Path(home).is_dir()
    assert terminal.line(1) == "size 100x12"


def test_home_is_gone_afterwards() -> None:
    with Terminal([sys.executable, "-c", PROGRAM], columns=100) as running:
        running.wait_for("size 100x40")
        home = Path(running.line(0).removeprefix("ready at "))
        assert home.is_dir()
    assert not home.exists()


def test_home_may_be_given(tmp_path: Path) -> None:
    with Terminal([sys.executable, "-c", PROGRAM], columns=200, env={"BRIEFING_READER_HOME": str(tmp_path)}) as running:
        running.wait_for(f"ready at {tmp_path}")
    assert tmp_path.is_dir()


def test_keys_reach_the_program(terminal: Terminal) -> None:
    terminal.press("j", "k")
    terminal.wait_for("key b'k'")
    assert b"key b'j'" in terminal.raw
    assert terminal.line(5) == "key b'k'"


def test_unknown_key_presses_nothing(terminal: Terminal) -> None:
    with pytest.raises(ValueError, match="no such key"):
        terminal.press("j", "nonsense")
    terminal.press("k")
    terminal.wait_for("key b'k'")
    assert b"key b'j'" not in terminal.raw


def test_words_can_be_typed(terminal: Terminal) -> None:
    terminal.type_text("hx")
    terminal.wait_for("key b'x'")
    assert b"key b'h'" in terminal.raw


def test_program_may_ask_for_the_cursor(terminal: Terminal) -> None:
    terminal.press("c")
    terminal.wait_for("cursor [5;8R")
    assert terminal.answers == b"\x1b[5;8R"


def test_times_are_those_of_the_program(terminal: Terminal) -> None:
    terminal.press("s")
    assert 0.2 <= terminal.wait_for("slept") < 1.0


def test_half_an_update_is_not_seen(terminal: Terminal) -> None:
    terminal.press("y")
    assert terminal.wait_for("half") >= 0.1
    assert terminal.line(3) == "half whole"


def test_waiting_in_vain_fails_and_shows_the_screen(terminal: Terminal) -> None:
    with pytest.raises(AssertionError, match=r"0\.1 s without 'never'[^$]*size 100x12"):
        terminal.wait_for("never", timeout=0.1)


def test_waiting_for_a_program_that_ended_fails_at_once(terminal: Terminal) -> None:
    terminal.press("q")
    started = time.perf_counter()
    with pytest.raises(AssertionError, match="the program ended without 'never'"):
        terminal.wait_for("never", timeout=10)
    assert time.perf_counter() - started < 5


def test_wait_gone_waits(terminal: Terminal) -> None:
    terminal.press("e")
    terminal.wait_gone("ready")
    assert terminal.screen_text().strip() == ""


def test_settle_waits_for_silence(terminal: Terminal) -> None:
    terminal.press("s")
    terminal.settle(quiet=0.4)
    assert "slept" in terminal.screen_text()


def test_resize_reaches_the_program(terminal: Terminal) -> None:
    terminal.resize(70, 9)
    terminal.wait_for("size 70x9")
    assert len(terminal.screen_text().split("\n")) == 9


def test_alternate_screen_comes_and_goes(terminal: Terminal) -> None:
    terminal.press("a")
    terminal.wait_for("alternate")
    assert "ready" not in terminal.screen_text()
    assert 1049 in terminal.modes
    terminal.press("m")
    terminal.wait_for("ready")
    assert 1049 not in terminal.modes


def test_much_output_is_taken(terminal: Terminal) -> None:
    terminal.press("w")
    terminal.wait_for("wrote")
    assert len(terminal.raw) > 300_000


def test_exit_status_is_the_programs(terminal: Terminal) -> None:
    terminal.press("q")
    assert terminal.exit_status() == 3
    assert re.search("^bye$", terminal.screen_text(), re.MULTILINE)


def test_exit_status_tells_a_signal(terminal: Terminal) -> None:
    terminal.press("d")
    assert terminal.exit_status() == -signal.SIGTERM


def test_exit_status_of_a_program_that_runs_on_fails(terminal: Terminal) -> None:
    with pytest.raises(AssertionError, match="still runs"):
        terminal.exit_status(timeout=0.1)


def test_memory_is_the_programs(terminal: Terminal) -> None:
    assert 1_000_000 < terminal.resident_bytes() < 100_000_000
