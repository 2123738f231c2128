"""Where each archived answer lies, and which of them articles were read from, or could be."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from sqlite_utils import Database

from db.rows import Row, insert
from db.store import StoreError

NOT_MODIFIED = 304
"""The status of an answer that brings no body, because an earlier one still holds."""


def save_response(db: Database, row: Row) -> int:
    """Enters an answer and returns its number. Raises StoreError."""
    try:
        with db.atomic():
            return insert(db, "responses", row)
    except sqlite3.Error as error:
        raise StoreError(f"the answer can't be entered in the database: {error}") from error


def response(db: Database, response_id: int) -> Row | None:
    return _first(db, "select * from responses where id = ?", [response_id])


def newest_response(db: Database, url: str, status: int | None = None) -> Row | None:
    """The newest answer of an address; of this status."""
    return _first(
        db,
        "select * from responses where url = ? and (? is null or status = ?) order by fetched desc, id desc limit 1",
        [url, status, status],
    )


def same_bodies(db: Database, url: str, digest: str) -> Sequence[Row]:
    """The answers of an address that had this body, the oldest first; the others may only refer to it."""
    return list(
        db.query(
            "select * from responses where url = ? and digest = ? and status <> ? order by id",
            [url, digest, NOT_MODIFIED],
        )
    )


def archived_articles(db: Database, source_id: str) -> Sequence[str]:
    """Ids of the articles of a source whose version in force was read from an archived answer."""
    rows = db.execute(
        "select articles.id from articles join versions on versions.id = articles.version_id"
        " where articles.source_id = ? and versions.response_id is not null order by articles.url",
        [source_id],
    )
    return [row[0] for row in rows]


def archived_article(db: Database, article_id: str) -> Row:
    """An article with its version in force, its text, and what listings said of it (`listing` null: not kept)."""
    found = _first(
        db,
        "select articles.id, articles.url, articles.last_seen, articles.listed_modified, versions.fetched,"
        " versions.response_id, versions.sha256, versions.published, versions.published_basis, texts.title, texts.body,"
        " pages.url as listing, pages.listed_title, pages.listed_published"
        " from articles join versions on versions.id = articles.version_id"
        " join texts on texts.version_id = versions.id left join pages on pages.article_id = articles.id"
        " and coalesce(pages.listed_title, pages.listed_published) is not null"
        " where articles.id = ?"
        " order by pages.listed_title is null, pages.listed_published is null, pages.url limit 1",
        [article_id],
    )
    assert found is not None
    return found


def dropped_pages(db: Database, source_id: str) -> Sequence[Row]:
    """Pages of a source that were asked for as articles, were archived, and became none."""
    return list(
        db.query(
            "select url, listed_title, listed_published, listed_modified from pages"
            " where source_id = ? and role = 'article' and article_id is null"
            " and exists (select 1 from responses where responses.url = pages.url) order by url",
            [source_id],
        )
    )


def last_seen(db: Database, article_id: str) -> str | None:
    """When an article was read last; null for one that is not stored."""
    row = _first(db, "select last_seen from articles where id = ?", [article_id])
    return row["last_seen"] if row else None


def link_page(db: Database, url: str, article_id: str) -> None:
    """Enters which article was read at an address."""
    with db.atomic():
        db.conn.execute("update pages set article_id = ? where url = ?", [article_id, url])


def _first(db: Database, sql: str, values: Sequence[object]) -> Row | None:
    return next(iter(db.query(sql, values)), None)
