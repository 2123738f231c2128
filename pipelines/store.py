"""Item pipeline: articles into `articles`, problems into `issues`."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.items import Article, Problem
from db.errors import StoreError, explained
from pipelines.ledger import Ledger


class StoreArticle:
    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        ledger = Ledger.of(self.crawler)
        try:
            with explained(ledger.path):
                match item:
                    case Article():
                        ledger.store(item)
                    case Problem():
                        ledger.drop(item)
                    case _:
                        raise TypeError(
                            f"the crawler gave a {type(item).__name__}; only Article and Problem are stored"
                        )
        except StoreError as error:
            ledger.give_up(str(error))
            raise DropItem(str(error)) from None
        return item
