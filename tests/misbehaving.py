"""A real web server on this machine that answers as the web does on its bad days, and remembers what it was asked."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import json
import socket
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator

DRIP = 0.02  # seconds between two bytes
HTML = "text/html; charset=utf-8"
PAGE = (
    '<!DOCTYPE html><html lang="fr"><head><title>Bilan</title></head><body><article><h1>Bilan de l’année</h1>'
    "<p>Les centres ont reçu cette année 1.000 appels au numéro 19 : 600 au nord et 400 au sud, contre 800 l’an "
    "dernier, soit une hausse de 25 %.</p><p>Parmi ces appels, 60 % étaient réels et 40 % vides ; 300 étaient "
    "urgents, ce qui montre une amélioration.</p></article></body></html>"
)
ARABIC = (
    '<!DOCTYPE html><html lang="ar"><head><title>حصيلة</title></head><body><article><h1>حصيلة السنة</h1><p>استقبلت '
    "القاعات 19 مليون و722 ألف و41 مكالمة خلال هذه السنة، وهو رقم قياسي جديد بالنسبة للمديرية.</p></article></body></html>"
)
COPY = {"available": True, "status": "200", "timestamp": "20250102030405"}


@dataclass
class Web:
    """A running server: its address, when each path was asked for, what browsers said of themselves, its pages.

    ``pages`` are given out as they are, by their path, and ``replies`` with their status and headers; all else is a method's of :class:`_Handler`.
    """

    address: str = ""
    times: list[tuple[str, float]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    retry_after: str = "0"
    at_once: int = 0
    most_at_once: int = 0
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    replies: dict[str, tuple[int, bytes, dict[str, str | None]]] = field(default_factory=dict)
    copies: dict[str, dict[str, Any]] = field(default_factory=dict)
    stopped: threading.Event = field(default_factory=threading.Event)

    def url(self, name: str) -> str:
        return f"{self.address}/{name}"


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    web: Web
    answering: bool = False

    def log_message(self, format: str, *args: Any) -> None:
        """Keep what is asked for to itself."""

    def do_GET(self) -> None:
        web, path = self.web, urlsplit(self.path).path
        web.times.append((path, time.monotonic()))
        web.agents.append(self.headers["User-Agent"])
        web.asked[path] += 1
        web.at_once += 1
        web.most_at_once = max(web.most_at_once, web.at_once)
        self.answering, self.close_connection = True, True
        with contextlib.suppress(OSError):
            if path in web.pages:
                self.give(200, *web.pages[path])
            elif path in web.replies:
                status, body, headers = web.replies[path]
                self.give(status, HTML, body, **headers)
            else:
                answer: Callable[[str], None] = getattr(self, f"go_{path.split('/')[1]}", self.go_missing)
                answer(path)
        self.end_answering()

    def end_answering(self) -> None:
        """Count an answer as given; before its last bytes, or who has them may ask again before it is."""
        self.web.at_once -= self.answering
        self.answering = False

    def give(self, status: int, kind: str = HTML, body: bytes = b"", **headers: str | None) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.end_answering()
        self.wfile.write(body)

    def drip(self, data: bytes) -> None:
        for byte in data:
            if self.web.stopped.wait(DRIP):
                return
            self.wfile.write(bytes([byte]))
            self.wfile.flush()

    def go_page(self, path: str) -> None:
        self.give(200, body=PAGE.encode())

    def go_slow(self, path: str) -> None:
        self.web.stopped.wait(DRIP * 3)
        self.give(200, body=PAGE.encode())

    def go_drip(self, path: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", HTML)
        self.end_headers()
        self.drip(PAGE.encode())

    def go_drip_packed(self, path: str) -> None:
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.drip(gzip.compress(PAGE.encode()))

    def go_drip_head(self, path: str) -> None:
        self.drip(b"HTTP/1.1 200 OK\r\nX-Filler: " + b"x" * 2000 + b"\r\n\r\n")

    def go_hang(self, path: str) -> None:
        self.web.stopped.wait(5)

    def go_drop(self, path: str) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)

    def go_circle(self, path: str) -> None:
        self.give(302, Location="/circle/b" if path == "/circle" else "/circle")

    def go_further(self, path: str) -> None:
        self.give(302, Location=f"{path}/x")

    def go_moved(self, path: str) -> None:
        self.give(301, Location="/page")

    def go_front(self, path: str) -> None:
        self.give(302, Location="/")

    def go_file(self, path: str) -> None:
        self.give(302, Location="file:///etc/passwd")

    def go_inside(self, path: str) -> None:
        self.give(302, Location="http://[::ffff:10.0.0.1]/router")

    def go_endless_redirect(self, path: str) -> None:
        self.send_response(302)
        self.send_header("Location", "/page")
        self.end_headers()
        self.drip(b"x" * 10_000)

    def go_busy(self, path: str) -> None:
        if self.web.asked[path] == 1:
            self.give(429, Retry_After=self.web.retry_after)
        else:
            self.go_page(path)

    def go_full(self, path: str) -> None:
        self.give(429, Retry_After="86400")

    def go_flaky(self, path: str) -> None:
        if self.web.asked[path] == 1:
            self.give(500)
        else:
            self.go_page(path)

    def go_broken(self, path: str) -> None:
        self.give(503)

    def go_short(self, path: str) -> None:
        self.give(200, body=PAGE.encode()[:100], Content_Length=str(len(PAGE.encode())))

    def go_short_chunks(self, path: str) -> None:
        self.give(200, body=b"10\r\n0123456789abcdef\r\n40\r\nabc", Transfer_Encoding="chunked")

    def go_bomb(self, path: str) -> None:
        self.give(200, body=make_bomb(1), Content_Encoding="gzip")

    def go_bomb_of_bombs(self, path: str) -> None:
        self.give(200, body=make_bomb(2), Content_Encoding="gzip, gzip")

    def go_damaged(self, path: str) -> None:
        self.give(200, body=b"no gzip at all", Content_Encoding="gzip")

    def go_large(self, path: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", HTML)
        self.end_headers()
        while not self.web.stopped.is_set():
            self.wfile.write(b"x" * 65536)

    def go_declared_large(self, path: str) -> None:
        self.give(200, Content_Length="999999999")

    def go_windows_1256(self, path: str) -> None:
        self.give(200, "text/html; charset=ISO-8859-1", ARABIC.encode("windows-1256"))

    def go_pdf(self, path: str) -> None:
        self.give(200, "application/pdf", b"%PDF-1.7 \0\0")

    def go_disguised(self, path: str) -> None:
        self.give(200, "", b"\x89PNG\r\n\0\0\0")

    def go_empty(self, path: str) -> None:
        self.give(200, body=b"<!DOCTYPE html><html><body></body></html>")

    def go_forbidden(self, path: str) -> None:
        self.give(403)

    def go_gone(self, path: str) -> None:
        self.give(410)

    def go_missing(self, path: str) -> None:
        self.give(404) if path != "/" else self.go_page(path)

    def go_wayback(self, path: str) -> None:
        address = parse_qs(urlsplit(self.path).query)["url"][0]
        closest = self.web.copies.get(urlsplit(address).path)
        body = json.dumps({"url": address, "archived_snapshots": {"closest": closest} if closest else {}})
        self.give(200, "application/json", body.encode())

    def go_archive_astray(self, path: str) -> None:
        self.give(200, "application/json", b'{"archived_snapshots": {"closest": []}}')


@functools.cache
def make_bomb(times: int) -> bytes:
    """Return 50 MB of nothing, packed once or more."""
    data = bytes(50_000_000)
    for _ in range(times):
        data = gzip.compress(data, 6)
    return data


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of who goes away in the middle of an answer."""


@contextlib.contextmanager
def misbehaving(context: ssl.SSLContext | None = None) -> Iterator[Web]:
    """Give a running server, over TLS where a context is given."""
    web = Web()
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"web": web}))
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    web.address = f"http{'s' if context else ''}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


@contextlib.contextmanager
def not_accepting() -> Iterator[str]:
    """Give the address of a host that takes no connection, and does not refuse it either: its queue is full."""
    with contextlib.ExitStack() as stack:
        full = stack.enter_context(socket.socket())
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):
            one = stack.enter_context(socket.socket())
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        yield f"http://127.0.0.1:{full.getsockname()[1]}/"
