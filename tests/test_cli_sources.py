"""Bringing briefings in from the command line."""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from tests.conftest import ROOT
from tests.sources.letters import mbox, numbered
from tests.sources.server import Reply, Site, serve
from tests.sources.test_feeds import item, rss

PAGE = b"<!doctype html><html><head><title>A page</title>"
PAGE += b"<link rel=alternate type='application/rss+xml' href='/feed'></head>"
PAGE += b"<body><h1>A page</h1><p>Words of the page on HBM.</p></body></html>"


@dataclass
class Result:
    """What a run of the program left."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its one JSON document."""
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serve() as running:
        running.replies["/feed"] = Reply(rss(item(8, description="Words of eight."), item(9, description="Of nine.")))
        running.replies["/page"] = Reply(PAGE, headers={"Content-Type": "text/html; charset=utf-8"})
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the program in this process, with a home of its own."""
    monkeypatch.setenv("BRIEFING_READER_HOME", str(home))

    def call(*arguments: str, given: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        status = main(arguments)
        captured = capsys.readouterr()
        return Result(status, captured.out, captured.err)

    return call


def titles(run: Run) -> list[str]:
    return sorted(row["title"] for row in run("list", "--json").json)


def test_a_feed_becomes_a_source_and_its_items_briefings(run: Run, site: Site, home: Path) -> None:
    result = run("add", site.url("/feed"))
    assert (result.status, result.err) == (0, "")
    assert "2 new; 1 source kept: Chip Letter" in result.out
    assert titles(run) == ["Issue 8", "Issue 9"]
    assert (home / "data" / "inbox" / "undated" / "issue-8.md").exists()
    assert run("sources", "--json").json[0]["url"] == site.url("/feed")
    site.replies["/feed"] = Reply(rss(item(10, description="Words of ten.")))
    assert run("sync").out == "Chip Letter  1 new\n1 source: 1 new\n"
    assert run("sync").out == "1 source: nothing new\n"
    assert titles(run) == ["Issue 10", "Issue 8", "Issue 9"]


def test_a_feed_once(run: Run, site: Site) -> None:
    assert run("add", "--once", site.url("/feed")).out.endswith("2 new\n")
    assert run("sources", "--json").json == []


def test_a_page_comes_once_and_tells_its_feed(run: Run, site: Site) -> None:
    result = run("add", site.url("/page"))
    assert result.status == 0
    assert site.url("/feed") in result.err
    assert titles(run) == ["A page"]
    assert run("add", site.url("/page"), "--json").json[0]["same"] == 1


def test_files_of_every_kind(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "one.eml").write_bytes(numbered(1))
    (folder / "two.html").write_bytes(PAGE)
    (folder / "three.md").write_text("---\ntitle: Three\ndate: 2026-05-03\n---\n# Three\n\nWords *of* three.\n")
    (folder / "four.txt").write_text("Four is a plain text\n\nWords of four.\n")
    (folder / "five.xml").write_bytes(rss(item(5)))
    (folder / "box").write_bytes(mbox(numbered(6), numbered(7)))
    result = run("add", "--once", *(str(path) for path in sorted(folder.iterdir())))
    assert (result.status, result.err) == (0, "")
    assert titles(run) == ["A page", "Four is a plain text", "Issue 5", "Three", "Weekly 1", "Weekly 6", "Weekly 7"]


def test_a_folder(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "given"
    (folder / "deeper").mkdir(parents=True)
    (folder / "one.md").write_text("# One\n\nWords.\n")
    (folder / "deeper" / "two.eml").write_bytes(numbered(2))
    (folder / "broken.md").write_bytes(b"\x89PNG\r\n\x1a\n")
    result = run("add", str(folder))
    assert result.status == 0
    assert "broken.md: not a text file" in result.err
    assert titles(run) == ["One", "Weekly 2"]


def test_a_mailbox_becomes_a_source(run: Run, tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.write_bytes(mbox(numbered(1)))
    assert "1 new; 1 source kept: box" in run("add", str(box)).out
    box.write_bytes(mbox(numbered(1), numbered(2)))
    assert "1 new" in run("sync", "box").out
    assert run("sync", "bax").status == 1
    assert "did you mean box?" in run("sync", "bax").err


@pytest.mark.parametrize(
    ("given", "title"), [(numbered(3), "Weekly 3"), (PAGE, "A page"), (b"# Typed\n\nWords.\n", "Typed")]
)
def test_standard_input(run: Run, given: bytes, title: str) -> None:
    assert run("add", "-", given=given).status == 0
    assert titles(run) == [title]


def test_what_cannot_be_brought_in_is_told_and_the_rest_goes_on(run: Run, tmp_path: Path, site: Site) -> None:
    good = tmp_path / "good.md"
    good.write_text("# Good\n\nWords.\n")
    result = run("add", str(tmp_path / "missing"), site.url("/nothing"), "http://[x", str(good))
    assert result.status == 1
    assert [line.partition(": ")[2] for line in result.err.splitlines()] == [
        f"{tmp_path / 'missing'}: no such file",
        f"{site.url('/nothing')}: there is nothing at this address (404)",
        "http://[x: not an address",
    ]
    assert titles(run) == ["Good"]


def test_lists_of_feeds(run: Run, site: Site, tmp_path: Path) -> None:
    run("sources", "add", "Mine & yours", site.url("/feed"))
    exported = run("sources", "export").out
    assert "Mine &amp; yours" in exported
    (tmp_path / "list.opml").write_text(exported.replace("/feed", "/other"))
    assert "1 source kept: Mine & yours 2" in run("add", str(tmp_path / "list.opml")).out
    assert run("sources", "import", str(tmp_path / "list.opml")).out == "no new sources\n"
    assert run("sources", "remove", "mine & yours").status == 0
    assert [row["name"] for row in run("sources", "--json").json] == ["Mine & yours 2"]


def test_failures_are_told_and_the_status_says_so(run: Run, site: Site) -> None:
    run("sources", "add", "Good", site.url("/feed"))
    run("sources", "add", "Bad", site.url("/nothing"))
    checked = run("sources", "check")
    assert (checked.status, checked.out) == (1, "Bad: there is nothing at this address (404)\n")
    result = run("sync", "--quiet")
    assert (result.status, result.out) == (1, "")
    assert result.err == "reader: Bad: there is nothing at this address (404)\n"
    states = {row["source"]: row["state"] for row in run("sync", "--json").json}
    assert states == {"Good": "nothing new", "Bad": "waiting"}


def test_events_for_the_screen(run: Run, site: Site) -> None:
    run("sources", "add", "Good", site.url("/feed"))
    # An open input keeps the program; here it has ended, which would end this process: none is given.
    import reader.cli_sources as module

    module_follow, module._follow_screen = module._follow_screen, lambda: None
    try:
        (event,) = map(json.loads, run("sync", "--events").out.splitlines())
    finally:
        module._follow_screen = module_follow
    assert (event["source"], event["added"], event["done"], event["total"]) == ("Good", 2, 1, 1)


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="this system knows no priorities")
def test_a_round_for_the_screen_lets_the_screen_go_first(run: Run, site: Site) -> None:
    run("sources", "add", "Good", site.url("/feed"))
    site.pause = 60
    command = [sys.executable, "-m", "reader", "sync", "--events"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=ROOT) as process:
        try:
            deadline = time.monotonic() + 30
            while not site.asked and time.monotonic() < deadline:
                time.sleep(0.02)
            assert os.getpriority(os.PRIO_PROCESS, process.pid) > os.getpriority(os.PRIO_PROCESS, 0)
            assert process.stdin is not None
            process.stdin.close()
            assert process.wait(30) == 0, "it ends with the screen"
        finally:
            process.kill()


def test_without_sources(run: Run) -> None:
    assert "no sources" in run("sync").out
    assert "no sources" in run("sources").err


def test_the_inbox_lies_in_the_library(run: Run, home: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (library / "old.md").write_text("# Old\n\nWords of old.\n")
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.yaml").write_text(f"libraries: {library}\n")
    run("add", "-", given=b"# New\n\nWords of new.\n")
    assert (library / "inbox" / "undated" / "new.md").exists()
    assert titles(run) == ["New", "Old"]
    (home / "config" / "config.yaml").write_text(f"libraries: {library}\ninbox: {tmp_path / 'elsewhere'}\n")
    run("add", "-", given=b"# Newer\n\nWords of newer.\n")
    assert titles(run) == ["New", "Newer", "Old"]


def test_a_new_version_keeps_its_annotations(run: Run, site: Site) -> None:
    long = "HBM supply is tight, says SK Hynix. Other words follow here, and more of them."
    site.replies["/feed"] = Reply(rss(item(8, description=long)))
    run("add", site.url("/feed"))
    path = run("list", "--json").json[0]["path"]
    assert run("tag", path, "--quote", "HBM supply is tight", "+hbm").status == 0
    site.replies["/feed"] = Reply(rss(item(8, description=f"A correction stands before it. {long}")))
    assert "1 new version" in run("sync").out
    (row,) = run("list", "--json").json
    assert row["path"] == path
    (annotation,) = run("annotations", "--json").json
    assert (annotation["briefing"], annotation["quote"]) == (row["id"], "HBM supply is tight")
    assert annotation["state"] in ("exact", "moved")
    assert annotation["start"] == run("show", path, "--json").json["text"].index("HBM supply")
