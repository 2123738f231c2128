"""Spider middleware: what is stored already is not fetched again, unless its listing says that it has changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.base import BaseSpiderMiddleware

from crawler.items import Article
from pipelines.ledger import Ledger, Origin


def is_later(modified: str, known: str) -> bool:
    """Whether what a listing says of the last change is later than what was heard before.

    Listings of one site differ in how fine they are and in their time zones: days are compared where one has no time.
    """
    try:
        new, old = datetime.fromisoformat(modified), datetime.fromisoformat(known)
    except ValueError:
        return modified != known
    if new.tzinfo and old.tzinfo:
        return new > old
    return new.date() > old.date()


class SkipKnown(BaseSpiderMiddleware):
    """`-a again=yes` has everything read again."""

    @property
    def ledger(self) -> Ledger:
        return Ledger.of(self.crawler)

    def get_processed_request(self, request: Request, response: Response | None) -> Request | None:
        if not request.meta.get("article"):
            return request
        modified = request.meta["listed"].modified
        if modified:
            self.ledger.heard(request.url, modified)
        if getattr(self.crawler.spider, "again", False) or request.url not in self.ledger.known:
            return request
        known = self.ledger.known[request.url]
        if modified and known and is_later(modified, known):
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
