"""One round over everything bad at once, as `reader sync` has it, against a server on the loopback address.

Each bad source has a message in its row; what can be read of it comes; the good ones, before and behind, come whole.
"""

import gzip
import os
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reader.domain.scrub import SafeText
from reader.domain.source import Source
from reader.importers.briefings import import_file
from reader.paths import find_paths
from reader.services.bringing import Bringing
from reader.services.source_keeping import SourceKeeping, SourceRow
from reader.services.source_lines import add_sources
from reader.services.syncing import SyncKind, SyncResult
from reader.sources.fetching import Limits
from tests.sources.letters import letter, mbox, multipart, numbered
from tests.sources.server import Reply, Site, serve
from tests.sources.test_feeds import item, rss

LIMITS = Limits(connect=2, silence=1, whole=3, sent=2_000_000, unpacked=4_000_000, reading=2)
LONGEST = 60
"""Seconds for the whole round, on a machine that has other work."""
GOOD = 3
"""Good feeds among the bad ones."""
NAME_BYTES = 255
"""In a name, on most file systems."""


def _endless() -> Iterator[bytes]:
    while True:
        yield b"<!-- more -->" * 1_000


def _slow() -> Iterator[bytes]:
    for _ in range(100):
        yield b" "
        time.sleep(0.1)


def _silent() -> Iterator[bytes]:
    yield b"<rss"
    time.sleep(4)


def _bomb() -> bytes:
    squeezed = zlib.compressobj(9, wbits=31)
    return squeezed.compress(b"<rss version='2.0'><channel>" + b" " * 20_000_000) + squeezed.flush()


def _go(target: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": target})


def _laughs(name: str) -> bytes:
    each = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return rss(item(name, description="Loud &l9; words."), declaration=f'<!DOCTYPE r [<!ENTITY l0 "ha">{each}]>')


def _hidden_laughs() -> bytes:
    """What is a declaration only once other declarations within it have been cut out."""
    start = '<!DO<!DOCTYPE>CTYPE r [<!ENT<!ENT<!ENTITY z "">ITY y "">ITY l "ha">]>'
    return rss(item("inner laughs", description="Inner &l; words."), declaration=start)


def _author(words: str) -> bytes:
    return rss(item("author", author=words, description="Words by nobody."))


FAILING: dict[str, tuple[Reply, str]] = {
    "endless": (Reply(stream=_endless), "sends more than 1 MB"),
    "slow": (Reply(stream=_slow), "not done within 3 s"),
    "silent": (Reply(stream=_silent), "no answer within 1 s"),
    "bomb": (Reply(_bomb(), headers={"Content-Encoding": "gzip"}), "unpacks to more than 3 MB"),
    "cut": (Reply(gzip.compress(rss(item(1)))[:-9], headers={"Content-Encoding": "gzip"}), "broke off in the middle"),
    "circle": (_go("/circle"), "redirects in a circle"),
    "to a file": (_go("file:///etc/passwd"), "redirected to file: refused"),
    "to a script": (_go("javascript:alert(1)"), "cannot be understood"),
    "to gopher": (_go("gopher://127.0.0.1/"), "redirected to gopher: refused"),
    "missing": (Reply(status=404), "there is nothing at this address (404)"),
    "gone": (Reply(status=410), "is gone for good (410)"),
    "forbidden": (Reply(status=403), "refuses (403)"),
    "teapot": (Reply(status=418), "does not answer as it should (418)"),
    "broken": (Reply(status=500), "its server has a problem (500)"),
    "away": (Reply(status=503), "its server has a problem (503)"),
    "portal": (Reply(b"<!doctype html><html><form>Sign in</form></html>"), "the network's sign-in page"),
    "portal elsewhere": (_go("/portal"), "the network's sign-in page"),
    "portal that says so": (Reply(b"<html>", status=511), "the network wants you to sign in first (511)"),
    "no feed": (Reply(b'{"error": "no"}'), "is no feed"),
    "empty": (Reply(b""), "is no feed"),
    "an author for ever": (Reply(_author("a" * 200_000)), "cannot be read within 2 s"),
}
"""What is sent, and what is told of it."""

READ: dict[str, tuple[Reply, str, str]] = {
    "cut off": (Reply(rss(item("a", title="Cut off"), item("b"))[:-70]), "Cut off", "not well-formed: in line 1: "),
    "no end tags": (
        Reply(b"<rss version='2.0'><channel><item><title>Bare</title><description>x & y"),
        "Bare",
        "not well-",
    ),
    "latin": (Reply(rss(item("l", title="Z\xfcrich")).decode().encode("latin-1")), "Zürich", ""),
    "no such charset": (Reply(rss(item("n", title="Genève")).replace(b"utf-8", b"x-none")), "Genève", ""),
    "another charset": (
        Reply(
            rss(item("o", title="Москва")).decode().encode("koi8-r"),
            headers={"Content-Type": "text/xml; charset=koi8-r"},
        ),
        "Москва",
        "",
    ),
    "laughs": (Reply(_laughs("laughs")), "Issue laughs", "not well-formed"),
    "inner laughs": (Reply(_hidden_laughs()), "Issue inner laughs", "not well-formed"),
    "no dates": (Reply(rss(item("d", title="No day"))), "No day", ""),
    "year 0": (Reply(rss(item("y", title="Nought", pubDate="Mon, 01 Jan 0000 00:00:00 +0000"))), "Nought", ""),
    "html title": (Reply(rss(item("h", title="&lt;b&gt;Bold&lt;/b&gt; &amp;amp; &lt;i&gt;thin"))), "Bold & thin", ""),
    "escapes": (Reply(rss(item("e", title="a&#155;2J\u202eb", description="x"))), "a›2J\ufffdb", ""),
    "an old tag": (Reply(rss(item("t", title="Old tag")), headers={"ETag": '"\xe9"'}), "Old tag", ""),
    "a long tag": (Reply(rss(item("u", title="Long tag")), headers={"ETag": '"' + "x" * 9_000 + '"'}), "Long tag", ""),
}
"""What is sent, the title that comes, and what is told of it."""

TITLES = [
    "../../up and away",
    "C:\\autoexec",
    "CON",
    "aux",
    "NUL.txt",
    ".hidden",
    "-rf",
    "t" * 300,
    "半" * 300,
    "a\u0000b",
]


@dataclass
class Round:
    """What a round over all of it left."""

    site: Site
    results: dict[str, SyncResult] = field(default_factory=dict)
    rows: dict[str, SourceRow] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    """By title."""
    seconds: float = 0.0
    inbox: Path = Path()


SECRET = "the secret words of this machine"


def _fill(site: Site, folder: Path) -> None:
    """Everything that is sent."""
    sent = {name: entry[0] for name, entry in FAILING.items()} | {name: entry[0] for name, entry in READ.items()}
    site.replies |= {_path(name): reply for name, reply in sent.items()}
    secret = folder / "secret"
    secret.write_text(SECRET)
    site.replies["/stolen"] = Reply(SECRET.encode())
    for name, target in {"a file of mine": secret.as_uri(), "a page of mine": site.url("/stolen")}.items():
        inside = f'<!ENTITY s SYSTEM "{target}"><!ENTITY % p SYSTEM "{site.url("/stolen")}">%p;'
        body = rss(item(name, title=name, description="Said: &s;"), declaration=f"<!DOCTYPE r [{inside}]>")
        site.replies[_path(name)] = Reply(body)
    outside = f'<!DOCTYPE rss SYSTEM "{site.url("/stolen")}">'
    site.replies[_path("a grammar of mine")] = Reply(rss(item("g", title="a grammar of mine"), declaration=outside))
    site.replies[_path("titles")] = Reply(rss(*(item(f"t{n}", title=title) for n, title in enumerate(TITLES))))
    site.replies[_path("links")] = Reply(rss(item("k", title="Links", link="/here/issue", description=LINKS)))
    site.replies[_path("silence")] = Reply(rss())
    for number in range(GOOD):
        parts = (item(f"good {number} {n}", title=f"Good {number} {n}") for n in range(5))
        site.replies[_path(f"good {number}")] = Reply(rss(*parts))


LINKS = (
    "&lt;a href='../one'&gt;1&lt;/a&gt; &lt;a href='//y.example/two'&gt;2&lt;/a&gt; &lt;a href='?three'&gt;3&lt;/a&gt;"
)


def _path(name: str) -> str:
    return "/" + name.replace(" ", "-")


NESTED = 'Content-Type: multipart/mixed; boundary="b{0}"\n\n--b{0}\n'
PLAIN = "Content-Type: text/plain\n\nPlain words.\n"
LETTERS = [
    numbered(1),
    multipart(*[PLAIN] * 300).replace(b"Weekly 19", b"of 300 parts").replace(b"<19@", b"<300@"),
    letter(
        "".join(map(NESTED.format, range(1, 300))) + PLAIN,
        Content_Type='multipart/mixed; boundary="b0"',
        Message_ID="<d@x>",
    ),
    letter("Words of no part.\n", Content_Type="multipart/mixed", Subject="No boundary", Message_ID="<n@x>"),
    letter("=?x", Subject="=?utf-8?q?one=0ABcc:_me=1B[2J?= =?x-none?q?b?=", Message_ID="<q@x>"),
    letter("x" * 50, Content_Type="text/plain" + ';"' * 60_000, Subject="Semicolons", Message_ID="<s@x>"),
    letter(
        "a" * 500_000 + "-" + "a" * 500_000,
        Content_Type="text/plain; charset=punycode",
        Subject="Puny",
        Message_ID="<p@x>",
    ),
    letter(
        "begin 644 x\n" + "M\n" * 200_000, Content_Transfer_Encoding="x-uuencode", Subject="Bomb", Message_ID="<u@x>"
    ),
    letter("Words.\n", From="(" * 9_000, Subject="From nobody", Message_ID="<f@x>"),
    numbered(2),
]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Round]:
    """One round over all sources, the good ones between the bad ones."""
    folder = tmp_path_factory.mktemp("bad")
    with serve() as site, pytest.MonkeyPatch.context() as patch:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            patch.delenv(name, raising=False)
        yield _run(site, folder)


def _run(site: Site, folder: Path) -> Round:
    _fill(site, folder)
    paths = find_paths({"BRIEFING_READER_HOME": str(folder / "home")})
    paths.config.mkdir(parents=True)
    (folder / "box").write_bytes(mbox(*LETTERS))
    sources = [
        Source(SafeText(path[1:].replace("-", " ")), url=site.url(path)) for path in site.replies if path != "/stolen"
    ]
    sources.append(Source(SafeText("mail"), path=str(folder / "box")))
    sources.append(Source(SafeText("long path"), path=str(folder / ("n" * 300))))
    sources.append(Source(SafeText("nowhere"), url="http://127.0.0.1:9/feed"))
    add_sources(paths.settings_file, sources)
    found = Round(site)
    bringing, begun = Bringing(paths, LIMITS), time.perf_counter()
    found.results = {str(result.source): result for result in bringing.sync()}
    found.seconds, found.inbox = time.perf_counter() - begun, bringing.folder
    found.rows = {str(row.source.name): row for row in SourceKeeping(paths).rows()}
    found.files = {str(import_file(path).metadata.title): path for path in bringing.folder.rglob("*.md")}
    return found


def test_all_is_done_in_time(done: Round) -> None:
    assert set(done.results) == set(done.rows)
    assert done.seconds < LONGEST


def test_the_good_ones_come_whole(done: Round) -> None:
    assert [done.results[f"good {number}"].added for number in range(GOOD)] == [5] * GOOD


@pytest.mark.parametrize("name", FAILING)
def test_what_cannot_be_read_is_told_in_its_row(done: Round, name: str) -> None:
    assert done.results[name].kind is SyncKind.FAILED
    assert FAILING[name][1] in done.rows[name].reason
    assert done.rows[name].heard > 0


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_comes_and_what_is_wrong_is_told_in_its_row(done: Round, name: str) -> None:
    _, title, note = READ[name]
    assert title in done.files
    assert done.rows[name].reason == ""
    assert note in done.rows[name].note
    assert bool(note) == bool(done.rows[name].note)


def test_what_brought_nothing_was_heard_of_all_the_same(done: Round) -> None:
    assert (done.rows["silence"].reason, done.rows["silence"].added) == ("", 0)
    assert done.rows["silence"].heard > 0


def test_a_server_that_is_not_there(done: Round) -> None:
    assert "no connection" in done.rows["nowhere"].reason


@pytest.mark.parametrize("name", ["a file of mine", "a page of mine", "a grammar of mine"])
def test_nothing_is_read_or_asked_on_behalf_of_a_feed(done: Round, name: str) -> None:
    assert name in done.files
    assert "/stolen" not in [path for path, _ in done.site.asked]
    assert all(SECRET.encode() not in path.read_bytes() for path in done.inbox.rglob("*") if path.is_file())


@pytest.mark.parametrize("title", ["Issue laughs", "Issue inner laughs"])
def test_no_entity_is_expanded(done: Round, title: str) -> None:
    text = import_file(done.files[title]).text
    assert "words." in text
    assert "ha" not in text.replace("laughs", "")


@pytest.mark.parametrize("title", ["No day", "Nought"])
def test_what_has_no_day_is_undated(done: Round, title: str) -> None:
    assert done.files[title].parent.name == "undated"
    assert import_file(done.files[title]).metadata.issued is None


def test_titles_make_names_for_every_disk(done: Round) -> None:
    assert done.results["titles"].added == len(TITLES)
    reserved = {"con", "prn", "aux", "nul", "com1", "lpt1"}
    for path in done.files.values():
        assert path.parent.resolve().is_relative_to(done.inbox.resolve())
        assert path.name.partition(".")[0].casefold() not in reserved
        assert not path.name.startswith(("-", "."))
        assert not set(path.name) & set('<>:"\\|?*\0')
        assert len(os.fsencode(path.name)) < NAME_BYTES - len("-9999.md.9999")
    outside = [path for path in done.inbox.parent.parent.rglob("*") if "away" in path.name or "autoexec" in path.name]
    assert all(path.is_relative_to(done.inbox) for path in outside)


def test_titles_show_no_controls(done: Round) -> None:
    assert not [title for title in done.files if set(title) & set("\x00\x1b\x9b\u202e\n\r")]


def test_relative_links_begin_at_the_item(done: Round) -> None:
    text = done.files["Links"].read_text()
    for link in (done.site.url("/one"), "//y.example/two)", done.site.url("/here/issue?three")):
        assert link in text


def test_an_odd_tag_is_not_told_again_and_stops_no_later_round(done: Round) -> None:
    paths = find_paths({"BRIEFING_READER_HOME": str(done.inbox.parents[1])})
    names = ["an old tag", "a long tag"]
    done.site.asked.clear()
    results = Bringing(paths, LIMITS).sync(names)
    assert {result.kind for result in results} == {SyncKind.SAME}
    assert [headers.get("if-none-match") for _, headers in done.site.asked] == [None, None]
    rows = {str(row.source.name): row for row in SourceKeeping(paths).rows()}
    assert [rows[name].heard for name in names] == [done.rows[name].heard for name in names]


def test_whoever_only_asks_whether_they_answer_is_told_the_same(done: Round) -> None:
    paths = find_paths({"BRIEFING_READER_HOME": str(done.inbox.parents[1])})
    told = dict(Bringing(paths, LIMITS).check(lambda asked, total: None))
    assert [name for name, (_, reason) in FAILING.items() if reason not in told[name]] == []
    assert not [number for number in range(GOOD) if f"good {number}" in told]


@pytest.mark.parametrize("name", ["an author for ever", "portal", "bomb"])
def test_whoever_adds_one_is_told_the_same(done: Round, name: str, tmp_path: Path) -> None:
    paths = find_paths({"BRIEFING_READER_HOME": str(tmp_path)})
    brought = Bringing(paths, LIMITS).add(done.site.url(_path(name)))
    if name == "portal":  # which may be the very page that was meant
        assert brought.added == 1
    else:
        assert FAILING[name][1] in brought.reason


def test_letters(done: Round) -> None:
    result = done.results["mail"]
    assert result.kind is SyncKind.DONE
    assert {"Weekly 1", "Weekly 2", "Memory of 300 parts", "No boundary", "Puny", "Bomb", "From nobody"} <= set(
        done.files
    )
    assert import_file(done.files["Memory of 300 parts"]).text.count("Plain words.") == 300
    assert "Words of no part." in import_file(done.files["No boundary"]).text
    assert any(title.startswith("one Bcc: me") for title in done.files)
    assert "more than 64 kB of what kind it is" in done.rows["mail"].note
    assert sum(path.stat().st_size for path in done.files.values()) < 10_000_000


def test_a_path_that_no_disk_has(done: Round) -> None:
    assert "file name too long" in done.rows["long path"].reason
