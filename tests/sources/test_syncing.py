"""Bringing what is new: nothing twice, nothing missing, whatever one source does."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from reader.domain.scrub import SafeText
from reader.domain.source import Source
from reader.importers.briefings import import_file
from reader.services.errors import StoreError
from reader.services.syncing import SyncKind
from tests.conftest import ROOT
from tests.sources.letters import mbox, numbered
from tests.sources.rounds import Rounds
from tests.sources.server import Reply, Site
from tests.sources.test_feeds import item, rss

KILLS = int(os.environ.get("BRIEFING_READER_KILL_ROUNDS", "5"))


@pytest.fixture
def rounds(tmp_path: Path) -> Rounds:
    """A reader without anything."""
    return Rounds(tmp_path)


def feed(site: Site, path: str = "/feed", name: str = "Chip Letter") -> Source:
    return Source(SafeText(name), url=site.url(path))


def issue(number: int, words: str = "") -> str:
    day = f"{number:02d} May 2026 23:30:00 -0500"
    return item(number, pubDate=day, description=words or f"Words of issue {number}.")


def test_a_feed(site: Site, rounds: Rounds) -> None:
    site.replies["/feed"] = Reply(rss(issue(8), issue(9)), headers={"ETag": '"1"'})
    result = rounds.run(replace(feed(site), series=SafeText("My series"), tags=(SafeText("hbm"),)))["Chip Letter"]
    assert (result.kind, result.added, result.renewed) == (SyncKind.DONE, 2, 0)
    assert rounds.files == ["2026/05/2026-05-08-issue-8.md", "2026/05/2026-05-09-issue-9.md"]
    briefing = import_file(rounds.inbox / "2026/05/2026-05-09-issue-9.md")
    assert briefing.text == "Issue 9\n\nWords of issue 9."
    assert (briefing.metadata.series, briefing.metadata.subjects) == ("My series", ("hbm",))
    assert str(briefing.metadata.issued) == "2026-05-09"


def test_a_second_round_asks_only_whether_anything_is_new_and_writes_nothing(site: Site, rounds: Rounds) -> None:
    site.replies["/feed"] = Reply(rss(issue(8)), headers={"ETag": '"1"'})
    rounds.run(feed(site))
    before = rounds.stamps()
    site.asked.clear()
    assert rounds.run(feed(site))["Chip Letter"].kind is SyncKind.SAME
    assert [(path, headers.get("if-none-match")) for path, headers in site.asked] == [("/feed", '"1"')]
    assert rounds.stamps() == before


def test_only_what_is_new_comes(site: Site, rounds: Rounds) -> None:
    site.replies["/feed"] = Reply(rss(issue(8)))
    rounds.run(feed(site))
    site.replies["/feed"] = Reply(rss(issue(9), issue(8)))
    assert rounds.run(feed(site))["Chip Letter"].added == 1
    site.replies["/feed"] = Reply(rss(issue(9), issue(8, "Corrected words.")))
    assert rounds.run(feed(site))["Chip Letter"].renewed == 1
    assert rounds.files == [f"2026/05/2026-05-0{name}" for name in ("8-issue-8.md", "8-issue-8.md.1", "9-issue-9.md")]
    assert "Corrected" in import_file(rounds.inbox / "2026/05/2026-05-08-issue-8.md").text


def test_one_article_in_two_feeds_comes_once(site: Site, rounds: Rounds) -> None:
    site.replies["/feed"] = Reply(rss(issue(8)))
    site.replies["/other"] = Reply(rss(issue(8).replace("<guid>8</guid>", "<guid>other</guid>")))
    results = rounds.run(feed(site), feed(site, "/other", "Other"))
    assert sum(result.added for result in results.values()) == 1
    assert len(rounds.files) == 1


def test_the_newest_only(site: Site, rounds: Rounds) -> None:
    site.replies["/feed"] = Reply(rss(*(issue(number) for number in range(1, 10))))
    assert rounds.run(replace(feed(site), keep=2))["Chip Letter"].added == 2
    assert rounds.files == ["2026/05/2026-05-08-issue-8.md", "2026/05/2026-05-09-issue-9.md"]


def test_whatever_one_does_the_others_go_on(site: Site, rounds: Rounds) -> None:
    site.replies |= {
        "/good": Reply(rss(issue(8))),
        "/portal": Reply(b"<!doctype html><html><body>Sign in</body></html>"),
        "/gone": Reply(status=410),
        "/empty": Reply(b""),
        "/binary": Reply(bytes(range(256)) * 50),
        "/laughs": Reply(b'<!DOCTYPE x [<!ENTITY a "ha">]><rss version="2.0"><channel><title>&a;</title>'),
        "/file": Reply(status=302, headers={"Location": "file:///etc/passwd"}),
    }
    results = rounds.run(*(feed(site, path, path) for path in site.replies), Source(SafeText("box"), path="nowhere"))
    assert len(results) == len(site.replies) + 1
    reasons = {name: str(result.reason) for name, result in results.items() if result.kind is SyncKind.FAILED}
    assert results["/good"].added == 1
    assert set(reasons) >= {"/portal", "/gone", "/empty", "/binary", "/file", "box"}
    assert all(reasons.values())
    assert "web page" in reasons["/portal"]
    assert "gone for good" in reasons["/gone"]


def test_a_server_with_errors_is_left_alone_for_a_while(site: Site, rounds: Rounds) -> None:
    site.replies["/feed"] = Reply(status=503, headers={"Retry-After": "3600"})
    assert rounds.run(feed(site))["Chip Letter"].kind is SyncKind.FAILED
    site.replies["/feed"] = Reply(rss(issue(8)))
    waiting = rounds.run(feed(site))["Chip Letter"]
    assert waiting.kind is SyncKind.WAITING
    assert "left alone until" in waiting.reason
    assert len(site.asked) == 1
    assert rounds.run(feed(site), is_asked=True)["Chip Letter"].added == 1
    assert rounds.run(feed(site))["Chip Letter"].kind is SyncKind.SAME


def test_an_answer_is_remembered_only_when_what_it_brought_is_there(site: Site, rounds: Rounds) -> None:
    site.replies["/feed"] = Reply(rss(issue(8)), headers={"ETag": '"1"'})
    rounds.inbox.write_text("a file where a folder is to be")
    with pytest.raises(StoreError):
        rounds.run(feed(site))
    rounds.inbox.unlink()
    assert rounds.run(feed(site))["Chip Letter"].added == 1


def test_a_feed_that_moved_is_told(site: Site, rounds: Rounds) -> None:
    site.replies["/feed"] = Reply(status=301, headers={"Location": "/new"})
    site.replies["/new"] = Reply(rss(issue(8)))
    (note,) = rounds.run(feed(site))["Chip Letter"].notes
    assert site.url("/new") in note


PAGE = """<!doctype html><html><head><title>Issue 8</title></head>
<body><nav><a href=/>Home</a> <a href=/x>More</a></nav>
<article><h1>Issue 8</h1>{}</article><footer>All rights reserved</footer></body></html>"""
PARAGRAPH = "<p>The whole text of the article has many more words on HBM supply than its summary in the feed.</p>"


def test_the_full_text_where_it_is_asked_for(site: Site, rounds: Rounds) -> None:
    pytest.importorskip("trafilatura")
    site.replies["/feed"] = Reply(rss(issue(8, "Short.")))
    site.replies["/issues/8"] = Reply(PAGE.format(PARAGRAPH * 6).encode(), headers={"Content-Type": "text/html"})
    source = replace(feed(site), full_text=True)
    # The feed's links lead to x.example: they are made to lead here.
    site.replies["/feed"].body = site.replies["/feed"].body.replace(b"/issues/8", site.url("/issues/8").encode())
    assert rounds.run(source)["Chip Letter"].added == 1
    assert "many more words on HBM supply" in import_file(rounds.inbox / "2026/05/2026-05-08-issue-8.md").text
    site.asked.clear()
    assert rounds.run(source)["Chip Letter"].kind is SyncKind.SAME
    assert [path for path, _ in site.asked] == ["/feed"]


def test_a_page_that_cannot_be_had_leaves_the_summary(site: Site, rounds: Rounds) -> None:
    site.replies["/feed"] = Reply(rss(issue(8, "Short.")).replace(b"/issues/8", site.url("/nothing").encode()))
    result = rounds.run(replace(feed(site), full_text=True))["Chip Letter"]
    assert (result.added, len(result.notes)) == (1, 1)
    assert "Short." in import_file(rounds.inbox / "2026/05/2026-05-08-issue-8.md").text


def test_many_feeds_at_once(site: Site, rounds: Rounds) -> None:
    for number in range(30):
        items = [issue(day).replace("/issues/", f"/{number}/").replace("Words of", f"{number}:") for day in (1, 2, 3)]
        site.replies[f"/{number}"] = Reply(rss(*items), headers={"ETag": f'"{number}"'})
        site.replies[f"/{number}"].body = site.replies[f"/{number}"].body.replace(b"<guid>", b"<guid>%d-" % number)
    site.replies["/7"] = Reply(b"<html>no feed</html>")
    sources = [feed(site, f"/{number}", f"Feed {number}") for number in range(30)]
    results = rounds.run(*sources)
    assert {name: result.added for name, result in results.items() if result.added != 3} == {"Feed 7": 0}
    assert results["Feed 7"].kind is SyncKind.FAILED
    assert len(rounds.files) == 87
    before = rounds.stamps()
    site.asked.clear()
    again = rounds.run(*sources)
    assert {result.kind for name, result in again.items() if name != "Feed 7"} == {SyncKind.SAME}
    assert sum("if-none-match" in headers for _, headers in site.asked) == 29
    assert rounds.stamps() == before


# Mailboxes.


def test_a_mailbox(rounds: Rounds) -> None:
    box = rounds.folder / "box"
    box.write_bytes(mbox(numbered(1), numbered(2)))
    source = Source(SafeText("Mail"), path="box", tags=(SafeText("mail"),))
    assert rounds.run(source)["Mail"].added == 2
    assert rounds.run(source)["Mail"].kind is SyncKind.SAME
    box.write_bytes(mbox(numbered(1), numbered(2), numbered(3)))
    assert rounds.run(source)["Mail"].added == 1
    briefing = import_file(rounds.inbox / rounds.files[0])
    assert (briefing.metadata.title, briefing.metadata.series) == ("Weekly 1", "Memory Weekly")
    assert briefing.metadata.subjects == ("mail",)


def test_a_mailbox_that_rests_is_not_read_again(rounds: Rounds) -> None:
    box = rounds.folder / "box"
    box.write_bytes(mbox(numbered(1)))
    os.utime(box, (1_000_000_000, 1_000_000_000))
    source = Source(SafeText("Mail"), path=str(box))
    rounds.run(source)
    before = rounds.stamps()
    box.chmod(0o600)
    assert rounds.run(source)["Mail"].kind is SyncKind.SAME
    assert rounds.stamps() == before


def test_a_letter_that_cannot_be_read_stops_nothing(rounds: Rounds) -> None:
    (rounds.folder / "box").write_bytes(mbox(numbered(1), numbered(2, "\n").replace(b"Words", b""), numbered(3)))
    result = rounds.run(Source(SafeText("Mail"), path="box"))["Mail"]
    assert (result.added, result.notes) == (2, ("a letter without text",))


def test_letters_of_two_folders_come_once(rounds: Rounds) -> None:
    for name in ("one", "two"):
        (rounds.folder / name).write_bytes(mbox(numbered(1)))
    results = rounds.run(Source(SafeText("one"), path="one"), Source(SafeText("two"), path="two"))
    assert [result.added for result in results.values()] == [1, 0]


READER = """
import sys
from pathlib import Path
from tests.sources.rounds import Rounds
from reader.domain.source import Source
print("ready", flush=True)
Rounds(Path(sys.argv[1])).run(Source("Mail", path="box"))
"""


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_killed_at_any_moment_and_run_again(rounds: Rounds) -> None:
    letters = [numbered(number, f"Words of letter {number}. " * 40) for number in range(150)]
    (rounds.folder / "box").write_bytes(mbox(*letters))
    for round_ in range(KILLS):
        process = subprocess.Popen([sys.executable, "-c", READER, str(rounds.folder)], stdout=subprocess.PIPE, cwd=ROOT)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(0.05 + 0.03 * (round_ % 12))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        texts = [(rounds.inbox / name).read_text() for name in rounds.files] if rounds.inbox.exists() else []
        assert all(text.rstrip().endswith(".") for text in texts), "a half file"
    rounds.run(Source(SafeText("Mail"), path="box"))
    titles = sorted(import_file(rounds.inbox / name).metadata.title for name in rounds.files)
    assert titles == sorted(f"Weekly {number}" for number in range(150))
