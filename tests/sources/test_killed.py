"""Killed at any moment of a round over many feeds and run again: nothing twice, nothing missing, no half file."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.domain.scrub import SafeText
from reader.domain.source import Source
from reader.services.syncing import SyncKind
from tests.conftest import ROOT
from tests.sources.rounds import Rounds
from tests.sources.server import Reply, Site
from tests.sources.test_feeds import item, rss

KILLS = int(os.environ.get("BRIEFING_READER_KILL_ROUNDS", "5"))
FEEDS = 30
"""Enough for other processes to read them, which are to end with the one that is killed."""
FIRST, MORE = 6, 2
"""Items of a feed, and how many it has more with every round."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills by signal")

READER = """
import sys
from pathlib import Path
from tests.sources.rounds import Rounds
from reader.domain.source import Source

if __name__ == "__main__":
    sources = [Source(f"Feed {number}", url=f"{sys.argv[2]}/{number}") for number in range(int(sys.argv[3]))]
    print("ready", flush=True)
    Rounds(Path(sys.argv[1])).run(*sources)
"""


def _publish(site: Site, round_: int) -> None:
    """Every feed has more items, one of the older ones in other words, and another tag."""
    for number in range(FEEDS):
        items = [_entry(number, entry, round_ if entry == 0 else 0) for entry in range(FIRST + MORE * round_)]
        site.replies[f"/{number}"] = Reply(rss(*items), headers={"ETag": f'"{round_}"'})


def _entry(feed: int, number: int, version: int) -> str:
    words = f"Words of issue {number} of feed {feed}, version {version}. " * 30
    title = f"Feed {feed} issue {number}"
    return item(f"{feed}-{number}", title=title, link=f"/{feed}/{number}", description=f"{words}The end.")


def _kill_a_round(folder: Path, site: Site, seconds: float) -> bool:
    """Start a round and kill it; whether it was still at work."""
    process = subprocess.Popen(
        [sys.executable, "-c", READER, str(folder), site.address, str(FEEDS)], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(seconds)
    was_at_work = process.poll() is None
    process.kill()
    process.wait()
    process.stdout.close()
    return was_at_work


def _read_all(rounds: Rounds) -> dict[str, bytes]:
    return {name: (rounds.inbox / name).read_bytes() for name in rounds.files} if rounds.inbox.exists() else {}


def _newest(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name.endswith(".md")}


def _finish(rounds: Rounds, site: Site) -> None:
    """Rounds that nobody disturbs, until no feed was kept waiting by a busy machine."""
    sources = [Source(SafeText(f"Feed {number}"), url=site.url(f"/{number}")) for number in range(FEEDS)]
    for _ in range(5):
        if all(result.kind is not SyncKind.FAILED for result in rounds.run(*sources, is_asked=True).values()):
            return
    raise AssertionError("some feeds cannot be read")


def test_a_round_over_feeds_killed_at_any_moment(site: Site, tmp_path: Path) -> None:
    chance = random.Random(19)
    killed, calm = Rounds(tmp_path / "killed"), Rounds(tmp_path / "calm")
    at_work = 0
    for round_ in range(KILLS):
        _publish(site, round_)
        at_work += _kill_a_round(killed.folder, site, chance.uniform(0.05, 1.2))
        for name, data in _read_all(killed).items():
            assert data.endswith(b"The end.\n"), f"a half file: {name}"
    assert at_work, "no round was killed"
    _finish(killed, site)
    _finish(calm, site)
    assert _newest(_read_all(killed)) == _newest(_read_all(calm))
    assert list((killed.inbox / ".partial").iterdir()) == []
    before = killed.stamps()
    killed.run(*(Source(SafeText(f"Feed {number}"), url=f"{site.address}/{number}") for number in range(FEEDS)))
    assert killed.stamps() == before


def test_processes_of_a_killed_round_end_with_it(site: Site, tmp_path: Path) -> None:
    _publish(site, 0)
    site.pause = 0.2
    process = subprocess.Popen(
        [sys.executable, "-c", READER, str(tmp_path), site.address, str(FEEDS)], stdout=subprocess.PIPE, cwd=ROOT
    )
    with process:
        assert process.stdout is not None
        process.stdout.readline()
        children = _wait_for_children(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait()
        deadline = time.monotonic() + 20
        while any(map(_is_alive, children)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not [child for child in children if _is_alive(child)]


def _wait_for_children(parent: int) -> list[int]:
    """The processes that it started; skips the test where the system does not tell."""
    place = Path(f"/proc/{parent}/task/{parent}/children")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if not place.exists():
            pytest.skip("this system does not tell who started whom")
        if len(found := [int(word) for word in place.read_text().split()]) > 1:
            return found
        time.sleep(0.02)
    raise AssertionError("it started no processes")


def _is_alive(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
