"""Saved pages and files into the database, by the same checks as crawled ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from sqlite_utils import Database

from crawler.documents import read_file
from crawler.items import Article, PassedOver, Problem
from crawler.settings import DOWNLOAD_MAXSIZE
from crawler.source import Source
from db import store
from db.archive import last_seen
from pipelines import rows
from pipelines.check import doubts
from pipelines.ledger import utc_now

IMPORT = "import"
"""The source of articles that no declared source publishes."""


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files of files and folders, folders in order of name; hidden ones are passed over."""
    for path in paths:
        if path.is_dir():
            for inner in sorted(path.rglob("*")):
                if inner.is_file() and not any(part.startswith(".") for part in inner.relative_to(path).parts):
                    yield inner
        else:
            yield path


def import_files(
    db: Database,
    paths: Iterable[Path],
    declared: Mapping[str, Source],
    *,
    source: str = IMPORT,
    declared_only: bool = False,
    largest: int = DOWNLOAD_MAXSIZE,
    tell: Callable[[Problem], None],
    advance: Callable[[int], None] = lambda done: None,
    clock: Callable[[], str] = utc_now,
) -> Counter[str]:
    """Stores what can be read; `tell` hears of the rest, file by file, and so does the table `issues`.

    `declared_only` and `largest` are those of `read_file`. Returns counts by what became of it: new, changed,
    unchanged, older (a capture from before the article was last seen), unread, and why pages were passed over.
    """
    save_sources(db, declared)
    run_id = store.start_run(db, kind="import", source_id=source, started=clock(), uniaccord=version("uniaccord"))
    counts: Counter[str] = Counter()
    state = "failed"
    try:
        for path in paths:
            for item in read_file(path, source=source, declared=declared, declared_only=declared_only, largest=largest):
                if isinstance(item, PassedOver):
                    counts[item.why] += 1
                    continue
                problems = [item] if isinstance(item, Problem) else doubts(item, datetime.now(UTC).date())
                for problem in problems:
                    tell(problem)
                    store.save_issue(db, rows.issue_row(problem, run_id=run_id, noticed=clock()))
                if isinstance(item, Problem) or any(p.level == "error" for p in problems):
                    counts["unread"] += 1
                else:
                    counts[_save(db, item, run_id, clock())] += 1
            advance(1)
        state = "finished"
    except KeyboardInterrupt:
        state = "interrupted"
        raise
    finally:
        kept = {f"articles_{k}": counts[k] for k in ("new", "changed", "unchanged")}
        store.end_run(db, run_id, state=state, ended=clock(), reason=None, **kept)
    return counts


def save_sources(db: Database, declared: Mapping[str, Source]) -> None:
    """The declared sources, so that names are known by which their publishers are called, and the one for files."""
    for source in declared.values():
        store.save_source(db, **rows.source_rows(source))
    store.save_import_source(db, IMPORT)


def _save(db: Database, article: Article, run_id: int, now: str) -> store.Stored | Literal["older"]:
    """A capture of a web archive counts from when it was made; it does not take the place of what was seen later."""
    made = rows.article_rows(article, fetched=article.fetched or now, run_id=run_id, listed_modified=None)
    seen = last_seen(db, made["article"]["id"])
    if article.fetched and seen and article.fetched < seen:
        return "older"
    return store.save_article(db, **made, addresses=[article.url], page=None)
