"""Spider middleware: what is stored already is not fetched again, unless its listing says that it has changed."""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.base import BaseSpiderMiddleware

from crawler.items import Article
from pipelines.ledger import Ledger, Origin


class SkipKnown(BaseSpiderMiddleware):
    """`-a again=yes` has everything read again."""

    @property
    def ledger(self) -> Ledger:
        ledger = self.crawler.get_extension(Ledger)
        assert ledger is not None
        return ledger

    def get_processed_request(self, request: Request, response: Response | None) -> Request | None:
        if not request.meta.get("article") or getattr(self.crawler.spider, "again", False):
            return request
        known = self.ledger.known
        if request.url not in known:
            return request
        modified = request.meta["listed"].modified
        if modified is not None and modified != known[request.url]:
            return request
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value("uniaccord/known")
        return None

    def get_processed_item(self, item: Any, response: Response | None) -> Any:
        if isinstance(item, Article) and response is not None and response.request is not None:
            listed = response.meta.get("listed")
            passed = [*response.meta.get("redirect_urls", ()), response.url]
            addresses = [listed.url, *passed] if listed else passed
            self.ledger.came_by(item, Origin(tuple(addresses), listed.modified if listed else None))
        return item
