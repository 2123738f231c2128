"""Copies of a database as it is at one moment, made while others read and write it. A copy has its name once it is whole."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from db.errors import StoreError, explained

PART = ".part"
"""The end of the name of a copy that is being made."""


def read_only(database: Path) -> sqlite3.Connection:
    """A connection that changes nothing. Raises StoreError if there is no such file."""
    if not database.exists():
        raise StoreError(f"{database}: there is no such database")
    return sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True, timeout=30)


def copy(
    database: Path,
    target: Path,
    *,
    add: Callable[[sqlite3.Connection], None] = lambda connection: None,
    before: Callable[[Path], None] = lambda part: None,
) -> None:
    """Writes `target`: compact, in one file (no write-ahead log), checked and on the disk before it has its name.

    `add` may write into the copy; `before` is called with the finished file just before it is renamed.
    Raises StoreError: no room, not allowed, or the database is damaged; then nothing is left behind.
    """
    part = target.with_name(target.name + PART)
    forget(part)
    try:
        with explained(target):
            with closing(read_only(database)) as connection, explained(database):
                connection.execute("vacuum into ?", [str(part)])
            with closing(sqlite3.connect(part)) as connection:
                add(connection)
                connection.commit()
                if damage := quick_check(connection):
                    raise StoreError(
                        f"{database}: is damaged ({damage}); docs/keeping.md tells how to restore a backup"
                    )
            flush(part)
            before(part)
            part.rename(target)
            flush(target.parent)
    except BaseException:
        forget(part)
        raise


def quick_check(connection: sqlite3.Connection) -> str | None:
    """What SQLite finds wrong with a database, or None."""
    try:
        said = connection.execute("pragma quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        said = str(error)
    return None if said == "ok" else said.splitlines()[-1]


def forget(path: Path) -> None:
    """Removes a database with what SQLite may have left beside it. The file itself goes first: it is what counts."""
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Has the disk keep a file, or the names in a folder."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
