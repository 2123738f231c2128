"""How much a server may say before it begins its answer: Scrapy's DOWNLOAD_HANDLERS for http and https.

Twisted limits the length of a header's line, not how many of them come. It has no public door for that, nor has
Scrapy; `pyproject.toml` keeps it to the minor version that this was written for.
"""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from twisted.internet.defer import Deferred

from crawler.problems import TooManyHeaders

LONGEST_HEAD = 256 * 2**10
"""Bytes; browsers take as many."""
MOST_HEADERS = 500


class ShortHeads(HTTP11DownloadHandler):
    """Hangs up when an answer's headers have no end."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory


class _Parser(_LenientHTTPClientParser):
    head = lines = 0

    def lineReceived(self, line: bytes) -> None:
        self.head += len(line)
        self.lines += 1
        if self.head > LONGEST_HEAD or self.lines > MOST_HEADERS:
            raise TooManyHeaders
        super().lineReceived(line)


class _Protocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Deferred[Any]:
        answer = super().request(request)
        assert self._parser is not None
        self._parser.__class__ = _Parser
        return answer


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _Protocol:
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
