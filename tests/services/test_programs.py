"""Other programs: no shell between, limits that hold, and editors that are told the line."""

import shlex
import stat
import sys
import threading
import time
from pathlib import Path

import pytest

from reader.services import programs
from reader.services.addresses import read_address
from reader.services.programs import (
    ProgramFault,
    ask_program,
    edit_command,
    find_editor,
    open_address,
    read_command,
)

COUNT = (sys.executable, "-c", "import sys; print(len(sys.stdin.read()))")


def _python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("wc -w", ("wc", "-w")),
        ("grep 'a b' \"c|d\"", ("grep", "a b", "c|d")),
        ("sh -c 'wc -w | cat'", ("sh", "-c", "wc -w | cat")),
        ("echo $HOME *", ("echo", "$HOME", "*")),
    ],
)
def test_a_line_is_a_program_with_arguments(line: str, command: tuple[str, ...]) -> None:
    assert read_command(line) == command


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "no program named"),
        ("grep 'x", "no closing quotation"),
        ("wc | cat", "sh -c 'wc | cat'"),
        ("wc > /tmp/x", "no shell reads this line"),
    ],
)
def test_a_line_that_is_none_is_told(line: str, reason: str) -> None:
    with pytest.raises(ProgramFault) as caught:
        read_command(line)
    assert reason in caught.value.reason


def test_a_program_reads_the_text_and_its_answer_is_told() -> None:
    answer = ask_program(COUNT, "hébm")
    assert answer == ("4\n", "exit status 0", True)


def test_nothing_is_a_command_but_the_command(tmp_path: Path) -> None:
    mark = tmp_path / "made"
    answer = ask_program(_python("import sys; print(sys.argv[1])") + (f"$(touch {shlex.quote(str(mark))})",), "")
    assert answer.text.startswith("$(touch ")
    assert not mark.exists()


def test_an_answer_cannot_control_the_terminal() -> None:
    answer = ask_program(_python("import sys; sys.stdout.buffer.write(b'\\x1b[2J\\x9b1m\\xff\\x07a\\tb\\r\\nc')"), "")
    assert "\x1b" not in answer.text
    assert "\x07" not in answer.text
    assert answer.text.endswith("a    b\nc")


def test_errors_and_the_status_are_told() -> None:
    answer = ask_program(_python("import sys; print('no', file=sys.stderr); sys.exit(3)"), "")
    assert answer == ("no\n", "exit status 3", False)
    assert ask_program(_python("import os; os.kill(os.getpid(), 15)"), "").summary == "ended by SIGTERM"


def test_a_program_that_reads_nothing_is_no_fault() -> None:
    assert ask_program(_python("print('done')"), "x" * 1_000_000).text == "done\n"


def test_a_program_that_does_not_exist_is_told() -> None:
    with pytest.raises(ProgramFault) as caught:
        ask_program(("no-such-program-here",), "")
    assert caught.value.reason == "no-such-program-here: no such file or directory"


def test_a_program_that_takes_too_long_is_ended_with_what_it_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "PATIENCE", 0.5)
    begun = time.monotonic()
    answer = ask_program(("sh", "-c", "echo first; sleep 60; echo second"), "")
    assert time.monotonic() - begun < 10
    assert answer.text == "first\n"
    assert answer.summary.startswith("ended after")
    assert not answer.is_good


def test_a_program_that_says_too_much_is_ended() -> None:
    answer = ask_program(_python("import sys\nwhile True: sys.stdout.write('x' * 65536)"), "")
    assert len(answer.text) == 1_000_000
    assert answer.summary == "ended after 1 MB"


def test_a_program_is_stopped() -> None:
    wanted = threading.Event()
    threading.Timer(0.3, wanted.set).start()
    begun = time.monotonic()
    assert ask_program(("sleep", "60"), "", wanted.is_set).summary == "stopped"
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        (("vim",), ("vim", "+7", "/x/a b.md")),
        (("/usr/bin/nano", "-l"), ("/usr/bin/nano", "-l", "+7", "/x/a b.md")),
        (("emacsclient", "-t"), ("emacsclient", "-t", "+7", "/x/a b.md")),
        (("code", "--wait"), ("code", "--wait", "--goto", "/x/a b.md:7")),
        (("hx",), ("hx", "/x/a b.md:7")),
        (("my-editor",), ("my-editor", "/x/a b.md")),
    ],
)
def test_each_editor_is_told_the_line_in_its_way(editor: tuple[str, ...], command: tuple[str, ...]) -> None:
    assert edit_command(editor, Path("/x/a b.md"), 7) == command


def test_a_file_is_never_an_option() -> None:
    assert edit_command(("vi",), Path("-x.md"), 1)[-1].startswith("/")


def test_the_editor_comes_from_the_environment() -> None:
    assert find_editor({"VISUAL": "code --wait", "EDITOR": "vi"}) == ("code", "--wait")
    assert find_editor({"VISUAL": " ", "EDITOR": "vi"}) == ("vi",)
    with pytest.raises(ProgramFault, match="No editor is set"):
        find_editor({})


def test_an_address_is_handed_to_the_systems_opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "open" if sys.platform == "darwin" else "xdg-open"
    opener, told = tmp_path / name, tmp_path / "told"
    opener.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {told}.new && mv {told}.new {told}\n')
    opener.chmod(opener.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    open_address(read_address("https://example.com/?a=$(b)&c='d'"))
    deadline = time.monotonic() + 10
    while not told.exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert told.read_text() == "https://example.com/?a=$(b)&c='d'\n"


def test_without_an_opener_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ProgramFault, match="there is no"):
        open_address(read_address("https://example.com/"))
