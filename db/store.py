"""The few verbs with which rows enter and leave the database. One writer at a time; readers are welcome.

Rows are plain dicts with the columns of `migrations.py` as keys. Every verb that writes is one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from sqlite_utils import Database

from db.migrations import migrations

HERE = Path(__file__).parent
Row = Mapping[str, Any]
Stored = Literal["new", "changed", "unchanged"]


class StoreError(Exception):
    """The database can't be opened or written; the message says why and what to do, in one line."""


def open_db(path: Path, *, create: bool = True, timeout: float = 30) -> Database:
    """Opens a database for writing and brings its schema up to date; makes it if there is none and `create`.

    Waits up to `timeout` seconds for another writer.

    Raises StoreError: missing, not a database, read-only, locked, or of a newer schema than this program's.
    """
    if not path.exists():
        if not create:
            raise StoreError(
                f"{path}: there is no such database; `uniaccord crawl SOURCE` or `uniaccord demo` makes one"
            )
        if not path.parent.is_dir():
            raise StoreError(f"{path}: there is no folder {path.parent}")
    try:
        db = Database(sqlite3.connect(path, timeout=timeout))
        db.conn.execute("pragma foreign_keys = on")
        db.conn.execute("pragma synchronous = normal")  # with WAL: a power cut may cost the last commit, never the file
        unknown = {m.name for m in migrations.applied(db)} - {m.name for m in migrations._migrations}
        if unknown:
            raise StoreError(f"{path}: made by a newer uniaccord (it has {max(unknown)}); update uniaccord to open it")
        migrations.apply(db)
        # An empty transaction that asks for the write lock: a read-only file is told now, not after a crawl.
        db.conn.execute("begin immediate")
        db.conn.execute("rollback")
    except sqlite3.Error as error:
        raise StoreError(_explain(path, error)) from error
    return db


def _explain(path: Path, error: sqlite3.Error) -> str:
    text = str(error)
    if "readonly" in text or "unable to open" in text:
        return f"{path}: can't be written; give yourself write permission on the file and its folder"
    if "not a database" in text or "malformed" in text:
        return f"{path}: is not a SQLite database, or is damaged"
    if "locked" in text:
        return f"{path}: another program is writing to it; try again when it has finished"
    if "full" in text:
        return f"{path}: the disk is full"
    return f"{path}: {text}"


def _upsert(db: Database, table: str, rows: Sequence[Row], key: str = "id") -> None:
    """All rows must have the same keys: sqlite-utils would write nulls for missing ones (its issue 873)."""
    if rows:
        db.table(table).upsert_all([dict(row) for row in rows], pk=key)


def _insert(db: Database, table: str, row: Row) -> int:
    """Inserts one row and returns the number that it was given.

    In plain SQL: sqlite-utils looks at the table anew for each row, which for single rows takes longer than to insert.
    """
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    key = db.conn.execute(f"insert into {table} ({names}) values ({marks})", list(row.values())).lastrowid  # noqa: S608
    assert key is not None
    return key


def _update(db: Database, table: str, key: str, row: Row) -> None:
    """Changes one row by its id; in plain SQL for the same reason."""
    names = ", ".join(f'"{name}" = ?' for name in row)
    db.conn.execute(f"update {table} set {names} where id = ?", [*row.values(), key])  # noqa: S608


def _insert_missing(db: Database, table: str, rows: Sequence[Row]) -> None:
    if rows:
        db.table(table).insert_all([dict(row) for row in rows], ignore=True)


# --- sources ---------------------------------------------------------------------------------------------


def save_source(
    db: Database, *, source: Row, organisation: Row, aliases: Sequence[Row], countries: Sequence[Row]
) -> None:
    """A declared source with its publisher; what the file no longer says is forgotten."""
    with db.atomic():
        _insert_missing(db, "countries", countries)
        _upsert(db, "organisations", [organisation])
        _upsert(db, "sources", [source])
        db.execute("delete from organisation_aliases where source_id = ? and basis = 'declared'", [source["id"]])
        _insert_missing(db, "organisation_aliases", aliases)


def save_import_source(db: Database, source_id: str) -> None:
    """The source of files that no declared source publishes."""
    _insert_missing(db, "sources", [{"id": source_id, "name": "Imported files"}])


# --- runs and issues -------------------------------------------------------------------------------------


def start_run(db: Database, *, kind: str, source_id: str | None, started: str, uniaccord: str) -> int:
    """Opens a line in the ledger and returns its id. A run left `running` by a crash is marked interrupted."""
    with db.atomic():
        db.execute(
            "update runs set state = 'interrupted', ended = ? where state = 'running' and kind = ? and source_id is ?",
            [started, kind, source_id],
        )
        row = {"kind": kind, "source_id": source_id, "started": started, "uniaccord": uniaccord}
        return _insert(db, "runs", row)


def end_run(db: Database, run_id: int, *, state: str, ended: str, **counts: int) -> None:
    db.table("runs").update(run_id, {"state": state, "ended": ended, **counts})


def save_issue(db: Database, issue: Row) -> None:
    db.table("issues").insert(dict(issue))


# --- articles --------------------------------------------------------------------------------------------


def known(db: Database, source_id: str) -> dict[str, str | None]:
    """Every address that led to a stored article of a source (redirects included), with what the listing said
    of the article's last change when it was read."""
    rows = db.execute(
        "select addresses.url, articles.listed_modified from addresses"
        " join articles on articles.id = addresses.article_id where articles.source_id = ?",
        [source_id],
    )
    return dict(rows.fetchall())


def note_listed(db: Database, modified: Mapping[str, str]) -> None:
    """Keeps what listings say of the last change of stored articles, by address, where nothing was known of it."""
    with db.atomic():
        for url, said in modified.items():
            db.conn.execute(
                "update articles set listed_modified = ? where listed_modified is null"
                " and id = (select article_id from addresses where url = ?)",
                [said, url],
            )


def save_article(db: Database, *, article: Row, version: Row, text: Row, addresses: Iterable[str]) -> Stored:
    """Stores an article: as new, as another version if its text, title or date changed, or only as seen again.

    `version` has no `id` and no `number`; `text` has no `version_id`: they are made here. `addresses` are all
    those that led to it.
    """
    with db.atomic():
        stored = _save_version(db, article, version, text)
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
        _update(db, "articles", article["id"], {key: article[key] for key in ("last_seen", "listed_modified")})
        return "unchanged"
    if old:
        _update(db, "articles", article["id"], {k: v for k, v in article.items() if k not in ("id", "first_seen")})
    else:
        _insert(db, "articles", article)
    number = (old[1] if old else 0) + 1
    version_id = _insert(db, "versions", {**version, "number": number})
    _insert(db, "texts", {**text, "version_id": version_id})
    _update(db, "articles", article["id"], {"version_id": version_id, "versions": number})
    return "changed" if old else "new"


# --- extraction ------------------------------------------------------------------------------------------

PENDING = """
from articles join versions on versions.id = articles.version_id
join texts on texts.version_id = versions.id
left join extractions on extractions.version_id = versions.id
where (extractions.extractor_id is null or extractions.extractor_id <> ?)
"""


def count_pending(db: Database, extractor_id: str) -> int:
    """How many current versions this extractor has not read."""
    return int(db.execute(f"select count(*) {PENDING}", [extractor_id]).fetchone()[0])


def pending(db: Database, extractor_id: str, limit: int, after: int = 0) -> list[Row]:
    """Up to `limit` current versions that this extractor has not read, the oldest first, from behind version `after`."""
    columns = (
        "versions.id as version_id, versions.number, articles.id as article_id, articles.url, articles.source_id,"
        " texts.title, texts.body, versions.published, versions.language"
    )
    sql = f"select {columns} {PENDING} and versions.id > ? order by versions.id limit ?"
    return list(db.query(sql, [extractor_id, after, limit]))


def aliases(db: Database, source_id: str) -> tuple[str | None, tuple[str, ...]]:
    """The publisher of a source: its name and its other declared names, those scoped to the source included."""
    row = db.execute(
        "select organisations.id, organisations.name from sources"
        " join organisations on organisations.id = sources.organisation_id where sources.id = ?",
        [source_id],
    ).fetchone()
    if not row:
        return None, ()
    rows = db.execute(
        "select distinct alias from organisation_aliases where organisation_id = ? and basis = 'declared'"
        " and (not scoped or source_id = ?) order by alias",
        [row[0], source_id],
    )
    return row[1], tuple(alias for (alias,) in rows.fetchall())


def declared_names(db: Database) -> list[tuple[str, str, str | None]]:
    """(name or alias, organisation id, source id it is scoped to or null) of all declared organisations."""
    rows = db.execute(
        "select organisations.name, organisations.id, null from organisations"
        " where id in (select organisation_id from sources)"
        " union select alias, organisation_id, iif(scoped, source_id, null) from organisation_aliases"
        " where basis = 'declared'"
    )
    return [tuple(row) for row in rows.fetchall()]


COUNTRY_BASES = ("declared", "name", "bracket", "apposition", "demonym", "city", "ror")
"""What an organisation's country rests on, the surest first; a surer one takes the place of another, the first of
equals stays."""


def learn_country(db: Database, organisation_id: str, country: str | None, basis: str | None) -> None:
    """Within the caller's transaction."""
    if country:
        db.execute(
            "update organisations set country = :country, country_basis = :basis where id = :id"
            " and (country is null or instr(:order, country_basis) > instr(:order, :basis))",
            {"id": organisation_id, "country": country, "basis": basis, "order": " ".join(COUNTRY_BASES)},
        )


EXTRACTED = ("mentions", "dates", "person_roles", "events", "event_parties", "event_people")
"""Tables of what an extractor made, in the order in which they can be filled."""


def save_extraction(db: Database, version_id: int, rows: Mapping[str, Sequence[Row]], extraction: Row) -> None:
    """Replaces all that was read in one version. `rows` is by table; rows of one table have the same keys.

    `extraction` is the row that says who read it and when; it makes the version no longer pending.
    """
    with db.atomic():
        for table in ("mentions", "person_roles", "events"):  # the others go with these
            db.execute(f"delete from {table} where version_id = ?", [version_id])  # noqa: S608
        db.table("extractors").insert({"id": extraction["extractor_id"], "first_used": extraction["made"]}, ignore=True)
        for table in ("countries", "organisations", "organisation_aliases", "people"):
            _insert_missing(db, table, rows.get(table, ()))
        for row in rows.get("organisations", ()):
            learn_country(db, row["id"], row["country"], row["country_basis"])
        for table in EXTRACTED:
            if rows.get(table):
                db.table(table).insert_all([dict(row) for row in rows[table]])
        _upsert(db, "extractions", [{**extraction, "version_id": version_id}], key="version_id")


def prune(db: Database) -> None:
    """Forgets organisations and people that no version mentions any more and no source declares."""
    with db.atomic():
        db.execute(
            "delete from organisations where"
            " id not in (select organisation_id from sources where organisation_id is not null)"
            " and id not in (select organisation_id from mentions where organisation_id is not null)"
            " and id not in (select organisation_id from event_parties)"
            " and id not in (select organisation_id from person_roles where organisation_id is not null)"
        )
        db.execute(
            "delete from people where id not in (select person_id from mentions where person_id is not null)"
            " and id not in (select person_id from person_roles) and id not in (select person_id from event_people)"
        )


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
