"""What one crawl of one source did, written into `runs` and `issues` while it does it. A Scrapy extension."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler import clock
from crawler.items import Article, Problem
from crawler.source import Source
from db import pages as page_rows
from db import store
from db.errors import StoreError, explain, explained
from pipelines import rows
from pipelines.changes import changes
from pipelines.pages import GONE, Pages
from pipelines.turns import stamp

LIMITS = {
    "closespider_timeout": "the time limit of a source (CLOSESPIDER_TIMEOUT)",
    "closespider_pagecount": "the limit of answers from a source (CLOSESPIDER_PAGECOUNT)",
    "closespider_errorcount": "the limit of crashes in a source (CLOSESPIDER_ERRORCOUNT)",
}
"""Why Scrapy closes a spider early."""
STOPPED = "it was stopped"
"""By a person."""


def utc_now() -> str:
    """The clock of the corridor: ISO 8601, UTC, to the second."""
    return stamp(clock.now())


@dataclass(frozen=True, slots=True)
class Origin:
    """How an article was reached: the address asked for, every address on the way, and the listing's word on its last
    change; and the answer in the archive."""

    asked: str
    addresses: tuple[str, ...] = ()
    listed_modified: str | None = None
    response_id: int | None = None


class Ledger:
    """One per crawl of a source; `Ledger.of(crawler)` finds it."""

    def __init__(self, crawler: Crawler, source: Source) -> None:
        self.crawler = crawler
        self.source = source
        now = clock.clock_of(crawler.settings)
        self.clock: Callable[[], str] = lambda: stamp(now())
        self.counts: Counter[str] = Counter()
        """By the names of the columns of `runs`."""
        self.problems: list[Problem] = []
        self.state = "running"
        self.reason: str | None = None
        self._origins: dict[str, Origin] = {}
        self.unwritable: str | None = None
        """Why nothing more can be stored, in a line for the person."""
        self.path = Path(crawler.settings["DATABASE"])
        with explained(self.path):
            self._open(now())

    def _open(self, now: datetime) -> None:
        source = self.source
        self.db = store.open_db(self.path)
        store.save_source(self.db, **rows.source_rows(source))
        self.pages = Pages(source, page_rows.pages(self.db, source.id), store.known(self.db, source.id), now)
        self.run_id = store.start_run(
            self.db,
            kind="crawl",
            source_id=source.id,
            started=self.clock(),
            uniaccord=version("uniaccord"),
            part_of=self.crawler.settings.getint("PART_OF") or None,
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Raises StoreError."""
        source = getattr(crawler.spidercls, "source", None)
        if source is None:
            raise NotConfigured("only sources are kept account of")
        ledger = cls(crawler, source)
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
        spider.memory = self.pages

    def came_by(self, url: str, origin: Origin) -> None:
        """Remembers how the page of an article or problem was reached until that is stored."""
        self._origins[url] = origin

    def store(self, article: Article) -> store.Stored:
        origin = self._origins.pop(article.url, Origin(article.url))
        made = rows.article_rows(
            article, fetched=self.clock(), run_id=self.run_id, listed_modified=origin.listed_modified
        )
        before = store.current(self.db, made["article"]["id"])
        found = changes(before, {**made["text"], "published": article.published}) if before else None
        made["version"] |= {
            "changes": json.dumps(found, ensure_ascii=False) if found else None,
            "response_id": origin.response_id,
        }
        page = self.pages.read(
            origin.asked,
            made["article"]["id"],
            published=article.published,
            changed=before is None or bool(found),
        )
        addresses = sorted({article.url, *origin.addresses})
        stored = store.save_article(self.db, **made, addresses=addresses, page=page.row())
        self.pages.keep(page)
        self.counts[f"articles_{stored}"] += 1
        return stored

    def confirm(self, url: str) -> None:
        """The server said that a page is as it was (304)."""
        page = self.pages.unchanged(url)
        page_rows.confirm(self.db, page.row(), self.clock())
        self.pages.keep(page)

    def note(self, problem: Problem) -> None:
        """Writes an issue, and what it means for the page."""
        self.problems.append(problem)
        self.counts["errors"] += problem.level == "error"
        store.save_issue(self.db, rows.issue_row(problem, run_id=self.run_id, noticed=self.clock()))

    def drop(self, problem: Problem) -> None:
        """A page that gave no article: writes an issue, and when it is asked for again."""
        self.note(problem)
        origin = self._origins.pop(problem.url or "", Origin(problem.url or ""))
        page = self.pages.failed(origin.asked, problem.code)
        if page is None:
            return
        self.counts["dropped"] += 1
        if problem.code in GONE and page.article_id:
            self.counts["articles_gone"] += page_rows.lose(self.db, page.row(), self.clock())
        else:
            page_rows.save_pages(self.db, [page.row()])
        self.pages.keep(page)

    def give_up(self, why: str) -> None:
        """Ends the crawl: nothing more can be stored. Whoever crawls tells why."""
        if self.unwritable is None:
            self.unwritable = why
            assert self.crawler.engine is not None
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="unwritable"))

    def failed(self, failure: Any, response: Any) -> None:
        """An exception in the spider or in a pipeline: the page is lost for this run, which has failed, but goes on for
        the other pages. Not if the disk is full."""
        if why := explain(self.path, failure.value):
            self.give_up(why)
            return
        listed = response.meta.get("listed") if response is not None else None
        if listed:
            self.pages.forget(listed.url)
        self.note(
            Problem(
                code="crash",
                detail=f"{failure.type.__name__}: {failure.getErrorMessage()}".splitlines()[0],
                url=response.url if response is not None else None,
                source=self.source.id,
                level="error",
            )
        )

    def closed(self, spider: Any, reason: str) -> None:
        try:
            with explained(self.path):
                self._close(spider, reason)
        except StoreError as error:
            self.state, self.unwritable = "failed", self.unwritable or str(error)
        finally:
            self.db.close()
            del self.crawler  # a night keeps its ledgers; what a crawl needed, some megabytes, goes with it

    def _close(self, spider: Any, reason: str) -> None:
        stats = self.crawler.stats
        assert stats is not None
        if reason in LIMITS:
            self.reason = f"{LIMITS[reason]} was reached; the next crawl goes on from here"
            self.note(Problem("limit", self.reason, self.source.homepage, self.source.id, self._weight()))
        elif reason != "finished":
            self.reason = self.unwritable or (STOPPED if reason == "shutdown" else reason)
        errors = self.unwritable or any(p.level == "error" for p in self.problems)
        self.state = "failed" if errors else "interrupted" if self.reason else "finished"
        rest = self.pages.rest(spider.trails, finished=reason == "finished")
        page_rows.save_pages(self.db, [page.row() for page in rest])
        store.end_run(
            self.db,
            self.run_id,
            state=self.state,
            ended=self.clock(),
            reason=self.reason,
            requests=stats.get_value("downloader/request_count", 0),
            bytes=stats.get_value("downloader/response_bytes", 0),
            not_modified=stats.get_value("uniaccord/not_modified", 0),
            **self.counts,
        )

    @property
    def was_stopped(self) -> bool:
        """Whether a person ended it."""
        return self.reason == STOPPED

    def _weight(self) -> str:
        """Of a limit that was reached: a first crawl takes several nights, but one that gets nowhere is no good."""
        return "warning" if self.counts["articles_new"] or self.counts["articles_changed"] else "error"
