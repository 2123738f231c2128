"""A web of raw sockets on loopback, which may answer as no library for servers would let it."""

from __future__ import annotations

import socketserver
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

Pieces = Iterable[bytes | float]
"""What is sent: bytes as they are, and numbers of seconds to wait in between. Then the connection is closed."""
Page = Callable[[int], Pieces]
"""The answer to the visit of this number, from 1."""

PATIENCE = 120.0
"""Seconds after which a page that has no end gives up by itself."""


def answer(body: bytes | str, *, status: int = 200, media_type: str = "text/html; charset=utf-8", **more: str) -> bytes:
    """A whole answer. `more` are headers, with `_` for `-`; one without a value is left out."""
    data = body.encode() if isinstance(body, str) else body
    headers = {"Content_Type": media_type, "Content_Length": str(len(data)), "Connection": "close", **more}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items() if value)
    return f"HTTP/1.1 {status} Whatever\r\n{head}\r\n".encode() + data


def always(*pieces: bytes | float) -> Page:
    return lambda visit: pieces


def endless(piece: bytes, *, pause: float = 0.0, before: bytes = b"") -> Page:
    """Goes on and on, until the crawler hangs up."""

    def pieces(visit: int) -> Pieces:
        yield before
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            yield piece
            yield pause

    return pieces


class Web:
    """The server, reached as an HTTP proxy so that each site has a host of its own name. Unknown pages are 404."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        """By address."""
        self.visits: Counter[str] = Counter()
        """By address."""
        self.closing = threading.Event()
        self._lock = threading.Lock()
        web = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with suppress(OSError, ValueError):  # crawlers hang up on what is too much for them
                    web._serve(self)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_: Any) -> None:
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def put(self, host: str, pages: Mapping[str, Page]) -> None:
        """The pages of a host, by path, in the place of those that it had."""
        self.pages = {url: page for url, page in self.pages.items() if not url.startswith(f"http://{host}/")}
        self.pages |= {f"http://{host}{path}": page for path, page in pages.items()}

    def _serve(self, handler: socketserver.StreamRequestHandler) -> None:
        first = handler.rfile.readline(65536).decode("latin-1").split()
        while handler.rfile.readline(65536).strip():
            pass
        url = first[1] if "://" in first[1] else f"http://{self.address}{first[1]}"
        with self._lock:
            self.visits[url] += 1
            visit = self.visits[url]
        for piece in self.pages.get(url, always(answer("", status=404)))(visit):
            if isinstance(piece, float):
                if self.closing.wait(piece):
                    return
            else:
                handler.wfile.write(piece)

    def close(self) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
