"""Bringing in: a large mailbox, many feeds, and one large feed beside what newsboat takes for it.

`make bench` runs them at full size; a tenth of it is enough to see that they work (`BRIEFING_READER_SMALL=1`).
"""

import os
import quopri
import random
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.domain.scrub import SafeText
from reader.domain.source import Source
from reader.paths import find_paths
from reader.services.services import open_services
from reader.services.syncing import SyncKind
from tests.sources.letters import letter, mbox
from tests.sources.rounds import Rounds
from tests.sources.server import Reply, Site, serve
from tests.sources.test_feeds import item, rss

pytestmark = pytest.mark.benchmark

SCALE = 10 if os.environ.get("BRIEFING_READER_SMALL") else 1
LETTERS, LETTER_SIZE = 1_000 // SCALE, 40_000
FEEDS, ITEMS = 500 // SCALE, 20
LARGE_FEED = 10_000 // SCALE

LEAST_RATE = 5.0
"""Megabytes of mail in a second, where two processors have nothing else to do."""
WORDS = "HBM supply is tight says Samsung while TSMC builds CoWoS capacity in Taiwan and Nvidia orders wafers".split()
STYLE = "padding:10px 20px;font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:20px;color:#333333"


def _words(source: random.Random, count: int) -> str:
    return " ".join(source.choices(WORDS, k=count))


def _newsletter(number: int) -> bytes:
    source = random.Random(number)
    row = (
        '<tr><td style="{}"><p style="margin:0 0 12px">{} <a href="https://x.example/{}/{}"><b>{}</b></a></p></td></tr>'
    )
    rows = "".join(
        row.format(STYLE, _words(source, 70), number, place, _words(source, 3)) for place in range(LETTER_SIZE // 740)
    )
    page = f"<html><body><table role=presentation>{rows}</table><p><a href='https://x.example/u'>Unsubscribe</a></p>"
    return letter(
        quopri.encodestring(page.encode()),
        Content_Type="text/html; charset=utf-8",
        Content_Transfer_Encoding="quoted-printable",
        Message_ID=f"<{number}@letters.example>",
        Subject=f"Memory Weekly {number}",
    )


def test_a_large_mailbox(tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.write_bytes(mbox(*map(_newsletter, range(LETTERS))))
    size = box.stat().st_size / 1e6
    rounds = Rounds(tmp_path)
    worked, begun = _processor_time(), time.perf_counter()
    result = rounds.run(Source(SafeText("Mail"), path="box"))["Mail"]
    took, worked = time.perf_counter() - begun, _processor_time() - worked
    assert result.added == LETTERS
    again = time.perf_counter()
    assert rounds.run(Source(SafeText("Mail"), path="box"))["Mail"].kind is SyncKind.SAME
    sys.stdout.write(f"{LETTERS:,} letters, {size:.0f} MB: {took:.1f} s, {size / took:.1f} MB/s; ")
    sys.stdout.write(f"{worked:.1f} s of processors, {size / worked:.1f} MB in each; ")
    sys.stdout.write(f"again {time.perf_counter() - again:.2f} s\n")
    if SCALE == 1:
        assert 2 * size / worked > LEAST_RATE


def _processor_time() -> float:
    """Seconds that this process and those that it has waited for have worked."""
    facts = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(fact.ru_utime + fact.ru_stime for fact in facts)


def test_many_feeds(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path)
    with serve() as site:
        sources = [make_feed(site, number) for number in range(FEEDS)]
        begun = time.perf_counter()
        results = rounds.run(*sources)
        took = time.perf_counter() - begun
        assert sum(result.added for result in results.values()) == FEEDS * ITEMS
        before = rounds.stamps()
        site.asked.clear()
        again = time.perf_counter()
        assert {result.kind for result in rounds.run(*sources).values()} == {SyncKind.SAME}
        sys.stdout.write(f"{FEEDS} feeds of {ITEMS} items: {took:.1f} s; again {time.perf_counter() - again:.1f} s\n")
        assert len(site.asked) == FEEDS
        assert all("if-none-match" in headers for _, headers in site.asked)
        assert rounds.stamps() == before


def make_feed(site: Site, number: int) -> Source:
    """One of many feeds: what it sends from now on, and where it is."""
    source = random.Random(number)
    items = (
        item(
            entry, guid=f"https://x.example/{number}/{entry}", link=f"/{number}/{entry}", description=_words(source, 80)
        )
        for entry in range(ITEMS)
    )
    path = f"/feed/{number}"
    site.replies[path] = Reply(rss(*items), headers={"ETag": f'"{number}"'})
    return Source(SafeText(f"Feed {number}"), url=site.url(path))


@pytest.mark.skipif(shutil.which("newsboat") is None, reason="newsboat is not installed")
def test_a_large_feed_beside_newsboat(tmp_path: Path) -> None:
    source = random.Random(0)
    rounds = Rounds(tmp_path)
    with serve() as site:
        body = rss(*(item(number, description=_words(source, 80)) for number in range(LARGE_FEED)))
        site.replies["/feed"] = Reply(body)
        theirs = _time_newsboat(tmp_path / "newsboat", site.url("/feed"))
        begun = time.perf_counter()
        assert rounds.run(Source(SafeText("Large"), url=site.url("/feed")))["Large"].added == LARGE_FEED
        fetched = time.perf_counter() - begun
    services = open_services(find_paths({"BRIEFING_READER_HOME": str(tmp_path / "home")}), [rounds.inbox])
    services.update()
    ours = time.perf_counter() - begun
    sys.stdout.write(f"{LARGE_FEED:,} items: {fetched:.1f} s, with names {ours:.1f} s; newsboat {theirs:.1f} s\n")
    assert services.library.rows()


def _time_newsboat(folder: Path, address: str) -> float:
    folder.mkdir()
    (folder / "urls").write_text(address + "\n")
    files = {"-u": "urls", "-c": "cache.db", "-C": "config"}
    words = ["newsboat", *(word for option, name in files.items() for word in (option, str(folder / name)))]
    (folder / "config").write_text("")
    begun = time.perf_counter()
    subprocess.run(
        [*words, "-x", "reload"], check=True, capture_output=True, timeout=300, env={**os.environ, "HOME": str(folder)}
    )
    return time.perf_counter() - begun
