"""Runs the crawls that standard input describes; started by `run_crawls` of small_web.py.

The parser is a stand-in, so that these tests tell what the spider does and nothing else.
"""

from __future__ import annotations

import json
import re
import sys
import warnings
from pathlib import Path
from types import ModuleType

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import ScrapyDeprecationWarning
from scrapy.http import Response
from scrapy.settings import Settings

from crawler.addresses import canonical
from crawler.items import Article, Listed, Problem
from crawler.source import Source


def parse_article(response: Response, source: Source, listed: Listed | None = None) -> Article | Problem:
    text = response.body.decode("utf-8", "replace")
    url = canonical(response.url, source)
    if "<p>" not in text and not text.startswith("%PDF-"):
        return Problem("no-body", "there is no text on the page", url, source.id)
    title = re.search("<title>(.*?)</title>", text)
    published = re.search("<time>(.*?)</time>", text)
    return Article(
        url=url,
        source=source.id,
        title=title[1] if title else listed and listed.title,
        body=text,
        kinds=("paragraph",),
        language=source.language,
        published=published[1] if published else None,
        published_basis="time" if published else None,
    )


stand_in = ModuleType("crawler.parse")
stand_in.parse_article = parse_article  # type: ignore[attr-defined]
sys.modules["crawler.parse"] = stand_in


def main() -> None:
    warnings.simplefilter("error", ScrapyDeprecationWarning)
    folder = Path(sys.argv[1])
    settings = Settings()
    settings.setmodule("crawler.settings")
    given = json.load(sys.stdin)
    settings.setdict({"LOG_LEVEL": "WARNING", **given["settings"]}, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawlers = {}
    for job in given["jobs"]:
        crawler = process.create_crawler(job["name"])
        crawler.settings.setdict(job["settings"], priority="cmdline")
        process.crawl(crawler, **job["arguments"])
        crawlers[job["name"]] = crawler
    process.start()
    for name, crawler in crawlers.items():
        stats = json.dumps(crawler.stats.get_stats(), default=str)
        (folder / f"{name}.stats").write_text(stats, encoding="utf-8")


if __name__ == "__main__":
    main()
