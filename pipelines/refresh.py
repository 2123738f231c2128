"""Crawls many sources in one process, each politely at its own hosts, so many at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.spiderloader import SpiderLoaderProtocol

from crawler.source import Source
from crawler.spider import SourceSpider
from db.errors import StoreError
from pipelines.ledger import Ledger


def source_of(loader: SpiderLoaderProtocol, name: str) -> Source:
    """A declared source by id. Raises KeyError, with a line that says why, if it can't be crawled."""
    spider = loader.load(name)
    assert issubclass(spider, SourceSpider)
    return spider.source


@dataclass
class Crawls:
    """The crawls of some sources, of which SOURCES_AT_ONCE are under way and none two at the same host."""

    runner: AsyncCrawlerRunner
    waiting: list[Source]
    arguments: Mapping[str, Any] = field(default_factory=dict)
    advance: Callable[[int], None] = lambda done: None
    ledgers: list[Ledger] = field(default_factory=list)
    failed: dict[str, BaseException] = field(default_factory=dict)
    """Why a crawl could not begin, by source: its database, or a mistake of ours."""
    under_way: dict[str, Source] = field(default_factory=dict)

    def start(self) -> None:
        """Starts as many as may be; each that ends starts the next. `runner.join` returns when none is left."""
        for source in list(self.waiting):
            if len(self.under_way) >= self.runner.settings.getint("SOURCES_AT_ONCE"):
                return
            busy = {host for other in self.under_way.values() for host in other.hosts}
            if busy.isdisjoint(source.hosts):
                self._start(source)

    def _start(self, source: Source) -> None:
        self.waiting.remove(source)
        self.under_way[source.id] = source
        crawler = self.runner.create_crawler(source.id)
        crawler.signals.connect(self._scraped, signal=signals.item_scraped)
        task = self.runner.crawl(crawler, **self.arguments)
        task.add_done_callback(partial(self._done, source, crawler))

    def _scraped(self, item: Any) -> None:
        self.advance(1)

    def _done(self, source: Source, crawler: Crawler, task: Any) -> None:
        del self.under_way[source.id]
        if error := task.exception():
            self.failed[source.id] = error
        else:
            ledger = Ledger.of(crawler)
            self.ledgers.append(ledger)
            if ledger.was_stopped or ledger.unwritable:
                self.waiting.clear()
        self.start()


def crawl(
    process: Any,
    sources: Iterable[Source],
    arguments: Mapping[str, Any],
    *,
    advance: Callable[[int], None] = lambda done: None,
) -> list[Ledger]:
    """Crawls sources and returns when all are done: what each did, in the order of the sources. Raises StoreError
    if what was found can't be stored, and what a mistake of ours raised, once the other sources are done.

    `process` is Scrapy's AsyncCrawlerProcess. Can be called once in a process (Twisted's reactor does not start twice).
    """
    wanted = list(sources)
    crawls = Crawls(process, list(wanted), arguments, advance)
    crawls.start()
    process.start()
    for error in crawls.failed.values():
        raise error
    for ledger in crawls.ledgers:
        if ledger.unwritable:
            raise StoreError(ledger.unwritable)
    order = [source.id for source in wanted]
    return sorted(crawls.ledgers, key=lambda ledger: order.index(ledger.source.id))


def line(ledger: Ledger) -> str:
    """What one crawl did, for a person."""
    counts = ledger.counts
    parts = [f"{counts['articles_new']} new"]
    parts += [f"{counts[f'articles_{k}']} {k}" for k in ("changed", "unchanged", "gone") if counts[f"articles_{k}"]]
    if ledger.problems:
        parts.append(f"{len(ledger.problems)} issues")
    return f"{ledger.source.id}: {', '.join(parts)}{'' if ledger.state == 'finished' else f' — {ledger.state}'}"
