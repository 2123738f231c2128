"""A record of nights, written as a refresh would write it, for tests of what is told of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from crawler.items import Article, Problem
from crawler.source import ArticleRules, Expect, FeedListing, Organisation, Source
from db import store
from pipelines import rows

FIRST = date(2025, 1, 1)
TEXT = "The University of Test and Example University signed a memorandum of understanding. " * 5


def source(name: str = "zz_test", **expect: Any) -> Source:
    host = f"{name[3:]}.example"
    return Source(
        id=name,
        name=name,
        homepage=f"http://{host}/",
        language="en",
        timezone="UTC",
        hosts=(host,),
        checked="in a test",
        organisation=Organisation(name=f"University of {name}"),
        listing=(FeedListing(kind="feed", urls=(f"http://{host}/feed",)),),
        article=ArticleRules(url=rf"http://{host}/n/\d+"),
        expect=Expect(**expect),
    )


class Nights:
    """Nights of a source, one a day from `FIRST` on."""

    def __init__(self, db: Database, source: Source) -> None:
        self.db, self.source = db, source
        self.day = FIRST - timedelta(days=1)
        self.articles = 0
        store.save_source(db, **rows.source_rows(source))

    @property
    def time(self) -> str:
        return f"{self.day}T03:30:00+00:00"

    def night(
        self,
        new: int = 0,
        *,
        state: str = "finished",
        problems: tuple[Problem, ...] = (),
        night: str | None = None,
        counts: dict[str, int] | None = None,
        **article: Any,
    ) -> int:
        """A refresh with one crawl that found `new` articles; returns its run. `night`: how the refresh ended."""
        self.day += timedelta(days=1)
        table, ended = self.db.table("runs"), self.time.replace("03:30", "04:30")
        base = {"started": self.time, "ended": ended, "uniaccord": "0"}
        refresh = table.insert({"kind": "refresh", "state": night or state, **base}).last_rowid
        crawl = {"kind": "crawl", "state": state, "source_id": self.source.id, "part_of": refresh, **base}
        run = table.insert({**crawl, "articles_new": new, "requests": new + 1, **(counts or {})}).last_rowid
        assert refresh is not None and run is not None
        for problem in problems:
            store.save_issue(self.db, rows.issue_row(problem, run_id=run, noticed=self.time))
        for _ in range(new):
            self.article(run, **article)
        return refresh

    def nights(self, number: int, new: int = 1, **more: Any) -> None:
        for _ in range(number):
            self.night(new, **more)

    def article(self, run: int | None, **facts: Any) -> None:
        self.articles += 1
        told: dict[str, Any] = {
            "title": f"Title {self.articles}",
            "body": TEXT,
            "language": "en",
            "published": self.day.isoformat(),
            "published_basis": "meta",
            **facts,
        }
        url = f"http://{self.source.hosts[0]}/n/{self.articles}"
        article = Article(url=url, source=self.source.id, kinds=("paragraph",), **told)
        stored = rows.article_rows(article, fetched=self.time, run_id=run, listed_modified=None)
        store.save_article(self.db, **stored, addresses=[url])

    def problem(self, code: str, *, level: str = "warning", url: str | None = None) -> Problem:
        return Problem(code, f"{code} in a test", url or f"http://{self.source.hosts[0]}/{code}", self.source.id, level)
