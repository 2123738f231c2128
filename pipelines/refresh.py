"""The night: crawl the sources side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from scrapy import signals
from scrapy.crawler import CrawlerProcessBase
from scrapy.spiderloader import SpiderLoaderProtocol

from crawler.source import Source
from crawler.spider import SourceSpider
from pipelines.ledger import Ledger


def source_of(loader: SpiderLoaderProtocol, name: str) -> Source:
    """A declared source by id. Raises KeyError, with a line that says why, if it can't be crawled."""
    spider = loader.load(name)
    assert issubclass(spider, SourceSpider)
    return spider.source


def crawl(
    process: CrawlerProcessBase,
    names: Iterable[str],
    arguments: Mapping[str, Any],
    *,
    advance: Callable[[int], None] = lambda done: None,
) -> list[Ledger]:
    """Crawls sources side by side in this process, each gently at its own hosts; returns when all are done.

    Can be called once in a process (Twisted's reactor does not start twice).
    """
    crawlers = []

    def scraped(item: Any) -> None:
        advance(1)

    for name in names:
        crawler = process.create_crawler(name)
        crawler.signals.connect(scraped, signal=signals.item_scraped)
        crawlers.append(crawler)
        process.crawl(crawler, **arguments)
    process.start()
    return [Ledger.of(crawler) for crawler in crawlers]


def line(ledger: Ledger) -> str:
    """What one crawl did, for a person."""
    counts = ledger.counts
    parts = [f"{counts['articles_new']} new"]
    parts += [f"{counts[f'articles_{k}']} {k}" for k in ("changed", "unchanged") if counts[f"articles_{k}"]]
    if ledger.problems:
        parts.append(f"{len(ledger.problems)} issues")
    return f"{ledger.source.id}: {', '.join(parts)}{'' if ledger.state == 'finished' else f' — {ledger.state}'}"
