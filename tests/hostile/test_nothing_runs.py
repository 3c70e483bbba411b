"""Nothing in a file runs, is fetched, opens by itself, or is written anywhere but to the program's own three folders.

An audit hook of the interpreter sees every file opened, socket made and process begun while it is read.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.hostile.corpus import TEXTS, file_name, write_corpus
from tests.hostile.touring import list_rows

IS_TORTURE = bool(os.environ.get("BRIEFING_READER_TORTURE"))
SAMPLE = (
    "foreign schemes", "links that lie", "an object of Python", "a program in a code block", "a refresh and a base",
    "frames and objects", "scripts", "a doctype with entities", "markup of the toolkit", "escapes", "forms",
    "entities of control characters", "tags in Markdown", "a table of a hundred thousand cells", "footnotes",
    "a program",
)  # fmt: skip
"""What asks to be run, fetched or opened."""

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

"""

SPY = """
import socket, subprocess
sys.addaudithook(look)
open(os.path.join(folder, "owned"), "w").close()
subprocess.run(["true"])
try:
    socket.create_connection(("127.0.0.1", 9), 0.1)
except OSError:
    pass
sys.__stdout__.write(json.dumps(seen) + "\\n")
"""

TOUR = """
import asyncio
from pathlib import Path
from reader.paths import find_paths
from reader.services.services import open_services
from reader.ui.app import ReaderApp
import textual.drivers.headless_driver, textual.pilot

opened = set()

async def wait_for_row(app, pilot, row):
    for _ in range(600):
        await pilot.pause(0.02)
        await app.workers.wait_for_complete()
        shown = app.screen.opened
        if shown is not None and shown.entry.id == row["id"] and not shown.is_glimpse:
            return
    seen.append(f"never opens {row['path']!r}")

async def tour(rows):
    app = ReaderApp(open_services(find_paths(), [Path(folder)]), watches=False)
    async with app.run_test(size=(100, 30)) as pilot:
        for number, row in enumerate(rows):
            await pilot.press(*(["right_square_bracket"] if number else []))
            await wait_for_row(app, pilot, row)
            await pilot.press("enter", "space", "j", "g", "n", "g", "f", "L", "escape", "G", "g", "g")
            opened.add(app.screen.opened.entry.id)

sys.addaudithook(look)
asyncio.run(tour(names))
if len(opened) < len(names):
    seen.append(f"opens {len(opened)} of {len(names)}")
sys.__stdout__.write(json.dumps(seen) + "\\n")
"""


def watch(folder: Path, home: Path, code: str, rows: Sequence[Mapping[str, Any]] = ()) -> list[str]:
    """What the hook saw."""
    command = [sys.executable, "-c", WATCH + code, str(home), str(folder), json.dumps(rows)]
    # What the interpreter compiles on the way is none of the program's doing.
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=env, cwd=home.parent)
    assert done.returncode == 0, done.stderr[-3000:]
    found: list[str] = json.loads(done.stdout.strip().split("\n")[-1])
    return found


def test_the_hook_sees_what_it_is_for(tmp_path: Path) -> None:
    found = watch(tmp_path, tmp_path / "home", SPY)
    assert any("owned" in event for event in found)
    assert any("socket" in event for event in found)
    assert any("starts" in event for event in found)


def test_nothing_happens_while_all_is_opened_on_the_screen(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    if IS_TORTURE:
        write_corpus(folder)
    else:
        for name in SAMPLE:
            (folder / file_name(name)).write_bytes(TEXTS[name].data())
    rows = list_rows(folder, {"BRIEFING_READER_HOME": str(tmp_path / "home")})
    before = {path: os.lstat(path).st_mtime_ns for path in folder.iterdir()}
    assert watch(folder, tmp_path / "home", TOUR, rows) == []
    assert {path: os.lstat(path).st_mtime_ns for path in folder.iterdir()} == before
    assert not list(tmp_path.rglob("owned*"))


@pytest.mark.parametrize("words", [["list"], ["entities", "{file}"], ["show", "{file}"], ["figures", "{file}"]])
def test_subcommands_touch_nothing_else(tmp_path: Path, words: list[str]) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("foreign schemes", "an object of Python", "a program in a code block", "a refresh and a base"):
        (folder / file_name(name)).write_bytes(TEXTS[name].data())
    file = str(next(folder.iterdir()))
    code = WATCH + (
        "sys.addaudithook(look)\nfrom reader.cli import main\nassert main(json.loads(sys.argv[3])) == 0\n"
        "sys.stdout.flush()\nsys.__stdout__.write('\\n' + json.dumps(seen) + '\\n')\n"
    )
    arguments = json.dumps(["--library", str(folder), *(word.replace("{file}", file) for word in words)])
    command = [sys.executable, "-B", "-c", code, str(tmp_path / "home"), str(folder), arguments, "x"]
    # What the interpreter compiles on the way is none of the program's doing.
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=env, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.strip().split("\n")[-1]) == []
