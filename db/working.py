"""The working copy: where much of a record is read again while the record in force is served unchanged.

Once there is one, it is what `open_db` opens for all who write, until it is published: copied over the database by
SQLite itself, which readers see as one commit. (A file that is served must never be renamed or copied over: a server
goes on reading the old one, or a mixture.) Whoever is killed leaves the working copy, and the next goes on with it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from db import copies
from db.errors import LOCKED, StoreError, explained

FEWER = 0.5
"""The share of what was read before that a new reading must find at least."""


def path_of(database: Path) -> Path:
    """Where the working copy is, if there is one."""
    database = database.resolve()
    return database.with_name(database.name + ".working")


def written(database: Path) -> Path:
    """The file that is written: the working copy if there is one."""
    working = path_of(database)
    return working if working.exists() else database


def start(database: Path) -> None:
    """Makes the working copy. The caller is the only writer."""
    working = path_of(database)
    copies.forget(working)  # a log without its file would be taken for the new one's
    copies.copy(database, working)


def discard(database: Path) -> None:
    copies.forget(path_of(database))


def objections(database: Path, new: Path) -> list[str]:
    """Why `new` should not take the place of the database; empty if nothing speaks against it.

    Raises StoreError if `new` is damaged: that is no matter of opinion.
    """
    with explained(new), closing(copies.read_only(new)) as connection:
        if damage := copies.quick_check(connection):
            raise StoreError(f"{new}: is damaged ({damage}) and can't take the place of {database}")
        if not _count(connection, "main", "_sqlite_migrations"):
            raise StoreError(f"{new}: is no database of uniaccord")
        found = [
            f"rows of {table} point to rows of {parent} that are not there"
            for table, parent in connection.execute('select distinct "table", parent from pragma_foreign_key_check')
        ]
        if not database.exists():
            return found
        with explained(database):
            connection.execute("attach ? as live", [f"{database.resolve().as_uri()}?mode=ro"])
            return found + _losses(connection)


def _losses(connection: sqlite3.Connection) -> list[str]:
    found = []
    for table, share in {"articles": 1, "versions": 1, "mentions": FEWER, "events": FEWER, "agreements": FEWER}.items():
        new, old = (_count(connection, schema, table) for schema in ("main", "live"))
        if new < old * share:
            found.append(f"it has {new} {table}, the one in force has {old}")
    sql = (
        "select count(*) from live.texts old left join main.texts new using (version_id)"
        " where new.body is not old.body or new.title is not old.title"
    )
    if lost := connection.execute(sql).fetchone()[0]:
        found.append(f"{lost} texts are not those of the one in force")
    return found


def _count(connection: sqlite3.Connection, schema: str, table: str) -> int:
    has = connection.execute(f"select 1 from {schema}.sqlite_master where name = ?", [table]).fetchone()  # noqa: S608
    return int(connection.execute(f"select count(*) from {schema}.{table}").fetchone()[0]) if has else 0  # noqa: S608


def publish(database: Path, new: Path, *, timeout: float = 30) -> None:
    """Puts what `new` holds in the place of what the database holds, at once for all who read it.

    Killed at any moment the database is the old or the new one. `new` stays. Raises StoreError.
    """

    def waited(status: int, remaining: int, total: int) -> None:
        if status == sqlite3.SQLITE_BUSY:  # Python would try again for ever
            raise StoreError(f"{database}: {LOCKED}")

    with (
        explained(database),
        closing(copies.read_only(new)) as source,
        closing(sqlite3.connect(database, timeout=timeout)) as live,
    ):
        source.backup(live, progress=waited)
        live.execute("pragma journal_mode = wal")
        live.execute("pragma wal_checkpoint(truncate)")  # the log is as large as the database now
