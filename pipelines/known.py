"""Spider middleware between a crawl and what is stored: known articles are asked for again only when their turn has
come or a listing says that they have changed, and then only whether they have changed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.spidermiddlewares.base import BaseSpiderMiddleware

from crawler.items import Article, Problem
from pipelines.ledger import Ledger, Origin
from pipelines.pages import Answer


class SkipKnown(BaseSpiderMiddleware):
    """`-a again=yes` has everything read again, whole."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if getattr(crawler.spidercls, "source", None) is None:
            raise NotConfigured("only sources have a record")
        return cls(crawler)

    @property
    def ledger(self) -> Ledger:
        return Ledger.of(self.crawler)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Adds the articles whose turn has come, behind the listings."""
        async for request in super().process_start(start):
            yield request
        spider: Any = self.crawler.spider
        if spider.arguments.url is None:
            for listed, known in self.ledger.pages.due():
                yield self._with_conditions(spider.ask(listed, known=known), listed.url)

    def get_processed_request(self, request: Request, response: Response | None) -> Request | None:
        spider: Any = self.crawler.spider
        if "page" in request.meta:
            return self._with_conditions(request, request.url) if request.meta["conditional"] else request
        listed = request.meta.get("listed")
        if listed is None:
            return request
        if self.ledger.pages.wants(listed) or spider.again:
            return self._with_conditions(request, listed.url)
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value("uniaccord/known")
        return None

    def _with_conditions(self, request: Request, url: str) -> Request:
        spider: Any = self.crawler.spider
        if not spider.again:
            for name, value in self.ledger.pages.conditions(url).items():
                request.headers[name] = value
        return request

    def process_spider_input(self, response: Response) -> None:
        """Remembers what a server said of a page, until it is known what came of that."""
        assert response.request is not None
        listed = response.meta.get("listed")
        asked = listed.url if listed else response.meta.get("redirect_urls", [response.request.url])[0]
        told = [response.headers.get(name) for name in ("ETag", "Last-Modified")]
        etag, modified = (value.decode("latin-1") if value else None for value in told)
        self.ledger.pages.answered(asked, Answer(response.status, etag, modified))
        if listed and response.status == 304:
            self.ledger.confirm(asked)

    def get_processed_item(self, item: Any, response: Response | None) -> Any:
        if isinstance(item, Article | Problem) and isinstance(response, Response):
            listed = response.meta.get("listed")
            passed = (*response.meta.get("redirect_urls", ()), response.url)
            if listed and item.url:
                self.ledger.came_by(
                    item.url,
                    Origin(listed.url, (listed.url, *passed), listed.modified, response.meta.get("response_id")),
                )
        return item
