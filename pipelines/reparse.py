"""Archived answers read again with the parser of today: other texts of known articles, and pages that were none."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from scrapy.http import Response
from sqlite_utils import Database

from crawler.addresses import canonical
from crawler.archive.reading import RecordError
from crawler.items import Article, Listed, Problem
from crawler.parse import parse_article
from crawler.source import Source
from crawler.spider import is_before, is_page
from db import archive as index
from db import store
from db.rows import Row
from pipelines import rows
from pipelines.archive import read_response
from pipelines.changes import changes
from pipelines.check import doubts
from pipelines.ids import digest
from pipelines.ledger import utc_now

OUTCOMES = ("same", "changed", "new", "unreadable")
REDIRECTS = (301, 302, 303, 307, 308)
FARTHEST = 5
"""So many redirects are followed, as when crawling (REDIRECT_MAX_TIMES)."""


@dataclass(frozen=True, slots=True)
class Read:
    """What came of one address."""

    outcome: str
    """One of `OUTCOMES`."""
    url: str
    detail: str = ""
    """What has changed, or why it can't be read any more."""


@dataclass(frozen=True, slots=True)
class Archived:
    """The database with the archive beside it, and the largest body in bytes that is read."""

    db: Database
    folder: Path
    largest: int

    def response(self, row: Row) -> Response:
        """Raises RecordError."""
        return read_response(self.db, self.folder, row, largest=self.largest)


def reparse(
    archived: Archived,
    source: Source,
    *,
    dry_run: bool,
    tell: Callable[[Read], None],
    advance: Callable[[int], None] = lambda done: None,
    clock: Callable[[], str] = utc_now,
) -> Counter[str]:
    """Reads what is archived of a source again, in a run of its own; `tell` hears of all that is not the same.

    What was published has not changed: another version has the time and the answer of the one before. An article that
    can't be read any more keeps its version. With `dry_run` nothing is written. Returns counts by outcome.
    """
    db, run_id, state, counts = archived.db, 0, "failed", Counter[str]()
    if not dry_run:
        store.save_source(db, **rows.source_rows(source))
        run_id = store.start_run(
            db, kind="reparse", source_id=source.id, started=clock(), uniaccord=version("uniaccord")
        )
    try:
        for read in _read_all(archived, source, run_id):
            counts[read.outcome] += 1
            if read.outcome != "same":
                tell(read)
            if read.outcome == "unreadable" and run_id:
                problem = Problem("unreadable-now", read.detail, read.url, source.id)
                store.save_issue(db, rows.issue_row(problem, run_id=run_id, noticed=clock()))
            advance(1)
        state = "finished"
    except KeyboardInterrupt:
        state = "interrupted"
        raise
    finally:
        if run_id:
            kept = {f"articles_{name}": counts[name] for name in ("new", "changed")}
            kept["articles_unchanged"] = counts["same"]
            store.end_run(db, run_id, state=state, ended=clock(), reason=None, **kept)
    return counts


def _read_all(archived: Archived, source: Source, run_id: int) -> Iterator[Read]:
    for article_id in index.archived_articles(archived.db, source.id):
        yield _read_article(archived, source, index.archived_article(archived.db, article_id), run_id)
    new: set[str] = set()
    for page in index.dropped_pages(archived.db, source.id):
        read = _read_dropped(archived, source, page, run_id)
        if read and read.url not in new:  # several addresses may lead to one
            new.add(read.url)
            yield read


def _read_article(archived: Archived, source: Source, known: Row, run_id: int) -> Read:
    """`run_id` 0: nothing is written."""
    answer = index.response(archived.db, known["response_id"])
    assert answer is not None
    listed = Listed(known["url"], known["listed_title"], known["listed_published"])
    if known["listing"] is None:
        # What listings said is not kept: what came of it stands for it.
        from_listing = known["published"] if known["published_basis"] == "listing" else None
        listed = Listed(known["url"], known["title"], from_listing)
    try:
        found = _checked(parse_article(archived.response(answer), source, listed))
    except RecordError as error:
        found = Problem(error.code, str(error))
    if isinstance(found, Problem):
        return Read("unreadable", known["url"], f"{found.detail} ({found.code})")
    # Its address is what it was stored under, whatever the page's own word is taken for today.
    known_as = replace(found, url=known["url"], fetched=known["fetched"])
    made = _rows(known_as, answer, run_id, known["listed_modified"])
    if made["version"]["sha256"] == known["sha256"]:
        return Read("same", known["url"])
    different = changes(known, {**made["text"], "published": found.published})
    if run_id:
        made["article"]["last_seen"] = known["last_seen"]
        made["version"] |= {"cause": "parser", "changes": json.dumps(different, ensure_ascii=False)}
        store.save_article(archived.db, **made, addresses=(), page=None)
    return Read("changed", known["url"], ", ".join(different))


def _read_dropped(archived: Archived, source: Source, page: Row, run_id: int) -> Read | None:
    """Null for a page that is still no article, or that leads to one that is stored."""
    listed = Listed(page["url"], page["listed_title"], page["listed_published"], page["listed_modified"])
    try:
        answer, response, passed = _follow(archived, page["url"])
    except RecordError:
        return None
    if response is None or not source.is_article(canonical(response.url, source)) or not is_page(response):
        return None
    found = _checked(parse_article(response, source, listed))
    if isinstance(found, Problem) or is_before(found.published, source.since):
        return None
    made = _rows(found, answer, run_id, listed.modified)
    known = index.last_seen(archived.db, digest(found.url)) is not None
    if run_id:
        if not known:
            store.save_article(archived.db, **made, addresses=sorted({found.url, *passed}), page=None)
        index.link_page(archived.db, page["url"], digest(found.url))
    return None if known else Read("new", found.url, found.title or "")


def _follow(archived: Archived, url: str) -> tuple[Row, Response | None, list[str]]:
    """The newest archived page that an address leads to, null if it leads to none; its row, and all addresses passed.

    Raises RecordError.
    """
    passed = [url]
    answer: Row = {}
    for _ in range(FARTHEST + 1):
        row = index.newest_response(archived.db, passed[-1])
        if row is None:
            break
        answer, response = row, archived.response(row)
        if response.status == 200:
            return answer, response, passed
        location = (response.headers.get("Location") or b"").decode("latin-1")
        if response.status not in REDIRECTS or not location:
            break
        passed.append(urljoin(response.url, location))
    return answer, None, passed


def _checked(found: Article | Problem) -> Article | Problem:
    if isinstance(found, Problem):
        return found
    return next((doubt for doubt in doubts(found, datetime.now(UTC).date()) if doubt.level == "error"), found)


def _rows(article: Article, answer: Row, run_id: int, listed_modified: str | None) -> dict[str, dict[str, Any]]:
    fetched = article.fetched or answer["fetched"]
    made = rows.article_rows(article, fetched=fetched, run_id=run_id or None, listed_modified=listed_modified)
    made["version"]["response_id"] = answer["id"]
    return made
