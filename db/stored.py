"""What is stored of a source, for comparing with what a look at it shows. Opens the database for reading alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from db.copies import read_only
from db.errors import explained


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds of a source."""

    articles: int
    dated: int
    """Articles with a date."""
    titled: int
    newest: str | None
    """ISO 8601."""


@contextmanager
def reading(path: Path) -> Iterator[Database | None]:
    """The database, which can't be written; null if there is none. Raises StoreError if it is no database."""
    if not path.exists():
        yield None
        return
    with explained(path), closing(read_only(path)) as connection:
        yield Database(connection)


def stored(db: Database, source_id: str) -> Stored:
    """What there is of a source."""
    sql = "select count(*), count(published), count(title), max(published) from articles where source_id = ?"
    return Stored(*db.execute(sql, [source_id]).fetchone())
