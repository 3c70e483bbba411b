"""Nothing in a file runs, is fetched, opens by itself, or is written anywhere but to the program's own three folders.

An audit hook of the interpreter sees every file opened, socket made and process begun while it is read.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.hostile.corpus import TEXTS, file_name

WATCH = """
import json, os, sys

home, folder, names = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
os.environ["BRIEFING_READER_HOME"] = home
seen = []
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
OWN = tuple(os.path.join(home, part) + os.sep for part in ("config", "data", "cache"))
FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto", "os.system", "os.exec",
             "os.posix_spawn", "os.startfile", "webbrowser.open", "urllib.Request", "ftplib.connect", "smtplib.connect")
CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "shutil.copyfile")

def is_own(path):
    if isinstance(path, int) or path is None:
        return True
    full = os.path.abspath(os.fsdecode(path))
    return full.startswith(OWN) or full in (home, *(part[:-1] for part in OWN), "/dev/null", "/dev/tty")

def look(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if (flags or 0) & WRITES and not is_own(path):
            seen.append(f"writes {path!r}")
    elif event in CHANGES:
        if not all(is_own(path) for path in arguments[:2] if isinstance(path, (str, bytes))):
            seen.append(f"{event} {arguments!r}")
    elif event == "subprocess.Popen" and "index" not in arguments[1]:
        seen.append(f"starts {arguments[:2]!r}")
    elif event in FORBIDDEN:
        seen.append(f"{event} {arguments!r}")

sys.addaudithook(look)
open(os.path.join(folder, "owned"), "w").close()
import socket
try:
    socket.create_connection(("127.0.0.1", 9), 0.1)
except OSError:
    pass
sys.__stdout__.write(json.dumps(seen) + "\\n")
"""


def watch(folder: Path, home: Path) -> list[str]:
    """What the hook saw."""
    command = [sys.executable, "-c", WATCH, str(home), str(folder), "[]"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=env, cwd=home.parent)
    assert done.returncode == 0, done.stderr[-3000:]
    found: list[str] = json.loads(done.stdout.strip().split("\n")[-1])
    return found


def test_the_hook_sees_what_it_is_for(tmp_path: Path) -> None:
    found = watch(tmp_path, tmp_path / "home")
    assert any("owned" in event for event in found)
    assert any("socket" in event for event in found)


@pytest.mark.parametrize("words", [["list"], ["entities", "{file}"], ["show", "{file}"], ["figures", "{file}"]])
def test_subcommands_touch_nothing_else(tmp_path: Path, words: list[str]) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("foreign schemes", "an object of Python", "a program in a code block", "a refresh and a base"):
        (folder / file_name(name)).write_bytes(TEXTS[name].data())
    file = str(next(folder.iterdir()))
    code = WATCH.split("sys.addaudithook")[0] + (
        "sys.addaudithook(look)\nfrom reader.cli import main\nassert main(json.loads(sys.argv[3])) == 0\n"
        "sys.stdout.flush()\nsys.__stdout__.write('\\n' + json.dumps(seen) + '\\n')\n"
    )
    arguments = json.dumps(["--library", str(folder), *(word.replace("{file}", file) for word in words)])
    command = [sys.executable, "-B", "-c", code, str(tmp_path / "home"), str(folder), arguments, "x"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=env, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.strip().split("\n")[-1]) == []
