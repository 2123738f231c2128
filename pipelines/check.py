"""Item pipeline: an article that can't be right is dropped or doubted, with a reason that ends in `issues`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.clock import clock_of
from crawler.items import BASES, KINDS, Article, Problem
from crawler.reading.text import SHORTEST, length
from pipelines.ledger import Ledger


def doubts(article: Article, today: date) -> list[Problem]:
    """What is wrong with an article; a doubt of level `error` means that it must not be stored.

    Raises ValueError for what only a mistake of ours can produce.
    """
    if len(article.kinds) != article.body.count("\n\n") + 1 or set(article.kinds) - set(KINDS):
        raise ValueError(f"{article.url}: kinds do not fit the body's paragraphs")
    if (article.published is None) != (article.published_basis is None) or (
        article.published_basis and article.published_basis not in BASES
    ):
        raise ValueError(f"{article.url}: published and its basis do not fit")

    def doubt(code: str, detail: str, level: str = "warning") -> Problem:
        return Problem(code=code, detail=detail, url=article.url, source=article.source, level=level)

    found = []
    if length(article.body) < SHORTEST:
        found.append(doubt("too-short", f"the body has only {len(article.body)} characters", "error"))
    if not article.title:
        found.append(doubt("no-title", "the page has no title that could be told from its text"))
    if article.published and article.published[:10] > (today + timedelta(days=2)).isoformat():
        found.append(doubt("future-date", f"the page says it was published on {article.published[:10]}"))
    return found


class CheckArticle:
    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, Article):
            return item
        ledger = Ledger.of(self.crawler)
        found = doubts(item, clock_of(self.crawler.settings)().date())
        for problem in found:
            # One page's fault is a warning for the run.
            note = ledger.drop if problem.level == "error" else ledger.note
            note(Problem(problem.code, problem.detail, problem.url, problem.source))
        if fatal := next((p for p in found if p.level == "error"), None):
            raise DropItem(fatal.detail, log_level="DEBUG")
        return item
