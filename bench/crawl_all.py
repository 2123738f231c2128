"""`python -m bench.crawl_all NAME=VALUE …`: crawls all sources with these settings, reads nothing, checks nothing."""

from __future__ import annotations

import sys

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from pipelines import refresh


def main() -> None:
    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.setdict(dict(pair.split("=", 1) for pair in sys.argv[1:]), priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    names = process.spider_loader.list()
    refresh.crawl(process, [refresh.source_of(process.spider_loader, name) for name in names], {})


if __name__ == "__main__":
    main()
