"""A web server on the loopback address, which answers as a test says."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    """What is sent for a path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    stream: Callable[[], Iterator[bytes]] | None = None
    """Sent in pieces, without a length, in place of the body."""


@dataclass
class Site:
    """The server, as a test sees it."""

    address: str
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Paths, and the headers they were asked for with, names in lower case."""
    busiest: int = 0
    """The most requests at one time."""
    sent_again: int = 0
    """Bodies that were sent to who had said what it knows."""
    pause: float = 0.0
    _busy: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def url(self, path: str) -> str:
        """The address of a path."""
        return self.address + path

    def begin(self, path: str, headers: dict[str, str]) -> None:
        """Note a request."""
        with self._lock:
            self.asked.append((path, headers))
            self._busy += 1
            self.busiest = max(self.busiest, self._busy)
        time.sleep(self.pause)

    def end(self) -> None:
        """Note its end."""
        with self._lock:
            self._busy -= 1


def _is_known(headers: Mapping[str, str], reply: Reply) -> bool:
    """Whether who asks has it already; a tag counts more than a time (RFC 9110)."""
    for asked, sent in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        if headers.get(asked) is not None:
            return headers.get(asked) == reply.headers.get(sent)
    return False


def _answer(handler: BaseHTTPRequestHandler, reply: Reply, *, is_known: bool) -> None:
    handler.send_response(304 if is_known else reply.status)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    if reply.stream is None:
        body = b"" if is_known else reply.body
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
        return
    handler.send_header("Connection", "close")
    handler.end_headers()
    for piece in reply.stream():
        handler.wfile.write(piece)
        handler.wfile.flush()
    handler.close_connection = True


@contextmanager
def serve(secure: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve until the block ends; over https with a context of TLS."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.begin(self.path, {name.lower(): value for name, value in self.headers.items()})
            try:
                reply = site.replies.get(self.path, Reply(status=404))
                asked = {name.title(): value for name, value in self.headers.items()}
                is_known = _is_known(asked, reply)
                site.sent_again += not is_known and not asked.keys().isdisjoint(("If-None-Match", "If-Modified-Since"))
                _answer(self, reply, is_known=is_known)
            except OSError:
                self.close_connection = True
            finally:
                site.end()

        def log_message(self, *arguments: object) -> None:
            """Nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 256

    server = Server(("127.0.0.1", 0), Handler)
    if secure is not None:
        server.socket = secure.wrap_socket(server.socket, server_side=True)
    site = Site(f"{'https' if secure else 'http'}://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield site
    server.shutdown()
    server.server_close()
