"""The verbs of what is asked for: every address with what came of it and when its turn is again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from db.rows import Row

COLUMNS = (
    "url", "source_id", "role", "article_id", "found", "listed_title", "listed_published", "listed_modified", "asked",
    "status", "etag", "last_modified", "unchanged", "failures", "due", "followed",
)  # fmt: skip


def pages(db: Database, source_id: str) -> list[Row]:
    """Every page of a source, with the day since which its article has been as it is (`since`)."""
    columns = ", ".join(f"pages.{name}" for name in COLUMNS)
    return list(
        db.query(
            f"select {columns}, coalesce(iif(articles.versions > 1, versions.fetched, null), articles.published,"  # noqa: S608
            " pages.listed_published) as since"
            " from pages left join articles on articles.id = pages.article_id"
            " left join versions on versions.id = articles.version_id where pages.source_id = ?",
            [source_id],
        )
    )


def put(db: Database, rows: Sequence[Row]) -> None:
    """Rows have all of `COLUMNS`. Within the caller's transaction; in plain SQL, see `rows.insert`."""
    marks = ", ".join(f":{name}" for name in COLUMNS)
    db.conn.executemany(f"insert or replace into pages ({', '.join(COLUMNS)}) values ({marks})", rows)  # noqa: S608


def save_pages(db: Database, rows: Sequence[Row]) -> None:
    with db.atomic():
        put(db, rows)


def confirm(db: Database, page: Row, now: str) -> None:
    """The server said that a page has not changed: its article was seen again, and is there."""
    with db.atomic():
        db.conn.execute("update articles set last_seen = ?, gone = null where id = ?", [now, page["article_id"]])
        put(db, [page])


def lose(db: Database, page: Row, now: str) -> bool:
    """The page is gone: its article is marked, never deleted. Returns whether that is news."""
    with db.atomic():
        changed = db.conn.execute(
            "update articles set gone = ? where id = ? and gone is null", [now, page["article_id"]]
        ).rowcount
        put(db, [page])
    return changed > 0
