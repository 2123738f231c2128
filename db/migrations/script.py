"""How the SQL of a migration is run."""

from __future__ import annotations

from sqlite_utils import Database


def run(db: Database, script: str) -> None:
    """Statement by statement: `executescript` would commit the migration's transaction half-way."""
    for statement in script.split(";\n\n"):
        db.conn.execute(statement)
