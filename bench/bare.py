"""The baseline of bench/crawl.py: a Scrapy spider that downloads what a sitemap lists and does nothing with it."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.utils.gz import gunzip, gzip_magic_number
from scrapy.utils.sitemap import Sitemap


class Bare(Spider):
    name = "bare"

    def __init__(self, sitemaps: list[str], **arguments: Any) -> None:
        super().__init__(**arguments)
        self.sitemaps = sitemaps

    async def start(self) -> AsyncIterator[Request]:
        for url in self.sitemaps:
            yield Request(url, self.on_sitemap)

    def on_sitemap(self, response: Response) -> Iterator[Request]:
        for entry in Sitemap(gunzip(response.body) if gzip_magic_number(response) else response.body):
            yield Request(entry["loc"], self.on_page)

    def on_page(self, response: Response) -> None:
        pass


if __name__ == "__main__":
    process = AsyncCrawlerProcess(
        {"CONCURRENT_REQUESTS_PER_DOMAIN": 8, "LOG_LEVEL": "ERROR", "ROBOTSTXT_OBEY": True}
        | {"TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False}
    )
    process.crawl(Bare, sitemaps=sys.argv[1:])
    process.start()
