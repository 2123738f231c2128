"""The only spider: it reads the listings of one source and the articles that they lead to.

What leaves it is `Article`, or `Problem` for everything that was asked for and gave none.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.addresses import allowed, canonical
from crawler.arguments import read_arguments
from crawler.clock import clock_of
from crawler.items import Article, Listed, Problem
from crawler.listings import ListingError, Page, read_listing
from crawler.memory import Memory, Nothing
from crawler.parse import parse_article
from crawler.problems import NotArchived, explain
from crawler.source import Paged, Source
from crawler.trail import Trail

BEYOND_THE_END = (400, 404, 410)
"""What servers answer when a listing that is counted through has no such page any more."""
DEEPEST_INDEX = 3
"""Levels of sitemaps: the protocol knows two, a server that makes up addresses knows no end."""
OVERLAP = 1
"""So many pages are read on behind the first that has only known articles: editors pin and redate."""
NOT_MODIFIED = 304
MOST_SITEMAPS = 1_000
"""Pages of one listing that are asked for, of whatever kind."""
MOST_LISTED = 200_000
"""Articles of one listing that are remembered."""


class SourceSpider(Spider):
    """Reads one source. `crawler.loader` makes a subclass for each; arguments: `crawler.arguments`."""

    source: Source

    def __init__(self, name: str | None = None, **arguments: str) -> None:
        super().__init__(name)
        self.arguments = read_arguments(self.source, arguments)
        self.again = self.arguments.again
        """Read by the corridor: whether stored articles are to be asked for again."""
        self.memory: Memory = Nothing()
        """Set by the corridor."""
        self.trails: list[Trail] = []
        """Read by the corridor once the spider is closed."""
        self.read: set[str] = set()
        """Canonical addresses of articles, as they were answered after redirects."""
        self.scheduled: set[str] = set()
        """Addresses of articles that nobody dropped on the way to the scheduler."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.request_scheduled, signals.request_scheduled)
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Sites with several languages answer in the one that the source's file names."""
        super().update_settings(settings)
        headers = settings.getdict("DEFAULT_REQUEST_HEADERS")
        headers["Accept-Language"] = f"{cls.source.language}, *;q=0.5"
        settings.set("DEFAULT_REQUEST_HEADERS", headers, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        if self.arguments.url:
            yield self.ask(Listed(self.arguments.url))
            return
        for listing in self.source.listing:
            for url in listing.urls:
                trail = Trail(listing, url, self.arguments.since)
                if not self.again:
                    trail.followed = self.memory.was_followed(url, self.arguments.since, trail.max_pages)
                self.trails.append(trail)
                yield self._ask_page(trail, url, 1)

    # Listings

    def _ask_page(self, trail: Trail, url: str, number: int, modified: str | None = None) -> Request:
        trail.pages.add(url)
        trail.waiting += 1
        return Request(
            url,
            self.on_listing,
            errback=self.on_listing_failure,
            dont_filter=True,
            cb_kwargs={"trail": trail, "number": number, "modified": modified},
            meta={"page": number, "conditional": trail.followed, "handle_httpstatus_list": [NOT_MODIFIED]},
        )

    def on_listing(
        self, response: Response, trail: Trail, number: int, modified: str | None
    ) -> Iterator[Request | Problem]:
        """Asks for the articles of one page, then for the page after it."""
        assert response.request is not None
        asked = response.meta.get("redirect_urls", [response.request.url])[0]
        trail.read[asked] = modified
        if response.status == NOT_MODIFIED:
            self._count("not_modified")
            trail.explained = True
            yield from self._finish_page(trail)
            return
        try:
            page = read_listing(
                response, self.source, trail.listing, start=trail.start, number=number, today=self._today()
            )
        except ListingError as error:
            trail.explained = trail.failed = True
            yield self._report("bad-listing", str(error), response.url, level="error")
        else:
            fresh = [listed for listed in page.articles if listed.url not in trail.articles]
            fresh = fresh[: max(0, MOST_LISTED - len(trail.articles))]
            recent = [listed for listed in fresh if not self._is_old(listed.published or listed.modified)]
            self._count("listed", len(fresh))
            self._count("older", len(fresh) - len(recent))
            trail.articles.update(listed.url for listed in fresh)
            trail.explained |= bool(fresh)
            trail.addresses += page.addresses
            trail.other = trail.other or page.other
            if page.is_cut:
                yield self._report("long-listing", f"of its entries only {page.addresses} are read", response.url)
            # Another listing may have named it already: the corridor wants to hear what each says of its last
            # change, and the duplicate filter asks for it once.
            if page.children:
                trail.indexes.add(asked)
            is_news = any(not self.memory.is_known(listed.url) for listed in recent)
            trail.known_pages = 0 if is_news or self.again else trail.known_pages + 1
            yield from map(self.ask, recent)
            yield from self._go_on(trail, page, number, bool(recent))
        yield from self._finish_page(trail)

    def _go_on(self, trail: Trail, page: Page, number: int, recent: bool) -> Iterator[Request]:
        """A listing goes on as long as its pages hold articles that are new to it and not too old.

        Once it has been followed to its end, later crawls follow it as far as there is news.
        """
        for child in page.children if number < DEEPEST_INDEX else ():
            if self._is_old(child.modified):
                trail.explained = True
            elif len(trail.pages) >= MOST_SITEMAPS:
                return
            elif allowed(child.url, self.source) and (url := canonical(child.url, self.source)) not in trail.pages:
                if trail.followed and not self.memory.has_changed(url, child.modified):
                    trail.explained = True
                else:
                    yield self._ask_page(trail, url, number + 1, child.modified)
        last = isinstance(trail.listing, Paged) and number >= trail.listing.max_pages
        enough = trail.followed and trail.known_pages > OVERLAP
        if page.next and recent and not last and not enough and page.next not in trail.pages:
            yield self._ask_page(trail, page.next, number + 1)

    def on_listing_failure(self, failure: Failure) -> Iterator[Problem]:
        request: Request = failure.request  # type: ignore[attr-defined]
        trail: Trail = request.cb_kwargs["trail"]
        error = failure.value
        status = error.response.status if isinstance(error, HttpError) else None
        counted = isinstance(trail.listing, Paged) and request.cb_kwargs["number"] > 1
        if not (counted and status in BEYOND_THE_END):
            trail.explained = trail.failed = True
            yield self._report_failure(failure, level="error")
        yield from self._finish_page(trail)

    def _finish_page(self, trail: Trail) -> Iterator[Problem]:
        trail.waiting -= 1
        if trail.waiting or trail.explained:
            return
        detail = f"the {trail.listing.kind} has no addresses at all"
        if trail.addresses:
            detail = f"{trail.addresses} addresses, none matches [article].url, for instance {trail.other}"
        yield self._report("empty-listing", detail, trail.start, level="error")

    # Articles

    def ask(self, listed: Listed, *, known: bool = False) -> Request:
        """The request for an article. `known`: it was read before and does not count as new."""
        return Request(
            listed.url,
            self.on_article,
            errback=self.on_article_failure,
            meta={"listed": listed, "article": True, "known": known, "handle_httpstatus_list": [NOT_MODIFIED]},
        )

    def on_article(self, response: Response) -> Iterator[Article | Problem]:
        """Reads an article, once, whatever addresses led to it."""
        if response.status == NOT_MODIFIED:
            self._count("not_modified")
            return
        listed: Listed = response.meta["listed"]
        url = canonical(response.url, self.source)
        if url in self.read:
            self._count("duplicates")
            return
        self.read.add(url)
        if url != self.arguments.url and not self.source.is_article(url):
            detail = f"leads to {response.url}, which is none of the source's articles"
            yield self._report("moved", detail, listed.url)
            return
        if not is_page(response):
            media_type = (response.headers.get("Content-Type") or b"nothing").decode("latin-1")
            yield self._report("media-type", f"neither HTML nor PDF: the server calls it {media_type}", url)
            return
        result = parse_article(response, self.source, listed)
        if isinstance(result, Problem):
            yield self._log(result)
        elif self._is_old(result.published):
            self._count("older")
        else:
            self._count("articles")
            yield result

    def on_article_failure(self, failure: Failure) -> Iterator[Problem]:
        yield self._report_failure(failure)

    # Limits, counts, reports

    def request_scheduled(self, request: Request) -> None:
        """Keeps to max_articles here, where those that the corridor knows have been dropped already."""
        repeated = request.meta.keys() & {"redirect_times", "retry_times"}
        if self.arguments.max_articles is None or repeated or request.meta.get("known"):
            return
        enough = len(self.scheduled) >= self.arguments.max_articles and request.url not in self.scheduled
        if enough and (request.meta.get("article") or request.meta.get("page", 1) > 1):
            raise IgnoreRequest(f"max_articles: {self.arguments.max_articles} are asked for")
        if request.meta.get("article"):
            self.scheduled.add(request.url)

    def _is_old(self, value: str | None) -> bool:
        """Whether an ISO date, however fine, lies before `since`; nothing else is old."""
        return is_before(value, self.arguments.since)

    def _today(self) -> date:
        return clock_of(self.settings)().astimezone(self.source.zone).date()

    def _count(self, what: str, by: int = 1) -> None:
        self.crawler.stats.inc_value(f"uniaccord/{what}", by)

    def _report_failure(self, failure: Failure, *, level: str = "warning") -> Problem:
        """The address is the one that was asked for, wherever redirects led from there."""
        request: Request = failure.request  # type: ignore[attr-defined]
        code, detail = explain(failure.value)
        if isinstance(failure.value, NotArchived):
            level = "error"  # it is no fault of the page
        asked = request.meta.get("redirect_urls", [request.url])[0]
        way = "" if asked == request.url else f" (redirected to {request.url})"
        return self._report(code, detail + way, asked, level=level)

    def _report(self, code: str, detail: str, url: str, *, level: str = "warning") -> Problem:
        return self._log(Problem(code, detail, url, self.source.id, level))

    def _log(self, problem: Problem) -> Problem:
        self._count(f"problems/{problem.code}")
        self.logger.warning("%s: %s (%s)", problem.code, problem.detail, problem.url)
        return problem


def is_page(response: Response) -> bool:
    """Whether it is HTML or PDF; by its bytes too, for servers hand out either under any name."""
    head = response.body[:1024].lstrip().lower()
    return (
        isinstance(response, HtmlResponse) or head.startswith(b"%pdf-") or b"<html" in head or b"<!doctype html" in head
    )


def is_before(value: str | None, since: date | None) -> bool:
    """Whether an ISO date, however fine, lies before a day; nothing else does."""
    if since is None or not value or not value[:4].isdecimal():
        return False
    day = value[:10]
    return day < since.isoformat()[: len(day)]
