"""Whatever stands in packs, decisions, feeds, lists of feeds and letters: it is read, or refused with a reason."""

import contextlib
import json
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.domain.decision import Decision
from reader.domain.scrub import scrub
from reader.entities.ledger import Ledger
from reader.entities.packs import PackError, parse_pack
from reader.importers.briefings import import_briefing
from reader.services.decision_lines import DecisionFault, parse_line
from reader.sources.errors import SourceError
from reader.sources.feeds import read_feed
from reader.sources.item import Item
from reader.sources.item_file import print_item
from reader.sources.mail import read_letter
from reader.sources.mailboxes import list_letters
from reader.sources.opml import print_opml, read_opml
from reader.storage.decisions import split_lines

WORDS = [
    "HBM",
    "漢字",
    "\\e[2J",
    "a\u0301",
    "\u202e",
    "",
    " ",
    "null",
    "-1",
    "2026-13-45",
    "*a",
    "&a",
    "<b>",
    "[/x]",
    "'",
]


def pieces(*tokens: str, size: int = 30) -> st.SearchStrategy[str]:
    """Texts of tokens that mean something, and of any characters between them."""
    token = st.sampled_from([*tokens, *WORDS, "\n", " ", ": ", ", "])
    return st.lists(st.one_of(token, token, token, st.characters()), max_size=size).map("".join)


PACKS = pieces(
    *("entities:", "\n- name: ", "\n  type: ", "company", "\n  aliases: [", "]", "{", "}", "case: exact", "cues:"),
    *("\n- kind: ", "stop", "words: ", "defaults:", "form: ", "series: true", "- ", "\n  "),
)
DECISIONS = pieces(
    *("- {", "}", "accept: ", "reject: ", "merge: ", "into: ", "rename: ", "to: ", "split: ", "type: company"),
    *("case: any", "alias: ", "\n- {accept: HBM}\n", "#", "decisions:"),
)
TAGS = [
    *("<rss version='2.0'>", "</rss>", "<channel>", "</channel>", "<item>", "</item>", "<title>", "</title>"),
    *("<link>", "</link>", "https://x.example/1", "<pubDate>", "</pubDate>", "Sat, 09 May 2026 06:00:00 GMT", "<guid>"),
    *("</guid>", "<description>", "</description>", "<![CDATA[", "]]>", "&lt;p&gt;", "&#27;", "&amp;", "<feed>"),
    *("<entry>", "</entry>", "<content type='html'>", "</content>", "<?xml version='1.0'?>", "<!DOCTYPE x [", "]>"),
    *("<!ENTITY a 'b'>", "&a;", "<opml>", "<body>", "<outline text='a' xmlUrl='https://x.example/f'>", "</outline>"),
    *("</body>", "</opml>", "<outline text='&#27;' type='rss'/>", "javascript:x", "file:///etc/passwd"),
]
HEADERS = [
    *(
        "From: a@x.example\n",
        "Subject: ",
        "=?utf-8?b?G1sySg==?=",
        "=?x?q?=1B?=",
        "Date: Sat, 9 May 2026 06:00:00 +0000\n",
    ),
    *("Content-Type: multipart/mixed; boundary=b\n", "Content-Type: text/html; charset=", "utf-16", "latin-1", "\n\n"),
    *("--b\n", "--b--\n", "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n"),
    *("G1sySg==\n", "=1B=9B", "From a@x.example Sat May  9 06:00:00 2026\n", "Message-ID: <1@x>\n", "List-Id: <"),
]


def check_item(item: Item) -> None:
    """What a source brought is safe, and its file can be read again."""
    for text in (item.title, item.body, *item.notes):
        assert scrub(text) == text
    import_briefing(print_item(item), "a.md")


@given(PACKS)
def test_packs(text: str) -> None:
    with contextlib.suppress(PackError):
        pack = parse_pack(text, "own.yaml")
        for entry in pack.entries:
            assert all(scrub(form.text) == form.text for form in entry.forms)


@given(DECISIONS, st.sampled_from(["HBM", "漢字", "x"]))
def test_decisions(text: str, name: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    lines = split_lines(content)
    assert lines.join() == content
    decisions: list[Decision] = []
    for line in lines.lines:
        with contextlib.suppress(DecisionFault):
            decisions += filter(None, [parse_line(line)])
    ledger = Ledger(decisions, lambda name: None)
    outcome = ledger.outcome(name)
    assert outcome is None or scrub(outcome.name) == outcome.name
    assert len(ledger.chain(name)) <= len(decisions) + 1


@given(pieces(*TAGS, size=60), st.sampled_from(["", "text/xml", "application/json", "text/html; charset=utf-16"]))
def test_feeds(text: str, kind: str) -> None:
    for before in ("", "<rss version='2.0'><channel><item>"):
        with contextlib.suppress(SourceError):
            feed = read_feed((before + text).encode("utf-8", "surrogatepass"), "https://x.example/f", kind)
            for item in feed.items:
                check_item(item)


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.sampled_from(WORDS)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["items", "title", "id", "url", "content_html", "content_text", "authors", "name", "tags"]),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["title", "items", "language", "authors", "home_page_url"]), VALUES, max_size=5))
def test_feeds_of_json(values: dict[str, object]) -> None:
    data = json.dumps({"version": "https://jsonfeed.org/version/1.1", **values}).encode()
    with contextlib.suppress(SourceError):
        for item in read_feed(data, "https://x.example/f", "application/feed+json").items:
            check_item(item)


@given(pieces(*TAGS, size=40))
def test_lists_of_feeds(text: str) -> None:
    for before, after in (("", ""), ("<opml><body>", "</body></opml>")):
        with contextlib.suppress(SourceError):
            sources, _ = read_opml((before + text + after).encode("utf-8", "surrogatepass"))
            again, _ = read_opml(print_opml(sources).encode())
            assert [source.url for source in again] == [source.url for source in sources]


@given(pieces(*HEADERS, size=40))
def test_letters(text: str) -> None:
    for before in ("", "From: a@x.example\nSubject: a\n"):
        with contextlib.suppress(SourceError):
            check_item(read_letter((before + text).encode("utf-8", "surrogatepass")))


@given(pieces(*HEADERS, size=40))
def test_mailboxes(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "box.mbox"
        path.write_bytes(("From a@x.example Sat May  9 06:00:00 2026\n" + text).encode("utf-8", "surrogatepass"))
        with contextlib.suppress(SourceError):
            for letter in list_letters(path):
                assert letter
