"""The embedded web on a loopback port: an HTTP proxy for crawlers, plain pages for browsers."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from demo import SITES
from demo.content import read_sites
from demo.render import Reply
from demo.site import Site
from demo.web import Web


@dataclass(frozen=True, slots=True)
class Request:
    """A request that the server has answered."""

    method: str
    url: str
    """Absolute for a host of the web, otherwise as it came."""
    status: int
    agent: str | None


class Server(ThreadingHTTPServer):
    """Serves a `Web`; one thread a connection, all of them ended by `server_close`."""

    daemon_threads = False

    def __init__(self, web: Web, port: int) -> None:
        self.web = web
        self.requests: list[Request] = []
        """In the order of the answers."""
        self._connections: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def proxy(self) -> str:
        """The address of the proxy, and of the index page for a browser."""
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def day(self) -> int:
        return self.web.day

    @day.setter
    def day(self, day: int) -> None:
        self.web.day = day

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        for connection in list(self._connections):
            try:
                # wakes the thread that waits for the next request of a kept connection
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the other side was faster
        super().server_close()


class _Handler(BaseHTTPRequestHandler):
    """GET and HEAD; everything else is refused by the base class with 501."""

    server: Server
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, with_body: bool) -> None:
        url = self.path
        host = self.headers.get("Host", "")
        if url.startswith("/") and host in self.server.web.hosts:
            url = f"http://{host}{url}"
        web = self.server.web
        reply = web.view(url) if url.startswith("/") else web.reply(url)
        if reply.etag and self.headers.get("If-None-Match") == reply.etag:
            reply = replace(reply, status=304, body=b"")
        self.server.requests.append(Request(self.command, url, reply.status, self.headers.get("User-Agent")))
        self._send(reply, with_body)

    def _send(self, reply: Reply, with_body: bool) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.type)
        if reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        if reply.etag:
            self.send_header("ETag", reply.etag)
        if reply.location:
            self.send_header("Location", reply.location)
        self.end_headers()
        if with_body:
            self.wfile.write(reply.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: `Server.requests` is the log."""


@contextmanager
def serve(sites: Path | Sequence[Site] = SITES, port: int = 0) -> Iterator[Server]:
    """Serves a folder of sites, or sites already read, until the block ends; port 0 is any free one.

    Raises ContentError for unusable files, OSError when the port is taken.
    """
    web = Web(read_sites(sites) if isinstance(sites, Path) else sites)
    try:
        server = Server(web, port)
    except OSError as error:
        reason = f"port {port} of 127.0.0.1 can't be used ({error.strerror}): choose another, or 0 for any"
        raise OSError(error.errno, reason) from None
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="demo web")
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
