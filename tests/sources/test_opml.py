"""Lists of feeds, to sources and back."""

import pytest

from reader.domain.scrub import SafeText
from reader.domain.source import Source
from reader.sources.errors import SourceError
from reader.sources.opml import print_opml, read_opml

LIST = b"""<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "ha">]><opml version="2.0"><head><title>x</title></head>
<body>
<outline text="Chips"><outline text="Memory"><outline type="rss" text="Chip &amp; Letter" xmlUrl="https://x.example/1"/>
</outline></outline>
<outline title="Chip &amp; Letter" XMLURL="https://x.example/2" category="/tech/hbm,asia"/>
<outline text="bad" xmlUrl="file:///etc/passwd"/><outline text="no feed"/></body></opml>"""


def test_a_list() -> None:
    sources, problems = read_opml(LIST)
    assert [(source.name, source.url, source.tags) for source in sources] == [
        ("Chip & Letter", "https://x.example/1", ("Chips", "Memory")),
        ("Chip & Letter 2", "https://x.example/2", ("hbm", "asia")),
    ]
    (problem,) = problems
    assert "must begin with https" in problem


def test_there_and_back() -> None:
    sources = [
        Source(SafeText('A "b" <c> & d'), url="https://x.example/?a=1&b=2", tags=(SafeText("hbm"),)),
        Source(SafeText("Mail"), path="box"),
    ]
    assert read_opml(print_opml(sources).encode()) == (sources[:1], [])


@pytest.mark.parametrize(
    "data", [b"", b"<opml", b"<html></html>", b"<opml>" + b"<outline>" * 9, b'<opml x="&nope;"/>', b"x" * 5_000_000]
)
def test_what_is_no_list(data: bytes) -> None:
    with pytest.raises(SourceError):
        read_opml(data)


def test_laughs_are_not_expanded() -> None:
    laughs = b'<!DOCTYPE o [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><opml><body><outline text="&b;"/></body></opml>'
    with pytest.raises(SourceError):
        read_opml(laughs)


def test_deep_lists() -> None:
    deep = b"<opml><body>" + b'<outline text="a">' * 50_000 + b"</outline>" * 50_000 + b"</body></opml>"
    assert read_opml(deep) == ([], [])
