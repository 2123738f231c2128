"""An older schema is brought up to date: a copy first, then all changes or none."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from db import backups, derived
from db.errors import StoreError, explain
from db.lock import alone
from db.migrations import migrations


def upgrade(db: Database, path: Path, *, database: Path, now: datetime) -> None:
    """`path` is the file that is open as `db`, the database or its working copy.

    Raises StoreError: another process writes, there is no room for the copy, or a migration failed; then the file is
    as it was.
    """
    since = f"{now.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    with alone(database, doing="a change of its schema", since=since):
        waiting = migrations.pending(db)
        if not waiting:  # another process did it meanwhile
            return
        name = waiting[-1].name
        saved = _save(path, database, name, now) if migrations.applied(db) else None
        try:
            with db.atomic():
                migrations.apply(db)
                derived.rebuild(db)
        except sqlite3.Error as error:
            why = explain(path, error) or f"{path}: {error}"
            copy = f"; a copy from before is {saved}" if saved else ""
            raise StoreError(f"{why} (while its schema was brought up to {name}; nothing was changed{copy})") from error


def _save(path: Path, database: Path, name: str, now: datetime) -> Path:
    try:
        return backups.before(database, name, now=now, of=path)
    except StoreError as error:
        raise StoreError(
            f"{error} (no copy could be made before the schema changes to {name}; nothing was changed)"
        ) from error
