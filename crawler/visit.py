"""A few questions to one site, each put when the answer to the one before is known; with all our manners.

A crawl hands out requests and forgets them; looking at a site for the first time, or whether it still is as its
file says, goes on from answer to answer. Nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.settings import BaseSettings, Settings
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.misc import load_object

from crawler.addresses import allowed, canonical
from crawler.problems import explain
from crawler.source import Source

MOST = 60
"""So many pages are asked for, robots.txt not counted."""
_MOVED = (301, 302, 303, 307, 308)
_OURS = ("crawler.", "scrapy.")


class NoAnswer(Exception):
    """An address that gave no page; `code` and `detail` as those of a Problem."""

    def __init__(self, code: str, detail: str, url: str, leads_to: str | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.url = url
        self.leads_to = leads_to
        """Where it redirects to, if that is another host."""


Ask = Callable[[str], Awaitable[Response]]
"""The page at an address, after redirects within the site. Raises NoAnswer."""
Job = Callable[["Visitor"], Awaitable[Any]]


@dataclass(slots=True)
class Visit:
    """One site to be visited, and what came of it."""

    source: Source
    """Its `hosts` are asked, in its `language`."""
    job: Job
    most: int = MOST
    result: Any = None
    requests: int = 0
    """Pages asked for."""


class Visitor(Spider):
    """Runs the job of one visit. Asks each address once."""

    name = "visitor"

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self.visit = visit
        self.source = visit.source
        """Read by `OnlyOwnHosts`; a job may put another in its place."""
        self.answers: dict[str, Response | NoAnswer] = {}

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Our manners, and nothing of what stores."""
        super().update_settings(settings)
        for name in ("ITEM_PIPELINES", "SPIDER_MIDDLEWARES", "EXTENSIONS"):
            settings.set(name, {}, priority="spider")
        manners = {
            name: place
            for name, place in settings.getdict("DOWNLOADER_MIDDLEWARES").items()
            if str(name).startswith(_OURS)
        }
        settings.set("DOWNLOADER_MIDDLEWARES", manners, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        self.failures = tuple(load_object(name) for name in self.settings.getlist("RETRY_EXCEPTIONS"))
        self.visit.result = await self.visit.job(self)
        return
        yield  # what makes this a generator, as Scrapy wants it

    async def ask(self, url: str) -> Response:
        """The page at an address, after redirects within the site. Raises NoAnswer."""
        if url not in self.answers:
            try:
                self.answers[url] = await self._ask(url)
            except NoAnswer as error:
                self.answers[url] = error
        answer = self.answers[url]
        if isinstance(answer, NoAnswer):
            raise answer
        self.answers.setdefault(answer.url, answer)
        return answer

    async def probe(self, url: str) -> Response | None:
        """The same, null where there is no page; for addresses that may or may not be."""
        try:
            return await self.ask(url)
        except NoAnswer:
            return None

    async def _ask(self, url: str) -> Response:
        asked = url
        for _ in range(self.settings.getint("REDIRECT_MAX_TIMES") + 1):
            response = await self._download(asked, url)
            location = (response.headers.get("Location") or b"").decode("latin-1")
            if response.status not in _MOVED or not location:
                break
            asked = urljoin(asked, location)
            if not allowed(asked, self.source):
                host = urlsplit(asked).netloc
                raise NoAnswer("off-host", f"leads to another host, {host}", url, leads_to=asked)
        else:
            raise NoAnswer("redirects", "the address is passed on again and again", url)
        if response.status >= 300:
            raise NoAnswer(*explain(HttpError(response, "no success")), url)
        return response

    async def _download(self, asked: str, url: str) -> Response:
        if self.visit.requests >= self.visit.most:
            raise NoAnswer("enough", f"{self.visit.most} pages have been asked for, which is enough", url)
        self.visit.requests += 1
        headers = {"Accept-Language": f"{self.source.language}, *;q=0.5"}
        request = Request(asked, callback=NO_CALLBACK, headers=headers, meta={"dont_redirect": True})
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(request)
        except (IgnoreRequest, *self.failures) as error:
            raise NoAnswer(*explain(error), url) from error
        assert isinstance(response, Response)
        return response


def address(url: str, source: Source) -> str:
    """`canonical`, or the address itself where it can't be taken apart."""
    try:
        return canonical(url, source)
    except ValueError:
        return url


def visit_all(settings: Settings, visits: Iterable[Visit]) -> None:
    """Visits sites side by side in this process, each gently; returns when all are done. Once in a process.

    A visit that broke by a mistake of ours has no result, and Scrapy has logged why.
    """
    settings = settings.copy()
    # The sources that are declared have no part in it: their folder may hold none yet.
    settings.set("SPIDER_LOADER_CLASS", "scrapy.spiderloader.SpiderLoader", priority="cmdline")
    settings.set("SPIDER_MODULES", [], priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    for visit in visits:
        process.crawl(Visitor, visit=visit)
    process.start()
