"""Cutting large feeds: the parts say what the whole says, and what cannot be cut safely is not cut."""

from pathlib import Path

import pytest

from reader.domain.scrub import SafeText
from reader.domain.source import Source
from reader.sources.feed_parts import PART, cut_feed
from reader.sources.feeds import MOST_ITEMS, read_feed
from reader.sources.item_file import print_item
from tests.sources.rounds import Rounds
from tests.sources.server import Reply, serve
from tests.sources.test_feeds import item, rss

ATOM = "http://www.w3.org/2005/Atom"


def _files(*parts: bytes) -> list[bytes]:
    return [print_item(one) for part in parts for one in read_feed(part, "https://x.example/feed").items]


def _many(count: int) -> bytes:
    words = ("plain words", "<p>Wörter &amp; <b>bold</b></p>", "<![CDATA[</item><item><title>No item</title>]]>")
    return rss(*(item(number, description=words[number % 3]) for number in range(count)))


def test_the_parts_say_what_the_whole_says() -> None:
    whole = _many(PART * 2 + 7)
    parts = cut_feed(whole, "application/rss+xml; charset=utf-8", large=0)
    assert len(parts) == 3
    assert _files(*parts) == _files(whole)
    assert {read_feed(part, "").title for part in parts} == {read_feed(whole, "").title}


def test_atom_is_cut_and_what_follows_its_entries_counts_for_all() -> None:
    entries = "".join(f"<entry><id>urn:x:{n}</id><title>Issue {n}</title></entry>" for n in range(PART + 1))
    whole = f'<feed xmlns="{ATOM}" xml:lang="de">{entries}<title>Late title</title></feed>'.encode()
    parts = cut_feed(whole, large=0)
    assert len(parts) == 2
    assert _files(*parts) == _files(whole)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"</channel>", b""),
        lambda data: data.replace(b"utf-8", b"iso-8859-1"),
        lambda data: data.replace(b"Issue 3<", b"Issue \xff<"),
        lambda data: data.replace(b"<title>Issue 3<", b"<title>&unknown;<"),
        lambda data: data.replace(b"<item><title>Issue 9<", b"</channel><channel><item><title>Issue 9<"),
        lambda data: b'{"version": "https://jsonfeed.org/version/1.1", "items": []}',
    ],
)
def test_what_cannot_be_cut_safely_is_left_whole(change: object) -> None:
    assert callable(change)
    data = change(_many(PART + 1))
    assert cut_feed(data, large=0) == [data]


def test_another_charset_by_the_server_leaves_it_whole() -> None:
    data = _many(PART + 1)
    assert cut_feed(data, "application/rss+xml; charset=iso-8859-1", large=0) == [data]


def test_small_feeds_are_left_whole() -> None:
    assert len(cut_feed(_many(PART + 1))) == 1


def test_declared_entities_are_never_expanded_where_it_is_cut() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>'.encode()
    data = _many(PART + 1).replace(b'<?xml version="1.0" encoding="utf-8"?>', bomb)
    data = data.replace(b"plain words", b"&l11;", 1)
    assert all(len(file) < 10_000 for file in _files(*cut_feed(data, large=0)))


def test_a_large_feed_is_brought_whole_once_and_with_its_first_items_only(tmp_path: Path) -> None:
    words = "Wafers and packages " * 5
    feed = rss(*(item(number, description=words) for number in range(MOST_ITEMS + 20)))
    rounds = Rounds(tmp_path)
    with serve() as site:
        site.replies["/feed"] = Reply(feed)
        source = Source(SafeText("Large"), url=site.url("/feed"))
        result = rounds.run(source)["Large"]
        again = rounds.run(source)["Large"]
    assert result.added == MOST_ITEMS
    assert result.notes == (f"only the first {MOST_ITEMS:,} items are read",)
    assert (again.added, again.renewed) == (0, 0)
