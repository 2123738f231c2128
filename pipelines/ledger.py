"""What one crawl of one source did, written into `runs` and `issues` while it does it. A Scrapy extension."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.items import Article, Problem
from db import store
from pipelines import rows


def utc_now() -> str:
    """The clock of the corridor: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Origin:
    """How an article was reached: every address on the way, and the listing's word on its last change."""

    addresses: tuple[str, ...]
    listed_modified: str | None


class Ledger:
    """One per crawl; `Ledger.of(crawler)` finds it."""

    def __init__(self, crawler: Crawler, *, clock: Callable[[], str] = utc_now) -> None:
        self.crawler = crawler
        self.clock = clock
        self.counts = {"articles_new": 0, "articles_changed": 0, "articles_unchanged": 0}
        self.problems: list[Problem] = []
        self.state = "running"
        self.known: dict[str, str | None] = {}
        self._origins: dict[str, Origin] = {}
        self._heard: dict[str, str] = {}
        self.run_id = 0
        """The row in `runs`; 0 for a spider without a source, which leaves no trace in the database."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        ledger = cls(crawler)
        crawler.signals.connect(ledger.opened, signal=signals.spider_opened)
        crawler.signals.connect(ledger.failed, signal=signals.spider_error)
        crawler.signals.connect(ledger.failed, signal=signals.item_error)
        crawler.signals.connect(ledger.closed, signal=signals.spider_closed)
        return ledger

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        ledger = crawler.get_extension(cls)
        assert ledger is not None
        return ledger

    def opened(self, spider: Any) -> None:
        if not hasattr(spider, "source"):
            return  # `scrapy fetch` of an address that no source declares
        self.db = store.open_db(Path(self.crawler.settings["DATABASE"]))
        self.source = spider.source
        store.save_source(self.db, **rows.source_rows(self.source))
        self.known = store.known(self.db, self.source.id)
        self.run_id = store.start_run(
            self.db,
            kind="crawl",
            source_id=self.source.id,
            started=self.clock(),
            uniaccord=version("uniaccord"),
        )

    def heard(self, url: str, modified: str) -> None:
        """Remembers what a listing says of an article's last change; another one may have led to it."""
        self._heard[url] = modified

    def came_by(self, article: Article, origin: Origin) -> None:
        """Remembers how an article was reached until it is stored."""
        self._origins[article.url] = origin

    def store(self, article: Article) -> store.Stored:
        origin = self._origins.pop(article.url, Origin((), None))
        stored = store.save_article(
            self.db,
            **rows.article_rows(
                article, fetched=self.clock(), run_id=self.run_id, listed_modified=origin.listed_modified
            ),
            addresses=sorted({article.url, *origin.addresses}),
        )
        self.counts[f"articles_{stored}"] += 1
        return stored

    def note(self, problem: Problem) -> None:
        """Writes an issue."""
        self.problems.append(problem)
        store.save_issue(self.db, rows.issue_row(problem, run_id=self.run_id, noticed=self.clock()))

    def failed(self, failure: Any, response: Any) -> None:
        """An exception in the spider or in a pipeline, where a full disk shows as well: the page is lost and the run
        has failed, but it goes on for the other pages."""
        self.note(
            Problem(
                code="crash",
                detail=f"{failure.type.__name__}: {failure.getErrorMessage()}".splitlines()[0],
                url=response.url if response is not None else None,
                source=self.source.id,
                level="error",
            )
        )

    def closed(self, reason: str) -> None:
        if not self.run_id:
            return
        stats = self.crawler.stats
        assert stats is not None
        errors = any(p.level == "error" for p in self.problems)
        self.state = "interrupted" if reason == "shutdown" else "failed" if errors else "finished"
        store.note_listed(self.db, self._heard)
        store.end_run(
            self.db,
            self.run_id,
            state=self.state,
            ended=self.clock(),
            requests=stats.get_value("downloader/request_count", 0),
            bytes=stats.get_value("downloader/response_bytes", 0),
            **self.counts,
        )
        self.db.close()
