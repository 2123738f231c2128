"""Records that tests copy, change and look into."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db import store
from db.migrations import migrations
from tests.db.test_store import SOURCE, article


def fill(db: Database, numbers: range, *, body: str = "Both sides signed.") -> None:
    for number in numbers:
        store.save_article(db, **article(f"https://t.example/{number:07d}", body=f"{body} {number}", sha=str(number)))


def record(path: Path, articles: int = 3) -> Path:
    """A database with a source and some articles."""
    db = store.open_db(path)
    store.save_source(db, **SOURCE)
    fill(db, range(articles))
    db.close()
    return path


def older(path: Path, before: str = "m014_nights") -> Path:
    """A database whose schema ends before a migration, with an organisation in it."""
    db = Database(sqlite3.connect(path))
    migrations.apply(db, stop_before=before)
    db.execute("insert into organisations (id, name) values ('coop', 'Coop')")
    db.conn.commit()
    db.close()
    return path


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def articles(path: Path) -> int:
    return int(rows(path, "select count(*) from articles")[0][0])


def schema(path: Path) -> str:
    return str(rows(path, "select max(name) from _sqlite_migrations")[0][0])


def is_whole(path: Path) -> bool:
    return rows(path, "pragma integrity_check") == [("ok",)] and not rows(path, "pragma foreign_key_check")


def allow_no_growth(connection: sqlite3.Connection) -> None:
    """Has SQLite say that the disk is full when the file is to become larger."""
    connection.execute("pragma max_page_count = 1")


def killed_somewhere(code: str, database: Path, within: float) -> None:
    """Runs it in a process that is killed at a moment up to `within` seconds after it began its work."""
    process = subprocess.Popen([sys.executable, "-c", code, str(database)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(random.uniform(0, within))
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
