"""Fetching, from a server that does its worst."""

import asyncio
import gzip
import re
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from reader.sources.addresses import check_address, follow, is_private
from reader.sources.errors import SourceError
from reader.sources.fetching import Answer, Fetcher, FetchError, Limits, read_wait
from tests.sources.server import Reply, Site

SMALL = Limits(connect=2, silence=0.5, whole=1.5, sent=100_000, unpacked=200_000)


def fetch(*addresses: str, limits: Limits = SMALL, allows_private: bool | None = None, **known: str) -> list[Answer]:
    """Fetch all at once."""

    async def work() -> list[Answer]:
        async with Fetcher(limits) as fetcher:
            return await asyncio.gather(
                *(fetcher.fetch(address, **known, allows_private=allows_private) for address in addresses)
            )

    return asyncio.run(work())


def fail(address: str, limits: Limits = SMALL, allows_private: bool | None = None) -> SourceError:
    """Why it cannot be fetched."""
    with pytest.raises(SourceError) as caught:
        fetch(address, limits=limits, allows_private=allows_private)
    return caught.value


def test_an_answer(site: Site) -> None:
    site.replies["/a"] = Reply(b"words", headers={"ETag": '"1"', "Last-Modified": "then", "Content-Type": "text/x"})
    (answer,) = fetch(site.url("/a"))
    assert answer == Answer(b"words", site.url("/a"), "text/x", '"1"', "then", is_inside=True)


def test_only_what_has_changed_is_sent(site: Site) -> None:
    site.replies["/a"] = Reply(b"words", headers={"ETag": '"1"'})
    (answer,) = fetch(site.url("/a"), etag='"1"', modified="then")
    assert answer.data is None
    assert site.asked[0][1]["if-none-match"] == '"1"'
    assert site.asked[0][1]["if-modified-since"] == "then"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw deflate"])
def test_compression(site: Site, coding: str) -> None:
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(b"words" * 100),
        "deflate": zlib.compress(b"words" * 100),
        "raw deflate": raw.compress(b"words" * 100) + raw.flush(),
    }[coding]
    site.replies["/a"] = Reply(packed, headers={"Content-Encoding": coding.rpartition(" ")[2]})
    assert fetch(site.url("/a"))[0].data == b"words" * 100


def _endless() -> Iterator[bytes]:
    while True:
        yield b"x" * 10_000


def _slow() -> Iterator[bytes]:
    for _ in range(100):
        yield b"x"
        time.sleep(0.2)


def _silent() -> Iterator[bytes]:
    yield b"x"
    time.sleep(3)


BAD = {
    "endless": (Reply(stream=_endless), "sends more than"),
    "slow": (Reply(stream=_slow), "not done within 1.5 s"),
    "silent": (Reply(stream=_silent), "no answer within 0.5 s"),
    "bomb": (Reply(gzip.compress(b"0" * 10_000_000), headers={"Content-Encoding": "gzip"}), "unpacks to more than"),
    "cut": (Reply(gzip.compress(b"words" * 999)[:-9], headers={"Content-Encoding": "gzip"}), "broke off"),
    "no gzip": (Reply(b"words", headers={"Content-Encoding": "gzip"}), "cannot be unpacked"),
    "unknown coding": (Reply(b"words", headers={"Content-Encoding": "br"}), "coded as br"),
    "missing": (Reply(status=404), r"nothing at this address \(404\)"),
    "refused": (Reply(status=403), r"refuses \(403\)"),
    "broken": (Reply(status=500), r"a problem \(500\)"),
    "no place to go": (Reply(status=302), "circle"),
    "file": (Reply(status=302, headers={"Location": "file:///etc/passwd"}), "redirected to file: refused"),
    "script": (Reply(status=302, headers={"Location": "javascript:alert(1)"}), "cannot be understood|refused"),
    "no address": (Reply(status=302, headers={"Location": "http://[x"}), "no address"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_goes_wrong_is_told(site: Site, name: str) -> None:
    reply, reason = BAD[name]
    site.replies["/a"] = reply
    begun = time.perf_counter()
    assert re.search(reason, fail(site.url("/a")).reason)
    assert time.perf_counter() - begun < 4


def test_nobody_there() -> None:
    assert "no connection" in fail("http://127.0.0.1:9/").reason
    assert "no such host" in fail("http://nowhere.invalid/").reason


def test_redirects(site: Site) -> None:
    site.replies["/a"] = Reply(status=301, headers={"Location": "/b"})
    site.replies["/b"] = Reply(b"words")
    (answer,) = fetch(site.url("/a"))
    assert (answer.data, answer.address, answer.moved_to) == (b"words", site.url("/b"), site.url("/b"))


def test_a_passing_redirect_moves_nothing(site: Site) -> None:
    site.replies["/a"] = Reply(status=302, headers={"Location": "/b"})
    site.replies["/b"] = Reply(status=301, headers={"Location": "/c"})
    site.replies["/c"] = Reply(b"words")
    assert fetch(site.url("/a"))[0].moved_to == ""


def test_redirects_in_a_circle_and_without_end(site: Site) -> None:
    site.replies["/a"] = Reply(status=302, headers={"Location": "/b"})
    site.replies["/b"] = Reply(status=302, headers={"Location": "/a"})
    assert "circle" in fail(site.url("/a")).reason
    for number in range(9):
        site.replies[f"/{number}"] = Reply(status=302, headers={"Location": f"/{number + 1}"})
    assert "more than 5 redirects" in fail(site.url("/0")).reason


def test_into_this_network_only_where_the_source_itself_is(site: Site) -> None:
    site.replies["/a"] = Reply(b"words")
    assert fetch(site.url("/a"))[0].data == b"words"
    assert "127.0.0.1 is an address of this network: refused" in fail(site.url("/a"), allows_private=False).reason
    assert [path for path, _ in site.asked] == ["/a"]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("192.168.0.1", True),
        ("169.254.169.254", True),
        ("0.0.0.0", True),
        ("::1", True),
        ("::ffff:10.0.0.1", True),
        ("fe80::1%eth0", True),
        ("fc00::1", True),
        ("224.0.0.1", True),
        ("100.64.0.1", True),
        ("64:ff9b::7f00:1", True),
        ("64:ff9b::808:808", False),
        ("2002:a00:1::", True),
        ("words", True),
        ("8.8.8.8", False),
        ("2606:4700:4700::1111", False),
    ],
)
def test_private_addresses(number: str, expected: bool) -> None:
    assert is_private(number) is expected


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://x.example", "x.example", "http://", "http://[x", "-x"]
)
def test_what_is_never_asked(address: str) -> None:
    with pytest.raises(SourceError):
        check_address(address)


def test_never_from_https_to_http() -> None:
    assert follow("https://x.example/a/b", "../c") == "https://x.example/c"
    assert follow("http://x.example/", "https://y.example/") == "https://y.example/"
    with pytest.raises(SourceError, match="https to http"):
        follow("https://x.example/", "http://x.example/")


def test_how_many_at_once(site: Site) -> None:
    site.pause = 0.02
    for number in range(20):
        site.replies[f"/{number}"] = Reply(b"words")
    fetch(*(site.url(f"/{number}") for number in range(20)))
    assert site.busiest == SMALL.per_host
    site.busiest = 0
    wide = Limits(at_once=5, per_host=50)
    fetch(*(site.url(f"/{number}") for number in range(20)), limits=wide)
    assert 2 < site.busiest <= 5


def test_when_to_come_back(site: Site) -> None:
    site.replies["/a"] = Reply(status=429, headers={"Retry-After": "120"})
    error = fail(site.url("/a"))
    assert isinstance(error, FetchError)
    assert error.wait == 120
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=100))
    assert 90 < read_wait(later) <= 100
    assert read_wait("99999999999") == 86_400
    assert [read_wait(text) for text in ("", "soon", "-5", "Mon, 01 Jan 2001 00:00:00 GMT")] == [0] * 4


def test_nobody_is_known_by_a_cookie(site: Site) -> None:
    site.replies["/a"] = Reply(b"words", headers={"Set-Cookie": "who=me"})

    async def work() -> None:
        async with Fetcher(SMALL) as fetcher:
            await fetcher.fetch(site.url("/a"))
            await fetcher.fetch(site.url("/a"))

    asyncio.run(work())
    assert all("cookie" not in headers for _, headers in site.asked)
