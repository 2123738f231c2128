"""The database itself, as of one moment, in one file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from db import copies


def write(database: Path, target: Path, *, texts: bool) -> None:
    """All tables; without `texts` those of the articles are left out, also from what was changed in them."""
    copies.copy(database, target, add=_nothing if texts else _without_texts)


def _nothing(connection: sqlite3.Connection) -> None:
    pass


def _without_texts(connection: sqlite3.Connection) -> None:
    triggers = connection.execute("select name, sql from sqlite_master where type = 'trigger' and tbl_name = 'texts'")
    kept = triggers.fetchall()
    for name, _ in kept:  # they would take each word out of the index one by one
        connection.execute(f"drop trigger {name}")
    connection.execute("delete from texts")
    connection.execute("insert into texts_fts (texts_fts) values ('delete-all')")
    for _, sql in kept:
        connection.execute(sql)
    connection.execute("update versions set changes = json_remove(changes, '$.body') where changes is not null")
    connection.commit()
    connection.execute("vacuum")  # or the words would still lie in free pages
