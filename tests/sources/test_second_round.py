"""`reader sync`, twice: the second time asks every server one short question, and leaves every file alone."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from reader.domain.scrub import SafeText
from reader.domain.source import Source
from reader.paths import find_paths
from reader.services.source_lines import add_sources
from tests.conftest import ROOT
from tests.sources.letters import mbox, numbered
from tests.sources.server import Reply, Site
from tests.sources.test_feeds import item, rss

FEEDS, ITEMS = 60, 3
THEN = "Sat, 09 May 2026 21:00:00 GMT"


def _fill(site: Site, number: int) -> Source:
    """A feed that is known again by its tag, or by its time, or both."""
    entries = (item(f"{number}-{entry}", title=f"Letter {number} issue {entry}") for entry in range(ITEMS))
    known = [{"ETag": f'W/"{number}"'}, {"Last-Modified": THEN}, {"ETag": f'"{number}"', "Last-Modified": THEN}]
    site.replies[f"/{number}"] = Reply(rss(*entries), headers=known[number % 3])
    return Source(SafeText(f"Letter {number}"), url=site.url(f"/{number}"))


def _look(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file and folder: when it was written, and what stands in it."""
    return {
        str(path): (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "")
        for path in (folder, *folder.rglob("*"))
    }


def _sync(home: Path) -> list[dict[str, Any]]:
    environment = {**os.environ, "BRIEFING_READER_HOME": str(home)}
    command = [sys.executable, "-m", "reader", "sync", "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=300, check=True)
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def test_nothing_new_is_one_short_question_each_and_no_write(site: Site, tmp_path: Path) -> None:
    home = tmp_path / "home"
    paths = find_paths({"BRIEFING_READER_HOME": str(home)})
    paths.config.mkdir(parents=True)
    box = tmp_path / "box"
    box.write_bytes(mbox(numbered(1), numbered(2)))
    os.utime(box, (1_000_000_000, 1_000_000_000))
    sources = [_fill(site, number) for number in range(FEEDS)]
    add_sources(paths.settings_file, [*sources, Source(SafeText("Mail"), path=str(box))])

    assert sum(row["added"] for row in _sync(home)) == FEEDS * ITEMS + 2
    before = _look(tmp_path)
    for _ in range(2):
        site.asked.clear()
        assert {row["state"] for row in _sync(home)} == {"nothing new"}
        assert sorted(path for path, _ in site.asked) == sorted(f"/{number}" for number in range(FEEDS))
        for path, headers in site.asked:
            sent = site.replies[path].headers
            told = headers.get("if-none-match"), headers.get("if-modified-since")
            assert told == (sent.get("ETag"), sent.get("Last-Modified"))
        assert site.sent_again == 0
        assert _look(tmp_path) == before


def test_what_is_new_at_one_leaves_the_files_of_the_others_alone(site: Site, tmp_path: Path) -> None:
    home = tmp_path / "home"
    paths = find_paths({"BRIEFING_READER_HOME": str(home)})
    paths.config.mkdir(parents=True)
    add_sources(paths.settings_file, [_fill(site, number) for number in range(6)])
    _sync(home)
    before = {path: facts for path, facts in _look(tmp_path).items() if path.endswith(".md")}
    site.replies["/4"] = Reply(rss(item("4-new", title="The new one")), headers={"ETag": '"new"'})
    rows = _sync(home)
    assert {row["source"]: row["added"] for row in rows if row["added"]} == {"Letter 4": 1}
    after = {path: facts for path, facts in _look(tmp_path).items() if path.endswith(".md")}
    assert after.items() >= before.items()
    assert len(after) == len(before) + 1
