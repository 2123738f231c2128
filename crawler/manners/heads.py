"""The headers of an answer may not be without end: Twisted reads them for as long as they come, and keeps them.

Scrapy limits bodies (DOWNLOAD_MAXSIZE) and has no public door for headers; `pyproject.toml` keeps it to the minor
version that this was written for.
"""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers import http11
from scrapy.crawler import Crawler
from twisted.python.failure import Failure

from crawler.problems import EndlessHead

LARGEST = 2**18
"""Bytes. Servers and browsers allow some 2**13 to 2**16."""


class LimitHeads(http11.HTTP11DownloadHandler):
    """Scrapy's own, but it hangs up on a server whose headers grow too long."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory


class _Protocol(http11._LenientHTTP11ClientProtocol):
    _head = 0
    """Bytes received before the body of the answer under way, rounded up to what came with its beginning."""

    def request(self, request: Any) -> Any:
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:
        if self._parser is not None and self._parser.state in ("STATUS", "HEADER"):
            if self._head > LARGEST:
                self._giveUp(Failure(EndlessHead()))  # type: ignore[no-untyped-call]
                return
            self._head += len(data)
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _Factory(http11._LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> Any:
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
