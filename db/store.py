"""The database is opened, and what is crawled enters it. One writer at a time; readers are welcome.

`readings` has the verbs of extraction. Every verb that writes is one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from sqlite_utils import Database

from db import pages, working
from db.copies import read_only
from db.errors import StoreError as StoreError
from db.errors import explained
from db.migrations import migrations
from db.rows import Row, insert, insert_missing, update, upsert
from db.upgrade import upgrade
from db.writing import Writing

HERE = Path(__file__).parent
Stored = Literal["new", "changed", "unchanged"]
COUNTS = (
    "requests", "bytes", "not_modified", "articles_new", "articles_changed", "articles_unchanged", "articles_gone",
    "dropped", "errors", "documents",
)  # fmt: skip
"""What a run counts."""


def open_db(
    path: Path,
    *,
    create: bool = True,
    published: bool = False,
    timeout: float = 30,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Database:
    """Opens a database for writing and brings its schema up to date; makes it if there is none and `create`.

    If there is a working copy (`db.working`) that is what is opened, since it takes the database's place later;
    `published` opens what is served. Waits up to `timeout` seconds for another writer.

    Raises StoreError: missing, not a database, read-only, locked, or of a newer schema than this program's.
    """
    if not path.exists():
        if not create:
            refuse_missing(path)
        if not path.parent.is_dir():
            raise StoreError(f"{path}: there is no folder {path.parent}")
    file = path if published else working.written(path)
    with explained(file):
        db = Writing(sqlite3.connect(file, timeout=timeout))
        try:
            _refuse_newer(db, file)
            db.conn.execute("pragma foreign_keys = on")
            db.conn.execute(
                "pragma synchronous = normal"
            )  # with WAL: a power cut may cost the last commit, never the file
            db.conn.execute("pragma journal_mode = wal")  # a backup has no log until it is put in place
            if migrations.pending(db):
                upgrade(db, file, database=path, now=clock())
            # An empty transaction that asks for the write lock: a read-only file is told now, not after a crawl.
            db.conn.execute("begin immediate")
            db.conn.execute("rollback")
        except BaseException:
            db.close()
            raise
    return db


def _refuse_newer(db: Database, file: Path) -> None:
    unknown = {m.name for m in migrations.applied(db)} - {m.name for m in migrations._migrations}
    if unknown:
        raise StoreError(f"{file}: made by a newer uniaccord (it has {max(unknown)}); update uniaccord to open it")


def is_current(path: Path) -> bool:
    """Whether the schema of a file is that of this program; does not write. Raises StoreError if it is newer."""
    with explained(path), closing(read_only(path)) as connection:
        db = Database(connection)
        _refuse_newer(db, path)
        return not migrations.pending(db)


def open_to_read(path: Path, *, published: bool = False) -> Database:
    """Opens what `open_db` opens, for reading alone, also while another program writes to it.

    Raises StoreError: missing, not a database, of another schema than this program's.
    """
    file = path if published else working.written(path)
    refuse_missing(file)
    if not is_current(file):
        raise StoreError(f"{file}: made by an older uniaccord; `uniaccord extract` or any verb that writes updates it")
    return Database(read_only(file))


def refuse_missing(path: Path) -> None:
    """Raises StoreError, with what to do, if there is no database."""
    if not path.exists():
        raise StoreError(f"{path}: there is no such database; `uniaccord crawl SOURCE` or `uniaccord demo` makes one")


def prepare_serving(path: Path) -> None:
    """Brings the schema of a database up to date; leaves one alone that needs nothing: a snapshot is read-only.

    Raises StoreError like `open_db`.
    """
    if not path.exists() or not is_current(path):
        open_db(path, create=False, published=True).close()


# --- sources ---------------------------------------------------------------------------------------------


def save_source(
    db: Database, *, source: Row, organisation: Row, aliases: Sequence[Row], countries: Sequence[Row]
) -> None:
    """A declared source with its publisher; what the file no longer says is forgotten."""
    with db.atomic():
        insert_missing(db, "countries", countries)
        upsert(db, "organisations", [organisation])
        upsert(db, "sources", [source])
        db.execute("delete from organisation_aliases where source_id = ? and basis = 'declared'", [source["id"]])
        insert_missing(db, "organisation_aliases", aliases)


def save_import_source(db: Database, source_id: str) -> None:
    """The source of files that no declared source publishes."""
    insert_missing(db, "sources", [{"id": source_id, "name": "Imported files"}])


# --- runs and issues -------------------------------------------------------------------------------------


def start_run(
    db: Database, *, kind: str, source_id: str | None, started: str, uniaccord: str, part_of: int | None = None
) -> int:
    """Opens a line in the ledger and returns its id. A run left `running` by a crash is marked interrupted."""
    with db.atomic():
        db.execute(
            "update runs set state = 'interrupted', ended = ?, reason = 'it was killed'"
            " where state = 'running' and kind = ? and source_id is ?",
            [started, kind, source_id],
        )
        row = {"kind": kind, "source_id": source_id, "started": started, "uniaccord": uniaccord, "part_of": part_of}
        return insert(db, "runs", row)


def end_run(db: Database, run_id: int, *, state: str, ended: str, reason: str | None = None, **counts: int) -> None:
    db.table("runs").update(run_id, {"state": state, "ended": ended, "reason": reason, **counts})


def end_night(db: Database, run_id: int, *, state: str, ended: str, reason: str | None = None) -> None:
    """Closes the line of a whole night, with the sums of its parts."""
    sums = ", ".join(f"coalesce(sum({count}), 0) as {count}" for count in COUNTS)
    (counts,) = db.query(f"select {sums} from runs where part_of = ?", [run_id])  # noqa: S608
    end_run(db, run_id, state=state, ended=ended, reason=reason, **counts)


def save_issue(db: Database, issue: Row) -> None:
    db.table("issues").insert(dict(issue))


# --- articles --------------------------------------------------------------------------------------------


def known(db: Database, source_id: str) -> dict[str, tuple[str, str | None]]:
    """Every address that led to a stored article of a source (redirects included): the article, and what the listing
    said of its last change when it was read."""
    rows = db.execute(
        "select addresses.url, articles.id, articles.listed_modified from addresses"
        " join articles on articles.id = addresses.article_id where articles.source_id = ?",
        [source_id],
    )
    return {url: (article_id, modified) for url, article_id, modified in rows.fetchall()}


def current(db: Database, article_id: str) -> Row | None:
    """Title, body and date of publication of an article's version in force."""
    rows = db.query(
        "select texts.title, texts.body, versions.published from articles"
        " join versions on versions.id = articles.version_id join texts on texts.version_id = versions.id"
        " where articles.id = ?",
        [article_id],
    )
    return next(iter(rows), None)


def save_article(
    db: Database,
    *,
    article: Row,
    version: Row,
    text: Row,
    addresses: Iterable[str],
    page: Row | None = None,
) -> Stored:
    """Stores an article: as new, as another version if its text, title or date changed, or only as seen again.

    `version` has no `id` and no `number`; `text` has no `version_id`: they are made here. `addresses` are all
    those that led to it; `page` is the row of `pages` of the one that was asked for.
    """
    with db.atomic():
        stored = _save_version(db, article, version, text)
        if page:
            pages.put(db, [page])
        for url in addresses:
            db.conn.execute("insert or ignore into addresses (url, article_id) values (?, ?)", [url, article["id"]])
        return stored


def _save_version(db: Database, article: Row, version: Row, text: Row) -> Stored:
    old = db.execute(
        "select versions.sha256, articles.versions from articles join versions on versions.id = articles.version_id"
        " where articles.id = ?",
        [article["id"]],
    ).fetchone()
    if old and old[0] == version["sha256"]:
        seen = {key: article[key] for key in ("last_seen", "listed_modified")}
        update(db, "articles", article["id"], {**seen, "gone": None})
        return "unchanged"
    if old:
        update(
            db,
            "articles",
            article["id"],
            {k: v for k, v in article.items() if k not in ("id", "first_seen")} | {"gone": None},
        )
    else:
        insert(db, "articles", article)
    number = (old[1] if old else 0) + 1
    version_id = insert(db, "versions", {**version, "number": number})
    insert(db, "texts", {**text, "version_id": version_id})
    update(db, "articles", article["id"], {"version_id": version_id, "versions": number})
    return "changed" if old else "new"


def finish(db: Database) -> None:
    """After a night's work: statistics for the query planner, and the write-ahead log back into the file."""
    db.execute("analyze")  # `pragma optimize` passes over tables that this connection did not look at
    db.execute("pragma wal_checkpoint(truncate)")


def summary(db: Database) -> Iterator[tuple[str, Iterable[Row]]]:
    """The short table of what a database holds: (heading, rows), for `uniaccord demo`."""
    counts = {"articles": "articles", "organisations": "organisations", "people": "people"}
    counts |= {"reports of agreements": "agreement_reports", "agreements": "agreements"}
    yield "holds", [{"what": what, "number": db.table(table).count} for what, table in counts.items()]
    yield (
        "agreements",
        list(
            db.query(
                "select type, status, count(*) as number from agreements group by type, status order by type, status"
            )
        ),
    )
    yield (
        "busiest",
        list(
            db.query(
                "select organisation, partner, count(*) as agreements,"
                " sum(reports) as reports, max(latest_report) as latest from ties"
                " where organisation_id < partner_id group by organisation_id, partner_id"
                " order by agreements desc, reports desc, latest desc, organisation limit 10"
            )
        ),
    )
