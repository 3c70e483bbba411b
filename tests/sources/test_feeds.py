"""Feeds, as they come and as somebody may serve them on purpose."""

import json
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from reader.domain.scrub import SafeText
from reader.sources.errors import SourceError
from reader.sources.feeds import MOST_ITEMS, is_feed, read_any_date, read_feed, sort_newest
from reader.sources.item import Item

ADDRESS = "https://x.example/feeds/all.xml"


def rss(*items: str, head: str = "", declaration: str = "") -> bytes:
    """A feed of RSS 2.0."""
    channel = f"<channel><title>Chip Letter</title><link>https://x.example/</link>{head}{''.join(items)}</channel>"
    modules = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f'<?xml version="1.0" encoding="utf-8"?>{declaration}<rss version="2.0" {modules}>{channel}</rss>'.encode()


def item(number: int | str = 1, **parts: str) -> str:
    """An item of RSS."""
    fields = {"title": f"Issue {number}", "guid": str(number), "link": f"/issues/{number}", **parts}
    inner = "".join(f"<{name.replace('_', ':')}>{text}</{name.replace('_', ':')}>" for name, text in fields.items())
    return f"<item>{inner}</item>"


ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="html">Chip &amp;lt;b&amp;gt; Letter</title>
<entry xml:base="https://y.example/posts/"><id>tag:x.example,2026:1</id>
<title type="html">&lt;b&gt;HBM&lt;/b&gt; is tight</title>
<link rel="alternate" href="1"/><published>2026-05-09T23:30:00-05:00</published><updated>2026-05-11T00:00:00Z</updated>
<author><name>A. Analyst</name></author><category term="hbm" label="HBM"/><category term="dram"/>
<summary>Short.</summary>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>The <em>whole</em> text, <a href="2">next</a>.</p></div></content>
</entry></feed>"""

RDF = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://x.example/"><title>Old</title></channel>
<item rdf:about="https://x.example/1"><title>One</title><link>https://x.example/1</link><dc:date>2026-05-09</dc:date>
<description>Words.</description></item></rdf:RDF>"""

JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "JSON Letter",
    "language": "en",
    "items": [
        {
            "id": 7,
            "url": "https://x.example/7",
            "title": "Seven",
            "content_html": "<p>The <b>whole</b> text</p>",
            "summary": "Short",
            "date_published": "2026-05-09T23:30:00-05:00",
            "authors": [{"name": "A"}, {"name": "B"}, 3],
            "tags": ["hbm", 5],
            "attachments": [{"url": "https://x.example/a.mp3", "mime_type": "audio/mpeg"}],
        },
        "no item",
        {"id": "x", "content_text": "Only *words*.", "date_published": "0000-00-00"},
    ],
}


def test_rss() -> None:
    (one,) = read_feed(
        rss(
            item(
                19,
                pubDate="Sat, 09 May 2026 23:30:00 -0500",
                description="Short.",
                content_encoded="<![CDATA[<p>The <b>whole</b> text, <a href='/next'>next</a>.</p>]]>",
                dc_creator="A. Analyst",
                category="hbm",
            ),
            head="<language>en-gb</language>",
        ),
        ADDRESS,
    ).items
    assert (one.title, one.series, one.publisher) == ("Issue 19", "Chip Letter", "Chip Letter")
    assert one.issued == datetime(2026, 5, 9, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert one.issued.utcoffset() == timedelta(hours=-5)
    assert one.body == "The **whole** text, [next](https://x.example/next).\n"
    assert (one.source, one.identifier) == ("https://x.example/issues/19", "https://x.example/feeds/19")
    assert (one.creator, one.subjects, one.language) == ("A. Analyst", ("hbm",), "en-gb")


def test_atom() -> None:
    (one,) = read_feed(ATOM, ADDRESS).items
    assert one.title == "HBM is tight"
    assert one.identifier == "tag:x.example,2026:1"
    assert one.source == "https://y.example/posts/1"
    assert one.body == "The *whole* text, [next](https://y.example/posts/2).\n"
    assert (one.day, one.creator, one.subjects) == ("2026-05-09", "A. Analyst", ("HBM", "dram"))


def test_rdf() -> None:
    (one,) = read_feed(RDF, ADDRESS).items
    assert (one.title, one.body, one.day, one.source) == ("One", "Words.\n", "2026-05-09", "https://x.example/1")


def test_json_feed() -> None:
    feed = read_feed(json.dumps(JSON).encode(), ADDRESS)
    seven, words = feed.items
    assert feed.title == "JSON Letter"
    assert (seven.title, seven.body, seven.day) == ("Seven", "The **whole** text\n", "2026-05-09")
    assert (seven.creator, seven.subjects, seven.identifier) == ("A, B", ("hbm", "5"), f"{ADDRESS}#7")
    assert seven.notes == ("https://x.example/a.mp3 (audio/mpeg)",)
    assert (words.title, words.body, words.issued) == ("Only words.", "Only \\*words\\*.\n", None)


@pytest.mark.parametrize(
    "text", ["{}", "[1]", '{"version": 1}', "{" * 9_999, '{"version": "https://jsonfeed.org/version/1", "items": 3}']
)
def test_json_that_is_no_feed(text: str) -> None:
    assert _count(text.encode()) in (0, None)


def _count(data: bytes) -> int | None:
    """How many items there are; None for what is no feed."""
    try:
        return len(read_feed(data, ADDRESS).items)
    except SourceError:
        return None


def test_feeds_are_told_from_other_answers() -> None:
    assert all(
        map(is_feed, (rss(), ATOM, RDF, json.dumps(JSON).encode(), b"\xef\xbb\xbf" + rss(), b"<!-- x -->" + ATOM))
    )
    page = b"<!doctype html><html><body>Sign in to the network</body></html>"
    assert not is_feed(page)
    assert not is_feed(b"{}")
    with pytest.raises(SourceError, match="web page"):
        read_feed(page, ADDRESS)


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
FILE = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/hostname"><!ENTITY % k SYSTEM "http://127.0.0.1:9/x">%k;]>'
HOSTILE = {
    "a thousand million laughs": rss(item(1, description="&j;"), declaration=LAUGHS),
    "a file": rss(item(1, description="&j;"), declaration=FILE),
    "a grammar from elsewhere": rss(item(1), declaration='<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">'),
    "cut off": rss(item(1), item(2))[:-40],
    "wrong charset": rss(item(1, description="Zürich")).replace(b"utf-8", b"no-such-charset"),
    "not the charset it says": rss(item(1)).replace(b"Chip", b"Ch\xfcp"),
    "controls": rss(item(1, title="a\x1b[2Jb&#155;c")),
    "unknown entities": rss(item(1, description="a &nbsp; b &foo; c")),
    "no end tags": b"<rss version='2.0'><channel><title>T</title><item><title>One</title><description>Words & more",
    "only a root": b"<rss version='2.0'/>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds(name: str) -> None:
    begun = time.perf_counter()
    feed = read_feed(HOSTILE[name], ADDRESS)
    assert time.perf_counter() - begun < 3
    for one in feed.items:
        assert "ha" * 50 not in one.body
        assert not set(one.title) & set("\x1b\x9b")
    with open("/etc/hostname") as file:
        assert file.read().strip() not in [one.body.strip() for one in feed.items]
    if name not in ("only a root",):
        assert feed.items


def test_a_hundred_thousand_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.sources.feeds.MOST_ITEMS", 50)
    assert MOST_ITEMS < 100_000
    begun = time.perf_counter()
    feed = read_feed(rss(*(item(number) for number in range(100_000))), ADDRESS)
    assert time.perf_counter() - begun < 5
    assert [one.title for one in feed.items] == [f"Issue {number}" for number in range(50)]
    assert feed.notes == ("only the first 50 items are read",)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-05-09T23:30:00-05:00", datetime(2026, 5, 9, 23, 30, tzinfo=timezone(timedelta(hours=-5)))),
        ("2026-05-09T23:30:00.123Z", datetime(2026, 5, 9, 23, 30, tzinfo=UTC)),
        ("2026-05-09", datetime(2026, 5, 9)),
        ("Sat, 09 May 2026 23:30:00 GMT", datetime(2026, 5, 9, 23, 30, tzinfo=UTC)),
        ("0000-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00Z", None),
        ("2026-02-31", None),
        ("Mon, 01 Jan 0000 00:00:00 +0000", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates(written: str, expected: datetime | None) -> None:
    assert read_any_date(written) == expected


def test_titles_may_be_html_and_anything_else() -> None:
    written = ["&lt;b&gt;HBM&lt;/b&gt; &amp;amp; DRAM", "R&amp;D at &lt; 5 nm", "[@click=app.quit]x[/]", ""]
    feed = read_feed(
        rss(*(item(n, title=title, description="First words.") for n, title in enumerate(written))), ADDRESS
    )
    assert [one.title for one in feed.items] == ["HBM & DRAM", "R&D at < 5 nm", "[@click=app.quit]x[/]", "First words."]


def test_links_other_than_of_the_web_are_left_out() -> None:
    page = "&lt;a href='file:///x'&gt;a&lt;/a&gt;"
    (one,) = read_feed(rss(item(1, link="javascript:alert(1)", description=page)), ADDRESS).items
    assert one.source == ""
    assert one.body == "a\n"


def test_the_newest() -> None:
    dates = (datetime(2026, 5, 1), None, datetime(2026, 5, 3))
    items = [Item(SafeText(str(number)), "", day) for number, day in enumerate(dates)]
    assert [one.title for one in sort_newest(items, 1)] == ["2"]
    assert [one.title for one in sort_newest(items, 2)] == ["0", "2"]
    assert len(sort_newest(items, 0)) == 3
