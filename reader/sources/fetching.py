"""Fetching over http, many at once, each with limits.

Owns every limit: of time, of size before and after decompression, of redirects, of how many ask one host. Knows nothing
of what is fetched.
"""

import asyncio
import zlib
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from reader.domain.scrub import scrub_line
from reader.sources.addresses import check_address, follow, is_private, is_private_host
from reader.sources.errors import SourceError

if TYPE_CHECKING:
    import httpx

_AGENT = "briefing-reader"
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, "
    "*/*;q=0.1"
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LASTING = frozenset({301, 308})
_LONGEST_WAIT = 24 * 3600.0
_CODINGS = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}
_REASONS = {
    401: "asks for a password",
    403: "refuses",
    404: "there is nothing at this address",
    410: "is gone for good",
    511: "the network wants you to sign in first",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is waited for and taken."""

    at_once: int = 16
    per_host: int = 2
    redirects: int = 5
    connect: float = 10.0
    """Seconds until a connection stands."""
    silence: float = 20.0
    """Seconds without a byte."""
    whole: float = 60.0
    """Seconds for one source with all its redirects."""
    sent: int = 16 * 1024 * 1024
    """Bytes as they are sent."""
    unpacked: int = 32 * 1024 * 1024
    """Bytes after decompression."""
    reading: float = 60.0
    """Seconds of a processor, for reading what one source sent."""


class FetchError(SourceError):
    """A source that did not answer as it should.

    Attributes:
        wait: seconds for which its server asks not to be asked again; 0 where it says nothing.
        status: its answer's number; 0 where there was none.
    """

    def __init__(self, reason: str, wait: float = 0.0, status: int = 0) -> None:
        super().__init__(reason)
        self.wait = wait
        self.status = status


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent."""

    data: bytes | None
    """None where nothing has changed since the last time."""
    address: str
    """Where it came from, behind all redirects."""
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    moved_to: str = ""
    """Where it is from now on, where the server says so."""
    is_inside: bool = False
    """Whether what was asked for lies in the reader's own network."""


class Fetcher:
    """A client for one round of fetching; use it with `async with`."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._at_once = asyncio.Semaphore(self._limits.at_once)
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(self._limits.per_host))
        self._has_proxy = False

    async def __aenter__(self) -> Self:
        import urllib.request

        import httpx

        limits = self._limits
        self._has_proxy = bool(urllib.request.getproxies().keys() & {"http", "https", "all"})
        self._errors = httpx.HTTPError, httpx.InvalidURL, httpx.StreamError
        self._lost = httpx.NetworkError
        self._timeouts = httpx.TimeoutException
        self._client = httpx.AsyncClient(
            headers={"User-Agent": _AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
            follow_redirects=False,
            timeout=httpx.Timeout(limits.silence, connect=limits.connect, pool=None),
            limits=httpx.Limits(max_connections=limits.at_once, max_keepalive_connections=limits.at_once),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def fetch(
        self, address: str, etag: str = "", modified: str = "", *, allows_private: bool | None = None
    ) -> Answer:
        """Fetch an address.

        Args:
            address: http or https.
            etag: of the answer that is there already, as the server sent it.
            modified: the same of its time of change.
            allows_private: whether it may lead into the reader's own network; None where it may if it begins there.

        Raises:
            SourceError: in all cases in which there is no answer within the limits.
        """
        known = {"If-None-Match": etag} if etag else {}
        headers = known | ({"If-Modified-Since": modified} if modified else {})
        try:
            async with asyncio.timeout(self._limits.whole) as limit:
                return await self._follow(address, headers, allows_private, limit)
        except TimeoutError:
            raise FetchError(f"not done within {self._limits.whole:g} s") from None
        except self._timeouts:
            raise FetchError(f"no answer within {self._limits.silence:g} s") from None
        except self._errors as error:
            what = "no connection" if isinstance(error, self._lost) else "answers what cannot be understood"
            raise FetchError(f"{what}: {scrub_line(str(error) or type(error).__name__)}") from error
        except (OSError, UnicodeError, ValueError) as error:
            raise FetchError(f"cannot be asked: {scrub_line(str(error))}") from error

    async def _follow(
        self, address: str, headers: dict[str, str], allows_private: bool | None, limit: asyncio.Timeout
    ) -> Answer:
        lasting, seen = "", {address}
        while True:
            host, port = check_address(address)
            is_inside = not self._has_proxy and await is_private_host(host, port)
            if allows_private is None:
                allows_private = is_inside
            if is_inside and not allows_private:
                raise FetchError(f"{host} is an address of this network: refused")
            async with self._turn(host, limit), self._open(address, headers) as response:
                self._check_peer(response, allows_private)
                if response.status_code not in _REDIRECTS:
                    return await self._read(response, Answer(None, address, moved_to=lasting, is_inside=allows_private))
                target = follow(address, response.headers.get("location", ""))
                is_lasting = response.status_code in _LASTING and (lasting or len(seen) == 1)
            if target in seen:
                raise FetchError("redirects in a circle")
            if len(seen) > self._limits.redirects:
                raise FetchError(f"more than {self._limits.redirects} redirects")
            seen.add(target)
            lasting = target if is_lasting else ""
            address = target

    @asynccontextmanager
    async def _turn(self, host: str, limit: asyncio.Timeout) -> AsyncIterator[None]:
        """Wait until a host may be asked; its time begins then, and who waits takes nobody's place."""
        loop = asyncio.get_running_loop()
        until, begun = limit.when() or loop.time(), loop.time()
        limit.reschedule(None)
        async with self._hosts[host], self._at_once:
            limit.reschedule(until + loop.time() - begun)
            yield

    @asynccontextmanager
    async def _open(self, address: str, headers: dict[str, str]) -> "AsyncIterator[httpx.Response]":
        self._client.cookies.clear()  # nobody is to be known again by another answer
        async with self._client.stream("GET", address, headers=headers) as response:
            yield response

    def _check_peer(self, response: "httpx.Response", allows_private: bool) -> None:
        """Look who has really answered: a name may mean another address than when it was looked up."""
        stream = response.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream is not None else None
        if peer and not allows_private and not self._has_proxy and is_private(str(peer[0])):
            raise FetchError("answered from this network: refused")

    async def _read(self, response: "httpx.Response", answer: Answer) -> Answer:
        headers = response.headers
        if response.status_code == 304:
            return answer
        if response.status_code != 200:
            raise _make_error(response.status_code, headers.get("retry-after", ""))
        return replace(
            answer,
            data=await self._read_body(response, headers.get("content-encoding", "")),
            content_type=headers.get("content-type", ""),
            etag=headers.get("etag", ""),
            modified=headers.get("last-modified", ""),
        )

    async def _read_body(self, response: "httpx.Response", coding: str) -> bytes:
        limits = self._limits
        unpack = _Unpacker(coding.strip().lower(), limits.unpacked)
        sent = 0
        async for chunk in response.aiter_raw():
            sent += len(chunk)
            if sent > limits.sent:
                raise FetchError(f"sends more than {limits.sent >> 20} MB")
            unpack.add(chunk)
        return unpack.finish()


class _Unpacker:
    """Decompresses, and never makes more than so many bytes."""

    def __init__(self, coding: str, most: int) -> None:
        if coding not in ("", "identity", *_CODINGS):
            raise FetchError(f"sends what it was not asked for: content coded as {scrub_line(coding[:40])}")
        self._coding = coding
        self._zlib = zlib.decompressobj(_CODINGS[coding]) if coding in _CODINGS else None
        self._parts: list[bytes] = []
        self._left = most
        self._most = most

    def add(self, chunk: bytes) -> None:
        if self._zlib is not None and chunk:
            chunk = self._unpack(chunk)
        self._left -= len(chunk)
        if self._left < 0 or (self._zlib is not None and self._zlib.unconsumed_tail):
            raise FetchError(f"unpacks to more than {self._most >> 20} MB")
        self._parts.append(chunk)

    def _unpack(self, chunk: bytes) -> bytes:
        assert self._zlib is not None
        try:
            return self._zlib.decompress(chunk, self._left + 1)
        except zlib.error as error:
            if self._coding == "deflate" and not self._parts:  # some servers send it without its head
                self._zlib = zlib.decompressobj(-zlib.MAX_WBITS)
                self._coding = "raw"
                return self._unpack(chunk)
            raise FetchError("sends what cannot be unpacked") from error

    def finish(self) -> bytes:
        if self._zlib is not None and not self._zlib.eof and any(self._parts):
            raise FetchError("broke off in the middle")
        return b"".join(self._parts)


def _make_error(status: int, retry_after: str) -> FetchError:
    reason = _REASONS.get(status) or ("asks to be left alone for a while" if status == 429 else "")
    reason = reason or ("its server has a problem" if status >= 500 else "does not answer as it should")
    return FetchError(f"{reason} ({status})", read_wait(retry_after), status)


def read_wait(text: str) -> float:
    """The seconds of a Retry-After header: a number, or a date; 0 where it says nothing, at most a day."""
    text = text.strip()
    if text.isascii() and text.isdecimal() and len(text) < 12:
        return min(float(text), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return 0.0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max(0.0, (until - datetime.now(UTC)).total_seconds()), _LONGEST_WAIT)
