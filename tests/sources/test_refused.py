"""Where a round does not let itself be led: from https to http, and into the reader's own network."""

import shutil
import socket
import ssl
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from reader.domain.scrub import SafeText
from reader.domain.source import Source
from reader.services.syncing import SyncKind
from reader.sources import addresses
from tests.sources.rounds import Rounds
from tests.sources.server import Reply, Site, serve
from tests.sources.test_feeds import item, rss

OUTSIDE, INSIDE = "127.0.0.1", "127.0.0.2"
"""The first plays a machine far away; every other address is taken for what it is."""


def _source(address: str) -> Source:
    return Source(SafeText("Letter"), url=address)


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate for the loopback address, which is trusted here."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=loopback -addext subjectAltName=IP:127.0.0.1"
    subprocess.run(
        [*words.split(), "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True, timeout=60
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def test_never_from_https_to_http(site: Site, secure: ssl.SSLContext, tmp_path: Path) -> None:
    rounds = Rounds(tmp_path)
    site.replies["/feed"] = Reply(rss(item(1)))
    with serve(secure) as safe:
        safe.replies["/plain"] = Reply(status=301, headers={"Location": site.url("/feed")})
        safe.replies["/moved"] = Reply(status=301, headers={"Location": "/feed"})
        safe.replies["/feed"] = Reply(rss(item(2)))
        results = rounds.run(_source(safe.url("/plain")))
        assert results["Letter"].reason == "redirected from https to http: refused"
        assert rounds.run(_source(safe.url("/moved")))["Letter"].added == 1
    assert site.asked == []


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> socket.socket:
    """A machine of the reader's own network, which nobody may come to."""
    real = addresses.is_private

    def is_private(number: str) -> bool:
        return number != OUTSIDE and real(number)

    for module in ("addresses", "fetching"):
        monkeypatch.setattr(f"reader.sources.{module}.is_private", is_private)
    try:
        listening = socket.create_server((INSIDE, 0))
    except OSError:
        pytest.skip("this system has one loopback address only")
    listening.setblocking(False)
    return listening


def _was_visited(listener: socket.socket) -> bool:
    try:
        listener.accept()
    except BlockingIOError:
        return False
    return True


@pytest.mark.parametrize("host", [INSIDE, "127.2", "2130706434", "0x7f.0.0.2", "[::ffff:127.0.0.2]", "me@127.0.0.2"])
def test_never_into_this_network(site: Site, listener: socket.socket, tmp_path: Path, host: str) -> None:
    with listener:
        inside = f"http://{host}:{listener.getsockname()[1]}/admin"
        site.replies["/feed"] = Reply(status=302, headers={"Location": inside})
        result = Rounds(tmp_path).run(_source(site.url("/feed")))["Letter"]
        assert result.kind is SyncKind.FAILED
        assert "is an address of this network: refused" in result.reason
        assert not _was_visited(listener)


def test_no_page_of_this_network_for_the_full_text(site: Site, listener: socket.socket, tmp_path: Path) -> None:
    with listener:
        inside = f"http://{INSIDE}:{listener.getsockname()[1]}/admin"
        site.replies["/feed"] = Reply(rss(item(1, link=inside, description="The summary.")))
        result = Rounds(tmp_path).run(replace(_source(site.url("/feed")), full_text=True))["Letter"]
        assert result.added == 1
        assert result.notes == (f"{INSIDE} is an address of this network: refused",)
        assert not _was_visited(listener)


def test_a_source_of_this_network_may_lead_within_it(site: Site, tmp_path: Path) -> None:
    site.replies["/feed"] = Reply(status=302, headers={"Location": site.url("/there").replace(OUTSIDE, "localhost")})
    site.replies["/there"] = Reply(rss(item(1)))
    assert Rounds(tmp_path).run(_source(site.url("/feed")))["Letter"].added == 1
