"""Rows in and out of tables: plain dicts with the columns of `db/migrations` as keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

Row = Mapping[str, Any]


def rows_of(db: Database, sql: str) -> list[Row]:
    return list(db.query(sql))


def insert_many(db: Database, table: str, rows: Sequence[Row]) -> None:
    """Many rows of the same keys; in plain SQL, since sqlite-utils looks at the table anew for each batch."""
    if rows:
        names = ", ".join(f'"{name}"' for name in rows[0])
        marks = ", ".join(f":{name}" for name in rows[0])
        db.conn.executemany(f"insert into {table} ({names}) values ({marks})", rows)  # noqa: S608


def upsert(db: Database, table: str, rows: Sequence[Row], key: str = "id") -> None:
    """All rows must have the same keys: sqlite-utils would write nulls for missing ones (its issue 873)."""
    if rows:
        db.table(table).upsert_all([dict(row) for row in rows], pk=key)


def insert(db: Database, table: str, row: Row) -> int:
    """Inserts one row and returns the number that it was given.

    In plain SQL: sqlite-utils looks at the table anew for each row, which for single rows takes longer than to insert.
    """
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    key = db.conn.execute(f"insert into {table} ({names}) values ({marks})", list(row.values())).lastrowid  # noqa: S608
    assert key is not None
    return key


def update(db: Database, table: str, key: str, row: Row) -> None:
    """Changes one row by its id; in plain SQL for the same reason."""
    names = ", ".join(f'"{name}" = ?' for name in row)
    db.conn.execute(f"update {table} set {names} where id = ?", [*row.values(), key])  # noqa: S608


def insert_missing(db: Database, table: str, rows: Sequence[Row]) -> None:
    if rows:
        db.table(table).insert_all([dict(row) for row in rows], ignore=True)
