"""The night: crawl the sources, work off the backlog, check what each source is expected to give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from scrapy import signals
from scrapy.crawler import CrawlerProcessBase
from scrapy.spiderloader import SpiderLoaderProtocol
from sqlite_utils import Database

from crawler.items import Problem
from crawler.source import Source
from crawler.spider import SourceSpider
from db.errors import StoreError
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

    Raises StoreError if one could not store what it found, the disk being full.
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
    ledgers = [Ledger.of(crawler) for crawler in crawlers]
    for ledger in ledgers:
        if ledger.unwritable:
            raise StoreError(ledger.unwritable)
    return ledgers


def line(ledger: Ledger) -> str:
    """What one crawl did, for a person."""
    counts = ledger.counts
    parts = [f"{counts['articles_new']} new"]
    parts += [f"{counts[f'articles_{k}']} {k}" for k in ("changed", "unchanged") if counts[f"articles_{k}"]]
    if ledger.problems:
        parts.append(f"{len(ledger.problems)} issues")
    return f"{ledger.source.id}: {', '.join(parts)}{'' if ledger.state == 'finished' else f' — {ledger.state}'}"


def unmet(db: Database, source: Source, today: date) -> list[Problem]:
    """The expectations of a source's file that the database does not meet."""
    stored, newest = db.execute(
        "select count(*), max(published) from articles where source_id = ?", [source.id]
    ).fetchone()
    expect, found = source.expect, []

    def problem(code: str, detail: str) -> Problem:
        return Problem(code=code, detail=detail, url=source.homepage, source=source.id, level="error")

    if expect.min_articles is not None and stored < expect.min_articles:
        found.append(problem("too-few", f"{stored} articles are stored, at least {expect.min_articles} are expected"))
    if expect.max_age_days is not None and stored:
        oldest = (today - timedelta(days=expect.max_age_days)).isoformat()
        if newest is None or newest[:10] < oldest:
            found.append(problem("too-old", f"the newest article is of {newest}, none since {oldest}"))
    return found
