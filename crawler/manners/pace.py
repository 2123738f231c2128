"""How fast a host is asked, beyond what AutoThrottle does.

The two verbs at the top touch the downloader's slots, for which Scrapy has no public door; nothing else
here does, and `pyproject.toml` keeps Scrapy to the minor version that they were written for.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request, signals
from scrapy import exceptions as failures
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.asyncio import call_later
from scrapy.utils.httpobj import urlparse_cached

from crawler.problems import Refusal

BUSY = (429, 503)
PATIENCE = 5
"""After so many busy answers, or requests without any, in a row a host is left alone for the rest of the run."""
SILENT = (
    failures.CannotResolveHostError,
    failures.DownloadConnectionRefusedError,
    failures.DownloadFailedError,
    failures.DownloadTimeoutError,
)


def keep_distance(crawler: Crawler, request: Request, seconds: float) -> None:
    """Requests to this request's host start at least so many seconds apart from now on."""
    _, slot = crawler.engine.downloader._get_slot(request)
    slot.delay = max(slot.delay, seconds)
    slot.jitter = 0
    request.meta["autothrottle_dont_adjust_delay"] = True


def hold(crawler: Crawler, request: Request, seconds: float) -> None:
    """No request to this request's host starts for so many seconds."""
    downloader = crawler.engine.downloader
    _, slot = downloader._get_slot(request)
    slot.close()
    slot.latercall = call_later(seconds, downloader._latercall, slot)


def retry_after(value: bytes | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header (RFC 9110 10.2.3) asks to wait; null if it says nothing."""
    text = (value or b"").decode("latin-1").strip()
    if text.isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
        return max(0.0, (until.astimezone(UTC) - now).total_seconds())
    except (ValueError, OverflowError):
        return None


class WaitWhenBusy:
    """Waits as long as a busy host (429, 503) asks, and leaves it alone if that is too long or nothing comes from it.

    Scrapy repeats such requests at once. What to repeat, and how often, remains with its RetryMiddleware.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.longest = crawler.settings.getfloat("RETRY_AFTER_MAX")
        self.pause = crawler.settings.getfloat("RETRY_PAUSE")
        self.busy: Counter[str] = Counter()
        """Busy answers in a row, by host."""
        self.silent: Counter[str] = Counter()
        """Requests in a row that had no answer, by host."""
        self.left_alone: dict[str, str] = {}
        """Why, by host."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        # The signal comes before the slot sends its next request; process_response would be too late.
        crawler.signals.connect(middleware.response_downloaded, signals.response_downloaded)
        return middleware

    def process_request(self, request: Request) -> None:
        """Raises Refusal."""
        if reason := self.left_alone.get(urlparse_cached(request).netloc):
            raise Refusal("busy", reason)

    def process_exception(self, request: Request, exception: Exception) -> None:
        if not isinstance(exception, SILENT):
            return
        host = urlparse_cached(request).netloc
        self.silent[host] += 1
        if self.silent[host] >= PATIENCE:
            reason = f"{host} gave no answer {self.silent[host]} times in a row, so it is left alone for this run"
            self.left_alone.setdefault(host, reason)

    def response_downloaded(self, response: Response, request: Request) -> None:
        host = urlparse_cached(request).netloc
        self.silent[host] = 0
        if response.status not in BUSY:
            self.busy[host] = 0
            return
        self.busy[host] += 1
        asked = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
        wait = self.pause * 2 ** (self.busy[host] - 1) if asked is None else asked
        if wait <= self.longest and self.busy[host] < PATIENCE:
            hold(self.crawler, request, wait)
            return
        request.meta["dont_retry"] = True
        wish = f"asks us to come back in {wait:.0f} s" if asked else f"was busy {self.busy[host]} times in a row"
        self.left_alone[host] = f"{host} {wish} ({response.status}), so it is left alone for this run"
